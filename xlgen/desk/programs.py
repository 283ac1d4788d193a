"""Which office programs are there, which of our add-ins they have, and whether somebody answers to their buttons."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from xlgen.addin.excel import NAME as XLAM
from xlgen.addin.places import places
from xlgen.addin.wps import NAME, PUBLISH, folder_name
from xlgen.desk.records import WATCHING, Desk, Fact
from xlgen.files.temporary import is_over, process_mark

EXCEL, WPS, LIBREOFFICE = "Excel", "WPS 表格", "LibreOffice"
APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
ON_WINDOWS = {EXCEL: "excel.exe", WPS: "et.exe", LIBREOFFICE: "soffice.exe"}
COMMANDS = {WPS: "et", LIBREOFFICE: "soffice"}
PLACES = {
    WPS: ["/opt/kingsoft/wps-office/office6/et", "/opt/apps/cn.wps.wps-office-pro/files/kingsoft/wps-office/office6/et", "/Applications/wpsoffice.app"],
    EXCEL: ["/Applications/Microsoft Excel.app"],
    LIBREOFFICE: ["/usr/bin/soffice", "/Applications/LibreOffice.app"],
}  # fmt: skip


def facts_of(desk: Desk, exchange: Path) -> Iterator[Fact]:
    """Programs, add-ins and helper; ``exchange`` is the folder in which add-ins leave their requests."""
    there = [name for name in (EXCEL, WPS, LIBREOFFICE) if _is_there(name, desk)]
    remedy = "" if there else "校验、汇总不需要它们；要看表、打印，请装 WPS 或 Excel"
    yield Fact("表格程序", "、".join(there) or "没有找到 Excel、WPS、LibreOffice", remedy)
    yield from _addins(desk)
    yield _helper(exchange)


def _is_there(name: str, desk: Desk) -> bool:
    if desk.is_windows:
        keys = [f"{hive}\\{APP_PATHS}\\{ON_WINDOWS[name]}" for hive in ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE")]
        return any(desk.registry(key, "") for key in keys)
    found = name in COMMANDS and shutil.which(COMMANDS[name], path=desk.settings.get("PATH", ""))
    return bool(found) or any(Path(place).exists() for place in PLACES[name])


def _addins(desk: Desk) -> Iterator[Fact]:
    found = places(desk.system, desk.settings, desk.home)
    if found.excel:
        there = (found.excel / XLAM).is_file()
        yield Fact("Excel 加载项", "已放在启动文件夹" if there else "没有放在启动文件夹（不装也能用）")
    if found.wps:
        yield _wps_addin(found.wps)


def _wps_addin(place: Path) -> Fact:
    about, ours = "WPS 加载项", sorted(path.name for path in place.glob(f"{NAME}_*") if path.is_dir())
    if not ours:
        return Fact(about, "没有装（不装也能用）")
    if folder_name() not in ours:
        said = f"装的是 {'、'.join(ours)}，xlgen 的是 {folder_name()}"
        return Fact(about, said, "请再装一次：xlgen addin install --target wps")
    if not _is_listed(place / PUBLISH, folder_name()):
        return Fact(about, f"文件夹在，{PUBLISH} 里没有写上", "请再装一次：xlgen addin install --target wps")
    return Fact(about, f"已装 {folder_name()}")


def _is_listed(publish: Path, called: str) -> bool:
    try:
        return called.encode() in publish.read_bytes()
    except OSError:
        return False


def _helper(exchange: Path) -> Fact:
    """Whether a helper waits for requests: what it wrote when it began, and whether it still lives."""
    try:
        said = json.loads((exchange / WATCHING).read_text("utf-8"))
    except FileNotFoundError:
        return Fact("守候", "没有在守候（只有用加载项的按钮时才要）")
    except (OSError, ValueError, RecursionError):
        said = None
    process = said.get("pid") if isinstance(said, dict) else None
    if not isinstance(process, int) or is_over(process_mark().partition("-")[0], process):
        return Fact("守候", "上次的守候没有正常结束，现在没有在守候", "要用加载项的按钮，请再运行一次 xlgen bridge watch")
    return Fact("守候", f"正在守候加载项的请求（进程 {process}）")
