"""Forms added to a batch: new projects, targets changed by an approval, a department's form beside those of its projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rosters import Sheets, put, sound
from xlgen import flows
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """下发 with the forms of P001 and P002."""
    monkeypatch.chdir(tmp_path)
    flows.issue(roster(sound()), "下发", day=DAY)
    return tmp_path


def roster(sheets: Sheets) -> str:
    Path("清单.xlsx").write_bytes(write_rows(sheets))
    return "清单.xlsx"


def with_a_third() -> Sheets:
    sheets = sound()
    sheets["项目"].append(["P003", "参保宣传", *sheets["项目"][1][2:]])
    sheets["指标"] += [["P003", *row[1:]] for row in sheets["指标"] if row[0] == "P001"]
    return sheets


def with_another_target(people: int = 150) -> Sheets:
    sheets = sound()
    put("指标", 1, "指标值", people)(sheets)
    return sheets


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("下发").iterdir()}


def back(*names: str) -> None:
    """Issued forms as they come back."""
    for name in names:
        Path("回收").mkdir(exist_ok=True)
        Path("回收", name).write_bytes(flows.fill(f"下发/{name}", {"填报人": "某某"}).content)


def test_a_new_project_gets_a_form_and_nothing_else_is_touched() -> None:
    before = files()
    added = flows.add(roster(with_a_third()), "下发", day="2026-03-01")
    assert (added.files, added.changed, added.unchanged) == (("P003_参保宣传.xlsx",), (), 2)
    assert {name: content for name, content in files().items() if name in before and name != "register.sqlite"} == {
        name: content for name, content in before.items() if name != "register.sqlite"
    }
    assert list(flows.read_manifest("下发").files) == ["P001", "P002", "P003"]


def test_a_target_changed_by_an_approval_gets_a_new_form_beside_the_old_one() -> None:
    before = files()
    added = flows.add(roster(with_another_target()), "下发", approval="财社〔2026〕3号", day=DAY)
    (changed,) = added.changed
    assert (changed.file, changed.revision) == ("P001_村医培训_更正1.xlsx", 1)
    assert "“培训人数·年度指标值” 120 → 150" in changed.told
    assert files()["P001_村医培训.xlsx"] == before["P001_村医培训.xlsx"]
    manifest = flows.read_manifest("下发")
    assert (manifest.files["P001"], manifest.snapshots["P001"].revision) == ("P001_村医培训_更正1.xlsx", 1)
    assert manifest.acts[-1].approval == "财社〔2026〕3号"


def test_the_second_change_is_the_second_revision() -> None:
    flows.add(roster(with_another_target(150)), "下发", approval="甲", day=DAY)
    (changed,) = flows.add(roster(with_another_target(160)), "下发", approval="乙", day=DAY).changed
    assert (changed.file, changed.revision) == ("P001_村医培训_更正2.xlsx", 2)


def test_a_change_without_an_approval_writes_nothing() -> None:
    before = files()
    with pytest.raises(XlgenError, match=r"P001（“培训人数·年度指标值” 120 → 150）.*--approval 写明批准文号"):
        flows.add(roster(with_another_target()), "下发", day=DAY)
    assert files() == before


def test_where_nothing_is_new_nothing_is_written() -> None:
    before = files()
    assert flows.add(roster(sound()), "下发", day="2026-03-01").unchanged == 2
    assert files() == before


@pytest.mark.parametrize("day", [DAY, "2026-03-01"])
def test_a_form_of_before_is_told_and_not_held_against_the_new_targets(day: str) -> None:
    flows.add(roster(with_another_target()), "下发", approval="财社〔2026〕3号", day=day)
    back("P001_村医培训.xlsx")
    (each,) = flows.check(list(Path("回收").iterdir()), "下发")
    assert [(f.code, f.message) for f in each.findings] == [
        ("XG045", "是更正前的表：这份是最初下发的表，后来更正过，现在用的是第 1 次更正的表")
    ]


def test_the_new_form_is_held_against_the_new_targets() -> None:
    flows.add(roster(with_another_target()), "下发", approval="财社〔2026〕3号", day=DAY)
    back("P001_村医培训_更正1.xlsx")
    (each,) = flows.check(list(Path("回收").iterdir()), "下发")
    assert each.answers is not None
    assert each.answers.number("indicators.1.target") == 150
    assert not {f.code for f in each.findings} & {"XG045", "XG101", "XG106"}


def test_a_list_of_before_the_change_says_so_of_the_new_form() -> None:
    flows.issue(roster(sound()), "旧", day=DAY)
    flows.add(roster(with_another_target()), "下发", approval="财社〔2026〕3号", day=DAY)
    back("P001_村医培训_更正1.xlsx")
    (each,) = flows.check(list(Path("回收").iterdir()), "旧")
    assert [(f.code, f.hint) for f in each.findings] == [("XG045", "请用 --issued 指明更正以后的下发文件夹")]


def test_a_project_keeps_its_kind_of_form() -> None:
    Path("部门.xlsx").write_bytes(write_rows({"项目": [row[:] for row in sound()["项目"]][:2]}))
    with pytest.raises(XlgenError, match="一个项目在一批里只能有一种表"):
        flows.add("部门.xlsx", "下发", "department", day=DAY)


def test_what_a_unit_may_hold_is_not_overwritten() -> None:
    Path("下发/P003_参保宣传.xlsx").write_bytes(b"theirs")
    before = files()
    with pytest.raises(XlgenError, match=r"P003_参保宣传\.xlsx 已经存在，不会覆盖"):
        flows.add(roster(with_a_third()), "下发", day=DAY)
    assert files() == before


def test_what_a_killed_run_had_moved_there_is_taken_up() -> None:
    register = Path("下发/register.sqlite").read_bytes()
    flows.add(roster(with_a_third()), "下发", day=DAY)
    after = files()
    Path("下发/register.sqlite").write_bytes(register)  # it was killed before the register was written
    assert flows.add(roster(with_a_third()), "下发", day=DAY).files == ("P003_参保宣传.xlsx",)
    assert files().keys() == after.keys()
    assert "P003" in flows.read_manifest("下发").files


def test_to_a_batch_of_an_earlier_version_forms_are_added_and_all_of_it_stands_in_a_register(here: Path) -> None:
    text = "".join(flows.export_manifest("下发"))
    Path("下发/register.sqlite").unlink()
    Path("下发/manifest.json").write_text(text, "utf-8")
    flows.add(roster(with_a_third()), "下发", day=DAY)
    assert list(flows.read_manifest("下发").files) == ["P001", "P002", "P003"]
    assert Path("下发/manifest.json").read_text("utf-8") == text


def test_in_folders_of_units_what_is_added_has_a_list_of_its_own() -> None:
    covers = flows.Covers("2026-02-05")
    flows.issue(roster(sound()), "分发", day=DAY, covers=covers)
    added = flows.add(roster(with_a_third()), "分发", day=DAY, covers=covers)
    assert added.files == ("县医保中心/P003_参保宣传.xlsx",)
    assert Path("分发/县医保中心/报送清单_补发1.xlsx").is_file()


def test_a_department_and_its_projects_are_one_batch_and_their_sums_are_held_against_each_other() -> None:
    Path("部门.xlsx").write_bytes(write_rows({"项目": [sound()["项目"][0], ["BM", "县医保局整体", *sound()["项目"][1][2:]]]}))
    flows.add("部门.xlsx", "下发", "department", day=DAY)
    department = flows.read_manifest("下发").files["BM"]
    Path("回收").mkdir()
    spent = {"项目资金": {"年度资金总额": {"全年执行数": 29}}}
    Path("回收/P001.xlsx").write_bytes(flows.fill("下发/P001_村医培训.xlsx", spent).content)
    said = {"分项绩效项目清单": [{"项目名称": "村医培训", "预算数": 30, "执行数": 28}]}
    Path("回收/BM.xlsx").write_bytes(flows.fill(f"下发/{department}", said).content)
    found = [(each.code, f.code, f.message) for each in flows.check("回收", "下发") for f in each.findings if f.code == "XG505"]
    assert found == [("BM", "XG505", "“村医培训”清单里执行数 28 万元，项目自评表为 29 万元")]


def test_the_command_says_what_was_added_and_what_was_changed() -> None:
    sheets = with_a_third()
    put("指标", 1, "指标值", 150)(sheets)
    words = ["issue", "-t", "project", "--roster", roster(sheets), "--out", "下发", "--add", "--date", DAY]
    done = CliRunner().invoke(main, [*words, "--approval", "财社〔2026〕3号"])
    assert (done.exit_code, done.output.splitlines()[-4:]) == (
        0,
        [
            "P001 更正：“培训人数·年度指标值” 120 → 150。新表 P001_村医培训_更正1.xlsx",
            "补发 P003_参保宣传.xlsx",
            "补发 1 张，更正 1 张，在 下发；没有变的 1 个项目没有动。",
            "请把更正后的表发给单位；单位再报旧表的，校验时退回。",
        ],
    ), done.output


def test_an_approval_is_for_what_is_added() -> None:
    done = CliRunner().invoke(main, ["issue", "-t", "project", "--roster", "清单.xlsx", "--out", "二", "--approval", "文"])
    assert (done.exit_code, "--approval 要和 --add 一起写" in done.output) == (2, True)
