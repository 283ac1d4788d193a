"""From a template and one project's rows to a ``Form``: every name resolved, every formula parsed.

The grammar is README's 表式语法.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.records import Cell, Column, Form, Row, Spec, Table
from xlgen.form.template.cells import compile_cell
from xlgen.form.template.drafting import add_row, draft_all
from xlgen.form.template.drafts import DraftRow, Drafts, ProjectTexts, fill, row_label
from xlgen.form.template.keys import is_text
from xlgen.form.template.methods import Method, say
from xlgen.form.template.selfcheck.lines_asked import SCOPE, check_rows, rule_rows
from xlgen.form.template.sheet_lines import read_sheets
from xlgen.form.thresholds import number_of
from xlgen.form.vocabulary import CHECK, RULES
from xlgen.language.nodes import Expr, names_read
from xlgen.language.per_formula import per_formula
from xlgen.words.nearest import is_it


def compile_form(
    template: Mapping[str, Any],
    methods: Mapping[str, Method],
    project: ProjectTexts | None = None,
    rows: Mapping[str, Sequence[Spec]] | None = None,
) -> Form:
    """One project's form; ``project`` is its line of the roster by column title, ``rows`` the roster's rows by table key.

    TemplateError, with the key's path, for every mistake of the template's author.
    """
    identity = {key: str((project or {}).get(title, "")) for key, title in template.get("identity", {}).items()}
    drafts = _begin(template, methods, project or {}, identity)
    draft_all(drafts, template.get("fields", {}), rows or {})
    for row in check_rows(drafts, template.get("sheets", {}), template.get("checks", ())) if CHECK in drafts.specs else ():
        _add_check(drafts, row)
    tables = {key: _table(drafts, key, spec) for key, spec in drafts.specs.items() if key != RULES}
    fields = {key: compile_cell(drafts, draft) for key, draft in drafts.fields.items()}
    if RULES in drafts.specs:
        _add_rules(drafts, tables)
        tables[RULES] = _table(drafts, RULES, drafts.specs[RULES])
    shown = {key: tables[key] for key in drafts.specs if tables[key].rows}
    form = _form(template, drafts, identity, fields, shown)
    _refuse_circles(drafts, form)
    return form


def _begin(
    template: Mapping[str, Any], methods: Mapping[str, Method], project: ProjectTexts, identity: dict[str, str]
) -> Drafts:
    grades = tuple((str(word), Decimal(least)) for word, least in template.get("grades", ()))
    methods = _with_defaults(methods, template)
    return Drafts(str(template["id"]), words_of(template, identity), methods, project, template.get("tables", {}), grades)


def words_of(template: Mapping[str, Any], identity: Mapping[str, str]) -> dict[str, str]:
    """What stands for each ``{word}`` of a text."""
    own = {
        k: str(v)
        for said in (template.get("thresholds", {}), template, template.get("parameters", {}))
        for k, v in said.items()
        if is_text(v)
    }
    grades = "，".join(f"{word}≥{least}" if least else f"其余{word}" for word, least in template.get("grades", ()))
    return {**own, "grade_words": grades, **identity}


def _with_defaults(methods: Mapping[str, Method], template: Mapping[str, Any]) -> Mapping[str, Method]:
    """The methods with the values that this frame takes where a row says none."""
    said = template.get("defaults", {})
    for key, values in said.items():
        at = f"{template['id']}: defaults"
        if key not in methods:
            raise TemplateError(at, f"没有叫“{key}”的评分方法{is_it(key, methods)}")
        for name in values:
            if name not in methods[key].params:
                problem = f"评分方法“{methods[key].name}”没有“{name}”这一项{is_it(name, methods[key].params)}"
                raise TemplateError(f"{at}.{key}", problem)
    return {**methods, **{key: replace(methods[key], defaults={**methods[key].defaults, **own}) for key, own in said.items()}}


def _form(
    template: Mapping[str, Any],
    drafts: Drafts,
    identity: Mapping[str, str],
    fields: Mapping[str, Cell],
    tables: Mapping[str, Table],
) -> Form:
    texts = drafts.texts
    return Form(
        id=texts["id"],
        edition=texts.get("edition", ""),
        title=fill(texts.get("title", ""), texts),
        source=fill(texts.get("source", ""), texts),
        money=texts.get("money", "万元"),
        identity=identity,
        fields=fields,
        tables=tables,
        sheets=read_sheets(template, set(tables), texts),
        grades=drafts.grades,
        levels={str(level): Decimal(points) for level, points in template.get("levels", {}).items()},
        thresholds={n: x for n, said in template.get("thresholds", {}).items() if (x := number_of(said)) is not None},
        weights=template.get("weights", {}),
        sources=template.get("sources", {}),
    )


def _add_check(drafts: Drafts, row: Spec) -> None:
    """A row of 自检; one with a scope sees the cells and parameters of that row."""
    scope = row.pop(SCOPE, None)
    message = add_row(drafts, CHECK, str(len(drafts.tables[CHECK]) + 1), row).cells["message"]
    if scope is not None:
        message.parameters = scope.parameters
        message.bound = {**scope.cells["score"].bound} | {column: cell.name for column, cell in scope.cells.items()}


def _add_rules(drafts: Drafts, tables: Mapping[str, Table]) -> None:
    """Rows of 评分规则说明, which say in words what the compiled tables compute."""
    labels = {cell.name: cell.label for table in tables.values() for row in table.rows for cell in row.cells.values()}
    for row in rule_rows(tables, labels):
        add_row(drafts, RULES, str(len(drafts.tables[RULES]) + 1), row)


def _table(drafts: Drafts, key: str, spec: Spec) -> Table:
    def text(of: Spec, name: str) -> str:
        return fill(str(of.get(name, "")), drafts.texts)

    columns = tuple(
        Column(column, text(said, "label"), said.get("span", 1), text(said, "under"), text(said, "align"))
        for column, said in spec["columns"].items()
    )
    rows = tuple(_row(drafts, row) for row in drafts.tables[key])
    return Table(key, text(spec, "label"), columns, rows, spec.get("groups", {}), text(spec, "level"))


def _row(drafts: Drafts, row: DraftRow) -> Row:
    label = row_label(drafts, row)
    cells = {column: compile_cell(drafts, draft, label) for column, draft in row.cells.items()}
    method = row.method
    return Row(
        key=row.key,
        cells=cells,
        label=label,
        method=method.key if method else "",
        says=method.said(row.parameters, row.spec.get("type") == "percent") if method else "",
        source=method.basis(drafts.texts.get("source", "")) if method else "",
        parameters=_said(row),
        asked=row.asked,
        spare=row.spare,
    )


def _said(row: DraftRow) -> dict[str, str]:
    """Parameters in words; bands as the author wrote them too, for only that text tells which values it has no rule for."""
    said = {name: say(parameter, row.spec.get("type") == "percent") for name, parameter in row.parameters.items()}
    return said | ({"standard": str(row.spec.get("bands", row.spec.get("standard", "")))} if "bands" in said else {})


@per_formula
def _names(formula: Expr) -> tuple[str, ...]:
    return tuple(sorted({name for _, name in names_read(formula)}))


def _refuse_circles(drafts: Drafts, form: Form) -> None:
    reads = {cell.name: _names(cell.formula) for cell in form.cells() if cell.formula}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise drafts.fail(name, f"公式循环：{' → '.join([*path[path.index(name) :], name])}", "去掉其中一个引用")
        if name in done or name not in reads:
            return
        for other in reads[name]:
            if other in reads and other not in done:
                visit(other, (*path, name))
        done.add(name)

    for name in reads:
        visit(name, ())
