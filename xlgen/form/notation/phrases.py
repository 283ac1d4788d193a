"""Parameters of a method from a standard in phrases, or as 键=值: 目标95%，每低1个百分点扣0.5; step=1%; each=0.5."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from xlgen.form.notation.holes import in_own_unit, is_amount, is_percent
from xlgen.form.notation.patterns import Found, fill, hole_of
from xlgen.form.notation.problems import Parsed, Problem, Unread, unless_fatal
from xlgen.form.notation.wording import check_percent, in_unit
from xlgen.words.numbers import as_percent, plain

_EXAMPLES = {"": "5%", "points": "0.5", "share": "1/10"}  # of what the kinds of holes take
RESTATED = {"points": "分值", "target": "指标值", "day": "期限"}  # what a standard may say again of its row


def parse_settings(
    text: str,
    keys: Mapping[str, Sequence[str]],
    phrases: Sequence[str] = (),
    defaults: Mapping[str, Decimal | None] = MappingProxyType({}),
    percent: Mapping[str, bool] = MappingProxyType({}),
    unit: str = "",
    row: Mapping[str, Decimal] = MappingProxyType({}),
    about: str = "",
    whole: Decimal | None = None,
) -> Parsed[dict[str, Decimal]]:
    """Values of the parameters, what is wrong with them, and which stretches of the text were read.

    ``keys`` gives each parameter's Chinese names: with ``{"step": ["步长"]}`` step=1%, 步长：1% and 步长1% are read, too.
    ``phrases`` are patterns; ``defaults`` stand for what is not written, None for what need not be; ``percent`` says of a parameter that it must
    (True) or must not (False) be a percentage; ``unit`` is the row's, in which plain ``{x}`` are given (1亿元 is 10000 in
    a row of 万元). ``row`` holds the row's ``points`` and ``target``, as far as it has them: where a phrase says them
    again (``{points:points}``), they must be the same. Holes that are no parameters come along. ``about`` is the row's name.
    ``whole`` is what 100% is in a row that counts: there 1% is a hundredth of it.
    """
    labels = [f"{word}[=]{hole_of(name, phrases)}" for name, words in keys.items() for word in words]
    found, problems, used = fill([*phrases, *labels], text, keys, unit, about)
    values = {name: value for name, value in defaults.items() if value is not None}
    for name, (value, said) in found.items():
        try:
            is_part = whole is not None and is_percent(said) and (name == "target" or percent.get(name) is False)
            values[name] = value * whole if whole is not None and is_part else _in_row(value, said, unit)
            if value and name in percent and not is_part:
                check_percent(said, is_percent(said), percent[name])
        except Unread as why:
            problems.append(why.about(said))
    problems += _restated(found, values, row)
    lacking = [name for name in keys if name not in found and name not in defaults]
    problems += [_missing(name, keys[name], phrases, text) for name in lacking]
    return Parsed(*unless_fatal(values, problems), used)


def _in_row(value: Decimal, said: str, unit: str) -> Decimal:
    own = in_own_unit(said, unit)
    if own is not None:
        return own
    return in_unit(said, unit) if unit and is_amount(said, "") else value


def _restated(found: Found, values: Mapping[str, Decimal], row: Mapping[str, Decimal]) -> Iterator[Problem]:
    """Where the points or the target of the row stand in the standard otherwise."""
    for name, label in RESTATED.items():
        if name in found and name in values and not _is_same(name, values[name], row.get(name)):
            said = found[name][1]
            there = "另一天" if name == "day" else as_percent(row[name]) if is_percent(said) else plain(row[name])
            yield Problem("sum", f"评分标准写的是“{said}”，{label}是 {there}", "请把两处改成一样", said)


def _is_same(name: str, said: Decimal, there: Decimal | None) -> bool:
    """Whether it is the row's own; a day without its year is of any year."""
    return there is None or said == (there % 10000 if name == "day" and said < 10000 else there)


def _missing(name: str, labels: Sequence[str], phrases: Sequence[str], text: str) -> Problem:
    label = next(iter(labels), name)
    kind = hole_of(name, phrases).strip("{}").partition(":")[2]
    hint = f"请补写，如“{label}={_EXAMPLES[kind]}”"
    return Problem("missing_case", f"没有写明{label}", hint, text.strip())
