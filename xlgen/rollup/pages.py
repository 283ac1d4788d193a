"""The sheets of the summary workbook: which grids stand where, under which titles, and the charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from xlgen.errors import XlgenError
from xlgen.excel_limits import MAX_ROW
from xlgen.language.operators import Value
from xlgen.rollup.arrangement import Section, SummaryPage, TextLine, in_order, stack, widths_of
from xlgen.rollup.cells.dividing import GridPart, divided, part_key
from xlgen.rollup.figures import core_grids
from xlgen.rollup.grids import Grid, widened
from xlgen.rollup.groups import left_out
from xlgen.rollup.lists import list_grids
from xlgen.rollup.overview import PENDINGS, REGISTER, in_money, overview
from xlgen.rollup.proofs import check_grids
from xlgen.rollup.rankings import ranking_grids
from xlgen.rollup.records import PROVISIONAL, Rollup, YearBefore
from xlgen.rollup.spots import Spot
from xlgen.rollup.tables.chart_page import chart_page
from xlgen.rollup.tables.index import with_index
from xlgen.rollup.tables.long_lists import LONG_LISTS, long_lists, sheet_of, told
from xlgen.words.widths import units

TITLE_ROWS = 2
DATA = "数据表，供查询和公式取数，不必打印"
SHARED = "几个项目共有的数值指标：数量相加，比率按预算数加权；要求不超过的（≤）不算完成率"
LINKED = "“打开”转到报送表的单元格"
YEAR_BEFORE: Mapping[str, tuple[Callable[[YearBefore], Value], str]] = {  # columns of 项目, where there is one to compare with
    "上年\n得分": (lambda each: each.score, "score"),
    "上年\n等级": (lambda each: each.grade or None, "code"),
    "上年\n执行率": (lambda each: each.rate, "percent"),
}
REGISTER_NOTE = "没有计入汇总的项目只列名称和状态，合计、平均得分只算计入的项目；结余交回财政数请在表上填写。"
OFFICE_NOTE = "还没有表计入的，不列金额和得分；名次按加权平均得分；下发顺序排列，可以筛选、排序。"
LOSSES_NOTE = "名单为汇总时的名次，数额随“明细”表变动。"
LAST_PRINTED = {  # columns behind these serve formulas and links, not readers of paper
    "ranking": "grade", "register": "status", "deductions": "reason", "problems": "place", "pendings": "remedy",
    "received": "warnings", "projects": "warnings", "details": "reason", "units": "rank", "departments": "rank",
}  # fmt: skip
# lists that people sort and filter; nothing is looked up in them by where a row stands
FILTERED = {
    "projects",
    "details",
    "deductions",
    "problems",
    "pendings",
    "received",
    "ranking",
    "shared",
    "units",
    "departments",
    "answers",
    "tally",
}


def pages_of(rollup: Rollup, day: str) -> list[SummaryPage]:
    """The sheets in order; ``day`` is the ISO date of the summary."""
    grids = [*core_grids(rollup), *list_grids(rollup), *ranking_grids(rollup), *check_grids(rollup)]
    parts = long_lists(rollup)
    of = {grid.key: grid for grid in divided([with_further(rollup, grid) for grid in grids], parts)}
    money = in_money(rollup)
    department, left = _shared(rollup), tuple(left_out(rollup))
    pages = [
        overview(rollup, of, day),
        chart_page(rollup, of),
        _register(of["register"], department, money),
        *([_list("按部门", "按部门汇总", of["departments"], money)] if "departments" in of else []),
        _list("按单位", "按单位汇总", of["units"], money, notes=(OFFICE_NOTE,)),
        _list("排名", "自评得分排名", of["ranking"], money, notes=("得分相同名次相同；改动“项目”表的得分，名次随之变动。",)),
        _list("未计入清单", PENDINGS, of["pendings"], money, proofs=("issued", "received")),
        *([_list("同名指标", "同名指标汇总", of["shared"], SHARED, notes=left)] if of["shared"].rows or left else []),
        *([_list("扣分排行", "扣分最多的指标", of["losses"], "", notes=(LOSSES_NOTE,))] if of["losses"].rows else []),
        *([_list("问题统计", "问题统计（一种问题一行）", of["tally"], "逐条见“问题清单”")] if rollup.problems else []),
        *([_list("核实记录", "核实记录（疑问由谁、因何核实）", of["answers"], "")] if rollup.answers else []),
        _checks(of),
        *_in_parts("problems", "问题清单（错误在前）", of, parts),
        *_in_parts("deductions", "扣分原因", of, parts),
        _flat("收到文件", "收到文件登记（每个文件一行）", of["received"], "", proofs=("received",)),
        _flat("项目", "项目（一个项目一行；未计入的项目不列数）", of["projects"], money, 3),
        *_in_parts("details", "明细（一个指标一行，只列计入汇总的项目）", of, parts, 3),
    ]
    for page in pages:
        _refuse_too_long(page)
    pages = [with_index(pages, of["proof"]), *pages[1:]]
    return [_provisional(page) for page in pages] if rollup.provisional() else pages


def _provisional(page: SummaryPage) -> SummaryPage:
    """The same sheet, which says in its title and above every printed page that it is no final summary."""
    lines = tuple(_marked(line) if line.role == "title" else line for line in page.lines)
    return replace(page, header="临时汇总，不作为正式结果", lines=lines)


def _marked(title: TextLine) -> TextLine:
    return title if title.text.endswith(PROVISIONAL) else replace(title, text=f"{title.text}{PROVISIONAL}")


def with_further(rollup: Rollup, grid: Grid) -> Grid:
    """A list of projects with the roster's columns of the office's own; how to reach a unit stands only where one chases it.

    The list that is printed, stamped and handed in keeps its columns.
    """
    key = {"projects": "code", "deductions": "code", "problems": "project", "pendings": "code", "received": "code"}.get(
        grid.key
    )
    if key is None:
        return grid
    said: dict[str, Mapping[str, Value]] = {**rollup.passed_on(with_contacts=grid.key == "pendings")}
    if grid.key == "projects" and rollup.year_before:
        said |= {title: {code: of(each) for code, each in rollup.year_before.items()} for title, (of, _) in YEAR_BEFORE.items()}
    return widened(grid, key, said, types={title: kind for title, (_, kind) in YEAR_BEFORE.items()})


def _shared(rollup: Rollup) -> str:
    departments = {project.department for project in rollup.projects}
    return f"填报单位：{next(iter(departments)) if len(departments) == 1 else ''}"


def _list(
    name: str, title: str, grid: Grid, right: str, notes: Sequence[str] = (), proofs: Sequence[str] = (), **more: object
) -> SummaryPage:
    """A sheet with one table under a title, and notes under the table."""
    spot = Spot(grid, name, TITLE_ROWS)
    lines = [TextLine(0, "title", title), TextLine(1, "right", right)]
    said = [("note", text, "") for text in notes] + [("note", "", proof) for proof in proofs]
    lines += [TextLine(spot.after + i, role, text, proof=proof) for i, (role, text, proof) in enumerate(said)]
    widths = widths_of(grid)
    key = grid.key.rstrip("0123456789")  # of a part: what the whole is called
    across = spot.at(LAST_PRINTED[key]) + 1 if key in LAST_PRINTED else len(widths)
    lines = [replace(line, last_column=across - 1) for line in lines]
    options = {"frozen": (TITLE_ROWS + 1, 0), "repeat": TITLE_ROWS, "filtered": key in FILTERED, "across": across} | more
    return SummaryPage(name, widths, (spot,), tuple(lines), **options)  # type: ignore[arg-type]


def _flat(name: str, title: str, grid: Grid, right: str, frozen: int = 0, proofs: Sequence[str] = ()) -> SummaryPage:
    """A sheet of data, which says so."""
    page = _list(name, title, grid, right, (), proofs, frozen=(TITLE_ROWS + 1, frozen), is_data=True)
    last = page.paper[1] - 1
    until = next(at for at in range(last) if sum(page.widths[: at + 1]) >= units(DATA))
    told = TextLine(1, "left", DATA, 0, until)
    lines = (page.lines[0], told, replace(page.lines[1], column=until + 1), *page.lines[2:])
    return replace(page, lines=lines)


def _in_parts(
    key: str, title: str, of: Mapping[str, Grid], parts: Mapping[str, Sequence[GridPart]], frozen: int = 0
) -> list[SummaryPage]:
    """The sheets of a list: one, or one for each part of it, which says so."""
    found = parts.get(key, ())
    if not found:
        return [_flat(LONG_LISTS[key], title, of[key], LINKED, frozen)]
    said = [f"{title}，第 {n} 张，共 {len(found)} 张：{told(part)}" for n, part in enumerate(found, 1)]
    return [_flat(sheet_of(key, n), text, of[part_key(key, n)], LINKED, frozen) for n, text in enumerate(said)]


def _refuse_too_long(page: SummaryPage) -> None:
    if page.last > MAX_ROW:
        raise XlgenError(f"“{page.name}”有 {page.last} 行，超过一张工作表能放的 {MAX_ROW} 行，请按部门或单位分几次汇总")


def _register(grid: Grid, department: str, money: str) -> SummaryPage:
    """The list that is printed, stamped and handed in."""
    page = _list(REGISTER, REGISTER, grid, money, notes=(REGISTER_NOTE,), proofs=("issued",))
    end = page.last
    last = page.across - 1
    left, right = page.lines[1], TextLine(1, "left", department, 0, 3)
    signed = [("填报人：", 0, 1), ("审核人：", 2, 3), ("负责人：", 4, 5), ("填报日期：　　　　年　　月　　日（盖章）", 6, last)]
    lines = [page.lines[0], right, TextLine(1, "right", left.text, 4, last), *page.lines[2:]]
    lines += [TextLine(end, "signature", text, first, until) for text, first, until in signed]
    return replace(page, lines=tuple(lines))


def _checks(of: Mapping[str, Grid]) -> SummaryPage:
    sections = [
        Section("总数三方核对（汇总表公式 = 程序重算 = 各报送表合计）", of["totals"]),
        Section("表内表间核对", of["identities"]),
        Section("哪些项目不符（报送表上的数与程序重算不同）", of["disagreements"]),
        Section("哪些项目执行率超过 100%（名单为汇总时的；不算不符，请核实）", of["overspent"]),
    ]
    spots, lines, _ = stack("勾稽", TITLE_ROWS, in_order(sections))
    lines += [TextLine(0, "title", "勾稽"), TextLine(1, "verdict", proof="verdict")]
    return SummaryPage("勾稽", widths_of(of["totals"]), tuple(spots), tuple(lines))
