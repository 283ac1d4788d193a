"""What a figure most likely tells where its words are not the form's: the same figure, or the same but for a slip of the hand.

Only figures of three digits and more, some of whose words are the label's: two that share those by chance are rare.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from xlgen.prose.asides import is_aside, is_of_else
from xlgen.prose.label_words import bare, core, pairs, stem
from xlgen.prose.labels_fit import fits, without
from xlgen.prose.mentions import in_unit
from xlgen.prose.plans_told import is_planned, said_before
from xlgen.prose.records import FormFigure, Mention, Setting

FEWEST = 3  # digits
_FEWEST_CONFUSED = 2  # digits of an amount that is known again in another unit
_OF_ONE = re.compile("每|人均|户均|单价|标准|补贴|补助")
_SHARED = 0.4  # of the pairs of signs of a label that have to stand around the figure
_FEWEST_SHARED = 2  # of them
_MOST_OTHER = 2  # signs of a clause that its label does not have
_MOST_MORE = 6  # signs beside the words that tell an amount of the whole
_OF_WHAT = re.compile("费|款|工资|报酬|采购|设备")  # an amount of one thing
_WORDS = {  # one of which has to stand in the clause
    "initial": ("年初",), "budget": ("预算", "安排", "批复", "下达"), "received": ("到位", "收到", "拨入"),
    "executed": ("支出", "执行", "使用", "支付", "花", "用"), "balance": ("余",), "rate": ("执行率", "进度", "占", "支出率", "使用率"),
    "received_rate": ("到位率",),
}  # fmt: skip
_NOT_TOLD = ("points", "lost", "target", "rows", "score", "total")


def likely_figures(
    mention: Mention, figures: list[FormFigure], setting: Setting, as_written: Callable[[FormFigure, Mention], Decimal]
) -> list[FormFigure]:
    """What a mention tells, right – any of several – or with a slip, then one; none where it says what another figure is."""
    if len(digits_of(mention.value)) < FEWEST or is_planned(mention):
        return []
    same = [each for each in figures if each.kind == mention.kind and fits(mention, each)]
    if is_aside(mention, without(mention.before, setting.own), same, setting):
        return []
    held = {each: as_written(each, mention) for each in same}
    named = [each for each in same if not is_of_else(mention.before, each.label) and _is_spoken_of(mention, each)]
    right = [each for each in named if held[each] == mention.value]
    if right or mention.value in held.values():
        return right
    slipped = [each for each in named if is_slip(mention.value, held[each]) and _is_close(mention, each)]
    return slipped[:1] if len({held[each] for each in slipped}) == 1 else []


def confused_units(mention: Mention, figures: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The amount that is told but for 元 and 万元 being confused, whatever the words: 146万元 told as 1460000万元, or as 146元.

    None where the words speak of something else, or the figures are of several amounts.
    """
    if mention.kind != "money" or "/" in mention.unit or is_planned(mention) or _OF_ONE.search(mention.before):
        return []
    same = [each for each in figures if each.kind == "money" and each.value and fits(mention, each)]
    before = without(mention.before, setting.own)
    if is_aside(mention, before, same, setting) or is_of_else(before):
        return []
    told = in_unit(mention.value, mention.unit, "元")
    held = {each: in_unit(each.value, each.unit, "元") for each in same}
    if told in held.values():
        return []
    found = [each for each, x in held.items() if told and x and told in (x.scaleb(4), x.scaleb(-4))]
    is_told = len(digits_of(mention.value).strip("0")) >= _FEWEST_CONFUSED
    return found[:1] if is_told and len({each.value for each in found}) == 1 else []


def is_slip(written: Decimal, right: Decimal) -> bool:
    """Whether numbers of three digits and more differ as a hand errs.

    One other digit, two neighbours changed about, one too many or too few, the point elsewhere.
    """
    one, other = digits_of(written), digits_of(right)
    if written == right or len(other) < FEWEST:
        return False
    if one == other:
        return True
    if len(one) == len(other):
        at = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        is_turned = len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        return len(at) == 1 or is_turned
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def digits_of(x: Decimal) -> str:
    """The digits of a number without its point, its sign and noughts in front."""
    return format(x, "f").replace(".", "").replace("-", "").lstrip("0")


def _is_spoken_of(mention: Mention, figure: FormFigure) -> bool:
    if figure.role in _NOT_TOLD or figure.label.endswith("得分率"):
        return False
    if figure.role in _WORDS:
        words = [word for word in _WORDS[figure.role] if word in mention.before]
        is_source = not figure.source or figure.source in mention.before
        return is_source and bool(words) and not _OF_WHAT.search(mention.before) and len(_rest(mention, words)) <= _MOST_MORE
    own = pairs(stem(core(figure.label)) if mention.kind == "count" else core(figure.label))
    shared = own & pairs(mention.sentence.heading + said_before(mention) + "," + mention.after)
    return len(shared) >= max(_FEWEST_SHARED, _SHARED * len(own))


def _is_close(mention: Mention, figure: FormFigure) -> bool:
    """Whether the clause itself says little that the label of the figure does not, and something that it does."""
    if figure.role in _WORDS:
        return True
    label, words = core(figure.label), bare(mention.before)
    is_shared = bool(pairs(label) & pairs(f"{mention.before},{mention.after}"))
    return (is_shared or not words) and sum(sign not in label for sign in words) <= _MOST_OTHER


def _rest(mention: Mention, words: list[str]) -> str:
    """What the clause says beside the words of an amount."""
    rest = bare(mention.before)
    for word in words:
        rest = rest.replace(word, "")
    return rest
