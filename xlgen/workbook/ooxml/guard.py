"""The guard before every read: what a file really is, and a zip package whose parts are safe to inflate."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from xlgen.catalogue import refuse
from xlgen.workbook.opc.zip import LARGEST_PART

_LOCAL_HEADER = 30  # bytes of a member's own header, its name left out
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.1: the stream that holds an encrypted .xlsx
_BARE_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # .xls of Excel 2–4 and from report tools, without OLE
_SHEETS = "xl/worksheets/"
BORDERS = "请选中表格下面的空行，整行删除，保存后再报；多半是边框、底色拉到了最底下"
_KINDS = {
    b"%PDF": "PDF 文件",
    b"\xff\xd8\xff": "图片",
    b"\x89PNG": "图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gz 压缩包",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold; far above any form, low enough for a few seconds and a few hundred MB.

    ``rows``, ``columns``, ``cells`` and ``merges`` concern cells with content: styled blanks cost nothing and are no fault,
    but for ``blank_rows``, one after the other, where borders were dragged to the bottom.
    ``part_bytes`` and ``total_bytes`` are inflated sizes; ``ratio`` (inflated ÷ packed) concerns parts above
    ``ratio_from`` bytes, both only parts that are inflated (no pictures), as ``read_bytes``, all of them together; ``depth`` is
    the nesting of XML. ``elements``, ``cells`` and ``formula_chars`` (the text of all formulas, shared ones written out) count
    over the whole workbook, all others over one sheet or part.
    """

    file_bytes: int = 64 << 20
    members: int = 5_000
    part_bytes: int = LARGEST_PART
    total_bytes: int = 128 << 20
    read_bytes: int = 128 << 20
    ratio: int = 150
    ratio_from: int = 4 << 20
    elements: int = 2_000_000
    depth: int = 64
    sheets: int = 256
    names: int = 50_000
    styles: int = 65_490  # Excel's own limit
    relations: int = 5_000  # of one part; a workbook has as many as sheets and a few more
    rows: int = 20_000
    blank_rows: int = 20_000
    columns: int = 500
    cells: int = 500_000
    merges: int = 20_000
    formula_chars: int = 4 << 20


LIMITS = Limits()
# Of a form that came back: whatever is done to it then (check, mark, repair), two seconds and 300 MB do (make hard). A form has
# a few hundred cells. Where it is marked, every element is read, read again with its place and held, 6 µs and 0.7 KB each: that
# is nearly all the time there is, so their number is the limit; a cell with a text is three of them.
FORM_LIMITS = replace(LIMITS, cells=55_000, elements=180_000, part_bytes=12 << 20, read_bytes=24 << 20)
# Of a project list, which the office wrote itself: ten thousand projects of twenty indicators are two million cells, and a sheet
# has no more than a million rows.
LIST_LIMITS = replace(
    LIMITS, rows=1 << 20, cells=6_000_000, elements=20_000_000, part_bytes=512 << 20, total_bytes=1 << 30, read_bytes=1 << 30
)


@dataclass(slots=True)
class Budget:
    """What is left of the limits that count over all parts of a workbook."""

    elements: int
    cells: int
    formula_chars: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Package:
    """An open zip whose members passed the guard; ``parts`` is keyed by lower-case name with ``/``, no directories."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    limits: Limits
    budget: Budget
    source: bytes  # the zip itself


def open_package(data: bytes, limits: Limits = LIMITS) -> Package:
    """The parts of a workbook, none of them inflated yet; Refused where the guard stops it."""
    _require_zip(data)
    # zipfile reads the whole directory before one can look; each entry carries this mark, so counting bounds it
    if data.count(b"PK\x01\x02") > limits.members:
        raise refuse("XG014", f"内部部件超过 {limits.members} 个")
    archive = zipfile.ZipFile(BytesIO(data))
    parts = _parts(archive, limits)
    _require_workbook(archive, parts)
    return Package(archive, parts, limits, Budget(limits.elements, limits.cells, limits.formula_chars, limits.read_bytes), data)


def load(source: Path | bytes, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file, or those given; Refused where there is no such file or it is too large."""
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if not source.is_file():
                raise refuse("XG001", "没有这个文件" if not source.exists() else "不是文件")
            with source.open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
        except PermissionError:
            raise refuse("XG001", "没有权限，或正被别的程序占用") from None
        except (OSError, ValueError) as error:
            raise refuse("XG001", f"系统报告 {type(error).__name__}") from error
    if len(data) > limits.file_bytes:
        raise refuse("XG003", f"超过 {limits.file_bytes >> 20} MB")
    return data


