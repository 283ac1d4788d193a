"""Codes: each stands in one place, each is used, and what a finder does not say comes from its row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import xlgen
from xlgen.catalogue import CODES, ROWS, found, refuse, twice
from xlgen.findings import Severity
from xlgen.rules.all_rules import RULES
from xlgen.rules.codes import all_codes

PACKAGE = Path(xlgen.__file__).parent
SOURCES = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "catalogue.py"}


def test_no_code_is_said_twice() -> None:
    assert twice([each.code for each in (*ROWS, *RULES)]) == []
    assert twice(["XG001", "XG002", "XG001"]) == ["XG001"]


def test_every_code_that_is_used_is_listed_and_every_listed_code_is_used() -> None:
    used = {code for source in SOURCES.values() for code in re.findall(r'"(X[GL]\d{3})"', source)}
    by_name = {"XG040"}  # catalogue.UNMARKED
    assert used | by_name == set(all_codes())


@pytest.mark.parametrize("code", [each.code for each in ROWS])
def test_a_code_without_a_rule_says_what_it_means_and_what_to_do(code: str) -> None:
    row = CODES[code]
    assert all((row.title, row.hint, row.means))
    assert not any(said.endswith("。") for said in (row.title, row.hint, row.means))
    assert f"{row.title}{row.hint}{row.means}".encode("cp936")


def test_a_remedy_is_written_in_the_catalogue_and_nowhere_again() -> None:
    hints = {row.hint for row in ROWS}
    again = [(path.name, hint) for path, source in SOURCES.items() for hint in hints if f'"{hint}"' in source]
    assert again == []


def test_findings_and_refusals_of_these_codes_are_made_from_their_rows() -> None:
    by_hand = [
        (path.name, hit) for path, source in SOURCES.items() for hit in re.findall(r'(?:Finding|Refused)\("X\w+', source)
    ]
    assert by_hand == []


def test_a_finding_takes_from_its_code_what_the_finder_does_not_say() -> None:
    plain = found("XL110", sheet="项目", cell="G3")
    assert (plain.message, plain.hint, plain.severity, plain.place) == (
        "全年预算数为空", "没有预算的填 0；空白会让填报人去填预算", Severity.ERROR, "项目!G3",
    )  # fmt: skip
    own = found("XL110", "事实", "办法", Severity.NOTE)
    assert (own.message, own.hint, own.severity) == ("事实", "办法", Severity.NOTE)


def test_a_refusal_says_the_fact_of_the_case_behind_the_title() -> None:
    assert str(refuse("XG050", "没有 下发")) == "XG050 没有下发清单：没有 下发（--issued 请写下发时的那个文件夹）"
    assert refuse("XG040").reason == "不是 xlgen 下发的表（没有标识）"
