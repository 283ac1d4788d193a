"""Scoring methods: a method is a row to start from — inputs asked, parameters given, cells filled in.

Read from ``templates/methods.toml``; the grammar of a method stands at the head of that file.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.notation.bands import Bands, say_bands
from xlgen.form.notation.items import ChecklistItem
from xlgen.form.records import Spec
from xlgen.form.template.keys import METHODS, key_faults
from xlgen.language.nodes import Const
from xlgen.words.numbers import plain

Parameter = Const | Bands | tuple[ChecklistItem, ...]
Parameters = Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Method:
    """One scoring method; ``name`` and ``also`` are what people type in 评分方法, ``patterns`` how they type parameters.

    ``params`` gives each parameter's Chinese name, ``units`` what it counts: value (as the row's values are), step (a
    difference of them), rate or share (a fraction, whatever the row's values are); points and plain counts are not named.
    ``unnamed`` are words without which no standard is read by this method where 评分方法 is blank.
    ``doubts`` are what a standard may leave open: told where ``unless`` is not found in it and ``when`` holds.
    """

    key: str
    name: str
    says: str
    source: str
    inputs: Mapping[str, Spec] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    example: str = ""
    unnamed: str = ""
    doubts: tuple[Spec, ...] = ()
    cells: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    sample: Mapping[str, Any] = field(default_factory=dict)
    cases: tuple[Spec, ...] = ()
    is_own: bool = False  # an office's, not one that comes with xlgen

    @property
    def is_measured(self) -> bool:
        """Whether a parameter is counted as the row's values are, so that a % in it tells of theirs."""
        return "bands" in self.params or bool({"value", "step"} & set(self.units.values()))

    @property
    def accepts(self) -> set[str]:
        """Keys a row of this method may hold beside its columns."""
        return {*self.params, *self.inputs, "target"}

    def asks(self, parameters: Parameters) -> dict[str, Spec]:
        """Inputs a row of this method asks for; one for each item of a list parameter where the method says ``each``."""
        asked: dict[str, Spec] = {}
        for name, spec in self.inputs.items():
            listed = parameters.get(str(spec.get("each", spec.get("choices_from", ""))), ())
            items = listed if isinstance(listed, tuple) else ()
            plainly = {k: v for k, v in spec.items() if k not in ("each", "choices_from")}
            if "each" in spec:
                asked |= {f"{name}{i}": plainly | {"label": item.text} for i, item in enumerate(items, 1)}
            elif "choices_from" in spec:
                asked[name] = plainly | {"choices": [item.text for item in items]}
            else:
                asked[name] = plainly
        return asked

    @property
    def wording(self) -> str:
        """The method in Chinese as lists of methods print it: the name of each parameter stands where its number will."""
        text = re.sub(r"[\[\]]", "", self.says)
        for name, label in {"target": "指标值", **self.params}.items():
            text = text.replace(f"{{{name}}}", f"〔{label}〕")
        return text

    def basis(self, frame: str) -> str:
        """What 评分规则说明 cites: the method's source or the frame's, "" where neither is a document with its number (文号).

        Where a method was first met is no basis for another place; what an office says of its own method is.
        """
        return self.source if self.is_own else next((each for each in (self.source, frame) if "〔" in each), "")

    def said(self, parameters: Parameters, percent: bool) -> str:
        """The method in Chinese with its parameters, as printed on 评分规则说明."""
        may_lack = {name for name, value in self.defaults.items() if value == "blank"}
        return with_parameters(self.says, parameters, percent, may_lack)


def with_parameters(text: str, parameters: Parameters, percent: bool, may_lack: Container[str] = ()) -> str:
    """The text with ``{name}`` of each parameter filled in; what stands in ``[ ]`` only where its parameter is there.

    0 is none, but for those that ``may_lack``: 低于0%不得分 is a rule.
    """

    def kept(match: re.Match[str]) -> str:
        parameter = parameters.get(match[2])
        none = (None,) if match[2] in may_lack else (None, 0)
        return "" if isinstance(parameter, Const) and parameter.value in none else match[1]

    text = re.sub(r"\[([^\[\]]*{(\w+)}[^\[\]]*)\]", kept, text)
    for name, parameter in parameters.items():
        text = text.replace(f"{{{name}}}", say(parameter, percent))
    return text


def say(parameter: Parameter, percent: bool = False) -> str:
    """A parameter as people write it; ``percent`` tells that the row's values are fractions."""
    match parameter:
        case Const(value, shown):
            return shown or (plain(value) if isinstance(value, Decimal) else value or "")
        case Bands():
            return say_bands(parameter, percent)
    return "；".join(f"{item.text}{plain(item.points)}分" for item in parameter)


def methods_from(document: Mapping[str, Spec], origin: str, known: Mapping[str, Method] | None = None) -> dict[str, Method]:
    """All methods of a TOML document by key, after those ``known`` before.

    TemplateError for one that is said wrongly, or a name said twice.
    """
    methods = dict(known or {})
    for fault in key_faults(document, origin, METHODS):
        raise fault
    for key, spec in document.items():
        said: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in spec.items()}
        method = Method(key=key, is_own=known is not None, **said)
        for word in (key, method.name, *method.also):
            if other := named(methods, word):
                raise TemplateError(f"{origin}: {key}", f"“{word}”已经是评分方法“{other.name}”的名称")
        methods[key] = method
    return methods


def named(methods: Mapping[str, Method], typed: str) -> Method | None:
    """The method that people mean by a word in 评分方法: its key, its name or one of its other names."""
    typed = typed.strip()
    return next((m for m in methods.values() if typed in (m.key, m.name, *m.also)), None)
