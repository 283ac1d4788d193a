"""The row that a figure is most likely of, where no words are exactly its label: the nearest words that share much with one label alone.

Looked at are the number's own words, the clauses before it from the nearest on, its heading, and what its line begins with. The first of
them that has much of a label, or a run of signs that no other label has, decides; where it has as much of two, nothing is known. The
number's own words must say nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from xlgen.prose.asides import is_among
from xlgen.prose.label_words import content, core, in_order, pairs, stem, without_figures
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, Setting

_CLAUSE = re.compile("[,:;(·]")
_MUCH = 0.55  # of a label's pairs of signs, each counting less the more labels have it
_ANYTHING = 0.05  # of the only label that may be meant
_CLEAR = 0.2  # by how much the next label has to stand behind
_SHORTEST = 2  # signs of a label
_OF_MONEY = re.compile("实际|支出|执行|使用|花|预算|数$|年初|金额|决算|总额|本年")
_MANY = 5  # signs of a label between which others may stand
_RUN = 3  # signs that stand in one label alone
_PER_SIGN, _PER_SIGN_FAR = 0.2, 0.11  # what each of them counts in the number's own words and in a heading; in other clauses
_MOST_OTHER = 1  # signs of the number's own words that its label does not have
_IN_ALL = re.compile("合计|总计|以上|相加")
_NONE_OF_ROW = re.compile(r"总|共|依次|分别|连同|加上|各项|每|＃|[两二三四五六七八]项|合在一起|相加|其他|另外|另有")
_EACH = re.compile("中有|[两三四五六七八][项类]|依次|分别|每|＃|其他|另外|另有")
_OF_THAT = re.compile("[该这此本]一?项")
_OF_ROW = re.compile("业绩值|完成值|指标值|目标值|完成率|分值|权重|得分")
_OF_GROUP = re.compile("[该这此本]类|类指标|部分|方面")
_BEGUN = re.compile(r"\s*+[(]?(?:[一二三四五六七八九十]++|\d{1,2})?[.、)是]?\s*+")
_FOLLOWS = re.compile("大?类|指标|部分|方面|情况|[、和与得扣分占]|权重|$")  # behind a short label
_MOST_OF_SENTENCE = 1  # signs that a sentence says beside 该项
_NEAR = 2  # clauses: the number's own and the one before


def row_most_likely(mention: Mention, own: Sequence[FormFigure], setting: Setting) -> str:
    """The row of some figures that a mention is most likely of; "" where that is not clear."""
    labels = {key_of(each): label for each in own if each.role != "rows" and len(label := _label(each)) >= _SHORTEST}
    near = mention.near if content(mention.near) else mention.before
    said = _OF_MONEY.sub("", content(near)) if mention.kind == "money" else content(near)
    if not labels or _is_of_several(mention, near if said else ""):
        return ""
    if not said and setting.last in labels and _OF_THAT.search(near) and _may_be_of(labels[setting.last], mention):
        return setting.last
    alone = [row for row, label in labels.items() if len(said) >= _SHORTEST and said in label and not row.startswith("level")]
    row, at = (alone[0], 0) if len(alone) == 1 else _decided(mention, near, labels, setting.last)
    if not row and not said and _OF_ROW.search(near) and not _IN_ALL.search(said_before(mention)):
        return _named_last(mention.sentence.past, labels)  # 完成率100%, in a sentence behind that on its row
    is_far_group = row.startswith("level") and at > _NEAR and not _OF_GROUP.search(mention.before)
    return "" if is_far_group or _says_else(said, labels.get(row, "")) else row


def _is_of_several(mention: Mention, near: str) -> bool:
    """Whether a number is of several rows, or one of several numbers, as its own words say, else the clauses next to it."""
    of_several = _NONE_OF_ROW if mention.kind in ("score", "money") else _EACH
    return is_among(mention) or bool(of_several.search(near or ",".join(_CLAUSE.split(said_before(mention))[-_NEAR:])))


def _says_else(said: str, label: str) -> bool:
    """Whether what a number's own words say is not its label: hardly anything of it is, or too much is not."""
    other = sum(sign not in label for sign in said.replace("|", ""))
    is_in_order = len(stem(label)) > _MANY and in_order(stem(label), said)
    return (other > _MOST_OTHER and not is_in_order) or (bool(said) and other == len(said))


