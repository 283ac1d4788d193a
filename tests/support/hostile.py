"""Files that cost readers the most: a good form, one kind of thing in it multiplied. For ``make hard`` and the tests of growth."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from xlgen.workbook.ooxml.guard import FORM_LIMITS as LIMITS

Parts = dict[str, bytes]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK, STYLES, STRINGS, RELATIONS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"


def unpacked(content: bytes) -> Parts:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A workbook of these parts; stored, so that no limit of packing is met."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _before(parts: Parts, name: str, mark: str, added: str) -> None:
    at = parts[name].rindex(mark.encode())
    parts[name] = parts[name][:at] + added.encode() + parts[name][at:]


def _sheet(parts: Parts) -> str:
    return min(name for name in parts if name.startswith("xl/worksheets/sheet"))


def names(parts: Parts, n: int) -> None:
    """Defined names that lead nowhere, as sheets copied for years carry along."""
    _before(
        parts,
        BOOK,
        "</definedNames>",
        "".join(f'<definedName name="_junk{i}" hidden="1">#REF!</definedName>' for i in range(n)),
    )


def live_names(parts: Parts, n: int) -> None:
    """Defined names of cells of the form."""
    said = "".join(f'<definedName name="_live{i}">自评表!$A${i % 30 + 1}</definedName>' for i in range(n))
    _before(parts, BOOK, "</definedNames>", said)


def relations(parts: Parts, n: int) -> None:
    """Relationships of the workbook that nobody asks for."""
    said = "".join(f'<Relationship Id="j{i}" Type="http://x/custom" Target="c{i}.xml"/>' for i in range(n))
    _before(parts, RELATIONS, "</Relationships>", said)


def styles(parts: Parts, n: int) -> None:
    """Styles of cells."""
    _before(
        parts,
        STYLES,
        "</cellXfs>",
        "".join(f'<xf numFmtId="{i % 50}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for i in range(n)),
    )


def texts(parts: Parts, n: int) -> None:
    """Cells with a text of their own, below the form."""
    row, rows = 200, []
    for i in range(0, n, 100):
        cells = "".join(
            f'<c r="{_letters(k)}{row}" t="inlineStr"><is><t>文字{i + k}</t></is></c>' for k in range(min(100, n - i))
        )
        rows.append(f'<row r="{row}">{cells}</row>')
        row += 1
    _before(parts, _sheet(parts), "</sheetData>", "".join(rows))


def _long(i: int) -> str:
    """As much text as a cell holds, no two alike, so that they pack as texts do."""
    return "".join(f"文{(i * 7919 + k) * 2654435761 % 99991}" for k in range(6000))[:32_767]


def long_texts(parts: Parts, n: int) -> None:
    """Cells with as much text as one holds, below the form."""
    said = (f'<row r="{200 + i}"><c r="A{200 + i}" t="inlineStr"><is><t>{_long(i)}</t></is></c></row>' for i in range(n))
    _before(parts, _sheet(parts), "</sheetData>", "".join(said))


def long_sheets(parts: Parts, n: int) -> None:
    """The same on three sheets that somebody added."""
    sheets(parts, 3)
    for k in range(3):
        cells = (f'<row r="{2 + i}"><c r="A{2 + i}" t="inlineStr"><is><t>{_long(i)}</t></is></c></row>' for i in range(n // 3))
        _before(parts, f"xl/worksheets/more{k}.xml", "</sheetData>", "".join(cells))


def notes(parts: Parts, n: int) -> None:
    """Remarks of somebody's, below the form."""
    said = "".join(f'<comment ref="A{200 + i}" authorId="0"><text><t>说明{i}</t></text></comment>' for i in range(n))
    listed = f"<authors><author>某</author></authors><commentList>{said}</commentList>"
    parts["xl/comments9.xml"] = f'<comments xmlns="{MAIN}">{listed}</comments>'.encode()
    related = f'<Relationship Id="n1" Type="{OFFICE}/comments" Target="../comments9.xml"/>'
    parts[_sheet(parts).replace("/sheet", "/_rels/sheet") + ".rels"] = (
        f'<Relationships xmlns="{RELATED}">{related}</Relationships>'.encode()
    )


def numbers(parts: Parts, n: int) -> None:
    """Cells with a number, below the form."""
    row, rows = 200, []
    for i in range(0, n, 100):
        cells = "".join(f'<c r="{_letters(k)}{row}"><v>{i + k}.5</v></c>' for k in range(min(100, n - i)))
        rows.append(f'<row r="{row}">{cells}</row>')
        row += 1
    _before(parts, _sheet(parts), "</sheetData>", "".join(rows))


