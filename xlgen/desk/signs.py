"""Which signs the system and the screen can show: Chinese names and sentences come out as they are, or do not."""

from __future__ import annotations

import locale
import sys
from collections.abc import Iterator

from xlgen.desk.records import Desk, Fact

SHOWN = "绩效自评√"
CHINESE_PAGES = frozenset(["cp936", "gbk", "gb2312", "gb18030", "utf-8", "cp65001"])


def facts_of(desk: Desk) -> Iterator[Fact]:
    """Of names of files, of the screen, and of programs on Windows that know code pages only."""
    names = sys.getfilesystemencoding()
    remedy = "" if can_say(names) else "中文名称的文件读写不了。请先运行 export LC_ALL=C.UTF-8，再试一次"
    yield Fact("文件名的编码", names, remedy)
    screen = getattr(sys.stdout, "encoding", None) or names
    remedy = "" if can_say(screen) else "中文会变成问号。Windows 请先运行 chcp 936，麒麟、统信请先运行 export LC_ALL=C.UTF-8"
    yield Fact("屏幕的编码", screen, remedy)
    if desk.is_windows:
        page = locale.getencoding().lower()
        remedy = (
            ""
            if page in CHINESE_PAGES
            else "Excel 加载项的提示会是乱码。控制面板 → 区域 → 管理 → 更改系统区域设置，选“中文(简体，中国)”"
        )
        yield Fact("系统的代码页", page, remedy)


def can_say(encoding: str) -> bool:
    """Whether our sentences can be printed in it."""
    try:
        return bool(SHOWN.encode(encoding))
    except (LookupError, UnicodeError):
        return False
