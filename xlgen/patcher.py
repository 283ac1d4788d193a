"""Write cells of an existing .xlsx and leave every other byte as it was.

Members of the zip that are not touched are copied with their headers and compressed bytes; in a touched sheet only the
``<c>`` elements asked for (and ``ht`` of rows asked for) are spliced. Stands behind the guarded reader: nothing here limits
how large a member may become.
"""

from __future__ import annotations

import math
import posixpath
import re
import struct
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape

from xlgen import a1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_RESAVE = "请用 WPS 或 Excel 打开后另存为 .xlsx"


@dataclass(frozen=True, slots=True)
class Change:
    """New content of a cell: number, text (written as text whatever it looks like), truth value; None or "" is blank.

    ``typed=False`` replaces only the result stored with a formula, as recalculation would; the formula stays.
    """

    value: Decimal | str | bool | None
    typed: bool = True


def patch(
    source: bytes,
    cells: Mapping[str, Mapping[tuple[int, int], Change]],
    heights: Mapping[str, Mapping[int, Decimal]] = {},
    *,
    overwrite: bool = False,
) -> bytes:
    """The workbook with these cells changed: sheet name → (row, column) from 0 → change; ``heights`` in points by row.

    A cell keeps its style; one that is missing takes that of its row or column. A formula is typed over only with
    ``overwrite``, and never where other cells or the calculation chain build on it. ValueError, in words for people,
    where the file or a change does not allow it; nothing is written by halves.
    """
    package = _open(source)
    parts = _sheet_parts(package)
    chained = "xl/calcchain.xml" in package.members
    renewed: dict[str, bytes] = {}
    for name in sorted({*cells, *heights}):
        if name not in parts:
            raise ValueError(f"工作簿中没有工作表“{name}”（现有：{'、'.join(parts)}）")
        part = parts[name]
        xml = renewed.get(part) or package.read(part)
        sheet = _sheet(name, part, xml, overwrite, chained)
        patched = _splice(xml, _sheet_edits(sheet, cells.get(name, {}), heights.get(name, {})))
        if patched != xml:
            renewed[part] = patched
    return _assemble(package, renewed)


# ---- the zip: records as in PKWARE's APPNOTE 4.3.7 (local), 4.3.12 (directory), 4.3.16 (end) ----

_LOCAL, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_DESCRIPTOR, _ENCRYPTED, _DEFLATED, _DEFLATE_VERSION, _ZIP64 = 8, 1, 8, 20, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Member:
    entry: bytes  # its record in the directory
    start: int
    end: int  # where the next member starts: a data descriptor lies within


@dataclass(frozen=True, slots=True)
class _Package:
    source: bytes
    members: Mapping[str, _Member]  # in directory order
    end_record: bytes

    def read(self, name: str) -> bytes:
        """Content of a member; ValueError where it is missing or damaged."""
        if name not in self.members:
            raise ValueError(f"文件中缺少部件 {name}（请用原表重新填写）")
        try:
            return _inflate(self.source, self.members[name])
        except (ValueError, zlib.error, struct.error) as error:
            raise ValueError(f"部件 {name} 无法读取：{error}（{_RESAVE}）") from error


def _open(source: bytes) -> _Package:
    """The directory of a zip; ValueError where it is none, is damaged or is a zip64."""
    at = source.rfind(b"PK\5\6")
    if at < 0 or len(source) < at + _END.size:
        raise ValueError("不是 .xlsx 文件或文件不完整（请重新取得原文件）")
    *_, count, size, offset, comment = _END.unpack_from(source, at)
    if count == 0xFFFF or offset == _ZIP64 or source[at - 20 : at].startswith(b"PK\6\7"):
        raise ValueError(f"文件为 zip64 格式，无法改写（{_RESAVE}）")
    entries = list(_entries(source[offset : offset + size]))
    starts = [*sorted({start for _, start, _ in entries if start < offset}), offset]
    ends = dict(pairwise(starts))
    members = {name: _Member(entry, start, ends[start]) for name, start, entry in entries if start in ends}
    if not len(members) == len(starts) - 1 == count or offset + size != at or at + _END.size + comment != len(source):
        raise ValueError(f"压缩包目录有误：部件重复、缺失或文件尾部损坏（{_RESAVE}）")
    return _Package(source, members, source[at:])


