"""Forms in a register: text given back to the letter, equal pieces once, and little of it for each project."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from filled import LINES
from rosters import Sheets
from rules import issued
from xlgen.flows.issuing import issue
from xlgen.issued.format_two import stored
from xlgen.issued.manifest import read_manifest
from xlgen.issued.manifest_json import form_line
from xlgen.register.deflating import WORDS, deflated, inflated
from xlgen.register.keeping import Act, FormLine, Keeper, Shelf
from xlgen.register.opening import NAME, fresh


def kept(path: Path, *forms: FormLine) -> Shelf:
    with fresh(path / NAME, WORDS) as connection:
        keeper = Keeper(connection)
        keeper.begin(Act("issue", "project", "2026-01-10"))
        for form in forms:
            keeper.keep(form)
    return Shelf(path / NAME)


@pytest.mark.parametrize(
    "text", ["", "甲", '{"own":{"level1":{"value":{"text":"产出指标"}}}}', "x" * 100_000, "\u2028\U0001f600"]
)
def test_a_text_is_given_back_to_the_letter(text: str) -> None:
    assert inflated(deflated(text, WORDS), WORDS) == text


def test_a_damaged_text_is_no_text() -> None:
    with pytest.raises(ValueError, match="incomplete"):
        inflated(deflated("达到指标值得满分", WORDS)[:-1], WORDS)


def test_a_form_is_given_back_to_the_letter(tmp_path: Path) -> None:
    form = form_line("甲.xlsx", issued("A"), {"联系人": "某某"})
    shelf = kept(tmp_path, form)
    (line,) = shelf.listed()
    assert replace(line, head=shelf.head(line.line), pieces=shelf.pieces(line.line), line=0) == form
    assert form.lines == stored(issued("A")).lines


def test_equal_pieces_stand_once(tmp_path: Path) -> None:
    shelf = kept(
        tmp_path,
        FormLine("1", "1.xlsx", 0, "", "", head="{}", pieces=("甲", "乙", "甲")),
        FormLine("2", "2.xlsx", 0, "", "", head="{}", pieces=("乙", "丙")),
    )
    count = shelf._connection()[0].execute("SELECT count(*) FROM pieces").fetchone()[0]
    assert (count, [shelf.pieces(line.line) for line in shelf.listed()]) == (3, [("甲", "乙", "甲"), ("乙", "丙")])


def test_the_newest_revision_counts_at_the_place_of_the_first(tmp_path: Path) -> None:
    forms = [FormLine(code, f"{code}{n}.xlsx", n, "", "", head="{}") for code, n in (("1", 0), ("2", 0), ("1", 1))]
    assert [(line.code, line.file) for line in kept(tmp_path, *forms).listed()] == [("1", "11.xlsx"), ("2", "20.xlsx")]


def test_it_goes_to_another_process_closed(tmp_path: Path) -> None:
    shelf = kept(tmp_path, FormLine("1", "1.xlsx", 0, "", "", head="{}"))
    assert [line.code for line in shelf.listed()] == ["1"]
    assert [line.code for line in pickle.loads(pickle.dumps(shelf)).listed()] == ["1"]


TITLES = "项目编码 项目名称 主管部门 实施单位 年度 年初预算数 全年预算数 财政拨款 上年结转 其他资金 年度总体目标".split()
COLUMNS = "项目编码 一级指标 二级指标 三级指标 指标性质 指标值 计量单位 分值 评分方法 评分标准".split()


def list_of(count: int, diverse: bool) -> Sheets:
    """Projects that ask alike; or each by words of its own, in every indicator."""
    sheets: Sheets = {"项目": [TITLES], "指标": [COLUMNS]}
    for n in range(1, count + 1):
        own = f"第{n}片{n * 7919 % 9973}" if diverse else ""
        sheets["项目"].append(
            [f"B{n:05}", f"项目{n}", "某市某局", f"单位{n % 17}", 2025, 30, 30 + n, 30 + n, 0, 0, f"按计划完成{own}工作"]
        )
        for line in LINES:
            titled = [*line[:2], f"{own}{line[2]}", *line[3:]]
            sheets["指标"].append([f"B{n:05}", *titled])
    return sheets


@pytest.mark.parametrize(("diverse", "most"), [(False, 5_000), (True, 20_000)])
def test_a_project_takes_a_few_thousand_bytes(tmp_path: Path, diverse: bool, most: int) -> None:
    from xlgen.writing.roster import write_rows

    sizes = []
    for count in (5, 20):
        (tmp_path / f"{count}.xlsx").write_bytes(write_rows(list_of(count, diverse)))
        assert len(issue(tmp_path / f"{count}.xlsx", tmp_path / str(count), day="2026-01-10").files) == count
        sizes.append((tmp_path / str(count) / NAME).stat().st_size)
    assert (sizes[1] - sizes[0]) / 15 < most
    assert len(read_manifest(tmp_path / "20").snapshots) == 20


def test_a_fingerprint_is_the_same_for_the_same_text_alone(tmp_path: Path) -> None:
    def mark(name: str, head: str, *pieces: str) -> bytes:
        (tmp_path / name).mkdir()
        shelf = kept(tmp_path / name, FormLine("P1", "a.xlsx", 0, "", "", {}, head, pieces))
        [line] = shelf.listed()
        return shelf.fingerprint(line.line)

    one = mark("一", "head", "a", "b")
    assert one == mark("二", "head", "a", "b")
    assert len({one, mark("三", "head", "a", "c"), mark("四", "other", "a", "b"), mark("五", "head", "b", "a")}) == 4


def test_a_fingerprint_is_the_same_wherever_its_pieces_lie(tmp_path: Path) -> None:
    def mark(name: str, *before: str) -> bytes:
        (tmp_path / name).mkdir()
        forms = (
            FormLine("P0", "a.xlsx", 0, "", "", {}, "head", before),
            FormLine("P1", "b.xlsx", 0, "", "", {}, "head", ("a", "b")),
        )
        return kept(tmp_path / name, *forms).fingerprint(2)

    assert mark("挨着") == mark("隔得远", "a", *map(str, range(100)))


@pytest.mark.parametrize("before", [(), tuple(map(str, range(100)))], ids=["side by side", "far apart"])
def test_a_fingerprint_tells_that_a_piece_is_missing(tmp_path: Path, before: tuple[str, ...]) -> None:
    shelf = kept(tmp_path, FormLine("P1", "a.xlsx", 0, "", "", {}, "head", ("a", *before, "b")))
    with closing(sqlite3.connect(shelf.path)) as connection, connection:
        connection.execute("UPDATE forms SET pieces = '1 ' || (SELECT max(piece) FROM pieces)")
        connection.execute("DELETE FROM pieces WHERE piece = 1")
    with pytest.raises(ValueError, match="missing"):
        shelf.fingerprint(1)
