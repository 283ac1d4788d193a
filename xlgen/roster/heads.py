"""Titles of a roster's sheet: where they stand, which are lacking or written otherwise, and which no part of the form asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from xlgen.catalogue import found
from xlgen.findings import Severity
from xlgen.form.records import Spec
from xlgen.form.template.load import known_templates
from xlgen.roster.records import Reading
from xlgen.roster.titles import BUDGET, PROJECTS, amounts, growing_tables, optional_titles, project_titles, titles_of
from xlgen.words.labels import in_marks, plain_label
from xlgen.words.nearest import nearest
from xlgen.words.private import is_contact
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import SheetRecord

COUNTERS = ("序号", "行号", "序")  # columns that only count lines
ANSWERED = "收回后由填报人填写；要由主管部门先填好的，请在表式里把这一栏写成不用填报的"
HEAD_ROWS = 10  # titles stand in one of these
WITHOUT = {
    "评分方法": "没有它，每项都按指标性质和指标值自动选方法",
    "评分标准": "没有它，各项都按评分方法本来的算法计分",
    "指标性质": "没有它，越多越好还是越少越好只能由指标值判断",
    "计量单位": "没有它，表上不印单位，百分数只能由指标值判断",
    "年度总体目标": "没有它，这一栏由填报人填",
}


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of the titles, the column of each that is wanted, and of each that nobody asks for."""

    row: int
    columns: Mapping[str, int]
    further: Mapping[str, int] = field(default_factory=dict)


def header_of(sheet: SheetRecord, titles: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Row of the titles — the first of the top rows that holds most of them — and the column of each."""
    best: tuple[int, dict[str, int]] = (0, {})
    for row, there in sorted(_titles_by_row(sheet).items()):
        known = {title: there[title][0] for title in titles if title in there}
        if len(known) > len(best[1]):
            best = (row, known)
    return best


def _titles_by_row(sheet: SheetRecord) -> dict[int, dict[str, list[int]]]:
    """Texts of the top rows, each with its columns from the left."""
    found: dict[int, dict[str, list[int]]] = {}
    top = [(at, cell) for at, cell in sheet.cells.items() if at[0] < HEAD_ROWS]
    for (row, column), cell in sorted(top, key=lambda pair: pair[0]):
        if title := plain_label(str(cell.value or "")):
            found.setdefault(row, {}).setdefault(title, []).append(column)
    return found


def heads_of(reading: Reading, sheet: SheetRecord, titles: Sequence[str], more: Iterable[str] = ()) -> Heads:
    """The titles of a sheet, what is wrong with them reported; ``more`` may be there as well."""
    may = [*titles, *more]
    row, columns = header_of(sheet, may)
    if not columns:
        fact = f"“{sheet.name}”表前 {HEAD_ROWS} 行里没有一个认得的列名；列名应是：{'、'.join(titles)}"
        reading.findings.append(found("XL102", fact, "请在第一行写上列名，与样表一致", sheet=sheet.name))
        return Heads(row, columns)
    filled = {column for at, column in sheet.cells if at > row}
    there = {title: [c for c in at if c in filled] for title, at in _titles_by_row(sheet).get(row, {}).items()}
    strange = {title: at[0] for title, at in there.items() if at and title not in may and title not in COUNTERS}
    for title in titles:
        if title not in columns:
            meant = nearest(title, strange)
            column = strange.pop(meant, 0)
            _lacking(reading, sheet, row, title, meant, column)
            columns |= {title: column} if meant else {}  # so that what else is wrong is told as well
    for title, at in there.items():
        if title in may and len(at) > 1:
            fact = f"有 {len(at)} 列都叫{in_marks(title)}，用了左边的一列，其余没有用"
            reading.findings.append(found("XL149", fact, sheet=sheet.name, cell=spell(row, at[1])))
    others = {title: column for title, column in strange.items() if title in _of_other_forms(sheet.name)}
    if others:
        own = "、".join(may)
        reading.unplaced |= others.keys() & _money_of_all_forms()
        unsummed = "，各项来源之和也就没有核对" if reading.unplaced and amounts(reading.template).keys() - {BUDGET} else ""
        fact = f"本表式没有{'、'.join(map(in_marks, others))}列，没有用{unsummed}；本表式的列是：{own}"
        reading.findings.append(found("XL150", fact, sheet=sheet.name, cell=spell(row, min(others.values()))))
    answered = {title: column for title, column in strange.items() if title in _answered(reading.template) - {*others}}
    if answered:
        fact = f"{'、'.join(map(in_marks, answered))}由填报人填，项目清单里写的没有用"
        reading.findings.append(found("XL150", fact, ANSWERED, sheet=sheet.name, cell=spell(row, min(answered.values()))))
    further = {title: column for title, column in strange.items() if title not in (*others, *answered)}
    if further:
        fact = f"{'、'.join(map(in_marks, further))}不是本表式的列，{_fate(sheet.name, list(further))}"
        reading.findings.append(found("XL151", fact, sheet=sheet.name, cell=spell(row, min(further.values()))))
    return Heads(row, columns, further)


def _lacking(reading: Reading, sheet: SheetRecord, row: int, title: str, meant: str, column: int) -> None:
    """A title that is not there; where a filled column is called almost so, that is what was meant, and it stops the roster."""
    without = f"；{WITHOUT[title]}" if title in WITHOUT else ""
    if meant:
        fact = f"不认识列名{in_marks(meant)}，是不是{in_marks(title)}{without}"
        hint = f"请把列名改成{in_marks(title)}；确是另一列的，请换一个不相近的列名"
        reading.findings.append(found("XL148", fact, hint, sheet=sheet.name, cell=spell(row, column)))
        return
    weight = Severity.NOTE if title in optional_titles(reading.template) else None
    fact = f"“{sheet.name}”表缺少列“{title}”{without}"
    reading.findings.append(found("XL102", fact, severity=weight, sheet=sheet.name, cell=spell(row, 0)))


def _fate(sheet: str, titles: Sequence[str]) -> str:
    """What becomes of the columns of the office's own."""
    if sheet != PROJECTS:
        return "没有用"
    chasing = [title for title in titles if is_contact(title, "")]
    if chasing and len(chasing) == len(titles):
        return "只带到“未计入清单”和催报名单"
    kept = f"，其中{'、'.join(map(in_marks, chasing))}只带到“未计入清单”，供催报用" if chasing else ""
    return f"照原样带到各清单{kept}"


def _answered(template: Spec) -> set[str]:
    """Columns of the form's tables, as printed: what is none of the roster's is answered by the officer."""
    tables = template.get("tables", {}).values()
    return {plain_label(str(said.get("label", ""))) for table in tables for said in table.get("columns", {}).values()}


@cache
def _money_of_all_forms() -> frozenset[str]:
    return frozenset(title for template in known_templates().values() for title in amounts(template))


@cache
def _of_other_forms(sheet: str) -> frozenset[str]:
    """Titles that any form that comes with xlgen wants of a sheet of this name."""
    titles: set[str] = set()
    for template in known_templates().values():
        if sheet == PROJECTS:
            titles.update(project_titles(template))
        tables = (spec for spec in growing_tables(template).values() if spec["roster"] == sheet)
        titles.update(*map(titles_of, tables))
    return frozenset(titles)
