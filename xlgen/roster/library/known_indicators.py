"""An indicator of the library, known with unit, sign and method, where it comes from, and what it was in past years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlgen.roster.aiming.natures import COMPARING
from xlgen.roster.carrying.records import CarriedLine
from xlgen.roster.doubts import NAME, folded
from xlgen.roster.titles import PROJECTS
from xlgen.roster.years import YEAR
from xlgen.words.numbers import plain
from xlgen.workbook.records import CellValue, SheetRecord, WorkbookRecord

LIBRARY = "指标库"  # the sheet
CODE = "项目编码"
SAID = (
    "一级指标",
    "二级指标",
    NAME,
    "指标性质",
    "计量单位",
    "评分方法",
    "评分标准",
)  # columns that it has in common with a list
LIBRARY_TITLES = (*SAID, "来源", "历年")
PARTS = "；"  # between what is said of one year and of the next
MOST = 30_000  # characters of a cell


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator: what a list says of it by column title, the files it comes from, its targets of past years."""

    said: Mapping[str, str]
    sources: tuple[str, ...] = ()
    history: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """三级指标."""
        return self.said.get(NAME, "")

    @property
    def cells(self) -> dict[str, str]:
        """The entry as a line of its sheet."""
        return {**self.said, "来源": PARTS.join(self.sources)[:MOST], "历年": PARTS.join(self.history)[:MOST]}


def merged(entries: Iterable[KnownIndicator]) -> list[KnownIndicator]:
    """One entry an indicator of one unit and sign; what is said last of its method holds."""
    found: dict[tuple[str, str, str], KnownIndicator] = {}
    for entry in entries:
        key = (folded(entry.name), folded(entry.said.get("计量单位", "")), folded(entry.said.get("指标性质", "")))
        known = found.get(key, KnownIndicator({}))
        said = {**known.said, **{title: text for title, text in entry.said.items() if text}}
        found[key] = KnownIndicator(said, _once(known.sources + entry.sources), _once(known.history + entry.history))
    levels = {
        level: number for number, level in enumerate(dict.fromkeys(each.said.get("一级指标", "") for each in found.values()))
    }
    return sorted(found.values(), key=lambda each: (levels[each.said.get("一级指标", "")], each.said.get("二级指标", "")))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def library_of(book: WorkbookRecord) -> list[KnownIndicator]:
    """Entries of a workbook's sheet 指标库; none where it has none."""
    sheet = book.sheets.get(LIBRARY)
    return list(_entries(sheet)) if sheet else []


def _entries(sheet: SheetRecord) -> Iterator[KnownIndicator]:
    titles = {column: _text(cell.value) for (row, column), cell in sheet.cells.items() if row == 0}
    lines: dict[int, dict[str, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda each: each[0]):
        if row and column in titles:
            lines.setdefault(row, {})[titles[column]] = _text(cell.value)
    for line in lines.values():
        if line.get(NAME):
            said = {title: line[title] for title in SAID if line.get(title)}
            yield KnownIndicator(said, _parts(line.get("来源", "")), _parts(line.get("历年", "")))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(PARTS) if part)


def _text(value: CellValue) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value or "").strip()


def entries_in(lines: Mapping[str, Sequence[CarriedLine]], source: str) -> Iterator[KnownIndicator]:
    """Entries of the lines of a list by its sheets, named after where they come from."""
    projects = {_text(line.get(CODE)): line for line in lines.get(PROJECTS, ())}
    for line in (line for sheet, own in lines.items() if sheet != PROJECTS for line in own):
        texts = {title: _text(line.get(title)) for title in (*SAID, "指标值")}
        if texts[NAME]:
            project = projects.get(_text(line.get(CODE)), {})
            year = _text(project.get(YEAR))
            past = " ".join(filter(None, (f"{year}年" * bool(year), _text(project.get("项目名称")), _target(texts))))
            yield KnownIndicator({t: text for t, text in texts.items() if text and t in SAID}, (source,), (past,))


def _target(texts: Mapping[str, str]) -> str:
    sign, unit, target = texts["指标性质"], texts["计量单位"], texts["指标值"]
    before = sign if sign in COMPARING and not target.startswith(COMPARING) else ""
    return f"{before}{target}{'' if target.endswith(unit) else unit}"
