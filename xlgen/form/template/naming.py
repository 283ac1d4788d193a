"""Where a template lacks, or calls otherwise, what the engine reads by name (``form.vocabulary``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from xlgen.form.vocabulary import AMOUNTS, CHECK, FACTS, FUNDS, POINTS, PROJECTS, RULES, SCORE, SCORED, WORDS
from xlgen.words.nearest import nearest


def naming_doubts(template: Mapping[str, Any]) -> Iterator[str]:
    """Each such place of a whole template: the path, what is not there, and who goes without it."""
    tables = template.get("tables", {})
    is_scored = any(SCORED & set(spec["columns"]) for key, spec in tables.items() if _has_indicators(key, spec))
    yield from _lacking("identity", template.get("identity", {}), True)
    yield from _lacking("fields", template.get("fields", {}), is_scored)
    yield from _lacking("tables", tables, False, set(tables) - {key for key, spec in tables.items() if _is_money(key, spec)})
    for key, spec in tables.items():
        yield from _table(key, spec, FUNDS in tables)


def _table(key: str, spec: Mapping[str, Any], has_funds: bool) -> Iterator[str]:
    columns = spec["columns"]
    if key == FUNDS:
        yield from _funds({*columns, *spec.get("rows", {})})
    elif key in (FACTS, PROJECTS):
        yield from _lacking(key, columns, False, at=f"tables.{key}.columns")
    elif _is_money(key, spec) and not has_funds:
        yield f"tables.{key}：这张表装的是资金，名称不是 {FUNDS}：XG401—XG409 不查，汇总没有预算数、执行数"
    if _has_indicators(key, spec) and SCORED & set(columns):
        for word, other in ((POINTS, SCORE), (SCORE, POINTS)):
            if word not in columns and (other == SCORE or "roster" in spec):
                meant = _meant(word, columns, "scored")
                yield f"tables.{key}.columns：有 {other} 没有 {word}{meant}：这张表不计分，得分不查，也不进汇总"
        yield from _lacking("scored", [*columns, *SCORED], False, set(columns), f"tables.{key}.columns")


def _has_indicators(key: str, spec: Mapping[str, Any]) -> bool:
    return key not in (FUNDS, FACTS, PROJECTS, CHECK, RULES) and "follows" not in spec


def _is_money(key: str, spec: Mapping[str, Any]) -> bool:
    """Whether a table tells what was budgeted and spent: amounts as columns or as rows, of money."""
    kinds = [spec.get("type"), *(said.get("type") for said in spec["columns"].values())]
    rows = spec.get("rows", {}).values()
    from_roster = any(isinstance(cell, Mapping) and "from" in cell for row in rows for cell in row.values())
    is_named = len({*spec["columns"], *spec.get("rows", {})} & set(AMOUNTS)) > 1
    return key not in (FACTS, PROJECTS) and "money" in kinds and (from_roster or is_named)


def _funds(names: Collection[str]) -> Iterator[str]:
    yield from _lacking(FUNDS, names, True, at=f"tables.{FUNDS}")
    if not {"budget", "initial"} & set(names):
        yield f"tables.{FUNDS}：没有 budget（全年预算数），也没有 initial：XG402—XG406 不查，汇总没有预算数"


def _lacking(
    place: str, names: Collection[str], ask: bool, candidates: Collection[str] | None = None, at: str = ""
) -> Iterator[str]:
    """Words of a place that are not among the names: those needed, where one ``ask``s, and those almost there."""
    for word in WORDS:
        if word.place == place and word.name not in names:
            meant = _meant(word.name, names if candidates is None else candidates, place)
            if meant or (ask and word.needed):
                yield f"{at or place}：没有 {word.name}（{word.law}）{meant}：{word.readers}读它"


def _meant(word: str, names: Collection[str], place: str) -> str:
    """``，是不是写成了“totl”`` where a name that is no word of this place is almost this one."""
    own = {each.name for each in WORDS if each.place == place}
    meant = nearest(word, [name for name in names if name not in own])
    return f"，是不是写成了“{meant}”" if meant else ""
