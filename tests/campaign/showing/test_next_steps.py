"""What is to be done next about a project, each with its command."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign_facts import came, decided, form, known, now_of
from running_batch import begun
from xlgen.campaign.rounds.going_back import send_round
from xlgen.campaign.showing.next_steps import next_step
from xlgen.campaign.standing import CONFLICTS, RECALL, STRAYED
from xlgen.register.recording.known_facts import KnownFacts, RoundLine
from xlgen.statuses import Status

CHASE = "催报用 xlgen status --chase"
BACK = [RoundLine(5, 1, "P1", f"{1:064x}", "")]
TWO = [came(1, name="a.xlsx"), came(2, CONFLICTS, name="b.xlsx")]
TO_CHOOSE = "与单位核对，用 xlgen accept --return 文件 --reason 原因 定下用哪一份，文件是 收件/0000000000000000/a.xlsx、收件/0000000000000000/b.xlsx"


@pytest.mark.parametrize(
    ("facts", "status", "told"),
    [
        (known([form()], [came(1)]), Status.SOUND, ""),
        (known([form()], [], [decided(1, RECALL)]), Status.SOUND, ""),
        (known([form()]), Status.SOUND, f"{CHASE}；不做了的用 xlgen recall P1 --reason 原因 撤回。"),
        (known([form()], [came(1)]), Status.ERRORS, "用 xlgen return 退给单位；单位改不了的用 xlgen override P1 人工认定得分。"),
        (
            known([form()], [came(1)], rounds=BACK), Status.ERRORS,
            f"已退给单位，改好的用 xlgen collect 收；{CHASE}；单位改不了的用 xlgen override P1 人工认定得分。",
        ),
        (known([form()], TWO), Status.SOUND, f"{TO_CHOOSE}；要单位改的用 xlgen return 退回。"),
        (known([form()], TWO, rounds=BACK), Status.SOUND, f"{TO_CHOOSE}。"),
        (
            known([form()], [came(1, STRAYED)]), Status.SOUND,
            "与单位核对，确是这个项目报的，用 xlgen accept --return P1 --reason 原因 认可；要单位改的用 xlgen return 退回。",
        ),
    ],
)  # fmt: skip
def test_each_way_a_project_stands_has_a_next_step(facts: KnownFacts, status: Status, told: str) -> None:
    now = now_of(facts, {1: status, 2: status})
    assert next_step(now, now.projects[0]) == told


def test_a_doubt_is_named_by_its_cell(tmp_path: Path) -> None:
    batch = begun(tmp_path, 1)
    batch.collected(a=batch.gross(0))
    [code] = batch.codes
    (doubt,) = (each for each in batch.now().returned(batch.now().projects[0]).findings if each.opens)  # type: ignore[union-attr]
    said = f"用 xlgen accept {code} {doubt.place} --reason 原因 认可；照程序的理解计的，再加 --as-understood"
    assert said in next_step(batch.now(), batch.now().projects[0])
    send_round(batch.campaign, day="2026-03-05")
    assert next_step(batch.now(), batch.now().projects[0]).endswith("--as-understood。")
