"""Work flow: an earlier list, an issued batch or another program's export → a project list, titles mapped once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, new_workbook, one_file, path_of
from xlgen.files.saving import write_together
from xlgen.files.temporary import tidy
from xlgen.flows.listing.known import known_in, read_library, source_book
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.manifest import Manifest
from xlgen.roster.carrying.new_year import for_year
from xlgen.roster.carrying.records import Carried
from xlgen.roster.library.comparing import filled_in
from xlgen.roster.titles import PROJECTS
from xlgen.words.labels import in_marks, plain_label
from xlgen.writing.blank_roster import blank_roster
from xlgen.writing.roster import write_rows

COLUMNS = "列名对照.xlsx"
COLUMN_TITLES = ("来源的列名", "项目清单的列名", "说明")


def carry_over(
    source: Path | str | Manifest,
    out: Path | str,
    template: Path | str = "project",
    options: Sequence[str] = (),
    *,
    year: str = "",
    columns: Path | str | None = None,
    library: Path | str | None = None,
) -> Carried:
    """A roster written to ``out`` with what ``source`` says of projects and indicators; what is carried and what is told of the rest.

    ``source`` is an earlier roster, an issued batch (its folder, the file that lists it, its manifest), or a workbook (.xlsx, .xls,
    .et) or .csv of another program. Its titles are read as ``columns`` says, a workbook of two columns; where that is None, as
    列名对照.xlsx beside ``out`` says, which is written where it is not there and titles differ. Years and amounts are carried for projects of ``year`` or of none.

    Blank units, signs and methods are taken from ``library``, which goes along as a sheet.

    XlgenError where ``out`` is there already, or there is nothing that can be carried over.

    >>> carry_over("项目清单.xlsx", "新清单.xlsx", year="2026").unused
    []
    """
    tidy(path_of(out).parent)
    target, path = new_workbook(out), source.folder if isinstance(source, Manifest) else existing(source)
    if year and not re.fullmatch(r"20\d\d", year):
        raise XlgenError(f"年度“{year}”不是四位年份，请写成 2026 的样子")
    spec = load_template(template, options)
    methods = load_methods(spec)
    beside = target.parent / COLUMNS if columns is None else one_file(columns)
    carried = known_in(source if isinstance(source, Manifest) else path, spec, methods, _remembered(beside))
    if not carried.lines.get(PROJECTS):
        write_together(target.parent, _remember(carried, beside))
        raise XlgenError(_nothing(path, carried, beside))
    for_year(carried, spec, year)
    known = read_library(library) if library is not None else []
    count = sum(filled_in(lines, known) for sheet, lines in carried.lines.items() if sheet != PROJECTS)
    if count:
        carried.told.append(f"照指标库填了 {count} 格空着的计量单位、指标性质、评分方法")
    new = blank_roster(spec, methods, carried.lines, known)
    write_together(target.parent, _remember(carried, beside) | {target.name: new})
    return carried


def _remembered(path: Path) -> dict[str, str]:
    """What a clerk said of titles: title of the source → column of the list, "" for none."""
    if not path.is_file():
        return {}
    cells = next(iter(source_book(path).sheets.values())).cells
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
