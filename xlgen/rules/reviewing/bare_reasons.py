"""What a reason leaves unsaid: it claims that all was done, it is made of phrases that fit everything, it names no measure.

Read clause by clause: one clause that says more, and nothing is claimed of the whole. So 未能全部完成 and 除一期外，均已完成 claim nothing.
"""

from __future__ import annotations

import re

from xlgen.rules.reviewing.wordings import tidied

_CLAUSES = re.compile(r"[,，、。；;!]+")
_ABOUT = "各项|全年|本年度?|年度|所有|本项目?|该项目?|此项|项目|目标|任务|指标|工作|计划"
_HOW = "均|都|皆|已经?|全部|全面|圆满|超额|顺利|按时|按期|如期|按计划|按要求|100%"
_CLAIM = re.compile(
    rf"(?:{_ABOUT}|{_HOW})*+(?:完成|达标|达成|实现|达到)(?:了|年度|全年|预期|既定|全部|各项|目标|任务|指标值?|工作|计划|100%)*+"
)
_FULLY = re.compile("全部|全面|圆满|超额|按时|按期|如期|按计划|均|都|已|100%")
_NO_FAULT = re.compile(
    r"(?:与(?:年度|预期|绩效|既定|目标|指标值?|计划)*+)?(?:均|都|皆)?(?:无|没有|不存在|未发生|未出现|未产生|未有)(?:任何)?"
    r"(?:偏差|偏离|未完成|未达标|未达到)(?:的?(?:情况|现象|问题|事项|指标|任务|目标|工作|原因))?"
)

# Phrases that fit every project and say nothing of any: xlgen 的约定，取自公开的自评表和自评报告里常见、换到哪个项目都能写的话。
EMPTY_PHRASES = """
    按要求完成 按规定完成 按要求完成任务 按规定执行 按照规定执行 按要求执行 按照要求执行 按要求落实 按规定办理 按程序办理 基本完成 完成较好 完成情况良好
    严格执行规定 严格执行有关规定 严格执行制度 严格按规定执行 严格按照规定执行 严格遵守规定 严格按规定使用资金 严格按照规定使用资金 按规定使用资金 符合规定 符合要求
    专款专用 资金使用规范 资金使用合规 管理规范 手续齐全 程序规范
    效果良好 效果较好 效果显著 效果明显 效果好 成效良好 成效较好 成效显著 成效明显 取得良好效果 取得较好效果 取得显著效果 取得良好成效 取得较好成效 取得显著成效 取得明显成效
    达到预期 达到预期效果 达到预期目标 实现预期目标 实现预期效果 效益良好 效益显著 运行良好 运行正常 执行情况良好 进展顺利 推进顺利 情况良好 情况正常 一切正常
    群众满意 群众比较满意 满意度较高 满意度高 反响良好 群众反响良好 受到好评 受到群众好评 得到好评 得到群众好评
    高度重视 领导重视 领导高度重视 精心组织 认真组织实施 认真落实 认真执行 积极推进 稳步推进 有序推进 扎实推进 狠抓落实 统筹安排 加强管理 加强领导 继续努力 再接再厉
    客观原因 客观因素 客观因素影响 特殊原因 历史原因 其他原因 各种原因 工作需要 实际工作需要 实际情况 根据实际情况 受客观因素影响 客观原因造成 客观原因导致
""".split()
_PADDING = re.compile(
    "已经?|均|都|全部|各项|本项目|该项目|项目|工作|我单位|本单位|我局|本局|今后|总体|整体|的|了|相关|有关|国家|各级|由于|(?<!原)因(?!素)为?"
)
_EMPTY = frozenset(_PADDING.sub("", phrase) for phrase in EMPTY_PHRASES)

# Words of a measure, taken or to be taken. A doubtful one counts: who is asked for what stands there is annoyed.
_MEASURE = re.compile(
    "已|将|(?<![模虚])拟|下一?步|下阶段|今后|以后|明年|下年|次年|来年|整改|改进|加[强大快派]|强化|细化|督促|催[办促收]|对接(?!不)|沟通(?!不)|衔接(?!不)"
    "|争取|力争|尽快|继续|确保|顺延|措施(?![不未缺欠])|列入|纳入|重新|增[设配派]|增加(?:投入|人手|频次|发放|宣传)|补[训考办齐充做发种]|改[在用为由]"
    "|(?<![不未有待够])(?:完善|健全|规范|落实|提高|提升|优化|改善|协调|建立|制定|制订|修订|印发)|(?<![算金])安排|(?<![策划])调整|计划[于在到明下次来今]|推进(?![缓较不滞])"
    "|后(?:再|即)?(?:实施|办理|支付|开展|进行)"
)


def claims_all_done(text: str) -> bool:
    """Whether a text says nothing but that all was done, or that nothing fell short; praise beside it is no more."""
    clauses = _said(text)
    return all(map(_says_no_more, clauses)) and any(map(_is_claim, clauses))


def says_nothing(text: str) -> bool:
    """Whether a text is made of empty phrases only; one that claims that all was done says that."""
    clauses = _said(text)
    return bool(clauses) and all(map(_is_empty, clauses)) and not any(map(_is_claim, clauses))


def names_measure(text: str) -> bool:
    """Whether a text names something that was done, or will be, so that it is better next time."""
    return bool(_MEASURE.search(tidied(text)))


def _said(text: str) -> list[str]:
    return [clause for clause in _CLAUSES.split(tidied(text)) if clause]


def _says_no_more(clause: str) -> bool:
    return _is_claim(clause) or _is_empty(clause)


def _is_claim(clause: str) -> bool:
    return bool(_NO_FAULT.fullmatch(clause) or (_CLAIM.fullmatch(clause) and _FULLY.search(clause)))


def _is_empty(clause: str) -> bool:
    return _PADDING.sub("", clause) in _EMPTY
