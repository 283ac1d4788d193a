"""The VBA project of the add-in: read back by other readers as it was written, byte for byte the same each time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path
from random import Random

import olefile
import pytest
import xlwings
from oletools.olevba import decompress_stream
from pyopenvba.vba import decompress

from xlgen.addin.cfb import compound_file
from xlgen.addin.compression import compress
from xlgen.addin.excel import modules
from xlgen.addin.modules import WORKBOOK, ModuleKind, document, read_module
from xlgen.addin.ovba import dir_stream, encrypted, vba_project
from xlgen.errors import XlgenError

XLWINGS = Path(xlwings.__file__).parent
NOISE = Random(1).randbytes(8192)
NOBODY = 0xFFFFFFFF

# --- compression


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        b"ab" * 2,
        b"a" * 4095,
        b"a" * 4096,
        b"a" * 4097,
        b"a" * 9000,
        NOISE[:100],
        NOISE[:3640],  # noise of 3641 to 4095 bytes is what the format itself cannot hold
        NOISE[:4096],
        NOISE,
        NOISE[:300] * 40,
        "“自评表”".encode("gbk") * 2000,
        (XLWINGS / "xlwings_custom_addin.bas").read_bytes(),
        (XLWINGS / "addin" / "WebHelpers.bas").read_bytes(),
    ],
    ids=lambda data: f"{data[:6]!r} {len(data)}",
)
def test_compressed_bytes_come_back_whole_in_both_readers(data):
    packed = compress(data)
    assert bytes(decompress_stream(bytearray(packed))) == data
    assert decompress(packed) == data


@pytest.mark.parametrize(
    ("data", "packed"),  # [MS-OVBA] 3.2.1 and 3.2.3
    [
        (b"abcdefghijklmnopqrstuv.", "01 19B0 00 6162636465666768 00 696A6B6C6D6E6F70 00 7172737475762E"),
        (b"a" * 73, "01 03B0 02 61 4500"),
    ],
)
def test_the_examples_of_the_specification_come_out_byte_by_byte(data, packed):
    assert compress(data) == bytes.fromhex(packed.replace(" ", ""))


def test_the_example_that_leaves_a_choice_takes_the_nearest_of_equal_runs():
    data = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    common = "012FB000 2361616162636465 82660070 616768696A01 3808616B6C {} 6D6E6F70067102 70 {} 7273747576 107778797A {}"
    theirs, nearest = (  # [MS-OVBA] 3.2.2; three of its copies go one or two bytes farther back than 2.4.1.3.19.4 asks for
        bytes.fromhex(common.format(*copies)) for copies in [("0030", "0410", "003C"), ("0020", "0400", "002C")]
    )
    assert bytes(decompress_stream(bytearray(theirs))) == data
    assert compress(data) == nearest


def test_vba_source_shrinks_as_much_as_that_of_excel():
    source = (XLWINGS / "xlwings_custom_addin.bas").read_bytes()
    assert len(compress(source)) < len(source) * 0.45


# --- compound file


def entries(content: bytes) -> list[olefile.olefile.OleDirectoryEntry]:
    with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_POTENTIAL) as ole:
        assert ole.parsing_issues == []
        return list(ole.direntries)


def streams(content: bytes) -> dict[str, bytes]:
    with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_POTENTIAL) as ole:
        return {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4095, 4096, 4097, 60_000, 70_000, 150_000])
def test_a_stream_of_any_size_comes_back(size):
    data = (NOISE * 20)[:size]
    assert streams(compound_file({"a": data, "b": b"x"})) == {"a": data, "b": b"x"}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7, 8, 15, 16, 40, 300])
def test_many_streams_come_back(count):
    sizes = [0, 10, 64, 700, 4096, 5000]
    tree = {f"s{number}": NOISE[: sizes[number % 6]] for number in range(count)}
    assert streams(compound_file({"VBA": tree})) == {f"VBA/{name}": data for name, data in tree.items()}


@pytest.mark.parametrize("sectors", range(120, 132))
def test_the_sector_table_may_just_fill_its_own_sectors(sectors):
    content = compound_file({"a": bytes(sectors * 512)})
    [tables] = struct.unpack_from("<I", content, 44)  # [MS-CFB] 2.2: number of FAT sectors, each for 128
    assert streams(content) == {"a": bytes(sectors * 512)}
    assert len(content) // 512 - 1 <= tables * 128


@pytest.mark.parametrize("count", range(40))
def test_the_directory_is_a_red_black_tree_in_the_order_of_the_specification(count):
    names = [f"{'Bb'[number % 2]}{'x' * (number % 5)}{number}" for number in range(count)]
    listed = entries(compound_file(dict.fromkeys(names, b"")))

    def walk(at: int, parent_is_red: bool) -> tuple[list[str], int]:
        """Names in order and black entries on the way down."""
        if at == NOBODY:
            return [], 1
        entry = listed[at]
        is_red = entry.color == 0
        assert not (is_red and parent_is_red)
        (before, blacks), (after, others) = walk(entry.sid_left, is_red), walk(entry.sid_right, is_red)
        assert blacks == others
        return [*before, entry.name, *after], blacks + (not is_red)

    order, _ = walk(listed[0].sid_child, parent_is_red=True)
    assert order == sorted(names, key=lambda name: (len(name), name.upper()))  # [MS-CFB] 2.6.4


@pytest.mark.parametrize("name", ["", "a/b", "a\\b", "a:b", "a!b", "x" * 32])
def test_a_name_that_no_compound_file_can_hold_is_refused(name):
    with pytest.raises(ValueError, match="cannot be a name"):
        compound_file({name: b""})


def test_more_than_the_header_can_list_is_refused():
    with pytest.raises(ValueError, match="7 MB"):
        compound_file({"a": bytes(7_200_000)})


# --- modules

CLASS = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "Counter"
Attribute VB_Exposed = True
Public Total As Long
"""


