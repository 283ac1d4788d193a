"""Every figure of a text held against the form: equal at the decimals that are written, or not."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlgen.prose.asides import is_in_label
from xlgen.prose.claims.grade_told import compared_grade
from xlgen.prose.claims.places_told import compared_places
from xlgen.prose.label_words import SPENDING, core, written
from xlgen.prose.likely import confused_units, likely_figures
from xlgen.prose.meant_instead import meant_instead
from xlgen.prose.mentions import in_unit, mentions
from xlgen.prose.of_rows.points_of_rows import added
from xlgen.prose.of_rows.points_told import told_points
from xlgen.prose.of_rows.rows_named import is_group
from xlgen.prose.of_rows.told_most_likely import told_most_likely
from xlgen.prose.pairing import figures_of
from xlgen.prose.parts_told import compared_parts
from xlgen.prose.records import Compared, FormFigure, Mention, Sentence, Setting
from xlgen.prose.sentences import sentences
from xlgen.words.numbers import half_up

_OF_ALL = re.compile(r"\s*(?:项目)?(?:全年预算|年初预算|全年执行|全年支出|预算(?:到位|执行)率)")
_OF_THAT = re.compile(r"\s*(?:该|此|这)(?:一项?|项|指标)")  # 该项分值10分，得9.8分
_GOT_BEHIND, _NO_NAME = re.compile(r"\s*+[、,]?\s*+(?:自评)?得"), re.compile("^[该此本这其]|分值|满分|权重|得分|自评|合计")


def compared(text: str, figures: Sequence[FormFigure], setting: Setting) -> Iterator[Compared]:
    """The figures of a text that are certainly figures of the form, in the order of the text; the rest is left alone."""
    known, own = list(figures), list(sentences(text, setting.heading))
    found = [(sentence, list(mentions(sentence))) for sentence in own]
    now = setting
    for sentence, told in found:
        last = now.last if sentence.lead else ""
        now = replace(setting, focus=now.focus if sentence.lead and _OF_THAT.match(sentence.text) else "", last=last)
        now = yield from _of_sentence(sentence, told, known, now)
    yield from compared_places(own, [each for _, told in found for each in told])


def figures_told(text: str) -> int:
    """How many figures a text tells, whether or not anything can be said of them."""
    return sum(len(list(mentions(sentence))) for sentence in sentences(text))


def _of_sentence(
    sentence: Sentence, found: list[Mention], known: list[FormFigure], setting: Setting
) -> Generator[Compared, None, Setting]:
    """What is compared of a sentence; and what the last figure was of."""
    yield from compared_parts(found)
    told: Compared | None = None
    is_of_unknown = False  # points before were of something that the form does not have; those got are of it, too
    is_of_another = False  # an amount before was of something else, so that those behind may be of it, too
    for mention in found:
        told, is_sure = (_points if mention.kind == "score" else _figure)(mention, known, setting)
        row = _row(told, known) if told and is_sure else ""
        setting = replace(setting, focus=row, last=row) if row else setting
        if told and not told.agrees and is_of_unknown and not _names(mention, told):
            told = None
        is_of_unknown = is_of_unknown or (told is None and _is_own_item(mention))
        is_told = not is_of_another or mention.kind == "score" or bool(_OF_ALL.match(mention.before))
        if told and (told.agrees or is_told or not told.figures[0].role):
            yield told
        is_of_another = is_of_another or (mention.kind == "money" and (told is None or not told.figures[0].role))
    if grade := compared_grade(sentence, known, setting):
        yield grade
    return setting


def _is_own_item(mention: Mention) -> bool:
    """Whether points are those of something with a name of its own: 制度修订5分、得5分; 核心系统占12分."""
    name = mention.near.removesuffix("占")
    is_item = name != mention.near or bool(
        _GOT_BEHIND.match(mention.sentence.text, mention.start - mention.sentence.start + len(mention.written))
    )
    return mention.kind == "score" and is_item and len(name) >= 2 and not _NO_NAME.search(name)


def _names(mention: Mention, told: Compared) -> bool:
    """Whether the clause of a figure has the label that it was held against."""
    return any(each.label and core(each.label) in written(mention.before) for each in told.figures)


def _row(told: Compared, known: list[FormFigure]) -> str:
    """The one row that a figure is of; "" where it is of none, or of several. The rate of spending may have a row with points."""
    if [each.role for each in told.figures] == ["rate"] and not told.figures[0].source:
        return next((each.row for each in known if each.role == "score" and each.label == SPENDING), "")
    rows = {each.row for each in told.figures}
    row = min(rows) if len(rows) == 1 else ""
    if row.startswith("level"):  # a group of one row is spoken of as that row
        below = {each.row for each in known if each.row and told.figures[0].label in each.under and not is_group(each)}
        row = min(below) if len(below) == 1 else row
    return "" if row.startswith("rows") else row


def _figure(mention: Mention, known: list[FormFigure], setting: Setting) -> tuple[Compared | None, bool]:
    """What a figure is held against, and whether that is of one row alone."""
    sure = (
        figures_of(mention, known, setting)
        or likely_figures(mention, known, setting, as_written)
        or told_most_likely(mention, known, setting, as_written)
        or confused_units(mention, known, setting)
    )
    best = _best(mention, [((each,), as_written(each, mention)) for each in sure])
    if best and not best.agrees and is_in_label(mention, known):
        return None, False
    best = _unless_another(best, known)
    return best, len({each.row for each in sure}) == 1


def _points(mention: Mention, known: list[FormFigure], setting: Setting) -> tuple[Compared | None, bool]:
    """What a number of points is held against, and whether it is certainly of that."""
    told = told_points(mention, known, setting)
    best = _best(mention, [(each, half_up(added(each), mention.places)) for each in told.options])
    if best and (best.agrees or told.is_certain):
        return _unless_another(best, known), told.is_certain
    likely = told_most_likely(mention, known, setting, as_written)
    return _unless_another(_best(mention, [((each,), as_written(each, mention)) for each in likely]), known), bool(likely)


def _unless_another(told: Compared | None, known: list[FormFigure]) -> Compared | None:
    """What a figure was held against; where they differ, the figure as written that is more likely meant."""
    others = meant_instead(told, known, as_written) if told and not told.agrees else []
    return _best(told.mention, [((each,), as_written(each, told.mention)) for each in others]) if told and others else told


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
