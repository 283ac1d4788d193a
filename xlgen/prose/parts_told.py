"""An amount and its parts in one sentence: 支出3686.23万元，其中基本支出158.08万元，项目支出3528.46万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from xlgen.prose.likely import digits_of, is_slip
from xlgen.prose.mentions import in_unit
from xlgen.prose.plans_told import is_part
from xlgen.prose.records import Compared, Mention

_LEADS = re.compile(r"\s*+[,(、]?\s*+其中[:：]?")
_NEAR = Decimal("0.002")  # parts that lack no more than this of the whole are meant to be all of it
_SUM = re.compile(r"\s*(?:两项|三项|四项|以上)?(?:合计|共计|总计)(?:支出|资金|金额|为|是|达到?|\s)*")
_FEWEST = 3  # amounts: two parts and their sum
_TOO_MANY = re.compile("分别|各|人均|户均|平均|每|上年|比")
_OTHERS = re.compile(f"{_TOO_MANY.pattern}|其中|预算|结余")  # amounts that are not parts of one sum


def compared_parts(found: Sequence[Mention]) -> list[Compared]:
    """The amounts of a sentence that are told with their parts, each with the sum of these.

    Parts that lack much of the whole are some of it; then nothing can be said.
    """
    money = [each for each in found if each.kind == "money"]
    told = _added_up(money)
    for at, whole in enumerate(money):
        end = whole.start - whole.sentence.start + len(whole.written)
        rest = whole.sentence.text[end:]
        if not _LEADS.match(rest) or _TOO_MANY.search(rest):
            continue
        parts = [in_unit(each.value, each.unit, whole.unit) for each in takewhile(is_part, money[at + 1 :])]
        known = [each for each in parts if each is not None]
        if len(known) >= 2 and len(known) == len(parts):
            told += _held(whole, known)
    return told


def _added_up(money: Sequence[Mention]) -> list[Compared]:
    """The same where the sum stands behind its parts: 基本支出158.08万元，项目支出3528.46万元，合计3686.54万元."""
    if len(money) < _FEWEST or not _SUM.fullmatch(money[-1].before) or _OTHERS.search(money[-1].sentence.text):
        return []
    whole = money[-1]
    parts = [in_unit(each.value, each.unit, whole.unit) for each in money[:-1]]
    known = [each for each in parts if each is not None]
    told = _held(whole, known) if len(known) == len(parts) else []
    return [each for each in told if each.agrees or is_slip(whole.value, each.expected)]


def _held(whole: Mention, parts: Sequence[Decimal]) -> list[Compared]:
    total = sum(parts, Decimal(0))
    slack = Decimal(len(parts) + 1) / 2 * Decimal(1).scaleb(-whole.places)
    agrees = abs(total - whole.value) < slack
    is_some = total < whole.value * (1 - _NEAR)
    if not agrees and (is_some or any(digits_of(each).strip("0") == digits_of(whole.value).strip("0") for each in parts)):
        return []  # of some parts, or of what is the whole again
    return [Compared(whole, (), total, agrees, "其中各项之和")]
