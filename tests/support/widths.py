"""Column widths at which the known forms of a template stand on one page, for its author to write down.

``python tests/support/widths.py project-beijing …`` lays out the template's own example and every sample of up to twelve
indicators, filled with what is usual. Columns give width to one another as chance has it while the forms become lower; then the
widths are printed, and by how many points each form is still too high at the least scale.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from random import Random

import documents
import real_forms
from blanks import TEMPLATES, example_project
from xlgen.form.layout.fitting import LINES_LEFT, shorter
from xlgen.form.layout.heights import shown, usual_text
from xlgen.form.layout.measure import LINE, PADDING, TYPE_LINE, height_of
from xlgen.form.layout.paging import LEAST_SCALE, excess, print_scale
from xlgen.form.layout.printer import print_lines
from xlgen.form.layout.records import LEAST, Block, Page
from xlgen.form.records import NUMERIC
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.read import read_roster
from xlgen.roster.records import Project
from xlgen.words.widths import units
from xlgen.writing.roster import write_rows

SHORT = ("qingdao", "xinzhou", "zhangye")  # documents of up to twelve indicators
TOO_HIGH = {  # by so many points at the widths shipped, with what is left to spare; no widths save them, so they are left out
    "09-sichuan": 208, "46-hubei": 210, "49-fujian": 154,
}  # fmt: skip
STEPS = (3.0, 1.0, 0.5, 0.1)  # characters that one column gives to another at a time
TRIES, HEAT = 3000, 8.0  # a worse one is tried on now and then, ever more seldom
AS_DRAWN = 99  # lines to write on: as many as the author wants
SCREEN = 149.0  # characters across that a small screen shows
ROOM_FOR = {"money": 10.5, "date": 9.0, "percent": 7.0, "count": 5.3, "mark": 5.0}  # characters of a column by its type
UNITS = 1.14  # half-width characters of print that a character of a column's width holds
NUMBER, COMPUTED_NUMBER, WORD = 8.5, 6.0, 8.5

Measure = Callable[[str, str, float, int], float]


@lru_cache(maxsize=500_000)
def _flowing(role: str, text: str, width: float, tall: int) -> float:
    """Points as parts of lines and without a least height, so that a little more width is a little less height."""
    full = max(width * UNITS - 3, 2.0)
    return max(sum(max(1.0, units(line) / full) for line in text.split("\n")), tall) * LINE.get(role, TYPE_LINE) + PADDING


_exact: Measure = lru_cache(maxsize=500_000)(height_of)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block as it is measured: what it holds, and what it holds once filled with what is usual."""

    first: int
    last: int
    left: int
    right: int
    role: str
    text: str
    tall: int
    usual: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A form's sheet as it is measured."""

    name: str
    page: Page
    pieces: Sequence[_Piece]

    def height(self, widths: Sequence[float], measure: Measure) -> float:
        """Points of the whole form, filled with what is usual."""
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width)
        heights, filled = [LEAST] * (self.page.last_row + 1), [0.0] * (self.page.last_row + 1)
        for each in self.pieces:
            width = round(edges[each.right + 1] - edges[each.left], 1)
            wanted = measure(each.role, each.text, width, each.tall)
            if each.usual:
                filled[each.first] = max(filled[each.first], measure(each.role, each.usual, width, 1))
            if each.first == each.last:
                heights[each.first] = max(heights[each.first], wanted)
            elif (missing := wanted - sum(heights[each.first : each.last + 1])) > 0:
                for row in range(each.first, each.last + 1):
                    heights[row] += missing / (each.last - each.first + 1)
        return sum(max(pair) for pair in list(zip(heights, filled, strict=True))[self.page.first_printed :])

    def excess(self, widths: Sequence[float], measure: Measure = _exact) -> float:
        """Points by which it is higher than a page at the least scale, with what is left to spare; below 0 it fits."""
        return excess(self.height(widths, measure), self.page.landscape, LEAST_SCALE)


def sheets(template: str) -> list[_Sheet]:
    """The form's sheet of a template's example and of each short sample of it that can stand on one page."""
    pages = ((name, page_of(template, project)) for name, project in projects(template) if name not in TOO_HIGH)
    return [_Sheet(name, page, _pieces(page, page.blocks)) for name, page in pages]


def page_of(template: str, project: Project) -> Page:
    """The form's sheet of a project, its rows not yet given heights."""
    form = compile_form(load_template(template), load_methods(), project.values, project.rows)
    return print_lines(form, form.sheets["form"])


def projects(template: str) -> Iterator[tuple[str, Project]]:
    """The template's example and the short samples of it, by name."""
    yield template, example_project(template)
    for name in (*SHORT, *real_forms.NAMES):
        is_document = name in SHORT
        used = documents.sample(name).template if is_document else real_forms.said(name)["template"]
        if used == template:
            roster = documents.sample(name).roster if is_document else write_rows(real_forms.roster_sheets(name))
            yield name, read_roster(roster, load_template(template), load_methods())[0][0]


