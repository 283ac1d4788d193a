"""Sheets as “移动或复制工作表” leaves them in another workbook: texts and formulas go along, names do not."""

from __future__ import annotations

import re

from xlgen.workbook.opc.relations import sheet_parts
from xlgen.workbook.opc.revision import open_draft

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_sheet(content: bytes, other: bytes, sheet: str = "自评表", name: str = "自评表 (2)") -> bytes:
    """A workbook with a sheet of another one (or of itself) behind the last."""
    return with_part(content, _inline(other, sheet), name)


def with_part(content: bytes, xml: str, name: str) -> bytes:
    """A workbook with a worksheet behind the last."""
    draft = open_draft(content)
    draft.put("xl/worksheets/sheet70.xml", xml.encode())
    _add(
        draft,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId70" Type="{_REL}/worksheet" Target="worksheets/sheet70.xml"/>',
    )
    _add(draft, "[content_types].xml", "</Types>", f'<Override PartName="/xl/worksheets/sheet70.xml" ContentType="{_TYPE}"/>')
    _add(draft, "xl/workbook.xml", "</sheets>", f'<sheet name="{name}" sheetId="70" r:id="rId70"/>')
    return draft.finish()


def in_sheet(content: bytes, pattern: str, by: str, sheet: str = "自评表") -> bytes:
    """A workbook with something rewritten in the XML of a sheet."""
    draft = open_draft(content)
    part = sheet_parts(draft)[sheet]
    xml, count = re.subn(pattern, by, draft.read(part).decode())
    assert count, pattern
    draft.put(part, xml.encode())
    return draft.finish()


def in_book(content: bytes, pattern: str, by: str) -> bytes:
    """A workbook with something rewritten in its workbook part."""
    draft = open_draft(content)
    xml, count = re.subn(pattern, by, draft.read("xl/workbook.xml").decode())
    assert count, pattern
    draft.put("xl/workbook.xml", xml.encode())
    return draft.finish()


def _add(draft: object, part: str, before: str, more: str) -> None:
    xml = draft.read(part).decode()  # type: ignore[attr-defined]
    draft.put(part, xml.replace(before, more + before).encode())  # type: ignore[attr-defined]


def _inline(content: bytes, sheet: str) -> str:
    draft = open_draft(content)
    texts = re.findall(r"<si>(.*?)</si>", draft.read("xl/sharedstrings.xml").decode(), re.DOTALL)
    xml = draft.read(sheet_parts(draft)[sheet]).decode()
    xml = re.sub(r"<hyperlinks\b.*?</hyperlinks>|<(legacyDrawing|drawing)\b.*?/>", "", xml)

    def inline(match: re.Match[str]) -> str:
        return f'<c r="{match[1]}"{match[2] or ""} t="inlineStr"><is>{texts[int(match[3])]}</is></c>'

    return re.sub(r'<c r="([A-Z]+\d+)"( s="\d+")? t="s"><v>(\d+)</v></c>', inline, xml)