def _entries(directory: bytes) -> Iterable[tuple[str, int, bytes]]:
    """Name (in small letters, with slashes: parts are found so), offset of the local header, bytes of every record."""
    at = 0
    while directory[at : at + 4] == b"PK\1\2" and at + _ENTRY.size <= len(directory):
        name_length, extra, comment, *_, offset = _ENTRY.unpack_from(directory, at)[10:]
        first, end = at + _ENTRY.size, at + _ENTRY.size + name_length + extra + comment
        name = directory[first : first + name_length].decode("utf-8", "surrogateescape")
        yield name.replace("\\", "/").lower(), offset, directory[at:end]
        at = end


def _inflate(source: bytes, member: _Member) -> bytes:
    _, _, _, flags, method, _, _, check, packed, size = _ENTRY.unpack_from(member.entry)[:10]
    *_, name, extra = _LOCAL.unpack_from(source, member.start)
    begin = member.start + _LOCAL.size + name + extra
    if begin + packed > member.end or flags & _ENCRYPTED or method not in (0, _DEFLATED):
        raise ValueError("与其他部件重叠、已加密或压缩方式不支持")
    data = source[begin : begin + packed]
    if method == _DEFLATED:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size + 1)
    if len(data) != size or zlib.crc32(data) != check:
        raise ValueError("内容与校验值不符")
    return data


def _assemble(package: _Package, renewed: Mapping[str, bytes]) -> bytes:
    """The zip with some members' contents renewed: order, names, dates and attributes stay."""
    members = sorted(package.members.items(), key=lambda item: item[1].start)
    out = bytearray(package.source[: members[0][1].start] if members else b"")
    entries: dict[str, bytes] = {}
    for name, member in members:
        entry, local = member.entry, package.source[member.start : member.end]
        offset = len(out)
        if name in renewed:
            entry, local = _renew(entry, local, renewed[name])
        fields = _ENTRY.unpack_from(entry)
        entries[name] = _ENTRY.pack(*fields[:16], offset) + entry[_ENTRY.size :]
        out += local
    directory = b"".join(entries[name] for name in package.members)
    end = _END.unpack_from(package.end_record)
    return bytes(out + directory + _END.pack(*end[:6], len(out), end[7]) + package.end_record[_END.size :])


