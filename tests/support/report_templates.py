"""Templates of reports as .docx, made of plain texts: ``make reports`` writes templates/报告 from tests/support/report_texts.

A line that begins with ``#`` is the title, one in 一、 or （一） a heading, ``|`` a row of a table (its first row has the heads and,
behind a colon, how wide they are); all others are paragraphs.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path

TEXTS = Path(__file__).parent / "report_texts"
HOME = Path(__file__).parents[2] / "templates" / "报告"
DAY = (1980, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOXML = "http://schemas.openxmlformats.org"
WORD = f"{OOXML}/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WIDE = 8844  # twentieths of a point between the margins
STYLES = {  # name: face, half points, bold, side, further properties of the paragraph
    "Title": ("宋体", 44, True, "center", '<w:ind w:firstLine="0"/>'),
    "Heading1": ("黑体", 32, False, "both", '<w:keepNext/><w:ind w:firstLine="640"/><w:outlineLvl w:val="0"/>'),
    "Heading2": ("楷体", 32, False, "both", '<w:keepNext/><w:ind w:firstLine="640"/><w:outlineLvl w:val="1"/>'),
    "Normal": ("仿宋", 32, False, "both", '<w:ind w:firstLine="640"/>'),
    "Cell": ("仿宋", 20, False, "center", '<w:ind w:firstLine="0"/>'),
    "Head": ("黑体", 20, False, "center", '<w:ind w:firstLine="0"/>'),
}
PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1701" w:right="1474" w:bottom="1417" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def document(text: str) -> bytes:
    """A template from its text."""
    body = "".join(_blocks(text.splitlines()))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{OOXML}/officeDocument/2006/relationships">'
        f"<w:body>{body}{PAGE}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({"rId1": ("styles", "styles.xml"), "rId2": ("footer", "footer1.xml")}),
        "word/styles.xml": f'{XML}<w:styles xmlns:w="{WORD}">{"".join(map(_style, STYLES))}</w:styles>',
        "word/footer1.xml": f'{XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, said in parts.items():
            member = zipfile.ZipInfo(name, DAY)
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(member, said.encode())
    return out.getvalue()


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    for is_table, group in groupby(lines, lambda line: line.startswith("|")):
        own = list(group)
        yield from [_table(own)] if is_table else map(_paragraph, own)


def _paragraph(line: str) -> str:
    if line.startswith("#"):
        return _styled(line.removeprefix("#").strip(), "Title")
    if re.match("[一二三四五六七八九十]+、|附件", line):
        return _styled(line, "Heading1")
    if re.fullmatch("（[一二三四五六七八九十]+）.*", line):
        return _styled(line, "Heading2")
    return _styled(line, "Cell" if re.fullmatch(r"（\{\{.*）", line) else "Normal")


def _styled(text: str, style: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _table(lines: Sequence[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    heads = [cell.rpartition(":")[::2] for cell in rows[0]]
    shares = [float(share) for _, share in heads]
    widths = [round(WIDE * share / sum(shares)) for share in shares]
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = _row([head for head, _ in heads], widths, "Head") + "".join(_row(row, widths, "Cell") for row in rows[1:])
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDE}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], style: str) -> str:
    about = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if style == 'Head' else ''}</w:trPr>"
    tag = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>'
    own = "".join(tag.format(width, _styled(cell, style)) for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr>{about}{own}</w:tr>"


def _style(name: str) -> str:
    face, size, bold, side, more = STYLES[name]
    kept, _, rest = more.rpartition("<w:ind") if "<w:ind" in more else (more, "", "")
    indent, _, outline = (f"<w:ind{rest}" if rest else "").partition("<w:outlineLvl")
    line = '<w:spacing w:line="560" w:lineRule="exact"/>' if size == 32 else '<w:spacing w:line="300" w:lineRule="atLeast"/>'
    about = f'{kept}{line}{indent}<w:jc w:val="{side}"/>{f"<w:outlineLvl{outline}" if outline else ""}'
    fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
    looks = f'<w:rPr>{fonts}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:pPr>{about}</w:pPr>{looks}</w:style>"
    )


def _types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "footer1": "footer"}
    own = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' for name, kind in kinds.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{XML}<Types xmlns="{OOXML}/package/2006/content-types">{rels}{xml}{own}</Types>'


def _relations(known: Mapping[str, tuple[str, str]]) -> str:
    base = f"{OOXML}/officeDocument/2006/relationships"
    inside = "".join(f'<Relationship Id="{k}" Type="{base}/{kind}" Target="{to}"/>' for k, (kind, to) in known.items())
    return f'{XML}<Relationships xmlns="{OOXML}/package/2006/relationships">{inside}</Relationships>'


if __name__ == "__main__":
    for text in sorted(TEXTS.glob("*.txt")):
        (HOME / f"{text.stem}.docx").write_bytes(document(text.read_text("utf-8")))
        print(HOME / f"{text.stem}.docx")
