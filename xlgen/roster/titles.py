"""Which columns a template wants of a roster: those of sheet 项目, and those of the sheet of each table that grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlgen.form.records import Spec, can_score
from xlgen.roster.indicators import HEADERS
from xlgen.words.labels import plain_label

PROJECTS = "项目"
ANSWERED = ("actual", "completion", "score", "reason")  # columns of every scored table that the officer or a formula fills
OFFICERS = ("required", "tags", "prompt")  # attributes of a column that the officer answers
BUDGET = "全年预算数"
OPTIONAL = {"年度总体目标", "计量单位", "指标性质", "评分方法", "评分标准"}  # and all amounts but the budget


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
    own = (title for spec in growing_tables(template).values() for title in own_titles(spec))
    return OPTIONAL | (set(amounts(template)) - {BUDGET}) | set(own)


def growing_tables(template: Spec) -> dict[str, Spec]:
    """Tables whose rows the roster gives, by key."""
    return {key: spec for key, spec in template.get("tables", {}).items() if "roster" in spec}


def is_scored(spec: Spec) -> bool:
    """Whether a table's rows are indicators with points."""
    return can_score(spec["columns"])


def titles_of(spec: Spec) -> dict[str, str]:
    """Column titles of a growing table's roster sheet → keys of the row grammar."""
    if is_scored(spec):
        return dict(HEADERS)
    return {
        plain_label(c.get("label", key)): key
        for key, c in spec["columns"].items()
        if "formula" not in c and key != spec.get("numbered")
    }


def own_titles(spec: Spec) -> dict[str, str]:
    """Columns of a scored table's own that a roster may fill (指标解释, 数据来源, 上年值 …): title → key.

    What the officer answers is not among them: what is required, scored, prompted for, or computed.
    """
    if not is_scored(spec):
        return {}
    return {
        plain_label(str(said.get("label", key))): key
        for key, said in spec["columns"].items()
        if key not in (*HEADERS.values(), *ANSWERED) and not any(said.get(word) for word in OFFICERS) and "formula" not in said
    }
