"""What a repair did: the repaired workbook, every cell that was not simply copied, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xlgen.excel_limits import DAYS_END
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.words.days import FIRST_DAY, day_of
from xlgen.words.labels import in_marks
from xlgen.words.numbers import counted
from xlgen.words.veil import veiled
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, CellRecord

LAST = 1 << 20  # in an order: behind everything on the sheet, or behind all sheets


class Fate(StrEnum):
    """What became of a cell."""

    MOVED = "搬动"
    RESTORED = "恢复"
    LEFT = "未搬"
    DOUBTFUL = "存疑"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell that was not simply copied: where it stood in the returned file, where it stands in the result, what and why.

    ``order``: sheet, row and column of the result; ``name`` is the cell's, "" where it has none.
    """

    kind: Fate
    source: str
    target: str
    message: str
    order: tuple[int, int, int] = (0, 0, 0)
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", veiled(self.message)[0])  # what was typed is grafted as it is, and told to nobody


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired workbook; ``kept`` is the number of entries that were grafted."""

    content: bytes
    entries: tuple[Entry, ...]
    kept: int

    @property
    def told(self) -> list[str]:
        """The entries, one a line, and a last line with how much of each."""
        return [*lines(self), closing(self)]


def lines(repaired: Repaired) -> list[str]:
    """The entries, one a line."""
    return [_line(entry) for entry in repaired.entries]


def weighty_first(repaired: Repaired, most: int) -> list[str]:
    """At most so many lines: what was left behind or is doubtful before the rest; how many more there are."""
    order = (Fate.LEFT, Fate.DOUBTFUL, Fate.RESTORED, Fate.MOVED)
    shown = [_line(entry) for entry in sorted(repaired.entries, key=lambda entry: order.index(entry.kind))]
    more = len(shown) - most
    return [*shown[:most], f"……还有 {more} 条，运行 xlgen repair 可看全部"] if more > 0 else shown


def closing(repaired: Repaired) -> str:
    """How much of each, in a sentence."""
    counts = {kind: sum(entry.kind is kind for entry in repaired.entries) for kind in Fate}
    said = ("换了位置 {} 处", "恢复 {} 处", "没有搬 {} 处", "存疑 {} 处")
    found = counted(dict(zip(said, counts.values(), strict=True)))
    return f"已照抄 {repaired.kept} 个填报单元格（{found or '都在原来的位置，没有要恢复的'}）。"


def _line(entry: Entry) -> str:
    places = " → ".join(dict.fromkeys(filter(None, (entry.source, entry.target))))
    return f"{entry.kind.value}　{places}　{entry.message}" if places else f"{entry.kind.value}　{entry.message}"


def entry_of(answers: Answers, kind: Fate, slot: Slot, message: str, source: str = "") -> Entry:
    """An entry about a cell, which stands where ``answers`` says unless a ``source`` is given, in the order of the result."""
    sheet, row, column = slot.place or ("", 0, 0)
    source = source or "!".join(filter(None, answers.cell(slot.name)))
    return Entry(kind, source, spelled(sheet, row, column), message, (page(answers, sheet), row, column), slot.name)


def page(answers: Answers, sheet: str) -> int:
    """Number of an issued sheet in the order of the tabs."""
    pages = list(answers.snapshot.widths)
    return pages.index(sheet) if sheet in pages else LAST


def spelled(sheet: str, row: int, column: int) -> str:
    """A place as people write it: 自评表!G14."""
    return f"{sheet}!{spell(row, column)}"


def about(slot: Slot) -> str:
    """A cell by its label."""
    return in_marks(slot.cell.label)


def as_shown(cell: CellRecord) -> Value:
    """What stands in a cell, as people read it: nobody knows a day by its number."""
    if isinstance(cell.value, Decimal) and shows_day(cell):
        return day_of(cell.value).isoformat()
    return cell.value.text if isinstance(cell.value, CellError) else cell.value


def shows_day(cell: CellRecord) -> bool:
    """Whether a cell shows its number as a day."""
    return cell.format == "date" and isinstance(cell.value, Decimal) and FIRST_DAY <= cell.value < DAYS_END
