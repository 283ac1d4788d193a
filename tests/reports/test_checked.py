"""The result of a check as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from blanks import TEMPLATES, example
from filled import DATA, issued
from xlgen import flows
from xlgen.reports.checked import report


def said(folder: Path) -> dict[str, object]:
    blank = issued()[1]
    (folder / "表.xlsx").write_bytes(flows.fill(blank, DATA).content)
    [file] = report(flows.check(folder / "表.xlsx"))["files"]
    return file


PRINTED = [
    (
        "indicators.1.target",
        {"label": "培训人数·年度指标值", "cell": "自评表!E14", "type": "number", "unit": "人", "value": "120"},
    ),
    (
        "indicators.2.target",
        {"label": "合格率·年度指标值", "cell": "自评表!E15", "type": "percent", "unit": "%", "value": "0.95"},
    ),
    (
        "funds.total.budget",
        {"label": "年度资金总额·全年预算数", "cell": "自评表!D7", "type": "money", "unit": "万元", "value": "30"},
    ),
    (
        "goal",
        {"label": "年度总体目标·预期目标", "cell": "自评表!B12", "type": "text", "unit": "", "value": "保障医疗保险工作开展"},
    ),
]


@pytest.mark.parametrize(("name", "expected"), PRINTED)
def test_what_was_printed_when_the_form_was_issued_is_told_with_its_kind_and_unit(name, expected, tmp_path):
    assert said(tmp_path)["printed"][name] == expected


def test_what_was_filled_in_has_its_kind_and_unit_too(tmp_path):
    cell = said(tmp_path)["values"]["indicators.1.actual"]
    assert (cell["type"], cell["unit"], cell["found"]) == ("number", "人", "126")


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_cell_of_every_form_is_called_by_words_that_are_printed(template):
    labels = [slot.cell.label for slot in example(template)[0].slots.values()]
    assert [each for each in labels if not each or any("a" <= letter <= "z" for letter in each)] == []
