"""What a text admits, or tells: that something is not done, that a target was missed, how people were asked.

Read clause by clause, so that 未发生推迟, 无未完工项目 and 推迟后已于12月完成 admit nothing. A word that may mean something else is left
alone: a doubt that is wrong costs more than one that is not raised.
"""

from __future__ import annotations

import re

from xlgen.words.spelling import narrow, squeeze

_DONE = "验收|完工|竣工|启动|开工|动工|实施|完成|建成|交付|投入使用|投用"
_OF_MONEY = "支付|付款|结算|拨付|审计|决算|报销|资金|款项|尾款|质保|贷款|还款|支出|执行率|序时"
_ASKED = "(?:年度|绩效)?(?:目标|任务|指标|计划)?的?(?:原因|因素|情况|说明|及改进)"  # 未完成原因：无 only heads what follows
_UNDONE = re.compile(
    rf"(?:尚未|仍未|还未|暂未|均未|都未|未能|没能|没有|未)(?:按时|按期|如期|全部|全面|完全|正式|及时|最终|组织|通过|进行|实质性)*(?:{_DONE})(?!{_OF_MONEY}|{_ASKED})"
    rf"|推迟|延期(?:至|到|完工|完成|验收|交付|开工|实施)"
)
_PLANNED = re.compile(rf"(?:计划|预计|拟|将)[于在]?(20\d\d)年[^，,。；;]*?(?:{_DONE})")
_NEVER = re.compile(
    r"(?:无|没有|未发生|未出现|未有|未见|不存在|杜绝|避免|防止|严禁|不得|如果|如(?!期)|若(?!干)|一旦|是否|不因|克服|或)[^，,。；;]{0,8}$"
)
_NONE_LEFT = re.compile(r"^[^，,。；;]{0,10}?(?:为|:|共)?(?:0|零|无)(?:个|项|件|处|户|人|%)?$")
_LATER = re.compile(rf"(?:已|均|现|全部|年底前?|年内|最终|后)[^，,。；;未]*?(?:{_DONE})")
_ANOTHER = re.compile("下一步|二期|三期|下年|次年度?计划|明年|来年|往年|上年|去年|以前年度")
LONGEST = 200  # signs of a clause; a longer one is no sentence of anybody's, and nothing is read out of it
_SENTENCE, _CLAUSE = re.compile(r"[。；;!\n]+"), re.compile(r"[，,、]+")

_FAILED = re.compile(
    rf"(?:未|没有|没能|未能)(?:按时|按期|如期|全部|完全)*(?:完成|达到|达标|达成|实现)(?!{_ASKED})|低于(?:年度|预期|计划|指标|目标)|未达(?:预期|标|目标)|不达标"
)
_SAMPLE = re.compile(r"(?<!\d)(\d++)余?(?:份|人|名|户|位|家|人次|个样本)|样本量?(?:为|:)?(\d+)")
_WHEN = re.compile(r"(?<!\d)\d+月|20\d\d年|季度|上半年|下半年|年末|年底|月底|20\d\d[-./]\d")
_HOW = re.compile("问卷|调查|访谈|电话|抽样|抽查|随机|走访|回访|测评|座谈|扫码|评价器|评议")


def tidied(text: str) -> str:
    """A text as these patterns read it: half width, without blanks."""
    return squeeze(narrow(text.replace("\n", "。")))


def undone(text: str, year: int = 0) -> str:
    """The clause that says that the work itself is not finished, not accepted, not begun or put off; "" where none does."""
    for sentence in _SENTENCE.split(tidied(text)):
        if _ANOTHER.search(sentence):
            continue
        clauses = _clauses(sentence)
        settled = max((i for i, clause in enumerate(clauses) if _LATER.search(clause)), default=-1)
        for i, clause in enumerate(clauses):
            if settled <= i and _is_undone(clause, year):
                return clause
    return ""


def _clauses(sentence: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(sentence) if len(clause) <= LONGEST]


def _is_undone(clause: str, year: int) -> bool:
    for found in _UNDONE.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        is_of_money = found[0].startswith(("推迟", "延期")) and re.search(_OF_MONEY, clause)
        if not (is_of_money or _NEVER.search(before) or _NONE_LEFT.search(after) or _LATER.search(after)):
            return True
    planned = _PLANNED.search(clause)
    return bool(planned and year and int(planned[1]) > year)


def failed(text: str, year: int = 0) -> str:
    """The clause that admits that a target was not reached; "" where none does."""
    if clause := undone(text, year):
        return clause
    for clause in _clauses("，".join(_SENTENCE.split(tidied(text)))):
        found = _FAILED.search(clause)
        is_of_money = re.search(_OF_MONEY, clause)
        if (
            found
            and not is_of_money
            and not (_NEVER.search(clause[: found.start()]) or _NONE_LEFT.search(clause[found.end() :]))
        ):
            return clause
    return ""


def about_surveys(text: str) -> list[str]:
    """The sentences of a text in which somebody was asked."""
    return [each for each in _SENTENCE.split(tidied(text)) if re.search("满意|问卷|调查|测评", each)]


def sample(text: str) -> int | None:
    """How many people were asked, the most that is said; None where it is not said."""
    found = [int(one or other) for one, other in _SAMPLE.findall(tidied(text))]
    return max(found, default=None)


def survey_lacks(text: str) -> list[str]:
    """What a text does not say of a survey."""
    said = tidied(text)
    told = {"样本数": _SAMPLE, "调查时间": _WHEN, "调查方式": _HOW}
    return [what for what, pattern in told.items() if not pattern.search(said)]
