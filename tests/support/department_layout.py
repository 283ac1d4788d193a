"""The department's form laid out."""

from __future__ import annotations

from functools import cache
from typing import Any

from sample_folders import read_sample
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.layout.records import Layout
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.template.methods import Method
from xlgen.roster.read import read_roster
from xlgen.roster.records import Project


@cache
def inputs_of_issue() -> tuple[dict[str, Any], dict[str, Method], Project]:
    sample, methods = read_sample("gaoyi"), load_methods()
    template = load_template(sample.template)
    (project,), _ = read_roster(sample.roster, template, methods)
    return template, methods, project


def form_layout() -> Layout:
    template, methods, project = inputs_of_issue()
    return lay_out(compile_form(template, methods, project.values, project.rows))
