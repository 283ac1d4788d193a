"""What offices call money and rates: the words before a figure, read whole, and which amounts of the funding table they may mean."""

from __future__ import annotations

import re

from xlgen.prose.label_words import bare
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention

# What is matched is never tried again (*+): every line takes as many steps as the words are long.
_FILL = r"(?:整个|因此|全年|本年度?|当?年度|当年|今年|年末|年底|年终|年内|期末|本|该|项目|年度资金总额|年度总额|资金总额|资金|经费|基金|专项|业务费|来源|拨款|总|共|计|累计|合计|总计|全部|实际|已|均|在|的|和|我局|我单位|我中心|单位|部门|财政|县级|市级|省级|区级|本级|其中|最后|最终|批下来|账面|账上|只|仅|才|＃|〓|\s)"
_IS = r"(?:为|是|有|共|计|达到?|了|到|至|完成|总额|总数|总量|金额|资金|经费|账|额|数|款|合计|约|的|\s|\()*+"
_BUDGETED = r"(?:资金|经费|总额|总数|总量|额度|规模|指标|金额|数|安排|批复|下达|核定|收入|总|共|为|的|\s)*+"
_SPENT = r"(?:执行|支出|使用|支付|花费|列支|投入|开支|决算)(?:进度|执行|完成|使用|支出)?"
_SHARE = r"(?:率|进度|比例|比率)"
_OF_BUDGET = rf"{_FILL}*+(?:批复|安排|下达)?的?预算{_BUDGETED}(?:比例|比重|比率)?{_IS}"
# words before an amount → roles, any of which it may be; the first line that fits the whole of them holds
_AMOUNTS = [
    (rf"{_FILL}*+年初(?:安排|批复|下达|的)*+预算{_BUDGETED}{_IS}", ("initial",)),
    (
        rf"(?=.{{0,30}}?(?:(?:全年|年末)(?:后|的){{0,2}}|(?:调整|追加)后的?)预算)(?:{_FILL}|调整后?|追加后?)*+预算{_BUDGETED}{_IS}",
        ("budget",),
    ),
    (rf"{_FILL}*+年初{_IS}", ("initial",)),
    (rf"{_FILL}*+预算{_BUDGETED}调整{_IS}", ("budget",)),
    (rf"{_FILL}*+预算支出{_IS}", ("executed", "budget", "initial")),
    (rf"{_FILL}*+预算[数和与、及]+(?:执行|支出)数?[都均]{_IS}", ("budget", "executed")),
    (rf"{_FILL}*+(?:批复|安排|下达|财政|核定|纳入|列入)*+{_FILL}*+预算{_BUDGETED}{_IS}", ("budget", "initial")),
    (rf"{_FILL}*+(?:批复|安排|下达|核定){_FILL}*+{_IS}", ("budget", "initial")),
    (rf"{_FILL}*+范围{_IS}", ("budget",)),
    (rf"占{_FILL}*+预算{_BUDGETED}{_IS}", ("budget",)),
    (rf"{_FILL}*+应到位{_IS}", ("budget", "initial")),
    (rf"{_FILL}*+(?:(?:落实|拨付)?(?:到位|到账)|实到|实收|实际收到|收到){_FILL}*+{_IS}", ("received",)),
    (
        rf"{_FILL}*+(?:结余|结转结余|结转|剩余|余额|尚余|[只还尚]?剩下?|没有花出去的|(?:没有|未)(?:支出|使用)的?){_FILL}*+{_IS}",
        ("balance",),
    ),
    (rf"(?=.{{0,12}}?(?:实际|共|全年|累计|只用|仅用|才用)){_FILL}*+(?:预算)?{_FILL}*+用{_IS}", ("executed",)),
    (rf"{_FILL}*+(?:预算)?{_FILL}*+(?:完成|形成|发生)?{_SPENT}{_FILL}*+{_IS}", ("executed",)),
]
_RATES = [
    (rf"{_FILL}*+(?:预算)?{_FILL}*+(?:执行|支出){_SHARE}{_IS}", ("rate",)),
    (
        rf"(?=.{{0,12}}?(?:预算|资金|经费))(?:预算|{_FILL})*+(?:使用|支付|完成){_SHARE}{_IS}",
        ("rate",),
    ),  # 完成率 alone is of anything
    (rf"{_FILL}*+(?:预算)?{_FILL}*+(?:到位|到账){_SHARE}{_IS}", ("received_rate",)),
    (rf"{_FILL}*+(?:{_SPENT}\S{{0,4}}?)?占{_OF_BUDGET}", ("rate",)),
    (rf"{_FILL}*+(?:完成|执行)了?{_OF_BUDGET}", ("rate",)),
]
_ONLY_FILLED = re.compile(_FILL + "*+" + _IS)
_READ: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {
    "money": [(re.compile(rf"\A{words}"), roles) for words, roles in _AMOUNTS],
    "percent": [(re.compile(rf"\A{words}"), roles) for words, roles in _RATES],
}


