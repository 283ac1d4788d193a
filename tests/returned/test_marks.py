"""What a note on a cell says of a finding, and what others wrote in it."""

from __future__ import annotations

from xlgen.findings import Severity
from xlgen.returned.marks import NOTE, brief, line_of, words_of_others

MESSAGE = "日期可疑 John Smith\n2025-12-31"
HINT = "请核对后运行 xlgen check P1.xlsx --issued 下发"


def test_an_officer_reads_names_dates_and_commands_with_their_blanks() -> None:
    said = line_of(Severity.WARNING, MESSAGE, HINT)
    assert said == "需核实：日期可疑 John Smith 2025-12-31（请核对后运行 xlgen check P1.xlsx --issued 下发）"


def test_very_long_facts_are_cut() -> None:
    assert brief("很长" * 300) == "很长" * 250 + "…"


def test_our_own_lines_are_known_again_and_those_of_others_kept() -> None:
    note = f"{NOTE}\n{line_of(Severity.WARNING, MESSAGE, HINT)}\n{line_of(Severity.ERROR, MESSAGE, HINT)}\n已电话核实 王"
    assert words_of_others(note) == "已电话核实 王"
