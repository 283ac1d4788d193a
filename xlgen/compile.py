"""From a template and one project's rows to a ``Form``: every name resolved, every formula parsed.

The grammar is README's 表样语法.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from xlgen.drafts import Draft, DraftRow, Drafts, Project, Spec, draft_all, fill, row_label
from xlgen.errors import FormulaError, TemplateError
from xlgen.expression import Const, Expr, Ref, Span, names_read
from xlgen.form import NUMERIC, TYPES, Cell, Column, Form, Row, Sheet, Table
from xlgen.labels import plain_label
from xlgen.methods import Method, say
from xlgen.parse import parse
from xlgen.rewrite import simplify, substitute
from xlgen.selfcheck import SCOPE, check_rows, rule_rows
from xlgen.unfold import unfold

Grades = tuple[tuple[str, Decimal], ...]


def compile_form(
    template: Mapping[str, Any],
    methods: Mapping[str, Method],
    project: Project | None = None,
    rows: Mapping[str, Sequence[Spec]] | None = None,
) -> Form:
    """One project's form; ``project`` is its line of the roster by column title, ``rows`` the roster's rows by table key.

    TemplateError, with the key's path, for every mistake of the template's author.
    """
    project = project or {}
    identity = {key: str(project.get(title, "")) for key, title in template.get("identity", {}).items()}
    texts = {k: str(v) for k, v in template.items() if isinstance(v, str | Decimal)} | identity
    grades = tuple((str(word), Decimal(least)) for word, least in template.get("grades", ()))
    said = template.get("defaults", {})
    methods = {key: replace(m, defaults={**m.defaults, **said.get(key, {})}) for key, m in methods.items()}
    drafts = Drafts(str(template["id"]), texts, methods, project, template.get("tables", {}))
    draft_all(drafts, template.get("fields", {}), rows or {})
    for row in check_rows(drafts, template.get("sheets", {}), template.get("checks", ())) if "check" in drafts.specs else ():
        _add_check(drafts, row)
    tables = {key: _table(drafts, key, spec, grades) for key, spec in drafts.specs.items() if key != "rules"}
    labels = {cell.name: cell.label for table in tables.values() for row in table.rows for cell in row.cells.values()}
    for row in rule_rows(tables, labels) if "rules" in drafts.specs else ():
        drafts.add("rules", str(len(drafts.tables["rules"]) + 1), row)
    fields = {key: _cell(drafts, draft, grades) for key, draft in drafts.fields.items()}
    tables = {key: tables.get(key) or _table(drafts, key, spec, grades) for key, spec in drafts.specs.items()}
    form = Form(
        id=texts["id"],
        edition=texts.get("edition", ""),
        title=fill(texts.get("title", ""), texts),
        source=texts.get("source", ""),
        money=texts.get("money", "万元"),
        identity=identity,
        fields=fields,
        tables={key: table for key, table in tables.items() if table.rows},
        sheets=_sheets(template, {key for key, table in tables.items() if table.rows}, texts),
        grades=grades,
        levels={str(level): Decimal(points) for level, points in template.get("levels", {}).items()},
    )
    _refuse_circles(drafts, form)
    return form


def _add_check(drafts: Drafts, row: Spec) -> None:
    """A row of 自检; one with a scope sees the cells and parameters of that row."""
    scope = row.pop(SCOPE, None)
    message = drafts.add("check", str(len(drafts.tables["check"]) + 1), row).cells["message"]
    if scope is not None:
        message.parameters = scope.parameters
        message.bound = {column: cell.name for column, cell in scope.cells.items()}


# ---- names and formulas ---------------------------------------------------------------------------------------------


def _cell(drafts: Drafts, draft: Draft, grades: Grades) -> Cell:
    spec = draft.spec
    path = (
        ".".join(p for p in ("tables", draft.table, "rows", draft.row, draft.column) if p)
        if draft.table
        else f"fields.{draft.name}"
    )
    kind = spec.get("type", "text")
    if kind not in TYPES:
        raise drafts.fail(f"{path}.type", f"没有“{kind}”这种类型", f"可用：{'、'.join(TYPES)}")
    value = spec.get("value")

    def formula(key: str) -> Expr | None:
        source = spec.get(key)
        if source is None or source == "":
            return None
        source = str(source).removeprefix("=")
        return _resolve(drafts, draft, source, f"{path}.{key}", grades)

    return Cell(
        name=draft.name,
        label=_label(drafts, draft),
        type=kind,
        value=None if value is None else _typed(drafts, value, kind, path),
        formula=formula("formula") if value is None else None,
        required=bool(spec.get("required", False)),
        choices=tuple(spec.get("choices", ())),
        minimum=formula("min"),
        maximum=formula("max"),
        prompt=fill(str(spec.get("prompt", "")), drafts.texts),
        tall=int(spec.get("tall", 1)),
        align=str(spec.get("align", "")),
        unit=str(spec.get("unit", "")),
        also=tuple(spec.get("also", ())),
        tags=frozenset(spec.get("tags", ())),
        prefix=str(spec.get("prefix", "")),
        suffix=str(spec.get("suffix", "")),
    )


def _label(drafts: Drafts, draft: Draft) -> str:
    if not draft.table:
        return str(draft.spec.get("label", draft.name))
    spec = drafts.specs[draft.table]
    row = next((r for r in drafts.tables[draft.table] if r.key == draft.row), None)
    heading = plain_label(fill(str(spec["columns"][draft.column].get("label", "")), drafts.texts))
    about = row_label(drafts, row) if row else draft.row
    return "·".join(part for part in (about, heading) if part)


def _typed(drafts: Drafts, value: Any, kind: str, path: str) -> Decimal | str:
    if isinstance(value, bool):
        raise drafts.fail(path, "单元格的值只能是文字或数")
    if kind not in NUMERIC or (isinstance(value, str) and value in ("", "—", "/")):
        return (
            fill(value, drafts.texts)
            if isinstance(value, str)
            else Decimal(value)
            if kind == "text" and isinstance(value, int)
            else value
        )
    if isinstance(value, Decimal | int):
        return Decimal(value)
    try:
        return Decimal(value[:-1]) / 100 if value.endswith("%") else Decimal(value)
    except InvalidOperation:
        raise drafts.fail(path, f"“{value}”不是数，这一格的类型是 {kind}", '文字值请给该格写 type = "text"') from None


def _resolve(drafts: Drafts, draft: Draft, source: str, path: str, grades: Grades) -> Expr:
    """Parse a formula and give every name its full meaning, nearest first."""
    try:
        source = unfold(source, draft.parameters, grades, lambda suffix: _gathered(drafts, suffix))
        return simplify(
            substitute(parse(source), lambda ref, kind: _meaning(drafts, draft, ref, kind, path, grades, draft.bound))
        )
    except FormulaError as error:
        raise TemplateError(f"{drafts.origin}: {path}", str(error)) from error


def _meaning(drafts: Drafts, draft: Draft, ref: Ref, kind: str, path: str, grades: Grades, bound: Mapping[str, str]) -> Expr:
    name = ref.name
    if name in bound:
        rest = {k: v for k, v in bound.items() if k != name}
        inner = parse(unfold(bound[name], draft.parameters, grades, lambda suffix: _gathered(drafts, suffix)))
        return substitute(inner, lambda r, k: _meaning(drafts, draft, r, k if k != "r" else kind, path, grades, rest), kind)
    rows = {row.key: row for row in drafts.tables.get(draft.table, ())}
    if draft.table and draft.row in rows and name in rows[draft.row].cells:
        return Ref(f"{draft.table}.{draft.row}.{name}")
    if draft.table and name in rows and draft.column in rows[name].cells:
        return Ref(f"{draft.table}.{name}.{draft.column}")
    if isinstance(number := draft.parameters.get(name), Const):
        return number
    if name in drafts.fields:
        return Ref(name)
    table, _, rest_of = name.partition(".")
    if table in drafts.tables:
        row_key, _, column = rest_of.partition(".")
        for row in drafts.tables[table]:
            if row.key == row_key and column in row.cells:
                return Ref(row.cells[column].name)
        if rest_of in drafts.specs[table]["columns"]:
            return _span(drafts, table, rest_of)
    raise drafts.fail(path, f"公式里的“{name}”不是本行的列、本列的行、参数、字段，也不是完整名称")


def _span(drafts: Drafts, table: str, column: str) -> Span:
    label = plain_label(str(drafts.specs[table]["columns"][column].get("label", column)))
    return Span(tuple(row.cells[column].name for row in drafts.tables[table]), f"{label}栏")


def _gathered(drafts: Drafts, suffix: str) -> list[str]:
    """Names of the data rows that methods made for an input of this name."""
    return [row.cells["value"].name for row in drafts.tables.get("facts", ()) if row.key.endswith(f"_{suffix}")]


# ---- tables and pages -----------------------------------------------------------------------------------------------


def _table(drafts: Drafts, key: str, spec: Spec, grades: Grades) -> Table:
    def text(of: Spec, name: str) -> str:
        return fill(str(of.get(name, "")), drafts.texts)

    columns = tuple(
        Column(column, text(said, "label"), said.get("span", 1), text(said, "under"), text(said, "align"))
        for column, said in spec["columns"].items()
    )
    rows = tuple(_row(drafts, row, grades) for row in drafts.tables[key])
    return Table(key, text(spec, "label"), columns, rows, spec.get("groups", {}), text(spec, "level"))


def _row(drafts: Drafts, row: DraftRow, grades: Grades) -> Row:
    cells = {column: _cell(drafts, draft, grades) for column, draft in row.cells.items()}
    method = row.method
    return Row(
        key=row.key,
        cells=cells,
        label=row_label(drafts, row),
        method=method.key if method else "",
        says=method.said(row.parameters, row.spec.get("type") == "percent") if method else "",
        source=method.source if method else "",
        parameters=_said(row),
        asked=row.asked,
        spare=row.spare,
    )


def _said(row: DraftRow) -> dict[str, str]:
    """Parameters in words; bands as the author wrote them too, for only that text tells which values it has no rule for."""
    said = {name: say(parameter, row.spec.get("type") == "percent") for name, parameter in row.parameters.items()}
    return said | ({"standard": str(row.spec.get("bands", row.spec.get("standard", "")))} if "bands" in said else {})


def _sheets(template: Mapping[str, Any], shown: set[str], texts: Mapping[str, str]) -> dict[str, Sheet]:
    """Sheets in the order of the template; one that only exists to show a table without rows is left out."""
    sheets = {}
    for key, spec in template.get("sheets", {}).items():
        if spec.get("needs") and spec["needs"] not in shown:
            continue
        widths = tuple(Decimal(width) for width in _grid(template, spec))
        lines = _fill_deep(spec["lines"], texts)
        sheets[key] = Sheet(key, spec["name"], widths, tuple(lines), spec.get("landscape", False), spec.get("repeat", ""))
    order = template.get("order", list(sheets))
    return {key: sheets[key] for key in sorted(sheets, key=lambda k: order.index(k) if k in order else len(order))}


def _grid(template: Mapping[str, Any], spec: Spec) -> list[Any]:
    """Widths of a sheet's columns: as said, columns that an option puts into its main table included; or that table's own."""
    tables = template["tables"]
    if "columns" not in spec:
        # a column of several grid columns says the width of each
        said = [column["width"] for column in tables[spec["grid"]]["columns"].values()]
        return [width for each in said for width in (each if isinstance(each, list) else [each])]
    widths, columns = list(spec["columns"]), tables.get(spec.get("repeat"), {}).get("columns", {})
    spans = {key: column.get("span", 1) for key, column in columns.items() if "after" not in column}
    elastic = next((key for key, span in spans.items() if span == "rest"), next(reversed(spans), ""))
    rest = len(widths) - sum(span for key, span in spans.items() if key != elastic)
    at = 0
    for key, column in columns.items():
        if "after" in column:
            widths.insert(at, column["width"])
        at += rest if key == elastic else int(column.get("span", 1))
    return widths


def _fill_deep(said: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(said, str):
        return fill(said, texts)
    if isinstance(said, Mapping):
        return {key: _fill_deep(value, texts) for key, value in said.items()}
    return [_fill_deep(item, texts) for item in said] if isinstance(said, list) else said


def _refuse_circles(drafts: Drafts, form: Form) -> None:
    reads = {cell.name: {name for _, name in names_read(cell.formula)} for cell in form.cells() if cell.formula}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise drafts.fail(name, f"公式循环：{' → '.join([*path[path.index(name) :], name])}", "去掉其中一个引用")
        if name in done or name not in reads:
            return
        for other in sorted(reads[name]):
            visit(other, (*path, name))
        done.add(name)

    for name in reads:
        visit(name, ())
