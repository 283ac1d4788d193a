"""From a draft to a ``Cell``: its type, its value or formula, and its label in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from xlgen.form.bounds import days_around
from xlgen.form.records import NUMERIC, TYPES, Cell
from xlgen.form.template.drafts import Draft, Drafts, fill, row_label
from xlgen.form.template.resolve import resolve
from xlgen.language.nodes import Const, Expr
from xlgen.words.labels import plain_label


def compile_cell(drafts: Drafts, draft: Draft, about: str | None = None) -> Cell:
    """The cell a draft describes, ``about`` its row's label. TemplateError where its type, value or a formula is wrong."""
    spec = draft.spec
    kind, value = spec.get("type", "text"), spec.get("value")
    if kind not in TYPES:
        raise drafts.fail(f"{_path(draft)}.type", f"没有“{kind}”这种类型", f"可用：{'、'.join(TYPES)}")
    if kind == "choice" and not (value or spec.get("formula") or spec.get("choices")):
        raise drafts.fail(f"{_path(draft)}.choices", "类型是 choice，没有写可选的词", '写作 choices = ["是", "否"]')
    return Cell(
        name=draft.name,
        label=_label(drafts, draft, about),
        type=kind,
        value=None if value is None else _typed(drafts, value, kind, draft),
        formula=_formula(drafts, draft, "formula") if value is None else None,
        **(_FEW if _MORE.isdisjoint(spec) and kind != "date" else _more(drafts, draft, kind)),
    )


_FEW: dict[str, Any] = {}
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "required": bool, "choices": tuple, "tall": int, "align": str, "unit": str, "also": tuple, "tags": frozenset,
    "prefix": str, "suffix": str,
}  # fmt: skip
_MORE = frozenset({*_PLAIN, "min", "max", "prompt"})


def _more(drafts: Drafts, draft: Draft, kind: str) -> dict[str, Any]:
    """What few cells say."""
    spec = draft.spec
    said = {key: make(spec[key]) for key, make in _PLAIN.items() if key in spec}
    if "prompt" in spec:
        said["prompt"] = fill(str(spec["prompt"]), drafts.texts)
    is_asked = spec.get("value") is None and not spec.get("formula")
    first, last = (kind == "date" and is_asked and days_around(str(drafts.project.get("年度", "")))) or (None, None)
    said["minimum"] = _formula(drafts, draft, "min") or (Const(first) if first else None)
    said["maximum"] = _formula(drafts, draft, "max") or (Const(last) if last else None)
    return said


def _path(draft: Draft) -> str:
    """Where the template says it."""
    if not draft.table:
        return f"fields.{draft.name}"
    return ".".join(p for p in ("tables", draft.table, "rows", draft.row, draft.column) if p)


def _formula(drafts: Drafts, draft: Draft, key: str) -> Expr | None:
    source = draft.spec.get(key)
    if source is None or source == "":
        return None
    if isinstance(source, Expr) and draft.spec.get("meant"):  # names a cell of a row in full: nothing nearer can be meant
        return source
    source = source if isinstance(source, Expr) else str(source).removeprefix("=")
    return resolve(drafts, draft, source, f"{_path(draft)}.{key}")


def _label(drafts: Drafts, draft: Draft, about: str | None) -> str:
    if not draft.table:
        return str(draft.spec.get("label", draft.name))
    if about is None:
        row = drafts.rows[draft.table].get(draft.row)
        about = row_label(drafts, row) if row else draft.row
    heading = _heading(drafts, draft.table, draft.column)
    return f"{about}·{heading}" if about and heading else about or heading


def _heading(drafts: Drafts, table: str, key: str) -> str:
    """What a column is called, found once for a form."""
    if (table, key) not in drafts.headings:
        column = drafts.specs[table]["columns"][key]
        heading, above = (plain_label(fill(str(column.get(key, "")), drafts.texts)) for key in ("label", "under"))
        # 值 under 预期指标值
        drafts.headings[table, key] = above if above.endswith(heading) and heading else heading
    return drafts.headings[table, key]


def _typed(drafts: Drafts, value: Any, kind: str, draft: Draft) -> Decimal | str:
    if isinstance(value, bool):
        raise drafts.fail(_path(draft), "单元格的值只能是文字或数")
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
        raise drafts.fail(_path(draft), f"“{value}”不是数，这一格的类型是 {kind}", '文字值请给该格写 type = "text"') from None