def by_alias(mention: Mention, before: str, figures: list[FormFigure], is_part: bool) -> list[FormFigure]:
    """The amounts or rates that the words around a figure name, of one source of money where they name one.

    ``is_part``: it is none of the whole, so that a source has to be named.
    """
    readings = _READ.get(mention.kind)
    if readings is None:
        return []
    named, words = _source(_OFFICES.sub("", before), figures, said_before(mention)[mention.clause :])
    if not named and is_part:
        return []
    roles = _behind(mention, words) or next((roles for pattern, roles in readings if pattern.fullmatch(words)), ())
    if not roles and named and _ONLY_FILLED.fullmatch(words):
        roles = ("budget", "executed", "received", "initial")
    sources = named or (_source_before(mention, figures) if mention.kind == "percent" else ("",))
    return [each for each in figures if each.role in roles and each.source in sources and each.kind == mention.kind]


def _source_before(mention: Mention, figures: list[FormFigure]) -> tuple[str, ...]:
    """The source of money that earlier clauses name last, whose rate may be told, and the whole."""
    said = said_before(mention)[: mention.clause]
    at = {each.source: said.rfind(each.source) for each in figures if each.source and each.source in said}
    return (max(at, key=lambda source: (at[source], len(source))), "") if at else ("",)


def is_called_behind(mention: Mention) -> bool:
    """Whether an amount or a rate is called by what stands behind it."""
    called = {"money": _CALLED, "percent": _RATE_CALLED}.get(mention.kind)
    return called is not None and bool(called.match(mention.after))


def _behind(mention: Mention, words: str) -> tuple[str, ...]:
    """What an amount is called behind it: 30万元的预算, 28万元的总支出."""
    if len(bare(words)) > _FEW:
        return ()
    if mention.kind == "percent":
        rate = _RATE_CALLED.match(mention.after)
        return (("received_rate",) if rate[1] == "到位" else ("rate",)) if rate else ()
    found = _CALLED.match(mention.after)
    return _CALLED_SO[found[1]] if found else ()


_RATE_CALLED = re.compile(r"\s*的(?:预算|资金)?(执行|支出|到位)(?:率|进度)")  # 92.57%的执行率
_CALLED = re.compile(r"\s*的?(?:全年|年度|年初)?总?(预算|盘子|支出|投入|结余|余额)(?!执行|率|科目|股|处|收入)")
_CALLED_SO = {
    "预算": ("budget", "initial"),
    "盘子": ("budget", "initial"),
    "支出": ("executed",),
    "投入": ("executed", "budget"),
    "结余": ("balance",),
    "余额": ("balance",),
}
_FEW = 4  # signs before an amount that is called by what stands behind it


def _source(before: str, figures: list[FormFigure], raw: str) -> tuple[tuple[str, ...], str]:
    """The source of money that is named, and the words without it; 财政 alone may say who gave the whole.

    ``raw`` is the clause with its years, which a project's name may begin with.
    """
    for source in sorted({each.source for each in figures if each.source}, key=lambda name: (-len(name), name)):
        if (year := _YEAR.match(source)) and source in raw:
            return (source,), before.replace(source[year.end() :], "", 1)
        for name in source_names(source):
            if name in before:
                return ((source, "") if name == _GIVER else (source,)), before.replace(name, "", 1)
    return (), before


def source_names(source: str) -> list[str]:
    """What a source of money is called: 当年财政拨款, 财政拨款, 财政资金, 财政."""
    stem = source.removeprefix("当年").removeprefix("上年").removesuffix("资金").removesuffix("拨款")
    names = (source, source.replace("财政", "", 1), source.removesuffix("资金"), stem + "拨款", stem + "资金", stem)
    return [name for name in names if len(name) >= 2 and name != _OTHERS]


_OTHERS = "其他"  # 其他2.3万元 is not of 其他资金
_GIVER, _YEAR = "财政", re.compile(r"20\d\d年度?")
_OFFICES = re.compile("[省市县区州镇乡本]?级?财政(?:局|厅|部门)|[省市县区州]人大")
