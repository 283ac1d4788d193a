"""The bytes of a project list."""

from __future__ import annotations

from pathlib import Path

from xlgen.roster.content import roster_content
from xlgen.writing.roster import write_rows

LINES = 20_010  # of a department of some two thousand projects; no form has as many


def test_a_list_may_have_many_more_lines_than_a_form(tmp_path: Path) -> None:
    lines = [[f"P{n}"] for n in range(LINES)]
    (tmp_path / "清单.xlsx").write_bytes(write_rows({"项目": [["项目编码"]], "指标": [["项目编码"], *lines]}))
    _, book = roster_content(tmp_path / "清单.xlsx")
    assert book.sheets["指标"].cells[LINES, 0].value == f"P{LINES - 1}"