def formulas(parts: Parts, n: int) -> None:
    """Cells that follow one shared formula, below the form."""
    row, rows = 200, []
    for i in range(n):
        said = f'<f t="shared" ref="A200:A{200 + n}" si="99">B200+1</f>' if not i else '<f t="shared" si="99"/>'
        rows.append(f'<row r="{row}"><c r="A{row}">{said}<v>1</v></c></row>')
        row += 1
    _before(parts, _sheet(parts), "</sheetData>", "".join(rows))


def blank_rows(parts: Parts, n: int) -> None:
    """Rows without anything, below the form."""
    _before(parts, _sheet(parts), "</sheetData>", "".join(f'<row r="{200 + i}"/>' for i in range(n)))


def merges(parts: Parts, n: int) -> None:
    """Merged cells, below the form."""
    said = "".join(f'<mergeCell ref="A{200 + i}:B{200 + i}"/>' for i in range(n))
    _before(parts, _sheet(parts), "</mergeCells>", said)


def columns(parts: Parts, n: int) -> None:
    """Hidden columns, each said by itself and again and again."""
    _before(
        parts,
        _sheet(parts),
        "</cols>",
        "".join(f'<col min="{300 + i % 9}" max="{300 + i % 9}" width="3" hidden="1"/>' for i in range(n)),
    )


def strings(parts: Parts, n: int) -> None:
    """Shared texts that no cell uses."""
    _before(parts, STRINGS, "</sst>", "".join(f"<si><t>多余的文字{i}</t></si>" for i in range(n)))


def sheets(parts: Parts, n: int) -> None:
    """Sheets that somebody added, with one cell each."""
    listed, related = [], []
    for i in range(n):
        parts[f"xl/worksheets/more{i}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>{i}</v></c></row></sheetData></worksheet>'.encode()
        )
        related.append(f'<Relationship Id="m{i}" Type="{OFFICE}/worksheet" Target="worksheets/more{i}.xml"/>')
        listed.append(f'<sheet name="多{i}" sheetId="{i + 100}" r:id="m{i}"/>')
    _before(parts, RELATIONS, "</Relationships>", "".join(related))
    _before(parts, BOOK, "</sheets>", "".join(listed))


def formats(parts: Parts, n: int) -> None:
    """Number formats that no style uses."""
    said = "".join(f'<numFmt numFmtId="{1000 + i}" formatCode="0.{i}"/>' for i in range(n))
    if b"<numFmts" in parts[STYLES]:
        _before(parts, STYLES, "</numFmts>", said)


def together(parts: Parts, n: int) -> None:
    """Names, styles and texts, so many elements in all."""
    names(parts, n // 5)
    styles(parts, n // 4)
    texts(parts, n // 6)


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


SIZES = {  # a little less than the limits: the form itself has something of each
    "names": LIMITS.names - 1_000, "live_names": LIMITS.names - 1_000, "relations": LIMITS.relations - 20,
    "styles": LIMITS.styles - 1_000, "texts": LIMITS.cells - 1_000, "numbers": LIMITS.cells - 1_000,
    "formulas": LIMITS.rows - 300, "blank_rows": LIMITS.rows - 300, "merges": LIMITS.merges - 500,
    "columns": LIMITS.elements - 10_000, "strings": LIMITS.elements // 2 - 10_000, "notes": LIMITS.elements // 3 - 10_000,
    "formats": LIMITS.elements - 10_000, "sheets": LIMITS.sheets - 10,
    "together": LIMITS.elements - 10_000, "long_texts": LIMITS.part_bytes // 44_500, "long_sheets": LIMITS.read_bytes // 45_500,
}  # fmt: skip
Grow = Callable[[Parts, int], None]
KINDS: dict[str, Grow] = {
    each.__name__: each
    for each in (
        names,
        live_names,
        relations,
        styles,
        texts,
        long_texts,
        long_sheets,
        notes,
        numbers,
        formulas,
        blank_rows,
        merges,
        columns,
        strings,
        sheets,
        formats,
        together,
    )
}


def grown(content: bytes, kind: str, n: int) -> bytes:
    """The workbook with so many of one kind of thing more."""
    parts = unpacked(content)
    KINDS[kind](parts, n)
    return packed(parts)
