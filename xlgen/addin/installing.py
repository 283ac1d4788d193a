"""Add-ins put where their program looks for them, and taken away again; what others have there stays, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

from xlgen.addin.excel import NAME as XLAM
from xlgen.addin.excel import xlam
from xlgen.addin.login import name, start_at_login
from xlgen.addin.places import Places
from xlgen.addin.publishing import EMPTY, with_line, without_line
from xlgen.addin.wps import PUBLISH, contents, folder_name, is_ours, publish_line
from xlgen.errors import XlgenError
from xlgen.files.saving import write_together, write_whole

PROGRAMS = {"wps": "WPS 表格", "excel": "Excel"}
NO_PLACE = {
    "wps": "这个系统上的 WPS 没有公开的加载项位置，装不了。不用加载项也能做同样的事：xlgen check、xlgen mark",
    "excel": "加载项的按钮只在 Windows 的 Excel 里起作用，这台电脑不是 Windows。不用加载项也能做同样的事：xlgen check、xlgen mark",
}
LATER = {
    "wps": "请退出 WPS（Windows 右下角的 WPS 图标也要退出）再打开；麒麟、统信上 WPS 会在后台预先装载，请注销再登录一次，"
    "或在终端运行 quickstartoffice restart。第一次打开若问是否允许加载项 xlgen，点允许，再退出、打开一次。",
    "excel": "请关掉所有 Excel 窗口再打开。",
}


def install(target: str, found: Places, at_login: bool = False, folder: Path | None = None) -> list[str]:
    """What was done, in sentences. XlgenError where there is no place for it or another's list cannot be kept; then nothing was."""
    place = _place(target, found, folder)
    if at_login and found.login is None:
        raise XlgenError("这个系统不会安排登录时启动，请去掉 --at-login，用的时候自己运行 xlgen bridge watch")
    done = _install_wps(place) if target == "wps" else _install_excel(place)
    if at_login and found.login is not None:
        done.append(f"登录时自动打开守候：{start_at_login(found.login, found.is_windows)}（不要了，删掉这个文件即可）。")
    return [*done, LATER[target]]


def remove(target: str, found: Places, folder: Path | None = None) -> list[str]:
    """What was taken away, in sentences; the start at login goes with the last of the two add-ins."""
    place = _place(target, found, folder)
    done = _remove_wps(place) if target == "wps" else _remove_excel(place)
    other = found.of("excel" if target == "wps" else "wps")
    start = found.login / name(found.is_windows) if found.login else None
    if start and start.is_file() and not (other and _is_installed(other)):
        start.unlink()
        done.append(f"登录时不再自动打开守候：已删除 {start}。")
    return done or [f"{PROGRAMS[target]}里没有装过 xlgen 的加载项，没有改动（看的是 {place}）。"]


def _place(target: str, found: Places, folder: Path | None) -> Path:
    place = folder or found.of(target)
    if place is None:
        raise XlgenError(NO_PLACE[target])
    return place


def _is_installed(place: Path) -> bool:
    return (place / XLAM).is_file() or bool(_own_folders(place))


# ---- WPS ------------------------------------------------------------------------------------------------------------


def _install_wps(place: Path) -> list[str]:
    if not place.parent.is_dir():
        raise XlgenError(
            f"没有找到 WPS 的文件夹 {place.parent}。请先打开一次 WPS 再退出；WPS 装在别处的，用 --folder 写明 jsaddons 文件夹"
        )
    listed = _listed(place)
    merged = with_line(EMPTY if listed is None else listed, publish_line(), str(place / PUBLISH))
    for old in _own_folders(place):
        shutil.rmtree(old)
    if (place / folder_name()).exists():
        raise XlgenError(f"{place / folder_name()} 已经存在，不是 xlgen 的加载项，不会覆盖。请先把它移走")
    write_together(place, {f"{folder_name()}/{path}": content for path, content in contents().items()})
    try:
        write_whole(place / PUBLISH, merged)
    except Exception:  # what no list names is of no use
        shutil.rmtree(place / folder_name(), ignore_errors=True)
        raise
    others = "，别的加载项的几行没有动" if listed is not None and without_line(merged) != EMPTY else ""
    return [f"已装到 {place / folder_name()}，并登记在 {place / PUBLISH}{others}。"]


def _remove_wps(place: Path) -> list[str]:
    done, listed = [], _listed(place)
    left = None if listed is None else without_line(listed)
    if left is not None and left != listed:
        if left == EMPTY:
            (place / PUBLISH).unlink()
        else:
            write_whole(place / PUBLISH, left)
        done.append(f"已从 {place / PUBLISH} 里去掉 xlgen 的一行。")
    for old in _own_folders(place):
        shutil.rmtree(old)
        done.append(f"已删除 {old}。")
    if done and not any(place.iterdir()):
        place.rmdir()
    return done


def _listed(place: Path) -> bytes | None:
    path = place / PUBLISH
    return path.read_bytes() if path.is_file() else None


def _own_folders(place: Path) -> list[Path]:
    """Folders of this add-in, of whatever version."""
    return [path for path in sorted(place.glob("xlgen_*")) if is_ours(path)]


# ---- Excel ----------------------------------------------------------------------------------------------------------


def _install_excel(place: Path) -> list[str]:
    was_there = (place / XLAM).is_file()
    write_whole(place / XLAM, xlam())
    return [f"已装到 {place / XLAM}{'，原来的一份已换成这一版' if was_there else ''}。"]


def _remove_excel(place: Path) -> list[str]:
    path = place / XLAM
    if not path.is_file():
        return []
    path.unlink()
    return [f"已删除 {path}。"]
