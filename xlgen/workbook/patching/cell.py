"""One cell of a sheet's part, written anew: what may be changed, and the bytes that stand there then."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from xml.sax.saxutils import escape

from xlgen.excel_limits import MAX_FORMULA, MAX_HEIGHT_IN_FILE, MAX_TEXT
from xlgen.workbook import addresses as a1
from xlgen.workbook.opc.xml import Element, enclose, end_of, with_attributes
from xlgen.workbook.patching.sheet_part import SheetPart

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 part 1, 22.9.2.19 ST_Xstring
_STYLE, _TAG_END = re.compile(rb"""(\ss\s*=\s*["'])[^"']*(["'])"""), re.compile(rb"(?<!\s)\s*+/?>?\Z")
HOLDS_FORMULA = "是公式单元格，不能填写（请填写其他单元格，公式会自动计算）"
_FRAGILE_SPACE = re.compile(r"^\s|\s$|[\t\n]|  ")


class NotWritable(ValueError):
    """A change that a cell does not allow: at which ``place`` (自评表!G8), and ``why``, in words for people."""

    def __init__(self, place: str, why: str) -> None:
        self.place, self.why = place, why
        super().__init__(f"{place}：{why}")


@dataclass(frozen=True, slots=True)
class Change:
    """New content of a cell: number, text (written as text whatever it looks like), truth value; None or "" is blank.

    ``typed=False`` replaces only the result stored with a formula, as recalculation would; the formula stays. With
    ``formula`` (no ``=``) the cell gets that formula, and ``value`` is its result. ``kept``: the content stays, only the
    look changes. ``style`` is a style number, -1 for none said, None for the one the cell has; ``vanishes``: a cell
    without content is taken out.
    """

    value: Decimal | str | bool | None
    typed: bool = True
    formula: str = ""
    style: int | None = None
    kept: bool = False
    vanishes: bool = False


def cell_bytes(sheet: SheetPart, row: int, column: int, change: Change, cell: Element | None, style: str = "") -> bytes:
    """The ``<c>`` element with the change made; ValueError, in words for people, where it is not allowed."""
    formula = next((child for child in cell.children if child.name == f"{sheet.prefix}f"), None) if cell else None
    try:
        _permit(sheet, row, column, change, formula)
        kind, body = content_of_cell(change, sheet.prefix)
        if change.formula:
            body = f"<{sheet.prefix}f>{_text(change.formula)}</{sheet.prefix}f>".encode() + body
    except ValueError as error:
        raise NotWritable(f"{sheet.name}!{a1.spell(row, column)}", str(error)) from None
    if not cell:
        style = style if change.style is None else f' s="{change.style}"' if change.style >= 0 else ""
        return enclose(f'<{sheet.prefix}c r="{a1.spell(row, column)}"{style}{kind}'.encode(), f"{sheet.prefix}c", body)
    kept = sheet.xml[formula.start : end_of(sheet.xml, formula)] if formula and not change.typed else b""
    # vm points to a rich value that the old content had
    tag = restyled(with_attributes(sheet.xml, cell, [b"t", b"vm"], kind), change.style)
    return enclose(tag, cell.name, kept + body)


def restyled(tag: bytes, style: int | None) -> bytes:
    """A cell's start tag with another style number, where the old one stood or else last; -1 takes it out."""
    if style is None:
        return tag
    if style < 0:
        return _STYLE.sub(b"", tag, count=1)
    number = b"%d" % style
    if _STYLE.search(tag):
        return _STYLE.sub(lambda said: said[1] + number + said[2], tag, count=1)
    return _TAG_END.sub(lambda end: b' s="' + number + b'"' + end[0], tag, count=1)


def require_writable(place: str, change: Change) -> None:
    """NotWritable where no cell can hold what this one should."""
    try:
        content_of_cell(change, "")
        if change.formula:
            _require_formula(change.formula)
    except ValueError as error:
        raise NotWritable(place, str(error)) from None


