"""Where the work lies: whether its folder can be written to, is copied elsewhere behind one's back, is too deep or too full."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from xlgen.desk.records import Desk, Fact
from xlgen.files.obstacles import said_of_file
from xlgen.files.showing import shown_path
from xlgen.files.temporary import PREFIX

# How programs that copy a folder elsewhere call the folder they watch, in lower case: part of a name on the path.
SYNCED = {
    "onedrive": "OneDrive", "wps云盘": "WPS 云盘", "wps网盘": "WPS 云盘", "wpsdrive": "WPS 云盘", "wps cloud files": "WPS 云盘", "kdocs": "WPS 云盘",
    "坚果云": "坚果云", "nutstore": "坚果云", "百度网盘": "百度网盘", "baidunetdisk": "百度网盘", "baidusyncdisk": "百度网盘", "阿里云盘": "阿里云盘",
    "微云": "腾讯微云", "dropbox": "Dropbox", "google drive": "Google Drive", "icloud": "iCloud", "群晖": "群晖网盘", "synologydrive": "群晖网盘",
    "nextcloud": "Nextcloud", "wechat files": "微信的文件夹", "xwechat_files": "微信的文件夹", "tencent files": "QQ 的文件夹",
}  # fmt: skip
LEAST_FREE = 500 * 2**20  # bytes: a year's batch with its copies
DEEP = 120  # characters of a folder's path that leave room for names of projects within Windows' 260
LONG_PATHS = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\FileSystem"


def facts_of(folder: Path, desk: Desk) -> Iterator[Fact]:
    """All about one folder."""
    folder = folder.absolute()
    yield _writing(folder)
    yield _syncing(folder, desk)
    yield _depth(folder, desk)
    yield _space(folder)
    yield from _open_books(folder)


def _writing(folder: Path) -> Fact:
    """Whether a file can be written there: tried, for permissions alone do not tell on Windows and network drives."""
    shown = shown_path(folder)
    try:
        with tempfile.TemporaryFile(prefix=PREFIX, suffix=".tmp", dir=folder) as file:
            file.write(b"0")
    except OSError as error:
        error.filename = error.filename2 = None
        why = "只读，或没有权限" if isinstance(error, PermissionError) else said_of_file(error)
        return Fact("文件夹", f"{shown} 里写不了文件（{why}）", "请换一个自己能写的文件夹，例如桌面上新建的文件夹")
    return Fact("文件夹", f"{shown} 能读能写")


def _syncing(folder: Path, desk: Desk) -> Fact:
    names = [part.lower() for part in folder.parts]
    known = next((called for part in names for word, called in SYNCED.items() if word in part), None)
    roots = [desk.settings[key] for key in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer") if desk.settings.get(key)]
    if known is None and any(folder.is_relative_to(root) for root in roots):
        known = "OneDrive"
    if known is None and folder.as_posix().startswith("//"):
        return Fact("网盘同步", "在网络共享文件夹里", "几个人同时用一个文件会写不成：请复制到本机做，做完再放回去")
    if known:
        return Fact(
            "网盘同步",
            f"在{known}里",
            "同步时文件会被占用、多出副本，表里的姓名电话也会传出去：请复制到本机的普通文件夹（如 D:\\自评）再做",
        )
    return Fact("网盘同步", "不在常见的网盘、聊天软件的文件夹里")


def _depth(folder: Path, desk: Desk) -> Fact:
    length = len(str(folder))
    if not desk.is_windows:
        return Fact("路径长度", f"{length} 个字，这个系统没有 260 个字的限制")
    if desk.registry(LONG_PATHS, "LongPathsEnabled") == "1":
        return Fact("路径长度", f"{length} 个字，系统已启用长路径；Excel、WPS 仍打不开超过 218 个字的")
    if length > DEEP:
        return Fact("路径长度", f"已有 {length} 个字，加上项目名称容易超过 Windows 的 260 个字", "请放到短的位置，如 D:\\自评")
    return Fact("路径长度", f"{length} 个字，离 Windows 的 260 个字还有余地")


def _space(folder: Path) -> Fact:
    free = shutil.disk_usage(folder).free
    said = f"还有 {free / 2**30:.1f} GB" if free >= 2**30 else f"只有 {free // 2**20} MB"
    return Fact("磁盘空间", said, "" if free >= LEAST_FREE else "一批表连同副本要 500 MB 左右，请先清理磁盘或换一个盘")


def _open_books(folder: Path) -> Iterator[Fact]:
    """Workbooks that are open, by the files that Excel, WPS (``~$``) and LibreOffice (``.~lock.…#``) keep beside them."""
    names = sorted(path.name for path in folder.iterdir() if path.name.startswith(("~$", ".~lock.")))
    if names:
        books = "、".join(shown_path(name.removeprefix("~$").removeprefix(".~lock.").rstrip("#")) for name in names[:3])
        more = f"等 {len(names)} 个" if len(names) > 3 else ""
        yield Fact(
            "正在打开的表", f"{books}{more}", "开着的表写不进去：请先关掉；确实没有开着的，是上次没有正常关闭留下的，可以删掉"
        )
    else:
        yield Fact("正在打开的表", "没有")
