r"""Templates of reports as .docx, made of plain texts: ``make reports`` writes templates/报告 from tests/support/report_texts.

How a line begins says what it is; all others are paragraphs:

``#`` the title, ``##`` one on a new page, ``###`` one of a cover; ``一、`` and ``（一）`` headings, ``附件`` one on a new page; ``>`` a small line
to the right, ``=`` one in the middle; ``|`` a row of a table. The first row of a table has its heads, each with its width behind
a colon and then, where its cells are not set in the middle, ``<`` or ``>``; one that begins with ``|!`` has no heads to print, with ``|!!`` is that of a cover.
``\\3`` behind a cell lets it span three columns. ``横排`` turns the pages from there on.
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
ACROSS, UPRIGHT = (16838, 11906), (11906, 16838)  # twentieths of a point
MARGINS = (1588, 1474)  # left and right
EXACT, LEAST = 'w:line="560" w:lineRule="exact"', 'w:line="300" w:lineRule="atLeast"'
STYLES = {  # name: face, half points, bold, what is kept together, spacing, first line, side, level of the outline
    "Normal": ("仿宋", 32, False, "", EXACT, 640, "both", ""),
    "Title": (
        "宋体",
        44,
        True,
        "<w:keepNext/>",
        f'w:before="120" w:after="120" {EXACT.replace("560", "700")}',
        0,
        "center",
        "",
    ),
    "NewTitle": (
        "宋体",
        44,
        True,
        "<w:keepNext/><w:pageBreakBefore/>",
        f'w:after="240" {EXACT.replace("560", "700")}',
        0,
        "center",
        "",
    ),
    "CoverTitle": (
        "宋体",
        44,
        True,
        "<w:keepNext/>",
        f'w:before="1800" w:after="120" {EXACT.replace("560", "800")}',
        0,
        "center",
        "",
    ),
    "Cover": ("仿宋", 32, False, "", LEAST, 0, "left", ""),
    "CoverLabel": ("黑体", 32, False, "", LEAST, 0, "center", ""),
    "Blank": ("仿宋", 21, False, "<w:keepNext/>", LEAST, 0, "center", ""),
    "Heading1": ("黑体", 32, False, "<w:keepNext/>", f'w:before="160" {EXACT}', 640, "both", "0"),
    "Heading2": ("楷体", 32, False, "<w:keepNext/>", f'w:before="80" {EXACT}', 640, "both", "1"),
    "Annex": ("黑体", 32, False, "<w:keepNext/><w:pageBreakBefore/>", f'w:after="160" {EXACT}', 0, "left", "0"),
    "Middle": ("仿宋", 32, False, "", f'w:after="160" {EXACT}', 0, "center", ""),
    "Unit": ("仿宋", 21, False, "<w:keepNext/>", f'w:before="120" {LEAST}', 0, "right", ""),
    "Cell": ("仿宋", 21, False, "", f'w:before="30" w:after="30" {LEAST}', 0, "center", ""),
    "CellLeft": ("仿宋", 21, False, "", f'w:before="30" w:after="30" {LEAST}', 0, "left", ""),
    "CellRight": ("仿宋", 21, False, "", f'w:before="30" w:after="30" {LEAST}', 0, "right", ""),
    "Head": ("黑体", 21, False, "<w:keepNext/>", f'w:before="30" w:after="30" {LEAST}', 0, "center", ""),
    "Footer": ("宋体", 24, False, "", LEAST, 0, "center", ""),
}
OF_CELLS = {"<": "CellLeft", ">": "CellRight"}
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def document(text: str) -> bytes:
    """A template from its text."""
    before, *after = re.split("^横排\n", text, flags=re.MULTILINE)
    body = "".join(_blocks(before.splitlines(), UPRIGHT))
    if after:
        turn = f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{_section(UPRIGHT)}</w:pPr></w:p>' if before else ""
        body += turn + "".join(_blocks(after[0].splitlines(), ACROSS))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{OOXML}/officeDocument/2006/relationships">'
        f"<w:body>{body}{_section(ACROSS if after else UPRIGHT)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            {"rId1": ("styles", "styles.xml"), "rId2": ("footer", "footer1.xml"), "rId3": ("settings", "settings.xml")}
        ),
        "word/styles.xml": f'{XML}<w:styles xmlns:w="{WORD}">{_defaults()}{"".join(map(_style, STYLES))}</w:styles>',
        "word/settings.xml": f'{XML}<w:settings xmlns:w="{WORD}">{SETTINGS}</w:settings>',
        "word/footer1.xml": f'{XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
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


def _section(page: tuple[int, int]) -> str:
    turned = ' w:orient="landscape"' if page == ACROSS else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{page[0]}" w:h="{page[1]}"{turned}/>'
        f'<w:pgMar w:top="1701" w:right="{MARGINS[1]}" w:bottom="1417" w:left="{MARGINS[0]}" w:header="851" w:footer="992" '
        'w:gutter="0"/></w:sectPr>'
    )


def _blocks(lines: Sequence[str], page: tuple[int, int]) -> Iterator[str]:
    for is_table, group in groupby(filter(None, lines), lambda line: line.startswith("|")):
        own = list(group)
        yield from [_table(own, page[0] - sum(MARGINS))] if is_table else map(_paragraph, own)


def _paragraph(line: str) -> str:
    begins = {"###": "CoverTitle", "##": "NewTitle", "#": "Title", ">": "Unit", "=": "Middle"}
    for sign, style in begins.items():
        if line.startswith(sign):
            return _styled(line.removeprefix(sign).strip(), style)
    if re.match("[一二三四五六七八九十]+、", line):
        return _styled(line, "Heading1")
    if re.match("附件", line):
        return _styled(line, "Annex")
    if re.fullmatch("（[一二三四五六七八九十]+）[^。：]*", line):
        return _styled(line, "Heading2")
    return _styled(line, "Cell" if re.fullmatch(r"\{\{.*整表\}\}", line) else "Normal")


def _styled(text: str, style: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _table(lines: Sequence[str], wide: int) -> str:
    label = "CoverLabel" if lines[0].startswith("|!!") else "Head" if lines[0].startswith("|!") else ""
    rows = [[cell.strip() for cell in line.strip().strip("|!").split("|")] for line in lines]
    heads = [re.fullmatch(r"(.*):([\d.]+)([<>]?)", cell) for cell in rows[0]]
    assert all(heads), lines[0]
    said, shares, sides = zip(*(head.groups() for head in heads if head), strict=True)
    widths = [round(wide * float(share) / sum(map(float, shares))) for share in shares]
    styles = [OF_CELLS.get(side, "Cell") if label != "CoverLabel" else "Cover" for side in sides]
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "" if label else _row(said, widths, ["Head"] * len(widths))
    body += "".join(_row(row, widths, styles, label) for row in rows[1:])
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], label: str = "") -> str:
    """A row; in a table without heads the cells without marks are labels, in that style."""
    is_head, is_blank = "Head" in styles, not any(cells)
    high = 900 if label == "CoverLabel" else 600 if is_blank else 0
    about = "<w:cantSplit/>" + (f'<w:trHeight w:val="{high}"/>' if high else "") + ("<w:tblHeader/>" if is_head else "")
    at, own = 0, []
    for cell in cells:
        text, _, spans = cell.partition("\\")
        to = at + int(spans or 1)
        is_label = is_head or (bool(label and text) and not set("{〔") & set(text))
        style = (label or "Head") if is_label else "Blank" if is_blank else styles[at]
        own.append(_cell(text, sum(widths[at:to]), to - at, style, is_label))
        at = to
    assert at == len(widths), cells
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(own)}</w:tr>"


def _cell(text: str, width: int, spans: int, style: str, is_label: bool) -> str:
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{spans}"/>' if spans > 1 else "")
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if is_label else ""
    return f'<w:tc><w:tcPr>{about}{shade}<w:vAlign w:val="center"/></w:tcPr>{_styled(text, style)}</w:tc>'


def _defaults() -> str:
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )


def _style(name: str) -> str:
    face, size, bold, kept, spacing, indent, side, level = STYLES[name]
    about = f'{kept}<w:spacing {spacing}/><w:ind w:firstLine="{indent}"/><w:jc w:val="{side}"/>'
    about += f'<w:outlineLvl w:val="{level}"/>' if level else ""
    fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
    looks = f'<w:rPr>{fonts}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    default = ' w:default="1"' if name == "Normal" else ""
    called = {"Heading1": "heading 1", "Heading2": "heading 2"}.get(name, name)
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{called}"/><w:qFormat/>'
        f"<w:pPr>{about}</w:pPr>{looks}</w:style>"
    )


def _types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "footer1": "footer"}
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
