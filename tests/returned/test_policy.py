"""What an office sets for its rules: a frame may set its own, it goes with the form, old forms keep theirs."""

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
from xlgen.form.template import load
from xlgen.form.template.load import THRESHOLDS, load_template
from xlgen.form.thresholds import OFF, OWN, is_code, number_of, policy_of
from xlgen.returned.answers import read_answers
from xlgen.returned.policy import BEFORE, threshold
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate

D = Decimal
TABLE = read_toml(templates() / THRESHOLDS)
FIGURES = {name: said for name, said in TABLE.items() if not is_code(name)}
SET = {name: said["value"] for name, said in FIGURES.items() if "value" in said}
WEIGHTS = {code: said["weight"] for code, said in TABLE.items() if is_code(code)}


def test_every_figure_of_the_table_goes_with_an_issued_form() -> None:
    snapshot = issued()[0]
    assert snapshot.thresholds == {name: number_of(value) for name, value in SET.items()}


def test_every_rule_of_the_table_goes_with_an_issued_form_its_weight_and_source_too() -> None:
    snapshot = issued()[0]
    assert snapshot.weights == WEIGHTS
    assert {name: snapshot.sources[name] for name in TABLE if TABLE[name]["source"]} == {
        name: said["source"] for name, said in TABLE.items() if said["source"]
    }


def test_a_rule_that_goes_by_a_figure_cites_the_figure_s_source() -> None:
    found = [
        f for f in validate(answers("funds.total.executed = 26.9; funds.fiscal.executed = 22"), RULES) if f.code == "XG405"
    ]
    assert [f.hint.partition("；依据：")[2] for f in found] == [TABLE["low_rate"]["source"]]


def test_a_bare_figure_of_a_frame_is_not_said_to_be_what_the_table_s_source_says() -> None:
    assert policy_of(TABLE, {"low_rate": 0}).sources["XG405"] == OWN


def test_the_table_that_comes_with_xlgen_weighs_and_calls_rules_as_they_are() -> None:
    known = {each.code: each for each in RULES}
    assert {code: known[code].severity.value for code in WEIGHTS} == WEIGHTS
    assert {code: TABLE[code]["name"] for code in WEIGHTS} == {code: known[code].title for code in WEIGHTS}
    assert set(WEIGHTS) == {code for code in known if code.startswith("XG6")}


def test_a_form_that_carries_none_is_judged_as_when_it_was_issued() -> None:
    old = replace(issued()[0], thresholds={})
    assert {name: threshold(old, name) for name in BEFORE} == BEFORE


def test_every_figure_names_its_rules_and_its_source() -> None:
    known = {each.code for each in RULES}
    for said in FIGURES.values():
        assert said["name"]
        assert said["source"] or "value" not in said  # a figure that nobody prescribes is set by nobody
        assert {code for code in said["rules"] if code.startswith("XG")} <= known


def own(folder: Path, said: str) -> Path:
    path = folder / "我的表式.toml"
    path.write_text(f'extends = "project@2020"\nid = "my"\n[thresholds]\n{said}\n', "utf-8")
    return path


def test_a_frame_sets_its_own_figure_and_keeps_the_others(tmp_path: Path) -> None:
    said = load_template(str(own(tmp_path, 'low_rate = "80%"')))["thresholds"]
    assert said == SET | {"low_rate": "80%"}


def test_a_frame_sets_a_figure_that_nobody_prescribes_with_its_source_and_switches_a_rule_off(tmp_path: Path) -> None:
    figure = 'survey_sample = { value = 30, source = "某市第八条" }'
    template = load_template(str(own(tmp_path, f'{figure}\nXG601 = {{ on = false, source = "另册报送" }}')))
    assert template["thresholds"] == SET | {"survey_sample": 30}
    assert (template["weights"]["XG601"], template["weights"]["XG602"]) == (OFF, "需核实")
    assert (template["sources"]["survey_sample"], template["sources"]["XG601"]) == ("某市第八条", "另册报送")


@pytest.mark.parametrize(
    ("said", "path", "problem"),
    [
        ('low_rat = "80%"', "low_rat", "没有这一项口径，是不是“low_rate”"),
        ('low_rate = "八成"', "low_rate", "“八成”不是数或百分数"),
        ("low_rate = -1", "low_rate", "“-1”不是数或百分数"),
        ("low_rate = true", "low_rate", "不是数或百分数"),
        ("survey_sample = 30", "survey_sample.source", "没有写依据"),
        ('low_rate = { value = "八成", source = "甲" }', "low_rate.value", "“八成”不是数或百分数"),
        ('low_rate = { valu = "80%" }', "low_rate.valu", "没有这一项，是不是“value”"),
        ("XG601 = false", "XG601", "一条规则要写成一组"),
        ("XG601 = { of = false }", "XG601.of", "没有这一项"),
        ('XG601 = { on = "否" }', "XG601.on", "“否”不是 true 或 false"),
        ('XG601 = { weight = "严重" }', "XG601.weight", "“严重”不是规则的轻重"),
        ('XG601 = { source = "" }', "XG601.source", "没有写依据"),
        ("XG310 = { on = false }", "XG310.source", "没有写依据"),
        ('XG310 = { source = "甲" }', "XG310", "没有写 weight"),
    ],
)
def test_a_figure_said_wrongly_is_refused_at_its_key(tmp_path: Path, said: str, path: str, problem: str) -> None:
    with pytest.raises(TemplateError) as refused:
        load_template(str(own(tmp_path, said)))
    assert refused.value.path == f"我的表式.toml: thresholds.{path}"
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


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('low_rate = "90%"', "low_rate"),
        ('[low_rate]\nvalue = "90%"\nsource = "甲"', "low_rate"),
        ('[XG601]\nname = "甲"\non = true\nweight = "重"\nsource = "乙"', "XG601.weight"),
        ('[low_rate]\nname = "甲"\nvalue = "九成"\nsource = "乙"', "low_rate.value"),
    ],
)
def test_the_office_s_table_said_wrongly_is_refused_at_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, path: str
) -> None:
    (tmp_path / THRESHOLDS).write_text(text, "utf-8")
    frames = templates()
    monkeypatch.setattr(load, "read_toml", lambda file: read_toml(tmp_path / file.name if file.name == THRESHOLDS else file))
    with pytest.raises(TemplateError) as refused:
        load_template(str(frames / "project" / "2020.toml"))
    assert refused.value.path == f"口径.toml: {path}"
