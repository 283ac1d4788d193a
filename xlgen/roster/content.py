"""The bytes of a file that is to be a project list; what is none is refused with its name and what it should be."""

from __future__ import annotations

from pathlib import Path

from xlgen.errors import Refused, XlgenError
from xlgen.files.paths import path_of
from xlgen.workbook.ooxml.guard import LIST_LIMITS, load
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import WorkbookRecord

WANTED = "项目清单是 xlgen roster 生成的 .xlsx"


def roster_content(path: Path | str) -> tuple[bytes, WorkbookRecord]:
    """A project list's bytes and its workbook. XlgenError where nothing is there, or a folder; Refused where it is no workbook."""
    path = path_of(path)
    if not path.exists():
        raise XlgenError(f"没有这个文件或文件夹：{path}")
    if path.is_dir():
        raise XlgenError(f"{path} 是文件夹，不是项目清单，这里要一个文件（{WANTED}；文件夹里的表用 xlgen check 校验）")
    try:
        content = load(path, LIST_LIMITS)
        return content, read_workbook(content, LIST_LIMITS)
    except Refused as refusal:
        reason = f"{path} 不能作项目清单，{refusal.reason}"
        raise Refused(refusal.code, reason, f"{WANTED}；别处导出的、.xls、.csv，用 xlgen roster --from {path} 带过来") from None