def test_a_standard_module_keeps_its_text():
    module = read_module('Attribute VB_Name = "A1x"\nSub Go()\nEnd Sub\n', "a.bas")
    assert (module.name, module.kind) == ("A1x", ModuleKind.STANDARD)
    assert module.source == 'Attribute VB_Name = "A1x"\r\nSub Go()\r\nEnd Sub\r\n'


def test_a_class_loses_the_head_of_its_file_and_gets_its_base():
    lines = read_module(CLASS, "Counter.cls").source.split("\r\n")
    assert lines[:2] == ['Attribute VB_Name = "Counter"', 'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"']
    assert "Attribute VB_PredeclaredId = False" in lines
    assert lines[-2:] == ["Public Total As Long", ""]


def test_the_module_of_the_workbook_says_what_it_is_an_object_of():
    source = document("ThisWorkbook", WORKBOOK).source
    assert 'Attribute VB_Base = "0{00020819-0000-0000-C000-000000000046}"\r\n' in source
    assert "Attribute VB_PredeclaredId = True\r\n" in source


def test_a_character_that_gbk_lacks_is_named_with_its_line():
    with pytest.raises(XlgenError, match=r"^x\.bas 第 3 行：.*“☺”.*ChrW\(9786\)"):
        read_module('Attribute VB_Name = "X"\nSub Go()\nMsgBox "☺"\nEnd Sub\n', "x.bas")


def test_a_file_without_a_module_name_is_refused():
    with pytest.raises(XlgenError, match="VB_Name"):
        read_module("Sub Go()\nEnd Sub\n", "x.bas")


# --- project


def records(stream: bytes) -> list[tuple[int, bytes]]:
    """Records of a dir stream; PROJECTVERSION alone is longer than it says ([MS-OVBA] 2.3.4.2.1.11)."""
    found, at = [], 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HI", stream, at)
        end = at + 6 + size + (2 if kind == 0x09 else 0)
        found.append((kind, stream[at + 6 : end]))
        at = end
    return found


def project_of_xlwings() -> bytes:
    """A project made by Excel and shipped with xlwings."""
    with zipfile.ZipFile(XLWINGS / "quickstart_addin_ribbon.xlam") as package:
        return package.read("xl/vbaProject.bin")


