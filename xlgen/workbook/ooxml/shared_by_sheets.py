"""What cells share: how they are dressed, by number, their texts and the system of their dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgen.catalogue import refuse
from xlgen.workbook.ooxml.cell_values import code_of, format_of
from xlgen.workbook.ooxml.guard import Package
from xlgen.workbook.ooxml.plain.parts_known import known
from xlgen.workbook.ooxml.scan import Attributes, Handlers, scan
from xlgen.workbook.records import CellStyle, Format

_FALLBACK = "mc:AlternateContent/mc:Fallback"


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by number, as cells spell it: the kind of number format, and all that concerns what is printed or may be typed."""

    formats: Mapping[str, Format]
    dressed: Mapping[str, CellStyle]


def read_styles(package: Package, part: str | None) -> Styles:
    """Styles of cells; those that are not there count as general and locked.

    Hancom Office writes each style twice, for itself and for others: the second counts.
    """
    return known(package, part, lambda: _styles(package, part)) if part is not None else Styles({}, {})


def _styles(package: Package, part: str) -> Styles:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    unlocked: set[int] = set()

    def start_code(attributes: Attributes) -> None:
        codes[int(attributes["numFmtId"])] = attributes["formatCode"]

    def start_style(attributes: Attributes) -> None:
        if len(numbers) >= package.limits.styles:
            raise refuse("XG014", f"单元格样式超过 {package.limits.styles} 种")
        numbers.append(int(attributes.get("numFmtId", "0")))

    def start_protection(attributes: Attributes) -> None:
        if attributes.get("locked") in ("0", "false"):
            unlocked.add(len(numbers) - 1)

    said = (
        ("styleSheet/numFmts", "numFmt", start_code),
        ("styleSheet/cellXfs", "xf", start_style),
        ("styleSheet/cellXfs", "xf/protection", start_protection),
    )
    direct = {f"{above}/{name}": start for above, name, start in said}
    scan(package, part, Handlers(direct | {f"{above}/{_FALLBACK}/{name}": start for above, name, start in said}))
    each = list(enumerate(numbers))
    return Styles(
        {str(style): format_of(number, codes.get(number)) for style, number in each},
        {str(style): CellStyle(codes.get(number) or code_of(number), style not in unlocked) for style, number in each},
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """What sheets of one workbook share: texts, styles by number, and the date system."""

    strings: Sequence[str]
    styles: Styles
    date1904: bool
