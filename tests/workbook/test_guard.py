"""What a file really is, and how much of a zip is believed: at each limit and one past it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from xlgen.errors import Refused
from xlgen.workbook.ooxml.guard import (
    BORDERS,
    FORM_LIMITS,
    LIMITS,
    LIST_LIMITS,
    Budget,
    Limits,
    is_old,
    load,
    open_package,
    refuse_bomb,
)

TYPES = "[Content_Types].xml"
END = b"PK\x05\x06" + bytes(18)
LONG = "很长的名称" * 20  # 100 characters, of which 80 are told


def zipped(*members: str, text: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, text)
    return out.getvalue()


def refusal(data: bytes, limits: Limits = LIMITS) -> tuple[str, str]:
    """Code and fact."""
    with pytest.raises(Refused) as caught:
        open_package(data, limits)
    return caught.value.code, caught.value.reason.partition("：")[2]


def test_a_file_may_hold_so_much() -> None:
    assert asdict(LIMITS) == {
        "file_bytes": 67_108_864, "members": 5_000, "part_bytes": 50_331_648, "total_bytes": 134_217_728,
        "read_bytes": 134_217_728, "ratio": 150,
        "ratio_from": 4_194_304, "elements": 2_000_000, "depth": 64, "sheets": 256, "names": 50_000, "styles": 65_490, "relations": 5_000,
        "rows": 20_000, "blank_rows": 20_000, "columns": 500, "cells": 500_000, "merges": 20_000, "formula_chars": 4_194_304,
    }  # fmt: skip
    form = {"cells": 55_000, "elements": 180_000, "part_bytes": 12_582_912, "read_bytes": 25_165_824}
    assert asdict(FORM_LIMITS) == asdict(LIMITS) | form
    own = {
        "rows": 1_048_576, "cells": 6_000_000, "elements": 20_000_000, "part_bytes": 536_870_912, "total_bytes": 1_073_741_824,
        "read_bytes": 1_073_741_824,
    }  # fmt: skip
    assert asdict(LIST_LIMITS) == asdict(LIMITS) | own


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OLE, True),
        (OLE + bytes(512), True),
        (OLE + bytes(512) + ENCRYPTED, False),
        (OLE + b"EncryptedPackage", True),
        (b"\x00" + OLE, False),
        (zipped(TYPES), False),
        (b"", False),
    ],
)
def test_an_old_file_is_an_ole_container_without_an_encrypted_one(data: bytes, expected: bool) -> None:
    assert is_old(data) is expected


WHAT = [
    (b"\xff\xd8\xff\xe0", "实为图片"),
    (b"\x89PNG\r\n", "实为图片"),
    (b"%PDF-1.7", "实为PDF 文件"),
    (b"Rar!\x1a\x07", "实为RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "实为7z 压缩包"),
    (b"\x1f\x8b\x08", "实为gz 压缩包"),
    (b"a b\t\r\n\f\x1b", "实为纯文本，例如 CSV"),
    ("项目".encode("utf-16") + b"\x00", "实为纯文本，例如 CSV"),
    ("项目".encode("utf-16-be").join([b"\xfe\xff", b""]), "实为纯文本，例如 CSV"),
    (b"<?XML version='1.0'?><a/>", "实为 XML 文档"),
    (b"<Workbook xmlns='urn:schemas-microsoft-com:Office:Spreadsheet'>", "实为 Excel 2003 的 XML 表格"),
    (b"<?mso-application progid='Excel.Sheet'?>", "实为 Excel 2003 的 XML 表格"),
    (b"<HTML>", "实为网页"),
    (b"<table>", "实为网页"),
    (b"<!DOCTYPE html>", "实为网页"),
    (b"MIME-Version: 1.0", "实为网页"),
    (b" " * 4091 + b"<html", "实为网页"),  # its first 4,096 bytes are looked at
    (b" " * 4092 + b"<html", "实为纯文本，例如 CSV"),
    (b"a\x01b", "开头不是 .xlsx 应有的内容"),
]


@pytest.mark.parametrize(("data", "fact"), WHAT, ids=[f"{data[:12]!r}" for data, _ in WHAT])
def test_what_is_no_zip_is_called_what_it_is(data: bytes, fact: str) -> None:
    assert refusal(data)[1] == fact


@pytest.mark.parametrize("magic", [b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"])
def test_workbooks_of_the_nineties_are_old_ones(magic: bytes) -> None:
    assert refusal(magic + b"\x06\x00")[0] == "XG004"


@pytest.mark.parametrize("as_path", [True, False])
def test_a_file_of_as_many_bytes_as_allowed_is_loaded_and_one_of_more_is_not(tmp_path: Path, as_path: bool) -> None:
    data, file = bytes(3 << 20), tmp_path / "表.xlsx"
    file.write_bytes(data)
    assert load(file if as_path else data, Limits(file_bytes=len(data))) == data
    with pytest.raises(Refused) as caught:
        load(file if as_path else data, Limits(file_bytes=len(data) - 1))
    assert (caught.value.code, caught.value.reason.partition("：")[2]) == ("XG003", "超过 2 MB")


@pytest.mark.parametrize(
    ("error", "fact"), [(PermissionError(), "没有权限，或正被别的程序占用"), (OSError(), "系统报告 OSError")]
)
def test_a_file_that_does_not_open_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, fact: str
) -> None:
    def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Path, "open", fails)
    (file := tmp_path / "表.xlsx").touch()
    with pytest.raises(Refused) as caught:
        load(file)
    assert (caught.value.code, caught.value.reason.partition("：")[2]) == ("XG001", fact)


def test_folders_in_a_zip_are_no_parts_and_parts_go_by_small_letters_and_slashes() -> None:
    assert list(open_package(zipped(TYPES, "xl/", "XL\\Workbook.xml")).parts) == [TYPES.lower(), "xl/workbook.xml"]
    assert refusal(zipped("xl/"))[0] == "XG009"
    assert refusal(zipped("xl/a.xml")) == ("XG016", TYPES)


def patched(data: bytes, offset: int, value: int, header: bytes = b"PK\x01\x02") -> bytes:
    """Two bytes of the first entry of the directory changed."""
    at = data.index(header) + offset
    return data[:at] + value.to_bytes(2, "little") + data[at + 2 :]


TOLD = [
    (zipped(TYPES, "/" + LONG), "XG012", ("/" + LONG)[:80]),
    (zipped(TYPES, "a/../" + LONG), "XG012", ("a/../" + LONG)[:80]),
    (zipped(TYPES, "c:" + LONG), "XG012", ("c:" + LONG)[:80]),
    (zipped(TYPES, "aQb" + LONG).replace(b"aQb", b"a\0b"), "XG012", "a"),
    (patched(zipped(LONG, TYPES), 8, 0x801), "XG013", LONG[:80]),
    (patched(zipped(LONG, TYPES), 10, 12), "XG010", f"{LONG[:80]} 的压缩方式不认识"),
    (zipped(TYPES, "a" + LONG, "A" + LONG), "XG011", ("A" + LONG)[:80]),
]


@pytest.mark.parametrize(("data", "code", "fact"), TOLD, ids=[code for _, code, _ in TOLD])
def test_a_member_that_is_refused_is_named_with_eighty_characters(data: bytes, code: str, fact: str) -> None:
    assert refusal(data) == (code, fact)


@pytest.mark.parametrize(("at", "behind"), [(0, 1), (1, 0)])
def test_members_may_touch_and_not_overlap(at: int, behind: int) -> None:
    """Of a header only its fixed 30 bytes are counted: the size said may reach as far as the next member, not into it."""
    names = [LONG, TYPES] if at == 0 else [TYPES, LONG]
    data = zipped(*names, text="x" * 9)
    entry = data.index(b"PK\x01\x02") if at == 0 else data.rindex(b"PK\x01\x02")
    full = 9 + len(LONG.encode())
    touching, over = (data[: entry + 20] + size.to_bytes(4, "little") + data[entry + 24 :] for size in (full, full + 1))
    assert open_package(touching)
    assert refusal(over) == ("XG028", LONG[:80])


def test_a_zip_without_members_is_no_workbook() -> None:
    assert refusal(b"PK\x03\x04" + END)[0] == "XG009"


def test_the_parts_may_be_so_large_together() -> None:
    data = zipped(TYPES, "a", text="x" * (1 << 20))
    assert open_package(data, Limits(total_bytes=2 << 20))
    assert refusal(data, Limits(total_bytes=(2 << 20) - 1)) == ("XG014", "合计超过 1 MB")


def test_a_zip_may_have_so_many_members() -> None:
    assert open_package(zipped(TYPES, "a"), Limits(members=2))
    assert refusal(zipped(TYPES, "a"), Limits(members=1)) == ("XG014", "内部部件超过 1 个")


@pytest.mark.parametrize(
    ("size", "limits", "fact"),
    [
        (300, Limits(ratio=150, ratio_from=0), ""),
        (301, Limits(ratio=150, ratio_from=0), f"XG014 {LONG[:80]} 由 2 字节展开为 301 字节"),
        (301, Limits(ratio=150, ratio_from=300), f"XG014 {LONG[:80]} 由 2 字节展开为 301 字节"),
        (301, Limits(ratio=150, ratio_from=301), ""),
        (301, Limits(part_bytes=301), ""),
        (301, Limits(read_bytes=301), ""),
        (302, Limits(read_bytes=301), "XG014 表格内容合计超过 0 MB"),
        (3 << 20, Limits(read_bytes=2 << 20), "XG014 表格内容合计超过 2 MB"),
        (302, Limits(part_bytes=301), f"XG014 {LONG[:80]} 有 302 字节"),
    ],
)
def test_a_part_may_be_so_large_and_so_tightly_packed(size: int, limits: Limits, fact: str) -> None:
    info = zipfile.ZipInfo(LONG)
    info.file_size, info.compress_size = size, 2
    try:
        refuse_bomb(info, limits, Budget(0, 0, 0, limits.read_bytes))
        told = ""
    except Refused as caught:
        told = f"{caught.code} {caught.reason.partition('：')[2]}"
    assert told == fact


def test_a_sheet_that_is_too_large_is_told_of_blank_rows_below_the_form() -> None:
    info = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
    info.file_size = (3 << 20) + 1
    with pytest.raises(Refused) as caught:
        refuse_bomb(info, Limits(part_bytes=3 << 20), Budget(0, 0, 0, 1 << 30))
    assert (caught.value.reason.partition("：")[2], caught.value.remedy) == ("一张工作表有 3 MB", BORDERS)


@pytest.mark.parametrize(("before", "code"), [(88, "XG007"), (89, "XG009")])
def test_a_document_of_another_office_is_known_by_the_start_of_its_kind(before: int, code: str) -> None:
    assert refusal(zipped("mimetype", text="x" * before + "opendocument"))[0] == code


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "VBAPROJECT.BIN", "a/b/vbaProject.bin"])
def test_macros_are_found_in_whatever_folder(name: str) -> None:
    assert refusal(zipped(TYPES, name))[0] == "XG026"


def test_a_part_called_nearly_as_macros_is_none() -> None:
    assert open_package(zipped(TYPES, "vbaProject.bin/a.xml"))
