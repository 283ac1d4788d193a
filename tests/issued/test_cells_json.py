"""A cell as issued: what is printed around its number is kept, so that a return is told and judged as the form prints it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from everything import everything
from word_files import from_text, lines_of
from xlgen import flows
from xlgen.files.shipped import samples
from xlgen.flows.reporting.word_reports import report_word
from xlgen.flows.samples import write_roster
from xlgen.form.records import Cell
from xlgen.issued.cells_json import cell_json, cell_of, own_json
from xlgen.issued.manifest import read_manifest
from xlgen.reports.checked import report

FRAME = """
extends = "project@2020"
id      = "my"
[tables.indicators.columns]
households = { label = "受益户数", after = "actual", width = 10, type = "count", suffix = "户" }
"""


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A folder with a batch of a frame that prints 户 behind a number of its own, and one form of it filled: 表.xlsx."""
    (tmp_path / "我的表式.toml").write_text(FRAME, "utf-8")
    write_roster(samples() / "demo" / "roster.toml", tmp_path / "项目清单.xlsx")
    flows.issue(tmp_path / "项目清单.xlsx", tmp_path / "下发", tmp_path / "我的表式.toml")
    snapshot = next(iter(read_manifest(tmp_path / "下发").snapshots.values()))
    (blank,) = (tmp_path / "下发").glob(f"{snapshot.code}*.xlsx")
    (tmp_path / "表.xlsx").write_bytes(flows.fill(blank.read_bytes(), everything(snapshot)).content)
    return tmp_path


def test_what_is_printed_behind_a_number_is_kept_with_what_is_a_cell_s_own() -> None:
    cell = Cell("indicators.1.target", type="number", value=Decimal(120), prefix="≥", suffix="人")
    assert cell_of(cell.name, cell_json(cell)) == cell
    assert own_json(cell) == {"value": {"number": "120"}, "suffix": "人"}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_return_is_told_with_it_whether_its_batch_is_known_or_not(batch: Path, is_known: bool) -> None:
    issued = batch / "下发" if is_known else None
    (batch / "模板.docx").write_bytes(from_text("{{绩效指标·第1行·受益户数}}"))
    done = report_word(batch / "表.xlsx", batch / "报告.docx", issued, template=batch / "模板.docx")
    assert lines_of(done.file.read_bytes()) == ["1户"]
    (file,) = report(flows.check(batch / "表.xlsx", issued))["files"]
    assert file["values"]["indicators.1.households"]["unit"] == "户"


def test_it_is_no_format_that_somebody_changed(batch: Path) -> None:
    (file,) = report(flows.check(batch / "表.xlsx", batch / "下发"))["files"]
    assert [each["code"] for each in file["findings"] if each["code"] == "XG117"] == []
