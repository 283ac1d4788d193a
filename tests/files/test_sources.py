"""What lies in folders and zips: forms, attachments, and what nobody looks at; nothing that was sent is left out unsaid."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import zips
from xlgen.errors import Refused
from xlgen.files import archives
from xlgen.files.sources import Gathered, gather

SENT = ("P001.xlsx", "P001.XLSX", "P002.xls", "P003.et", "下级单位/P005.xlsx", "~P006.xlsx")
NOBODYS = ("~$P001.xlsx", ".~P001.xlsx", ".~lock.P001.xlsx", ".P001.xlsx", "下级单位/~$P005.et", "Thumbs.db", "__MACOSX/P001.xlsx", "manifest.json", "register.sqlite", "register.sqlite-journal", "核实记录.jsonl")  # fmt: skip
UNSEEN = {
    "说明.txt": "不是表格",
    "P001.xlsx.bak": "不是表格",
    "附件.7z": "这种压缩包打不开，请解压后放进来",
    "附件.RAR": "这种压缩包打不开，请解压后放进来",
    "甲单位/报送清单.xlsx": "是随表下发的报送清单，不是自评表",
    "报送.eml": "是邮件，请把附件另存出来",
    "现场.jpg": "是图片",
    "回收_退回/P001.xlsx": "是退回、修复、校验写出来的，不算报送；确是报送件的，请改名",
    "下级/回收_退回2/P001.xlsx": "是退回、修复、校验写出来的，不算报送；确是报送件的，请改名",
    "回收_清除标注/P001.xlsx": "是退回、修复、校验写出来的，不算报送；确是报送件的，请改名",
    "P001_修复.xlsx": "是退回、修复、校验写出来的，不算报送；确是报送件的，请改名",
}


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).touch()
    return tmp_path


def zipped(*names: str | tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for each in names:
            name, content = each if isinstance(each, tuple) else (each, b"form")
            archive.writestr(name, content)
    return held.getvalue()


def forms(found: Gathered, below: Path) -> list[str]:
    return [each.path.relative_to(below).as_posix() for each in found.forms]


def in_zip(tmp_path: Path, *names: str | tuple[str, bytes]) -> Gathered:
    (tmp_path / "附件.zip").write_bytes(zipped(*names))
    return gather([tmp_path])


# ---- folders ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SENT)
def test_a_file_that_may_have_been_sent_is_a_form(tmp_path: Path, name: str) -> None:
    assert forms(gather([folder(tmp_path, name)]), tmp_path) == [name]


@pytest.mark.parametrize("name", NOBODYS)
def test_what_a_program_left_there_is_nothing_anybody_sent(tmp_path: Path, name: str) -> None:
    found = gather([folder(tmp_path, "P001.xlsx", name)])
    assert (forms(found, tmp_path), found.attachments, found.unseen) == (["P001.xlsx"], [], [])


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_looks_at_is_told_with_why(tmp_path: Path, name: str) -> None:
    found = gather([folder(tmp_path, name)])
    assert (found.forms, [(each.path, each.why) for each in found.unseen]) == ([], [(tmp_path / name, UNSEEN[name])])


@pytest.mark.parametrize("name", ["P001盖章扫描件.pdf", "P001.ofd", "自评报告.docx", "自评报告.wps"])
def test_scans_and_reports_are_attachments(tmp_path: Path, name: str) -> None:
    found = gather([folder(tmp_path, name)])
    assert (found.forms, [each.path for each in found.attachments], found.unseen) == ([], [tmp_path / name], [])


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("~$P001.xlsx", "P001_退回.xlsx", "P001"):
        assert forms(gather([folder(tmp_path, name) / name]), tmp_path) == [name]


def test_a_folder_of_marked_copies_is_taken_where_it_is_named(tmp_path: Path) -> None:
    folder(tmp_path, "回收_退回/P001.xlsx")
    assert forms(gather([tmp_path / "回收_退回"]), tmp_path) == ["回收_退回/P001.xlsx"]


def test_a_file_named_twice_counts_once_in_the_order_named(tmp_path: Path) -> None:
    folder(tmp_path, "P001.xlsx", "P002.xlsx")
    assert forms(gather([tmp_path / "P002.xlsx", tmp_path]), tmp_path) == ["P002.xlsx", "P001.xlsx"]


# ---- zips ---------------------------------------------------------------------------------------------------------------


def test_a_zip_stands_for_a_folder(tmp_path: Path) -> None:
    found = in_zip(tmp_path, "P002.xlsx", "内/P001.xlsx", "盖章.pdf", "说明.txt", "__MACOSX/P001.xlsx", "内/~$P001.xlsx")
    assert forms(found, tmp_path) == ["附件.zip/P002.xlsx", "附件.zip/内/P001.xlsx"]
    assert [each.path.name for each in found.attachments] == ["盖章.pdf"]
    assert [each.path.name for each in found.unseen] == ["说明.txt"]


def test_each_form_of_a_zip_has_its_own_bytes(tmp_path: Path) -> None:
    found = in_zip(tmp_path, ("P001.xlsx", b"one"), ("P002.xlsx", b"two"))
    assert [each.content(10) for each in found.forms] == [b"one", b"two"]
    assert {each.on_disk for each in found.forms} == {tmp_path / "附件.zip"}


def test_a_zip_in_a_zip_is_opened_and_one_in_that_is_told(tmp_path: Path) -> None:
    inner = zipped(("P001.xlsx", b"deep"), ("更深.zip", zipped("P002.xlsx")))
    found = in_zip(tmp_path, ("内.zip", inner))
    assert [(each.path.relative_to(tmp_path).as_posix(), each.content(9)) for each in found.forms] == [
        ("附件.zip/内.zip/P001.xlsx", b"deep")
    ]
    assert [each.why for each in found.unseen] == ["压缩包里套着压缩包，又套着压缩包，请解压后放进来"]


def test_a_workbook_called_a_zip_is_a_form(tmp_path: Path) -> None:
    assert forms(in_zip(tmp_path, "[Content_Types].xml", "xl/workbook.xml"), tmp_path) == ["附件.zip"]


@pytest.mark.parametrize("names", [(), ("空文件夹/",), ("__MACOSX/P001.xlsx", ".DS_Store")])
def test_a_zip_that_holds_nothing_is_told(tmp_path: Path, names: tuple[str, ...]) -> None:
    found = in_zip(tmp_path, *names)
    assert [(each.path.name, each.why) for each in found.unseen] == [("附件.zip", "压缩包里没有文件")]


@pytest.mark.parametrize("content", [b"", b"Rar!", zipped("P001.xlsx")[:40]])
def test_a_zip_that_cannot_be_opened_is_left_to_be_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "附件.zip").write_bytes(content)
    assert forms(gather([tmp_path]), tmp_path) == ["附件.zip"]


def test_two_members_of_one_name_are_two_forms(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        found = in_zip(tmp_path, ("P001.xlsx", b"one"), ("P001.xlsx", b"two"))
    assert [(each.path.name, each.content(3)) for each in found.forms] == [("P001.xlsx", b"one"), ("P001(2).xlsx", b"two")]


NAMES = {  # how a name stands in a zip: bytes, whether it says that they are UTF-8; how it is meant
    "code page 936": ("村级培训.xlsx".encode("gbk"), False, "村级培训.xlsx"),
    "UTF-8 that says so": ("村级培训.xlsx".encode(), True, "村级培训.xlsx"),
    "UTF-8 that does not": ("村级培训.xlsx".encode(), False, "村级培训.xlsx"),
    "a sign of which 5C is the second byte": ("誠信.xlsx".encode("gbk"), False, "誠信.xlsx"),
    "folders as Windows writes them": ("下级\\P001.xlsx".encode("gbk"), False, "下级/P001.xlsx"),
    "out of the folder": (b"../../P001.xlsx", False, "P001.xlsx"),
    "from the root": (b"/etc/P001.xlsx", False, "etc/P001.xlsx"),
    "of a drive": (b"C:\\P001.xlsx", False, "C_/P001.xlsx"),
}


@pytest.mark.parametrize("case", NAMES)
def test_names_in_a_zip_are_read_as_they_were_meant(tmp_path: Path, case: str) -> None:
    raw, says_so, meant = NAMES[case]
    (tmp_path / "附件.zip").write_bytes(zips.zipped({raw: b"form"}, says_utf_8=says_so))
    assert forms(gather([tmp_path]), tmp_path) == [f"附件.zip/{meant}"]


def test_a_member_too_large_is_cut_one_byte_beyond_what_is_asked_for(tmp_path: Path) -> None:
    [form] = in_zip(tmp_path, ("P001.xlsx", b"x" * 100)).forms
    assert form.content(10) == b"x" * 11


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "附件.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("P001.xlsx", bytes(archives.RATIO_FROM + 1))
    [form] = gather([tmp_path]).forms
    with pytest.raises(Refused, match="展开"):
        form.content(1 << 30)


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_how_many_members_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, refused: bool) -> None:
    monkeypatch.setattr(archives, "MEMBERS", 3)
    found = in_zip(tmp_path, *(f"P{n}.xlsx" for n in range(3 + more)))
    assert [each.problem is not None for each in found.forms] == ([True] if refused else [False] * 3)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    held = bytearray(zipped("P001.xlsx"))
    held[6] |= 1
    held[held.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "附件.zip").write_bytes(held)
    [form] = gather([tmp_path]).forms
    with pytest.raises(Refused) as refusal:
        form.content(10)
    assert refusal.value.code == "XG013"
