"""Lists too long for a sheet: parted by unit, nothing lost, every sum that of the whole."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from long_lists import long_rollup
from summaries import eight
from xlgen.errors import XlgenError
from xlgen.flows.summary import write_summary
from xlgen.language.parse import parse
from xlgen.rollup import pages
from xlgen.rollup.cells import dividing
from xlgen.rollup.cells.dividing import divided, parts_of
from xlgen.rollup.grids import GridColumn, numbered
from xlgen.rollup.pages import pages_of
from xlgen.rollup.records import Rollup
from xlgen.rollup.spots import contents_of
from xlgen.rollup.tables.long_lists import parts_told
from xlgen.workbook.ooxml.reader import read_workbook

DAY = "2026-02-01"
X, UNIT = GridColumn("x", ""), GridColumn("unit", "")


@pytest.mark.parametrize(
    ("units", "room", "rows"),
    [
        ("aabb", 4, [[0, 1, 2, 3]]),
        ("abab", 2, [[0, 2], [1, 3]]),
        ("aabbc", 3, [[0, 1], [2, 3, 4]]),
        ("aaaab", 3, [[0, 1, 2], [3, 4]]),
        ("", 3, []),
    ],
)
def test_units_stay_together_where_they_fit(units, room, rows):
    found = parts_of(list(units), room)
    assert [list(part.rows) for part in found] == rows


@pytest.mark.parametrize(
    ("formula", "parted"),
    [
        ("sum(t.x)", "sum(t.x, t2.x)"),
        ("count(t.x) + x", "(count(t.x, t2.x) + x)"),
        ("countif(t.unit, unit)", "(countif(t.unit, unit) + countif(t2.unit, unit))"),
        ("round(sumif(t.x, t.unit, unit), 2)", "round((sumif(t.x, t.unit, unit) + sumif(t2.x, t2.unit, unit)), 2)"),
        ("sum(other.x)", "sum(other.x)"),
    ],
)
def test_a_formula_about_the_whole_is_about_all_parts(formula, parted):
    whole = numbered("t", (X, UNIT), [{"x": Decimal(i), "unit": "甲乙"[i % 2]} for i in range(4)])
    asks = numbered("asks", (GridColumn("said", "", formula=formula),), [{}])
    *_, made = divided([whole, asks], {"t": parts_of("甲乙甲乙", 2)})
    assert parse(str(made.columns[0].formula)) == parse(parted)


def everything(rollup: Rollup) -> dict[str, list[object]]:
    """Values of all tables but the parted ones."""
    contents = contents_of(spot for page in pages_of(rollup, DAY) for spot in page.spots)
    parted = ("details", "problems", "deductions", "index")
    return {name: list(column) for name, column in contents.values.items() if not name.startswith(parted)}


@pytest.mark.parametrize("made", [eight, lambda: long_rollup(40, 8)], ids=["eight", "long"])
def test_every_figure_is_as_in_one_sheet(monkeypatch, made):
    whole = everything(made())
    monkeypatch.setattr(dividing, "ROOM", 3 if made is eight else 30)
    assert everything(made()) == whole


def test_sheets_and_rows_say_which_units_they_hold(monkeypatch):
    monkeypatch.setattr(dividing, "ROOM", 100)
    rollup = long_rollup(30, 8)
    book = read_workbook(write_summary(rollup, DAY))
    details = [name for name in book.sheets if name.startswith("明细")]
    assert details == ["明细", "明细2", "明细3"]
    titles = [str(book.sheets[name].cells[0, 0].value) for name in details]
    assert titles[1].startswith("明细（一个指标一行，只列计入汇总的项目），第 2 张，共 3 张：单位")
    numbers = [c.value for name in details for at, c in book.sheets[name].cells.items() if at[1] == 0 and at[0] > 2]
    assert sorted(numbers) == list(range(1, 1 + sum(1 for _ in rollup.indicators())))


def test_libreoffice_reckons_the_parted_figures_alike(office, tmp_path, monkeypatch):
    monkeypatch.setattr(dividing, "ROOM", 100)
    (tmp_path / "汇总.xlsx").write_bytes(write_summary(long_rollup(30, 8), DAY))
    (tmp_path / "out").mkdir()
    after = read_workbook(office.recalculate([tmp_path / "汇总.xlsx"], tmp_path / "out")[0].read_bytes())
    before = read_workbook((tmp_path / "汇总.xlsx").read_bytes())
    wrong = [
        (name, at, cell.value, now.value if (now := after.sheets[name].cells.get(at)) else None)
        for name, sheet in before.sheets.items()
        for at, cell in sheet.cells.items()
        if cell.formula is not None and not _alike(cell.value, after.sheets[name].cells.get(at))
    ]
    assert wrong == []


def _alike(value: object, now: object) -> bool:
    found = getattr(now, "value", None)
    if isinstance(value, Decimal) and isinstance(found, Decimal):
        return abs(value - found) <= Decimal("1e-9") * max(1, abs(value))
    return (value or "") == (found or "")


def test_it_is_told_in_a_sentence(monkeypatch):
    assert list(parts_told(long_rollup(10, 8))) == []
    monkeypatch.setattr(dividing, "ROOM", 20)
    rollup = replace(long_rollup(5, 8), problems=())
    [said] = [each for each in parts_told(rollup) if "明细" in each]
    assert said.startswith("“明细”有 40 行，一张工作表放不下，按实施单位分成 3 张：明细（单位000 至 单位001），明细2（")


def test_other_programs_open_the_parted_book(monkeypatch):
    monkeypatch.setattr(dividing, "ROOM", 100)
    content = write_summary(long_rollup(30, 8), DAY, Path("汇总"))
    assert "明细3" in openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_what_cannot_be_parted_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(pages, "MAX_ROW", 20)
    with pytest.raises(XlgenError, match=r"“总览”有 .* 行，超过一张工作表能放的 20 行，请按部门或单位分几次汇总"):
        pages_of(long_rollup(30, 8), DAY)
