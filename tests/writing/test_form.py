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

from blanks import TEMPLATES, example, long_issued
from everything import everything
from xlgen.flows.filling import fill
from xlgen.form.layout.paging import LEAST_SCALE
from xlgen.form.template.load import load_template
from xlgen.issued.snapshot import Snapshot

LONG = "long"  # 40 indicators with the longest texts
TOLD = "因项目实施方案年中调整等客观原因未能全部完成，已制定整改措施，下一年度确保按期足额完成任务。"

# Pages of the form's sheet by template: blank, and with so many characters wherever something is to be told
PAGES = {
    "project": {0: 1, 40: 1, 150: 3},
    "project-anhui": {0: 1, 40: 1},
    "project-beijing": {0: 1, 40: 2},  # prints how each indicator is scored
    "project-cost": {0: 1, 40: 1, 150: 2},
    "project-guangshui": {0: 1, 40: 2},
    "project-hebei": {0: 1, 40: 2},
    "project-hubei": {0: 1, 40: 1, 150: 2},
    "project-nanchang": {0: 1, 40: 2},  # prints the standards of each indicator
    "project-optional": {0: 1, 40: 1, 150: 2},
    "project-sichuan": {0: 1, 40: 2},
    "project-xinzhou": {0: 1, 40: 2},
    "project-yunnan": {0: 1, 40: 1},
    "department-chongqing": {0: 1, 40: 1},
    "department-guizhou": {0: 1, 40: 2},
    "department-yueyang": {0: 1, 40: 2},  # prints the standards of each indicator
    "conclusion": {0: 2, 40: 2, 150: 3},  # eleven texts
    "report-yueyang": {0: 1, 40: 2},
    "targets": {0: 1, 40: 1},
    "transfer": {0: 1, 40: 2},
    "transfer-goals": {0: 1, 40: 1, 150: 2},
    "transfer-uses": {0: 1, 40: 1},
    LONG: {0: 4},
}
# No program keeps rows together: where entries overflow a page by no more than its signatures, these go over alone
OVERFLOWING = {("project-sichuan", 40), ("department-guizhou", 40)}
CASES = [(name, told) for name, counts in PAGES.items() for told in counts]
every_case = pytest.mark.parametrize(("name", "told"), CASES)
every_template = pytest.mark.parametrize("name", TEMPLATES)


@cache
def book(name: str, told: int) -> tuple[Snapshot, bytes]:
    """A form of ours, every input filled where ``told`` is not 0."""
    snapshot, blank = long_issued() if name == LONG else example(name)
    return snapshot, fill(blank, everything(snapshot, account=(TOLD * 4)[:told])).content if told else blank


@cache
def opened(name: str, told: int) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book(name, told)[1]))


def form_sheet(name: str, told: int = 0) -> Worksheet:
    """The sheet that is sealed."""
    template = load_template("project" if name == LONG else name)
    return opened(name, told)[template["sheets"]["form"]["name"]]


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


@pytest.mark.parametrize(("name", "told"), [case for case in CASES if case not in OVERFLOWING])
def test_signatures_never_stand_alone_on_a_page(printed, name, told):
    last = printed[f"{name} {told}"][-1]
    assert "盖章）" in last
    assert "注：" in last


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
    widths = [sheet.width for sheet in form_sheet(name).column_dimensions.values()]
    assert sum(8 * float(width) + 5 for width in widths) < 1270
