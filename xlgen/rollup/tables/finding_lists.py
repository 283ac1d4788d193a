"""What was found in the forms of a summary: every finding, errors first, and how often each code was found, in how many projects and units."""

from __future__ import annotations

from decimal import Decimal

from xlgen.catalogue import CODES
from xlgen.findings import Severity
from xlgen.language.operators import Value
from xlgen.rollup.details import linked, place
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered, totalled
from xlgen.rollup.records import ProblemLine, Rollup
from xlgen.rules.all_rules import RULES

ORDER = list(Severity)  # the gravest first


def by_weight(rollup: Rollup) -> list[ProblemLine]:
    """Findings, errors first, in the order of the files."""
    return sorted(rollup.problems, key=lambda line: ORDER.index(line.finding.severity))


def problems_grid(rollup: Rollup) -> Grid:
    """Every finding, each with a link to its cell; the first one of a code in a project, and in a unit, is marked by a 1."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("severity", "级别", "code", 7),
        GridColumn("code", "代码", "code", 7),
        GridColumn("unit", "实施单位", "text", 15),
        GridColumn("project", "项目编码", "text", 12),
        GridColumn("name", "项目名称", "text", 18),
        GridColumn("message", "问题", "text", 44),
        GridColumn("hint", "怎么改", "text", 26),
        GridColumn("place", "单元格", "code", 12),
        GridColumn("file", "文件", "path", 30),
        GridColumn("link", "打开", "link", 6),
        GridColumn("of_project", "项目\n首次", "count", 6),
        GridColumn("of_unit", "单位\n首次", "count", 6),
    )
    units = {project.code: project.unit for project in rollup.projects}
    seen: set[tuple[str, str, str]] = set()

    def first(p: ProblemLine, key: str, whose: str) -> Decimal | None:
        said = (p.finding.code, key, whose.casefold())
        if not whose or said in seen:
            return None
        seen.add(said)
        return Decimal(1)

    rows: list[GridRow] = [
        {
            "no": Decimal(i), "severity": p.finding.severity.value, "code": p.finding.code, "unit": units.get(p.code),
            "project": p.code or None, "name": p.name or None, "message": p.finding.message, "hint": p.finding.hint or None,
            "of_project": first(p, "project", p.code), "of_unit": first(p, "unit", units.get(p.code, "")),
            **linked(p.file, place(p.finding.sheet, p.finding.cell or "A1") if p.finding.sheet else ""),
        }
        for i, p in enumerate(by_weight(rollup), 1)
    ]  # fmt: skip
    return numbered("problems", columns, rows)


def tally_grid(rollup: Rollup) -> Grid:
    """Codes found, the gravest first and then those found most often: how many times, in how many projects and units."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("code", "代码", "code", 9),
        GridColumn("severity", "级别", "code", 9),
        GridColumn("title", "说的是什么", "text", 60),
        GridColumn("count", "件数", "count", 10, "countif(problems.code, code)"),
        GridColumn("projects", "项目数", "count", 10, "sumif(problems.of_project, problems.code, code)"),
        GridColumn("units", "单位数", "count", 10, "sumif(problems.of_unit, problems.code, code)"),
    )
    found: dict[str, list[ProblemLine]] = {}
    for line in by_weight(rollup):
        found.setdefault(line.finding.code, []).append(line)
    codes = sorted(found, key=lambda code: (ORDER.index(found[code][0].finding.severity), -len(found[code]), code))
    rows: list[GridRow] = [
        {"no": Decimal(i), "code": code, "severity": found[code][0].finding.severity.value, "title": _title(found[code][0])}
        for i, code in enumerate(codes, 1)
    ]
    total: dict[str, Value | GridEntry] = {"title": "合计", "count": GridEntry(formula="sum(tally.all.count)")}
    return totalled("tally", columns, rows, {**total, "projects": GridEntry(), "units": GridEntry()})


def _title(line: ProblemLine) -> str:
    """What a code says; of a rule of the office's own, what it said first."""
    code = line.finding.code
    titles = {rule.code: rule.title for rule in RULES} | {key: known.title for key, known in CODES.items()}
    return titles.get(code, line.finding.message)