def _require_formula(formula: str) -> None:
    """ValueError where applications would not take a formula at all: a file that holds it would have to be repaired."""
    bare = re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", _text(formula))
    depth = list(accumulate({"(": 1, ")": -1}.get(char, 0) for char in bare))
    if len(formula) > MAX_FORMULA:
        raise ValueError(f"公式长 {len(formula)} 个字符，超过 Excel 的上限 {MAX_FORMULA}（请缩短公式）")
    if not bare.strip() or '"' in bare or min(depth) < 0 or depth[-1] or bare.rstrip()[-1] in "+-*/^&=<>,(":
        raise ValueError(f"“={formula}”不是完整的公式（请核对括号、引号；要写以 = 开头的文字，先设 number_format = '@'）")


def _permit(sheet: SheetPart, row: int, column: int, change: Change, formula: Element | None) -> None:
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
        raise ValueError(HOLDS_FORMULA)
    if "ref" in formula.attributes:
        raise ValueError("是共享公式的首格，改写会损坏同组公式（请在 WPS 或 Excel 中修改）")
    if sheet.chained:  # Excel offers to repair a file whose chain lists a cell that has no formula
        raise ValueError("文件带有计算链，不能去掉公式（请在 WPS 或 Excel 中修改）")


def content_of_cell(change: Change, prefix: str) -> tuple[str, bytes]:
    """The ``t`` attribute and what stands in the cell after the formula."""
    match change.value:
        case None | "":
            return ("", b"") if change.typed and not change.formula else (' t="str"', f"<{prefix}v></{prefix}v>".encode())
        case bool(truth):
            return ' t="b"', f"<{prefix}v>{truth:d}</{prefix}v>".encode()
        case Decimal() as number:
            return "", f"<{prefix}v>{_plain(number)}</{prefix}v>".encode()
        case str(text):
            space = ' xml:space="preserve"' if _FRAGILE_SPACE.search(text) else ""
            if change.typed and not change.formula:
                return ' t="inlineStr"', f"<{prefix}is><{prefix}t{space}>{_text(text)}</{prefix}t></{prefix}is>".encode()
            return ' t="str"', f"<{prefix}v{space}>{_text(text)}</{prefix}v>".encode()
        case other:
            raise TypeError(f"Change.value: {type(other).__name__}")


def cleaned(text: str) -> str:
    """A text as a cell can hold it: line ends as Excel has them, control characters left out."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _text(text: str) -> str:
    if bad := _UNWRITABLE.search(text):
        raise ValueError(f"第 {bad.start() + 1} 个字符是控制字符 U+{ord(bad[0]):04X}，表格中不能保存（请删除该字符）")
    if (length := len(text.encode("utf-16-le")) // 2) > MAX_TEXT:
        raise ValueError(f"文字长 {length} 个字符，超过 Excel 的上限 {MAX_TEXT}（请缩短文字）")
    return escape(_LOOKS_ESCAPED.sub("_x005F_", text))


def _plain(number: Decimal) -> str:
    """The shortest digits without exponent that read back as the double nearest to the number."""
    double = float(number) if number.is_finite() else math.inf
    if math.isinf(double):
        raise ValueError(f"数值 {number} 不是 Excel 能保存的数（请核对数值）")
    shortest = Decimal(repr(double or 0.0))  # `or` turns -0.0 into 0.0
    return f"{shortest.to_integral_value() if shortest == shortest.to_integral_value() else shortest:f}"


def height_attribute(sheet: SheetPart, row: int, points: Decimal) -> str:
    """The ``ht`` of a row; ValueError where Excel has no such height."""
    if not (points.is_finite() and 0 <= points <= MAX_HEIGHT_IN_FILE):
        raise ValueError(f"{sheet.name} 第 {row + 1} 行：行高 {points} 磅不在 0 至 {MAX_HEIGHT_IN_FILE} 之间（请调整行高）")
    return f' ht="{_plain(points)}"'
