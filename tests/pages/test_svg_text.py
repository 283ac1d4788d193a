"""What is taken of a drawing, and what is not."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from page_tags import HOSTILE, Tags
from xlgen.pages.svg_text import svg_text

LINK = "{http://www.w3.org/1999/xlink}href"


def drawn(inner: str, about: str = "图") -> str:
    return svg_text(ET.fromstring(f'<svg viewBox="0 0 640 400" id="chart-1" class="pygal-chart">{inner}</svg>'), about)


def test_a_drawing_is_a_picture_with_words_for_who_does_not_see_it() -> None:
    assert drawn("", '优 "3"') == '<svg class="chart" viewBox="0 0 640 400" role="img" aria-label="优 &quot;3&quot;"></svg>'


@pytest.mark.parametrize(
    "left",
    [
        "<script>x</script>", "<style>x</style>", "<defs><rect/></defs>", "<desc>12.3</desc>", "<foreignObject><p>x</p></foreignObject>",
        "<image href='x'/>", "<use href='#x'/>", "<title>Pygal</title>", "<rect class='background'/>", "<g class='plot tooltip-overlay'><rect/></g>",
        "<g/>", "<text/>", "<g class='guides'><title>0.5</title></g>", "<!-- on 2026-01-01 -->", "<animate/>",
    ],
)  # fmt: skip
def test_what_draws_nothing_of_the_figures_is_left_out(left: str) -> None:
    assert drawn(left) == drawn("")


def test_comments_are_left_out() -> None:
    root = ET.Element("svg")
    root.append(ET.Comment("Generated on 2026-01-01"))
    assert "2026" not in svg_text(root, "图")


def test_attributes_that_are_no_places_are_left_out() -> None:
    said = '<rect id="a" style="fill: red" onclick="x()" class="rect reactive" x="1" y="2" width="3" height="4"/>'
    assert '<rect class="rect" x="1" y="2" width="3" height="4"></rect>' in drawn(said)


def test_places_are_told_in_tenths() -> None:
    assert 'd="M1.3 0 h12.9"' in drawn('<path d="M1.25678 0.000000 h12.94999"/>')


def test_a_link_within_the_page_stays_and_keys_pass_it_by() -> None:
    root = ET.Element("svg")
    link = ET.SubElement(root, "a", {LINK: "#p1", "target": "_blank"})
    ET.SubElement(link, "title").text = "甲"
    ET.SubElement(link, "circle", {"class": "dot reactive", "cx": "1", "cy": "2", "r": "4"})
    assert '<a href="#p1" tabindex="-1"><title>甲</title><circle class="dot" cx="1" cy="2" r="4"></circle></a>' in svg_text(
        root, "图"
    )


@pytest.mark.parametrize("target", ["http://evil.example", "javascript:alert(1)", "//evil.example", "p1"])
def test_a_link_that_leads_elsewhere_is_none(target: str) -> None:
    root = ET.Element("svg")
    ET.SubElement(ET.SubElement(root, "a", {LINK: target}), "circle", {"r": "4"})
    assert "<a" not in svg_text(root, "图")


@pytest.mark.parametrize("said", HOSTILE)
def test_a_text_is_a_text_whatever_it_is(said: str) -> None:
    root = ET.Element("svg")
    ET.SubElement(root, "text", {"x": "1", "transform": said, "class": said}).text = said
    tags = Tags(svg_text(root, said))
    assert [tag for tag, _ in tags.found] == ["svg", "text"]
    assert tags.open == []
    assert set(tags.found[1][1]) <= {"class", "x", "transform"}
