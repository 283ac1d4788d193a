"""The hidden sheet: identity in rows, the copy in pieces, compared as text in the format it is in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rules import issued
from xlgen.issued.hidden import SHEET, format_of, hidden_cells, identity_of, is_as_issued, read_hidden
from xlgen.issued.manifest import read_manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.workbook.ooxml.reader import read_workbook

CELLS: dict[tuple[int, int], Value] = dict(hidden_cells(issued("A")))
OLD = Path(__file__).parents[1] / "frozen" / "2026-11-28"


def test_its_rows_say_whose_it_is_and_its_cells_are_ascii_but_for_the_name() -> None:
    assert [text for (row, _), text in CELLS.items() if row < 6] == [
        "format", "xlgen-2", "form", "project", "edition", "2020", "code", "T001",
        "name", identity_of(CELLS)["name"], "issued", "2026-01-10",
    ]  # fmt: skip
    assert [text for text in CELLS.values() if not str(text).isascii()] == [identity_of(CELLS)["name"]]


def test_a_form_just_issued_is_as_issued_whoever_read_it() -> None:
    assert is_as_issued(CELLS, issued("A"))
    assert is_as_issued(CELLS, read_hidden(CELLS))


def test_another_weight_makes_another_copy() -> None:
    changed = replace(issued("A"), money="元")
    assert not is_as_issued(CELLS, changed)


def test_what_the_copy_says_is_compared_not_how_it_is_compressed() -> None:
    rows = sorted(at for at in CELLS if at[0] > 5 and at[1] == 1)
    again = CELLS | dict.fromkeys(rows, "") | {rows[0]: "".join(str(CELLS[at]) for at in rows)}
    assert is_as_issued(again, issued("A"))


@pytest.mark.parametrize(
    ("mark", "version"),
    [
        ("xlgen-2", 2),
        (" xlgen-1\n", 1),
        ("xlgen-12", 12),
        ("xlgen", 0),
        ("xlgen-", 0),
        ("别的-2", 0),
        ("xlgen-²", 0),
        (None, 0),
    ],
)
def test_the_format_is_what_the_first_row_says(mark: str | None, version: int) -> None:
    assert format_of({(0, 1): mark}) == version


OTHERWISE: dict[str, dict[tuple[int, int], Value]] = {
    "another project": {(3, 1): "T002"},
    "something beside a row": {(0, 2): "x"},
    "something below in the first column": {(500, 0): "x"},
    "something below in the second column": {(500, 1): "x"},
    "another key": {(500, 0): "key", (500, 1): "x"},
    "a damaged copy": {(6, 1): "!!!"},
    "no format": {(0, 1): "xlgen-0"},
}


@pytest.mark.parametrize("changed", OTHERWISE.values(), ids=OTHERWISE)
def test_a_hidden_sheet_that_says_anything_else_is_not_as_issued(changed: dict[tuple[int, int], Value]) -> None:
    assert is_as_issued(CELLS | changed, issued("A")) is False


@pytest.mark.parametrize("blank", ["", None])
def test_blanks_beside_its_rows_are_nothing(blank: Value) -> None:
    assert is_as_issued(CELLS | {(0, 2): blank, (500, 0): blank, (500, 1): blank}, issued("A")) is True


@pytest.mark.parametrize("mark", ["xlgen-0", "xlgen-3", "xlgen"])
def test_a_format_that_is_none_is_not_read(mark: str) -> None:
    with pytest.raises(ValueError, match=r"^隐藏表的格式标记不对$"):
        read_hidden(CELLS | {(0, 1): mark})


def test_what_is_not_said_of_a_form_is_blank() -> None:
    assert set(identity_of({}).values()) == {""}
    nameless = dict(hidden_cells(replace(issued("A"), identity={})))
    assert (nameless[4, 0], nameless[4, 1]) == ("name", "")


# ---- format 1 ------------------------------------------------------------------------------------------------------------


def old_form(template: str) -> tuple[Snapshot, dict[tuple[int, int], Value]]:
    """A form of xlgen 0.1: its snapshot in the manifest, and the cells of its hidden sheet."""
    manifest = read_manifest(OLD / template / "下发")
    code, file = next(iter(manifest.files.items()))
    cells = read_workbook(OLD / template / "下发" / file).sheets[SHEET].cells
    return manifest.snapshots[code], {at: cell.value for at, cell in cells.items()}  # type: ignore[misc]


@pytest.mark.parametrize("template", ["project", "department", "conclusion"])
def test_a_form_of_format_1_is_as_issued(template: str) -> None:
    snapshot, cells = old_form(template)
    assert format_of(cells) == 1
    assert is_as_issued(cells, snapshot)
    assert read_hidden(cells) == snapshot


def test_line_breaks_in_a_copy_of_format_1_are_nothing() -> None:
    snapshot, cells = old_form("project")
    broken = {at: text[:16_366] + "\r\n" + text[16_366:] if len(str(text)) > 20_000 else text for at, text in cells.items()}
    assert broken != cells
    assert is_as_issued(broken, snapshot)
    assert read_hidden(broken) == snapshot


def test_a_weight_changed_in_a_copy_of_format_1_is_noticed() -> None:
    snapshot, cells = old_form("project")
    at, text = next((at, str(text)) for at, text in cells.items() if '"number":"15"' in str(text))
    assert not is_as_issued(cells | {at: text.replace('"number":"15"', '"number":"25"', 1)}, snapshot)


def test_a_copy_in_another_format_than_the_manifest_is_held_against_it_by_what_it_says() -> None:
    snapshot, _ = old_form("project")
    renewed: dict[tuple[int, int], Value] = dict(hidden_cells(snapshot))
    assert format_of(renewed) == 2
    assert is_as_issued(renewed, snapshot)
    assert not is_as_issued(renewed, replace(snapshot, money="元"))


def test_a_snapshot_read_from_format_1_says_the_same_in_format_2() -> None:
    snapshot, _ = old_form("project")
    assert snapshot.stored is not None
    assert json.loads(snapshot.stored.lines[0])["version"] == 1
    assert read_hidden(dict(hidden_cells(snapshot))) == snapshot
