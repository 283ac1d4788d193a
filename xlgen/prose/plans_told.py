"""What a figure is said of: what was to be, and another time, rather than what is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlgen.prose.records import Mention, Setting

AIM_BEHIND = re.compile(r"\s*的(?:年度|年初)?(?:目标|预期|指标值|计划)")  # 高于90%的目标
_YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d{1,2}月\s*\d{1,2}日)")  # a day is when something was done, not what a figure is of
_WHOLE_YEAR = re.compile(r"(?:截[至止]到?|[至到]|-|~)\D{0,3}(?:20\d\d年)?12月")
_BESIDE = re.compile(
    r"(?:与|同|和|跟|较|比)(?:上年|去年|上一年|20\d\d年)[^,。;]{0,16}(?:相比|比较|对比|相较)(?:,|$)"
)  # what is compared with
_TILL = re.compile(r"截[至止]到?(?:20\d\d年)?(\d{1,2})月")
_MEASURED_BY = re.compile(
    r"(?:围绕|对照|按照|根据|依据|为完成|为实现|按|超过|超额|达到|完成|高于|优于|符合)\S{0,10}?(?:目标|计划|任务|要求|标准|预期)"
)
_PLAN = re.compile(
    r"目标(?!完成|实现|达成|合理|明确|科学|情况|[定设]得|偏|过[低高]|不[够科])|计划(?!完成)|预期|预计|(?<!防控)(?<!工作)任务(?!完成|重|繁)|指标值|应达|拟|将(?:于|在|进一步|继续)|力争|争取"
)
_AIM_TOLD = re.compile(  # 目标值90%, behind which nothing more is planned
    r"(?:目标|指标|计划|预期)值?(?:为|是|:)?\s?\d[\d.,]*\s?[^\d,;]{0,4}(?=[,;])"
)
_AIMS = re.compile(r"(?:绩效|年度|总体|全年|年初|项目)目标(?:是|为|:)|(?:绩效目标|目标)(?:设定|设置)?(?:情况)?(?:[(].*)?\s*+\Z")
_MEANT = re.compile(r"\A.*目标(?:是|为|:)")
_SURELY = re.compile(r"实际|截至|累计|已|完成了|完成情况|得分|自评|实现情况|均完成")
_NEXT = re.compile(r"下一?年|明年|来年|次年(?!\s?\d{1,2}月)|今后|下一步|下一阶段|20\d\d年计划")
_PART, _WHOLE = re.compile("其中|其余|另有|第.期|第.批|抽[查取检]|中的"), re.compile("全年|总体|整体|合计|共计|全部|项目")
_NO_PART = re.compile(
    r"\s*(?:全年|实际|累计|当年|本年|年末|年底|已|共)*(?:合计|共计|总计|支出|执行|使用|支付|结余|结转|剩余|到位|完成)"
)
_PAST, _THIS_YEAR = (
    re.compile("(?:上年|去年|往年|上一年度?)(?!度?结转|结余|末?结转|度?评价)"),
    re.compile("本年|今年|当年|全年|截至|(?<!上)年[末底]"),
)
_REAL = re.compile(r"实际|完成(?!率)|达到|实现|截至|执行|支出|得分|结果|累计|测评|调查|问卷|统计|已|全年共|共计|均为")
_NEARBY = 24  # signs before a clause in which a part is spoken of
_OF_OTHERS = re.compile("上一年|测评得分|部门整体|部门|内部|同类|其他|平均|测试|考试|最高|最低|上年|去年")
_TOPIC = re.compile(r"\s*+(?:[①-⑳]|[(]?(?:[一二三四五六七八九十]++|\d{1,2})[.、)])?\s*+(?P<name>[^。;:,]{2,40})(?:方面|情况)?:")
_STRANGE = 2  # signs
_USUAL = re.compile(
    "资金|收支|收入|支出|预算|决算|执行|情况|方面|金额|投入|使用|来源|概况|说明|其中|如下|目标|完成|指标|项目|年初|全年|年度|部门|总体|整体|绩效|自评|结果"
    "|没有用完|未用完|没用完|不均衡|不高|偏低|较低|偏慢|滞后|缓慢|进度|结余|核对|无误|账面|得分|合计|总计|实际|到位|经费|财政|\\d++年?|[的与和及(),.]"
)
_OF_NEXT = re.compile(r"下一步|下一年|打算|工作计划|建议")
_OF_PLANS = re.compile(r"目标(?!.{0,6}(?:完成|实现|达成|情况|分析|合理|明确|科学))|下一步|打算|计划(?!完成)|建议")


def is_of_others(words: str, known: Iterable[str]) -> bool:
    """Whether words speak of something else than what is known by its name, or of a mean or an extreme."""
    names = tuple(known)
    return any(all(word not in name for name in names) for word in _OF_OTHERS.findall(words))


def topic_of(mention: Mention) -> str:
    """What a sentence says first that it is about: 上解疫苗费 in 3.上解疫苗费：预算334.68万元; "" where it does not."""
    found = _TOPIC.match(mention.sentence.text)
    return found["name"] if found and found.end() <= mention.start - mention.sentence.start else ""


def is_strange(topic: str) -> bool:
    """Whether a topic is something else than the money or the work of the whole."""
    return len(_USUAL.sub("", topic)) >= _STRANGE


def said_before(mention: Mention) -> str:
    """The sentence before a mention, as written."""
    return mention.sentence.text[: mention.start - mention.sentence.start]


def is_another_time(mention: Mention, setting: Setting, named: Iterable[str] = ()) -> bool:
    """Whether it is a figure of another year, or of some months; a year that stands in what is ``named`` tells no time."""
    said, clause = _BESIDE.sub("", said_before(mention)), said_before(mention)[mention.clause :]
    for name in named:
        said = said.replace(name, "")
        clause = clause.replace(name, "")
    years = _YEAR.findall(said)
    is_of_months = "月" in clause and not _WHOLE_YEAR.search(clause)
    till = _TILL.findall(said)
    return is_of_months or bool(till and till[-1] != "12") or bool(years and setting.year and years[-1] != setting.year)


def is_of_earlier_year(mention: Mention, setting: Setting, named: Iterable[str] = ()) -> bool:
    """Whether the year that is named last is before that of the form; a report is written in the year after it.

    A year that stands in what is ``named`` tells no time.
    """
    said = said_before(mention)
    for name in named:
        said = said.replace(name, "")
    years = _YEAR.findall(said)
    return bool(years and setting.year and years[-1] < setting.year)


def is_planned(mention: Mention) -> bool:
    """Whether an earlier clause, or the heading, says that what follows was to be, or is of a part: 年度目标：培训120人, 合格率95%."""
    said = said_before(mention)
    aimed = _last(_AIMS, said) + 1 or (1 if _AIMS.search(mention.sentence.heading) else 0)
    if aimed > _last(_SURELY, said) + 1:
        return True
    earlier, clause = _AIM_TOLD.sub("", _MEASURED_BY.sub("", said[: mention.clause])), said[mention.clause :]
    lately = earlier[-_NEARBY:]
    is_of_part = mention.kind != "money" and _last(_PART, lately) > _last(_WHOLE, lately)
    if is_of_part and not _WHOLE.search(clause):
        return True
    if _REAL.search(clause):
        return False
    planned, real = _last(_PLAN, earlier), _last(_REAL, earlier)
    if planned > real:
        return True
    return real < 0 and bool(_OF_PLANS.search(mention.sentence.heading))


def of_what_is_planned(words: str) -> str:
    """What is to be, without the words that say so: 年初目标是审核救助申请 → 审核救助申请."""
    return _MEANT.sub("", words)


def is_part(mention: Mention) -> bool:
    """Whether an amount behind 其中 is one of the parts: not their sum, nor what became of the whole."""
    return not _NO_PART.match(mention.near or mention.before)


def is_of_other_years(mention: Mention) -> bool:
    """Whether an earlier clause speaks of the years to come, or of those before."""
    said = said_before(mention)
    earlier = _BESIDE.sub("", said[: mention.clause])
    is_past = _last(_PAST, earlier) > _last(_THIS_YEAR, said)
    is_to_come = _OF_NEXT.search(mention.sentence.heading) and "问题" not in mention.sentence.heading  # 六、问题和建议
    return is_past or bool(_NEXT.search(earlier) or is_to_come)


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((found.end() for found in pattern.finditer(words)), default=-1)
