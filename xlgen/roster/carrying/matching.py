"""Which column of a project list is meant by a column of another program: what a clerk said, the same title, or a usual other name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlgen.roster.carrying.records import SourceColumn
from xlgen.roster.heads import COUNTERS
from xlgen.words.labels import in_marks, plain_label
from xlgen.words.nearest import nearest

ALSO: Mapping[str, tuple[str, ...]] = {  # as budget and performance programs head their exports
    "项目编码": ("项目代码", "项目编号", "二级项目编码", "二级项目代码"),
    "项目名称": ("二级项目名称", "预算项目名称", "项目"),
    "主管部门": ("主管部门名称", "部门名称", "预算部门", "一级预算单位"),
    "实施单位": ("项目单位", "项目单位名称", "预算单位", "预算单位名称", "单位名称", "实施单位名称", "项目实施单位"),
    "年度": ("预算年度", "项目年度", "年份"),
    "年度总体目标": ("总体目标", "年度目标", "年度绩效目标", "绩效目标", "项目绩效目标", "年度总体绩效目标"),
    "年初预算数": ("年初预算", "年初预算金额", "年初批复数"),
    "全年预算数": ("全年预算", "预算数", "预算金额", "调整后预算数", "调整预算数", "当年预算数", "年度预算数", "预算总额"),
    "财政拨款": ("当年财政拨款", "财政资金", "财政拨款资金", "财政拨款数"),
    "上年结转": ("上年结转资金", "结转资金", "上年结转数"),
    "其他资金": ("其他", "其他来源资金"),
    "一级指标": ("一级指标名称",),
    "二级指标": ("二级指标名称",),
    "三级指标": ("三级指标名称", "指标名称", "绩效指标", "绩效指标名称"),
    "指标性质": ("计算符号", "指标方向", "指标符号", "比较符号"),
    "指标值": ("年度指标值", "目标值", "年度目标值", "计划值", "计划指标值"),
    "计量单位": ("度量单位", "指标单位", "指标值单位"),
    "分值": ("权重", "指标权重", "指标分值", "权重分值"),
    "评分方法": ("计分方法", "评价方法"),
    "评分标准": ("评分规则", "计分标准", "计分规则", "评扣分标准", "评价标准"),
}


def matched(titles: Sequence[str], ours: Iterable[str], remembered: Mapping[str, str]) -> list[SourceColumn]:
    """Each title of a source with the column of the list that is meant; a column of the list is meant once."""
    wanted, taken = [*ours], dict[str, str]()
    for title in remembered:
        if title in titles and (own := remembered[title]):
            taken.setdefault(own, title)
    for own in wanted:
        names = (own, *ALSO.get(own, ()))
        known = next((name for name in names if name in titles and name not in remembered), "")
        if known:
            taken.setdefault(own, known)
    by_title = {title: own for own, title in taken.items()}
    return [_column(title, by_title.get(title, ""), wanted, remembered) for title in dict.fromkeys(titles)]


def _column(title: str, own: str, wanted: Sequence[str], remembered: Mapping[str, str]) -> SourceColumn:
    if own:
        return SourceColumn(title, own, "" if own == title else "照列名对照" if title in remembered else "常用的另一种叫法")
    if title in remembered:
        return SourceColumn(
            title, "", "照列名对照，不用" if not remembered[title] else f"已有另一列作{in_marks(remembered[title])}"
        )
    also = next((each for each in wanted if title in ALSO.get(each, ())), "")
    if also:
        return SourceColumn(title, "", f"已有另一列作{in_marks(also)}")
    near = nearest(title, wanted)
    return SourceColumn(title, "", f"是不是{in_marks(near)}" if near else "")


def titles_in(texts: Iterable[str]) -> list[str]:
    """Titles as they are compared, without those that only count lines."""
    return [title for text in texts if (title := plain_label(text)) and title not in COUNTERS]
