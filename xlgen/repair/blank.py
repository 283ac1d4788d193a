"""The issued form that a repair builds on, sure to be as it was issued, and what only the parts of a file tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from xlgen.catalogue import OTHER_BATCH, refuse
from xlgen.errors import Refused, XlgenError
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.identity import code_among, copy_fault, refuse_other, snapshot_inside
from xlgen.returned.marks import words_of_others
from xlgen.rules.all_rules import ISSUED
from xlgen.rules.registry import validate
from xlgen.words.labels import in_marks
from xlgen.workbook import addresses as a1
from xlgen.workbook.ooxml.guard import FORM_LIMITS, load
from xlgen.workbook.ooxml.reader import WorkbookRecord, read_workbook
from xlgen.workbook.opc.relations import related, sheet_parts
from xlgen.workbook.opc.revision import open_draft
from xlgen.workbook.patching.notes import read_notes
from xlgen.workbook.records import Bounds

_ATTRIBUTES = rb"""(?:[^<>"']|"[^<"]*"|'[^<']*')*?"""
_RULE = re.compile(
    rb"<(?:\w+:)?dataValidation(?=\s)" + _ATTRIBUTES + rb"""\ssqref=["']([^"']*)|<(?:\w+:)?sqref>([^<]*)"""
)  # Excel 2010's too
_PICTURE = re.compile(rb"<(?:\w+:)?(?:pic|sp|graphicFrame)[\s>]")


def own_snapshot(blank: Path, book: WorkbookRecord) -> Snapshot:
    """The snapshot a blank form carries. Refused where the returned book is another project's (XG042) or was not made from it."""
    try:
        snapshot = snapshot_inside(read_workbook(blank))
    except Refused as refusal:
        raise XlgenError(f"原表 {blank.name} 不能用：{refusal}") from None
    code = code_among(book, {snapshot.code})
    if code != snapshot.code:
        raise refuse("XG042", f"原表 {blank.name} 是项目“{snapshot.code}”的，收回的表是“{code or '（没有标识）'}”的")
    remedy = "请把 --blank 换成这张表下发时的原表"
    try:
        refuse_other(book, snapshot)
        own = snapshot_inside(book)
    except Refused as refusal:
        if refusal.code in OTHER_BATCH:
            raise Refused(refusal.code, f"原表 {blank.name} 和收回的表对不上：{refusal.reason}", remedy) from None
        return snapshot
    if own != snapshot:
        units = f"，金额单位一个是{snapshot.money}、一个是{own.money}" if snapshot.money != own.money else ""
        raise refuse("XG043", f"收回的表不是从原表 {blank.name} 填出来的（标识不同{units}）", remedy)
    return snapshot


def pristine(snapshot: Snapshot, file: Path) -> bytes:
    """The issued file. XlgenError, which says what to do, where it is missing, another form, filled or changed."""
    if not file.is_file():
        raise XlgenError(f"没有找到下发的原表 {file}，修复要用它。请把下发时生成的文件放回下发文件夹")
    try:
        content = load(file)
        book = read_workbook(content)
    except Refused as refusal:
        raise XlgenError(f"下发的原表 {file} 不能用：{refusal}。请换成下发时留存的文件") from None
    if copy_fault(book, snapshot):
        raise XlgenError(f"{file} 不是下发时的原表（标识不同），不能用来修复。请换成下发时留存的文件")
    answers = read_answers(snapshot, book)
    for slot in snapshot.slots.values():
        record = answers.record(slot.name)
        if slot.cell.is_input and (record.value is not None or record.formula is not None):
            raise XlgenError(f"{file} 已经填过（{in_marks(slot.cell.label)}），不能用来修复。请换成下发时留存的空白表")
    if wrong := next(iter(validate(answers, ISSUED)), None):
        raise XlgenError(
            f"{file} 被改动过（{wrong.sheet}!{wrong.cell}：{wrong.message}），不能用来修复。请换成下发时留存的文件"
        )
    return content


# ---- what only the parts tell ---------------------------------------------------------------------------------------


def unruled(answers: Answers, returned: bytes, issued: bytes) -> Mapping[str, int]:
    """How many inputs of each issued sheet had a rule for what may be typed and have none now."""
    before, after = _rules(issued), _rules(returned)
    if before is None or after is None:
        return {}
    lost = [
        slot.place[0]
        for name, slot in answers.snapshot.slots.items()
        if slot.cell.is_input and slot.place and name in answers.places
        if _covers(before, slot.place) and not _covers(after, answers.places[name])
    ]
    return Counter(lost)


def _covers(rules: Mapping[str, list[Bounds]], place: tuple[str, int, int]) -> bool:
    sheet, row, column = place
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in rules.get(sheet, ()))


def _rules(content: bytes) -> dict[str, list[Bounds]] | None:
    """Ranges with a rule by sheet; None where the parts cannot be read so."""
    try:
        draft = open_draft(content)
        found = {name: _RULE.findall(draft.read(part)) for name, part in sheet_parts(draft).items()}
        return {
            name: [_bounds(ref) for said in each for ref in b" ".join(said).decode().split()] for name, each in found.items()
        }
    except ValueError:  # a file that can be read need not be one that can be patched
        return None


def _bounds(reference: str) -> Bounds:
    first, _, last = unescape(reference).partition(":")
    return (*a1.parse(first), *a1.parse(last or first))


def besides(content: bytes) -> dict[str, int]:
    """Notes of others and pictures, which stay in the returned file, and how many. ValueError where that cannot be told."""
    draft = open_draft(content, most=FORM_LIMITS.elements)
    parts = sheet_parts(draft).values()
    notes = sum(bool(words_of_others(note.text)) for part in parts for note in read_notes(draft, part).values())
    drawings = [each.target for part in parts for each in related(draft, part).values() if each.kind == "drawing"]
    pictures = sum(len(_PICTURE.findall(draft.read(target))) for target in drawings if draft.has(target))
    return {what: count for what, count in (("批注", notes), ("图片或图形", pictures)) if count}
