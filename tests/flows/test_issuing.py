"""Issuing: targets are approved, so a form has no row for others unless the office asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rosters import sound, workbook_of
from xlgen import flows
from xlgen.cli.main import main
from xlgen.form.template.editions import editions
from xlgen.form.template.load import load_template
from xlgen.roster.titles import growing_tables


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sound()))
    return tmp_path / "清单.xlsx"


def spare_rows(folder: Path) -> set[int]:
    snapshots = flows.read_manifest(folder).snapshots.values()
    return {sum(row.spare for row in snapshot.rows) for snapshot in snapshots}


@pytest.mark.parametrize("name", [each.name for known in editions().values() for each in known])
def test_no_form_that_comes_with_xlgen_has_spare_rows_in_a_table_of_the_roster(name: str):
    tables = growing_tables(load_template(name)).values()
    assert [table["spare"]["rows"] for table in tables if "rows" in table.get("spare", {})] == []


def test_a_form_has_no_spare_rows_unless_they_are_asked_for(roster: Path):
    flows.issue(roster, roster.parent / "下发", day="2026-01-10")
    assert spare_rows(roster.parent / "下发") == {0}


def test_spare_rows_are_given_where_they_are_asked_for(roster: Path):
    flows.issue(roster, roster.parent / "下发", day="2026-01-10", spare=2)
    assert spare_rows(roster.parent / "下发") == {2}


def test_a_frame_of_ones_own_may_say_how_many_there_are(roster: Path):
    own = roster.parent / "own.toml"
    own.write_text('extends = "project@2020"\nid = "own"\nedition = "1"\n[tables.indicators.spare]\nrows = 3\n', "utf-8")
    flows.issue(roster, roster.parent / "下发", own, day="2026-01-10")
    assert spare_rows(roster.parent / "下发") == {3}
    flows.issue(roster, roster.parent / "下发二", own, day="2026-01-10", spare=0)
    assert spare_rows(roster.parent / "下发二") == {0}


def test_the_command_has_them_too(roster: Path):
    said = CliRunner().invoke(
        main, ["issue", "-t", "project", "--roster", str(roster), "--out", str(roster.parent / "下发"), "--spare", "1"]
    )
    assert said.exit_code == 0, said.output
    assert spare_rows(roster.parent / "下发") == {1}


@pytest.mark.parametrize(
    ("template", "spare", "said"),
    [("project", -1, "备用行数应是 0 至 50 的整数，写的是 -1"), ("project", 51, "写的是 51"), ("conclusion", 2, "没有备用行")],
)
def test_what_cannot_be_given_is_told(roster: Path, template: str, spare: int, said: str):
    with pytest.raises(flows.XlgenError, match=said):
        flows.issue(roster, roster.parent / "下发", template, day="2026-01-10", spare=spare)
