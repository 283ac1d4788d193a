"""What is kept of a form."""

from __future__ import annotations

import pytest

from filled import DAY, project
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.returned.kept.extract import about

DEPARTMENTS = ["department", "department-chongqing", "department-guizhou", "department-yueyang"]
MONEY = {"基本支出预算": 20, "项目支出预算": 10}


@pytest.mark.parametrize("template", [*DEPARTMENTS, "project", "project-cost"])
def test_a_form_of_a_whole_department_is_told_from_those_of_its_projects(template: str) -> None:
    snapshot, _ = blank(load_template(template), load_methods(), project(**MONEY), DAY)
    assert about(snapshot).is_department == (template in DEPARTMENTS)
