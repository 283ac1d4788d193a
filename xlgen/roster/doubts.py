"""What is odd in a roster though it can be issued: indicators that measure nothing, names and units that differ by a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlgen.catalogue import found
from xlgen.form.records import Spec
from xlgen.form.thresholds import number_of
from xlgen.roster.records import Line, Reading
from xlgen.roster.titles import PROJECTS
from xlgen.words.labels import in_marks
from xlgen.words.numbers import plain
from xlgen.words.spelling import narrow, squeeze

SPENDING = re.compile(r"支付率|执行率|支出率|支出进度|支付进度|拨付率")
DEGREE = re.compile(r"(明显|显著|良好|较好|较大|较高|突出|充分)$")  # says how much, and leaves nothing to measure
COMPLAINTS = re.compile(r"投诉|举报|上访")
EXECUTION = re.compile(r"(项目|资金|全年)?预算(资金)?执行率|资金执行率")
USUAL = Decimal(10)  # 财预〔2020〕10号：预算执行率权重 10%
_MARKS = re.compile(r"(?<!\d)[^\w\s]|[^\w\s](?!\d)")  # 1-2 and 12 are two names
DEPARTMENT, UNIT, YEAR, NAME = "主管部门", "实施单位", "年度", "三级指标"


def told_doubts(reading: Reading, projects: Sequence[Line], indicators: Sequence[Line]) -> None:
    """Report every doubt: about the whole roster, each project, each indicator."""
    _mixed(reading, projects)
    for title in (DEPARTMENT, UNIT):
        _spelled_twice(reading, projects, title)
    by_code: dict[str, list[Line]] = {}
    fixed = sum((row["points"] for row in _fixed_rows(reading) if isinstance(row.get("points"), int | Decimal)), Decimal(0))
    heavy = number_of(reading.template.get("thresholds", {}).get("heavy_points")) or Decimal(100)
    for line in indicators:
        by_code.setdefault(line.text("项目编码"), []).append(line)
        for title, code, fact in (*_of_indicator(line, heavy), *_of_execution(line, fixed)):
            reading.report(line, title, code, fact)
    for of_project in by_code.values():
        _same_names(reading, of_project)
    for project in projects:
        _missing_kinds(reading, project, by_code.get(project.text("项目编码"), ()))


def _mixed(reading: Reading, projects: Sequence[Line]) -> None:
    """Several departments or years in one roster: a summary of it cannot say whose it is."""
    for title in (DEPARTMENT, YEAR):
        first: dict[str, Line] = {}
        for line in projects:
            said = line.text(title)
            if said and (title != YEAR or re.fullmatch(r"20\d\d", said)):
                first.setdefault(folded(said), line)
        if len(first) > 1:
            names = "、".join(line.text(title) for line in list(first.values())[:5])
            fact = f"{title}有 {len(first)} 个：{names}{'…' if len(first) > 5 else ''}"
            line = list(first.values())[1]
            reading.findings.append(found("XL157", fact, sheet=PROJECTS, cell=line.place(title)))


def _spelled_twice(reading: Reading, projects: Sequence[Line], title: str) -> None:
    """Names that are one but for blanks, width, case or marks: sums by unit count （机关） and 机关 apart, ABC and abc as one."""
    first: dict[str, Line] = {}
    told = set[str]()
    for line in projects:
        said = line.text(title)
        known = first.setdefault(_MARKS.sub("", folded(said)) or said, line)
        if said and said != known.text(title) and said not in told:
            told.add(said)
            apart = "空格或全角、半角" if _spaced(said) == _spaced(known.text(title)) else "空格、标点或大小写"
            fact = f"{in_marks(said)}与第 {known.row + 1} 行的{in_marks(known.text(title))}只差{apart}"
            reading.report(line, title, "XL159", fact)


def folded(name: str) -> str:
    """A name to compare by: half width, no blanks at all, no case."""
    return _spaced(name).casefold()


def _spaced(name: str) -> str:
    return squeeze(narrow(name)).replace(" ", "")


def _same_names(reading: Reading, lines: Sequence[Line]) -> None:
    first: dict[str, Line] = {}
    for line in lines:
        name = line.text(NAME)
        known = first.setdefault(folded(name), line)
        if name and known is not line:
            levels = [each.text("一级指标") for each in (known, line)]
            under = "" if levels[0] == levels[1] else f"（一项在{levels[0]}，一项在{levels[1]}）"
            reading.report(line, NAME, "XL158", f"三级指标{in_marks(name)}与第 {known.row + 1} 行同名{under}")


def _missing_kinds(reading: Reading, project: Line, lines: Sequence[Line]) -> None:
    """Kinds of 二级指标 that the frame wants under an 一级指标; one is there under whichever of the two names it."""
    for level, kinds in reading.template.get("kinds", {}).items():
        own = [line for line in lines if line.text("一级指标") == level]
        if not any(line.text("二级指标") for line in own):
            continue
        there = "".join(line.text("一级指标") + line.text("二级指标") for line in lines)
        missing = [kind for kind in kinds if str(kind).removesuffix("指标") not in there]
        if missing:
            fact = f"项目{in_marks(project.text('项目名称'))}的{level}里没有{'、'.join(map(str, missing))}"
            reading.report(project, "项目编码", "XL161", fact)


def _of_indicator(line: Line, heavy: Decimal) -> Iterator[tuple[str, str, str]]:
    """Column title, code and fact of each doubt about one indicator."""
    name, target, points = line.text(NAME), line.text("指标值"), line.values.get("分值")
    level1, level2 = line.text("一级指标"), line.text("二级指标")
    if isinstance(points, Decimal) and points >= heavy:
        yield "分值", "XL160", f"{in_marks(name)}一项占 {plain(points)} 分"
    if "数量" in level2 and SPENDING.search(name):
        yield NAME, "XL162", f"{in_marks(name)}放在数量指标里，量的是花钱的快慢，不是做了多少事"
    is_percent = "指标值" in line.percents or bool({"%", "％"} & {*target, *line.text("计量单位")})
    if is_percent and DEGREE.search(name):
        shown = target if "%" in target or "％" in target else "百分数"
        yield NAME, "XL163", f"{in_marks(name)}的指标值是{shown}，没有说量什么"
    if "满意" in level1 + level2 and "满意" not in name and COMPLAINTS.search(name + target):
        yield NAME, "XL164", f"{in_marks(name)}说的是投诉，不是满意度"


def _fixed_rows(reading: Reading) -> Iterator[Spec]:
    """Rows by which the frame itself scores how much of the budget was spent."""
    for table in reading.template.get("tables", {}).values():
        yield from (row for row in table.get("rows", {}).values() if row.get("method") == "execution")


def _of_execution(line: Line, fixed: Decimal) -> Iterator[tuple[str, str, str]]:
    """预算执行率 as an indicator: once more beside the frame's own, or as an 一级指标 of other points than it usually has."""
    name, points = line.text(NAME) or line.text("一级指标"), line.values.get("分值")
    if "数量" in line.text("二级指标") or not EXECUTION.fullmatch(name):
        return
    if fixed:
        yield NAME, "XL167", f"表式已有预算执行率 {plain(fixed)} 分，这里又列了一项{in_marks(name)}"
    elif isinstance(points, Decimal) and points != USUAL and EXECUTION.fullmatch(line.text("一级指标")):
        yield "分值", "XL167", f"{in_marks(name)}占 {plain(points)} 分，一般是 {plain(USUAL)} 分"
