"""Work flow: a template → a roster for it, empty or with what an earlier list, a batch or another program's export says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from xlgen.errors import Refused, XlgenError
from xlgen.files.csv_files import read_csv
from xlgen.files.paths import existing, new_workbook, one_file, path_of
from xlgen.files.saving import write_together, write_whole
from xlgen.files.temporary import tidy
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.manifest import read_manifest
from xlgen.roster.carrying.batch_lines import carried_back
from xlgen.roster.carrying.exports import carried_from
from xlgen.roster.carrying.new_year import for_year
from xlgen.roster.carrying.records import Carried
from xlgen.roster.example import sheets_of
from xlgen.roster.titles import PROJECTS
from xlgen.words.labels import in_marks, plain_label
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.reading import read_either
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord
from xlgen.writing.blank_roster import blank_roster
from xlgen.writing.roster import write_rows

COLUMNS = "列名对照.xlsx"
COLUMN_TITLES = ("来源的列名", "项目清单的列名", "说明")


def roster(template: Path | str, out: Path | str, options: Sequence[str] = ()) -> tuple[str, ...]:
    """An empty roster written to ``out``, with an example and all scoring methods; the names of the sheets to be filled in.

    ``template`` and ``options`` are those of ``issue``.

    XlgenError where ``out`` is there already or no .xlsx; TemplateError where there is no such template.

    >>> roster("project", "空白项目清单.xlsx")
    ('项目', '指标')
    """
    target, spec = new_workbook(out), load_template(template, options)
    write_whole(target, blank_roster(spec, load_methods(spec)))
    return tuple(sheets_of(spec))


def carry_over(
    source: Path | str,
    out: Path | str,
    template: Path | str = "project",
    options: Sequence[str] = (),
    *,
    year: str = "",
    columns: Path | str | None = None,
) -> Carried:
    """A roster written to ``out`` with what ``source`` says of projects and indicators; what is carried and what is told of the rest.

    ``source`` is an earlier roster, an issued batch (its folder or manifest.json), or a workbook (.xlsx, .xls, .et) or .csv of another
    program. Its titles are read as ``columns`` says, a workbook of two columns; where that is None, as 列名对照.xlsx beside ``out``
    says, which is written where it is not there and titles differ. Years and amounts are carried for projects of ``year`` or of none.

    XlgenError where ``out`` is there already, or there is nothing that can be carried over.

    >>> carry_over("项目清单.xlsx", "新清单.xlsx", year="2026").unused
    []
    """
    tidy(path_of(out).parent)
    target, path = new_workbook(out), existing(source)
    if year and not re.fullmatch(r"20\d\d", year):
        raise XlgenError(f"年度“{year}”不是四位年份，请写成 2026 的样子")
    spec = load_template(template, options)
    methods = load_methods(spec)
    beside = target.parent / COLUMNS if columns is None else one_file(columns)
    if path.is_dir() or path.suffix.lower() == ".json":
        carried = carried_back(read_manifest(path), spec, methods)
    else:
        carried = carried_from(_book(path), spec, methods, _remembered(beside))
    if not carried.lines.get(PROJECTS):
        write_together(target.parent, _remember(carried, beside))
        raise XlgenError(_nothing(path, carried, beside))
    for_year(carried, spec, year)
    write_together(target.parent, _remember(carried, beside) | {target.name: blank_roster(spec, methods, carried.lines)})
    return carried


def _book(path: Path) -> WorkbookRecord:
    """The source as a workbook; a .csv is one of one sheet."""
    if path.suffix.lower() not in (".csv", ".txt"):
        try:
            return read_either(path, LIMITS)
        except Refused as refusal:
            raise Refused(refusal.code, f"{path} 读不出来，{refusal.reason}", "请用 WPS 打开，另存为 .xlsx 再试") from None
    cells = {
        (row, column): CellRecord(text.strip(), None, "general")
        for row, line in enumerate(read_csv(path))
        for column, text in enumerate(line)
        if text.strip()
    }
    return WorkbookRecord({path.stem: SheetRecord(path.stem, "visible", cells)}, {})


def _remembered(path: Path) -> dict[str, str]:
    """What a clerk said of titles: title of the source → column of the list, "" for none."""
    if not path.is_file():
        return {}
    cells = next(iter(read_either(path, LIMITS).sheets.values())).cells
    pairs = {row: [str(cells[row, c].value or "") if (row, c) in cells else "" for c in (0, 1)] for row, _ in sorted(cells)}
    if [*pairs.values()][:1] != [list(COLUMN_TITLES[:2])]:
        raise XlgenError(f"{path} 不是列名对照：第一行应是“{COLUMN_TITLES[0]}”“{COLUMN_TITLES[1]}”（不用它的，请移走或改名）")
    return {plain_label(title): plain_label(ours) if ours else "" for title, ours in [*pairs.values()][1:] if title}


def _remember(carried: Carried, beside: Path) -> dict[str, bytes]:
    """What each title is taken for, as a file to be written where there is none yet and something is called otherwise."""
    if beside.exists() or all(each.ours == each.title for each in carried.columns):
        return {}
    rows = [COLUMN_TITLES, *((each.title, each.ours, each.why) for each in carried.columns)]
    return {beside.name: write_rows({"列名对照": rows})}


def _nothing(path: Path, carried: Carried, beside: Path) -> str:
    titles = "、".join(in_marks(each.title) for each in carried.columns)
    there = f"它的列是：{titles}。请在 {beside} 里写明哪一列是“项目编码”“项目名称”" if titles else "没有找到列名"
    return f"{path} 里没有读到项目，{there}"
