"""Figures that an office sets for its rules: a frame may set its own, they go with the form, old forms keep theirs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from filled import issued
from rules import answers
from xlgen.errors import TemplateError
from xlgen.files.shipped import templates
from xlgen.files.toml_files import read_toml
from xlgen.form.template.load import THRESHOLDS, load_template
from xlgen.form.thresholds import number_of
from xlgen.returned.answers import read_answers
from xlgen.returned.policy import BEFORE, threshold
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate

D = Decimal
TABLE = read_toml(templates() / THRESHOLDS)


def test_every_figure_of_the_table_goes_with_an_issued_form() -> None:
    snapshot = issued()[0]
    assert snapshot.thresholds == {name: number_of(said["value"]) for name, said in TABLE.items()}


def test_a_form_that_carries_none_is_judged_as_when_it_was_issued() -> None:
    old = replace(issued()[0], thresholds={})
    assert {name: threshold(old, name) for name in TABLE} == BEFORE


def test_every_figure_names_its_rules_and_its_source() -> None:
    known = {each.code for each in RULES}
    for said in TABLE.values():
        assert said["name"]
        assert said["source"]
        assert {code for code in said["rules"] if code.startswith("XG")} <= known


def own(folder: Path, said: str) -> Path:
    path = folder / "我的表样.toml"
    path.write_text(f'extends = "project@2020"\nid = "my"\n[thresholds]\n{said}\n', "utf-8")
    return path


def test_a_frame_sets_its_own_figure_and_keeps_the_others(tmp_path: Path) -> None:
    said = load_template(str(own(tmp_path, 'low_rate = "80%"')))["thresholds"]
    assert said == {name: row["value"] for name, row in TABLE.items()} | {"low_rate": "80%"}


@pytest.mark.parametrize(
    ("said", "path", "problem"),
    [
        ('low_rat = "80%"', "low_rat", "没有这一项口径，是不是“low_rate”"),
        ('low_rate = "八成"', "low_rate", "“八成”不是数或百分数"),
        ("low_rate = -1", "low_rate", "“-1”不是数或百分数"),
        ("low_rate = true", "low_rate", "不是数或百分数"),
    ],
)
def test_a_figure_said_wrongly_is_refused_at_its_key(tmp_path: Path, said: str, path: str, problem: str) -> None:
    with pytest.raises(TemplateError) as refused:
        load_template(str(own(tmp_path, said)))
    assert refused.value.path == f"我的表样.toml: thresholds.{path}"
    assert problem in refused.value.problem


@pytest.mark.parametrize(
    ("name", "value", "edits", "code"),
    [
        ("low_rate", "0.85", "funds.total.executed = 26.9; funds.fiscal.executed = 22", "XG405"),
        ("over_target", "1.25", "indicators.1.actual = 144", "XG310"),
        ("far_over_target", "1.5", "indicators.1.actual = 156", "XG311"),
    ],
)
def test_the_issued_figure_is_the_one_that_counts(name: str, value: str, edits: str, code: str) -> None:
    form = answers(edits)
    assert code in {each.code for each in validate(form, RULES)}
    looser = replace(form.snapshot, thresholds={**form.snapshot.thresholds, name: D(value)})
    assert code not in {each.code for each in validate(read_answers(looser, form.book), RULES)}
