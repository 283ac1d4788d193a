"""The Excel add-in, ``xlgen.xlam``: ribbon, VBA modules and settings in one file, made without Office.

Our VBA stands in ``vba/``. The module that starts Python is xlwings' own for custom add-ins, in which the caller is the active
workbook; it is taken from the installed xlwings, together with the Dictionary that it needs on macOS.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from xlgen.addin.modules import WORKBOOK, WORKSHEET, Module, document, read_module
from xlgen.addin.ovba import vba_project
from xlgen.addin.package import parts, zipped
from xlgen.addin.settings import PROJECT_NAME, settings
from xlgen.errors import XlgenError
from xlgen.files.saving import write_together
from xlgen.files.temporary import tidy

NAME = "xlgen.xlam"
_OURS = Path(__file__).parent / "vba"
_NAME_IN_XLWINGS = 'Public Const PROJECT_NAME As String = "myaddin"'


def build_excel(out: Path, interpreter: str = sys.executable, beside: Mapping[str, bytes] = {}) -> list[Path]:
    """Write the add-in into the folder ``out`` and say where it is; ``interpreter`` is the Python that its buttons start.

    ``beside`` are further files, by name, that are there when it is.
    XlgenError where the file is there already or xlwings is not installed.
    """
    path = out / NAME
    tidy(out)
    if path.exists():
        raise XlgenError(f"{path} 已经存在，不会覆盖。请换一个文件夹，或先把它移走")
    content = zipped(parts(vba_project("XlgenAddin", modules()), settings(interpreter)))
    write_together(out, {**beside, NAME: content})
    return [path]


def modules() -> list[Module]:
    """All modules of the add-in, those of the workbook and its sheet first."""
    return [document("ThisWorkbook", WORKBOOK), document("Sheet1", WORKSHEET), *own_modules(), *_xlwings_modules()]


def own_modules() -> list[Module]:
    """The modules in ``vba/``."""
    return [read_module(path.read_text("utf-8"), path.name) for path in sorted(_OURS.glob("*.bas"))]


def _xlwings_modules() -> list[Module]:
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise XlgenError("这里没有安装 xlwings，做不出 Excel 加载项（请运行 pip install xlwings）")
    folder = Path(spec.origin).parent
    text = (folder / "xlwings_custom_addin.bas").read_text("utf-8")
    if text.count(_NAME_IN_XLWINGS) != 1:
        raise XlgenError("安装的 xlwings 与 xlgen 不配套，做不出 Excel 加载项（请安装 xlgen 要求的 xlwings 版本）")
    text = text.replace(_NAME_IN_XLWINGS, _NAME_IN_XLWINGS.replace("myaddin", PROJECT_NAME))
    dictionary = (folder / "addin" / "Dictionary.cls").read_text("utf-8")
    return [read_module(text, "xlwings_custom_addin.bas"), read_module(dictionary, "Dictionary.cls")]
