"""What projects are called in a report, and who is named in a text."""

from __future__ import annotations

import pytest

from xlgen.reports.held.project_names import NamedHere, NamesInReport, listed_in, project_names
from xlgen.reports.held.report_text import ReportText
from xlgen.word.passages import Passage, WordTable


def names(own: str, issued: list[str], *lines: str) -> NamesInReport:
    report = ReportText([Passage(lines, tuple(f"第{i}段" for i in range(1, len(lines) + 1)))], [])
    return project_names({"name": own, "code": "1"}, issued, report)


def test_a_project_is_called_without_its_year_and_without_what_it_is() -> None:
    assert names("2025年度村级培训项目", []).own == {"2025年度村级培训项目", "2025年度村级培训", "村级培训项目", "村级培训"}


def test_only_others_that_stand_in_the_report_are_looked_for() -> None:
    assert names("村级培训", ["基金监管检查", "参保宣传项目", "村级培训"], "参 保宣传。").others == {"参保宣传"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("村级培训96分", NamedHere(0, -1)), ("村级培训二期96分", NamedHere(-1, 0)), ("比村级培训二期，村级培训好", NamedHere(8, 1)),
        ("村级培训等8个项目", NamedHere(-1, 0)), ("村级培训等级优", NamedHere(0, -1)), ("没有项目", NamedHere(-1, -1)),
    ],
)  # fmt: skip
def test_the_longest_name_is_meant_and_one_among_several_is_not_alone(text: str, named: NamedHere) -> None:
    found = names("村级培训", ["村级培训二期"], "村级培训二期").named(text)
    assert (found.own, found.other >= 0) == (named.own, named.other >= 0)


def test_projects_of_a_table_stand_under_their_head_or_beside_it() -> None:
    listed = WordTable(1, ({0: "项目名称", 1: "得分"}, {0: "村级培训", 1: "9"}, {0: "合计", 1: "9"}, {0: "", 1: "9"}))
    form = WordTable(2, ({0: "项目名称", 2: "参保宣传"}, {0: "主管部门", 2: "某局"}))
    assert [*listed_in(listed), *listed_in(form)] == ["村级培训", "参保宣传"]
