"""Notes (批注) of a sheet: read, added and taken out again, with the old-fashioned drawings that show them.

Parts as in ECMA-376 part 1, 18.7 (comments) and part 4, 19.4 (VML, ``x:ClientData``). Notes of others, and the drawings in the
same part that are no notes, are left as they are, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from xlgen.workbook import addresses as a1
from xlgen.workbook.opc.relations import OFFICE, declare, drop_part, only_related, relate, related, unrelate
from xlgen.workbook.opc.revision import Revision, child, free_name
from xlgen.workbook.opc.xml import Edit, Element, end_of, insert_last, start_tag_end, take_out
from xlgen.workbook.patching.rows_columns import RowsColumns, read_rows_columns
from xlgen.workbook.patching.shapes import empty_drawing, has_shapes, shape, without_shapes

AUTHOR = "xlgen"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# what may stand behind legacyDrawing in a worksheet (18.3.1.99)
_BEHIND = "legacyDrawingHF drawingHF picture oleObjects controls AlternateContent webPublishItems tableParts extLst".split()
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?t>")


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note as the file holds it."""

    text: str
    author: str


def read_notes(draft: Revision, part: str) -> dict[tuple[int, int], NoteRecord]:
    """Notes of a sheet's part by row and column from 0."""
    comments = only_related(draft, part, "comments")
    if comments is None or not draft.has(comments.target):
        return {}
    xml, root = draft.read(comments.target), draft.tree(comments.target)
    authors = _texts_of(xml, child(root, "authors"))
    found = {}
    for item in _children(child(root, "commentList")):
        number = int(item.attributes.get("authorId", "0"))
        author = authors[number] if number < len(authors) else ""
        found[a1.parse(item.attributes["ref"])] = NoteRecord(_plain(xml[item.start : end_of(xml, item)]), author)
    return found


def remove_notes(draft: Revision, part: str, places: Iterable[tuple[int, int]]) -> list[Edit]:
    """Take notes out; parts that hold no note any more go. The edits of the sheet's own part are left to be made."""
    comments, going = only_related(draft, part, "comments"), set(places)
    if comments is None:
        return []
    xml, items = draft.read(comments.target), _children(child(draft.tree(comments.target), "commentList"))
    own = [item for item in items if a1.parse(item.attributes["ref"]) in going]
    if not own:
        return []
    draft.edit(comments.target, *(take_out(xml, item) for item in own))
    drawing = _drawing(draft, part)
    if drawing:
        draft.put(drawing, without_shapes(draft.read(drawing), going))
    _forget_author(draft, comments.target)
    return _drop(draft, part, comments.id, comments.target, drawing) if len(own) == len(items) else []


def add_notes(draft: Revision, part: str, notes: Mapping[tuple[int, int], str]) -> list[Edit]:
    """Put notes on cells that have none. The edits of the sheet's own part are left to be made."""
    comments, drawing, edits = _ensure(draft, part)
    _add(draft, comments, drawing, dict(sorted(notes.items())), read_rows_columns(draft.tree(part)))
    return edits


# ---- adding ---------------------------------------------------------------------------------------------------------


def _ensure(draft: Revision, part: str) -> tuple[str, str, list[Edit]]:
    """The parts of a sheet's notes and of their drawings, made where there are none, and what shows them on the sheet."""
    comments = only_related(draft, part, "comments")
    named = comments.target if comments else free_name(draft, "xl/comments%d.xml")
    if comments is None:
        empty = f'{_HEAD}<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
        draft.put(named, empty.encode())
        declare(draft, named, _COMMENTS)
        relate(draft, part, "comments", named)
    drawn, edits = _drawing(draft, part), []
    if drawn is None:
        drawn = free_name(draft, "xl/drawings/vmldrawing%d.vml")
        draft.put(drawn, empty_drawing().encode())
        declare(draft, drawn, _DRAWING)
        edits.append(_show(draft, part, relate(draft, part, "vmlDrawing", drawn)))
    return named, drawn, edits


