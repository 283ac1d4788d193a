"""What the source documents get wrong, and the code and cell that report it once their data is entered: contradictions.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from conformance import records
from documents import filled, findings, place, printed, roster_findings, sample
from xlgen.findings import Finding
from xlgen.flows.filling import fill

Case = Mapping[str, Any]
CONTRADICTIONS = records("contradictions.toml", "contradiction")


def reported(case: Case) -> list[Finding]:
    document = case["document"]
    match case.get("entered"):
        case "roster":
            return roster_findings(document, as_printed(document))
        case "data":
            return findings(document, filled(document))
        case "printed":
            return findings(document, printed(document))
    return findings(document, fill(filled(document), case["typed"], over=True).content)


def as_printed(name: str) -> list[list[Any]]:
    """The roster's indicators as the document prints them: no weights (qingdao), no remedies in brackets (nanchang)."""
    titles, *rows = sample(name).sheets["指标"]
    changed = []
    for cells in rows:
        said = dict(zip(titles, cells, strict=True))
        said |= {"分值": ""} if name == "qingdao" else {"评分标准": re.sub(r"\[.*?\]", "", str(said["评分标准"]))}
        changed.append(list(said.values()))
    return [list(titles), *changed]


@pytest.mark.parametrize("case", CONTRADICTIONS, ids=lambda case: f"{case['document']} {case['fact']}")
def test_contradiction_is_reported_at_its_cell(case: Case) -> None:
    at = case["at"] if "!" in case["at"] else place(case["document"], case["at"])
    told = reported(case)
    hits = [f for f in told if (f.code, f.place) == (case["code"], at)]
    assert hits, f"{case['code']} is not told at {at}, but {[(f.code, f.place, f.message) for f in told]}"
    found, expected = case.get("found", ""), case.get("expected", "")
    assert any(found in (f.found, "") or found in f.message for f in hits)
    assert any(expected in (f.expected, "") for f in hits)


@pytest.mark.parametrize("case", [c for c in CONTRADICTIONS if c.get("only_words")], ids=lambda case: case["fact"])
def test_what_only_the_prose_says_is_in_no_cell(case: Case) -> None:
    """Nothing is reported of it until somebody enters it."""
    at = place(case["document"], case["at"])
    assert not [f for f in findings(case["document"], filled(case["document"])) if f.place == at]
