"""Which columns of the grid a table takes, and what is said where it does not fit."""

from __future__ import annotations

import pytest

from xlgen.errors import TemplateError
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template, merge

INITIAL = {"label": "年初预算数", "type": "money", "after": "label"}


@pytest.mark.parametrize(
    ("template", "own", "problem", "hint"),
    [
        (
            "project-hubei",  # its grid follows the table of indicators; initial is one column too many
            {"tables": {"funds": {"columns": {"initial": INITIAL}}}},
            "project-hubei: sheets.form.lines：表“项目资金”要 11 列，只有 10 列；占两列的有 budget、executed、score",
            '给 budget 写 span = 1，或给表 indicators 加一列：网格随它的列（grid = "indicators"）',
        ),
        (
            "targets",
            {"sheets": {"form": {"columns": [15] * 9}}},
            "targets: sheets.form.lines：表“项目资金”要 10 列，只有 9 列；占两列的有 arrival、cause",
            "给 arrival 写 span = 1，或给 sheets.form.columns 加一列的宽",
        ),
    ],
)  # fmt: skip
def test_a_table_too_wide_is_told_with_what_it_needs_and_the_remedy_at_hand(template, own, problem, hint):
    spec = load_template(template)
    with pytest.raises(TemplateError) as error:
        lay_out(compile_form(merge(spec, own), load_methods(), spec["example"]["project"], {"indicators": []}))
    assert (str(error.value).partition("\n")[0], error.value.hint) == (problem, hint)
