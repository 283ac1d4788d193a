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
from xlgen.alteration import changed_texts, differs
from xlgen.answers import Answers, read_answers
from xlgen.check import issued_snapshot
from xlgen.errors import Refused, XlgenError
from xlgen.fill import changes_for
from xlgen.hidden import SHEET, hidden_cells
from xlgen.inserted import entry_of_moved, into_spare_rows, issued_texts
from xlgen.judging import is_altered, said
from xlgen.labels import one_line
from xlgen.manifest import Manifest
from xlgen.ooxml.guard import load
from xlgen.ooxml.reader import CellError, WorkbookRecord, read_workbook
from xlgen.operators import Value
from xlgen.patching.cell import cleaned
from xlgen.patching.draft import open_draft
from xlgen.patching.patcher import patch
from xlgen.patching.relations import only_related, sheet_parts
from xlgen.registry import quoted
from xlgen.repaired import Entry, Kind, Repaired, entry_of
from xlgen.returned import code_inside, snapshot_inside
from xlgen.snapshot import Slot, Snapshot
from xlgen.tracing import Trace, Traced, plans, trace


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
    traced = trace(answers)
    answers = replace(answers, places={name: each.place for name, each in traced.found.items()})
    entries, typed = _grafted(answers, traced.found)
    spare, left = into_spare_rows(answers)
    typed |= {name: writable(value) for name, (value, _) in spare.items()}
    entries += [entry_of_moved(answers, name, value, at) for name, (value, at) in spare.items()]
    entries += [*_missing(answers, traced), *left, *_restored(answers, traced.found), *_sheets(answers, source, pristine)]
    clean = read_answers(snapshot, read_workbook(pristine))
    try:
        content = patch(pristine, *changes_for(clean, typed))
    except ValueError as error:
        raise XlgenError(f"填的内容里有不能写进表格的，没有修复：{error}") from None
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
        if not slot.cell.is_input or name not in found:
            continue
        value, said_of = _graft(answers, slot, found[name])
        entries += said_of
        if value is not None:
            typed[name] = value
    return entries, typed


def _graft(answers: Answers, slot: Slot, traced: Traced) -> tuple[Value, list[Entry]]:
    """What an input gets, None for nothing, and what is to be said of it."""
    record, about = answers.record(slot.name), f"“{slot.cell.label}”"
    if isinstance(record.value, CellError):
        return None, [entry_of(answers, Kind.LEFT, slot, f"{about}是错误值 {record.value.text}，没有搬，请填表人重填")]
    value, entries = writable(record.value), []
    shown = quoted(said(slot.cell, value))
    if traced.doubt and isinstance(value, str) and _is_printed(answers, traced.place[0], one_line(value)):
        return None, [entry_of(answers, Kind.LEFT, slot, f"{about}{traced.doubt}，那里印的是{shown}，没有搬，请填表人重填")]
    if record.formula is not None:
        what = f"{about}填的是公式 ={record.formula[:60]}，换成了结果{shown}，请核对"
        entries.append(entry_of(answers, Kind.DOUBTFUL, slot, what))
    if value != record.value:
        entries.append(entry_of(answers, Kind.DOUBTFUL, slot, f"{about}里看不见的控制字符已去掉，请核对"))
    if traced.doubt and (value is not None or "拖到" in traced.doubt):
        entries.append(entry_of(answers, Kind.DOUBTFUL, slot, f"{about}{shown}：{traced.doubt}，请核对"))
    elif value is not None and slot.place and answers.places[slot.name][1:] != slot.place[1:]:
        entries.append(entry_of(answers, Kind.MOVED, slot, f"{about}{shown}搬回原位"))
    return value, entries


def _is_printed(answers: Answers, sheet: str, text: str) -> bool:
    """Whether a text is one that the form prints, and stands nowhere else on the sheet: then it is the printed one."""
    now = sum(isinstance(c.value, str) and one_line(c.value) == text for c in answers.book.sheets[sheet].cells.values())
    return now == 1 and text in issued_texts(answers)


def writable(value: Value) -> Value:
    """A value that a cell can hold: line ends as Excel has them, control characters of other programs left out."""
    return cleaned(value) if isinstance(value, str) else value


def _missing(answers: Answers, traced: Trace) -> Iterator[Entry]:
    """Inputs that were not found: a row that is gone is told once."""
    told: set[tuple[str, int, str]] = set()
    for name, why in traced.missing.items():
        slot = answers.slot(name)
        if not slot.cell.is_input or slot.place is None or (*slot.place[:2], why) in told:
            continue
        told.add((*slot.place[:2], why))
        yield entry_of(answers, Kind.LEFT, slot, f"“{slot.cell.label}”没有搬：{why}，请填表人重填")


def _restored(answers: Answers, found: Mapping[str, Traced]) -> Iterator[Entry]:
    """Locked cells and printed texts that are as issued again, and what stood there."""
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.is_input or name not in found or name in answers.lost:
            continue
        record, typed = answers.record(name), answers.typed(name)
        now = f"公式 ={record.formula[:60]}" if record.formula is not None else quoted(said(slot.cell, typed))
        if slot.cell.formula is not None and is_altered(answers, name):
            yield entry_of(answers, Kind.RESTORED, slot, f"“{slot.cell.label}”恢复公式，原来是{now}")
        elif slot.cell.formula is None and (record.formula is not None or differs(typed, slot.cell.value)):
            issued = quoted(said(slot.cell, slot.cell.value))
            yield entry_of(answers, Kind.RESTORED, slot, f"“{slot.cell.label}”恢复为下发的{issued}，原来是{now}")
    for sheet, row, column, text, issued_text in changed_texts(answers):
        what = f"文字恢复为{quoted(issued_text)}，原来是{quoted(text)}"
        yield Entry(Kind.RESTORED, f"{sheet}!{spell(row, column)}", "", what, (98, row, column))


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
    claimed = {plan.sheet for plan in known.values()} | {SHEET}
    for extra in answers.book.sheets.values():
        if extra.name not in claimed and extra.cells and not _is_ours(answers, extra.name):
            what = f"多出的工作表，有 {len(extra.cells)} 个单元格有内容，没有搬，请到原件里看"
            yield Entry(Kind.LEFT, extra.name, "", what, (99, 0, 0))
    for what, count in _besides(source).items():
        yield Entry(Kind.LEFT, "", "", f"收回的表里有{what} {count} 处，没有搬；收回的原件没有动，请到原件里看", (99, 0, 0))


def _is_ours(answers: Answers, sheet: str) -> bool:
    """Whether a sheet is a list that marking added."""
    return any(name.startswith("xlgen.mark.") and sheet in target for name, target in answers.book.names.items())


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
