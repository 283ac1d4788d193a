"""Who is chased for what, and the words that are sent."""

from __future__ import annotations

import json

import pytest

from campaign_facts import came, decided, form, known, now_of
from xlgen.campaign.now import Now
from xlgen.campaign.showing.chasing import ASKED, chase_report, chased, closing, letter, overdue
from xlgen.campaign.standing import CONFLICTS, RECALL
from xlgen.campaign.terms import ProjectTerm
from xlgen.register.recording.known_facts import RoundLine
from xlgen.statuses import Status

ZHANG, LI = {"联系人": "张主任", "联系电话": "13800001111"}, {"联系人": "李科长"}


def some(**more: str) -> Now:
    forms = [
        form("P1", contacts=ZHANG), form("P2", contacts=ZHANG), form("P3", contacts=LI), form("P4", unit="乙"),
        form("P5", unit="乙"), form("P6", unit="乙"), form("P7", contacts=ZHANG),
    ]  # fmt: skip
    arrivals = [
        came(1, code="P2"), came(2, "", code="P4", kind="refused"), came(3, code="P5"), came(4, CONFLICTS, code="P5"),
        came(5, code="P6"),
    ]  # fmt: skip
    return now_of(known(forms, arrivals, [decided(9, RECALL, code="P7")]), {1: Status.ERRORS}, **more)


def test_those_are_chased_whose_unit_has_something_to_do_by_contact() -> None:
    found = [(each.unit, each.reached, [one.form.code for one in each.projects]) for each in chased(some())]
    assert found == [
        ("甲", "联系人 张主任，联系电话 13800001111", ["P1", "P2"]),
        ("甲", "联系人 李科长", ["P3"]),
        ("乙", "清单上没有联系方式", ["P4"]),
    ]


def test_every_term_is_either_asked_of_the_unit_or_not_its_turn() -> None:
    assert set(ASKED) == set(ProjectTerm) - {ProjectTerm.ACCEPTED, ProjectTerm.RECALLED}
    now = some()
    asked = [each.form.code for unit in chased(now) for each in unit.projects]
    assert asked == [each.form.code for each in now.projects if each.term in ASKED and each.term is not ProjectTerm.OPEN]


def test_what_is_open_is_the_units_turn_once_it_was_sent_back() -> None:
    def asked(act: int) -> list[str]:
        back = [RoundLine(act, 2, "P1", f"{1:064x}", "退回/第2轮/P1.xlsx")]
        now = now_of(known([form()], [came(1), came(5, CONFLICTS)], rounds=back))
        return [each.form.code for unit in chased(now) for each in unit.projects]

    assert asked(6) == ["P1"]
    assert asked(3) == []  # something came since


def test_what_is_to_be_corrected_and_was_not_sent_back_is_told() -> None:
    facts = [form()], [came(1)]
    unsent = now_of(known(*facts), {1: Status.ERRORS})
    assert closing(unsent, chased(unsent), "名单.xlsx", dry=True) == (
        "要催 1 个单位的 1 个项目，催报名单会写成 名单.xlsx。其中退回修改的 1 个还没有退给单位，请先运行 xlgen return。"
    )
    sent = now_of(known(*facts, rounds=[RoundLine(2, 1, "P1", f"{1:064x}", "")]), {1: Status.ERRORS})
    assert "xlgen return" not in closing(sent, chased(sent), "名单.xlsx", dry=True)


def test_a_letter_names_the_projects_what_to_do_by_when_and_where_to() -> None:
    now = some(address="某局财务科", contact="赵某", phone="0571-1234")
    assert letter(now, chased(now)[0]).splitlines() == [
        "甲：2025年度项目支出绩效自评，贵单位还有 2 个项目要报，报送期限是2026年2月28日，已过 5 天。",
        "未报送 1 个：P1 项目P1。" + ASKED[ProjectTerm.MISSING],
        "退回修改 1 个：P2 项目P2。" + ASKED[ProjectTerm.TO_CORRECT],
        "报送到：某局财务科。疑问请联系：赵某 0571-1234。",
        "某局",
    ]


@pytest.mark.parametrize(("deadline", "days"), [("2026-02-28", 5), ("2026-03-05", 0), ("2026-04-01", 0), ("", 0)])
def test_the_deadline_has_passed_by_days_of_the_calendar(deadline: str, days: int) -> None:
    now = some(deadline=deadline)
    assert overdue(now) == days
    assert ("已过" in letter(now, chased(now)[0])) == bool(days)


def test_the_json_counts_what_it_lists() -> None:
    now = some()
    said = chase_report(now, chased(now), "报表/催报名单_2026-03-05.xlsx")
    assert json.loads(json.dumps(said)) == said
    assert said["version"] == 1
    assert said["projects"] == sum(
        len(each[key]) for each in said["contacts"] for key in ("missing", "to_correct", "open", "unusable")
    )
    assert list(said["contacts"][0]) == ["unit", "reach", "missing", "to_correct", "open", "unusable", "text"]


def test_the_last_sentence_says_what_is_not_on_the_list() -> None:
    now = some()
    said = closing(now, chased(now), "报表/催报名单.xlsx", dry=False)
    assert said == (
        "要催 2 个单位的 4 个项目，催报名单在 报表/催报名单.xlsx。"
        "其中退回修改的 1 个还没有退给单位，请先运行 xlgen return。待核实的 1 个由本单位认定，不在名单里。"
    )
    done = now_of(known([form()], [came(1)]))
    assert closing(done, chased(done), "", dry=False) == "没有要催报的。"
