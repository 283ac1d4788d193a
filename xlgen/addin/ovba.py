"""The file vbaProject.bin, written without Office: [MS-OVBA].

It has no compiled code: version 0xFFFF tells Office to compile the source when the project is first run (2.3.4.1).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from xlgen.addin.cfb import compound_file
from xlgen.addin.compression import compress
from xlgen.addin.modules import CODE_PAGE, CODEC, Module, ModuleKind

# Any class id would do; a constant one keeps the bytes equal.
_PROJECT_ID = "{5B0B5D9E-6E21-4E37-9D5C-3C1F7A2E8D46}"
_SEED = 0x5D  # of the encryption, meant to be random
_WIN32 = 1  # 2.3.4.2.1.1; 64-bit Office reads it as well
_ENGLISH = 0x0409  # 2.3.4.2.1.3: the one value that is allowed

# The file named in a reference is but a hint: Office goes by the class id. VBA and Excel itself need no reference.
_OLE = r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"
_OFFICE = (  # has IRibbonUI and IRibbonControl
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library"
)
_REFERENCES = {"stdole": _OLE, "Office": _OFFICE}  # 2.3.4.2.2.1: what Excel gives every new project


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """A VBA project of these modules; same modules, same bytes.

    ``name`` must differ from that of every module. The first modules should be those of the workbook and its sheets.
    """
    streams = {module.name: compress(module.source.encode(CODEC)) for module in modules}
    version = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 0)  # 2.3.4.1
    return compound_file(
        {
            "VBA": {**streams, "_VBA_PROJECT": version, "dir": compress(dir_stream(name, modules))},
            "PROJECT": _project(name, modules).encode(CODEC),
            "PROJECTwm": _names(modules),
        }
    )


def dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The dir stream before compression (2.3.4.2): project, references, modules."""
    return b"".join(
        [
            *(_long(0x01, _WIN32), _long(0x02, _ENGLISH), _long(0x14, _ENGLISH), _short(0x03, CODE_PAGE)),
            *(_record(0x04, name.encode(CODEC)), _twice(0x05, 0x40, ""), _record(0x06), _record(0x3D)),
            *(_long(0x07, 0), _long(0x08, 0), struct.pack("<HIIH", 0x09, 4, 1, 1), _twice(0x0C, 0x3C, "")),
            *(_twice(0x16, 0x3E, title) + _record(0x0D, _library(libid)) for title, libid in _REFERENCES.items()),
            *(_short(0x0F, len(modules)), _short(0x13, 0xFFFF)),
            *(_module(module) for module in modules),
            _record(0x10),
        ]
    )


def _module(module: Module) -> bytes:
    """A MODULE record (2.3.4.2.3.2); its source starts at offset 0 of its stream."""
    name = _twice(0x19, 0x47, module.name) + _twice(0x1A, 0x32, module.name)
    kind = 0x21 if module.kind is ModuleKind.STANDARD else 0x22
    rest = _twice(0x1C, 0x48, "") + _long(0x31, 0) + _long(0x1E, 0) + _short(0x2C, 0xFFFF)
    return name + rest + _record(kind) + _record(0x2B)


def _library(libid: str) -> bytes:
    """Content of a REFERENCEREGISTERED record (2.3.4.2.2.5)."""
    return struct.pack("<I", len(libid)) + libid.encode(CODEC) + bytes(6)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", kind, len(data)) + data


def _short(kind: int, value: int) -> bytes:
    return _record(kind, struct.pack("<H", value))


def _long(kind: int, value: int) -> bytes:
    return _record(kind, struct.pack("<I", value))


def _twice(kind: int, unicode_kind: int, text: str) -> bytes:
    """A text in the code page, then in UTF-16."""
    return _record(kind, text.encode(CODEC)) + _record(unicode_kind, text.encode("utf-16-le"))


def _project(name: str, modules: Sequence[Module]) -> str:
    """The PROJECT stream (2.3.1): no password, nothing hidden."""
    lines = [f'ID="{_PROJECT_ID}"', *(_listed(module) for module in modules)]
    lines += [f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    lines += [f'CMG="{encrypted(bytes(4))}"', f'DPB="{encrypted(bytes(1))}"', f'GC="{encrypted(bytes([0xFF]))}"', ""]
    lines += ["[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", ""]
    lines += ["[Workspace]", *(f"{module.name}=0, 0, 0, 0, C" for module in modules)]
    return "".join(f"{line}\r\n" for line in lines)


def _listed(module: Module) -> str:
    return f"{module.kind}={module.name}" + ("/&H00000000" if module.kind is ModuleKind.DOCUMENT else "")


def _names(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream (2.3.3): each name in the code page and in UTF-16."""
    pairs = (module.name.encode(CODEC) + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join(pairs) + b"\0\0"


def encrypted(data: bytes, project_id: str = _PROJECT_ID, seed: int = _SEED) -> str:
    """A value of CMG, DPB or GC, obfuscated as 2.4.3.2 has it: hexadecimal digits."""
    key = sum(project_id.encode()) & 0xFF
    sent, before = [seed ^ 2, seed ^ key], key  # 2 is the version
    for plain in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        sent.append(plain ^ (sent[-2] + before & 0xFF))
        before = plain
    return bytes([seed, *sent]).hex().upper()
