"""The work on drafts: each row and cell of a template and its roster lines, overlaid in their order of precedence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlgen.form.records import NUMERIC, Spec
from xlgen.form.template.drafts import Draft, DraftRow, Drafts, ProjectTexts, cell_spec, row_label
from xlgen.form.template.keys import ATTRIBUTES, DATA, FROM_ROSTER, OF_ROW, PLACE
from xlgen.form.template.methods import Method
from xlgen.form.template.parameters import number_in, parameters_of
from xlgen.words.labels import plain_label
from xlgen.words.nearest import is_it


def draft_all(drafts: Drafts, fields: Mapping[str, Any], rows: Mapping[str, Sequence[Spec]]) -> None:
    """Draft every field and table; ``rows`` are the roster's rows by table key."""
    for key, said in fields.items():
        drafts.fields[key] = Draft(key, _given(cell_spec(said), drafts.project))
    for key in drafts.specs:
        drafts.tables[key], drafts.rows[key] = [], {}
    for key, spec in drafts.specs.items():
        _draft_table(drafts, key, spec, rows.get(key, ()))
        if "roster" in spec:  # which methods its rows will have is not known before
            for method in drafts.methods.values():
                if not method.params.keys().isdisjoint(spec["columns"]):
                    _hides_nothing(drafts, key, method)


def _hides_nothing(drafts: Drafts, table: str, method: Method) -> None:
    """TemplateError where a column has the key of a method's parameter: a formula of the method would read the column."""
    for column in drafts.specs[table]["columns"]:
        if column in method.params:
            problem = f"这一列和评分方法“{method.name}”的参数“{method.params[column]}”同用“{column}”，公式里分不清"
            raise drafts.fail(f"tables.{table}.columns.{column}", problem, "请给这一列换一个键")


def _given(spec: Spec, project: ProjectTexts) -> Spec:
    """``from`` takes the roster's value; where the roster has none the cell stays an input."""
    source = spec.get("from")
    if source and project.get(source) not in (None, ""):
        return {k: v for k, v in spec.items() if k != "formula"} | {"value": project[source]}
    return spec


def _overlay(layers: Sequence[Spec]) -> Spec:
    """Later layers win; saying a value unsays a formula and the other way round. Nobody may change what is said of a cell."""
    merged: Spec = {}
    for layer in layers:
        if "value" in layer:
            merged.pop("formula", None)
        if "formula" in layer:
            merged.pop("value", None)
        merged |= layer
    return merged


def _draft_table(drafts: Drafts, key: str, spec: Spec, given: Sequence[Spec]) -> None:
    if "follows" in spec:
        _follow(drafts, key, spec["follows"])
        return
    spare = spec.get("spare", {})
    blank = {k: v for k, v in spare.items() if k != "rows"}
    rows = [(row_key, row, False) for row_key, row in spec.get("rows", {}).items()]
    rows += [(str(i), _literal(row) | _known(spec, row), False) for i, row in enumerate(given, 1)]
    rows += [(str(len(given) + i), blank, True) for i in range(1, int(spare.get("rows", 0)) + 1)]
    for row_key, row, is_spare in rows:
        add_row(drafts, key, row_key, dict(row), is_spare)


def _literal(row: Spec) -> Spec:
    """A roster's row with texts that begin with ``=`` kept texts: only templates hold formulas."""
    return {k: {"value": v} if isinstance(v, str) and v.startswith("=") else v for k, v in row.items()}


def _known(spec: Spec, row: Spec) -> Spec:
    """What the template says of the roster's row of this name: ``known."预算执行率" = { actual = "=funds.total.rate" }``."""
    if "known" not in spec:
        return {}
    names = {plain_label(str(row[key])) for key in ("level3", "level1") if row.get(key)}
    return next((dict(said) for name, said in spec["known"].items() if plain_label(name) in names), {})


def _follow(drafts: Drafts, key: str, followed: str) -> None:
    """A row for each row of another table: columns of the same name repeat what stands there, formulas see all its columns."""
    if followed not in drafts.tables:
        raise drafts.fail(f"tables.{key}.follows", f"没有表“{followed}”，或它写在本表之后")
    for other in drafts.tables[followed]:
        if other.spare and not drafts.specs[key].get("with_spare"):
            continue
        row = add_row(drafts, key, other.key, {}, other.spare)
        for column, cell in row.cells.items():
            cell.bound = {name: source.name for name, source in other.cells.items() if name not in row.cells}
            source = other.cells.get(column)
            if source is None or "formula" in cell.spec:
                continue
            if source.spec.get("value") is not None:
                copied = {k: v for k, v in source.spec.items() if k in ("value", "type", "prefix", "suffix", "unit")}
                cell.spec = cell.spec | copied
            else:
                formula = source.name if source.spec.get("type") in NUMERIC else f"join({source.name})"
                cell.spec = cell.spec | {"formula": formula, "type": source.spec.get("type", "text")}


