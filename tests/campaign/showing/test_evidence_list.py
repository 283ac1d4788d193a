"""满分无佐证 as a workbook, in a sentence and as JSON."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from campaign_facts import came, form, known, now_of
from xlgen.campaign.evidence import Unproven
from xlgen.campaign.showing.evidence_list import COLUMNS, NAME, evidence_closing, evidence_list, evidence_report
from xlgen.returned.kept.added_up import Item

NOW = now_of(known([form(contacts={"联系人": "张主任"}), form("P2")], [came(1), came(2, code="P2")]))


def item(label: str, cell: str) -> Item:
    return Item("产出指标", "数量指标", label, points=Decimal(10), score=Decimal(10), sheet="自评表", cell=cell)


FOUND = [
    Unproven(NOW.projects[0], [item("培训人数", "J14"), item("合格率", "J15")], 1),
    Unproven(NOW.projects[1], [item("检查家数", "J14")], 0),
]


def cells() -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(evidence_list(NOW, FOUND)))[NAME]
    return [[cell.value for cell in row] for row in sheet.iter_rows(max_col=len(COLUMNS))]


def test_an_indicator_has_a_line_with_whom_to_ask() -> None:
    rows = cells()
    assert rows[0][0] == "2025年度项目支出绩效自评满分无佐证的指标"
    assert rows[1][0] == "某局　　截至：2026年3月5日　　共 2 个项目、3 项指标"
    assert rows[2] == [column.label for column in COLUMNS]
    reach = "联系人 张主任"
    assert rows[3:] == [
        [1, "甲", reach, "P1", "项目P1", "审核通过", 1, "产出指标", "培训人数", 10, "自评表!J14", None],
        [2, "甲", reach, "P1", "项目P1", "审核通过", 1, "产出指标", "合格率", 10, "自评表!J15", None],
        [3, "甲", "清单上没有联系方式", "P2", "项目P2", "审核通过", 0, "产出指标", "检查家数", 10, "自评表!J14", None],
    ]


@pytest.mark.parametrize(
    ("found", "asks", "said"),
    [
        ([], False, "这一批不要佐证材料：下发时没有加 --with 佐证，xlgen.toml 里 evidence 也不是 true。没有写名单。"),
        ([], True, "满分的指标都有佐证材料。"),
        (FOUND, True, "满分而没有佐证材料的 2 个项目、3 项指标，名单在 报表/甲.xlsx。预算执行率不用佐证；盖章表的扫描件不算。"),
    ],
)
def test_the_last_sentence_says_how_many_there_are(found: list[Unproven], asks: bool, said: str) -> None:
    assert evidence_closing(found, asks, "报表/甲.xlsx", dry=False) == said


def test_the_json_counts_what_it_lists() -> None:
    said = evidence_report(NOW, FOUND, True, "报表/甲.xlsx")
    assert (said["version"], said["projects"], said["indicators"], said["file"]) == (1, 2, 3, "报表/甲.xlsx")
    assert [(each["code"], each["files"], [one["name"] for one in each["indicators"]]) for each in said["list"]] == [
        ("P1", 1, ["培训人数", "合格率"]),
        ("P2", 0, ["检查家数"]),
    ]
