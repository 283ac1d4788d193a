"""Written scoring standards of five real documents, each executed on both sides of every threshold: standards.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from conformance import records
from equality import compiled
from xlgen.flows.method_cases import row_of
from xlgen.form.compute import compute
from xlgen.form.notation.bands import Bands
from xlgen.form.template.load import load_methods
from xlgen.form.template.parameters import read_parameters
from xlgen.language.operators import Value

METHODS = load_methods()
STANDARDS = records("standards.toml", "standard")
EACH = pytest.mark.parametrize("standard", STANDARDS, ids=[f"{each['document']} {each['indicator']}" for each in STANDARDS])
DEFECTIVE = [each for each in STANDARDS if "defects" in each]


def row(standard: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    """A row of the grammar as the roster would give it."""
    keys = ("points", "type", "target", "unit", "standard")
    return row_of(METHODS[standard["method"]], {**{key: standard[key] for key in keys if key in standard}, **said})


def figures(standard: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Decimal]]]:
    """What is filled in, and the result worked out by hand: score, or min and max of a score that is typed."""
    for figure in standard["figures"]:
        said = {"actual": figure[0], "score": figure[1]} if isinstance(figure, list) else figure
        wanted = {key: said[key] for key in ("score", "min", "max") if key in said}
        yield {key: value for key, value in said.items() if key not in wanted}, wanted


def results(standard: Mapping[str, Any]) -> list[dict[str, Value]]:
    """Results of all figures by the real pipeline: parameters read, rows compiled, formulas computed."""
    told = list(figures(standard))
    form = compiled(METHODS, [row(standard, **({"points": said["points"]} if "points" in said else {})) for said, _ in told])
    rows = form.tables["indicators"].rows
    filled = {
        one.asked[key]: value
        for one, (said, _) in zip(rows, told, strict=True)
        for key, value in said.items()
        if key in one.asked
    }
    values = compute(form.cells(), filled)
    columns = {"score": "score", "min": "least", "max": "most"}
    return [{key: values[one.cells[columns[key]].name] for key in wanted} for one, (_, wanted) in zip(rows, told, strict=True)]


def test_every_standard_stands_once():
    names = [(each["document"], each["indicator"]) for each in STANDARDS]
    assert [name for name in names if names.count(name) > 1] == []


@EACH
def test_scores_are_those_worked_out_by_hand(standard):
    found = results(standard)
    wanted = [want for _, want in figures(standard)]
    told = [(said, want, got) for (said, want), got in zip(figures(standard), found, strict=True) if want != got]
    assert told == []
    assert len(wanted) == len(standard["figures"])


@EACH
def test_the_typed_standard_can_be_issued(standard):
    _, problems = read_parameters(METHODS[standard["method"]], row(standard))
    assert [problem.message for problem in problems if problem.fatal] == []


def thresholds(standard: Mapping[str, Any]) -> list[Decimal]:
    """Where the score of an actual value may change its rule: bands, lines, the target."""
    read, _ = read_parameters(METHODS[standard["method"]], row(standard))
    target = read["target"].value if "target" in read else None
    if isinstance(bands := read.get("bands"), Bands):
        edges = [band.at_least for band in bands.bands if band.at_least is not None]
        return edges if standard["method"] == "banded" else [target - edge for edge in edges]
    lines = [read[name].value for name in ("line", "full", "zero", "nothing") if name in read]
    return [line for line in lines if line] if lines else [target] if target else []


BESIDE = Decimal("0.001")


@EACH
def test_figures_stand_on_both_sides_of_every_threshold(standard):
    values = [said["actual"] for said, _ in figures(standard) if isinstance(said.get("actual"), Decimal)]
    beside = 1 if standard.get("unit") in ("人", "家") else Decimal("0.01") if standard.get("type") == "number" else BESIDE
    for edge in thresholds(standard):
        assert edge in values
        assert any(edge - beside <= value < edge for value in values), f"no figure just below {edge}"
        assert any(edge < value <= edge + beside for value in values), f"no figure just above {edge}"


def told(standard: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """What the linter says of the words as printed, without any policy, and of the standard as typed."""
    method = METHODS[standard.get("read_as", standard["method"])]
    text = standard.get("linted") or standard["printed"]
    printed = {**row(standard), "standard": text, **({"unit": standard["counted_in"]} if "counted_in" in standard else {})}
    problems = read_parameters(method, printed)[1] + read_parameters(METHODS[standard["method"]], row(standard))[1]
    return [(problem.kind, problem.message, bool(problem.hint)) for problem in problems]


@pytest.mark.parametrize("standard", DEFECTIVE, ids=[f"{each['document']} {each['indicator']}" for each in DEFECTIVE])
def test_each_printed_defect_is_told_or_is_one_of_words(standard):
    found = told(standard)
    for defect in standard["defects"]:
        if defect.get("words"):
            continue
        assert any((kind, hint) == (defect["kind"], True) and defect["found"] in message for kind, message, hint in found), (
            defect
        )


GAPS = [each for each in STANDARDS if any(d.get("kind") in ("gap", "overlap") for d in each.get("defects", ()))]


@pytest.mark.parametrize("standard", GAPS, ids=[f"{each['document']} {each['indicator']}" for each in GAPS])
def test_without_a_policy_a_standard_with_gaps_is_refused(standard):
    method = METHODS[standard["method"]]
    printed = {**row(standard), "standard": standard["printed"], **({"unit": ""} if "counted_in" in standard else {})}
    _, problems = read_parameters(method, printed)
    assert {problem.kind for problem in problems if problem.fatal} & {"gap", "overlap"}


def test_rates_weighted_by_points_add_up_to_the_printed_total():
    (weighted,) = [each for each in STANDARDS if each["document"] == "003"]
    assert sum(result["score"] for result in results(weighted)) == Decimal("89.15")