def _named_last(past: str, labels: dict[str, str]) -> str:
    """The row that a line names last before a sentence; no group of rows."""
    told = without_figures(past)
    at = {row: told.rfind(label) + len(label) for row, label in labels.items() if len(label) > _RUN and label in told}
    end = max(at.values(), default=0)
    named = [row for row, stands in at.items() if stands == end and not row.startswith("level")]
    return max(named, key=lambda row: len(labels[row]), default="")


def _may_be_of(label: str, mention: Mention) -> bool:
    """Whether the sentence that speaks of 该项 says nothing else, or something that the label has too."""
    told = content(said_before(mention))
    return len(told) <= _MOST_OF_SENTENCE or bool(pairs(told) & pairs(label))


def _decided(mention: Mention, near: str, labels: dict[str, str], last: str) -> tuple[str, int]:
    """The row that the nearest words decide on, and in which place of those looked at they stand; "" where none do."""
    least = _MUCH if len(labels) > 1 else _ANYTHING
    for at, (words, per_sign) in enumerate(_windows(mention, near, last)):
        if words in (mention.sentence.heading, mention.sentence.lead) and len(content(said_before(mention))) > _MOST_OTHER:
            break  # the sentence speaks of something itself
        told = _shares(without_figures(words), tuple(labels.items()), per_sign)
        if not at:  # 应开展自评的项目 has all signs of 应自评项目 in their order
            told = told | {row: 1.0 for row, label in labels.items() if len(label) > _RUN and in_order(stem(label), words)}
        shares = sorted(((share, row) for row, share in told.items()), reverse=True)
        if shares and shares[0][0] >= least:
            is_clear = len(shares) == 1 or shares[0][0] - shares[1][0] >= _CLEAR
            return (shares[0][1] if is_clear else ""), at
    return "", 0


def _windows(mention: Mention, near: str, last: str) -> Iterator[tuple[str, float]]:
    """The words to be looked at, the nearest first, and what a sign of a run counts in them."""
    yield (f"{near},{mention.after}" if mention.kind == "count" else near), _PER_SIGN
    yield from ((clause, _PER_SIGN_FAR) for clause in reversed(_CLAUSE.split(said_before(mention))))
    yield mention.sentence.heading, _PER_SIGN
    if not last:
        yield mention.sentence.lead, _PER_SIGN_FAR


@lru_cache(maxsize=1 << 12)  # clauses are looked at for every number of their sentence
def _shares(told: str, labels: tuple[tuple[str, str], ...], per_sign: float) -> dict[str, float]:
    """How much of each label stands in words."""
    own, many = _pairs_of(labels)
    there = pairs(told)
    found = {}
    for row, label in labels:
        if not own[row] & there or (len(label) < _RUN and not _begins(told, label)):
            continue  # 过程 stands in many a sentence
        share = sum(1 / many[pair] for pair in own[row] & there) / sum(1 / many[pair] for pair in own[row])
        run = _longest_run(told, label, [other for key, other in labels if key != row])
        found[row] = max(share, per_sign * run)
    return found


@lru_cache(maxsize=64)
def _pairs_of(labels: tuple[tuple[str, str], ...]) -> tuple[dict[str, set[str]], Counter[str]]:
    """The pairs of signs of each label, and in how many labels each pair stands."""
    own = {row: pairs(label) for row, label in labels}
    return own, Counter(pair for each in own.values() for pair in each)


def _begins(told: str, label: str) -> bool:
    """Whether words begin with a label, and nothing of it is a part of a longer word."""
    begun = _BEGUN.match(told)
    at = begun.end() if begun else 0
    return told.startswith(label, at) and bool(_FOLLOWS.match(told, at + len(label)))


def _longest_run(told: str, label: str, others: Sequence[str]) -> int:
    """Signs of the longest run of a label that stands in words and in no other label; 0 where it is short."""
    for length in range(len(label), _RUN - 1, -1):
        runs = (label[at : at + length] for at in range(len(label) - length + 1))
        if any(run in told and not any(run in other for other in others) for run in runs):
            return length
    return 0


def key_of(figure: FormFigure) -> str:
    """What tells figures of one row, or of one source of money, from others."""
    return figure.row or figure.source


def _label(figure: FormFigure) -> str:
    label = without_figures(core(figure.label or figure.source)).removesuffix("得分率")
    return _OF_MONEY.sub("", label) if figure.kind == "money" else label
