"""Every figure of a text held against the form: equal at the decimals that are written, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlgen.prose.claims.grade_told import compared_grade
from xlgen.prose.claims.places_told import compared_places
from xlgen.prose.likely import likely_figure
from xlgen.prose.mentions import in_unit, mentions
from xlgen.prose.pairing import figures_of
from xlgen.prose.parts_told import compared_parts
from xlgen.prose.points_told import added, told_points
from xlgen.prose.records import Compared, FormFigure, Mention, Sentence, Setting
from xlgen.prose.sentences import sentences
from xlgen.words.numbers import half_up


def compared(text: str, figures: Sequence[FormFigure], setting: Setting) -> Iterator[Compared]:
    """The figures of a text that are certainly figures of the form, in the order of the text; the rest is left alone."""
    known, own = list(figures), list(sentences(text, setting.heading))
    found = [(sentence, list(mentions(sentence))) for sentence in own]
    for sentence, told in found:
        yield from _of_sentence(sentence, told, known, setting)
    yield from compared_places(own, [each for _, told in found for each in told])


def figures_told(text: str) -> int:
    """How many figures a text tells, whether or not anything can be said of them."""
    return sum(len(list(mentions(sentence))) for sentence in sentences(text))


def _of_sentence(sentence: Sentence, found: list[Mention], known: list[FormFigure], setting: Setting) -> Iterator[Compared]:
    yield from compared_parts(found)
    told: Compared | None = None
    is_of_another = False  # an amount before was of something else, so that those behind may be of it, too
    for mention in found:
        setting = replace(setting, focus=_row(told) or setting.focus) if told else setting
        told = _points(mention, known, setting) if mention.kind == "score" else _figure(mention, known, setting)
        if told and (told.agrees or not is_of_another or not told.figures[0].role or mention.kind == "score"):
            yield told
        is_of_another = is_of_another or (mention.kind == "money" and (told is None or not told.figures[0].role))
    if grade := compared_grade(sentence, known, setting):
        yield grade


def _row(told: Compared) -> str:
    """The one row that a figure is of; "" where it is of none, or of several."""
    rows = {each.row for each in told.figures}
    row = min(rows) if len(rows) == 1 else ""
    return "" if row.startswith(("level", "rows")) else row


def _figure(mention: Mention, known: list[FormFigure], setting: Setting) -> Compared | None:
    sure = figures_of(mention, known, setting)
    if not sure and (likely := likely_figure(mention, known, setting, as_written)):
        sure = [likely]
    return _best(mention, [((each,), as_written(each, mention)) for each in sure])


def _points(mention: Mention, known: list[FormFigure], setting: Setting) -> Compared | None:
    told = told_points(mention, known, setting)
    best = _best(mention, [(each, half_up(added(each), mention.places)) for each in told.options])
    return best if best and (best.agrees or told.is_certain) else None


def _best(mention: Mention, held: Sequence[tuple[tuple[FormFigure, ...], Decimal]]) -> Compared | None:
    """The one that agrees, else the one that is nearest."""
    if not held:
        return None
    figures, x = min(held, key=lambda each: abs(each[1] - mention.value))
    return Compared(mention, figures, x, x == mention.value, "相加" if len(figures) > 1 else "")


def as_written(figure: FormFigure, mention: Mention) -> Decimal:
    """A figure of the form in the unit and with the decimals that are written; as it is where people count it in another unit."""
    if mention.kind == "percent":
        return half_up(figure.value.scaleb(2), mention.places)
    x = in_unit(figure.value, figure.unit or mention.unit, mention.unit)
    return half_up(figure.value if x is None else x, mention.places)
