"""Issuing in a campaign: what lies where, what comes later, what is never written over, what is secret."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from campaigns import ISSUED, SECRET_CODE, SECRET_NAME, campaign, every_byte, listed, lying, others, settings, with_secret
from rosters import Sheets, put, sound
from xlgen.campaign.folder import Campaign
from xlgen.campaign.new_campaign import init
from xlgen.campaign.now import now
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.telling import laws, report
from xlgen.errors import XlgenError
from xlgen.register.recording import acting as acting_module
from xlgen.register.recording.acting import reindex
from xlgen.register.recording.known_facts import facts_in

UNIT, OTHER = "下发/县医保中心", "下发/县稽核所"


@pytest.fixture
def made(tmp_path: Path) -> Campaign:
    return campaign(tmp_path)


def change(made: Campaign, sheets: Sheets) -> None:
    listed(made.place("清单", "项目清单.xlsx"), sheets)


def with_a_third() -> Sheets:
    sheets = sound()
    sheets["项目"].append(["P003", "参保宣传", *sheets["项目"][1][2:]])
    sheets["指标"] += [["P003", *row[1:]] for row in sheets["指标"] if row[0] == "P001"]
    return sheets


def with_another_target() -> Sheets:
    sheets = sound()
    put("指标", 1, "指标值", 150)(sheets)
    return sheets


def test_each_unit_gets_its_forms_a_letter_and_a_list(made: Campaign) -> None:
    done = send_out(made, day=ISSUED)
    assert done.files == (f"{UNIT}/P001_村医培训.xlsx", f"{OTHER}/P002_基金监管.xlsx")
    assert sorted(name for name in lying(made.root) if name.startswith("下发")) == sorted(
        [*done.files, *(f"{unit}/{name}" for unit in (UNIT, OTHER) for name in ("报送清单.xlsx", "通知.docx"))]
    )
    assert report(now(made, day=ISSUED))["projects"] == {
        "issued": 2, "accepted": 0, "to_correct": 0, "open": 0, "unusable": 0, "missing": 2, "recalled": 0
    }  # fmt: skip


def test_packages_are_for_their_owner_only(made: Campaign) -> None:
    send_out(made, day=ISSUED)
    paths = [*made.place("下发").rglob("*"), *made.place("记录").iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}


def test_issued_once_more_nothing_changes(made: Campaign) -> None:
    send_out(made, day=ISSUED)
    before = lying(made.root)
    assert send_out(made, day="2026-01-20").unchanged == 2
    assert lying(made.root) == before


def test_same_lists_and_day_same_bytes(tmp_path: Path) -> None:
    found = []
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        made = campaign(tmp_path / name)
        send_out(made, day=ISSUED)
        found.append(
            {place: content for place, content in lying(made.root).items() if not place.endswith((".jsonl", "register.sqlite"))}
        )
    assert found[0] == found[1]


def test_dry_nothing_is_written(made: Campaign) -> None:
    before = lying(made.root)
    done = send_out(made, day=ISSUED, dry=True)
    assert (len(done.files), len(done.beside)) == (2, 4)
    assert lying(made.root) == before


def test_a_project_added_later_gets_a_letter_and_a_list_of_its_own(made: Campaign) -> None:
    send_out(made, day=ISSUED)
    before = lying(made.root / "下发")
    change(made, with_a_third())
    done = send_out(made, day="2026-01-20")
    assert done.files == (f"{UNIT}/P003_参保宣传.xlsx",)
    assert done.beside == (f"{UNIT}/报送清单_补发1.xlsx", f"{UNIT}/通知_补发1.docx")
    after = lying(made.root / "下发")
    assert {name: after[name] for name in before} == before


def test_a_changed_target_needs_an_approval(made: Campaign) -> None:
    send_out(made, day=ISSUED)
    before = lying(made.root)
    change(made, with_another_target())
    with pytest.raises(XlgenError, match="P001（“培训人数·年度指标值” 120 → 150）。更正要用 --approval 写明批准文号"):
        send_out(made, day="2026-01-20")
    assert lying(made.root).keys() == before.keys()
    done = send_out(made, day="2026-01-20", approval="财社〔2026〕3号")
    assert [(each.code, each.file, each.revision) for each in done.changed] == [("P001", f"{UNIT}/P001_村医培训_更正1.xlsx", 1)]
    assert [(act.kind, act.said.get("approval")) for act in facts_in(made.root).acts][-1] == ("issue", "财社〔2026〕3号")
    after = lying(made.root)
    assert {name: after[name] for name in before if name.startswith("下发")} == {
        name: content for name, content in before.items() if name.startswith("下发")
    }


def test_what_the_office_encloses_goes_to_every_unit_and_its_own_letter_stands_for_ours(made: Campaign) -> None:
    made.place("清单", "附件", "格式").mkdir()
    made.place("清单", "附件", "格式", "提纲.docx").write_bytes(b"one")
    made.place("清单", "附件", "通知.docx").write_bytes(b"two")
    made.place("清单", "附件", "~$通知.docx").write_bytes(b"lock")
    send_out(made, day=ISSUED)
    for unit in (UNIT, OTHER):
        assert made.place(unit, "格式", "提纲.docx").read_bytes() == b"one"
        assert made.place(unit, "通知.docx").read_bytes() == b"two"
        assert not made.place(unit, "~$通知.docx").exists()


def test_an_enclosure_that_was_changed_meanwhile_is_sent_beside_the_old_one(made: Campaign) -> None:
    place = made.place("清单", "附件", "提纲.docx")
    place.write_bytes(b"one")
    send_out(made, day=ISSUED)
    place.write_bytes(b"other")
    change(made, with_a_third())
    send_out(made, day="2026-01-20")
    assert made.place(UNIT, "提纲.docx").read_bytes() == b"one"
    assert made.place(UNIT, "提纲_补发1.docx").read_bytes() == b"other"


def test_two_lists_make_one_package_a_unit(tmp_path: Path) -> None:
    asked = (("project", listed(tmp_path / "甲.xlsx", sound())), ("project-cost", listed(tmp_path / "乙.xlsx", others())))
    made = init(tmp_path / "批次", settings(*asked), day=ISSUED)
    done = send_out(made, day=ISSUED)
    assert len(done.files) == 4
    assert [name for name in done.beside if name.startswith(UNIT)] == [f"{UNIT}/报送清单.xlsx", f"{UNIT}/通知.docx"]
    assert facts_in(made.root).acts[-1].said["template"] == "project、project-cost"


def test_a_project_in_two_lists_is_told_with_both(tmp_path: Path) -> None:
    asked = (("project", listed(tmp_path / "甲.xlsx", sound())), ("project-cost", listed(tmp_path / "乙.xlsx", sound())))
    made = init(tmp_path / "批次", settings(*asked), day=ISSUED)
    with pytest.raises(XlgenError, match=r"项目“P001”在 清单/甲.xlsx 和 清单/乙.xlsx 里都有"):
        send_out(made, day=ISSUED)
    assert not any(made.place("下发").iterdir())


def test_units_whose_names_look_alike_in_a_folder_are_kept_apart_also_later(made: Campaign) -> None:
    sheets = sound()
    put("项目", 1, "实施单位", "县/局")(sheets)
    put("项目", 2, "实施单位", "县 局")(sheets)
    one = {name: [row for row in rows if row[0] != "P002"] for name, rows in sheets.items()}
    change(made, one)
    send_out(made, day=ISSUED)
    change(made, sheets)
    assert send_out(made, day="2026-01-20").files == ("下发/县_局_2/P002_基金监管.xlsx",)


def test_projects_without_a_unit_go_to_the_department(made: Campaign) -> None:
    sheets = sound()
    put("项目", 2, "实施单位", "")(sheets)
    change(made, sheets)
    assert send_out(made, day=ISSUED).files[1] == "下发/县医保局/P002_基金监管.xlsx"


def test_a_list_with_errors_issues_nothing(made: Campaign) -> None:
    sheets = sound()
    put("指标", 1, "分值", 5)(sheets)
    change(made, sheets)
    done = send_out(made, day=ISSUED)
    assert (done.failed, done.files) == (True, ())
    assert not any(made.place("下发").iterdir())


def test_a_last_day_before_the_issue_is_told_and_what_comes_after_it_has_none(made: Campaign, tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match=r"报送期限 2026-02-28 在下发日期 2026-03-05 之前，请先改 xlgen.toml 里的 deadline"):
        send_out(made, day="2026-03-05")
    send_out(made, day=ISSUED)
    change(made, with_a_third())
    assert len(send_out(made, day="2026-03-05").files) == 1


def test_without_a_list_it_says_how_to_add_one(tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match="还没有项目清单。请用 xlgen issue --add"):
        send_out(init(tmp_path / "批次", settings(), day=ISSUED))


def test_secret_projects_are_counted_and_in_no_byte_of_it(tmp_path: Path) -> None:
    made = campaign(tmp_path, with_secret())
    send_out(made, day=ISSUED)
    change(made, with_secret(with_a_third()))  # the list is written anew, the secret one in it again
    done = send_out(made, day="2026-01-20")
    assert len(done.files) == 1
    standing = now(made, day="2026-01-20")
    assert (standing.secret, report(standing)["projects"]["issued"]) == (1, 3)
    assert laws(standing).endswith("另有涉密项目 1 个，不下发，单独管理。")
    (made.root / "又.json").write_text(str(report(standing)), "utf-8")
    traces = [
        name for name, said in every_byte(made.root).items() if SECRET_NAME.encode() in said or SECRET_CODE.encode() in said
    ]
    assert traces == []
    shutil.rmtree(made.root)


def test_dry_a_list_keeps_its_secret_lines_and_they_are_not_told(made: Campaign) -> None:
    change(made, with_secret())
    before = lying(made.root)
    assert len(send_out(made, day=ISSUED, dry=True).files) == 2
    assert lying(made.root) == before


def killed(made: Campaign, at: str) -> None:
    """An issue in a process that ends by force where it comes to a function of ``acting``."""
    if (process := os.fork()) == 0:
        setattr(acting_module, at, lambda *_: os._exit(9))
        send_out(made, day=ISSUED)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9


@pytest.mark.parametrize("at", ["shelved", "put_record", "apply"])
def test_ended_by_force_it_is_gone_on_with_on_another_day_as_on_the_first(tmp_path: Path, at: str) -> None:
    (tmp_path / "全").mkdir()
    whole = campaign(tmp_path / "全")
    send_out(whole, day=ISSUED)
    made = campaign(tmp_path)
    killed(made, at)
    assert len(facts_in(made.root).forms) == (2 if at == "apply" else 0)  # what was written down was done
    send_out(made)  # today
    forms = {name: content for name, content in lying(made.root).items() if name.startswith("下发")}
    assert forms == {name: content for name, content in lying(whole.root).items() if name.startswith("下发")}
    assert [(act.kind, act.day) for act in facts_in(made.root).acts][1:] == [("issue", ISSUED)]
    assert len(facts_in(made.root).forms) == 2
    assert [path.suffix for path in sorted(made.place("记录").iterdir())] == [".jsonl", ".sqlite", ".jsonl"]


@pytest.mark.parametrize("at", ["shelved", "put_record"])
def test_what_a_killed_issue_left_is_nobody_else_s(made: Campaign, at: str) -> None:
    killed(made, at)
    with acting_module.acting(made.root, "某某") as act:
        act.do("handover", "2026-01-13", {})
    assert facts_in(made.root).forms == []
    send_out(made)
    assert [(act.kind, act.day) for act in facts_in(made.root).acts][1:] == [("handover", "2026-01-13"), ("issue", ISSUED)]
    assert len(facts_in(made.root).forms) == 2


def test_the_register_made_anew_says_the_same(made: Campaign) -> None:
    send_out(made, day=ISSUED)
    change(made, with_another_target())
    send_out(made, day="2026-01-20", approval="财社〔2026〕3号")
    before = report(now(made, day=ISSUED))
    made.place("register.sqlite").unlink()
    reindex(made.root)
    assert report(now(made, day=ISSUED)) == before
