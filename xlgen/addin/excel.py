"""The Excel add-in, ``xlgen.xlam``: ribbon and VBA modules in one file, made without Office.

Our VBA stands in ``vba/``. It starts nothing: a button leaves a request in the exchange folder, which ``xlgen bridge watch``
answers, as the WPS add-in does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlgen.addin.modules import WORKBOOK, WORKSHEET, Module, document, read_module
from xlgen.addin.ovba import vba_project
from xlgen.addin.package import parts, zipped
from xlgen.errors import XlgenError
from xlgen.files.saving import write_together
from xlgen.files.temporary import tidy

NAME = "xlgen.xlam"
_OURS = Path(__file__).parent / "vba"


def build_excel(out: Path, beside: Mapping[str, bytes] = {}) -> list[Path]:
    """Write the add-in into the folder ``out`` and say where it is; ``beside`` are further files, by name, that are there when it is.

    XlgenError where the file is there already.
    """
    path = out / NAME
    tidy(out)
    if path.exists():
        raise XlgenError(f"{path} 已经存在，不会覆盖。请换一个文件夹，或先把它移走")
    write_together(out, {**beside, NAME: xlam()})
    return [path]


def xlam() -> bytes:
    """The add-in, of the same bytes whenever and wherever it is made."""
    return zipped(parts(vba_project("XlgenAddin", modules())))


def modules() -> list[Module]:
    """All modules of the add-in, those of the workbook and its sheet first."""
    return [document("ThisWorkbook", WORKBOOK), document("Sheet1", WORKSHEET), *own_modules()]


def own_modules() -> list[Module]:
    """The modules in ``vba/``."""
    return [read_module(path.read_text("utf-8"), path.name) for path in sorted(_OURS.glob("*.bas"))]