def _pieces(page: Page, blocks: Sequence[Block]) -> list[_Piece]:
    said = [
        _Piece(
            block.row, block.last_row, block.column, block.last_column, block.role, block.text or shown(block.cell),
            block.cell.tall if block.cell else 1, usual_text(block),
        )
        for block in blocks
        if block.row >= page.first_printed
    ]  # fmt: skip
    return sorted(said, key=lambda piece: piece.last - piece.first)


def good_widths(found: Sequence[_Sheet]) -> tuple[list[float], int]:
    """Widths at which the sheets are least too high, and to how many lines they cut what asks for more."""
    page = found[0].page
    widths = [float(width) for width in page.widths]
    if all(sheet.excess(widths) <= 0 for sheet in found):
        return widths, AS_DRAWN
    start = _as_wide_as_goes(widths, page.landscape)
    best = start
    for lines in (AS_DRAWN, *LINES_LEFT):
        tried = [replace(sheet, pieces=_pieces(sheet.page, shorter(sheet.page.blocks, lines))) for sheet in found]
        best = _allotted(tried, start)
        if all(sheet.excess(best) <= 0 for sheet in tried):
            return best, lines
    return best, LINES_LEFT[-1]


def _as_wide_as_goes(drawn: Sequence[float], landscape: bool) -> list[float]:
    """The widths in proportion, as wide as they are still read well on paper and seen whole on a screen."""
    widths, spread, share = list(drawn), list(drawn), 1.0
    while sum(spread) < SCREEN and print_scale([Decimal(width) for width in spread], landscape) >= LEAST_SCALE:
        widths, share = spread, share + 0.001
        spread = [round(width * share, 1) for width in drawn]
    return widths


def _allotted(found: Sequence[_Sheet], widths: list[float]) -> list[float]:
    least = [max(each) for each in zip(*(_least_widths(sheet.page) for sheet in found), strict=True)]

    def cost(tried: Sequence[float]) -> float:  # whole lines say whether it fits, parts of lines which way to go
        changed = sum(abs(new - old) for new, old in zip(tried, drawn, strict=True))
        high = (max(0.0, sheet.excess(tried)) + max(-20.0, sheet.excess(tried, _flowing)) / 4 for sheet in found)
        return sum(high) + changed

    chance, best, at, drawn = Random(1), widths, widths, widths  # not far from what the author drew
    for heat in (HEAT * (1 - n / TRIES) for n in range(TRIES)):
        if all(sheet.excess(best) <= 0 for sheet in found):
            break
        tried = _neighbour(at, least, chance)
        if cost(tried) < cost(at) + heat * chance.expovariate(1):
            at = tried
        if cost(at) < cost(best):
            best = at
    return best


def _neighbour(widths: Sequence[float], least: Sequence[float], chance: Random) -> list[float]:
    """The same width given out a little otherwise."""
    giver, taker = chance.sample(range(len(widths)), 2)
    step = min(chance.choice(STEPS), int(10 * (widths[giver] - least[giver])) / 10)
    tried = [*widths]
    tried[giver], tried[taker] = round(tried[giver] - step, 1), round(tried[taker] + step, 1)
    return tried


def _least_widths(page: Page) -> list[float]:
    """How narrow each column may become: numbers stay whole, words of four characters on a line."""
    least = [min(float(width), 5.0) for width in page.widths]
    for block in page.blocks:
        if block.column == block.last_column and block.role in ("cell", "group", "side"):
            wanted = min(_wanted(block), float(page.widths[block.column]))
            least[block.column] = max(least[block.column], wanted)
    return least


def _wanted(block: Block) -> float:
    cell = block.cell
    if cell is None:
        return WORD
    if not cell.is_input and cell.formula is None:
        whole = (max(map(units, shown(cell).split("\n")), default=0) + 2) / UNITS
        return whole if cell.type in NUMERIC else min(WORD, whole)
    if "score" in cell.tags or (cell.type == "number" and cell.formula is not None):
        return COMPUTED_NUMBER
    return ROOM_FOR.get(cell.type, NUMBER if cell.type in NUMERIC else WORD)


def report(template: str) -> str:
    """The widths as a template says them, and what is still too high."""
    found = sheets(template)
    widths, lines = good_widths(found)
    tried = [replace(sheet, pieces=_pieces(sheet.page, shorter(sheet.page.blocks, lines))) for sheet in found]
    high = [f"  {sheet.name}: {sheet.excess(widths):.0f}" for sheet in tried if sheet.excess(widths) > 0]
    return "\n".join((f"{template}: columns = {widths}  # {lines} lines", *high))


if __name__ == "__main__":
    for each in sys.argv[1:] or [name for name in TEMPLATES if name != "department"]:
        print(report(each), flush=True)
