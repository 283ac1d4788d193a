"""A letter as a .docx, laid out as offices do (党政机关公文格式 GB/T 9704): title, whom it is for, paragraphs, signature and day.

No library: the few parts that ECMA-376 asks for, as text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from xlgen.words.labels import on_one_line

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_WORD = f"{_OOXML}/wordprocessingml/2006/main"
_OFFICE = f"{_OOXML}/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # where dates in a zip begin: the same letter always gives the same bytes
_Look = tuple[str, int, bool]
TITLE, HEADING, BODY = ("宋体", 44, True), ("黑体", 32, False), ("仿宋", 32, False)  # face, half points, bold: 二号 and 三号
INDENT, LINE = 640, 560  # twentieths of a point: two characters, and 28 points a line
_UNWRITABLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML can hold them
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1474" w:bottom="1417" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in it: a title of one line or several, and paragraphs; ``enclosed`` is listed as 附件.

    The first sentence of a paragraph that begins with 一、 or the like is its heading.
    """

    title: str
    to: str
    paragraphs: Sequence[str]
    enclosed: Sequence[str] = field(default_factory=tuple)
    signed: str = ""
    day: str = ""


def word_letter(letter: Letter) -> bytes:
    """The file's bytes. Same letter, same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(f"{_OFFICE}/officeDocument", "word/document.xml"),
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{"".join(_lines(letter))}'
        f"<w:sectPr>{PAGE}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(f"{_OFFICE}/styles", "styles.xml"),
        "word/styles.xml": f'{_XML}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault>{_looks(BODY)}</w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, FIRST_DAY)
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(member, text.encode())
    return out.getvalue()


def _lines(letter: Letter) -> Iterable[str]:
    for number, text in enumerate(lines := letter.title.splitlines(), 1):
        yield _line([(text, TITLE)], side="center", below=LINE if number == len(lines) else 0)
    yield _line([(f"{letter.to}：", BODY)])
    for text in letter.paragraphs:
        heading = text[: text.find("。") + 1] if text[1:2] == "、" else ""
        yield _line([(heading, HEADING), (text.removeprefix(heading), BODY)], indent=INDENT)
    for number, text in enumerate(letter.enclosed, 1):
        said = f"附件：{number}. {text}" if number == 1 else f"{number}. {text}"
        indent, above = (INDENT, LINE // 2) if number == 1 else (INDENT + 960, 0)
        yield _line([(said, BODY)], indent=indent, above=above, is_kept=number == len(letter.enclosed))
    if letter.signed:
        yield _line([(letter.signed, BODY)], side="right", above=LINE, is_kept=True)
    yield _line([(letter.day, BODY)], side="right", above=0 if letter.signed else LINE)


def _line(
    texts: Sequence[tuple[str, _Look]],
    *,
    side: str = "both",
    indent: int = 0,
    above: int = 0,
    below: int = 0,
    is_kept: bool = False,
) -> str:
    """A paragraph of texts with their looks; one that is kept stands on the page of the next."""
    first = f'<w:ind w:firstLine="{indent}"/>' if indent else '<w:ind w:right="640"/>' if side == "right" else ""
    height = LINE + 80 if texts[0][1] is TITLE else LINE
    spacing = f'<w:spacing w:before="{above}" w:after="{below}" w:line="{height}" w:lineRule="exact"/>'
    about = f'{"<w:keepNext/>" if is_kept else ""}{spacing}{first}<w:jc w:val="{side}"/>'
    runs = (f'<w:r>{_looks(look)}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>' for text, look in texts if text)
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(runs)}</w:p>"


def _text(said: str) -> str:
    return escape(_UNWRITABLE.sub("", on_one_line(said)), quote=False)


def _looks(look: _Look) -> str:
    face, size, bold = look
    fonts = f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}"/>'
    return f'<w:rPr>{fonts}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def _content_types() -> str:
    package = f"{_OOXML}/package/2006"
    return (
        f'{_XML}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
    )


def _relationships(kind: str, target: str) -> str:
    inside = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'{_XML}<Relationships xmlns="{_OOXML}/package/2006/relationships">{inside}</Relationships>'
