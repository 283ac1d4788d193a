"""Work flow: an officer's entries grafted onto the pristine issued form, and a list of every cell that was not simply copied.

Nothing is corrected: a wrong entry stays as it was typed, and checking will say so. What cannot be placed is listed with its
text, so that nothing is lost; the returned file is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xlgen.a1 import spell
from xlgen.alteration import added_texts, changed_texts, differs
from xlgen.answers import Answers, read_answers
from xlgen.check import issued_snapshot
from xlgen.errors import Refused, XlgenError
from xlgen.fill import changes_for
from xlgen.hidden import SHEET, hidden_cells
from xlgen.judging import is_altered, is_blank, said
from xlgen.manifest import Manifest
from xlgen.ooxml.guard import load
from xlgen.ooxml.reader import CellError, WorkbookRecord, read_workbook
from xlgen.operators import Value
from xlgen.patching.draft import open_draft
from xlgen.patching.patcher import patch
from xlgen.patching.relations import only_related, sheet_parts
from xlgen.registry import quoted
from xlgen.repaired import Entry, Kind, Repaired
from xlgen.returned import code_inside, snapshot_inside
from xlgen.snapshot import Slot, Snapshot
from xlgen.tracing import Traced, plans, trace


def repair(
    returned: Path | bytes, manifest: Manifest | None, folder: Path | None = None, *, blank: Path | None = None
) -> Repaired:
    """The entries of a returned form on the form as it was issued: from the batch's ``folder``, or from ``blank``.

    Refused as checking refuses; XlgenError where the issued form is missing or is no longer as issued.
    """
    source = load(returned)
    book = read_workbook(source)
    snapshot = issued_snapshot(book, manifest)[0] if manifest else _own(blank, book)
    pristine = _pristine(snapshot, blank or (folder or Path()) / (manifest.files[snapshot.code] if manifest else ""))
    answers = read_answers(snapshot, book)
    found = trace(answers)
    answers = replace(answers, places={name: each.place for name, each in found.items()})
    entries, typed = _grafted(answers, found)
    spare, left = _into_spare_rows(answers)
    typed |= {name: value for name, (value, _) in spare.items()}
    entries += [_moved_into(answers, name, value, at) for name, (value, at) in spare.items()]
    entries += [*left, *_restored(answers, found), *_sheets(answers, source, pristine)]
    clean = read_answers(snapshot, read_workbook(pristine))
    content = patch(pristine, *changes_for(clean, typed))
    return Repaired(content, tuple(sorted(entries, key=lambda entry: entry.order)), len(typed))


# ---- the issued form ------------------------------------------------------------------------------------------------


def _own(blank: Path | None, book: WorkbookRecord) -> Snapshot:
    if blank is None:
        raise XlgenError("修复要用下发的原表：请写明下发文件夹（--issued）或原表（--blank）")
    try:
        snapshot = snapshot_inside(read_workbook(blank))
    except Refused as refusal:
        raise XlgenError(f"原表 {blank.name} 不能用：{refusal}") from None
    code = code_inside(book)
    if code != snapshot.code:
        raise Refused(
            "XG042",
            f"原表 {blank.name} 是项目“{snapshot.code}”的，收回的表是“{code or '（没有标识）'}”的",
            "请核对原表是不是这个项目的",
        )
    return snapshot


def _pristine(snapshot: Snapshot, file: Path) -> bytes:
    """The issued file, sure to be as it was issued."""
    if not file.is_file():
        raise XlgenError(f"没有找到下发的原表 {file}，修复要用它。请把下发时生成的文件放回下发文件夹")
    content = load(file)
    book = read_workbook(content)
    hidden = book.sheets[SHEET].cells if SHEET in book.sheets else {}
    if {at: cell.value for at, cell in hidden.items()} != {at: text for at, text in hidden_cells(snapshot) if text}:
        raise XlgenError(f"{file} 不是下发时的原表（标识不同），不能用来修复。请换成下发时留存的文件")
    answers = read_answers(snapshot, book)
    filled = next(
        (slot for slot in snapshot.slots.values() if slot.cell.is_input and answers.typed(slot.name) is not None), None
    )
    if filled:
        raise XlgenError(f"{file} 已经填过（“{filled.cell.label}”），不能用来修复。请换成下发时留存的空白表")
    return content


# ---- entries --------------------------------------------------------------------------------------------------------


def _grafted(answers: Answers, found: Mapping[str, Traced]) -> tuple[list[Entry], dict[str, Value]]:
    """Every filled input that was found, and what is to be said of it."""
    entries: list[Entry] = []
    typed: dict[str, Value] = {}
    for name, slot in answers.snapshot.slots.items():
        record = answers.record(name)
        if not slot.cell.is_input or name not in found or (record.value is None and record.formula is None):
            continue
        if isinstance(record.value, CellError):
            entries.append(
                _entry(answers, Kind.LEFT, slot, f"{_about(slot)}是错误值 {record.value.text}，没有搬，请填表人重填")
            )
            continue
        if record.value is not None:
            typed[name] = record.value
        shown = quoted(said(slot.cell, record.value))
        if record.formula is not None:
            what = f"{_about(slot)}填的是公式 ={record.formula[:60]}，换成了结果{shown}，请核对"
            entries.append(_entry(answers, Kind.DOUBTFUL, slot, what))
        if found[name].doubt:
            entries.append(_entry(answers, Kind.DOUBTFUL, slot, f"{_about(slot)}{shown}：{found[name].doubt}，请核对"))
        elif slot.place and answers.places[name][1:] != slot.place[1:]:
            entries.append(_entry(answers, Kind.MOVED, slot, f"{_about(slot)}{shown}搬回原位"))
    return entries, typed


def _restored(answers: Answers, found: Mapping[str, Traced]) -> Iterator[Entry]:
    """Locked cells and printed texts that are as issued again, and what stood there."""
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.is_input or name not in found or name in answers.lost:
            continue
        record, typed = answers.record(name), answers.typed(name)
        if slot.cell.formula is not None and is_altered(answers, name):
            now = f"公式 ={record.formula[:60]}" if record.formula is not None else quoted(said(slot.cell, typed))
            yield _entry(answers, Kind.RESTORED, slot, f"{_about(slot)}恢复公式，原来是{now}")
        elif slot.cell.formula is None and (record.formula is not None or differs(typed, slot.cell.value)):
            now = f"公式 ={record.formula[:60]}" if record.formula is not None else quoted(typed)
            what = f"{_about(slot)}恢复为下发的{quoted(said(slot.cell, slot.cell.value))}，原来是{now}"
            yield _entry(answers, Kind.RESTORED, slot, what)
    for sheet, row, column, now_, issued in changed_texts(answers):
        yield Entry(
            Kind.RESTORED,
            f"{sheet}!{spell(row, column)}",
            "",
            f"文字恢复为{quoted(issued)}，原来是{quoted(now_)}",
            (98, row, column),
        )


def _into_spare_rows(answers: Answers) -> tuple[dict[str, tuple[Value, str]], list[Entry]]:
    """What was written into inserted rows goes into unused spare rows of the same table; all else that was added is listed."""
    added: dict[tuple[str, int], dict[int, Value]] = {}
    for sheet, row, column, value in added_texts(answers):
        added.setdefault((sheet, row), {})[column] = value
    moved: dict[str, tuple[Value, str]] = {}
    left: list[Entry] = []
    free = _free_rows(answers)
    for (sheet, row), cells in sorted(added.items()):
        slots = next((own for own in free if _takes(answers, own, sheet, row, cells)), None)
        if slots:
            free.remove(slots)
            moved |= {slots[column].name: (value, f"{sheet}!{spell(row, column)}") for column, value in cells.items()}
            continue
        for column, value in cells.items():
            what = f"这里下发时是空白，写着{quoted(value)}，没有搬，请填表人填到备用行或说明里"
            left.append(Entry(Kind.LEFT, f"{sheet}!{spell(row, column)}", "", what, (97, row, column)))
    return moved, left


def _free_rows(answers: Answers) -> list[dict[int, Slot]]:
    """Inputs of unused spare rows by the column they stand in now, in the order of the page."""
    rows = []
    for row in answers.snapshot.rows:
        slots = [s for s in answers.snapshot.slots.values() if (s.table, s.row) == (row.table, row.key) and s.cell.is_input]
        if row.spare and slots and all(is_blank(answers.record(slot.name).value) for slot in slots):
            rows.append({answers.places[slot.name][2]: slot for slot in slots if slot.name in answers.places})
    return rows


def _takes(answers: Answers, own: Mapping[int, Slot], sheet: str, row: int, cells: Mapping[int, Value]) -> bool:
    """Whether a spare row can take an inserted row: the same table, and an input for every cell that was written."""
    slot = next(iter(own.values()), None)
    table = [
        answers.places[s.name]
        for s in answers.snapshot.slots.values()
        if slot and s.table == slot.table and s.name in answers.places
    ]
    inside = [place[1] for place in table if place[0] == sheet]
    return bool(inside) and min(inside) < row <= max(inside) + 1 and set(cells) <= set(own)


def _moved_into(answers: Answers, name: str, value: Value, at: str) -> Entry:
    slot = answers.slot(name)
    return replace(_entry(answers, Kind.MOVED, slot, f"插入的行里的{quoted(value)}搬到备用行"), source=at)


# ---- sheets and what else the file holds ----------------------------------------------------------------------------


def _sheets(answers: Answers, source: bytes, pristine: bytes) -> Iterator[Entry]:
    known = plans(answers)
    issued = dict.fromkeys(slot.place[0] for slot in answers.snapshot.slots.values() if slot.place)
    for number, sheet in enumerate(dict.fromkeys([*answers.snapshot.static, *issued])):
        now = known[sheet].sheet if sheet in known else ""
        order = (-1, number, 0)
        if not now:
            yield Entry(Kind.RESTORED, "", sheet, "工作表不见了，恢复为下发的，表内填的内容无从找回", order)
        elif now != sheet:
            yield Entry(Kind.RESTORED, now, sheet, f"工作表改名为“{now}”，恢复原名", order)
        if now and not answers.book.sheets[now].protected:
            yield Entry(Kind.RESTORED, now, sheet, "工作表保护被撤销，已恢复", order)
        if now:
            before, after = _validations(pristine, sheet), _validations(source, now)
            if after < before:
                yield Entry(Kind.RESTORED, now, sheet, f"下拉和填写限制恢复为 {before} 处，收回的表里剩 {after} 处", order)
    for what, count in _besides(source).items():
        yield Entry(Kind.LEFT, "", "", f"收回的表里有{what} {count} 处，没有搬；收回的原件没有动，请到原件里看", (99, 0, 0))


def _validations(content: bytes, sheet: str) -> int:
    try:
        draft = open_draft(content)
        return len(re.findall(rb"<(?:\w+:)?dataValidation\s", draft.read(sheet_parts(draft)[sheet])))
    except (ValueError, KeyError):  # a file that can be read need not be one that can be patched
        return 0


def _besides(content: bytes) -> dict[str, int]:
    """Notes and pictures, which stay in the returned file."""
    try:
        draft = open_draft(content)
        found = {"批注": 0, "图片或图形": 0}
        for part in sheet_parts(draft).values():
            comments, drawing = (only_related(draft, part, kind) for kind in ("comments", "drawing"))
            found["批注"] += len(re.findall(rb"<(?:\w+:)?comment\s", draft.read(comments.target))) if comments else 0
            found["图片或图形"] += len(re.findall(rb"<(?:\w+:)?(?:pic|sp)>", draft.read(drawing.target))) if drawing else 0
    except ValueError:
        return {}
    return {what: count for what, count in found.items() if count}


def _entry(answers: Answers, kind: Kind, slot: Slot, message: str) -> Entry:
    sheet, row, column = slot.place or ("", 0, 0)
    number = list(answers.snapshot.widths).index(sheet) if sheet in answers.snapshot.widths else 0
    source = "!".join(filter(None, answers.cell(slot.name)))
    return Entry(kind, source, f"{sheet}!{spell(row, column)}", message, (number, row, column))


def _about(slot: Slot) -> str:
    return f"“{slot.cell.label}”"
