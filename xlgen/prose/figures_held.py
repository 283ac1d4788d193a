"""Every figure of a text held against the form: equal at the decimals that are written, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlgen.prose.mentions import in_unit, mentions
from xlgen.prose.pairing import figures_of
from xlgen.prose.parts_told import compared_parts
from xlgen.prose.points_told import added, is_certain, told_points
from xlgen.prose.records import Compared, FormFigure, Mention, Setting
from xlgen.prose.sentences import sentences
from xlgen.words.numbers import half_up


def compared(text: str, figures: Sequence[FormFigure], setting: Setting) -> Iterator[Compared]:
    """The figures of a text that are certainly figures of the form, in the order of the text; the rest is left alone."""
    known = list(figures)
    for sentence in sentences(text, setting.heading):
        found = list(mentions(sentence))
        yield from compared_parts(found)
        for mention in found:
            told = _points(mention, known, setting) if mention.kind == "score" else _figure(mention, known, setting)
            if told:
                yield told


def _figure(mention: Mention, known: list[FormFigure], setting: Setting) -> Compared | None:
    held = [(each, _as_written(each, mention)) for each in figures_of(mention, known, setting)]
    return _best(mention, [((each,), x) for each, x in held if x is not None])


def _points(mention: Mention, known: list[FormFigure], setting: Setting) -> Compared | None:
    told = told_points(mention, known, setting)
    best = _best(mention, [(each, half_up(added(each), mention.places)) for each in told])
    return best if best and (best.agrees or is_certain(told, mention)) else None


def _best(mention: Mention, held: Sequence[tuple[tuple[FormFigure, ...], Decimal]]) -> Compared | None:
    """The one that agrees, else the one that is nearest."""
    if not held:
        return None
    figures, x = min(held, key=lambda each: abs(each[1] - mention.value))
    return Compared(mention, figures, x, x == mention.value, "相加" if len(figures) > 1 else "")


def _as_written(figure: FormFigure, mention: Mention) -> Decimal | None:
    """A figure of the form in the unit and with the decimals that are written; None in a unit of another thing."""
    if mention.kind == "percent":
        return half_up(figure.value.scaleb(2), mention.places)
    x = in_unit(figure.value, figure.unit or mention.unit, mention.unit)
    return None if x is None else half_up(x, mention.places)
