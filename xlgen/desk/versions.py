"""Which programs xlgen runs on: its own version, Python and the packages it needs."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from xlgen.desk.records import Desk, Fact

TRIED = (3, 11)  # what the tests run with: pyproject.toml, classifiers
WITHOUT = {
    "xlwings": "校验、修复、汇总不受影响，标注和加载项用不了",
    "pywin32": "对打开着的 Excel 做的命令和 Excel 加载项用不了",
    "openpyxl": "xlgen 自己不用它，只有自己写的程序要用",
}


def facts_of(desk: Desk) -> Iterator[Fact]:
    """xlgen, Python, and each package with its version."""
    now = sys.version_info[:2]
    said = f"xlgen {version('xlgen')}，Python {platform.python_version()}（{platform.architecture()[0].removesuffix('bit')} 位），{_system(desk)}"
    untried = "" if now == TRIED else f"；自动测试用的是 Python {TRIED[0]}.{TRIED[1]}"
    yield Fact("版本", f"{said}{untried}")
    known = {name: _version(name) for name in _needed(desk)}
    missing = [name for name, found in known.items() if found is None]
    yield Fact("软件包", "，".join(f"{name} {found}" for name, found in known.items() if found))
    for name in missing:
        yield Fact(
            "软件包", f"没有 {name}", f"{WITHOUT.get(name, '要用到它的命令会停下')}；请重新安装 xlgen，把 {name} 一起装上"
        )


def _needed(desk: Desk) -> list[str]:
    """What the package says it needs, and what Excel needs on Windows."""
    lines = [line for line in requires("xlgen") or () if "extra ==" not in line]
    names = [re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0] for line in lines]
    return [*names, *(["pywin32"] if desk.is_windows else [])]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _system(desk: Desk) -> str:
    if desk.system.startswith("linux"):
        try:
            return f"{platform.freedesktop_os_release().get('PRETTY_NAME', 'Linux')}（{platform.machine()}）"
        except OSError:
            pass
    return f"{platform.system()} {platform.release()}（{platform.machine()}）"
