"""The roster: one workbook with a line per project (项目) and a line per indicator (指标), read into rows of the grammar.

Every mistake is collected with sheet and cell; a roster with errors gives no projects.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.a1 import spell
from xlgen.findings import Finding, Severity
from xlgen.indicators import HEADERS, Problems, Spec, indicator_row
from xlgen.labels import plain_label
from xlgen.methods import Method
from xlgen.numbers import half_up, plain
from xlgen.ooxml.reader import CellError, CellRecord, SheetRecord, WorkbookRecord, read_workbook
from xlgen.reading import understand

PROJECTS = "项目"
BUDGET = "全年预算数"
OPTIONAL = {"年度总体目标", "计量单位", "指标性质", "评分方法", "评分标准"}  # and all amounts but the budget
ENOUGH = Decimal("0.005")  # money has two decimals


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a roster sheet: cell texts and numbers by column title, and where each stands."""

    sheet: str
    row: int
    values: Mapping[str, Decimal | str]
    columns: Mapping[str, int]
    percents: frozenset[str] = frozenset()  # titles of cells formatted as percentages

    def text(self, title: str) -> str:
        """The cell as text, "" where it is blank."""
        value = self.values.get(title, "")
        return plain(value) if isinstance(value, Decimal) else value.strip()

    def place(self, title: str) -> str:
        """Address of the cell under a column title."""
        return spell(self.row, self.columns.get(title, 0))


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its line by column title, and its rows by table key."""

    values: Mapping[str, Decimal | str]
    rows: Mapping[str, Sequence[Spec]]

    @property
    def code(self) -> str:
        """项目编码."""
        return str(self.values["项目编码"])


@dataclass(slots=True)
class _Reading:
    """What has been found while a roster is read."""

    template: Spec
    methods: Mapping[str, Method]
    findings: list[Finding] = field(default_factory=list)

    def report(self, line: Line, title: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        if title not in line.columns and title not in optional_titles(self.template):
            return  # that the column is missing has been said once
        self.findings.append(Finding(code, severity, message, hint, line.sheet, line.place(title), found=line.text(title)))


def project_titles(template: Spec) -> list[str]:
    """Column titles of sheet 项目 that a template needs: identity first, then every ``from`` in order."""
    titles = dict.fromkeys(template.get("identity", {}).values())
    for cell in _cells(template):
        if isinstance(cell, Mapping) and "from" in cell:
            titles[cell["from"]] = None
    return list(titles)


def _cells(template: Spec) -> Iterator[Any]:
    yield from template.get("fields", {}).values()
    for table in template.get("tables", {}).values():
        for row in table.get("rows", {}).values():
            yield from row.values()


def amounts(template: Spec) -> dict[str, str]:
    """Titles of money that the roster gives, each with the column of the table it goes to."""
    found = {}
    for key, table in template.get("tables", {}).items():
        for row in table.get("rows", {}).values():
            for column, cell in row.items():
                kind = table["columns"].get(column, {}).get("type", table.get("type"))
                if isinstance(cell, Mapping) and "from" in cell and kind == "money":
                    found[cell["from"]] = f"{key}.{column}"
    return found


def optional_titles(template: Spec) -> set[str]:
    """Titles a roster may leave out."""
    return OPTIONAL | (set(amounts(template)) - {BUDGET})


def growing_tables(template: Spec) -> dict[str, Spec]:
    """Tables whose rows the roster gives, by key."""
    return {key: spec for key, spec in template.get("tables", {}).items() if "roster" in spec}


def titles_of(spec: Spec) -> dict[str, str]:
    """Column titles of a growing table's roster sheet → keys of the row grammar."""
    if {"points", "score"} <= set(spec["columns"]):
        return dict(HEADERS)
    return {
        plain_label(c.get("label", key)): key
        for key, c in spec["columns"].items()
        if "formula" not in c and key != spec.get("numbered")
    }


def read_roster(path: Path | bytes, template: Spec, methods: Mapping[str, Method]) -> tuple[list[Project], list[Finding]]:
    """Projects of a roster in its order, and every finding; no projects where any finding is an error.

    Refused where the file is no workbook.
    """
    book = read_workbook(path)
    reading = _Reading(template, methods)
    lines = _lines(reading, book, PROJECTS, project_titles(template))
    codes = _codes(reading, lines or ())
    tables = {
        key: _rows(reading, book, spec, codes if lines is not None else None) for key, spec in growing_tables(template).items()
    }
    projects = []
    for code, line in codes.items():
        rows = {key: of_project[code] for key, of_project in tables.items() if of_project is not None and code in of_project}
        if None not in tables.values():
            _check_weights(reading, line, rows)
        projects.append(Project(_project_values(reading, line), rows))
    findings = sorted(reading.findings, key=lambda f: (f.sheet, len(f.cell), f.cell))
    return ([] if any(f.severity is Severity.ERROR for f in findings) else projects), findings


