"""Slips of the pen in one figure of a report: what it may have become instead of what the form holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from xlgen.returned.answers import Answers

SCALES = {"元": Decimal(10_000), "亿元": Decimal("0.0001"), "%": Decimal(100), "％": Decimal(100)}


@dataclass(frozen=True, slots=True)
class Written:
    """A number with its unit as they stand in a sentence; ``comma`` parts thousands, ``gap`` is before the unit."""

    number: Decimal
    unit: str
    comma: bool = False
    gap: str = ""

    def __str__(self) -> str:
        return f"{self.number:{',' if self.comma else ''}f}{self.gap}{self.unit}"

    @property
    def decimals(self) -> int:
        """How many it is printed with."""
        return max(0, -int(self.number.as_tuple().exponent))

    def contradicts(self, value: Decimal) -> bool:
        """Whether it is neither the value of the form rounded to the printed decimals nor the value cut off there."""
        return abs(self.number - value * SCALES.get(self.unit, 1)) >= Decimal(1).scaleb(-self.decimals)


def rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def trimmed(number: Decimal) -> Decimal:
    """Without the zeros at its end."""
    return Decimal(f"{number.normalize():f}")


def _digits_swapped(right: Written, _cell: str, _form: Answers) -> Iterator[Written]:
    said = f"{right.number:f}"
    for at in range(len(said) - 1):
        if said[at : at + 2].isdigit():
            yield from _readable(right, said[:at] + said[at + 1] + said[at] + said[at + 2 :])


def _digit_dropped(right: Written, _cell: str, _form: Answers) -> Iterator[Written]:
    said = f"{right.number:f}"
    for at, digit in enumerate(said):
        if digit.isdigit():
            yield from _readable(right, said[:at] + said[at + 1 :])


def _readable(right: Written, said: str) -> Iterator[Written]:
    """The figure with other digits, if these are such as a person would write: no 04, no .5, no 5., no nought."""
    whole, point, part = said.partition(".")
    if whole and (whole == "0" or whole[0] != "0") and bool(point) == bool(part) and said.strip("0."):
        yield replace(right, number=Decimal(said))


def _unit_confused(right: Written, _cell: str, _form: Answers) -> Iterator[Written]:
    if right.unit in ("万元", "元"):
        yield replace(right, unit="元" if right.unit == "万元" else "万元")


def _stale(right: Written, _cell: str, _form: Answers) -> Iterator[Written]:
    """As it stood some weeks before: 3 to 12 per cent less."""
    for part in range(88, 98):
        yield replace(right, number=rounded(right.number * part / 100, right.decimals))


def _a_neighbours(right: Written, cell: str, form: Answers) -> Iterator[Written]:
    """What the same column has one or two rows above or below."""
    column = {name: slot.cell for name, slot in form.snapshot.slots.items() if _column(name) == _column(cell)}
    kinds = {name: (other.type, other.unit) for name, other in column.items()}
    alike = [name for name in column if kinds[name] == kinds[cell]]
    place = alike.index(cell)
    for name in alike[max(0, place - 2) : place + 3]:
        if (value := form.number(name)) is not None:
            yield replace(right, number=rounded(value * SCALES.get(right.unit, 1), right.decimals))


def _column(name: str) -> tuple[str, str]:
    parts = name.split(".")
    return parts[0], parts[-1]


def _per_cent_confused(right: Written, cell: str, form: Answers) -> Iterator[Written]:
    """A fraction with the sign behind it; a score as what it is of a hundred."""
    points, score = form.number(cell.removesuffix("score") + "points"), form.number(cell)
    if right.unit in ("%", "％"):
        yield replace(right, number=trimmed(rounded(right.number / 100, 2)))
    elif points and score and cell.endswith(".score"):
        yield replace(right, number=trimmed(rounded(score / points * 100, 2)))


SLIPS: Mapping[str, Callable[[Written, str, Answers], Iterator[Written]]] = {
    "digits swapped": _digits_swapped,
    "digit dropped": _digit_dropped,
    "万元 and 元 confused": _unit_confused,
    "stale": _stale,
    "a neighbour's": _a_neighbours,
    "per cent confused": _per_cent_confused,
}
OF_A_SUM = ("digits swapped", "digit dropped", "万元 and 元 confused", "stale")  # a sum has no row of its own
