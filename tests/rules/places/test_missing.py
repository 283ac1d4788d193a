"""A row that was deleted is one line that says which and what to do, and takes no score from another row."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from damage import by_libreoffice
from filled import issued, returned
from names import SHEET, judged, redirected, told
from repairs import MANIFEST, said, typed_over
from shifting import delete_columns, delete_rows, nameless
from xlgen.findings import Severity
from xlgen.flows.repairing import repair
from xlgen.flows.sending_back import mark
from xlgen.repair.fates import Fate
from xlgen.returned.batch import Return
from xlgen.returned.marks import MARK
from xlgen.workbook.ooxml.reader import read_workbook

WAYS: dict[str, Callable[[bytes], bytes]] = {"names gone with it": lambda c: c, "all names gone": nameless}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("row", "label"), [(8, "上年结转资金"), (13, "培训人数"), (14, "合格率"), (15, "人均成本")])
def test_a_deleted_row_is_the_only_headline(row: int, label: str, way: Callable[[bytes], bytes]) -> None:
    _, findings = judged(way(delete_rows(returned(), SHEET, row)))
    errors = [(f.code, f.place, f.message) for f in findings if f.code not in ("XG104", "XG107")]  # nobody recalculated it
    assert errors == [("XG114", SHEET, f"第 {row + 1} 行“{label}”被删了")]


def test_the_row_has_no_values_and_the_grade_none_that_is_sound() -> None:
    answers, _ = judged(delete_rows(returned(), SHEET, 14))
    assert {answers.typed(f"indicators.2.{column}") for column in ("actual", "score", "reason")} == {None}
    assert answers.excel["indicators.2.score"] is None
    assert answers.excel["grade"] == "未填完"


def test_the_same_where_libreoffice_deleted_it_and_computed_anew(office: ModuleType) -> None:
    for row, label in ((13, "培训人数"), (14, "合格率")):
        answers, findings = judged(by_libreoffice(returned(), f"form.Rows.removeByIndex({row}, 1)"))
        assert [(f.code, f.message) for f in findings] == [("XG114", f"第 {row + 1} 行“{label}”被删了")]
        assert answers.excel["grade"] == "未填完"


def test_a_deleted_column_is_told_in_one_line() -> None:
    labels = "“年度总体目标·实际完成情况”、“培训人数·实际完成值”、“合格率·实际完成值”"
    assert told(delete_columns(returned(), SHEET, 6), "XG115") == [("", f"下发时在 G 列的{labels}等 9 格找不到了")]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("letter", "ABCDEFGHIJK")
def test_a_deleted_column_is_the_only_headline(letter: str, way: Callable[[bytes], bytes]) -> None:
    answers, findings = judged(way(delete_columns(returned(), SHEET, ord(letter) - ord("A"))))
    said = [(f.code, f.place, f.message.partition("列")[0]) for f in findings if f.code not in ("XG104", "XG107")]
    assert said == [("XG115", SHEET, f"下发时在 {letter} ")]
    assert Return(Path("a.xlsx"), answers, tuple(findings)).grade == "待核实"
    if way is not nameless:
        assert "XG107" not in {f.code for f in findings}  # that its names are gone is no news


@pytest.mark.parametrize("template", ["project-anhui", "project-hebei", "department", "report-yueyang"])
def test_so_it_is_with_the_last_column_of_other_forms(template: str) -> None:
    snapshot = issued(template)[0]
    sheet, _, last = max((slot.place for slot in snapshot.slots.values() if slot.place), key=lambda place: place[2])
    _, findings = judged(delete_columns(issued(template)[1], sheet, last), snapshot)
    errors = [f.code for f in findings if f.severity is Severity.ERROR and f.code < "XG200"]
    assert errors == ["XG115"]


def test_the_same_where_libreoffice_deleted_the_last_column(office: ModuleType) -> None:
    _, findings = judged(by_libreoffice(returned(), "form.Columns.removeByIndex(10, 1)"))
    assert [f.code for f in findings if f.severity is Severity.ERROR] == ["XG115"]


def test_lost_points_need_no_reason_where_the_column_of_reasons_is_gone() -> None:
    low = typed_over(returned(), {"indicators.1.actual": Decimal(60)})
    assert "XG307" not in {f.code for f in judged(delete_columns(low, SHEET, 10))[1]}


def test_repair_puts_the_row_and_the_name_back(tmp_path: Path) -> None:
    (tmp_path / "T001.xlsx").write_bytes(issued()[1])
    deleted = repair(delete_rows(returned(), SHEET, 14), MANIFEST, tmp_path)
    assert "恢复　自评表!A15　第 15 行“合格率”被删了，恢复这一行" in deleted.told
    named = repair(redirected(), MANIFEST, tmp_path)
    assert [line.partition("：")[0] for line in said(named, Fate.DOUBTFUL)] == ["存疑　自评表!G14　“培训人数·实际完成值”“60”"]
    for repaired in (deleted, named):
        assert not {f.code for f in judged(repaired.content)[1]} & {"XG112", "XG113", "XG114"}


def test_both_cells_of_a_name_that_lies_are_marked(tmp_path: Path) -> None:
    (tmp_path / "收回.xlsx").write_bytes(redirected())
    marked = next(each for each in mark(tmp_path / "收回.xlsx", tmp_path / "退回", MANIFEST) if each.copy)
    names = read_workbook(marked.copy or Path()).names
    assert {"'自评表'!$G$14", "'自评表'!$N$14"} <= {target for name, target in names.items() if name.startswith(MARK)}


def test_cells_above_the_table_go_with_a_deleted_column() -> None:
    _, findings = judged(delete_columns(returned(), SHEET, 6))
    assert not [f for f in findings if f.code in ("XG101", "XG107")]