def _rows(reading: _Reading, book: WorkbookRecord, spec: Spec, codes: Container[str] | None) -> dict[str, list[Spec]] | None:
    """Rows of a growing table by 项目编码; None where its sheet cannot be read. ``codes`` is None where the projects cannot."""
    lines = _lines(reading, book, spec["roster"], ["项目编码", *titles_of(spec)])
    if lines is None:
        return None
    rows: dict[str, list[Spec]] = {}
    for line in lines:
        code = line.text("项目编码")
        if not code:
            reading.report(line, "项目编码", "XL104", "项目编码为空", "写明是哪个项目的")
        elif codes is not None and code not in codes:
            hint = f"请核对编码，或在“{PROJECTS}”表补上这个项目"
            reading.report(line, "项目编码", "XL105", f"项目编码“{code}”在“{PROJECTS}”表里没有", hint)
        rows.setdefault(code, []).append(_row(reading, line, spec))
    return rows


def _lines(reading: _Reading, book: WorkbookRecord, name: str, titles: Sequence[str]) -> list[Line] | None:
    """Lines of a sheet below its titles; None where nobody can tell which project they are for."""
    sheet = book.sheets.get(name)
    if sheet is None:
        reading.findings.append(
            Finding(
                "XL101",
                Severity.ERROR,
                f"没有名为“{name}”的工作表",
                f"请用 xlgen roster 生成的样表，工作表名应为“{name}”",
                name,
            )
        )
        return None
    header, columns = _header(sheet, titles)
    missing = [title for title in titles if title not in columns]
    optional = optional_titles(reading.template)
    for title in missing:
        severity = Severity.NOTE if title in optional else Severity.ERROR
        reading.findings.append(
            Finding("XL102", severity, f"“{name}”表缺少列“{title}”", "请补上这一列，列名与样表一致", name, spell(header, 0))
        )
    if "项目编码" in missing:
        return None
    rows = sorted({row for row, _ in sheet.cells if row > header})
    lines = [_line(reading, sheet, row, columns) for row in rows]
    return [line for line in lines if any(line.text(title) for title in columns)]


