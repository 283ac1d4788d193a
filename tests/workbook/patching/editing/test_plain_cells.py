"""New contents of plainly written rows: the bytes, or the refusal, that come of looking at each cell."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import filled
import payloads
import two_ways
from hostile import packed, unpacked
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.editing import sheet_edits
from xlgen.workbook.patching.editing.plain_cells import plain_edits
from xlgen.workbook.patching.patcher import Change, patch

VALUES = (Decimal("12.50"), Decimal("-0"), "甲", " 乙\n", "<&>", "", None, True, "\x01", Decimal("1E+400"), "x" * 40_000)


def changes(content: bytes, by: random.Random, are_odd: bool) -> dict[str, dict[tuple[int, int], Change]]:
    """New contents for some cells that hold something, and for a blank one beside."""
    asked: dict[str, dict[tuple[int, int], Change]] = {}
    for name, sheet in read_workbook(content).sheets.items():
        places = [at for at in sheet.cells if by.random() < 0.4]
        places += [(row, column + 1) for row, column in places if by.random() < 0.05]
        for at in places:
            is_formula = at in sheet.cells and sheet.cells[at].formula is not None
            value = by.choice(VALUES if are_odd else VALUES[:8])
            asked.setdefault(name, {})[at] = Change(value, typed=not is_formula or (are_odd and by.random() < 0.3))
    return asked


def patched(content: bytes, asked: dict[str, dict[tuple[int, int], Change]], overwrite: bool) -> bytes | str:
    try:
        return patch(content, asked, {name: {2: Decimal(33)} for name in asked}, overwrite=overwrite)
    except ValueError as error:
        return str(error)


def both(content: bytes, seed: int, monkeypatch: pytest.MonkeyPatch, are_odd: bool = True) -> tuple[bytes | str, bytes | str]:
    asked, overwrite = changes(content, random.Random(seed), are_odd), seed % 2 == 0
    plain = patched(content, asked, overwrite)
    with monkeypatch.context() as slow:
        slow.setattr(sheet_edits, "plain_edits", lambda *_: None)
        return plain, patched(content, asked, overwrite)


@pytest.mark.parametrize("template", payloads.NAMES)
def test_the_bytes_are_the_same(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = payloads.forms()[template]
    resaved = packed({name: two_ways.as_libreoffice(part) for name, part in unpacked(content).items()})
    for seed, form in enumerate((content, filled.issued(template)[1], resaved) * 2):
        plain, slow = both(form, seed, monkeypatch, are_odd=False)
        assert isinstance(plain, bytes)
        assert plain == slow


def test_what_is_refused_is_refused_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [both(payloads.forms()["project"], seed, monkeypatch) for seed in range(30)]
    assert all(plain == slow for plain, slow in found)
    assert any(isinstance(plain, str) for plain, _ in found)


def test_rows_that_are_written_oddly_are_looked_at_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    for number in range(120):
        content = two_ways.form(number)
        if not isinstance(two_ways.read(content), str):
            plain, slow = both(content, number, monkeypatch, are_odd=False)
            assert plain == slow, number
            tried += 1
    assert tried > 20


def test_rows_of_a_form_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(
        sheet_edits, "plain_edits", lambda *said: seen.append((found := plain_edits(*said)) is not None) or found
    )
    content = filled.issued()[1]
    sheets = read_workbook(content).sheets.items()
    formulas = {name: [at for at, cell in sheet.cells.items() if cell.formula is not None] for name, sheet in sheets}
    patch(content, {name: {at: Change(Decimal(1), typed=False) for at in places} for name, places in formulas.items()})
    assert seen
    assert all(seen)
