"""The source documents, entered as roster and data: their printed totals, and LibreOffice and checker cell by cell alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conformance import records
from documents import answers, differences, filled, findings, issued, printed, values_with
from xlgen.files.shipped import samples
from xlgen.findings import Severity
from xlgen.form.records import NUMERIC, Cell
from xlgen.language.operators import Value
from xlgen.words.numbers import half_up
from xlgen.workbook.patching.patcher import Change, patch

D = Decimal
DOCUMENTS = records("documents.toml", "document")
NAMES = [each["name"] for each in DOCUMENTS]
CHANGES = records("documents.toml", "change")


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_document_gives_its_total_and_grade(document: Mapping[str, Any]) -> None:
    found = answers(document["name"], filled(document["name"]))
    assert (found.number("total"), found.text("grade")) == (document["total"], document["grade"])


@pytest.mark.parametrize("name", [each["name"] for each in DOCUMENTS if each.get("sound")])
def test_document_is_sound_once_its_contradictions_are_mended(name: str) -> None:
    assert [(f.code, f.place, f.message) for f in findings(name, filled(name)) if f.severity is Severity.ERROR] == []
    assert answers(name, filled(name)).text("verdict") == "可以报送"


@pytest.mark.parametrize(
    ("document", "name", "figure"),
    [(each["name"], name, figure) for each in DOCUMENTS for name, figure in each.get("figures", {}).items()],
)
def test_figure_of_the_document(document: str, name: str, figure: Decimal) -> None:
    found = answers(document, filled(document)).excel[name]
    assert isinstance(found, Decimal)
    assert half_up(found, -int(figure.as_tuple().exponent)) == figure


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change['document']} {' '.join(change['gives'])}")
def test_what_is_computed_follows_what_is_filled(change: Mapping[str, Any]) -> None:
    after = values_with(change["document"], change["answers"])
    assert {name: after[name] for name in change["gives"]} == change["gives"]


def test_unfinished_document_gets_no_grade() -> None:
    found = answers("qingdao", printed("qingdao"))
    assert (found.text("grade"), found.text("verdict")[:4]) == ("未填完", "还不能报")


def test_checklist_row_of_a_blank_form_shows_nothing() -> None:
    assert answers("nanchang", issued("nanchang")[1]).excel["indicators.1.actual"] is None


def test_score_sheet_repeats_the_scores() -> None:
    found = answers("nanchang", filled("nanchang"))
    rows = [row.key for row in found.snapshot.rows if row.table == "scores"]
    assert len(rows) == 26
    assert all(found.number(f"scores.{key}.got") == found.number(f"indicators.{key}.score") for key in rows)
    assert found.number("scores_total") == D(90)


@pytest.mark.parametrize(
    ("file", "count", "line"),
    [
        ("qingdao/roster.toml", 8, '["QD001", '),  # no weights are printed
        ("qingdao/data.toml", 1, '"实际完成值" = 30'),
        ("qingdao/data.toml", 1, '"完成情况"   = "达成"'),
        ("qingdao/data.toml", 1, '"实际完成值" = 0.96'),
        ("nanchang/data.toml", 1, '"实际完成值" = 0.7 '),
        ("nanchang/data.toml", 2, '"实际完成值" = 0 '),
        ("zhangye/data.toml", 2, "= 38568"),
        ("xinzhou/roster.toml", 1, '"基金运行成本"'),
    ],
)
def test_what_no_document_prints_is_marked_as_assumed(file: str, count: int, line: str) -> None:
    lines = [each for each in (samples() / file).read_text("utf-8").splitlines() if line in each]
    assert len(lines) == count
    assert all("假设" in each.partition("#")[2] for each in lines)


# ---- LibreOffice ----------------------------------------------------------------------------------------------------


def test_libreoffice_agrees_cell_by_cell(office: ModuleType, tmp_path: Path) -> None:
    books = {
        f"{name}-{state}": content
        for name in NAMES
        for state, content in (("blank", issued(name)[1]), ("filled", filled(name)))
    }
    for name, path in _recalculated(office, books, tmp_path).items():
        found = answers(name.partition("-")[0], path)
        assert differences(found) == {}, name
    for each in DOCUMENTS:
        name = each["name"]
        assert answers(name, tmp_path / "out" / f"{name}-filled.xlsx").typed("total") == each["total"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_any_input_changes_form_and_checker_alike(office: ModuleType, tmp_path: Path, name: str) -> None:
    """Every number and choice of the filled form is changed, one at a time; what moves, moves alike in both readings."""
    changed = {cell: _typed(name, cell, value) for cell, value in _another(name).items()}
    for cell, path in _recalculated(office, changed, tmp_path).items():
        assert differences(answers(name, path)) == {}, cell
    assert len(changed) > 10


@pytest.mark.parametrize("name", NAMES)
def test_any_input_moves_what_the_form_computes(name: str) -> None:
    silent = {cell for cell, value in _another(name).items() if not _moved(name, cell, value)}
    assert silent == SILENT.get(name, set())


SILENT = {  # inputs that move nothing the form computes
    "zhangye": {"kind"},  # 评价类型
    # what the report says, and a figure that cannot mend the sum it is in: 不符 before and after
    "gaoyi": {
        "facts.income_rate.stated", "facts.adjustment.stated", "facts.left_rate.stated", "facts.basic.value",
        "facts.helped.value",  # the indicator is a head count, its standard goes by the rate
    },
}  # fmt: skip
ALIKE = {"gaoyi": "projects"}  # a table of many equal rows: the first and the last will do


def _recalculated(office: ModuleType, books: dict[str, bytes], folder: Path) -> dict[str, Path]:
    (folder / "in").mkdir()
    for name, content in books.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(content)
    office.recalculate([folder / "in" / f"{name}.xlsx" for name in books], folder / "out")
    return {name: folder / "out" / f"{name}.xlsx" for name in books}


def _moved(name: str, cell: str, value: Value) -> set[str]:
    """Formula cells whose value by the checker is another once this input holds another value."""
    found = answers(name, filled(name))
    cells = [slot.cell for slot in found.snapshot.slots.values()]
    after = values_with(name, {cell: value})
    return {each.name for each in cells if each.formula is not None and after[each.name] != found.excel[each.name]}


@cache
def _another(name: str) -> Mapping[str, Value]:
    """Another value for each input that holds a number or a choice, or could.

    Of a few the first is taken that moves anything: 760 of 730 may fall to 740 without a word.
    """
    found, result = answers(name, filled(name)), {}
    rows = [slot.row for slot in found.snapshot.slots.values() if slot.table == ALIKE.get(name)]
    for cell, slot in found.snapshot.slots.items():
        if not slot.cell.is_input or slot.cell.type not in (*NUMERIC, "choice") or slot.cell.type == "date":
            continue
        if slot.table != ALIKE.get(name, "none") or slot.row in (rows[0], rows[-1]):
            values = _others(slot.cell, found.typed(cell))
            result[cell] = next((value for value in values if _moved(name, cell, value)), values[0])
    return result


def _typed(name: str, cell: str, value: Value) -> bytes:
    sheet, row, column = answers(name, filled(name)).places[cell]
    return patch(filled(name), {sheet: {(row, column): Change(value)}})


def _others(cell: Cell, value: Value) -> list[Value]:
    """Values the cell could hold instead of its own."""
    if cell.choices:
        return [choice for choice in cell.choices if choice != value]
    if not isinstance(value, Decimal):
        return [D(1) if cell.type == "count" else D("0.61")]
    if cell.type == "count":
        return [value + 1, value // 2, value * 3]
    return [value * D("0.47") + D("0.01"), value * 3 + D("0.85")]
