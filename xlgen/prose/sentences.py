"""A text in its sentences, each under its heading; and what in a sentence is a number but no figure: dates, limits, standards."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from xlgen.prose.label_words import NUMBERING
from xlgen.prose.records import Sentence
from xlgen.words.spelling import AFTER, OPERATORS, either, narrow

HEADING = 45  # signs of a line; a longer one is a paragraph
LONGEST = 400  # signs of a sentence; a longer one is no sentence of anybody's
_END = re.compile(r"[。；;！!?\n]+")
_STOP = re.compile(r"[。;]|[:,]$")
_TELLS = re.compile(r"\d|[优良中差合般]|位小数")  # figures, grades, and what is claimed of figures
_RUN_IN = re.compile(
    r"\s*+[(]?(?:[①-⑳]|(?:[一二三四五六七八九十]++|\d{1,2})[.、)])\s*+(?P<name>[^。;:,\d()]{2,30}+(?:[(][^()。]{1,24}+[)])?)[。:]"
    r"|\s*+(?P<bare>[^。;:,、\d\s()]{2,8}+)。(?=.)"
)
_COUNT = r"(?<![\d.])\d++(?:\.\d++)?\s?(?:%|‰|[万亿]?[^\W\d_]{0,2})"
_MASKED = re.compile(
    "|".join(
        (
            r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?(?:\d{1,2}\s?[日号]?)?",  # 2020-12-31, 2020年12月
            r"\d{2,4}\s?年(?:度|底|末|初|中)?",
            r"\d{1,2}\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?:\s?\d{1,2}\s?[日号])?",
            r"\d{1,2}\s?日",
            r"\d{1,2}:\d\d",
            r"[\[(]\s?\d{4}\s?[\])]\s?(?:第)?(?<!\d)\d++\s?号?",  # 财预〔2020〕10号
            r"第\s?\d+\s?[条次期批季款项章页届名位个阶]",
            r"(?<!\d)\d++\s?号(?:文|令|线|楼)?",
            r"附[件表]\s?\d+",
            r"(?<![A-Za-z+])[A-Za-z+]++[-+]?\d[\d.]*+|(?<![\d.])\d[\d.]*+[A-Za-z]{2,}+",  # T+1, P001
            rf"{_COUNT}\s?(?:-|~|至|到)\s?{_COUNT}(?:之间)?",  # a range
            rf"(?P<limit>{either(OPERATORS)})\s?{_COUNT}",  # 不低于 90%
            rf"{_COUNT}\s?(?:[(]不?含[)])?(?P<behind>{either(AFTER)})",  # 90% 以上
            rf"(?:大约|大概|约|将近|接近|近|逾|超)\s?{_COUNT}",  # a rough figure is nothing to hold against
            rf"{_COUNT}(?:左右|上下|余|多)",
            r"(?<!\d)\d++[余多][^\W\d_]?",
            r"(?<!\d)\d++\s?(?:G|K|M)\b",
            r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}",  # telephones
            r"(?<![\d.])\d++(?:\.\d++)?\s?个百分点",  # how much more or less
            r"[×*÷/]\s?\d++(?:\.\d++)?\s?%?",
        )
    )
)
_UNIT = re.compile(r"单位[:：]\s*+(亿元|万元|元)")
_FAR = 160  # signs behind which a line no longer speaks of what it began with
LIMIT = "〓"  # stands for words that make a number a limit
_GOALS, _LATER = (
    re.compile(r"(?:总体|绩效|年度|具体)目标|目标(?:情况|设定)|(?:目标|指标)值(?:为|是|分别为|如下)?:"),
    re.compile("下一步|打算|建议|明年|下年|次年|来年|今后|拟"),
)
_AIM_BEHIND = re.compile(r"\s?的(?:年度|全年|年初)?(?:目标|指标值|计划|预期|预算)")
_AIM = re.compile(r"(?:指标值|目标值?|计划值|预期值)(?:设定|确定|定)?(?:为|是|:)?\s*+\Z")
_NEAR = 12  # signs before a limit
_BULLET = re.compile(r"\s*+[-·●◆■▲※*]")
_TOLD_OF_ROW = re.compile(  # 1、年度指标值：51家 stands below the heading of its row
    r"\s*+(?:[(]?(?:[一二三四五六七八九十]++|\d{1,2})[.、)]|[①-⑳])?\s*+(?:[该本此这]一?项(?:指标)?)?(?:(?:年度|年初|全年)?(?:指标|目标|计划)值?|(?:全年|实际)?完成(?:值|情况|率)?|实际(?:值|情况)?|分值|权重"
    r"|(?:自评)?得分|扣分|评分(?:办法|档次|标准|规则)(?:为|是)?|说明|原因|其中|备注)\s*+(?:[:]|\d)"
)
_ITEM_HEAD = re.compile(
    r"\s*+(?:[(]?(?:[一二三四五六七八九十]++|\d{1,2})[.、)])\s*+[^。;,\d]{2,40}(?:[(][\d.]+\s?分[)])?。"
)  # 2.质量指标:结算成功率(25分)。
_IN_BRACKETS = re.compile(r"[(][^()]*[)]")
_OF_POINTS = re.compile(r"(?:分值|得分|权重|自评|满分|实?得|总分)?(?:为|:)?\s?(?<![\d.])\d[\d.]*+\s?分")
_WITH_POINTS = re.compile(r"[(][^()]*分[^()]*[)]\s*$")  # 培训2次完成率100%(分值2分,得分2分)
_TELLS_MORE = re.compile(r"(?<![\d.,])(?!20\d\d\b)\d[\d.,]*+\s?(?:%|[万亿]?元|[人家次场件份个项分天小]|$)")
_POINTS = re.compile(r"得\s?\d")
_ITEM = re.compile(r"\s*+[①-⑳]\D*+[\d.]++\s?分\D*+")  # of a list of what is asked: ①手续完整，得2.5分
_CASE = re.compile(rf"(?:{either(OPERATORS)})\s?[\d.]++%?[^,]{{0,4}}的,得")  # 大于10%的，得0分
_FAULT = re.compile(r"[一每][项处个次][不未](?:符合|合格|达标|达到)\S{0,4}?,?扣")  # 一项不符合，扣0.4分
_TOLD_TOO = re.compile(r"分值|权重|自评|,得\s?\d")  # beside what is said of points
_CLAUSES = re.compile(r"[^,]++")
_STANDARD = re.compile(  # how points are given, not what was got
    r"满分之间|以[上下内]的?得\s?\d|如有一|若有一|不得分|得满分(?!\s?\d)|得零分|扣完为止|不符合扣|(?<!合)计分|(?:每|少|迟|晚|如有|若有)\S{1,14}扣|(?:得|扣)\S{0,3}分值|[\d%]\s*得\s*\d|(?:评分|计分)(?:标准|办法)[:为是]"
)


def sentences(text: str, heading: str = "") -> Iterator[Sentence]:
    """The sentences of a text that may tell a figure or a grade, each under its heading.

    A heading is a short line without a stop, or what a line of a list begins with: 1.培训人数。目标120人，实际126人.
    """
    at, money, lines = 0, "", narrow_lines(text)
    for line in lines:
        run_in = _RUN_IN.match(line)
        is_short = 0 < len(line.strip()) < HEADING and (not _STOP.search(line.rstrip()) or _is_all(run_in, line))
        is_heading = len(lines) > 1 and (is_short or bool(_ITEM_HEAD.fullmatch(line))) and not _is_told(line)
        heading = line.strip() if is_heading else heading
        money = unit[1] if (unit := _UNIT.search(line)) else money
        begun, ends = 0, [found.end() for found in _END.finditer(line)]
        lead, listed = line[: ends[0] - 1] if ends else "", _listed(line)
        for end in [*ends, len(line)]:
            piece = line[begun:end]
            if _TELLS.search(piece) and len(piece) <= LONGEST:
                is_under = run_in is not None and begun >= run_in.end(run_in.lastgroup or 0)
                told = run_in[run_in.lastgroup or 0] if run_in and is_under else heading
                is_listed = listed[bisect(listed, (begun, True)) - 1][1]
                yield Sentence(
                    piece,
                    at + begun,
                    told,
                    is_listed,
                    money,
                    lead if 0 < begun <= _FAR else "",
                    line[max(0, begun - _FAR) : begun],
                )
            begun = end
        at += len(line) + 1


def _listed(line: str) -> list[tuple[int, bool]]:
    """Where each stretch of a line between two full stops begins, and whether it tells points between several semicolons."""
    told, at = [], 0
    for stretch in line.split("。"):
        told.append((at, sum(bool(_POINTS.search(piece)) for piece in stretch.split(";")) > 1))
        at += len(stretch) + 1
    return told


def _is_told(line: str) -> bool:
    """Whether a line tells something, rather than heading what follows: bullets, one thing of a row, a figure that is no number of points."""
    if _WITH_POINTS.search(line):
        return False
    rest = _OF_POINTS.sub("", _IN_BRACKETS.sub("", line.lstrip(NUMBERING)))
    return bool(_BULLET.match(line) or _TOLD_OF_ROW.match(line) or _TELLS_MORE.search(rest))


def _is_all(found: re.Match[str] | None, line: str) -> bool:
    """Whether a line is nothing but what a line of a list begins with, as 1.按需支出。 is."""
    return found is not None and not line[found.end() :].strip()


def narrow_lines(text: str) -> list[str]:
    """The lines of a text in half-width signs, each sign at its place."""
    return [narrow(line) for line in re.split(r"[\r\n]", text)]


def _without_standards(text: str) -> str:
    """A sentence without what stands from its first clause on how points are given to the last one."""
    if _ITEM.fullmatch(text) or _CASE.search(text) or (_FAULT.search(text) and not _TOLD_TOO.search(text)):
        return "＃" * len(text)
    told = [found.span() for found in _CLAUSES.finditer(text) if _STANDARD.search(found[0]) and "根据评分标准" not in found[0]]
    if not told:
        return text
    begin, end = told[0][0] if "为止" not in text[told[-1][0] :] else 0, told[-1][1]
    return text[:begin] + "＃" * (end - begin) + text[end:]


def masked(sentence: Sentence) -> str:
    """The sentence with every number that is no figure of anything blotted out, at the same length; so are clauses on how points are given.

    Of a limit that is a target (目标值不低于90%) only the words are, with ``LIMIT``.
    """
    text = _without_standards(sentence.text)
    is_of_goals = bool(_GOALS.search(sentence.heading + text)) and not _LATER.search(sentence.heading + text)
    return _MASKED.sub(lambda found: _blotted(found, is_of_goals), text)


def _blotted(found: re.Match[str], is_of_goals: bool) -> str:
    limit, behind = found["limit"] or "", found["behind"] or ""
    is_limit, is_aim = bool(limit or behind), bool(_AIM_BEHIND.match(found.string, found.end()))
    if is_limit and (is_of_goals or is_aim or _AIM.search(found.string, max(0, found.start() - _NEAR), found.start())):
        return LIMIT * len(limit) + found[0][len(limit) : len(found[0]) - len(behind)] + LIMIT * len(behind)
    return "＃" * len(found[0])
