"""The letter to a unit: each case in the words that a clerk would send."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns import DEADLINE, ISSUED, settings
from xlgen.campaign.outgoing.letters import UnitForms, letter_to
from xlgen.flows.registering.wanting import Wanted
from xlgen.roster.records import Project


def form(code: str = "P001", revision: int = 0) -> Wanted:
    return Wanted(Project({"项目编码": code, "项目名称": "村医培训"}, {}), f"{code}.xlsx", revision)


def said(*forms: Wanted, deadline: str = DEADLINE, approval: str = "", **more: Any) -> list[str]:
    own = UnitForms("县医保中心", forms or (form(),), ("格式/提纲.docx",))
    letter = letter_to(settings(**more), own, ISSUED, deadline, approval)
    return [letter.title, *letter.paragraphs, *letter.enclosed, letter.signed, letter.day]


def test_a_letter_says_how_many_until_when_where_to_and_whom_to_ask() -> None:
    letter = said(form(), form("P002"))
    assert letter[0] == "关于报送2025年度项目支出\n绩效自评表的通知"
    assert letter[1].startswith("按照2025年度绩效自评工作安排，现将你单位的自评表 2 张（见《报送清单》）发给你们")
    assert letter[3] == (
        "二、报送。请于2026年2月28日前（含当日）把填好的表、佐证材料和签字盖章的《报送清单》报送到县医保局绩效股。"
    )
    assert letter[4] == "三、联系。填报中有疑问，请与某某 0990-7654329联系。"
    assert letter[5:] == ["报送清单", "自评表 2 张", "提纲", "县医保局", "2026年1月12日"]


def test_what_the_office_adds_stands_behind_it() -> None:
    assert said(note="请高度重视。")[5] == "请高度重视。"


def test_without_a_contact_nobody_is_to_be_asked() -> None:
    assert not [text for text in said(contact="", phone="") if "联系" in text]


@pytest.mark.parametrize(
    ("address", "deadline", "told"),
    [
        ("", DEADLINE, "请于2026年2月28日前（含当日）把填好的表、佐证材料和签字盖章的《报送清单》报送。"),
        ("绩效股", "", "请尽快把填好的表、佐证材料和签字盖章的《报送清单》报送到绩效股。"),
    ],
)
def test_what_is_not_known_is_not_said(address: str, deadline: str, told: str) -> None:
    assert said(address=address, deadline=deadline)[3] == f"二、报送。{told}"


def test_a_changed_form_is_told_with_the_approval_and_that_the_old_one_counts_no_more() -> None:
    letter = said(form(revision=1), form("P002"), approval="财社〔2026〕3号")
    assert letter[0].startswith("关于报送")
    assert letter[2] == (
        "根据财社〔2026〕3号，P001 村医培训的指标有更正，以这一次发的表为准；原来的表不要再填，已经报送的请用新表重新填报。"
    )


def test_a_letter_about_changed_forms_alone_is_called_so() -> None:
    assert said(form(revision=1))[0] == "关于更正2025年度项目支出\n绩效自评表的通知"


def test_many_changed_forms_are_counted() -> None:
    assert "等 12 个的指标有更正" in said(*(form(f"P{n:03}", 1) for n in range(12)))[2]