def _draft_row(drafts: Drafts, table: str, key: str, row: Spec) -> DraftRow:
    path, spec = f"tables.{table}.rows.{key}", drafts.specs[table]
    method = drafts.methods.get(row["method"]) if row.get("method") else None
    if method:
        _hides_nothing(drafts, table, method)
    if row.get("method") and method is None:
        raise drafts.fail(
            f"{path}.method",
            f"没有叫“{row['method']}”的评分方法{is_it(row['method'], drafts.methods)}",
            "用 xlgen templates --methods 查看全部方法",
        )
    if unknown := sorted(
        set(row).difference(spec["columns"], ATTRIBUTES, (DATA, *FROM_ROSTER), method.accepts if method else ())
    ):
        known = set(spec["columns"]) | ATTRIBUTES | {DATA, *FROM_ROSTER} | (set(method.accepts) if method else set())
        problem = f"既不是本表的列，也不是该评分方法的参数{is_it(unknown[0], known)}"
        raise drafts.fail(f"{path}.{unknown[0]}", problem)
    row = _with_ratio(row)
    parameters = parameters_of(method, row, f"{drafts.origin}: {path}") if method else {}
    draft = DraftRow(key, row, {}, method, parameters)
    asks = method.asks(parameters) if method else {}
    for column in spec["columns"]:
        said = _base(drafts, table, column)
        if own := _layers(spec, column, draft, asks):
            said = _overlay([said, *(_given(layer, drafts.project) for layer in own)])
        if column == "actual" and _is_losing(row):
            said = _LOSING | said
        bound = dict(spec.get("binds", {})) if method and column in method.cells else {}
        draft.cells[column] = Draft(f"{table}.{key}.{column}", said, table, key, column, parameters, bound)
    data = _data(drafts, table, draft)
    if method:
        _ask(drafts, table, draft, method, data)
    return draft


def _with_ratio(row: Spec) -> Spec:
    """A row that asks for two data and says no more is about the first in the second: 在职人员数÷编制数."""
    is_ratio = isinstance(row.get(DATA), list) and len(row[DATA]) == 2 and "actual" not in row
    return row | {"actual": "=ratio(data1, data2) if data2 > 0 else blank"} if is_ratio else row


def _data(drafts: Drafts, table: str, draft: DraftRow) -> dict[str, str]:
    """A row of the data sheet for each of ``data``, and what the formulas of the row call it."""
    path, asked = f"tables.{table}.rows.{draft.key}.{DATA}", draft.spec.get(DATA, [])
    if asked and "asks_in" not in drafts.specs[table]:
        raise drafts.fail(path, "本表没有说数据填在哪里", '给表加 asks_in = "facts"')
    bound: dict[str, str] = {}
    for number, said in enumerate(asked, 1):
        spec = {"label": said} if isinstance(said, str) else said
        if not isinstance(spec, dict) or not spec.get("label"):
            raise drafts.fail(f"{path}[{number}]", "要写数据的名称", '写作 data = ["在职人员数（人）", "编制数（人）"]')
        if unknown := sorted(set(spec) - ATTRIBUTES):
            raise drafts.fail(f"{path}[{number}].{unknown[0]}", f"没有这一项{is_it(unknown[0], ATTRIBUTES)}")
        bound[f"{DATA}{number}"] = _fact(drafts, table, draft, f"{DATA}{number}", {"type": "number", "unit": ""} | spec).name
    draft.asked |= bound
    actual = draft.spec.get("actual")
    if asked and isinstance(actual, str) and actual.startswith("=") and "actual" not in drafts.specs[table]["columns"]:
        kind = draft.spec.get("type", "number")
        computed = _fact(
            drafts, table, draft, "actual", {"label": row_label(drafts, draft), "formula": actual[1:], "type": kind}
        )
        computed.bound = dict(bound)
        draft.spec = draft.spec | {"actual": f"={computed.name}"}
        bound["actual"] = computed.name
    if bound:
        for cell in draft.cells.values():
            cell.bound = {**cell.bound, **bound}
    return bound


