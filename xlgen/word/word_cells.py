"""Rows, cells and paragraphs of a table as Word keeps them, in the look of the text around it.

Elements as in ECMA-376 part 1, 17.4 (w:tr, w:tc) and 17.3.1 (w:pPr); lengths are twips.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlgen.word.looks_at import TextLook
from xlgen.word.word_texts import written

_SHADE = "F2F2F2"


def row_written(cells: Sequence[bytes], look: TextLook, is_head: bool = True) -> bytes:
    """A row that is never broken over two pages; a head stands on each of them."""
    p = look.prefix
    about = f"<{p}tr><{p}trPr><{p}cantSplit/>{f'<{p}tblHeader/>' if is_head else ''}</{p}trPr>"
    return about.encode() + b"".join(cells) + f"</{p}tr>".encode()


def cell_written(
    said: str,
    width: int,
    look: TextLook,
    side: str,
    *,
    spans: int = 1,
    joins: str = "",
    keeps: bool = True,
    shade: bool = False,
) -> bytes:
    """A cell of one paragraph: over how many columns it ``spans``, whether it ``joins`` that above (restart | continue), whether its row keeps to the next."""
    p, own = look.prefix, look.own
    about = f'<{p}tcW {own}w="{width}" {own}type="dxa"/>'
    about += f'<{p}gridSpan {own}val="{spans}"/>' if spans > 1 else ""
    about += f'<{p}vMerge {own}val="{joins}"/>' if joins else ""
    about += f'<{p}shd {own}val="clear" {own}color="auto" {own}fill="{_SHADE}"/>' if shade else ""
    start = f'<{p}tc><{p}tcPr>{about}<{p}vAlign {own}val="center"/></{p}tcPr>'
    spacing = f'<{{0}}spacing {{1}}before="30" {{1}}after="30" {{1}}line="{look.em * 4 // 3}" {{1}}lineRule="atLeast"/>'
    return start.encode() + paragraph_written(said, look, spacing, side, keeps=keeps) + f"</{p}tc>".encode()


def paragraph_written(said: str, look: TextLook, spacing: str, side: str, *, keeps: bool) -> bytes:
    """A paragraph in this look; in ``spacing`` {0} and {1} stand for the prefixes of elements and of attributes."""
    p, own = look.prefix, look.own
    kept = f"<{p}keepNext/>" if keeps else ""
    indent = f'<{p}ind {own}left="0" {own}right="0" {own}firstLineChars="0" {own}firstLine="0"/>'
    about = f'{kept}{spacing.format(p, own)}{indent}<{p}jc {own}val="{side}"/>'
    run = f"<{p}r>".encode() + look.run + written(said, look.tag) + f"</{p}r>".encode() if said else b""
    return (
        f"<{p}p{look.declared}><{p}pPr>".encode()
        + look.style
        + about.encode()
        + f"</{p}pPr>".encode()
        + run
        + f"</{p}p>".encode()
    )
