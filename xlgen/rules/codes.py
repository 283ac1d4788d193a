"""The one list of codes: those that rules own and those of the catalogue."""

from __future__ import annotations

from xlgen.catalogue import ROWS, Code, twice
from xlgen.form.records import Spec
from xlgen.rules.all_rules import RULES
from xlgen.rules.reviewing.weighing import weight_faults
from xlgen.statuses import Status


def all_codes() -> dict[str, Code]:
    """Every code, in order. ValueError where one is said twice."""
    known = sorted((*ROWS, *RULES), key=lambda each: each.code)
    if again := twice([each.code for each in known]):
        raise ValueError(f"{'、'.join(again)} 写了不止一遍")
    return {each.code: each for each in known}


def refuse_weights(template: Spec) -> None:
    """TemplateError where a frame or the office's table weighs a rule that is none, or that stands firm."""
    severities = {each.code: each.severity for each in RULES}
    for fault in weight_faults(template.get("weights", {}), severities, str(template.get("id", ""))):
        raise fault


def weight_of(code: Code) -> str:
    """How much a code weighs, in a word: 错误, 需核实, 说明, 无法读取."""
    return code.severity.value if code.severity else Status.REFUSED.word
