"""Files told in groups: every way a file may come has a group, each is told in a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlgen.campaign import standing
from xlgen.campaign.collecting.grouping import ASKING, GROUPS, closing, counts_of, group_of, grouped, line_of
from xlgen.campaign.collecting.taking_in import TakenIn
from xlgen.campaign.terms import FileState
from xlgen.register.recording.known_facts import Arrival
from xlgen.statuses import Status

ARRIVAL = Arrival(1, 1, "d", "", "a.xlsx", 1, "2026-02-01", "form", "new", "P1", 0, "", "", "", "")
DID = [getattr(standing, name) for name in "NEW REPLACED CONFLICTS SAME OLD EARLIER STRAYED".split()]
BESIDE = [each for each in FileState if each in ("waiting", "nil", "attachment", "unknown", "refused", "duplicate")]


@pytest.mark.parametrize(
    "arrival", [*(replace(ARRIVAL, did=did) for did in DID), *(replace(ARRIVAL, kind=str(each), did="") for each in BESIDE)]
)
def test_every_arrival_has_a_group(arrival: Arrival) -> None:
    assert group_of(TakenIn("a", arrival)) in {group.key for group in GROUPS}


def test_groups_keep_their_order_and_leave_containers_out() -> None:
    box = TakenIn("z.zip", replace(ARRIVAL, kind="container", did=""))
    files = [
        TakenIn("a", None),
        TakenIn("b", None, lost="x"),
        box,
        TakenIn("c", ARRIVAL),
        TakenIn("d", replace(ARRIVAL, code="")),
    ]
    assert {key: [each.place for each in group] for key, group in grouped(files).items()} == {
        "new": ["c"], "other_campaign": ["d"], "known": ["a"], "lost": ["b"],
    }  # fmt: skip


def test_a_line_tells_whose_and_why() -> None:
    names = {"P1": "甲项目"}
    assert line_of(TakenIn("a.xlsx", ARRIVAL, Status.SOUND), names) == "a.xlsx　P1 甲项目　审核通过"
    refused = replace(ARRIVAL, kind="refused", did="", code="", why="打不开。请重报")
    assert line_of(TakenIn("b", refused), names) == "b（打不开。请重报）"
    assert "没有对上项目" in line_of(TakenIn("c", replace(ARRIVAL, kind="attachment", did="", code="")), names)
    assert line_of(TakenIn("d", None, lost="没有权限"), names) == "d（没有权限）"


def test_who_is_asked_is_told_what_to_do() -> None:
    assert all(group.remedy for group in GROUPS if group.key in ASKING - {"other_campaign"})


def test_groups_are_counted_in_one_line() -> None:
    files = [TakenIn("a", ARRIVAL), TakenIn("b", ARRIVAL), TakenIn("c", None)]
    assert counts_of(grouped(files)) == "新收 2 个，早已收过 1 个"


BOX = TakenIn("z.zip", replace(ARRIVAL, kind="container", did=""))


@pytest.mark.parametrize(
    ("taken", "dry", "said"),
    [
        ([], False, "这里面没有文件。"),
        ([TakenIn("a", None)], False, "没有新的文件，什么都没有变。"),
        ([TakenIn("a", None), TakenIn("b", ARRIVAL)], False, "收下 1 个文件，原件在“收件”里。"),
        ([BOX, TakenIn("b", ARRIVAL)], False, "收下 1 个文件，其中的压缩包和邮件 1 个已打开，原件在“收件”里。"),
        ([TakenIn("b", ARRIVAL)], True, "试运行：会收下 1 个文件；什么都没有写。现在："),
    ],
)
def test_what_was_done_is_closed_with_a_sentence(taken: list[TakenIn], dry: bool, said: str) -> None:
    assert closing(taken, dry) == said
