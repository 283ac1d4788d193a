"""Documents of Word for tests: made of XML or of a plain text, and read again as lines of text by the standard library alone."""

from __future__ import annotations

import re
import zipfile
from html import escape
from io import BytesIO
from xml.etree import ElementTree as ET

import report_templates

W = f"{{{report_templates.WORD}}}"


def from_text(*lines: str) -> bytes:
    """A document of paragraphs and tables, written as ``report_templates`` says."""
    return report_templates.document("\n".join(lines))


def with_body(body: str, part: str = "word/document.xml") -> bytes:
    """A document whose body is this XML; or one whose ``part`` is changed so."""
    return with_part(from_text("内容"), part, lambda xml: re.sub("<w:body>.*?<w:sectPr>", f"<w:body>{body}<w:sectPr>", xml))


def with_part(source: bytes, part: str, change: object) -> bytes:
    """The same document, one part changed, or put there where ``change`` is a text."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            said = old.read(info)
            if info.filename == part:
                said = (change(said.decode()) if callable(change) else str(change)).encode()
            new.writestr(info, said)
    return out.getvalue()


def run(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs, each text or XML."""
    return f"<w:p>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def lines_of(document: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph; | before one that stands in a table, ⏎ for a break."""
    root = ET.fromstring(zipfile.ZipFile(BytesIO(document)).read(part))
    in_tables = {p for table in root.iter(f"{W}tbl") for p in table.iter(f"{W}p")}
    return [("|" if p in in_tables else "") + _text(p) for p in root.iter(f"{W}p")]


def _text(p: ET.Element) -> str:
    return "".join("⏎" if each.tag == f"{W}br" else each.text or "" for each in p.iter() if each.tag in (f"{W}t", f"{W}br"))
