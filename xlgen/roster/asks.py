"""What the columns of a roster ask for: the note at a title, what a cell may hold, and the list of scoring methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from xlgen.form.template.methods import Method
from xlgen.roster.aiming.natures import CHOICES
from xlgen.roster.example import example_rows, sheets_of
from xlgen.roster.titles import PROJECTS, amounts

METHODS = "评分方法"  # the column, and the sheet that lists them
METHOD_TITLES = ("评分方法", "别名", "口径", "评分标准写法例", "依据")
NOTES = {
    "项目编码": "每个项目一个编码，不可重复；“指标”表靠它对应项目",
    "年度": "四位年份，如 2025",
    "指标性质": "≥ 正向，≤ 反向，= 等于，定性；也可写正向、反向、定量；可不填，由指标值判断",
    "指标值": "数值、百分数（95%）、期限（2025年12月15日、10月底前）或文字；可带“≥”“不超过”“以内”",
    "计量单位": "百分数填 %",
    "分值": "各项合计加样式固定的分值应为 100",
    "评分方法": "可不填：写了评分标准的照标准读；没写的，≥ 用正向比率，≤ 用反向比率，> < 用高于得分、低于得分，0 用零目标，日期用限期完成，文字用定性分档",
    "评分标准": "方法的参数，如 ≥95%:4; ≥80%:2; 其余:0。写法见“评分方法”表",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a cell of a column may hold, and what is said to anything else; of bounds that are None there is none."""

    kind: Literal["integer", "decimal", "choice", "listed"]
    message: str  # what is not in a list may be typed all the same: a code before its project, another name of a method
    least: int | None = None
    most: int | None = None
    above: int | None = None
    choices: tuple[str, ...] = ()
    listed: str = ""  # the name of the cells that hold the choices


CODES_LISTED, METHODS_LISTED = "xlgen.codes", "xlgen.methods"  # names: Excel 2007 takes no list from another sheet otherwise
ASKS = {
    "年度": Ask("integer", "请填四位年份，如 2025", least=2000, most=2100),
    "分值": Ask("decimal", "分值应为大于 0 的数", above=0),
    "指标性质": Ask("choice", "请从下拉列表中选", choices=CHOICES),
    METHODS: Ask("listed", "不是标准名称；别名也可以用，见“评分方法”表", listed=METHODS_LISTED),
}
AMOUNT = Ask("decimal", "请填数字，不带单位", least=0)
CODE = Ask("listed", "“项目”表里没有这个项目编码", listed=CODES_LISTED)


def asks_of(template: Mapping[str, Any], sheet: str, titles: Iterable[str]) -> dict[str, Ask]:
    """What each column of a sheet may hold, by title; columns of free text are left out."""
    asks = dict(ASKS) | dict.fromkeys(amounts(dict(template)), AMOUNT)
    if sheet != PROJECTS:
        asks |= {"项目编码": CODE}
        if levels := level_names(template):
            asks |= {"一级指标": Ask("choice", "本表式没有这个一级指标", choices=levels)}
    return {title: asks[title] for title in titles if title in asks}


def level_names(template: Mapping[str, Any]) -> tuple[str, ...]:
    """一级指标 of the frame: those it gives points to, and those of its example."""
    examples = (row for name in sheets_of(template) if name != PROJECTS for row in example_rows(template, name))
    said = [*template.get("levels", {}), *(str(row.get("一级指标", "")) for row in examples)]
    return tuple(dict.fromkeys(filter(None, said)))


def method_lines(methods: Mapping[str, Method]) -> list[tuple[str, ...]]:
    """Lines of the sheet of scoring methods, one method a line."""
    return [(m.name, "、".join(m.also), m.wording, m.example, m.source) for m in methods.values()]
