"""What an office sets for its rules (口径): figures, which rules hold and how much they weigh, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from xlgen.findings import Severity
from xlgen.words.nearest import is_it

OFF = "不查"  # instead of a weight: the rule is switched off
OWN = "本表式定的口径"
_CODE = re.compile(r"X[A-Z]\d{3}")
_OF_RULE, _OF_FIGURE = ("name", "on", "weight", "source"), ("name", "value", "rules", "source")
_WEIGHTS = tuple(each.value for each in Severity)
Fault = tuple[str, str, str]  # path, problem and remedy


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for a frame: figures as they are said, the weight of a rule or OFF, and the source of each by name."""

    figures: Mapping[str, Any]
    weights: Mapping[str, str]
    sources: Mapping[str, str]


def policy_of(table: Mapping[str, Any], own: Mapping[str, Any]) -> Policy:
    """The office's table with what a frame sets otherwise."""
    said = {name: _entry(table.get(name, {})) | _sourced(own.get(name, {})) for name in {**table, **own}}
    sources = {name: entry["source"] for name, entry in said.items() if entry.get("source")}
    of_figures = {code: sources[name] for name in sources for code in said[name].get("rules", ())}
    return Policy(
        {name: entry["value"] for name, entry in said.items() if "value" in entry},
        {name: _weight(entry) for name, entry in said.items() if is_code(name) and {"on", "weight"} & entry.keys()},
        of_figures | sources,
    )


def is_code(name: str) -> bool:
    """Whether an entry is about a rule, by its code, and not a figure."""
    return bool(_CODE.fullmatch(name))


def _entry(said: Any) -> dict[str, Any]:
    return dict(said) if isinstance(said, Mapping) else {"value": said}


def _sourced(said: Any) -> dict[str, Any]:
    """What a frame says; a bare figure is the frame's own, and not what the table's source says."""
    return _entry(said) if isinstance(said, Mapping) else {"value": said, "source": OWN}


def _weight(entry: Mapping[str, Any]) -> str:
    return str(entry.get("weight", "")) if entry.get("on", True) else OFF


def table_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the office's table itself."""
    for name, said in table.items():
        if not isinstance(said, Mapping):
            yield name, "要写成一组", f"写作 [{name}]，下面一行一项"
        elif lacking := next((key for key in ("name", "source") if key not in said), ""):
            yield name, f"没有写 {lacking}", "每一组都要写 name 和 source（依据）"
        else:
            yield from _faults(name, said, {})


def threshold_faults(own: Any, table: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with what a frame sets for itself: figures nobody knows, or that are none, and rules weighed wrongly."""
    for name, said in own.items() if isinstance(own, Mapping) else ():
        if not is_code(name) and name not in table:
            known = [each for each in table if not is_code(each)]
            yield f"thresholds.{name}", f"没有这一项口径{is_it(name, known)}", f"可用：{'、'.join(known)}，或规则的代码"
        elif is_code(name) and not isinstance(said, Mapping):
            yield f"thresholds.{name}", "一条规则要写成一组", f'写作 {name} = {{ on = false, source = "依据" }}'
        else:
            faults = _faults(name, _entry(said), _entry(table.get(name, {})))
            yield from ((f"thresholds.{path}", problem, hint) for path, problem, hint in faults)


def _faults(name: str, said: Mapping[str, Any], base: Mapping[str, Any]) -> Iterator[Fault]:
    keys = _OF_RULE if is_code(name) else _OF_FIGURE
    for key in said:
        if key not in keys:
            yield f"{name}.{key}", f"没有这一项{is_it(key, keys)}", f"可用：{'、'.join(keys)}"
    whole = {**base, **said}
    if not isinstance(whole.get("source", ""), str):
        yield f"{name}.source", "依据要写成带引号的文字", 'source = "某文件第几条"'
    yield from _rule_faults(name, whole) if is_code(name) else _figure_faults(name, said, whole)


def _rule_faults(name: str, whole: Mapping[str, Any]) -> Iterator[Fault]:
    if not isinstance(whole.get("on", True), bool):
        yield f"{name}.on", f"“{whole['on']}”不是 true 或 false", "查写 true，不查写 false"
    if "weight" in whole and whole["weight"] not in _WEIGHTS:
        yield f"{name}.weight", f"“{whole['weight']}”不是规则的轻重", f"可用：{'、'.join(_WEIGHTS)}；不查的写 on = false"
    if "weight" not in whole and whole.get("on", True):
        yield name, "没有写 weight", f"可用：{'、'.join(_WEIGHTS)}；不查的写 on = false"
    if not whole.get("source"):
        yield f"{name}.source", "没有写依据", 'source = "某文件第几条"，意见里会照印'


def _figure_faults(name: str, said: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[Fault]:
    if "value" not in said:
        return
    number = number_of(said["value"])
    shown = "数" if isinstance(said["value"], Mapping) else f"“{said['value']}”"
    path = f"{name}.value" if "source" in said else name
    if number is None or number < 0:
        yield path, f"{shown}不是数或百分数", '写作 0.05 或 "90%"'
    if not whole.get("source"):
        yield (
            f"{name}.source",
            "没有写依据",
            f'没有统一规定的数，谁定的要写明：{name} = {{ value = …, source = "某文件第几条" }}',
        )


def number_of(said: Any) -> Decimal | None:
    """5 or "90%" as a number; None where it is none."""
    if isinstance(said, bool) or not isinstance(said, int | Decimal | str):
        return None
    try:
        text = str(said).strip()
        number = Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
