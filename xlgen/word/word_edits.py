"""Edits of a part that put values where marks stand, in the look that each mark begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby

from xlgen.word.stretches import Stretches
from xlgen.word.word_marks import Mark
from xlgen.word.word_texts import written
from xlgen.workbook.opc.xml import Edit, splice

TextOf = Callable[[str], str | None]  # text of a name; None: its mark stays


def copied(stretches: Stretches, span: tuple[int, int], marks: Sequence[Mark], values: Sequence[TextOf]) -> Iterator[bytes]:
    """The stretch once for each way of filling its marks."""
    for number, value in enumerate(values):
        edits = edits_of(marks, value)
        if number:  # what may stand once in a document stands in the first copy
            edits += [(a, b, b"") for a, b in stretches.single if span[0] <= a and b <= span[1]]
        moved = [(a - span[0], b - span[0], piece) for a, b, piece in edits]
        yield splice(stretches.xml[span[0] : span[1]], moved)


def edits_of(marks: Sequence[Mark], value: TextOf) -> list[Edit]:
    """The edits that fill some marks."""
    return [edit for _, own in groupby(marks, lambda mark: mark.paragraph.start) for edit in _paragraph_edits(list(own), value)]


def _paragraph_edits(marks: Sequence[Mark], value: TextOf) -> Iterator[Edit]:
    """Each text that a mark touches, written anew: the value stands where its mark begins, in the look it has there."""
    texts = marks[0].paragraph.texts
    ends = list(accumulate(len(text.said) for text in texts))
    said = {(mark.begin, mark.end): new for mark in marks if (new := value(mark.name)) is not None}
    for text, end in zip(texts, ends, strict=True):
        begin = end - len(text.said)
        own = [(a, b, new) for (a, b), new in said.items() if a < end and b > begin]
        if not own or not text.tag:
            continue
        pieces, at = [], begin
        for a, b, new in own:
            pieces += [text.said[at - begin : max(a, begin) - begin], new if a >= begin else ""]
            at = min(b, end)
        yield text.start, text.end, written("".join([*pieces, text.said[at - begin :]]), text.tag)
