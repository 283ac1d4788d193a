"""How a campaign is told: the contract of status --json, both laws, the table of the screen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign_facts import came, decided, form, known, now_of
from xlgen.campaign import telling
from xlgen.campaign.standing import CONFLICTS, EARLIER, NEW, OLD, OVERRIDE, RECALL, REPLACED, SAME, SETTLE, STRAYED, TAKE
from xlgen.campaign.terms import FileState
from xlgen.register.recording.known_facts import ActLine, KnownFacts, RoundLine
from xlgen.statuses import Status

PROJECTS = ["issued", "accepted", "to_correct", "open", "unusable", "missing", "recalled"]
FILES = ["received", "current", "superseded", "duplicate", "unknown", "refused", "attachment"]
CODES = ["P1", "P2", "P3"]
KINDS = [
    "form",
    *(state.value for state in FileState if state.value in "waiting nil container attachment unknown refused".split()),
]


def _came(number: int, at: tuple[str, str, str, int, int]) -> Any:
    kind, did, code, revision, day = at
    what = did if kind == "form" else ""
    return came(number, what, code, kind=kind, revision=revision, day=f"2026-{2 + day // 28:02}-{1 + day % 28:02}")


@st.composite
def some_facts(draw: st.DrawFn) -> KnownFacts:
    dids = st.sampled_from([NEW, REPLACED, CONFLICTS, SAME, OLD, EARLIER, STRAYED])
    arrival = st.tuples(st.sampled_from(KINDS), dids, st.sampled_from([*CODES, ""]), st.integers(0, 1), st.integers(0, 50))
    arrivals = [_came(n, each) for n, each in enumerate(draw(st.lists(arrival, max_size=12)), 1)]
    kinds = st.sampled_from([TAKE, SETTLE, OVERRIDE, RECALL, "undo"])
    made = draw(st.lists(st.tuples(kinds, st.sampled_from(CODES), st.integers(1, 12)), max_size=5))
    decisions = [
        decided(20 + n, kind, f"{said:064x}", code, revokes=20 + said % (n + 1) if kind == "undo" else 0)
        for n, (kind, code, said) in enumerate(made)
    ]
    forms = [form(code, draw(st.integers(0, 1)), unit) for code, unit in zip(CODES, ("甲", "甲", "乙"), strict=True)]
    return known(forms[: draw(st.integers(0, 3))], arrivals, decisions)


@settings(max_examples=150, deadline=None)
@given(some_facts(), st.dictionaries(st.integers(1, 12), st.sampled_from([Status.SOUND, Status.OPEN, Status.ERRORS])))
def test_in_each_group_the_first_is_the_sum_of_the_rest(facts: KnownFacts, statuses: dict[int, Status]) -> None:
    now = now_of(facts, statuses)
    said = telling.report(now)
    for group, keys in (("projects", PROJECTS), ("files", FILES)):
        assert list(said[group]) == keys
        assert said[group][keys[0]] == sum(said[group][key] for key in keys[1:])
    for unit in said["units"]:
        assert unit["issued"] == sum(unit[key] for key in PROJECTS[1:])
    for key in PROJECTS:
        assert said["projects"][key] == sum(unit[key] for unit in said["units"])
    assert said["late"] == sum(unit["late"] for unit in said["units"])
    assert said["projects"]["issued"] == len(facts.forms) == len(said["list"])
    assert said["files"]["received"] == sum(each.kind != "container" for each in facts.arrivals)


def test_the_contract_names_its_version_and_its_keys() -> None:
    said = telling.report(now_of(known([form()], [came(1)])))
    assert said["version"] == 1
    assert list(said) == "version day deadline projects files secret late evidence units list".split()
    assert list(said["units"][0]) == ["unit", *PROJECTS, "late", "days"]
    assert list(said["list"][0]) == "code name unit revision status received days_late files total grade nil evidence".split()
    assert json.loads(json.dumps(said, ensure_ascii=False)) == said


def test_both_laws_stand_in_one_sentence() -> None:
    facts = known([form("P1"), form("P2")], [came(1), came(2, SAME, digest=f"{1:064x}")])
    assert telling.laws(now_of(facts)) == (
        "下发 2 个项目 = 审核通过 1 + 退回修改 0 + 待核实 0 + 无法读取 0 + 未报送 1 + 撤回 0；"
        "收到 2 个文件 = 有效 1 + 被替代 0 + 重复 1 + 未知 0 + 无法读取 0 + 附件 0。"
    )


def test_secret_projects_are_counted_apart() -> None:
    acts = [ActLine(1, "issue", "2026-01-10", "某某", "", {"secret": {"清单/一.xlsx": 2}})]
    assert telling.laws(now_of(known([form()], acts=acts))).endswith("另有涉密项目 2 个，不下发，单独管理。")


@pytest.mark.parametrize(
    ("day", "deadline", "late"),
    [("2026-02-28", "2026-02-28", 0), ("2026-03-01", "2026-02-28", 1), ("2026-03-05", "2026-02-28", 5), ("2026-03-05", "", 0)],
)
def test_what_is_missing_is_late_from_the_day_after_the_deadline(day: str, deadline: str, late: int) -> None:
    now = now_of(known([form()]), day=day, deadline=deadline)
    assert now.late(now.projects[0]) == late


def test_what_came_late_stays_late_and_what_is_recalled_is_never() -> None:
    late = now_of(known([form()], [came(1, day="2026-03-03")]), day="2026-06-01")
    assert late.late(late.projects[0]) == 3
    recalled = now_of(known([form()], [], [decided(1, RECALL)]))
    assert recalled.late(recalled.projects[0]) == 0


def test_where_the_office_said_a_score_nothing_more_is_waited_for() -> None:
    acts = [ActLine(1, "override", "2026-03-12", "某某", "", {})]
    now = now_of(known([form()], [], [decided(1, OVERRIDE, "80")], acts), day="2026-06-01")
    assert now.late(now.projects[0]) == 12


def test_units_are_lines_of_a_table_and_the_last_adds_them_up() -> None:
    facts = known([form("P1"), form("P2", unit="乙"), form("P3", unit="乙")], [came(1), came(2, code="P2", day="2026-03-02")])
    assert telling.table_rows(now_of(facts, {2: Status.ERRORS})) == [
        ["实施单位", "下发", "审核通过", "退回修改", "未报送", "迟报", "最迟天数"],
        ["甲", "1", "1", "", "", "", ""],
        ["乙", "2", "", "1", "1", "2", "5"],
        ["合计", "3", "1", "1", "1", "2", "5"],
    ]
    assert telling.table_rows(now_of(known([]))) == [["实施单位", "下发", "审核通过"], ["合计", "0", ""]]


def test_what_is_next_has_its_command() -> None:
    said = telling.what_next(now_of(known([form("P1"), form("P2")], [came(1)], []), {1: Status.OPEN}))
    assert said == [
        "还要单位报送或改正的 1 个，催报名单用 xlgen status --chase。",
        "待核实的 1 个要由本单位认定，一个一个看用 xlgen status 项目编码。",
    ]
    wrong = now_of(known([form()], [came(1)]), {1: Status.ERRORS})
    assert telling.what_next(wrong)[0] == "退回修改、无法读取的有 1 个还没有退给单位，用 xlgen return 退回。"
    back = now_of(known([form()], [came(1)], rounds=[RoundLine(2, 1, "P1", f"{1:064x}", "")]), {1: Status.ERRORS})
    assert telling.what_next(back) == ["还要单位报送或改正的 1 个，催报名单用 xlgen status --chase。"]
    assert telling.what_next(now_of(known([]))) == ["还没有下发过表，请先运行 xlgen issue。"]


def test_the_exit_code_is_sound_only_where_all_that_is_asked_for_is_accepted() -> None:
    assert telling.exit_code(now_of(known([form()], [came(1)]))) == 0
    assert telling.exit_code(now_of(known([form("P1"), form("P2")], [came(1)], [decided(2, RECALL, code="P2")]))) == 0
    assert telling.exit_code(now_of(known([form()]))) == 1
    assert telling.exit_code(now_of(known([]))) == 2
