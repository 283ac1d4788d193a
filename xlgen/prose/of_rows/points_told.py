"""Points told in words – of the whole, of rows, of groups of them – and which they may be."""

from __future__ import annotations

import re

from xlgen.prose.labels_fit import without
from xlgen.prose.of_rows.points_in_turn import points_in_turn
from xlgen.prose.of_rows.points_of_rows import points_of_rows, points_together
from xlgen.prose.of_rows.points_of_whole import ENDS, told_in_the_end, told_of_whole
from xlgen.prose.of_rows.rows_named import LISTED, plain_words
from xlgen.prose.plans_told import is_of_earlier_year, is_of_others, said_before
from xlgen.prose.records import FormFigure, Mention, PointsTold, Setting

_WAYS = (
    ("points", re.compile(r"(?:分值|满分|拿满|得满|权重|占|设定的|对应的)(?:[也均都]|合计)?(?:为|是|:|\s)*$")),
    ("lost", re.compile(r"(?<!每)(?:少[得拿]了?|扣(?:了|减|除)?(?:分值?)?|(?:失去|丢掉?)[了的]?)\s*$")),
    ("score", re.compile(r"(?<!少)(?:得分?|得到|拿到|给|自评|评分)(?:合计)?(?:为|是|:|了|\s)*$")),
)
_POINTS_BEHIND = re.compile(r"\s*(?:的?(?:权重|分值)|[中里]?[只仅]?(?:得了?|拿到)\s*[\d.]|[中里][只仅]?得|给了|全部)")
_THEN_GOT = re.compile(r"\s*[,、](?:自评|实际)?得分?(?:为|是)?\s*[\d.]")  # 该指标2.5分，得2.5分
_WITHOUT = re.compile(r"拟(?:设|增|将|调)|另增|不[算含计]|扣除|除去|剔除|除[^,]{1,10}外")  # a sum of some rows
_GOT, _HAD = re.compile("得分|实得|自评"), re.compile("满分|分值|权重")
_LOST = re.compile("扣|失分|丢")
_SETS = re.compile("绩效目标|指标体系|指标设置|权重|分值")
_LEAD = re.compile("^.*(?:得分|自评|分值|权重)(?:分配|情况|分别)*(?:为|是|:)")
_ALSO = re.compile("^(?:加上|另设|另有|另外|以及|连同)")
_IN_TURN = re.compile("分别|依次")
_TURN = re.compile("[为是得分:、和及与扣占]")
_KIND = re.compile("(?:类|部分|方面)$")
_MISSING = 3  # signs of a label from whose end it is known: 合格率


def told_points(mention: Mention, figures: list[FormFigure], setting: Setting) -> PointsTold:
    """What a number of points may be; nothing where the words do not tell."""
    before = without(mention.before.rstrip(), setting.own).rpartition("·")[2]
    scores = [each for each in figures if each.kind == "score"]
    if is_of_another_form(mention, before, scores, setting):
        return PointsTold()
    if _IN_TURN.search(before) and not _TURN.sub("", _IN_TURN.split(mention.near)[-1]):
        return points_in_turn(mention, scores) or PointsTold()
    role = next((role for role, pattern in _WAYS if pattern.search(before)), "")
    is_had = _POINTS_BEHIND.match(mention.after) or (not role and _THEN_GOT.match(_rest(mention)))
    role = "points" if role != "lost" and (is_had or _is_of_heading(mention)) else role
    own = [each for each in scores if each.role == role] if role else []
    if told := points_together(mention, before, own or scores) or told_of_whole(mention, before, scores):
        return told
    if told := points_of_rows(mention, before, own, setting) if own else _in_list(mention, before, scores):
        return told
    if setting.row and not mention.sentence.is_listed:
        return PointsTold(tuple((each,) for each in own if each.row == setting.row))
    return told_in_the_end(mention, before, scores)


def is_of_another_form(mention: Mention, before: str, scores: list[FormFigure], setting: Setting) -> bool:
    """Whether points are another's, of another year, or of all but something."""
    others = is_of_others(before, (*setting.own, *(each.label for each in scores)))
    dated = [each.label for each in scores if "年" in each.label]
    return others or is_of_earlier_year(mention, setting, dated) or bool(_WITHOUT.search(said_before(mention)))


def _rest(mention: Mention) -> str:
    """The sentence behind a mention."""
    return mention.sentence.text[mention.start - mention.sentence.start + len(mention.written) :]


def _is_of_heading(mention: Mention) -> bool:
    """Whether points stand alone in the brackets of a heading: （二）产出指标完成情况分析（50分）."""
    is_bracket = said_before(mention).endswith("(") and _rest(mention).startswith(")")
    return is_bracket and mention.sentence.text.strip() in (mention.sentence.heading, mention.sentence.heading + "。")


def _in_list(mention: Mention, before: str, scores: list[FormFigure]) -> PointsTold | None:
    """Points of the row or group whose label alone stands before them in a list: 各项得分为产出指标48.5分、效益指标28分."""
    said = mention.sentence.lead + said_before(mention)
    is_got = bool(_GOT.search(said) or ENDS.search(mention.sentence.heading))
    name = _KIND.sub("", _ALSO.sub("", plain_words(_LEAD.sub("", LISTED.split(before)[-1]))))
    is_had = bool(_HAD.search(said) or _SETS.search(mention.sentence.heading))
    roles = ("score", "points") if is_got == is_had else ("score",) if is_got else ("points",)
    roles = ("lost",) if _LOST.search(said) else roles
    labels = {plain_words(each.label) for each in scores}
    named = {label for label in labels if label in (name, f"{name}率")}
    named = named or {each for each in labels if len(name) >= _MISSING and each.endswith(name)}
    named = named or {each for each in labels if len(name) > _MISSING and each.startswith(name)}
    found = [each for each in scores if each.role in roles and plain_words(each.label) in named]
    values = {role: {each.value for each in found if each.role == role} for role in roles}
    is_one = len({each.row for each in found}) == 1 or (bool(found) and all(len(each) <= 1 for each in values.values()))
    return PointsTold(tuple((each,) for each in found)) if name and is_one else None
