"""Which template a workbook looks like, by its title and its headings."""

from __future__ import annotations

import pytest

from real_forms import NAMES, over_typed, said
from xlgen.flows.doctoring.likenesses import heading, known_templates, likest
from xlgen.workbook.ooxml.reader import read_workbook

KNOWN = known_templates()


def texts(name: str) -> list[str]:
    book = read_workbook(over_typed(name))
    return [
        cell.value
        for sheet in book.sheets.values()
        if sheet.state == "visible"
        for cell in sheet.cells.values()
        if isinstance(cell.value, str)
    ]


@pytest.mark.parametrize("name", NAMES[::4])
def test_a_form_as_it_is_printed_looks_like_its_frame(name):
    found = likest(texts(name), KNOWN)
    assert found
    assert found.template.partition("@")[0] == said(name)["template"]


def test_a_list_of_staff_looks_like_none():
    assert likest(["姓名", "部门", "电话", "备注", "合计", "2025年度职工花名册"], KNOWN) is None
    assert likest([], KNOWN) is None


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("全年预算数（A）", "全年预算数"), ("总　分", "总分"), ("填报人：", "填报人"), ("10", ""), ("abc", ""),
        ("这一格写的是一句很长很长的话，不是栏目", ""),
    ],
)  # fmt: skip
def test_headings_are_compared_without_what_differs_from_office_to_office(text, compared):
    assert heading(text) == compared
