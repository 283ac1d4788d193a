"""Modules of a VBA project: from the text of a .bas or .cls file to the source that the project stores."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from xlgen.errors import XlgenError

# VBA knows no Unicode source: a project stores it in one code page. 936 (GBK) is that of Chinese Windows, so Chinese text
# in quotes survives there; VBA does not work with 65001 (UTF-8), and 1252, the Western page, holds no Chinese at all.
CODE_PAGE = 936
CODEC = "gbk"

WORKBOOK = "{00020819-0000-0000-C000-000000000046}"
WORKSHEET = "{00020820-0000-0000-C000-000000000046}"
_CLASS = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"  # of every class module; New fails without it


class ModuleKind(StrEnum):
    """Kind of a module, in the words of the PROJECT stream ([MS-OVBA] 2.3.1.3)."""

    DOCUMENT = "Document"
    CLASS = "Class"
    STANDARD = "Module"


@dataclass(frozen=True, slots=True)
class Module:
    """A module: ``body`` is its source without the attributes at its head, lines ended by CR LF."""

    name: str
    kind: ModuleKind
    body: str = ""
    base: str = ""  # what a document or class module is an object of

    @property
    def source(self) -> str:
        """All that the project stores, with the attributes ([MS-VBAL] 4.2) that the editor does not show."""
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.kind is not ModuleKind.STANDARD:
            is_document = self.kind is ModuleKind.DOCUMENT
            lines += [f'Attribute VB_Base = "0{self.base}"', "Attribute VB_GlobalNameSpace = False"]
            lines += ["Attribute VB_Creatable = False", f"Attribute VB_PredeclaredId = {is_document}"]
            lines += [f"Attribute VB_Exposed = {is_document}", "Attribute VB_TemplateDerived = False"]
            lines += [f"Attribute VB_Customizable = {is_document}"]
        return "".join(f"{line}\r\n" for line in lines) + self.body


def document(name: str, base: str) -> Module:
    """The module, without code, that belongs to the workbook or to a sheet; ``name`` is its codeName in the workbook's parts."""
    return Module(name, ModuleKind.DOCUMENT, base=base)


def read_module(text: str, file: str) -> Module:
    """The module in the text of a .bas or .cls file as the VBA editor exports it.

    XlgenError where the text has no name or has a character that code page 936 lacks.
    """
    lines = re.split(r"\r\n|\r|\n", text.rstrip())
    head = next((at for at, line in enumerate(lines) if not _is_head(line)), len(lines))
    name = re.search(r'^Attribute VB_Name = "([A-Za-z]\w{0,30})"', "\n".join(lines[:head]), re.MULTILINE)
    if not name:
        raise XlgenError(f'{file}：开头没有 Attribute VB_Name = "模块名"（请用 VBA 编辑器“导出文件”得到的文件）')
    for number, line in enumerate(lines, 1):
        _check_characters(line, f"{file} 第 {number} 行")
    body = "".join(f"{line}\r\n" for line in lines[head:])
    is_class = lines[0].startswith("VERSION ")
    return Module(name[1], ModuleKind.CLASS, body, _CLASS) if is_class else Module(name[1], ModuleKind.STANDARD, body)


def _is_head(line: str) -> bool:
    """True for what an exported file has before its code: VERSION, BEGIN, MultiUse, END and the module's attributes."""
    return bool(re.match(r"VERSION \d|BEGIN$|  MultiUse = |END$|Attribute VB_", line))


def _check_characters(line: str, place: str) -> None:
    try:
        line.encode(CODEC)
    except UnicodeEncodeError as error:
        lost = line[error.start]
        raise XlgenError(f"{place}：VBA 按 GBK 保存，没有“{lost}”这个字（请换一个字，或写成 ChrW({ord(lost)})）") from error
