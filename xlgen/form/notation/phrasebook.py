"""All the ways to say what standards say again and again: ``<超>`` in a pattern is 超过, 超出, 高于, 每增加 …."""

from __future__ import annotations

import re

from xlgen.words.figures_in import figures

_AIM = "[达标线|目标值|目标|标准值|标准|指标值|计划值|计划数|计划|预算|基准]"
WAYS = {
    "得": "[可|即|则](得|计|记|给|评)",
    "满": "[可|即|则](满分|不扣分|(得|计|记|给|评|为)(满分|{points:full})|{points:marks})",
    "零": "[此项|该项|本项|指标][则|即](不得分|不计分|不给分|[得|计|记|为|得分为](0分|零分)|得0|扣完|扣全部分值)",
    "扣": "[则|即|相应|应]扣[减|除][分值|分]",
    "每": "(每|每次|每有|凡)",
    "超": f"(超过|超出|超支|超|高于|高出|高|多于|多出|多|增加|增长|增|上升|提高|上浮){_AIM}",
    "低": f"(降低|下降|减少|低于|低|少于|少|不足|差|欠缺|欠|缺少|缺|未完成|下浮|落后){_AIM}",
    "差": f"[与目标值|与指标值|与计划|与目标](相差|偏差|偏离|上下浮动|变动){_AIM}",
    "迟": "(迟延|延迟|延误|延期|逾期|推迟|拖延|超期|超时|超|迟|晚)",
    "未达": "[(未达到|未达标|不达标|未完成|低于|不足|达不到|小于)[目标值|目标|要求|标准|指标值|计划|达标线][部分]]",
    "过了": "[(超过|超出|超标|高于|超额|大于)[目标值|目标|要求|标准|指标值|计划|预算|达标线][部分]]",
    "见": "(发现|出现|发生|查出|存在|有|缺少|缺|少|未完成|违反)",
    "一": "(一|1)(项次|人次|项|次|处|个|例|起|件|条|户|人|家|份|笔|篇|场|天|名|所|类|种)",
    "扣完": "[可][累计][{points:marks}]([直至|直到|最多](扣完|扣光)[为止]|[直至|直到|最多](扣完|扣光)[该项|本项|此项|全部][指标][分值|分数|分][为止]|扣至(0|零)分[为止])",
    "封顶": (
        "((扣满|扣完|扣到|扣至){cap:points}为止|(最多|最高|至多|累计最多|合计最多)扣[减|除|分]{cap:points}[为止]|"
        "[累计|合计|最多|最高]扣分[不超过|上限|最多|最高][为]{cap:points}|以{cap:points}为限|扣分以{cap:points}为限)"
    ),
    "得分": "(得分|计分|记分|给分|赋分|计算得分|计算)",
    "其间": "[[在](上述|以上|两者)[比例|区间|范围]](其间|之间|中间|介于两者之间|区间内)",
    "完成": "(达标|(完成|达到|实现)[{_:noun}](目标值|目标任务|目标|指标值|任务|计划|要求)[{_:noun}]|按计划完成|全部完成|完成)",
    "分值": "((指标|该指标|本指标|该项|本项|该项指标|项目|标准)分值|分值|权重|{points:points})",
    "未成": "(否则|反之|未达标|不达标|未达到目标值|未达到目标|未达到|未完成|没有完成|没有)",
}
COMMON = (  # what may stand in any standard: what a measure is, and the row's points again
    "[{_:words}](率|度|比例|数|值)=[(]{_:words}/{_:words}[)]×100%",
    "(满分|[本项|该项|指标|标准]分值|本项|该项|此项|本指标)[满分|共|计|为]{points:marks}",
)
_WAY = re.compile("<([一-鿿]+)>")
_OPENING = re.compile(r"[≥≤><=每\d第]|达到|达")  # how a phrase begins that something may be the subject of
_TURNING = re.compile(  # words that may turn the meaning round
    "未(?!成年)|没有|不(?!动产|满意|合格|良|符合)|除|以外|例外|另|加分|减分|倍|扣|但|若|如|每|特殊|"
    "(约|近|至|含|仅|只|超|低|高|少|多|无|非|得)$"
)


def spelt_out(pattern: str) -> str:
    """The pattern with each ``<word>`` replaced by all the ways to say it; ValueError for a word nobody knows."""
    while match := _WAY.search(pattern):
        if match[1] not in WAYS:
            raise ValueError(f"“{pattern}”：没有“<{match[1]}>”这种说法，只有 {'、'.join(WAYS)}")
        pattern = f"{pattern[: match.start()]}({WAYS[match[1]]}){pattern[match.end() :]}"
    return pattern


def is_preamble(words: str) -> bool:
    """Whether words at the beginning only lead to what follows: 针对网格内纳税人申报情况进行考核."""
    return not any(figures(words)) and not _TURNING.search(words)


def is_subject(words: str, phrase: str, about: str) -> bool:
    """Whether words say only what the phrase right behind them is about: 在职人员控制率 before ≤100%计5分.

    ``about`` is the row's own name. Words that may turn the meaning round, or that hold a figure, are more than that.
    """
    if not _OPENING.match(phrase) or any(words[start:end] not in about for start, end in figures(words)):
        return False
    return words in about or about.endswith(words) or not _TURNING.search(words.replace(about, "") if about else words)
