"""Last year's campaign as this year's list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from campaigns import ISSUED, campaign, listed, lying, others, with_secret
from rosters import put, sound
from xlgen.campaign.archiving.sealing import seal
from xlgen.campaign.decisions.undoing import undo
from xlgen.campaign.folder import Campaign
from xlgen.campaign.next_list import is_campaign, next_list
from xlgen.campaign.outgoing.recalling import recall
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import AskedForm
from xlgen.errors import XlgenError

RESULTS = "得分、等级不进清单：新开一批时写 --last-year {}，汇总表就有上年得分、上年等级、上年执行率三栏"


@pytest.fixture
def last(tmp_path: Path) -> Campaign:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    return made


def column(file: Path, title: str, sheet: str = "项目") -> list[Any]:
    heads, *rows = openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True)
    return [row[heads.index(title)] for row in rows]


def test_projects_and_indicators_come_along_and_amounts_do_not(last: Campaign, tmp_path: Path) -> None:
    carried = next_list(last.root, tmp_path / "新.xlsx", "project", year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == ["P001", "P002"]
    assert column(tmp_path / "新.xlsx", "年度") == [2026, 2026]
    assert column(tmp_path / "新.xlsx", "全年预算数") == [None, None]
    assert len(column(tmp_path / "新.xlsx", "三级指标", "指标")) == 6
    assert carried.sentences == [
        f"照 {last.root} 下发的表带过来 2 个项目，补发的也在内",
        RESULTS.format(last.root),
        "没有带过来：年初预算数、全年预算数、财政拨款、上年结转、其他资金（2025 年 2 个项目是往年的，请填本年的）",
    ]


def test_a_correction_and_what_was_added_later_are_in_it(last: Campaign, tmp_path: Path) -> None:
    sheets = sound()
    sheets["项目"].append(["P003", "参保宣传", *sheets["项目"][1][2:]])
    sheets["指标"] += [["P003", *row[1:]] for row in sheets["指标"] if row[0] == "P001"]
    put("指标", 1, "指标值", 150)(sheets)
    listed(last.place("清单", "项目清单.xlsx"), sheets)
    send_out(last, day="2026-01-20", approval="财社〔2026〕3号")
    carried = next_list(last.root, tmp_path / "新.xlsx", "project", year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == ["P001", "P002", "P003"]
    assert column(tmp_path / "新.xlsx", "指标值", "指标")[0] == 150
    assert carried.told[0] == f"照 {last.root} 下发的表带过来 3 个项目，补发的也在内；更正过的 1 个照更正后的"


def test_what_was_recalled_stays_behind_and_is_named(last: Campaign, tmp_path: Path) -> None:
    recall(last, ["P001"], "不做了", day=ISSUED)
    carried = next_list(last.root, tmp_path / "新.xlsx", "project", year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == ["P002"]
    assert "撤回的没有带过来：P001 村医培训" in carried.told


def test_a_recall_that_was_taken_back_is_none(last: Campaign, tmp_path: Path) -> None:
    undo(last, recall(last, ["P001"], "不做了", day=ISSUED).act, day=ISSUED)
    next_list(last.root, tmp_path / "新.xlsx", "project", year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == ["P001", "P002"]


def test_secret_projects_are_told_as_a_number(tmp_path: Path) -> None:
    made = campaign(tmp_path, with_secret())
    send_out(made, day=ISSUED)
    carried = next_list(made.root, tmp_path / "新.xlsx", "project", year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == ["P001", "P002"]
    assert "涉密项目 1 个不在批次里，没有带过来，请按保密规定另行处理" in carried.told


@pytest.mark.parametrize(
    ("template", "codes", "left"),
    [
        ("project", ["P001", "P002"], "project-cost 的 2 个（要它们的清单，请写 -t project-cost 再生成一份）"),
        ("project-cost", ["Q001", "Q002"], "project 的 2 个（要它们的清单，请写 -t project 再生成一份）"),
        ("project-hebei", ["P001", "P002", "Q001", "Q002"], ""),
        ("department", ["P001", "P002", "Q001", "Q002"], ""),
    ],
)
def test_of_several_forms_those_of_this_template_come_along(
    last: Campaign, tmp_path: Path, template: str, codes: list[str], left: str
) -> None:
    more = AskedForm("project-cost", str(listed(tmp_path / "另一份.xlsx", others())))
    send_out(last, day=ISSUED, added=more)
    carried = next_list(last.root, tmp_path / "新.xlsx", template, year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == codes
    assert [said for said in carried.told if said.startswith("别的表式")] == (["别的表式没有带过来：" + left] if left else [])


def test_an_archive_gives_the_same_list_and_stays_as_it_is(last: Campaign, tmp_path: Path) -> None:
    kept = seal(last, day="2026-06-01", by="某某").folder
    before = lying(tmp_path / "批次")
    next_list(last.root, tmp_path / "一.xlsx", "project", year="2026")
    next_list(kept, tmp_path / "二.xlsx", "project", year="2026")
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    assert lying(tmp_path / "批次") == before


def test_a_campaign_is_told_from_a_batch_and_a_file(last: Campaign, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    assert [is_campaign(each) for each in (last.root, tmp_path / "别处", tmp_path / "没有", tmp_path / "项目清单.xlsx")] == [
        True,
        False,
        False,
        False,
    ]


def test_the_register_of_a_campaign_is_the_campaign(last: Campaign, tmp_path: Path) -> None:
    recall(last, ["P001"], "不做了", day=ISSUED)
    assert is_campaign(last.place("register.sqlite"))
    next_list(last.place("register.sqlite"), tmp_path / "新.xlsx", "project", year="2026")
    assert column(tmp_path / "新.xlsx", "项目编码") == ["P002"]


def test_a_folder_inside_one_is_no_source(last: Campaign) -> None:
    said = f"{last.place('下发')} 是批次里的一个文件夹。要带批次的项目过来，请写批次的文件夹：--from {last.root}"
    with pytest.raises(XlgenError, match=re.escape(said)):
        is_campaign(last.place("下发"))


def nothing_issued(root: Path) -> None:
    campaign(root.parent)


def all_recalled(root: Path) -> None:
    made = campaign(root.parent)
    send_out(made, day=ISSUED)
    recall(made, ["P001", "P002"], "不做了", day=ISSUED)


def records_lost(root: Path) -> None:
    for place in campaign(root.parent).root.rglob("记录/*"):
        place.unlink()
    (root / "register.sqlite").unlink()


def register_damaged(root: Path) -> None:
    campaign(root.parent)
    (root / "register.sqlite").write_bytes(b"no register")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (nothing_issued, "还没有下发过表，没有可带过来的。要用它的项目清单，--from 后面写“"),
        (all_recalled, "的表都撤回了，没有可带过来的。"),
        (records_lost, "里面没有“记录”，也没有 register.sqlite，不知道下发过什么。"),
        (register_damaged, "register.sqlite（做过的都在“记录”里，没有丢。请运行 xlgen reindex"),
    ],
)
def test_where_nothing_can_be_carried_over_it_is_said_why_and_nothing_is_written(
    tmp_path: Path, damage: Any, said: str
) -> None:
    damage(tmp_path / "批次")
    before = lying(tmp_path)
    with pytest.raises(XlgenError, match=re.escape(said)):
        next_list(tmp_path / "批次", tmp_path / "新.xlsx", "project")
    assert lying(tmp_path) == before
