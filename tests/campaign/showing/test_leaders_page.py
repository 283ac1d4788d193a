"""The page for leaders: whole in one file, nothing on it that should not be, and at work in a browser."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from campaign_facts import came, decided, form, known, now_of
from chromium import PROGRAM, Browser, browser
from contrast import contrast
from need import need
from page_tags import Tags
from xlgen.campaign.now import Now
from xlgen.campaign.showing import leaders_page
from xlgen.campaign.standing import CONFLICTS, RECALL
from xlgen.statuses import Status

PHONE = "13800001111"
HOSTILE = "<img src=http://evil.example onerror=alert(1)>\"'&\x07"
BIG = 2_000_000  # bytes


def some() -> Now:
    """Three units with projects of every kind."""
    contacts = {"联系人": "张主任", "联系电话": PHONE}
    codes = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8")
    units = ("甲局", "甲局", "甲局", "乙中心", "乙中心", "丙所", "丙所", "丙所")
    forms = [form(code, unit=unit, contacts=contacts) for code, unit in zip(codes, units, strict=True)]
    arrivals = [
        came(1, code="P1"), came(2, code="P2", day="2026-02-10"), came(3, code="P3", day="2026-03-03"),
        came(4, code="P4"), came(5, CONFLICTS, code="P4"), came(6, "", code="P5", kind="refused"),
    ]  # fmt: skip
    return now_of(known(forms, arrivals, [decided(9, RECALL, code="P8")]), {2: Status.ERRORS})


def text(now: Now) -> str:
    return leaders_page.leaders_page(now).decode()


def test_every_element_is_closed_and_loads_nothing() -> None:
    tags = Tags(text(some()))
    assert tags.open == []
    for tag, attributes in tags.found:
        assert not {"src", "href", "style", "action", "srcset", "onclick"} & attributes.keys(), tag
    assert {tag for tag, _ in tags.found} & {"img", "link", "iframe", "object", "form", "base"} == set()


def test_the_policy_names_what_the_file_holds_and_nothing_else() -> None:
    page = text(some())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    for kind in ("style", "script"):
        (held,) = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        assert f"{kind}-src 'sha256-{b64encode(sha256(held.encode()).digest()).decode()}';" in policy[1]
    assert policy[1].startswith("default-src 'none'; ")
    assert "://" not in page


def test_nobody_is_named_and_no_number_to_reach_anybody() -> None:
    assert PHONE not in text(some())
    assert "张主任" not in text(some())


def test_what_somebody_typed_is_escaped() -> None:
    page = text(now_of(known([form("P1", unit=HOSTILE)]), department=HOSTILE))
    assert "<img" not in page
    assert "\x07" not in page
    assert "&lt;img src=http://evil.example onerror=alert(1)&gt;&quot;&#x27;&amp; " in page


def test_the_same_campaign_on_the_same_day_gives_the_same_bytes() -> None:
    assert leaders_page.leaders_page(some()) == leaders_page.leaders_page(some())


def test_it_stays_small_whatever_the_campaign_and_says_what_it_leaves_out() -> None:
    long = "很长的名称" * 40
    forms = [form(f"P{n:05}", unit=f"{n}{long}") for n in range(3000)]
    arrivals = [came(n, code=f"P{n:05}", day=f"2026-{1 + n % 12:02}-{1 + n % 28:02}") for n in range(2500)]
    content = leaders_page.leaders_page(now_of(known(forms, arrivals), day="2026-12-31"))
    assert len(content) <= BIG
    page = content.decode()
    assert "另有 2000 个单位没有列出，全部用 xlgen status 看。" in page
    assert re.search(r"另有 \d+ 个没有列出，全部用 xlgen status --json 看。", page)
    assert ">更早</text>" in page


@pytest.mark.parametrize(
    ("accepted", "asked", "shown"),
    [(4, 11, "4（36.4%）"), (1, 3, "1（33.3%）"), (0, 3, "0（0.0%）"), (3, 3, "3（100.0%）"), (1999, 2000, "1999（99.9%）")],
)
def test_the_share_is_rounded_half_up_and_whole_only_where_nothing_is_wanting(accepted: int, asked: int, shown: str) -> None:
    forms = [form(f"P{n}") for n in range(asked)]
    now = now_of(known(forms, [came(n + 1, code=f"P{n}") for n in range(accepted)], []), {})
    assert f"<b>{shown}</b>" in text(now)


def test_an_empty_campaign_has_a_page_too() -> None:
    page = text(now_of(known([]), deadline=""))
    assert "还没有收到。" in page
    assert Tags(page).open == []


def test_bars_stand_out_from_what_is_behind_them() -> None:
    style = (Path(leaders_page.__file__).parent / "leaders_page.css").read_text("utf-8")
    fills = re.findall(r"fill: (#\w{6});", style)
    assert len(fills) == 8
    assert all(contrast(fill, "#ffffff") >= 3 for fill in fills)


# ---- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Path]]:
    need(PROGRAM, "Chromium")
    file = tmp_path_factory.mktemp("进度") / "进度_2026-03-05.html"
    file.write_bytes(leaders_page.leaders_page(some()))
    with browser() as found:
        found.resized(1200, 900)
        found.open(file)
        yield found, file


UNITS = "[...document.querySelectorAll('table.units tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].textContent)"
FOCUS = "document.activeElement.textContent || document.activeElement.id"


def test_nothing_stands_on_the_console_and_nothing_is_asked_of_anybody(shown: tuple[Browser, Path]) -> None:
    found, file = shown
    assert found.logged == []
    assert found.requests == [file.as_uri()]


def test_what_is_not_of_the_file_is_kept_from_running(shown: tuple[Browser, Path], tmp_path: Path) -> None:
    found, file = shown
    changed = tmp_path / "改过.html"
    changed.write_text(
        file.read_text("utf-8").replace("</main>", "</main><script>document.title='x'</script><img src='http://127.0.0.1:9/'>"),
        "utf-8",
    )
    try:
        found.open(changed)
        assert found.value("document.title") != "x"
        assert [each["entry"]["source"] for each in found.of("Log.entryAdded")] == ["security", "security"]
        assert not [each for each in found.of("Network.responseReceived") if each["response"]["url"].startswith("http")]
    finally:
        found.events.clear()
        found.open(file)


def test_columns_are_sorted_and_units_found_by_keys_alone(shown: tuple[Browser, Path]) -> None:
    found, _ = shown
    assert found.value(UNITS) == ["甲局", "乙中心", "丙所"]
    found.press("Tab", "Tab", "Tab")  # past the bars of the days and their numbers
    assert found.value(FOCUS) == "find"
    found.press("Tab", "Tab")
    assert found.value(FOCUS) == "实施单位"
    found.press("Tab", "Tab", "Enter")
    assert found.value(FOCUS) == "审核通过"
    assert found.value(UNITS)[0] == "甲局"
    assert found.value("document.activeElement.parentElement.getAttribute('aria-sort')") == "descending"
    found.press(" ")
    assert found.value("document.activeElement.parentElement.getAttribute('aria-sort')") == "ascending"
    assert found.value(UNITS)[-1] == "甲局"
    assert (
        found.value(
            "document.querySelectorAll('table.units th[aria-sort=ascending], table.units th[aria-sort=descending]').length"
        )
        == 1
    )
    found.value("document.getElementById('find').focus()")
    found.press("中心")
    assert found.value(UNITS) == ["乙中心"]
    assert found.value("document.getElementById('found').textContent") == "显示 1 个单位，共 3 个"


def test_it_fits_a_telephone(shown: tuple[Browser, Path], tmp_path: Path) -> None:
    found, file = shown
    found.resized(360, 740)
    found.open(file)
    assert found.value("document.documentElement.scrollWidth") <= 360
    found.picture(tmp_path / "手机.png")
    found.resized(1200, 900)
    found.open(file)


def test_it_is_printed_on_paper(shown: tuple[Browser, Path]) -> None:
    printed = shown[0].printed()
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 841" in printed or b"841.9" in printed
