"""What narrows a table: fields and lists, each with a label of its own."""

from __future__ import annotations

import pytest

from page_tags import HOSTILE, Tags
from xlgen.pages.page_panels import PageChoice, panel


def elements(page: str, tag: str) -> list[dict[str, str | None]]:
    return [attributes for name, attributes in Tags(page).found if name == tag]


CHOICES = (
    PageChoice("级别", 0, {"错误": "错误", "": "没有"}),
    PageChoice("实施单位", 2, {"甲局": "甲局", "乙局": "乙局"}, picked=True),
)


def test_every_field_has_its_label() -> None:
    said = panel("list", 3, "处问题", "找问题", CHOICES, mark="-found")
    fields = [each["id"] for tag in ("input", "select") for each in elements(said, tag)]
    assert fields == ["find-found", "choose-found-1", "choose-found-2"]
    assert sorted(filter(None, fields)) == sorted(each["for"] or "" for each in elements(said, "label"))


def test_how_many_there_are_is_told_to_who_does_not_see() -> None:
    said = panel("list", 3, "处问题", "找问题")
    assert ("p", {"id": "found", "class": "live-only", "role": "status"}) in Tags(said).found
    assert "显示 3 处问题，共 3 处" in said


def test_a_list_begins_with_all_and_has_no_blank_choice() -> None:
    said = panel("list", 3, "处问题", "找问题", CHOICES)
    assert [each["value"] for each in elements(said, "option")] == ["", "错误", "", "甲局", "乙局"]
    assert ["data-picked" in each for each in elements(said, "select")] == [False, True]


@pytest.mark.parametrize("said", HOSTILE)
def test_a_choice_is_a_text_whatever_it_is(said: str) -> None:
    tags = Tags(panel("list", 1, "个项目", "找项目", [PageChoice("单位", 0, {said: said})]))
    assert tags.open == []
    assert {tag for tag, _ in tags.found} == {"div", "span", "label", "input", "select", "option", "p"}


def test_a_choice_is_cut_as_its_cell_is() -> None:
    said = panel("list", 1, "个项目", "找项目", [PageChoice("单位", 0, {"长" * 50: "长" * 50})], longest=40)
    assert elements(said, "option")[1]["value"] == "长" * 40 + "…"
