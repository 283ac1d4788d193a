"""What a check found, as a workbook to work through: findings by unit, how each form stands, each code counted; and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path

from xlgen.files.csv_files import csv_pieces, harmless
from xlgen.files.showing import shown_path
from xlgen.findings import Finding, Severity
from xlgen.language.operators import Value
from xlgen.reports.checked import by_code
from xlgen.returned.batch import Checked, Return
from xlgen.rollup.arrangement import SummaryPage, TextLine, widths_of
from xlgen.rollup.details import linked, place
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.spots import Spot
from xlgen.writing.summary_book import write_pages

TITLE_ROWS = 2
FINDINGS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("unit", "实施单位", "text", 18),
    GridColumn("project", "项目编码", "text", 13),
    GridColumn("name", "项目名称", "text", 20),
    GridColumn("severity", "级别", "code", 8),
    GridColumn("code", "代码", "code", 8),
    GridColumn("place", "位置", "code", 14),
    GridColumn("message", "问题", "text", 42),
    GridColumn("found", "表上", "text", 12),
    GridColumn("expected", "应为", "text", 12),
    GridColumn("hint", "怎么改", "text", 30),
    GridColumn("answer", "答复", "text", 14),
    GridColumn("file", "文件", "path", 26),
    GridColumn("link", "打开", "link", 6),
)
FORMS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("unit", "实施单位", "text", 20),
    GridColumn("project", "项目编码", "text", 14),
    GridColumn("name", "项目名称", "text", 28),
    GridColumn("status", "审核结果", "code", 12),
    GridColumn("score", "得分", "score", 9),
    GridColumn("grade", "自评等级", "code", 10),
    GridColumn("errors", "错误", "count", 7),
    GridColumn("warnings", "需核实", "count", 8),
    GridColumn("contacts", "联系方式", "text", 22),
    GridColumn("file", "文件", "path", 30),
    GridColumn("link", "打开", "link", 6),
)
CODES = (
    GridColumn("code", "代码", "code", 10),
    GridColumn("severity", "级别", "code", 10),
    GridColumn("title", "问题", "text", 44),
    GridColumn("found", "处数", "count", 9),
    GridColumn("files", "份数", "count", 9),
    GridColumn("units", "单位数", "count", 9),
)
OTHERS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("kind", "类别", "code", 10),
    GridColumn("project", "项目编码", "text", 14),
    GridColumn("why", "说明", "text", 40),
    GridColumn("file", "文件", "path", 50),
)


def results_book(checked: Checked, day: str, named: Callable[[Path], Path]) -> bytes:
    """The workbook of an ISO ``day``; ``named`` says how files are linked from where it will stand."""
    linkable = [replace(each, file=named(each.file)) for each in checked]
    pages = [
        _page("校验结果", "校验结果（按实施单位）", _counted("findings", FINDINGS, _findings(linkable))),
        _page("各表情况", "各表情况", _counted("forms", FORMS, _forms(linkable))),
        _page("按代码", "按代码统计", Grid("codes", CODES, list(_codes(checked))), landscape=False),
    ]
    if others := list(_others(checked)):
        pages.append(_page("附件及其他", "附件和没有看的文件", _counted("others", OTHERS, others)))
    return write_pages(pages, "校验结果", day)


def _counted(key: str, columns: tuple[GridColumn, ...], rows: Iterable[GridRow]) -> Grid:
    return numbered(key, columns, [{"no": Decimal(i), **row} for i, row in enumerate(rows, 1)])


def results_csv(checked: Checked) -> bytes:
    """The findings as CSV that Excel and WPS open as it is: UTF-8 with its mark; no text of an officer begins a formula."""
    columns = [column for column in FINDINGS if column.key not in ("no", "link")]
    rows = ([_harmless(row.get(column.key)) for column in columns] for row in _findings(list(checked)))
    return b"".join(csv_pieces(chain([[column.label for column in columns]], rows)))


def _harmless(value: Value | GridEntry) -> str:
    return harmless("" if value is None else str(value))


def _by_unit(returns: Sequence[Return]) -> list[Return]:
    """Units in the order they come first; within one as they came."""
    units = list(dict.fromkeys(each.unit for each in returns))
    return sorted(returns, key=lambda each: units.index(each.unit))


def _findings(returns: Sequence[Return]) -> Iterator[GridRow]:
    weights = list(Severity)
    for each in _by_unit(returns):
        for finding in sorted(each.findings, key=lambda found: weights.index(found.severity)):
            said: dict[str, Value | GridEntry] = {
                "unit": each.unit or None, "project": each.code or None, "name": each.project or None,
                "severity": finding.severity.value, "code": finding.code, "message": finding.message,
                "found": finding.found or None, "expected": finding.expected or None, "hint": finding.hint or None,
                "answer": _answer(each, finding),
            }  # fmt: skip
            yield said | _where(each, finding.sheet, finding.cell)


def _answer(each: Return, finding: Finding) -> str | None:
    """What a clerk answered for already."""
    given = [
        d for d in each.decided if d.holds and d.name == finding.name and finding.code in (d.codes.split() or [finding.code])
    ]
    return f"已核实：{given[-1].reason}（{given[-1].by}）" if given and finding.name else None


def _where(each: Return, sheet: str = "", cell: str = "") -> dict[str, Value | GridEntry]:
    if each.awaited:
        return {}
    return linked(each.file, place(sheet, cell or "A1") if sheet else "")


def _forms(returns: Sequence[Return]) -> Iterator[GridRow]:
    for each in _by_unit(returns):
        weights = [finding.severity for finding in each.findings]
        score = each.extract.total if each.extract else None
        said: dict[str, Value | GridEntry] = {
            "unit": each.unit or None, "project": each.code or None, "name": each.project or None, "status": each.status.word,
            "score": score, "grade": each.grade or None, "errors": Decimal(weights.count(Severity.ERROR)), "warnings": Decimal(each.asked),
            "contacts": "，".join(f"{title} {text}" for title, text in each.contacts.items()) or None,
        }  # fmt: skip
        yield said | {key: entry for key, entry in _where(each).items() if key != "place"}


def _codes(checked: Checked) -> Iterator[GridRow]:
    for count in by_code(checked):
        units = {each.unit for each in checked if any(_kind(f) == (count.code, count.severity) for f in each.findings)}
        numbers = {"found": Decimal(count.found), "files": Decimal(count.files), "units": Decimal(len(units))}
        yield {"code": count.code, "severity": count.severity.value, "title": count.title, **numbers}


def _kind(finding: Finding) -> tuple[str, Severity]:
    return finding.code, finding.severity


def _others(checked: Checked) -> Iterator[GridRow]:
    for each in checked.attachments:
        yield {"kind": "附件", "project": each.code or None, "why": "不校验", "file": shown_path(each.file)}
    for other in checked.unseen:
        yield {"kind": "没有看", "why": other.why, "file": shown_path(other.path)}


def _page(name: str, title: str, grid: Grid, landscape: bool = True) -> SummaryPage:
    """A sheet with one table; file and link serve the screen, not the paper."""
    keys = [column.key for column in grid.columns]
    across = keys.index("file") if "link" in keys else len(keys)
    return SummaryPage(
        name, widths_of(grid), (Spot(grid, name, TITLE_ROWS),), (TextLine(0, "title", title, last_column=across - 1),),
        across=across, landscape=landscape, frozen=(TITLE_ROWS + 1, 0), repeat=TITLE_ROWS, filtered=True,
    )  # fmt: skip
