"""Places where a file is kept by more than this machine: network drives, and folders that a program carries to others.

Locks do not always reach over a network: who writes a register there holds a file, too (``holding``). What is carried along may be
half a change. It is told; what is asked for is done all the same.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# Folders that programs keep the same on several machines, as they call them.
SYNCED = re.compile(
    r"OneDrive.*|.*坚果云.*|Nutstore.*|WPS ?云盘.*|WPSDrive.*|金山文档|百度网盘.*|BaiduNetdisk.*|BaiduSyncdisk|Dropbox.*|iCloud.*|腾讯微云|阿里云盘.*|群晖.*|SynologyDrive.*",
    re.IGNORECASE,
)
NETWORK = frozenset(
    "cifs smb smb2 smb3 smbfs nfs nfs4 ncpfs afs 9p fuse.sshfs fuse.davfs davfs fuse.gvfsd-fuse fuse.smbnetfs fuse.rclone glusterfs ceph".split()
)
_MOUNTS = Path("/proc/self/mounts")


def told_of_place(folder: Path) -> str:
    """What is to be known of writing in a folder, "" where it is this machine's own."""
    whole = folder.resolve()
    if name := next((part for part in whole.parts if SYNCED.fullmatch(part)), ""):
        return (
            f"{folder} 在同步盘（{name}）里：几台电脑同时下发、核实会互相覆盖。请只在一台电脑上做，等同步完再换另一台；"
            "要紧的请放在本机的文件夹，另行备份"
        )
    if is_network(whole):
        return f"{folder} 在网络盘上：几台电脑同时往这里下发，程序拦不住，会互相覆盖。请只由一个人下发，或放在本机的文件夹"
    return ""


def is_network(folder: Path) -> bool:
    """Whether a folder lies on another machine."""
    return str(folder).startswith(("\\\\", "//")) or _is_remote_drive(folder.resolve())


def _kind_of_mount(whole: Path) -> str:
    """Of the deepest mount that a folder lies in."""
    try:
        lines = _MOUNTS.read_text("utf-8", errors="replace").splitlines()
    except OSError:  # another system than Linux
        return ""
    mounts = [line.split()[1:3] for line in lines if len(line.split()) > 2]
    above = [(len(place), kind) for place, kind in mounts if whole.is_relative_to(place.replace("\\040", " "))]
    return max(above, default=(0, ""))[1]


if sys.platform == "win32":

    def _is_remote_drive(whole: Path) -> bool:
        from ctypes import windll

        return bool(windll.kernel32.GetDriveTypeW(f"{whole.drive}\\") == 4)  # DRIVE_REMOTE

else:

    def _is_remote_drive(whole: Path) -> bool:
        return _kind_of_mount(whole) in NETWORK
