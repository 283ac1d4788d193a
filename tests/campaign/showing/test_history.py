"""What became of one project: each thing that happened, once, in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from campaign_facts import came
from rosters import put
from small_campaign import BY, LINES, decide, filled, listed, take, under_way
from xlgen.campaign.folder import Campaign
from xlgen.campaign.now import now
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.showing.history import _whence, history_of, project_of
from xlgen.campaign.showing.history_events import HistoryEvent
from xlgen.campaign.showing.history_telling import history_lines, history_report
from xlgen.campaign.standing import OVERRIDE, TAKE
from xlgen.errors import XlgenError
from xlgen.register.recording.acting import acting
from xlgen.writing.roster import write_rows

DAY = "2026-03-05"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return under_way(tmp_path_factory.mktemp("一批"))


def events(campaign: Campaign, code: str) -> list[HistoryEvent]:
    found = now(campaign, day=DAY)
    return history_of(found, project_of(found, code))


def told(campaign: Campaign, code: str) -> list[str]:
    found = now(campaign, day=DAY)
    standing = project_of(found, code)
    return list(history_lines(found, standing, history_of(found, standing)))


def test_a_form_that_came_by_mail_says_by_which_and_from_whom(campaign: Campaign) -> None:
    issued, received = events(campaign, "P001")
    assert (issued.what, issued.day, issued.by, issued.file) == ("下发", "2026-01-12", BY, "下发/县医保中心/P001_项目P001.xlsx")
    assert (received.what, received.day) == ("新收", "2026-02-03")
    assert received.said == "P001.xlsx，在 P001.eml 里，张主任 zhang@example.cn 发来"
    assert (campaign.root / received.file).is_file()
    assert (received.status, received.total, received.grade) == ("sound", "100", "优")


def test_what_changed_between_two_returns_is_told_cell_by_cell(campaign: Campaign) -> None:
    _, first, second = events(campaign, "P002")
    assert first.status == "errors"
    assert "XG201" in [code for code, *_ in first.findings]
    assert first.changes is None
    assert second.what == "覆盖旧版"
    assert second.changes is not None
    assert [(each.label, each.before, each.after) for each in second.changes] == [("满意度·实际完成值", "", "95%")]


def test_the_lines_are_for_people(campaign: Campaign) -> None:
    lines = told(campaign, "P002")
    assert lines[0] == "P002 项目P002（县医保中心）：审核通过，2026-02-04 首次收到"
    assert lines[-2:] == ["    与上一份比，改了 1 格：", "    自评表!G16 满意度·实际完成值：空白 → 95%"]
    assert any(line.startswith("    XG201 错误 自评表!G16 ") for line in lines)
    assert told(campaign, "P005") == [
        "P005 项目P005（县稽核所）：未报送，迟 5 天",
        "2026-01-12　第 2 笔　王会计　【下发】空白表；文件 下发/县稽核所/P005_项目P005.xlsx",
        "下一步：催报用 xlgen status --chase；不做了的用 xlgen recall P005 --reason 原因 撤回。",
    ]


def test_scores_have_two_decimals_and_the_zip_of_a_unit_is_no_folder_besides(campaign: Campaign) -> None:
    assert any("当时校验：审核通过，得分 100.00（优）" in line for line in told(campaign, "P001"))
    boxed = came(2, container="z", unit="县医保中心", name="P001.xlsx")
    assert _whence(boxed, {"z": "县医保中心.zip"}) == "P001.xlsx，在 县医保中心.zip 里"
    assert _whence(boxed, {"z": "另一个.zip"}) == "P001.xlsx，在 另一个.zip 里，放在“县医保中心”的文件夹里"


def test_a_refused_file_says_why(campaign: Campaign) -> None:
    refused = events(campaign, "P004")[-1]
    assert refused.what == "无法读取"
    assert "不是 Excel 工作簿" in refused.said


def test_a_project_that_was_never_issued_is_told_with_what_was_meant(campaign: Campaign) -> None:
    with pytest.raises(XlgenError, match="没有下发过项目编码是“P01”的项目，是不是“P001”"):
        project_of(now(campaign, day=DAY), "P01")


def test_json_has_all_of_it(campaign: Campaign) -> None:
    found = now(campaign, day=DAY)
    standing = project_of(found, "P002")
    said: dict[str, Any] = history_report(found, standing, history_of(found, standing))
    assert json.loads(json.dumps(said)) == said
    assert list(said) == ["version", "day", "project", "events"]
    assert said["project"]["code"] == "P002"
    assert list(said["events"][1]["findings"][0]) == ["code", "severity", "place", "message"]
    assert said["events"][2]["changes"] == [
        {"sheet": "自评表", "cell": "G16", "label": "满意度·实际完成值", "before": "", "after": "95%"}
    ]
    assert said["events"][0]["changes"] is None


def test_decisions_say_who_and_why_and_whether_they_were_taken_back(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    forms = [each.digest for each in now(campaign).facts.arrivals if each.code == "P003"]
    taken = decide(campaign, TAKE, "P003", said=forms[0], reason="与单位核对过")
    undone = decide(campaign, "undo", revokes=taken, reason="看错了")
    decide(campaign, OVERRIDE, "P003", said="88", reason="现场核查", basis="会议纪要三号", second="钱处长")
    first, undo, last = events(campaign, "P003")[-3:]
    assert (first.what, first.by, first.reason, first.revoked) == ("选定一份", BY, "与单位核对过", undone)
    assert first.said == f"收件/{forms[0][:16]} 里的那一份"
    assert (undo.what, undo.said, undo.reason) == ("撤销", f"撤销第 {taken} 笔", "看错了")
    assert (last.what, last.said, last.basis, last.second, last.revoked) == ("人工认定", "88 分", "会议纪要三号", "钱处长", 0)
    lines = told(campaign, "P003")
    assert any("【选定一份】" in line and line.endswith(f"已被第 {undone} 笔撤销") for line in lines)
    assert lines[-1].endswith("【人工认定】88 分；原因：现场核查；依据：会议纪要三号；同意：钱处长")


def test_a_round_and_an_answered_doubt_are_among_it(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    (digest,) = (each.digest for each in now(campaign).facts.arrivals if each.code == "P001" and each.kind == "form")
    with acting(campaign.root, BY) as act:
        act.do("return", DAY, {}, [("rounds", {"round": 1, "code": "P001", "digest": digest, "file": "退回/第1轮/P001.xlsx"})])
    answer = {
        "project": "P001",
        "name": "indicators.1.actual",
        "value": "126",
        "reading": "typed",
        "reason": "核对过",
        "by": BY,
    }
    with acting(campaign.root, BY) as act:
        act.do("accept", DAY, {}, [("answers", answer | {"time": "2999-01-01T00:00:00", "counts": "", "codes": ""})])
    back, answered = events(campaign, "P001")[-2:]
    assert (back.what, back.file) == ("退回", "退回/第1轮/P001.xlsx")
    assert back.said == f"第 1 轮，收件/{digest[:16]} 里的那一份"
    assert (answered.what, answered.reason, answered.by) == ("核实", "核对过", BY)
    assert answered.said.endswith("的值 126")


def test_a_return_of_the_old_revision_is_compared_with_the_new_one(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    sheets = listed()
    put("指标", 1, "指标值", 150)(sheets)
    (campaign.root / "清单" / "项目清单.xlsx").write_bytes(write_rows(sheets))
    old = filled(campaign, "P001")
    send_out(campaign, approval="财社〔2026〕3号", day="2026-03-03", by=BY)
    take(campaign, tmp_path, "2026-03-04", {"P001_旧.xlsx": old})
    (new,) = (path for path in campaign.root.rglob("下发/**/P001*更正1*.xlsx"))
    from xlgen.flows.filling import fill

    take(campaign, tmp_path, "2026-03-05", {"P001_新.xlsx": fill(new, {"填报人": "某某", "绩效指标": LINES}).content})
    found = events(campaign, "P001")
    assert [each.what for each in found] == ["下发", "新收", "下发", "重复", "新收"]
    assert found[2].said == "更正1，批准文号 财社〔2026〕3号"
    changes = {each.label: (each.before, each.after) for each in found[-1].changes or ()}
    assert ("120", "150") in changes.values()