def _renew(entry: bytes, local: bytes, content: bytes) -> tuple[bytes, bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    sums = zlib.crc32(content), len(packed), len(content)
    signature, made, needed, flags, _, *dated = _ENTRY.unpack_from(entry)
    needed, flags = max(needed, _DEFLATE_VERSION), flags & ~_DESCRIPTOR
    new_entry = _ENTRY.pack(signature, made, needed, flags, _DEFLATED, *dated[:2], *sums, *dated[5:]) + entry[_ENTRY.size :]
    signature, needed, flags, _, *dated = _LOCAL.unpack_from(local)
    if _ZIP64 in dated[3:5]:
        raise ValueError(f"工作表部件为 zip64 格式，无法改写（{_RESAVE}）")
    needed, flags = max(needed, _DEFLATE_VERSION), flags & ~_DESCRIPTOR
    new_local = _LOCAL.pack(signature, needed, flags, _DEFLATED, *dated[:2], *sums, *dated[5:])
    return new_entry, new_local + local[_LOCAL.size : _LOCAL.size + dated[5] + dated[6]] + packed


# ---- XML with byte offsets ----

_Edit = tuple[int, int, bytes]  # from, to, the bytes that stand there afterwards
_DEPTH = 5  # worksheet, sheetData, row, c, f: deeper elements are not kept
_TAG = re.compile(rb"""<([^\s/>]+)((?:[^>"'/]++|"[^"]*"|'[^']*')*+)/?>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class _Element:
    name: str  # with its prefix
    attributes: Mapping[str, str]
    start: int
    close: int  # where the end tag starts; of an empty-element tag, where that ends
    children: tuple[_Element, ...]

    @property
    def local(self) -> str:
        return self.name.rpartition(":")[2]


def _parse(part: str, xml: bytes) -> _Element:
    """Root of a part with the byte offsets of its elements; ValueError where it is not plain UTF-8 XML."""
    parser = expat.ParserCreate("UTF-8")
    stack: list[tuple[dict[str, str], int, list[_Element]]] = [({}, 0, [])]

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            raise ValueError(f"部件 {part} 的编码为 {encoding}，只支持 UTF-8（{_RESAVE}）")

    def doctype(*_: object) -> None:
        raise ValueError(f"部件 {part} 含有 DTD 声明，拒绝处理（{_RESAVE}）")

    def end(name: str) -> None:
        attributes, start, children = stack.pop()
        if len(stack) <= _DEPTH:
            stack[-1][2].append(_Element(name, attributes, start, parser.CurrentByteIndex, tuple(children)))

    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler, parser.EndElementHandler = declared, doctype, end
    parser.StartElementHandler = lambda _, attributes: stack.append((attributes, parser.CurrentByteIndex, []))
    try:
        if b"\0" in xml:  # expat reads UTF-16 without a word, whatever encoding it is told
            raise UnicodeError
        xml.decode()
        parser.Parse(xml, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise ValueError(f"部件 {part} 不是正确的 UTF-8 XML（{_RESAVE}）") from error
    return stack[0][2][0]


def _opened(xml: bytes, element: _Element) -> int:
    return _tag(xml, element).end()


def _tag(xml: bytes, element: _Element) -> re.Match[bytes]:
    tag = _TAG.match(xml, element.start)
    assert tag, "expat found an element here"
    return tag


def _is_empty_tag(xml: bytes, element: _Element) -> bool:
    return xml.startswith(b"/>", element.close - 2) and _opened(xml, element) == element.close


def _end(xml: bytes, element: _Element) -> int:
    return element.close if _is_empty_tag(xml, element) else xml.index(b">", element.close) + 1


def _with_attributes(xml: bytes, element: _Element, without: Iterable[bytes], added: str) -> bytes:
    """Start tag up to its closing bracket, some attributes left out and others added; the rest as it is spelled."""
    tag = _tag(xml, element)
    kept = (attribute[0] for attribute in _ATTRIBUTE.finditer(tag[2]) if attribute[1] not in without)
    return b"<" + tag[1] + b"".join(kept) + added.encode()


def _splice(xml: bytes, edits: Iterable[_Edit]) -> bytes:
    pieces, at = [], 0
    for start, end, piece in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [xml[at:start], piece]
        at = end
    return b"".join([*pieces, xml[at:]])


# ---- parts of the workbook ----


def _sheet_parts(package: _Package) -> dict[str, str]:
    """Member of every sheet, by the sheet's name."""
    workbook = next(
        (part for kind, part in _related(package, "").values() if kind.endswith("/officeDocument")), "xl/workbook.xml"
    )
    related = _related(package, workbook)
    sheets = (list_ for list_ in _parse(workbook, package.read(workbook)).children if list_.local == "sheets")
    return {
        sheet.attributes["name"]: related[key][1]
        for sheet in next(sheets, _Element("", {}, 0, 0, ())).children
        for attribute, key in sheet.attributes.items()
        if attribute.endswith(":id") and key in related and "name" in sheet.attributes
    }


def _related(package: _Package, part: str) -> dict[str, tuple[str, str]]:
    """Type and member by relationship id of one part ("" is the package)."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    return {
        item.attributes.get("Id", ""): (item.attributes.get("Type", ""), _resolve(folder, target))
        for item in _parse(listing, package.read(listing)).children
        if (target := item.attributes.get("Target"))
    }


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/").lower()


# ---- one sheet ----


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    xml: bytes
    prefix: str  # of its elements: "" or such as "x:"
    data: _Element
    columns: tuple[_Element, ...]
    arrays: tuple[tuple[int, int, int, int], ...]  # top, left, bottom, right of array formulas and data tables
    overwrite: bool
    chained: bool  # the workbook holds a calculation chain


def _sheet(name: str, part: str, xml: bytes, overwrite: bool, chained: bool) -> _Sheet:
    root = _parse(part, xml)
    prefix = root.name.removesuffix("worksheet")
    data = [child for child in root.children if child.name == f"{prefix}sheetData"]
    if root.local != "worksheet" or len(data) != 1:
        raise ValueError(f"“{name}”不是普通工作表，不能改写单元格（请选择其他工作表）")
    columns = tuple(column for child in root.children if child.name == f"{prefix}cols" for column in child.children)
    formulas = (inner.attributes for row in data[0].children for cell in row.children for inner in cell.children)
    areas = (each.get("ref", "").partition(":") for each in formulas if each.get("t") in ("array", "dataTable"))
    try:
        arrays = tuple((*a1.parse(first), *a1.parse(last or first)) for first, _, last in areas)
    except ValueError as error:
        raise ValueError(f"“{name}”中数组公式的区域“{error}”无法识别（{_RESAVE}）") from None
    return _Sheet(name, xml, prefix, data[0], columns, arrays, overwrite, chained)


def _sheet_edits(sheet: _Sheet, cells: Mapping[tuple[int, int], Change], heights: Mapping[int, Decimal]) -> Iterable[_Edit]:
    rows = _numbered(sheet, sheet.data, "row", lambda reference: int(reference) - 1)
    fresh = []
    for row, changes in _by_row(sheet, cells, heights).items():
        height = _height(sheet, row, heights[row]) if row in heights else ""
        if row in rows:
            yield from _row_edits(sheet, rows[row], row, changes, height)
        elif (added := list(_new_cells(sheet, None, row, changes))) or height:
            tag = f'<{sheet.prefix}row r="{row + 1}"{height}'.encode()
            fresh.append((row, _element(tag, f"{sheet.prefix}row", b"".join(piece for _, piece in added))))
    yield from _additions(sheet.xml, sheet.data, rows, fresh)


def _by_row(
    sheet: _Sheet, cells: Mapping[tuple[int, int], Change], heights: Mapping[int, Decimal]
) -> dict[int, dict[int, Change]]:
    wanted: dict[int, dict[int, Change]] = {row: {} for row in sorted({*heights, *(row for row, _ in cells)})}
    for row, column in sorted(cells):
        wanted[row][column] = cells[row, column]
    if any(not (0 <= row < a1.MAX_ROW and 0 <= column < a1.MAX_COLUMN) for row in wanted for column in (0, *wanted[row])):
        raise ValueError(f"{sheet.name}：要改写的单元格超出工作表范围（请核对行号与列号）")
    return wanted


def _numbered(sheet: _Sheet, parent: _Element, name: str, number: Callable[[str], int]) -> dict[int, _Element]:
    """Rows or cells by number from 0; one without ``r`` follows the one before it (ECMA-376 part 1, 18.3.1.4, 18.3.1.73)."""
    found: dict[int, _Element] = {}
    last = -1
    for child in parent.children:
        if child.local == "extLst":
            continue
        reference = child.attributes.get("r")
        try:
            place = last + 1 if reference is None else number(reference)
        except ValueError:
            place = -1
        if child.name != sheet.prefix + name or place <= last:
            raise ValueError(f"“{sheet.name}”中 {child.name} {reference or ''} 的位置有误或次序颠倒（{_RESAVE}）")
        found[place] = child
        last = place
    return found


def _row_edits(sheet: _Sheet, element: _Element, row: int, changes: Mapping[int, Change], height: str) -> Iterable[_Edit]:
    def column_of(reference: str) -> int:
        found, column = a1.parse(reference)
        return column if found == row else -1

    present = _numbered(sheet, element, "c", column_of)
    for column in changes.keys() & present.keys():
        cell = present[column]
        yield cell.start, _end(sheet.xml, cell), _cell(sheet, row, column, changes[column], cell)
    missing = {column: change for column, change in changes.items() if column not in present}
    yield from _additions(sheet.xml, element, present, list(_new_cells(sheet, element, row, missing)), height)


def _new_cells(sheet: _Sheet, element: _Element | None, row: int, changes: Mapping[int, Change]) -> Iterable[tuple[int, bytes]]:
    for column, change in changes.items():
        if not change.typed or change.value not in (None, ""):  # where nothing stands there is nothing to clear
            yield column, _cell(sheet, row, column, change, None, _inherited_style(sheet, element, column))


def _additions(
    xml: bytes, parent: _Element, present: Mapping[int, _Element], fresh: Iterable[tuple[int, bytes]], height: str = ""
) -> Iterable[_Edit]:
    """Puts new children behind their forerunners, and a new height into the parent's start tag."""
    fresh = list(fresh)
    tag = _with_attributes(xml, parent, [b"ht"] if height else [], height)
    if _is_empty_tag(xml, parent):
        if fresh or height:
            yield parent.start, parent.close, _element(tag, parent.name, b"".join(piece for _, piece in fresh))
        return
    opened, numbers = _opened(xml, parent), list(present)
    if height:
        yield parent.start, opened, tag + b">"
    for number, piece in fresh:
        before = bisect_left(numbers, number)
        at = _end(xml, present[numbers[before - 1]]) if before else opened
        yield at, at, piece


def _inherited_style(sheet: _Sheet, row: _Element | None, column: int) -> str:
    """A new cell looks like its row, else like its column, as in Excel."""
    if row and "s" in row.attributes and row.attributes.get("customFormat") in ("1", "true"):
        return f' s="{row.attributes["s"]}"'
    for each in (column_.attributes for column_ in sheet.columns):
        if "style" in each and int(each.get("min", 0)) <= column + 1 <= int(each.get("max", 0)):
            return f' s="{each["style"]}"'
    return ""


def _element(tag: bytes, name: str, body: bytes) -> bytes:
    return tag + b">" + body + f"</{name}>".encode() if body else tag + b"/>"


# ---- one cell ----

_LONGEST_TEXT, _HIGHEST_ROW = 32_767, Decimal("409.5")  # Excel specifications and limits
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 part 1, 22.9.2.19 ST_Xstring
_FRAGILE_SPACE = re.compile(r"^\s|\s$|[\t\n]|  ")


def _cell(sheet: _Sheet, row: int, column: int, change: Change, cell: _Element | None, style: str = "") -> bytes:
    formula = next((child for child in cell.children if child.name == f"{sheet.prefix}f"), None) if cell else None
    try:
        _permit(sheet, row, column, change, formula)
        kind, body = _content(change, sheet.prefix)
    except ValueError as error:
        raise ValueError(f"{sheet.name}!{a1.spell(row, column)}：{error}") from None
    if not cell:
        return _element(f'<{sheet.prefix}c r="{a1.spell(row, column)}"{style}{kind}'.encode(), f"{sheet.prefix}c", body)
    kept = sheet.xml[formula.start : _end(sheet.xml, formula)] if formula and not change.typed else b""
    # vm points to a rich value that the old content had
    return _element(_with_attributes(sheet.xml, cell, [b"t", b"vm"], kind), cell.name, kept + body)


def _permit(sheet: _Sheet, row: int, column: int, change: Change, formula: _Element | None) -> None:
    in_array = any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in sheet.arrays)
    if not change.typed:
        if not formula and not in_array:
            raise ValueError("没有公式，不能只更新计算结果（请按填写处理）")
        return
    if in_array:
        raise ValueError("属于数组公式或模拟运算表，不能单独改写（请在 WPS 或 Excel 中修改整个区域）")
    if not formula:
        return
    if not sheet.overwrite:
        raise ValueError("是公式单元格，不能填写（请填写其他单元格，公式会自动计算）")
    if "ref" in formula.attributes:
        raise ValueError("是共享公式的首格，改写会损坏同组公式（请在 WPS 或 Excel 中修改）")
    if sheet.chained:  # Excel offers to repair a file whose chain lists a cell that has no formula
        raise ValueError("文件带有计算链，不能去掉公式（请在 WPS 或 Excel 中修改）")


def _content(change: Change, prefix: str) -> tuple[str, bytes]:
    """The ``t`` attribute and what stands in the cell after the formula."""
    match change.value:
        case None | "":
            return ("", b"") if change.typed else (' t="str"', f"<{prefix}v></{prefix}v>".encode())
        case bool(truth):
            return ' t="b"', f"<{prefix}v>{truth:d}</{prefix}v>".encode()
        case Decimal() as number:
            return "", f"<{prefix}v>{_plain(number)}</{prefix}v>".encode()
        case str(text):
            space = ' xml:space="preserve"' if _FRAGILE_SPACE.search(text) else ""
            if change.typed:
                return ' t="inlineStr"', f"<{prefix}is><{prefix}t{space}>{_text(text)}</{prefix}t></{prefix}is>".encode()
            return ' t="str"', f"<{prefix}v{space}>{_text(text)}</{prefix}v>".encode()
        case other:
            raise TypeError(f"Change.value: {type(other).__name__}")


def _text(text: str) -> str:
    if bad := _UNWRITABLE.search(text):
        raise ValueError(f"第 {bad.start() + 1} 个字符是控制字符 U+{ord(bad[0]):04X}，表格中不能保存（请删除该字符）")
    if (length := len(text.encode("utf-16-le")) // 2) > _LONGEST_TEXT:
        raise ValueError(f"文字长 {length} 个字符，超过 Excel 的上限 {_LONGEST_TEXT}（请缩短文字）")
    return escape(_LOOKS_ESCAPED.sub("_x005F_", text))


def _plain(number: Decimal) -> str:
    """The shortest digits without exponent that read back as the double nearest to the number."""
    double = float(number) if number.is_finite() else math.inf
    if math.isinf(double):
        raise ValueError(f"数值 {number} 不是 Excel 能保存的数（请核对数值）")
    shortest = Decimal(repr(double or 0.0))  # `or` turns -0.0 into 0.0
    return f"{shortest.to_integral_value() if shortest == shortest.to_integral_value() else shortest:f}"


def _height(sheet: _Sheet, row: int, points: Decimal) -> str:
    if not (points.is_finite() and 0 <= points <= _HIGHEST_ROW):
        raise ValueError(f"{sheet.name} 第 {row + 1} 行：行高 {points} 磅不在 0 至 {_HIGHEST_ROW} 之间（请调整行高）")
    return f' ht="{_plain(points)}"'
