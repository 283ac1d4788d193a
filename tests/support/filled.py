"""A filled form for tests, made the way users make it: template, roster rows, issue, fill."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template, with_spare_rows
from xlgen.issued.snapshot import Snapshot
from xlgen.roster.indicators import indicator_row
from xlgen.roster.records import Project

DAY = "2026-01-10"
PROJECT: dict[str, Decimal | str] = {
    "项目编码": "T001", "项目名称": "医疗保险经费", "主管部门": "某市医疗保障局", "实施单位": "某市医保中心", "年度": "2025",
    "年初预算数": Decimal(30), "全年预算数": Decimal(30), "财政拨款": Decimal(30), "年度总体目标": "保障医疗保险工作开展",
}  # fmt: skip
TITLES = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "分值", "评分方法", "评分标准")
LINES = (
    ("产出指标", "数量指标", "培训人数", "≥", Decimal(120), "人", Decimal(25), "", ""),
    ("产出指标", "质量指标", "合格率", "≥", "95%", "%", Decimal(15), "分档计分", "≥95%:15; ≥80%:8; 其余:0"),
    ("产出指标", "成本指标", "人均成本", "≤", Decimal(400), "元", Decimal(10), "", ""),
    ("效益指标", "社会效益指标", "经办能力", "定性", "明显提升", "", Decimal(15), "", ""),
    (
        "效益指标",
        "可持续影响指标",
        "制度健全",
        "定性",
        "制度健全",
        "",
        Decimal(15),
        "逐项得分",
        "①建立考核办法:9; ②建立补助办法:6",
    ),
    ("满意度指标", "服务对象满意度指标", "满意度", "≥", "90%", "%", Decimal(10), "", ""),
)
DATA = {
    "年度总体目标": {"实际完成情况": "各项工作按计划完成"},
    "项目资金": {"年度资金总额": {"全年执行数": Decimal("28.5")}, "当年财政拨款": {"全年执行数": Decimal("28.5")}},
    "绩效指标": [
        {"三级指标": "培训人数", "实际完成值": 126},
        {"三级指标": "合格率", "实际完成值": Decimal("0.96")},
        {"三级指标": "人均成本", "实际完成值": Decimal("233.33")},
        {"三级指标": "经办能力", "完成情况": "达成", "得分": 15},
        {"三级指标": "制度健全", "建立考核办法": "是", "建立补助办法": "是"},
        {"三级指标": "满意度", "实际完成值": Decimal("0.93")},
    ],
    "填报人": "某某",
}


def with_spare(template: dict[str, Any]) -> dict[str, Any]:
    """With rows for what people add, wherever the form has a place for them."""
    has_place = any("spare" in table and "roster" in table for table in template["tables"].values())
    return with_spare_rows(template, 2) if has_place else template


def project(**changed: Decimal | str) -> Project:
    """The project of these tests, some of its columns changed."""
    methods = load_methods()

    def refuse(*said: object, **more: object) -> None:
        raise AssertionError(said)

    columns = set(load_template("project")["tables"]["indicators"]["columns"])
    rows = [indicator_row(dict(zip(TITLES, line, strict=True)), frozenset(), methods, columns, refuse) for line in LINES]
    return Project(PROJECT | changed, {"indicators": rows})


@cache
def issued(template: str = "project") -> tuple[Snapshot, bytes]:
    """Snapshot and blank workbook."""
    return blank(with_spare(load_template(template)), load_methods(), project(), DAY)


@cache
def returned(template: str = "project") -> bytes:
    """The same workbook, filled without a fault."""
    return fill(issued(template)[1], DATA).content
