"""Which figures are too implausible to count, said once: a form asks by these formulas in its 自检, the checker judges by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlgen.language.evaluate import evaluate
from xlgen.language.operators import Series, Value
from xlgen.language.parse import parse
from xlgen.words.numbers import plain

FAR_SPENT = Decimal(2)  # times the budget
OTHER_UNIT = Decimal(5_000), Decimal(20_000)  # 元 for 万元 makes an amount ten thousand times too large: half of it to twice
HALF = Decimal("0.5")  # of the budget: with less of it, all that was to be done is hardly done
MONEY = ("元", "千元", "万元", "亿元")  # units of an amount, by themselves or by what it is for: 元/人
_OUTPUT = re.compile("产出|数量|质量|时效")


@dataclass(frozen=True, slots=True)
class Gross:
    """One kind of figure that must be answered for: ``formula`` over names in braces, ``says`` what 自检 says of it."""

    formula: str
    says: str

    def about(self, **names: str) -> tuple[str, str]:
        """Message and test about these cells: -1 stands for a blank, which is then no amount; a list of cells stays one."""
        read = {key: name if name.startswith("[") else f"or_else({name}, -1)" for key, name in names.items()}
        return self.says, self.formula.format(**read)

    def holds(self, **values: Value | Series) -> bool:
        """Whether figures are so; a blank is no figure."""
        formula = parse(self.formula.format(**{key: key for key in values}), "b")
        return evaluate(formula, _values(values).__getitem__) is True


def _values(values: Mapping[str, Value | Series]) -> Mapping[str, Value | Series]:
    return {key: Decimal(-1) if value is None else value for key, value in values.items()}


_LEAST, _GREATEST = map(plain, OTHER_UNIT)
_ABOVE = f"{{due}} > 0 and {{x}} >= {_LEAST} * {{due}}"
_ABOUT_ABOVE = f"{_ABOVE} and {{x}} <= {_GREATEST} * {{due}}"
_ABOUT_BELOW = f"{{x}} > 0 and {{due}} >= {_LEAST} * {{x}} and {{due}} <= {_GREATEST} * {{x}}"

SPENT_FAR_MORE = Gross(
    f"{{due}} > 0 and {{x}} > {plain(FAR_SPENT)} * {{due}}",
    f"执行数超过预算数的 {plain(FAR_SPENT)} 倍，请核实是不是把元填成了万元",
)
SPENT_IN_LARGER_UNIT = Gross(_ABOUT_BELOW, "执行数约为预算数的一万分之一，请核实金额单位")
RECEIVED_FAR_MORE = Gross(_ABOVE, "到位数约为预算数的一万倍或更多，请核实金额单位")
RECEIVED_IN_LARGER_UNIT = Gross(_ABOUT_BELOW, "到位数约为预算数的一万分之一，请核实金额单位")
IN_SMALLER_UNIT = Gross(_ABOUT_ABOVE, "实际完成值约为指标值的一万倍，请核实金额单位")
IN_LARGER_UNIT = Gross(_ABOUT_BELOW, "实际完成值约为指标值的一万分之一，请核实金额单位")
# a sum of full marks cannot be reached by parts of them: no score lies above its points without being told so
FULL_ON_HALF = Gross(
    f"{{due}} > 0 and {{x}} >= 0 and {{x}} < {plain(HALF)} * {{due}}"
    " and count({scores}) == count({points}) and sum({scores}) >= sum({points})",
    "执行数不到预算数的一半，产出各项却全是满分，请核实",
)


def other_unit(x: Decimal, issued: Decimal) -> Decimal | None:
    """The amount as it was probably meant where it is about ten thousand times what was issued, or that part of it."""
    if IN_SMALLER_UNIT.holds(x=x, due=issued):
        return x / 10_000
    return x * 10_000 if IN_LARGER_UNIT.holds(x=x, due=issued) else None


def is_farther(x: Decimal, issued: Decimal) -> bool:
    """Whether an amount differs from what was issued by more than another unit explains: it is asked about, and counts."""
    most = OTHER_UNIT[1]
    return x > 0 and issued > 0 and (x > most * issued or issued > most * x)


def is_money(unit: str) -> bool:
    """Whether a unit is one of money: 万元, 元/人."""
    return unit.partition("/")[0] in MONEY


def percent_of(target: Value) -> Decimal:
    """What stands for 100 % in a number's cell whose unit is %: 1 beside a target that is a fraction, else 100."""
    return Decimal(1) if isinstance(target, Decimal) and 0 < target <= 1 else Decimal(100)


def names_output(level1: str, level2: str) -> bool:
    """Whether an indicator says how much, how well or by when something was done."""
    return bool(_OUTPUT.search(level1) or _OUTPUT.search(level2))
