"""Lines of a growing table as rows of the grammar, and whether the points of a project's rows add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method
from xlgen.roster.aiming.aims import Problems, aim_of
from xlgen.roster.indicators import HEADERS, indicator_row, typed_row
from xlgen.roster.records import Line, Reading
from xlgen.roster.titles import growing_tables, is_scored, own_titles, titles_of
from xlgen.words.numbers import plain


def line_row(reading: Reading, line: Line, spec: Spec, year: str = "") -> Spec:
    """``row_of`` a line of a project of that year, its problems reported."""

    def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        reading.report(line, title, code, fact, hint, severity)

    return row_of(spec, line.values, line.percents, reading.methods, problem, year)


def row_of(
    spec: Spec,
    values: Mapping[str, Decimal | str],
    percents: frozenset[str],
    methods: Mapping[str, Method],
    problem: Problems,
    year: str = "",
) -> Spec:
    """A line of a growing table, by column title, as a row of the grammar: an indicator where the table is scored."""
    titles = titles_of(spec)
    if titles == HEADERS:
        row = indicator_row(values, percents, methods, spec["columns"], problem, year)
        return row | {key: values[title] for title, key in own_titles(spec).items() if values.get(title, "") != ""}
    plainly: Spec = {key: values[title] for title, key in titles.items() if title in values}
    return _typed(spec, plainly, titles, percents, problem, year) if spec.get("typed") else plainly


def _typed(spec: Spec, row: Spec, titles: Mapping[str, str], percents: frozenset[str], problem: Problems, year: str) -> Spec:
    """The row with the type that its target says; a problem is told at the column as the frame calls it."""
    own = {key: title for title, key in titles.items()}
    values = {title: row.get(key, "") for title, key in HEADERS.items()}

    def told(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        problem(own.get(HEADERS[title], title), code, fact, hint, severity)

    aim = aim_of(values, own.get("target") in percents, year, told)
    return typed_row(row | {"target": {"value": str(row.get("target", "")), "type": "text"}}, aim, spec["columns"])


def check_weights(reading: Reading, line: Line, rows: Mapping[str, Sequence[Spec]]) -> None:
    """Points of the frame and of the roster make 100; those of each 一级指标 make what the frame says."""
    scored = [key for key, spec in growing_tables(reading.template).items() if is_scored(spec)]
    grown = [row for key in scored for row in rows.get(key, ()) if not _is_unscored(row)]
    if scored and not grown:
        reading.report(line, "项目编码", "XL113", f"项目“{line.text('项目名称')}”没有指标")
    if grown:
        _check_total(reading, line, grown)
        _check_levels(reading, line, grown)


def _is_unscored(row: Spec) -> bool:
    """Whether 分值 is "—"; one that was left out, or is no number, was told."""
    return isinstance(row.get("points"), Mapping)


def _check_total(reading: Reading, line: Line, grown: Sequence[Spec]) -> None:
    fixed = sum((Decimal(points) for points in _fixed_points(reading.template)), Decimal(0))
    given = _points(grown)
    total = fixed + sum(given, Decimal(0))
    if len(given) == len(grown) and total != 100:
        message = f"各项分值合计 {plain(total)}（含样式固定的 {plain(fixed)} 分），不是 100"
        reading.report(line, "项目编码", "XL114", message)


def _check_levels(reading: Reading, line: Line, grown: Sequence[Spec]) -> None:
    for level, points in reading.template.get("levels", {}).items():
        rows = [row for row in grown if row.get("level1") == level]
        own = _points(rows)
        if own and len(own) == len(rows) and sum(own) != points:
            message = f"“{level}”分值合计 {plain(sum(own, Decimal(0)))}，表式规定 {points}"
            reading.report(line, "项目编码", "XL115", message)


def _points(rows: Sequence[Spec]) -> list[Decimal]:
    return [row["points"] for row in rows if isinstance(row.get("points"), Decimal)]


def _fixed_points(template: Spec) -> Iterator[int | Decimal]:
    """Points of the rows that the frame itself has in its scored tables."""
    for spec in template.get("tables", {}).values():
        if is_scored(spec):
            said = (row.get("points") for row in spec.get("rows", {}).values())
            yield from (points for points in said if isinstance(points, int | Decimal))
