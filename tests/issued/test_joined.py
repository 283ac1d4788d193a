"""Several batches held together: each project from where it counts; two that contradict each other are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from rosters import Sheets, put, sound, workbook_of
from xlgen import flows
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.issued.manifest import read_manifest
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"
CELL = "满意度·实际完成值"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def issue(out: str, *edits: Callable[[Sheets], None], only: str = "", day: str = DAY) -> None:
    sheets = sound()
    for edit in edits:
        edit(sheets)
    if only:
        sheets = {name: [rows[0], *(row for row in rows[1:] if row[0] == only)] for name, rows in sheets.items()}
    Path("清单.xlsx").write_bytes(write_rows(sheets))
    assert flows.issue("清单.xlsx", out, day=day).files


def test_each_project_is_held_against_its_own_batch() -> None:
    issue("甲", only="P001")
    issue("乙", only="P002", day="2026-02-01")
    Path("回收").mkdir()
    for file in [*Path("甲").glob("*.xlsx"), *Path("乙").glob("*.xlsx")]:
        Path("回收", file.name).write_bytes(flows.fill(file, {"填报人": "某某"}).content)
    returns = flows.check("回收", ["甲", "乙"])
    assert [(each.code, each.answers is not None and each.answers.snapshot.issued) for each in returns] == [
        ("P001", DAY), ("P002", "2026-02-01"),
    ]  # fmt: skip
    assert not {f.code for each in returns for f in each.findings} & {"XG042", "XG044", "XG106", "XG120"}


def test_what_is_missing_in_any_of_them_is_missing() -> None:
    issue("甲", only="P001")
    issue("乙", only="P002")
    Path("回收").mkdir()
    assert [(each.code, str(each.status), each.project) for each in flows.check("回收", ["甲", "乙"])] == [
        ("P001", "missing", "村医培训"), ("P002", "missing", "基金监管"),
    ]  # fmt: skip


def test_the_newer_revision_counts_whichever_is_named_first() -> None:
    issue("甲")
    issue("乙")
    sheets = sound()
    put("指标", 1, "指标值", 150)(sheets)
    Path("清单.xlsx").write_bytes(workbook_of(sheets))
    flows.add("清单.xlsx", "乙", approval="文", day=DAY)
    for order in (["甲", "乙"], ["乙", "甲"]):
        manifest = read_manifest(order)
        assert (manifest.snapshots["P001"].revision, manifest.home("P001")) == (1, Path("乙"))


def test_the_same_batch_named_twice_is_one() -> None:
    issue("甲")
    issue("乙")
    assert list(read_manifest(["甲", "甲", "乙"]).files) == ["P001", "P002"]


def test_one_project_issued_twice_otherwise_is_refused_with_both_names() -> None:
    issue("甲")
    issue("乙", put("指标", 1, "指标值", 150))
    with pytest.raises(XlgenError, match=r"项目“P001”在 甲 和 乙 里各下发过一次，内容不一样"):
        read_manifest(["甲", "乙"])


def test_an_answer_is_written_down_where_the_project_was_issued() -> None:
    issue("甲", only="P001")
    issue("乙", only="P002")
    Path("回收").mkdir()
    file = next(Path("乙").glob("*.xlsx"))
    Path("回收", file.name).write_bytes(flows.fill(file, {"绩效指标": [{"三级指标": "满意度", "实际完成值": 98}]}).content)
    before = Path("甲/register.sqlite").read_bytes()
    flows.accept(f"回收/{file.name}", CELL, "核对过", ["甲", "乙"], by="某某")
    assert Path("甲/register.sqlite").read_bytes() == before
    (each,) = flows.check(f"回收/{file.name}", "乙")
    assert [answer.reason for answer in each.decided] == ["核对过"]


def test_the_command_takes_several() -> None:
    issue("甲", only="P001")
    issue("乙", only="P002")
    Path("回收").mkdir()
    done = CliRunner().invoke(main, ["check", "回收", "--issued", "甲", "--issued", "乙"])
    assert (done.exit_code, "2 个项目未报送" in done.output) == (1, True), done.output
