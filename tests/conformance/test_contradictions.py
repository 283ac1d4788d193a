"""What the source documents get wrong, and the code and cell that report it once their data is entered.

``entered`` says how the contradiction comes into the workbook: ``data`` as an officer types it; ``printed`` with what the
document prints in computed cells typed over them (printed.toml); a table of values typed over the sound form; ``roster``
where the roster itself is at fault. ``WORDS`` marks what stands in the report's prose only, in no cell of its tables: it is
shown what a form says in which somebody enters it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from documents import filled, findings, place, printed, roster_findings, sample
from xlgen.findings import Finding
from xlgen.flows.filling import fill

D = Decimal
WORDS = "正文"


@dataclass(frozen=True)
class Contradiction:
    """One contradiction: the document, the fact, how it is entered, and where which code reports it with which figures."""

    document: str
    fact: str
    entered: str | Mapping[str, Any]
    code: str
    at: str  # name of a cell of the form, or sheet!cell of the roster
    found: str = ""
    expected: str = ""
    only: str = ""


def row(level3: str, **values: Any) -> dict[str, Any]:
    return {"绩效指标": [{"三级指标": level3, **values}]}


QINGDAO = [
    Contradiction("qingdao", "没有印分值", "roster", "XL118", "指标!H2"),
    Contradiction("qingdao", "没有印分值（最后一项）", "roster", "XL118", "指标!H9"),
    Contradiction("qingdao", "执行率得分 9.617 应为 9.62，印作 9.6", "printed", "XG302", "funds.total.score", "9.6", "9.62"),
    Contradiction("qingdao", "其余满分应得 99.62，印作 99.6", {"总分": D("99.6")}, "XG102", "total", "99.6", "99.62"),
    Contradiction("qingdao", "满意度没有完成值", "printed", "XG201", "indicators.8.actual"),
    Contradiction("qingdao", "业务开展没有完成值", "printed", "XG201", "indicators.7.actual"),
    Contradiction("qingdao", "故障响应时间照抄目标", "printed", "XG209", "indicators.6.actual", "≦30分钟"),
    Contradiction("qingdao", "故障响应时间是文字", "printed", "XG202", "indicators.6.actual", "≦30分钟", "30"),
]
NANCHANG = [
    Contradiction(
        "nanchang", "资金使用合规性表内 5 分，正文写“得2分”", row("资金使用合规性", 评价得分=2),
        "XG301", "indicators.9.score", "2", "5", only=WORDS,
    ),
    Contradiction("nanchang", "89%与90%之间没有规定", "roster", "XL123", "指标!J8", found="(89%,90%)"),
    Contradiction("nanchang", "79%与80%之间没有规定", "roster", "XL123", "指标!J9", found="(79%,80%)"),
    Contradiction("nanchang", "94%与95%之间没有规定", "roster", "XL123", "指标!J13", found="(94%,95%)"),
    Contradiction("nanchang", "50%至60%有两个得分", "roster", "XL123", "指标!J15", found="[50%,60%)"),
    Contradiction(
        "nanchang", "完成值落在 94% 与 95% 之间", row("全市2000家定点医疗机构核查完成率100%", 实际完成值=D("0.945")),
        "XG312", "indicators.12.actual", "0.945",
    ),
]  # fmt: skip
GAOYI = [
    Contradiction(
        "gaoyi", "收入预算完成率 114.73%，写作 99.99%", "data", "XG411", "facts.income_rate.stated", "0.9999", "1.14732064"
    ),
    Contradiction("gaoyi", "结转结余率 0.0087%，写作 0.08%", "data", "XG411", "facts.left_rate.stated", "0.0008", "0.0000868"),
    Contradiction("gaoyi", "预算调整率 24.59%，写作 0", "data", "XG411", "facts.adjustment.stated", "0", "0.24591067"),
    Contradiction("gaoyi", "158.08＋3528.46＝3686.54，本年支出 3686.23", "data", "XG412", "facts.executed.value", "3686.23"),
    Contradiction("gaoyi", "19 个项目合计 3528.45，项目支出 3528.46", "data", "XG413", "facts.project.value", "3528.46"),
]
ZHANGYE = [
    Contradiction("zhangye", "到位各项之和 78872，合计 78876", "printed", "XG408", "funds.total.received", "78876", "78872"),
    Contradiction("zhangye", "预算各项之和 78872，合计 78876", "printed", "XG401", "funds.total.budget", "78876", "78872"),
    Contradiction("zhangye", "执行率 96.43%，印作 96.4%", "printed", "XG102", "funds.total.rate", "0.964", "0.96428571"),
]
XINZHOU = [
    Contradiction("xinzhou", "执行率 78.8%，印作 78.79%", "printed", "XG102", "indicators.execution.actual", "0.7879", "0.788"),
    Contradiction(
        "xinzhou", "执行率 78.8%，正文写 77%", row("预算执行率", 业绩值=D("0.77")),
        "XG102", "indicators.execution.actual", "0.77", "0.788", only=WORDS,
    ),
    Contradiction("xinzhou", "执行率得分 7.88，印作 7.87", "printed", "XG302", "indicators.execution.score", "7.87", "7.88"),
    Contradiction("xinzhou", "总分应为 84.51，印作 84.5", "printed", "XG102", "total", "84.5", "84.51"),
    Contradiction("xinzhou", "到位率小计应为 100%，印作 0", "printed", "XG102", "funds.arrival.fiscal", "0", "1"),
    Contradiction("xinzhou", "同一个 98% 得 12.59 和 12.85", "data", "XG313", "indicators.7.score"),
    Contradiction("xinzhou", "目标 15 没有单位，完成值带单位", "printed", "XG202", "indicators.4.actual", "23.64万元", "23.64"),
    Contradiction("xinzhou", "得 12.59 没有原因", "printed", "XG307", "indicators.2.reason"),
]  # fmt: skip
CONTRADICTIONS = [*QINGDAO, *NANCHANG, *GAOYI, *ZHANGYE, *XINZHOU]


def reported(case: Contradiction) -> list[Finding]:
    match case.entered:
        case "roster":
            return roster_findings(case.document, as_printed(case.document))
        case "data":
            return findings(case.document, filled(case.document))
        case "printed":
            return findings(case.document, printed(case.document))
        case values:
            return findings(case.document, fill(filled(case.document), values, over=True).content)


def as_printed(name: str) -> list[list[Any]]:
    """The roster's indicators as the document prints them: no weights (qingdao), no remedies in brackets (nanchang)."""
    titles, *rows = sample(name).sheets["指标"]
    changed = []
    for cells in rows:
        said = dict(zip(titles, cells, strict=True))
        said |= {"分值": ""} if name == "qingdao" else {"评分标准": re.sub(r"\[.*?\]", "", str(said["评分标准"]))}
        changed.append(list(said.values()))
    return [list(titles), *changed]


@pytest.mark.parametrize("case", CONTRADICTIONS, ids=lambda case: f"{case.document} {case.fact}")
def test_contradiction_is_reported_at_its_cell(case: Contradiction) -> None:
    at = case.at if "!" in case.at else place(case.document, case.at)
    hits = [f for f in reported(case) if (f.code, f.place) == (case.code, at)]
    assert hits
    assert any(case.found in (f.found, "") or case.found in f.message for f in hits)
    assert any(case.expected in (f.expected, "") for f in hits)


@pytest.mark.parametrize("case", [c for c in CONTRADICTIONS if c.only == WORDS], ids=lambda case: case.fact)
def test_what_only_the_prose_says_is_in_no_cell(case: Contradiction) -> None:
    """Nothing is reported of it until somebody enters it."""
    at = place(case.document, case.at)
    assert not [f for f in findings(case.document, filled(case.document)) if f.place == at]
