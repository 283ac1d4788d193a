"""A form on paper: how many pages it takes blank and filled, what stands on them, and what only the screen shows."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import documents
import real_forms
from blanks import TEMPLATES, example, long_issued
from everything import everything
from xlgen.flows.demo import run_demo
from xlgen.flows.filling import fill
from xlgen.form.layout.paging import LEAST_SCALE
from xlgen.form.template.load import load_template
from xlgen.issued.snapshot import Snapshot

DOCUMENTS = ("gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye")
SAMPLES = (*DOCUMENTS, *real_forms.NAMES)
LONG = "long"  # 40 indicators with the longest texts
TOLD = "因项目实施方案年中调整等客观原因未能全部完成，已制定整改措施，下一年度确保按期足额完成任务。"

# Told on each line: nothing; what is usual; far more than usual
USUAL_CHARACTERS, MANY = 40, 150
TWO = {  # forms of up to twelve indicators that no widths bring onto one page, with the points that are too many at 75 % at the best widths
    "09-sichuan": "87: eight long names of indicators, one more whose completion is told in words in a narrow column",
    "46-hubei": "210: nine indicators and seven stages, each with two texts of forty characters",
    "49-fujian": "72: seven uses of the money and ten indicators, each with a text of forty characters",
}
LONGER = {"department": (3, 3), "gaoyi": (3, 3), "nanchang": (3, 3), LONG: (4, 6)}  # blank, told what is usual
# nine indicators of project with 150 characters each are some 1,900 points, two pages hold 2,040 but tear between rows of 160
TOLD_MUCH = {"project": 3, "project-cost": 2, "project-hubei": 2, "project-optional": 2, "conclusion": 2, "transfer-goals": 2}
PAGES = {name: {0: 1, USUAL_CHARACTERS: 2 if name in TWO else 1} for name in (*TEMPLATES, *SAMPLES)}
PAGES |= {name: dict(zip((0, USUAL_CHARACTERS), counts, strict=True)) for name, counts in LONGER.items()}
PAGES["09-sichuan"][0] = 2
for _name, _pages in TOLD_MUCH.items():
    PAGES[_name][MANY] = _pages
CASES = [(name, told) for name, counts in PAGES.items() for told in counts]
every_case = pytest.mark.parametrize(("name", "told"), CASES)
every_template = pytest.mark.parametrize("name", TEMPLATES)


def issued(name: str) -> tuple[Snapshot, bytes]:
    if name in TEMPLATES:
        return example(name)
    return long_issued() if name == LONG else documents.issued(name) if name in DOCUMENTS else real_forms.issued(name)


def sealed_sheet(name: str) -> str:
    """Name of the sheet that is sealed."""
    template = issued(name)[0].form
    return str(load_template(template)["sheets"]["form"]["name"])


@cache
def book(name: str, told: int) -> tuple[Snapshot, bytes]:
    """A form of ours, every input filled where ``told`` is not 0."""
    snapshot, blank = issued(name)
    return snapshot, fill(blank, everything(snapshot, account=(TOLD * 4)[:told])).content if told else blank


@cache
def opened(name: str, told: int) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book(name, told)[1]))


def form_sheet(name: str, told: int = 0) -> Worksheet:
    """The sheet that is sealed."""
    return opened(name, told)[sealed_sheet(name)]


def heading(sheet: Worksheet) -> str:
    """What the first line of paper says."""
    first = re.search(r"\$A\$(\d+):", str(sheet.print_area))
    return "".join(str(sheet.cell(int(first[1]) if first else 1, 1).value).split())


def sheets_pages(sheet: Worksheet, pages: Sequence[str]) -> list[str]:
    """Those of a workbook's pages that a sheet takes."""
    first_lines = ["".join(page.lstrip().partition("\n")[0].split()) for page in pages]
    start = first_lines.index(heading(sheet))
    others = {heading(other) for other in sheet.parent if other.sheet_state == "visible"}
    end = next((at for at in range(start + 1, len(pages)) if first_lines[at] in others), len(pages))
    return list(pages[start:end])


@pytest.fixture(scope="module")
def printed(office: ModuleType, poppler: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Text of the pages that each case's form sheet takes."""
    folder: Path = tmp_path_factory.mktemp("paper")
    files = {f"{name} {told}": folder / f"{name} {told}.xlsx" for name, told in CASES}
    for (name, told), file in zip(CASES, files.values(), strict=True):
        file.write_bytes(book(name, told)[1])
    texts = {pdf.stem: poppler.to_text(pdf) for pdf in office.to_pdf(list(files.values()), folder / "pdf")}
    return {f"{name} {told}": sheets_pages(form_sheet(name, told), texts[f"{name} {told}"]) for name, told in CASES}


@every_case
def test_pages_of_a_form(printed, name, told):
    assert len(printed[f"{name} {told}"]) == PAGES[name][told]


@every_case
def test_signatures_never_stand_alone_on_a_page(printed, name, told):
    last = printed[f"{name} {told}"][-1]
    assert "盖章）" in last
    assert "注：" in last


@pytest.mark.parametrize("folder", ["issued", "returned"])
def test_every_form_of_the_demonstration_stands_on_one_page(office, poppler, tmp_path, folder):
    run_demo(tmp_path / "demo")
    files = sorted((tmp_path / "demo" / folder).glob("*.xlsx"))
    texts = {pdf.stem: poppler.to_text(pdf) for pdf in office.to_pdf(files, tmp_path / "pdf")}
    pages = {file.stem: sheets_pages(openpyxl.load_workbook(file)["自评表"], texts[file.stem]) for file in files}
    assert {name: len(found) for name, found in pages.items()} == dict.fromkeys(texts, 1)
    assert len(files) == 8


@every_template
def test_a_form_on_one_page_is_printed_large_enough_to_read(name):
    scale = form_sheet(name).page_setup.scale
    assert scale is None or scale >= LEAST_SCALE


@every_template
def test_the_live_status_is_on_top_and_not_on_paper(name):
    sheet = form_sheet(name)
    assert book(name, 0)[0].slots["status"].place == (sheet.title, 0, 0)
    assert sheet.freeze_panes
    assert "可以报送" not in heading(sheet)
    assert sheet.print_area.startswith(f"'{sheet.title}'!$A$2:")


@every_template
def test_a_form_is_no_wider_than_a_small_screen(name):
    widths = book(name, 0)[0].widths[sealed_sheet(name)]
    assert sum(int(8 * width + 5) for width in widths) < 1270
