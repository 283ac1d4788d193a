"""Forms that offices have published: entered in their own frames, and checked.

``real_forms.md`` shows, form by form, what the paper prints, what is recomputed and which finding explains a difference.
"""

from __future__ import annotations

import re

import pytest

import real_forms
from real_forms import FOLDER, NAMES, TABLE, answers, compared, findings, issued, matching, said, table, typed
from xlgen.flows.checking import check_file
from xlgen.issued.manifest import Manifest
from xlgen.words.labels import plain_label

PROVINCES = {
    "湖北", "河北", "安徽", "四川", "北京", "湖南", "云南", "重庆", "贵州", "上海", "福建", "吉林", "内蒙古",
}  # fmt: skip
SCORED = tuple(name for name in NAMES if not said(name)["template"].startswith(("transfer", "report")))


def test_at_least_twelve_scored_forms_from_at_least_seven_provinces() -> None:
    assert len(SCORED) >= 12
    assert len({said(name)["province"] for name in SCORED}) >= 7
    assert {said(name)["province"] for name in NAMES} == PROVINCES


def test_printed_and_recomputed_figures_are_those_of_the_table() -> None:
    assert table() == TABLE.read_text("utf-8"), (
        "python tests/support/real_forms.py > tests/conformance/real_forms.md, then read the difference"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_difference_is_explained_by_a_finding(name: str) -> None:
    unexplained = [row for row in compared(name) if row.verdict in ("不符", "按理解相符") and not row.codes]
    assert unexplained == []


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_typed_over_a_formula_is_reported_with_both_values(name: str) -> None:
    reported = {(f.name, f.found): f.expected for f in findings(name) if f.code in ("XG101", "XG102")}
    for row in compared(name):
        if row.verdict == "不符":
            assert (row.name, real_forms.shown(row.printed)) in reported, row


@pytest.mark.parametrize("name", NAMES)
def test_what_is_known_to_be_wrong_is_found_or_said_to_be_words(name: str) -> None:
    for known in said(name).get("known", ()):
        assert ("code" in known) != ("words" in known), known
        assert "words" in known or matching(name, known), known


def test_totals_are_compared_only_where_the_form_is_complete() -> None:
    with_total = {name for name in NAMES if any(row.name == "total" for row in compared(name))}
    assert with_total == {"16-hubei"}
    assert all(said(name)["complete"] for name in with_total)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_paper_does_not_print_is_marked_and_listed(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    marked = sum(int(count or 1) for count in re.findall(r"# 假设(?:×(\d+))?", text))
    assert marked == len(said(name)["assumed"])
    known = {plain_label(row.label) for row in issued(name)[0].rows} | set(said(name)["项目"])
    unknown = [entry for entry in said(name)["assumed"] if not {plain_label(part) for part in entry.split("·")} & known]
    assert unknown == []


@pytest.mark.parametrize("name", NAMES)
def test_incomplete_forms_hold_one_row_for_the_rest(name: str) -> None:
    rest = [row for row in issued(name)[0].rows if row.table == "indicators" and row.label == "摘录以外的指标"]
    assert len(rest) <= 1
    assert not (rest and said(name)["complete"])
    assert all(answers(name).number(f"{row.table}.{row.key}.score") is None for row in rest)


@pytest.mark.parametrize("name", SCORED)
def test_weights_make_100(name: str) -> None:
    assert answers(name).number("points") == 100


def test_each_form_is_checked_against_its_manifest(tmp_path) -> None:
    snapshots = {issued(name)[0].code: issued(name)[0] for name in NAMES}
    manifest = Manifest(snapshots, {code: f"{code}.xlsx" for code in snapshots})
    for name in NAMES:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(typed(name))
        checked = check_file(path, manifest)
        assert checked.answers is not None, checked.findings
        # what the officer typed alters nothing that was issued
        assert [f for f in checked.findings if f.code.startswith("XG1")] == []