def test_the_dir_stream_has_the_records_of_one_by_excel_in_the_same_order():
    theirs = [kind for kind, _ in records(bytes(decompress_stream(bytearray(streams(project_of_xlwings())["VBA/dir"]))))]
    control = [0x16, 0x3E, 0x33, 0x2F, 0x16, 0x3E, 0x30]  # a reference to MSForms, which we don't have
    assert control == theirs[14:21]
    standard = [document("ThisWorkbook", WORKBOOK)]
    ours = [kind for kind, _ in records(dir_stream("Project", standard))]
    one_module = theirs.index(0x22) + 2
    reference = [0x16, 0x3E, 0x0D]
    assert ours == [*theirs[:14], *reference, *theirs[21:one_module], 0x10]


def test_the_dir_stream_says_code_page_936_and_each_module_in_both_encodings():
    found = records(dir_stream("Project", modules()))
    assert (0x03, struct.pack("<H", 936)) in found
    names = [module.name for module in modules()]
    assert [data.decode("gbk") for kind, data in found if kind == 0x19] == names
    assert [data.decode("utf-16-le") for kind, data in found if kind == 0x47] == names


def test_only_version_and_no_compiled_code_is_in_the_version_stream():
    assert streams(vba_project("Project", modules()))["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61 FFFF 00 0000")


def test_the_project_stream_lists_every_module_by_kind():
    text = streams(vba_project("Project", modules()))["PROJECT"].decode("gbk")
    listed = re.findall(r"^(Document|Module|Class)=(\w+)(/&H00000000)?\r$", text, re.MULTILINE)
    assert listed == [
        ("Document", "ThisWorkbook", "/&H00000000"),
        ("Document", "Sheet1", "/&H00000000"),
        ("Module", "XlgenOutside", ""),
        ("Module", "XlgenRibbon", ""),
        ("Module", "XlgenText", ""),
    ]


def decrypted(value: str) -> tuple[int, bytes]:
    """Key and data of a CMG, DPB or GC value ([MS-OVBA] 2.4.3.3)."""
    seed, version, key, *rest = bytes.fromhex(value)
    sent, before, plain = [version, key], seed ^ key, []
    for byte in rest:
        before = byte ^ (sent[-2] + before & 0xFF)
        sent.append(byte)
        plain.append(before)
    ignored = (seed & 6) // 2
    assert seed ^ version == 2
    assert int.from_bytes(bytes(plain[ignored : ignored + 4]), "little") == len(plain) - ignored - 4
    return seed ^ key, bytes(plain[ignored + 4 :])


@pytest.mark.parametrize("project", [project_of_xlwings(), vba_project("Project", modules())], ids=["by Excel", "ours"])
def test_the_project_is_visible_and_has_no_password(project):
    text = streams(project)["PROJECT"].decode("gbk")
    key = sum(re.findall(r'^ID="(.*)"', text)[0].encode()) & 0xFF
    found = {name: decrypted(value) for name, value in re.findall(r'^(CMG|DPB|GC)="(\w+)"', text, re.MULTILINE)}
    assert found == {"CMG": (key, bytes(4)), "DPB": (key, b"\0"), "GC": (key, b"\xff")}


@pytest.mark.parametrize("seed", [0, 2, 4, 6, 0x5D, 0xFF])  # bits 1 and 2 say how many bytes to skip
def test_any_seed_of_the_encryption_is_read_back(seed):
    assert decrypted(encrypted(b"\1\2\3\4", "{A}", seed))[1] == b"\1\2\3\4"


def test_names_are_mapped_in_both_encodings():
    names = streams(vba_project("Project", [document("Sheet1", WORKBOOK)]))["PROJECTwm"]
    assert names == b"Sheet1\0" + "Sheet1\0".encode("utf-16-le") + b"\0\0"


def test_the_same_modules_give_the_same_bytes():
    assert vba_project("Project", modules()) == vba_project("Project", modules())
