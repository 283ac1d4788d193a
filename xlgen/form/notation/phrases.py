"""Parameters of a method from a standard in phrases, or as 键=值: 目标95%，每低1个百分点扣0.5; step=1%; each=0.5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from xlgen.form.notation.holes import MEASURED, is_percent
from xlgen.form.notation.patterns import fill, hole_of
from xlgen.form.notation.problems import Problem, Unread, unless_fatal
from xlgen.form.notation.wording import check_percent, in_unit

_EXAMPLES = {"": "5%", "points": "0.5", "share": "1/10"}  # of what the kinds of holes take


def parse_settings(
    text: str,
    keys: Mapping[str, Sequence[str]],
    phrases: Sequence[str] = (),
    defaults: Mapping[str, Decimal] = MappingProxyType({}),
    percent: Mapping[str, bool] = MappingProxyType({}),
    unit: str = "",
) -> tuple[dict[str, Decimal] | None, list[Problem]]:
    """Values of the parameters, and what is wrong with them.

    ``keys`` gives each parameter's Chinese names: with ``{"step": ["步长"]}`` step=1%, 步长：1% and 步长1% are read, too.
    ``phrases`` are patterns; ``defaults`` stand for what is not written; ``percent`` says of a parameter that it must
    (True) or must not (False) be a percentage; ``unit`` is the row's, in which plain ``{x}`` are given (1亿元 is 10000 in
    a row of 万元).
    """
    labels = [f"{word}[=]{hole_of(name, phrases)}" for name, words in keys.items() for word in words]
    found, problems = fill([*phrases, *labels], text, keys)
    values = dict(defaults)
    for name, (value, said) in found.items():
        try:
            values[name] = in_unit(said, unit) if unit and MEASURED.fullmatch(said) else value
            if value and name in percent:
                check_percent(said, is_percent(said), percent[name])
        except Unread as why:
            problems.append(why.about(said))
    lacking = [name for name in keys if name not in found and name not in defaults]
    return unless_fatal(values, problems + [_missing(name, keys[name], phrases, text) for name in lacking])


def _missing(name: str, labels: Sequence[str], phrases: Sequence[str], text: str) -> Problem:
    label = next(iter(labels), name)
    kind = hole_of(name, phrases).strip("{}").partition(":")[2]
    hint = f"请补写，如“{label}={_EXAMPLES[kind]}”"
    return Problem("missing_case", f"没有写明{label}", hint, text.strip())
