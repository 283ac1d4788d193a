"""What offices call money and rates: the words before a figure, read whole, and which amounts of the funding table they may mean."""

from __future__ import annotations

import re

from xlgen.prose.records import FormFigure, Mention

# What is matched is never tried again (*+): every line takes as many steps as the words are long.
_FILL = r"(?:全年|本年度?|年度|当年|今年|年末|本|该|项目|资金|经费|专项|业务费|总|共|累计|合计|总计|实际|已|在|的|和|我局|我单位|我中心|单位|部门|其中|＃|\s)"
_IS = r"(?:为|是|共|计|达到?|了|到|完成|总额|金额|资金|经费|账|数|款|合计|约|的|\s|\()*+"
_BUDGETED = r"(?:资金|经费|总额|金额|数|安排|批复|下达|核定|收入|总|为|\s)*+"
_SPENT = r"(?:执行|支出|使用|支付|花费|列支|投入)(?:进度|执行|完成|使用|支出)?"
_OF_BUDGET = rf"占{_FILL}*+(?:批复|安排|下达)?的?预算{_BUDGETED}{_IS}"
# words before an amount → roles, any of which it may be; the first line that fits the whole of them holds
_AMOUNTS = [
    (rf"{_FILL}*+年初(?:安排|批复|下达|的)*+预算{_BUDGETED}{_IS}", ("initial",)),
    (
        rf"(?=.{{0,30}}?(?:全年|调整|年末|追加)(?:后|的){{0,2}}预算)(?:{_FILL}|调整后?|追加后?)*+预算{_BUDGETED}{_IS}",
        ("budget",),
    ),
    (rf"{_FILL}*+预算支出{_IS}", ("executed", "budget", "initial")),
    (rf"{_FILL}*+(?:批复|安排|下达|财政|核定)*+预算{_BUDGETED}{_IS}", ("budget", "initial")),
    (rf"{_FILL}*+(?:批复|安排|下达){_FILL}*+{_IS}", ("budget", "initial")),
    (rf"{_FILL}*+范围{_IS}", ("budget",)),
    (rf"{_FILL}*+到位{_FILL}*+{_IS}", ("received",)),
    (rf"{_FILL}*+(?:结余|结转结余|结转){_FILL}*+{_IS}", ("balance",)),
    (rf"{_FILL}*+(?:预算)?{_SPENT}{_FILL}*+{_IS}", ("executed",)),
]
_RATES = [
    (rf"{_FILL}*+(?:预算)?{_FILL}*+(?:执行|支出|使用|支付|完成)(?:率|进度){_IS}", ("rate",)),
    (rf"{_FILL}*+(?:预算)?到位率{_IS}", ("received_rate",)),
    (rf"{_FILL}*+(?:{_SPENT}\S{{0,4}}?)?{_OF_BUDGET}", ("rate",)),
]
_ONLY_FILLED = re.compile(_FILL + "*+" + _IS)
_READ: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {
    "money": [(re.compile(rf"\A{words}"), roles) for words, roles in _AMOUNTS],
    "percent": [(re.compile(rf"\A{words}"), roles) for words, roles in _RATES],
}


def by_alias(mention: Mention, before: str, figures: list[FormFigure], is_part: bool) -> list[FormFigure]:
    """The amounts or rates that the words before a figure name, of one source of money where they name one.

    ``is_part``: 其中 stands before it, so that it is none of the whole.
    """
    readings = _READ.get(mention.kind)
    if readings is None:
        return []
    source, words = _source(before, figures)
    if not source and is_part:
        return []
    roles = next((roles for pattern, roles in readings if pattern.fullmatch(words)), ())
    if not roles and source and _ONLY_FILLED.fullmatch(words):
        roles = ("budget", "executed", "received", "initial")
    return [each for each in figures if each.role in roles and each.source == source and each.kind == mention.kind]


def _source(before: str, figures: list[FormFigure]) -> tuple[str, str]:
    """The source of money that is named, and the words without it."""
    for source in sorted({each.source for each in figures if each.source}, key=len, reverse=True):
        core = source.removeprefix("当年").removeprefix("上年").removesuffix("资金").removesuffix("拨款")
        for name in (source, core + "拨款", core + "资金", core):
            if len(name) >= 2 and name in before:
                return source, before.replace(name, "", 1)
    return "", before
