"""Sections and the list that leads to them."""

from __future__ import annotations

from page_tags import Tags
from xlgen.pages.page_sections import PageSection, sections_shown

SECTIONS = [
    PageSection("one", "一 <b>", "<p>甲</p>", "（3 处）"),
    PageSection("none", "无", ""),
    PageSection("two", "二", "<p>乙</p>"),
]


def test_what_holds_nothing_is_no_section_and_the_others_are_led_to() -> None:
    tags = Tags("".join(sections_shown(SECTIONS)))
    assert [attributes["id"] for tag, attributes in tags.found if tag == "section"] == ["one", "two"]
    assert [attributes["href"] for tag, attributes in tags.found if tag == "a"] == ["#one", "#two"]
    assert tags.open == []


def test_titles_are_texts() -> None:
    assert "<h2>一 &lt;b&gt;（3 处）</h2>" in "".join(sections_shown(SECTIONS))