_LOSING: Spec = {"min": "-1"}


def _is_losing(row: Spec) -> bool:
    """Whether less than nothing is aimed at: less than nothing may come out."""
    return row.get("type") == "percent" and (number_in(row.get("target")) or 0) < 0


def _base(drafts: Drafts, table: str, column: str) -> Spec:
    """What is said of a column whatever its row, found once for a form."""
    if (table, column) not in drafts.bases:
        spec = drafts.specs[table]
        plainly = {k: v for k, v in spec["columns"][column].items() if k not in PLACE}
        drafts.bases[table, column] = _overlay([{"type": spec.get("type", "text")}, _given(plainly, drafts.project)])
    return drafts.bases[table, column]


def _layers(spec: Spec, column: str, draft: DraftRow, asks: Mapping[str, Spec]) -> list[Spec]:
    row, method = draft.spec, draft.method
    layers: list[Spec] = []
    if "type" not in spec["columns"][column] and not OF_ROW.isdisjoint(row):
        layers.append({k: v for k, v in row.items() if k in OF_ROW})
    if column in asks:
        asked = asks[column]
        # the row's own type is nearer to the matter than the method's usual one
        layers.append({k: v for k, v in asked.items() if k != "label" and not (k == "type" and "type" in row)})
        if "label" in asked:
            layers.append({"also": [asked["label"]]})
    if method and column in method.cells:
        layers.append(cell_spec(method.cells[column]))
    if method and column == "says":  # a frame that prints how each row is scored
        layers.append({"value": method.said(draft.parameters, row.get("type") == "percent")})
    if column in row:
        layers.append(cell_spec(row[column]))
    return layers


def _ask(drafts: Drafts, table: str, draft: DraftRow, method: Method, data: Mapping[str, str]) -> None:
    """Find each input of a method: the table's column, else the row's binding, else a new row on the data sheet."""
    spec, row, bound, made = drafts.specs[table], draft.spec, dict[str, str](), []
    for name, asked in method.asks(draft.parameters).items():
        if name in spec["columns"]:
            draft.asked[name] = f"{table}.{draft.key}.{name}"
        elif isinstance(row.get(name), str) and row[name].startswith("="):
            bound[name] = row[name][1:]
        else:
            if "asks_in" not in spec:
                problem = f"评分方法“{method.name}”还要填“{asked['label']}”，本表没有这一列"
                raise drafts.fail(f"tables.{table}.rows.{draft.key}", problem, '给表加 asks_in = "facts"')
            made.append(_fact(drafts, table, draft, name, asked))
            bound[name] = draft.asked[name] = made[-1].name
    if bound:
        for cell in draft.cells.values():
            cell.bound = {**cell.bound, **bound}
    for fact in made:  # a computed fact sees the row it serves
        fact.parameters = draft.parameters
        fact.bound = {column: f"{table}.{draft.key}.{column}" for column in spec["columns"]} | bound | dict(data)


def _fact(drafts: Drafts, table: str, draft: DraftRow, name: str, asked: Spec) -> Draft:
    # rows from the list of projects come first and are many: only other tables' rows carry the table's name
    first = next((key for key, spec in drafts.specs.items() if "roster" in spec), "")
    key = f"{draft.key}_{name}" if table == first else f"{table}_{draft.key}_{name}"
    own_type = {k: draft.spec[k] for k in ("type", "unit") if k in draft.spec and k not in asked}
    value = {"required": "formula" not in asked} | own_type | {k: v for k, v in asked.items() if k != "label"}
    row = {"label": row_label(drafts, draft), "item": asked["label"], "value": value}
    return add_row(drafts, drafts.specs[table]["asks_in"], key, row).cells["value"]


def add_row(drafts: Drafts, table: str, key: str, row: Spec, spare: bool = False) -> DraftRow:
    """Draft one more row at the end of a table."""
    if numbered := drafts.specs[table].get("numbered"):
        row = {numbered: Decimal(len(drafts.tables[table]) + 1)} | row
    draft = _draft_row(drafts, table, key, row)
    draft.spare = spare
    drafts.tables[table].append(draft)
    drafts.rows[table][key] = draft
    drafts.names |= {cell.name for cell in draft.cells.values()}
    return draft
