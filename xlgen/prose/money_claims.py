"""What a text claims of spending: more than was granted (超支, 超出预算), or less (节约, 结余).

Only what a clause says by itself and of a whole: a part, another year, a plan, a purchase, a condition and a denial are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xlgen.words.spelling import narrow, squeeze

Way = Literal["over", "saved"]
_SENTENCES, _CLAUSES = re.compile(r"[。；;!?\n]+"), re.compile(r"[、()]|:(?!\d)|,(?!\d{3})")
_WORDS = re.compile("超支|超出|超过|超预算|节约|节省|结余|节余")
_ELSE = re.compile(  # another year, a plan, a part, what came of it: the amounts of the form need not show it
    "上年|去年|往年|以前年度|年初|下年|明年|次年|下一步|今后|计划|拟|将|应当|如|若|避免|防止|控制|风险|招标|采购|谈判|比价|自筹|自有|垫付|其他资金"
    "|收回|上缴|交回|缴回|调剂|统筹|调整|追加|用于|结转|其中|单价|每|均|尾款|质保|部分|个别|有的|某|分别|季度|上半年|下半年|[1-9]月"
)
# What may stand around a claim; nothing in it denies. What is matched is never tried again (*+).
_PADDING = (
    "全年|年度|本年度?|当年|年末|年底|本项目|该项目|项目|预算|财政|专项|总|整体|总体|资金|经费|本|该|我局|我单位|本单位|支出|执行|使用|实际|成本|费用|合计|数|额|金额|的|已|共"
    "|因此|故|且|但|也|仍|确实?|出现了?|存在|产生了?|形成了?|发生了?|造成了?|导致了?|致使|有所|略有|略微|小幅|尚有|有"
)
_BUDGET = "(?:年度|全年|批复|安排|下达|核定|项目|财政|的)*+预算(?:安排|批复|下达|总额|金额|资金|数|支出|执行)*+"
_BEHIND = r"(?:资金|经费|支出|成本|费用|预算|财政|了|约|达|共|为|的|:)*+(?:(?<!\d)\d++(?:[.,]\d++)*+(?:%|亿元|万元|元))?(?:的?(?:情况|现象|问题))?"
_CLAIMS: dict[Way, re.Pattern[str]] = {
    "over": re.compile(rf"\A(?P<subject>(?:{_PADDING})*+)(?:超支|超(?:出|过)?了?{_BUDGET}){_BEHIND}"),
    "saved": re.compile(rf"\A(?P<subject>(?:{_PADDING})*+)(?:节约|节省|结余|节余){_BEHIND}"),
}
_FACT = re.compile("有|了|已|出现|存在|产生|形成|发生|[1-9]")  # what makes more of 资金结余, 超支情况 than a heading
_HEADING = ("情况", "现象", "问题")


@dataclass(frozen=True, slots=True)
class MoneyClaim:
    """A clause that says that more or less was spent, and what it says this of: 全年支出, 成本, "" where it does not say.

    ``leads`` where it is the first of its sentence; others may be about what was spoken of before.
    """

    clause: str
    way: Way
    subject: str
    leads: bool


def may_claim(text: str) -> bool:
    """Whether a text has any of the words; most have none."""
    return bool(_WORDS.search(text))


def money_claims(text: str, own: str = "") -> Iterator[MoneyClaim]:
    """The claims of a text; ``own`` is the cost in whose row it stands, spoken of as 成本."""
    for sentence in _SENTENCES.split(narrow(text)):
        bare = squeeze(sentence.replace(own, "成本") if own else sentence)
        if not may_claim(bare) or _ELSE.search(bare):
            continue
        for at, clause in enumerate(_CLAUSES.split(bare)):
            yield from (
                MoneyClaim(clause, way, said["subject"], leads=at == 0)
                for way, pattern in _CLAIMS.items()
                if (said := pattern.fullmatch(clause)) and _is_fact(way, clause)
            )


def _is_fact(way: Way, clause: str) -> bool:
    """Whether a clause tells something, and not nought: 资金结余 and 超支情况 by themselves are headings, 结余0元 is none."""
    is_bare = way == "saved" or clause.endswith(_HEADING) or any(map(str.isdigit, clause))
    return bool(_FACT.search(clause)) if is_bare else True
