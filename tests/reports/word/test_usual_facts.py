"""What is said to be usual is there: each form and each summary has it."""

from __future__ import annotations

import pytest

import summaries
from documents import answers, filled
from xlgen.reports.word.department_facts import department_facts
from xlgen.reports.word.form_facts import form_facts
from xlgen.reports.word.usual_facts import usual_of_forms, usual_of_summaries


@pytest.mark.parametrize("name", ["gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye"])
def test_every_form_has_what_every_form_has(name: str) -> None:
    usual, found = usual_of_forms(), form_facts(answers(name, filled(name)))
    assert usual.texts.keys() <= found.texts.keys() | found.unclear.keys()
    assert usual.texts.keys() & found.unclear.keys() == set()
    assert usual.series.keys() == found.series.keys()
    for key, table in usual.tables.items():
        assert set(table.columns) <= set(found.tables[key].columns), key


def test_every_summary_has_what_every_summary_has() -> None:
    usual, found = usual_of_summaries(), department_facts(summaries.eight())
    assert (usual.texts.keys(), usual.tables.keys()) == (found.texts.keys(), found.tables.keys())
    assert {key: table.columns for key, table in usual.tables.items()} == {
        key: table.columns for key, table in found.tables.items()
    }
