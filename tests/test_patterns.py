"""No regular expression takes more steps than its text is long, times a fixed number: four times the text, at most six times the steps.

Steps are counted, not seconds (``tests/support/steps.py``), over texts made from each pattern's own repeats.
"""

from __future__ import annotations

import re

import pytest

from patterns_used import MADE, patterns, sources
from steps import grows
from xlgen.form.template.parameters import LONGEST
from xlgen.roster.rewriting import clauses, proposing
from xlgen.rules.reviewing import wordings

BOUNDED = {  # patterns that try the same signs again, and how long their texts are at most: nobody reads longer ones
    "xlgen.form.notation.standards": LONGEST,
    "xlgen.roster.rewriting.clauses": clauses.LONGEST,
    "xlgen.roster.rewriting.grades": proposing.LONGEST,
    "xlgen.rules.reviewing.wordings": wordings.LONGEST,
    "xlgen.reports.example_words": 0,  # reads examples in the docstrings of the program
}


def _growing(module: str) -> list[str]:
    own = [used for used in patterns()[0] if re.split(r"[:]|\.(?=_*[A-Z])", used.where)[0] == module]
    return [f"{used.where} {said}" for used in own if (said := grows(used.pattern, used.methods))]


@pytest.mark.parametrize("module", sources())
def test_the_steps_of_a_pattern_grow_with_its_text(module: str) -> None:
    assert bool(_growing(module)) == (module in BOUNDED)


def test_patterns_made_while_the_program_runs_are_made_in_few_places() -> None:
    """Those are tried with whole readers, in tests/test_work.py."""
    assert patterns()[1] == MADE


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"[0-9]+\.?[0-9]*", "fullmatch"), (r"\[[^\]]*\]", "sub"), (r"银行.*号", "search"), (r"(?:a|aa)+", "fullmatch"), (r"\s+$", "search"),
        (r"(?:[^a]*?)每(?:>|<)([^\d]*?)扣", "fullmatch"), (r".*（.*）", "fullmatch"), (r"\w+\.\w+\.(?=\w)", "findall"),
    ],
)  # fmt: skip
def test_a_pattern_that_grows_is_seen(pattern: str, method: str) -> None:
    assert grows(re.compile(pattern), {method})


@pytest.mark.parametrize(
    ("pattern", "method", "text"),
    [
        (r"(a|b)*c\1", "search", "xabca"), (r"(?<!\d)\d{2,3}?(?=年)", "search", "1234年 12年"), (r"[^\W\d_]+", "fullmatch", "合格率"),
        (r"(?>a+)a", "match", "aaa"), (r"\bA\b", "search", "a A"), (r"(?i)x|y$", "search", "zY"), (r"(?m)^b", "search", "a\nb"),
    ],
)  # fmt: skip
def test_steps_lead_where_matching_leads(pattern: str, method: str, text: str) -> None:
    from steps import Steps

    compiled = re.compile(pattern)
    match = getattr(compiled, method)(text)
    assert Steps(compiled).end(method, text) == (match.end() if match else None)