def _header(sheet: SheetRecord, titles: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Row of the titles — the first of the top rows that holds most of them — and the column of each."""
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(10):
        found = {plain_label(str(c.value)): col for (r, col), c in sorted(sheet.cells.items(), reverse=True) if r == row}
        known = {title: found[title] for title in titles if title in found}
        if len(known) > len(best[1]):
            best = (row, known)
    return best


def _line(reading: _Reading, sheet: SheetRecord, row: int, columns: Mapping[str, int]) -> Line:
    values: dict[str, Decimal | str] = {}
    percents = set()
    for title, column in columns.items():
        cell = sheet.cells.get((row, column))
        if cell is None or cell.value is None:
            continue
        values[title] = _plain_value(cell)
        if cell.format == "percent":
            percents.add(title)
    line = Line(sheet.name, row, values, columns, frozenset(percents))
    for title, column in columns.items():
        cell = sheet.cells.get((row, column))
        if cell is not None and isinstance(cell.value, CellError):
            reading.report(line, title, "XL103", f"“{title}”是错误值 {cell.value.text}", "请改成数值或文字")
    return line


def _plain_value(cell: CellRecord) -> Decimal | str:
    match cell.value:
        case Decimal() as number:
            return number
        case bool() as truth:
            return "是" if truth else "否"
        case CellError():
            return ""
        case text:
            return str(text).strip()


def _codes(reading: _Reading, lines: Sequence[Line]) -> dict[str, Line]:
    codes: dict[str, Line] = {}
    for line in lines:
        code = line.text("项目编码")
        if not code:
            reading.report(line, "项目编码", "XL104", "项目编码为空", "每个项目都要有编码")
        elif code in codes:
            reading.report(
                line,
                "项目编码",
                "XL106",
                f"项目编码“{code}”重复，首次出现在第 {codes[code].row + 1} 行",
                "一个编码只能对应一个项目",
            )
        else:
            codes[code] = line
        if not line.text("项目名称"):
            reading.report(line, "项目名称", "XL107", "项目名称为空", "请补填项目名称")
    return codes


def _project_values(reading: _Reading, line: Line) -> dict[str, Decimal | str]:
    values: dict[str, Decimal | str] = {}
    money = amounts(reading.template)
    for title, value in line.values.items():
        if title == "年度":
            values[title] = _year(reading, line, value)
        elif title not in money:
            values[title] = plain(value) if isinstance(value, Decimal) else value
        elif (number := value if isinstance(value, Decimal) else _number(reading, line, title, value)) is not None:
            values[title] = number
    if "年度" in line.columns and not line.text("年度"):
        reading.report(line, "年度", "XL111", "年度为空", "写四位年份，如 2025")
    _check_sources(reading, line, values)
    return values


def _year(reading: _Reading, line: Line, value: Decimal | str) -> str:
    """The year as four digits, "" where it is none."""
    if isinstance(value, str):
        _number(reading, line, "年度", value)
    elif 2000 <= value <= 2100 and value == value.to_integral_value():
        return plain(value)
    else:
        reading.report(line, "年度", "XL111", f"年度“{plain(value)}”不是四位年份", "写四位年份，如 2025")
    return ""


def _number(reading: _Reading, line: Line, title: str, text: str) -> Decimal | None:
    if not text:
        return None
    understood = understand(
        text, "number" if title == "年度" else "money", "年" if title == "年度" else str(reading.template.get("money", "万元"))
    )
    hint = f"请改成数字 {plain(understood.value)}" if understood.value is not None else "请填数字，不带单位"
    reading.report(line, title, "XL108", f"“{title}”是文字“{text}”，不是数", hint)
    return None


def _check_sources(reading: _Reading, line: Line, values: Mapping[str, Decimal | str]) -> None:
    columns = amounts(reading.template)
    given = {title: v for title in columns if isinstance(v := values.get(title), Decimal)}
    for title, amount in given.items():
        if amount < 0:
            reading.report(line, title, "XL109", f"“{title}”为负数 {plain(amount)}", "金额不能小于 0")
    if BUDGET in line.columns and BUDGET not in given and not line.text(BUDGET):
        reading.report(line, BUDGET, "XL110", "全年预算数为空", "没有预算的填 0；空白会让填报人去填预算")
    sources = [title for title in given if title != BUDGET and columns[title] == columns.get(BUDGET)]
    total = sum((given[title] for title in sources), Decimal(0))
    if sources and BUDGET in given and abs(half_up(total - given[BUDGET], 2)) > ENOUGH:
        message = f"全年预算数 {plain(given[BUDGET])} 与各项来源之和 {plain(total)} 不等"
        reading.report(line, BUDGET, "XL112", message, f"请核对{'、'.join(sources)}")


def _row(reading: _Reading, line: Line, spec: Spec) -> Spec:
    def problem(title: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        reading.report(line, title, code, message, hint, severity)

    return row_of(spec, line.values, line.percents, reading.methods, problem)


def row_of(
    spec: Spec, values: Mapping[str, Decimal | str], percents: frozenset[str], methods: Mapping[str, Method], problem: Problems
) -> Spec:
    """A line of a growing table, by column title, as a row of the grammar: an indicator where the table is scored."""
    titles = titles_of(spec)
    if titles == HEADERS:
        return indicator_row(values, percents, methods, spec["columns"], problem)
    return {key: values[title] for title, key in titles.items() if title in values}


def _check_weights(reading: _Reading, line: Line, rows: Mapping[str, Sequence[Spec]]) -> None:
    """Points of the frame and of the roster make 100; those of each 一级指标 make what the frame says."""
    tables = reading.template.get("tables", {})
    grown = [row for key, spec in growing_tables(reading.template).items() if _is_scored(spec) for row in rows.get(key, ())]
    if not any(_is_scored(spec) for spec in growing_tables(reading.template).values()):
        return
    if not grown:
        reading.report(line, "项目编码", "XL113", f"项目“{line.text('项目名称')}”没有指标", "请在“指标”表补上这个项目的指标")
        return
    fixed = sum(
        (
            Decimal(p)
            for spec in tables.values()
            if _is_scored(spec)
            for row in spec.get("rows", {}).values()
            if isinstance(p := row.get("points"), int | Decimal)
        ),
        Decimal(0),
    )
    given = [row["points"] for row in grown if isinstance(row.get("points"), Decimal)]
    total = fixed + sum(given, Decimal(0))
    if len(given) == len(grown) and total != 100:
        reading.report(
            line,
            "项目编码",
            "XL114",
            f"各项分值合计 {plain(total)}（含样式固定的 {plain(fixed)} 分），不是 100",
            "请调整“指标”表的分值",
        )
    for level, points in reading.template.get("levels", {}).items():
        own = sum(
            (row["points"] for row in grown if row.get("level1") == level and isinstance(row.get("points"), Decimal)),
            Decimal(0),
        )
        if own and own != points:
            reading.report(
                line,
                "项目编码",
                "XL115",
                f"“{level}”分值合计 {plain(own)}，样式规定 {points}",
                "请核对；确需不同的可以照发",
                Severity.WARNING,
            )


def _is_scored(spec: Spec) -> bool:
    return {"points", "score"} <= set(spec["columns"])