def is_old(data: bytes) -> bool:
    """Whether it is an OLE container, such as a .xls or .et, and no encrypted .xlsx in one."""
    return data.startswith(_OLE) and _ENCRYPTED not in data


def _require_zip(data: bytes) -> None:
    if not data:
        raise refuse("XG002")
    if data.startswith(_OLE):
        raise refuse("XG005" if _ENCRYPTED in data else "XG004")
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(_BARE_BIFF):
        raise refuse("XG004")
    kind = next((kind for magic, kind in _KINDS.items() if data.startswith(magic)), "") or _kind_of_text(data[:4096])
    raise refuse("XG008", f"实为{kind}") if kind else refuse("XG010", "开头不是 .xlsx 应有的内容")


def _kind_of_text(head: bytes) -> str:
    """What a file of plain text is; "" where the bytes are no text."""
    text = head.decode("utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1", "ignore").lower()
    if any(mark < " " and mark not in "\t\n\r\f\x1b" for mark in text):
        return ""
    if "office:spreadsheet" in text or "excel.sheet" in text:
        return " Excel 2003 的 XML 表格"
    if any(mark in text for mark in ("<html", "<table", "<!doctype html", "mime-version:")):
        return "网页"
    return " XML 文档" if "<?xml" in text else "纯文本，例如 CSV"


def _parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.replace("\\", "/")  # some writers pack with \ (read by Excel and WPS all the same)
        if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or "\0" in info.orig_filename:
            raise refuse("XG012", name[:80])
        if info.flag_bits & 0x1:
            raise refuse("XG013", name[:80])
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # zipfile inflates all others without a bound
            raise refuse("XG010", f"{name[:80]} 的压缩方式不认识")
        if name.lower() in parts:
            raise refuse("XG011", name[:80])
        if not name.endswith("/"):
            parts[name.lower()] = info
    _refuse_overlaps(archive)
    if sum(info.file_size for info in parts.values()) > limits.total_bytes:
        raise refuse("XG014", f"合计超过 {limits.total_bytes >> 20} MB")
    return parts


def _refuse_overlaps(archive: zipfile.ZipFile) -> None:
    """Refused where two members share bytes: readers that go by the directory and those that go by headers differ then."""
    members = sorted(archive.infolist(), key=lambda info: info.header_offset)
    starts = [*(info.header_offset for info in members[1:]), archive.start_dir]
    for info, start in zip(members, starts, strict=False):
        if info.header_offset + _LOCAL_HEADER + info.compress_size > start:
            raise refuse("XG028", info.filename[:80])


def refuse_bomb(info: zipfile.ZipInfo, limits: Limits, budget: Budget) -> None:
    """Refused where a part that is about to be inflated is too large, or with those before it, or packed as nothing but a bomb is.

    Pictures and thumbnails of raw pixels pack as tightly (an EMF of a seal 1:200) but nobody here inflates them, so they are
    never asked.
    """
    if info.file_size > limits.part_bytes and info.filename.lower().startswith(_SHEETS):
        raise refuse("XG014", f"一张工作表有 {info.file_size >> 20} MB", BORDERS)
    if info.file_size > limits.part_bytes:
        raise refuse("XG014", f"{info.filename[:80]} 有 {info.file_size} 字节")
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * info.compress_size:
        raise refuse("XG014", f"{info.filename[:80]} 由 {info.compress_size} 字节展开为 {info.file_size} 字节")
    budget.bytes -= info.file_size
    if budget.bytes < 0:
        raise refuse("XG014", f"表格内容合计超过 {limits.read_bytes >> 20} MB")


def _require_workbook(archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> None:
    if any(name.rpartition("/")[2] == "vbaproject.bin" for name in parts):
        raise refuse("XG026")
    if "[content_types].xml" in parts:
        return
    if "mimetype" in parts:
        with archive.open(parts["mimetype"]) as stream:
            if b"opendocument" in stream.read(100):
                raise refuse("XG007")
    raise refuse("XG016", "[Content_Types].xml") if any(name.startswith("xl/") for name in parts) else refuse("XG009")
