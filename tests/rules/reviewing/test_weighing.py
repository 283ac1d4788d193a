"""What an office sets about rules holds as issued; what keeps a summary true stands firm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rules import answers
from xlgen.errors import TemplateError
from xlgen.files.shipped import samples
from xlgen.findings import Finding
from xlgen.flows.issuing import issue
from xlgen.flows.linting import lint
from xlgen.flows.samples import write_roster
from xlgen.form.template.load import load_template
from xlgen.form.thresholds import OFF
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.codes import refuse_weights
from xlgen.rules.registry import validate

EARLY = "date = 2025-06-01"
OVER = "indicators.1.actual = 144"  # XG310, a warning


def found(edits: str, code: str, weights: Mapping[str, str], sources: Mapping[str, str] | None = None) -> list[Finding]:
    """Findings of a code in a form that was issued with these weights beside those of the table."""
    form = answers(edits)
    snapshot = replace(
        form.snapshot, weights={**form.snapshot.weights, **weights}, sources={**form.snapshot.sources, **(sources or {})}
    )
    return [each for each in validate(read_answers(snapshot, form.book), RULES) if each.code == code]


@pytest.mark.parametrize("weight", ["错误", "需核实", "说明"])
@pytest.mark.parametrize(("edits", "code"), [(EARLY, "XG609"), (OVER, "XG310")])
def test_a_rule_weighs_what_was_set_when_the_form_was_issued(edits: str, code: str, weight: str) -> None:
    assert [each.severity.value for each in found(edits, code, {code: weight})] == [weight]


@pytest.mark.parametrize(("edits", "code"), [(EARLY, "XG609"), (OVER, "XG310")])
def test_a_rule_that_was_switched_off_finds_nothing(edits: str, code: str) -> None:
    assert found(edits, code, {})
    assert found(edits, code, {code: OFF}) == []


def test_a_form_issued_before_reviewers_rules_is_not_judged_by_them_and_by_all_others_as_ever() -> None:
    form = answers(f"{EARLY}; {OVER}")
    old = replace(form.snapshot, weights={}, sources={})
    assert [each.code for each in validate(read_answers(old, form.book), RULES)] == ["XG310"]


def test_a_finding_cites_its_clause_as_it_was_set() -> None:
    assert found(EARLY, "XG609", {})[0].hint.endswith("；依据：xlgen 的约定：单位自评在预算年度结束后进行")
    assert found(EARLY, "XG609", {}, {"XG609": "某市第三条"})[0].hint.endswith("；依据：某市第三条")
    assert found(OVER, "XG310", {}, {"XG310": "某市第四条"})[0].hint.endswith("；依据：某市第四条")


def test_a_gross_doubt_opens_the_form_whatever_was_set() -> None:
    told = found("funds.total.executed = 294000", "XG406", {"XG406": OFF})
    assert [(each.opens, each.severity.value) for each in told] == [(True, "需核实")]


@pytest.mark.parametrize(
    ("edits", "code"),
    [("indicators.1.target = 119", "XG101"), ("indicators.1.score = 14.8", "XG301"), ("total = 99.9", "XG303")],
)
def test_integrity_and_recomputed_scores_stand_firm_even_where_a_form_says_otherwise(edits: str, code: str) -> None:
    for said in (OFF, "说明"):
        assert [each.severity.value for each in found(edits, code, {code: said})] == ["错误"]


def own(folder: Path, said: str) -> Path:
    path = folder / "我的表式.toml"
    path.write_text(f'extends = "project@2020"\nid = "my"\n[thresholds]\n{said}\n', "utf-8")
    return path


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ('XG301 = { on = false, source = "甲" }', "不能关掉，也不能减轻"),
        ('XG101 = { weight = "说明", source = "甲" }', "不能关掉，也不能减轻"),
        ('XG502 = { on = false, source = "甲" }', "不能关掉，也不能减轻"),
        ('XG699 = { on = false, source = "甲" }', "没有这条规则"),
        ('XG001 = { on = false, source = "甲" }', "没有这条规则"),
    ],
)
def test_a_rule_that_stands_firm_or_is_none_is_refused_in_a_sentence(tmp_path: Path, said: str, problem: str) -> None:
    path = own(tmp_path, said)
    with pytest.raises(TemplateError) as refused:
        refuse_weights(load_template(str(path)))
    assert (refused.value.path, problem in refused.value.problem) == (f"my: thresholds.{said.split(maxsplit=1)[0]}", True)
    assert [finding.code for _, finding in lint(path)] == ["XL201"]
    roster = tmp_path / "项目清单.xlsx"
    write_roster(samples() / "demo" / "roster.toml", roster)
    with pytest.raises(TemplateError):
        issue(roster, tmp_path / "下发", path)
    assert not (tmp_path / "下发").exists()


def test_every_rule_of_errors_on_which_a_summary_rests_stands_firm() -> None:
    from xlgen.rules.reviewing.weighing import is_firm

    firm = [each.code for each in RULES if is_firm(each.code, each.severity)]
    assert {"XG101", "XG102", "XG103", "XG201", "XG202", "XG301", "XG303", "XG305", "XG320", "XG501", "XG502"} <= set(firm)
    assert not {"XG307", "XG310", "XG403", "XG603"} & set(firm)


def test_what_nobody_prescribes_is_found_only_where_it_was_set_and_cites_who_set_it() -> None:
    form = answers("evidence: ")
    set_so = {**form.snapshot.thresholds, "survey_sample": Decimal(125)}
    snapshot = replace(form.snapshot, thresholds=set_so, sources={**form.snapshot.sources, "survey_sample": "某市第八条"})
    assert validate(form, RULES) == []
    told = validate(read_answers(snapshot, form.book), RULES)
    assert [(each.code, each.name) for each in told] == [("XG602", "indicators.9.account")]
    assert told[0].message == "“群众满意度”只调查了 120 份（人），口径定的是至少 125（某市第八条）"
