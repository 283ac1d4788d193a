"""A form, a folder or a campaign → one HTML file, tried in a browser: narrowed, sorted, printed, on a telephone, asking nobody."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import PROGRAM, Browser, browser
from documents import filled
from long_lists import long_rollup
from need import need
from page_tags import HACKED, HOSTILE, loads_nothing
from small_campaign import under_way
from summaries import eight, hostile
from xlgen.campaign.now import now
from xlgen.campaign.totals.campaign_summary import summary_of
from xlgen.errors import XlgenError
from xlgen.flows.demo import run_demo
from xlgen.flows.reporting import html_pages
from xlgen.flows.reporting.html_pages import html_summary, report_html
from xlgen.pages.page_charts import LACKING
from xlgen.reports.html.department_page import department_page

PHONE, DESK = 390, 1200


@pytest.fixture
def form(tmp_path: Path) -> Path:
    (tmp_path / "表.xlsx").write_bytes(filled("xinzhou"))
    return tmp_path / "表.xlsx"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("演示")
    run_demo(folder / "demo")
    return folder / "demo"


def test_a_form_has_its_page(form: Path, tmp_path: Path) -> None:
    done = report_html(form, tmp_path / "结果.html")
    page = done.file.read_bytes()
    assert (done.left, len(done.returns)) == ((), 1)
    assert loads_nothing(page)
    assert "84.51" in page.decode()


def test_a_folder_has_a_page_of_all_that_came_and_of_what_did_not(demo: Path, tmp_path: Path) -> None:
    page = report_html(demo / "returned", tmp_path / "结果.html", demo / "issued").file.read_text("utf-8")
    assert loads_nothing(page.encode())
    assert "下发 8 = 审核通过 3 + 退回修改 4 + 未报送 1。" in page
    assert len(re.findall(r'<tr id="p\d+">', page)) == 8


def test_a_campaign_has_a_page_of_what_is_accepted(tmp_path: Path) -> None:
    rollup, _ = summary_of(now(under_way(tmp_path), day="2026-03-05"))
    page = html_summary(rollup, tmp_path / "结果.html").file.read_bytes()
    assert loads_nothing(page)
    assert len(re.findall(rb'<tr id="p\d+">', page)) == 5


def test_the_same_files_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    first, second = (report_html(demo / "returned", tmp_path / f"{n}.html", demo / "issued").file.read_bytes() for n in (1, 2))
    assert first == second


def test_files_are_named_from_where_the_page_stands(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "搬走的")
    there, moved = (folder / "网页.html" for folder in (demo, tmp_path / "搬走的"))
    for file in (there, moved):
        report_html(file.parent / "returned", file, file.parent / "issued")
    assert str(tmp_path) not in moved.read_text("utf-8")
    assert there.read_bytes() == moved.read_bytes()
    there.unlink()


def test_a_unit_has_a_page_of_its_own(demo: Path, tmp_path: Path) -> None:
    (unit, *_) = dict.fromkeys(
        each.unit for each in report_html(demo / "returned", tmp_path / "全.html", demo / "issued").returns
    )
    page = report_html(demo / "returned", tmp_path / "一个.html", demo / "issued", unit=unit).file.read_text("utf-8")
    assert f"<h1>{unit}：" in page


def test_nothing_is_overwritten(form: Path, tmp_path: Path) -> None:
    (tmp_path / "结果.html").write_bytes(b"mine")
    with pytest.raises(XlgenError, match="已经存在，不会覆盖"):
        report_html(form, tmp_path / "结果.html")
    assert (tmp_path / "结果.html").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("path", "out", "unit", "said"),
    [
        ("表.xlsx", "结果.pdf", "", "应以 .html 结尾"),
        ("表.xlsx", "结果.html", "甲局", "一张表只有一个单位"),
        (".", "结果.html", "甲局", "没有叫“甲局”的实施单位"),
        ("没有.xlsx", "结果.html", "", "没有这个文件"),
    ],
)
def test_what_cannot_be_done_is_said(form: Path, tmp_path: Path, path: str, out: str, unit: str, said: str) -> None:
    with pytest.raises(XlgenError, match=said):
        report_html(tmp_path / path, tmp_path / out, unit=unit)
    assert not (tmp_path / out).exists()


@pytest.mark.parametrize("path", ["坏.xlsx", "."])
def test_what_cannot_be_read_has_no_page(tmp_path: Path, path: str) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(XlgenError, match=r"无法读取|没有一份读得出来"):
        report_html(tmp_path / path, tmp_path / "结果.html")


def test_without_the_library_there_are_tables_and_it_is_told_how_to_get_charts(
    form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_pages, "can_draw", lambda: False)
    done = report_html(form, tmp_path / "结果.html")
    assert done.left == (LACKING,)
    assert b"<svg" not in done.file.read_bytes()
    assert loads_nothing(done.file.read_bytes())


# ---- in a browser ----------------------------------------------------------------------------------------------------

Shown = tuple[Browser, Path]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    need(PROGRAM, "Chromium")
    file = tmp_path_factory.mktemp("网页") / "部门.html"
    file.write_bytes(department_page(long_rollup(60, 5), draws=True))
    with browser() as found:
        yield found, file


@pytest.fixture
def shown(opened: Shown) -> Browser:
    """The page as it is when it was opened on a desk."""
    found, file = opened
    found.events.clear()
    found.resized(DESK, 900)
    found.open(file)
    return found


def rows(table: str) -> str:
    return f"[...document.querySelectorAll('#{table} tbody tr')].filter(r => !r.hidden)"


def column(table: str, at: int) -> str:
    return f"{rows(table)}.map(r => r.cells[{at}].textContent)"


def chosen(field: str, value: str) -> str:
    """A choice in a list, as a hand makes it."""
    return f"{{const e = document.getElementById('{field}'); e.value = '{value}'; e.dispatchEvent(new Event('input', {{bubbles: true}}))}}"


def test_nothing_stands_on_the_console_and_nothing_is_asked_of_anybody(shown: Browser, opened: Shown) -> None:
    assert shown.logged == []
    assert set(shown.requests) == {opened[1].as_uri()}


def test_projects_are_found_by_what_is_typed(shown: Browser) -> None:
    (first, *_) = shown.value(column("project-list", 0))
    shown.value("document.getElementById('find-projects').focus()")
    shown.press(first.lower())
    assert shown.value(column("project-list", 0)) == [first]
    assert shown.value("document.getElementById('found-projects').textContent") == "显示 1 个项目，共 60 个"


def test_findings_are_narrowed_by_severity_and_by_code_at_once(shown: Browser) -> None:
    shown.value(chosen("choose-found-1", "错误"))
    only = shown.value(column("problem-list", 0))
    assert set(only) == {"错误"}
    code = shown.value(column("problem-list", 1))[0]
    shown.value(chosen("choose-found-2", code))
    assert set(shown.value(column("problem-list", 1))) == {code}
    assert len(shown.value(column("problem-list", 0))) < len(only)


def test_what_was_narrowed_is_all_there_again_once_the_field_is_empty(shown: Browser) -> None:
    every = shown.value(f"{rows('problem-list')}.length")
    shown.value(chosen("choose-found-1", "错误"))
    shown.value(chosen("choose-found-1", ""))
    assert shown.value(f"{rows('problem-list')}.length") == every


def test_numbers_are_sorted_as_numbers_by_keys_alone(shown: Browser) -> None:
    shown.value("document.querySelectorAll('#project-list th button')[3].focus()")
    shown.press("Enter")
    amounts = [float(each.replace(",", "") or 0) for each in shown.value(column("project-list", 3))]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[0] >= 1000, "with a comma in it"
    shown.press(" ")
    assert shown.value("document.activeElement.parentElement.getAttribute('aria-sort')") == "ascending"


def test_the_name_of_a_unit_narrows_projects_and_findings_to_it(shown: Browser) -> None:
    unit = shown.value("document.querySelector('#units tbody a').textContent")
    shown.value("document.querySelector('#units tbody a').click()")
    assert set(shown.value(column("project-list", 2))) == {unit}
    assert set(shown.value(column("problem-list", 2))) <= {unit}


def test_a_dot_leads_to_its_row_also_where_that_was_hidden(shown: Browser) -> None:
    shown.value("document.getElementById('find-projects').focus()")
    shown.press("没有这样的项目")
    assert shown.value(f"{rows('project-list')}.length") == 0
    shown.value("document.querySelector('#spread a').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    place = shown.value("document.querySelector('#spread a').getAttribute('href').slice(1)")
    assert shown.value(f"document.getElementById('{place}').hidden") is False
    assert shown.value("document.getElementById('find-projects').value") == ""


def test_keys_pass_the_dots_by(shown: Browser) -> None:
    assert shown.value("[...document.querySelectorAll('svg a')].every(a => a.tabIndex === -1)")


def test_it_fits_a_telephone(shown: Browser, opened: Shown) -> None:
    shown.resized(PHONE, 800)
    shown.open(opened[1])
    assert shown.value("document.documentElement.scrollWidth") <= PHONE


def test_it_is_printed_on_paper_with_heads_on_each_sheet_and_without_fields(shown: Browser) -> None:
    printed = shown.printed()
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 841" in printed or b"841.9" in printed
    shown.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert shown.value("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
        button = "getComputedStyle(document.querySelector('thead button')).display"
        assert shown.value(button) == "contents", "a button is left blank where a head is repeated"
        assert shown.value("getComputedStyle(document.querySelector('.filters')).display") == "none"
        assert shown.value("getComputedStyle(document.getElementById('found-projects')).display") == "none"
        shown.value(chosen("choose-found-1", "错误"))
        assert shown.value("getComputedStyle(document.getElementById('found-found')).display") == "block", (
            "it is told what was narrowed"
        )
    finally:
        shown.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("draws", [True, False])
def test_what_somebody_typed_does_not_run(opened: Shown, tmp_path: Path, draws: bool) -> None:
    found, _ = opened
    for number, said in enumerate(HOSTILE):
        file = tmp_path / f"{number}.html"
        file.write_bytes(department_page(hostile(said), draws))
        found.events.clear()
        found.open(file)
        assert found.value("window.hacked") is None, HACKED
        assert found.logged == []
        assert set(found.requests) == {file.as_uri()}
        assert found.value("document.querySelectorAll('script').length") == 1


def test_what_gets_into_the_file_afterwards_does_not_run(opened: Shown, tmp_path: Path) -> None:
    found, _ = opened
    file = tmp_path / "改过.html"
    page = department_page(eight(), draws=True).decode()
    file.write_text(page.replace("</main>", f"</main><script>{HACKED}</script><img src='http://127.0.0.1:9/'>"), "utf-8")
    found.events.clear()
    found.open(file)
    assert found.value("window.hacked") is None
    assert [each["entry"]["source"] for each in found.of("Log.entryAdded")] == ["security", "security"]
