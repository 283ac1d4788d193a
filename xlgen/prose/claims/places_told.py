"""A claim that every amount is told with so many decimals, held against the amounts of the same text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlgen.prose.records import Compared, Mention, Sentence

_CLAIM = re.compile(r"(?:金额|数额|资金数)[^,。;]{0,12}?保留(?:到|至)?(?:小数点后)?(?P<places>[一二两三四1-4])位小数")
_PLACES = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_FEWEST = 3  # amounts: of fewer nothing certain can be said


def compared_places(sentences: Sequence[Sentence], found: Sequence[Mention]) -> list[Compared]:
    """Each such claim of a text whose amounts all have other decimals, or all those.

    Amounts that are told in several ways say nothing: a zero at the end is often left out.
    """
    amounts = [each for each in found if each.kind == "money" and each.unit != "元"]
    claims = [(sentence, match) for sentence in sentences if (match := _CLAIM.search(sentence.text))]
    return [told for sentence, match in claims if (told := _held(sentence, match, amounts))]


def _held(sentence: Sentence, match: re.Match[str], amounts: Sequence[Mention]) -> Compared | None:
    said = match["places"]
    places = _PLACES.get(said) or int(said)
    as_said = [each for each in amounts if each.places == places]
    if len(amounts) < _FEWEST or (as_said and len(as_said) < len(amounts)):
        return None
    at = match.start("places")
    claim, before = sentence.text[at : match.end()], sentence.text[:at]
    mention = Mention(sentence, sentence.start + at, claim, Decimal(0), 0, "", "places", before, "")
    return Compared(mention, (), Decimal(0), bool(as_said), "文中的金额", f"{amounts[0].written}这样的写法")
