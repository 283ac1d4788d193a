"""What the pane beside a form is given."""

from __future__ import annotations

import json
from pathlib import Path

from asked import request
from faults import faulty
from filled import DATA, issued, returned
from xlgen.bridge.exchange import answer
from xlgen.flows.filling import fill

KEYS = "code weight place sheet cell name message hint why found expected meant read".split()


def test_the_answer_lists_every_finding_with_all_that_is_known_of_it_and_changes_nothing(tmp_path: Path) -> None:
    answer(request(tmp_path, "pane", faulty(), tmp_path / "T001.xlsx"))
    [path] = tmp_path.rglob("marks.json")
    reply = json.loads(path.read_text("ascii"))
    assert (reply["operations"], reply["message"]) == ([], "有 3 处错误、1 处说明，退回修改。")
    found = reply["findings"]
    assert [list(each) for each in found] == [KEYS] * len(found)
    assert [each["weight"] for each in found] == sorted(
        (each["weight"] for each in found), key="错误 需核实 说明".split().index
    )
    text = next(each for each in found if each["code"] == "XG202")
    assert (text["found"], text["expected"], text["meant"], text["read"]) == ("约120人", "120", "120", "约120人")
    assert all(each["why"] and each["hint"] for each in found)


def test_a_sound_form_has_an_empty_list(tmp_path: Path) -> None:
    reply = answer(request(tmp_path, "pane", returned(), tmp_path / "T001.xlsx"))
    assert reply is not None
    assert [each["weight"] for each in reply["findings"]] in ([], ["说明"])


def test_other_actions_carry_no_list(tmp_path: Path) -> None:
    reply = answer(request(tmp_path, "check", faulty(), tmp_path / "T001.xlsx"))
    assert reply is not None
    assert "findings" not in reply


def test_percentages_are_shown_as_their_cell_shows_them(tmp_path: Path) -> None:
    rows = [dict(each) for each in DATA["绩效指标"]]
    rows[1]["实际完成值"] = 96
    content = fill(issued()[1], {**DATA, "绩效指标": rows}, over=True).content
    reply = answer(request(tmp_path, "pane", content, tmp_path / "T001.xlsx"))
    assert reply is not None
    [doubt] = [each for each in reply["findings"] if each["code"] == "XG204"]
    assert [doubt[key] for key in ("found", "expected", "meant", "read")] == ["9600%", "96%", "96%", "96"]
