"""The shell of a page: its policy, and what becomes of texts."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from contrast import contrast
from page_tags import HOSTILE, loads_nothing
from xlgen.pages import page_shell
from xlgen.pages.page_shell import page, shown_text

STYLE = (Path(page_shell.__file__).parent / "page.css").read_text("utf-8")


def made(title: str = "题", own_style: str = "") -> str:
    return page(title, "<p>导语</p>", ["<section>正文</section>"], "<p>脚</p>", own_style).decode()


@pytest.mark.parametrize("kind", ["style", "script"])
def test_the_policy_names_the_one_style_and_the_one_script_that_the_file_holds(kind: str) -> None:
    said = made(own_style="svg.bar { fill: red; }\n")
    (held,) = re.findall(f"<{kind}>(.*?)</{kind}>", said, re.DOTALL)
    assert f"{kind}-src 'sha256-{b64encode(sha256(held.encode()).digest()).decode()}';" in said


def test_what_the_policy_does_not_name_is_forbidden() -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', made())
    rules = dict(each.split(" ", 1) for each in policy.split("; "))
    assert {key: rules[key] for key in ("default-src", "base-uri", "form-action")} == dict.fromkeys(
        ("default-src", "base-uri", "form-action"), "'none'"
    )
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert "unsafe" not in policy


def test_the_file_asks_nothing_of_any_host() -> None:
    assert "://" not in made()
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_a_text_whatever_it_is(title: str) -> None:
    assert loads_nothing(made(title).encode())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<b>\"'&", "&lt;b&gt;&quot;&#x27;&amp;"),
        ("甲\n乙\x00\x07丙", "甲 乙 丙"),
        ("甲\u202e乙\u2066丙\u2028丁", "甲 乙 丙 丁"),
        ("甲\ud800乙", "甲 乙"),
        ("长" * 61, "长" * 60 + "…"),
        ("长" * 60, "长" * 60),
    ],
)
def test_a_text_is_escaped_without_signs_that_nobody_sees_and_cut(said: str, shown: str) -> None:
    assert shown_text(said) == shown


def test_the_same_page_has_the_same_bytes() -> None:
    assert made() == made()


COLOURS = dict(re.findall(r"--(\w+): (#\w{6}|#\w{3});", STYLE))


@pytest.mark.parametrize("ink", ["ink", "aside", "link", "grave"])
@pytest.mark.parametrize("behind", ["#ffffff", COLOURS["head"], COLOURS["found"]])
def test_texts_stand_out_from_what_is_behind_them(ink: str, behind: str) -> None:
    assert contrast(COLOURS[ink], behind) >= 4.5


@pytest.mark.parametrize("shape", ["bar", "grave", "line"])
def test_shapes_and_lines_stand_out_from_the_page(shape: str) -> None:
    assert contrast(COLOURS[shape], "#ffffff") >= 3


def test_what_has_the_focus_is_seen() -> None:
    (outline,) = re.findall(r":focus-visible \{ outline: 3px solid (#\w{6})", STYLE)
    assert contrast(outline, "#ffffff") >= 3
