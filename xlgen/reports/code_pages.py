"""``xlgen explain XG301``: a page on one code, in plain Chinese, from the rule's docstring or the catalogue's row."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.catalogue import Code
from xlgen.findings import Severity
from xlgen.reports.example_words import in_words
from xlgen.rules.codes import all_codes
from xlgen.rules.docstrings import FINDS, SOURCE, WHY, told
from xlgen.rules.registry import Rule
from xlgen.words.nearest import nearest

_WEIGHT: Mapping[Severity | None, str] = {
    Severity.ERROR: "错误，表要退回",
    Severity.WARNING: "需核实，不一定有错",
    Severity.NOTE: "说明，不影响接收",
    None: "无法读取，整份退回重报",
}
_ROSTER: Mapping[Severity | None, str] = {Severity.ERROR: "错误，改好才能下发", Severity.WARNING: "提示，可以照发"}
# What a code without a rule says of all its group: why it matters and on which source.
_GROUPS = {
    "XG0": ("读不了的文件没有答案，不能计分，也不进汇总，要重报", "xlgen 的约定：读不准的文件不猜"),
    "XG04": ("认不准的表不能照这一批的规则计分，也不进汇总", "下发清单：下发过哪些项目的哪些表"),
    "XG05": ("校验以下发时留存的清单为准，没有它就看不出目标、分值改没改过", "下发时留存的 manifest.json"),
    "XG1": ("照样校验、照样计分，只是少了一重核对", "下发时留存的 manifest.json"),
    "XG22": ("写下的答复要么用上，要么说明没有用上", "退回意见上填报人写的话"),
    "XL1": ("项目清单里的错会印到每一张表上，下发以后再改就要全部重来", "项目清单的写法，见 xlgen roster 生成的样表"),
    "XL2": ("表式里的错会出现在用它的每一张表上", "表式的写法，见 docs 里的“开发”一页"),
}


def explain_code(code: str) -> str:
    """The page on a code; a sentence that names the nearest for a code there is not."""
    code, codes = code.strip().upper(), all_codes()
    return "\n".join(page(codes[code])) if code in codes else _unknown(code, codes)


def page(known: Code) -> list[str]:
    """Lines: title and weight, what is found, why, an example found and one left alone, what to do, on which source."""
    title = f"{known.code} {known.title}（{_weight(known)}）"
    return [title, *(f"{label}：{said}" for label, said in _parts(known) if said)]


def finds(known: Code) -> str:
    """What a code finds, in a sentence."""
    return told(known).finds if isinstance(known, Rule) else known.means


def why(code: str) -> str:
    """Why a code is reported, in a sentence; "" for a code there is not."""
    known = all_codes().get(code)
    return dict(_parts(known)).get(WHY, "") if known else ""


def _parts(known: Code) -> list[tuple[str, str]]:
    if not isinstance(known, Rule):
        why, source = next(said for group, said in sorted(_GROUPS.items(), reverse=True) if known.code.startswith(group))
        return [(FINDS, known.means), (WHY, why), ("怎么办", known.hint), (SOURCE, source)]
    said = told(known)
    found = [("会报的例子", in_words(said.fails[0]))] if said.fails else []
    left = [("不报的例子", in_words(said.passes[0]))] if said.passes else []
    return [(FINDS, said.finds), (WHY, said.why), *found, *left, ("怎么办", known.hint), (SOURCE, said.source)]


def _weight(known: Code) -> str:
    words = _ROSTER if known.code.startswith("XL") and known.severity in _ROSTER else _WEIGHT
    return words[known.severity]


def _unknown(code: str, codes: Mapping[str, Code]) -> str:
    first, *_, last = codes
    meant = nearest(code, codes)
    near = f"最接近的是 {meant}（{codes[meant].title}）。" if meant else ""
    return f"没有“{code}”这个代码。{near}代码从 {first} 到 {last}，印在每条问题的前面"
