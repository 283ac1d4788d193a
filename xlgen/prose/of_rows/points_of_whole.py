"""Points of the whole: the total (总得分84.5分), what could be got (满分100分), means of projects."""

from __future__ import annotations

import re

from xlgen.prose.label_words import core
from xlgen.prose.likely import is_slip
from xlgen.prose.of_rows.rows_named import headed, inside
from xlgen.prose.of_rows.subjects import row_spoken_of
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, PointsTold

_TOTAL = re.compile(
    r"(?:总得分|总分数?|总评分|综合(?:评定|评价|考评)?(?:得分|评分)|评价总分|复核分数|自评总分|总体得分|最终得分|最后得分|整体得分|本项目(?:自评|最终|综合)*得分?)(?:为|是|:|达到?|共|\s)*$"
)
_WHOLE = re.compile(
    r"(?:(?:自评|评价|考核|绩效|评分|项目)(?:得分|结果|分数?)|整体支出得分?|打分|自评|得分合计|合计得分|得分总计)(?:为|是|:|得|达到?|共|\s)*$"
)
_CONCLUDES = re.compile("结论|结果|总体|综合|等级|得分|评价情况|自评情况")
ENDS = re.compile("结论|评价结果|自评结果|总体")
_SUMS_UP = re.compile("等级|档次|等次|属于|评为|综上|综合|总体|最终|经[^,。]{0,12}(?:评价|评分|考核|自评|打分)")
_SET_IN_ALL = re.compile(r"(?:^|[●·\s,;])(?:合计|总计|以上相加|全部相加)[:,]?(?:分值|满分|权重)(?:为|共)?\s*$")
_SUMMED, _GOT = (
    re.compile(r"(?:合计|总计|相加)[:,]?(?:分值|满分|权重)\s?[\d.]+\s?分,\D*$"),
    re.compile("(?:得分?|实得|自评得分?)(?:为|是)?"),
)
_WEIGHED = re.compile("加权|按金额|按资金|按执行")
_PLAIN_MEAN = re.compile("^(?:各?项目|自评)?(?:的)?平均得?分(?:为|是)?$")
_OWN = re.compile(
    r"(?:绩效指标|其余[一二三四五六七八九十两]{1,2}[项个](?:三级)?指标)(?:得分|分值|权重|部分)?(?:合计|共)?的?(?:为|是|得|:|\s)*$"
)
_ALL = re.compile(r"(?:满分|总分值|一共|共计)(?:为|是|共|:|\s)*$")
_OF_FORM = re.compile("(?:自评|评价|评分)(?:表|指标)*的?(?:满分|总分值)")
_BUILT = re.compile(r"指标体系|[一二三]级指标|指标共|项\S{0,4}指标|指标表|自评表|百分制|[三四五六]个?部分")
_IS_FULL = re.compile(
    rf"{_BUILT.pattern}|评分表|评分办法|评分标准|权重|分值|总分\s*[\d.]+\s?分,(?:(?:自评|实际)?得分?|自评|共?扣|其中|由|预算执行|绩效指标)"
)  # where 总分 may be what could be got
_ADDED = re.compile(r"(?:[三四五六]项|各项|得分)合计(?:得分?)?(?:为|是|共|:|\s)*$")
_AFTER_ALL = re.compile(r"总分\s*[\d.]+分,(?:自评)?得分(?:为|是|:|\s)*\Z")


def told_of_whole(mention: Mention, before: str, scores: list[FormFigure]) -> PointsTold | None:
    """What the words say is of the whole; None where they do not say so."""
    rows = [each for each in scores if each.row]
    whole = _TOTAL.search(before) or (ENDS.search(mention.sentence.heading) and _WHOLE.search(before))
    if whole and not inside(before[: whole.start()], rows):
        roles = ("total", "full") if _IS_FULL.search(f"{mention.sentence.heading},{mention.sentence.text}") else ("total",)
        return PointsTold(_of(scores, *roles))
    if (summed := _SUMMED.search(said_before(mention) if _GOT.fullmatch(before) else "")) or _SET_IN_ALL.search(
        said_before(mention)
    ):
        is_whole = not headed(mention.sentence.heading, rows)
        return PointsTold(_of(scores, "total" if summed else "full"), is_whole)
    if means := _means(before, scores):
        return PointsTold(tuple((each,) for each in means), is_certain=len(means) == 1)
    if _OWN.search(before):
        return PointsTold(_of(scores, "own_points", "own_score"))
    if _ALL.search(before) and not inside(before, rows):
        is_built = bool(_OF_FORM.search(before)) or (
            bool(_BUILT.search(said_before(mention))) and not row_spoken_of(mention, rows, "")
        )
        return PointsTold(_of(scores, "full"), is_built)
    return None


def _means(before: str, scores: list[FormFigure]) -> list[FormFigure]:
    """The mean of projects that words name; the plain one where they only say that it is one."""
    means = [each for each in scores if each.role == "mean"]
    named = [each for each in means if core(each.label).removesuffix("得分") in before]
    is_plain = bool(_PLAIN_MEAN.search(before))
    return named or [each for each in means if is_plain and not _WEIGHED.search(each.label)]


def told_in_the_end(mention: Mention, before: str, scores: list[FormFigure]) -> PointsTold:
    """The total where nothing else is named, and words may be of it; nothing where they may not."""
    total = _of(scores, "total")
    is_sum, is_whole = _ADDED.search(before), _WHOLE.search(before) or _AFTER_ALL.search(said_before(mention))
    if not total or not (is_sum or is_whole):
        return PointsTold()
    is_sure = not is_sum and (_is_concluding(mention) or is_slip(mention.value, total[0][0].value))
    return PointsTold(total, is_sure)


def _of(scores: list[FormFigure], *roles: str) -> tuple[tuple[FormFigure, ...], ...]:
    return tuple((each,) for each in scores if each.role in roles)


def _is_concluding(mention: Mention) -> bool:
    """Whether a sentence speaks of the whole: under no heading, under one that concludes, with the grade, or summing up."""
    heading = mention.sentence.heading
    return not heading or bool(_CONCLUDES.search(heading)) or bool(_SUMS_UP.search(mention.sentence.text))