def _drawing(draft: Revision, part: str) -> str | None:
    """The part of a sheet's old-fashioned drawings: header pictures have one of the same kind."""
    shown = child(draft.tree(part), "legacyDrawing")
    key = next((value for name, value in shown.attributes.items() if name.endswith(":id")), "") if shown else ""
    found = related(draft, part).get(key)
    return found.target if found else None


def _show(draft: Revision, part: str, key: str) -> Edit:
    root, xml = draft.tree(part), draft.read(part)
    prefix = root.name.removesuffix("worksheet")
    piece = f'<{prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{key}"/>'.encode()
    behind = child(root, *_BEHIND)
    return (behind.start, behind.start, piece) if behind else insert_last(xml, root, piece)


def _add(draft: Revision, comments: str, drawing: str, notes: Mapping[tuple[int, int], str], sizes: RowsColumns) -> None:
    xml, root = draft.read(comments), draft.tree(comments)
    prefix = root.name.removesuffix("comments")
    authors, listed = child(root, "authors"), child(root, "commentList")
    if authors is None or listed is None:
        raise ValueError(f"部件 {comments} 中的批注无法识别（请用 WPS 或 Excel 打开后另存为 .xlsx）")
    names = _texts_of(xml, authors)
    number = names.index(AUTHOR) if AUTHOR in names else len(names)
    said = "".join(_comment(prefix, at, text, number) for at, text in notes.items())
    edits = [insert_last(xml, listed, said.encode())]
    if AUTHOR not in names:
        edits.append(insert_last(xml, authors, f"<{prefix}author>{AUTHOR}</{prefix}author>".encode()))
    draft.edit(comments, *edits)
    drawn = draft.read(drawing)
    at = drawn.rindex(b"</")  # the root's end: the rest need not be XML that a parser would take
    shapes = "".join(shape(at, text, sizes) for at, text in notes.items()).encode()
    draft.put(drawing, drawn[:at] + shapes + drawn[at:])


def _comment(prefix: str, at: tuple[int, int], text: str, author: int) -> str:
    run = f'<{prefix}r><{prefix}rPr><{prefix}sz val="9"/><{prefix}rFont val="宋体"/></{prefix}rPr>'
    run += f'<{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}r>'
    return f'<{prefix}comment ref={quoteattr(a1.spell(*at))} authorId="{author}"><{prefix}text>{run}</{prefix}text></{prefix}comment>'


# ---- taking out -----------------------------------------------------------------------------------------------------


def _forget_author(draft: Revision, comments: str) -> None:
    """The author goes with the last note, where it stands last: others' numbers must not change."""
    xml, root = draft.read(comments), draft.tree(comments)
    authors = child(root, "authors")
    names = _texts_of(xml, authors)
    used = {item.attributes.get("authorId") for item in _children(child(root, "commentList"))}
    if authors and names and names[-1] == AUTHOR and str(len(names) - 1) not in used:
        draft.edit(comments, take_out(xml, authors.children[-1]))


def _drop(draft: Revision, part: str, key: str, comments: str, drawing: str | None) -> list[Edit]:
    """No note is left: the parts go, the drawing only where it held nothing else; with it what shows it on the sheet."""
    drop_part(draft, comments)
    unrelate(draft, part, key)
    if drawing is None or has_shapes(draft.read(drawing)):
        return []
    drop_part(draft, drawing)
    unrelate(draft, part, next(each.id for each in related(draft, part).values() if each.target == drawing))
    shown = child(draft.tree(part), "legacyDrawing")
    return [take_out(draft.read(part), shown)] if shown else []


# ---- reading --------------------------------------------------------------------------------------------------------


def _children(parent: Element | None) -> Sequence[Element]:
    return parent.children if parent else ()


def _texts_of(xml: bytes, parent: Element | None) -> list[str]:
    return [_unescaped(xml[start_tag_end(xml, each) : each.close]) for each in _children(parent)]


def _plain(comment: bytes) -> str:
    """Text of all runs; phonetic guides and properties hold no ``t`` of their own that matters here."""
    return _unescaped(b"".join(_TEXT.findall(comment)))


def _unescaped(text: bytes) -> str:
    return unescape(text.decode())
