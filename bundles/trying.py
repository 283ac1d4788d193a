"""``make bundles-try``: a Linux bundle unpacked into an empty folder that becomes the whole system, and the demonstration run in it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bundles.making import NAMES, OUT
from bundles.packing import TOP
from bundles.pieces import BundleError, NotHere

OWN = {"x86_64": "amd64", "aarch64": "arm64"}
QEMU = {"amd64": "qemu-x86_64-static", "arm64": "qemu-aarch64-static"}
PAGE = "网页.html"
TRIED = (
    ("--version", 0),
    ("demo --out /演示", 0),
    ("check /演示/returned --issued /演示/issued", 1),
    (f"report html /演示/returned/YB2025-01_村级医保代办员培训.xlsx -o /{PAGE}", 0),
    ("doctor --json /", None),
)  # the exit code, None where either will do
OLD = Path(__file__).parents[1] / "tests/workbook/biff/by_libreoffice.xls"


def tried(target: str, archive: Path, folder: Path) -> None:
    """Unpack it and run it with nothing else there: no libc, no shell, no /tmp. BundleError where it does not do what it should."""
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="tar")
    before = _emulated(target, folder)
    python = [*before, f"/{TOP}/lib/ld.so", "--library-path", f"/{TOP}/lib", "--argv0", f"/{TOP}/bin/python3"]
    python += [f"/{TOP}/bin/python3.11.bin", "-s", "-X", "utf8", "-m", "xlgen"]
    for words, code in TRIED:
        ran = _inside(folder, [*python, *words.split()])
        if ran.returncode != code and (code is not None or ran.returncode not in (0, 1)):
            raise BundleError(
                f"{archive.name}：xlgen {words} 的退出码是 {ran.returncode}，应为 {code}\n{ran.stdout}{ran.stderr}"
            )
        print(f"{archive.name}，空的系统里：xlgen {words} → {ran.returncode}")
    _drawn(folder / PAGE)
    if not before:
        _launched(folder / TOP / "xlgen")


def _drawn(page: Path) -> None:
    """Without what draws charts a page has tables in their place, and the command ends no otherwise."""
    charts = page.read_text("utf-8").count("<svg")
    if not charts:
        raise BundleError(f"xlgen report html 写的{page.name}里没有图：画图的软件包不在包里，或者用不了")
    print(f"{page.name}里有 {charts} 幅图")


def _launched(program: Path) -> None:
    """As a person starts it, by its script and with nothing of this machine's settings; an .xls is read by a second process."""
    folder = program.parents[1] / "旧"  # apart from the demonstration, whose list of what was issued does not hold it
    folder.mkdir()
    shutil.copy(OLD, folder / "旧格式.xls")
    words = [str(program), "check", str(folder / "旧格式.xls")]
    ran = subprocess.run(words, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False)
    if ran.returncode != 1 or "XG054" not in ran.stdout:
        raise BundleError(f"./xlgen check 旧格式.xls 的退出码是 {ran.returncode}\n{ran.stdout}{ran.stderr}")
    print("./xlgen check 旧格式.xls → 1（读出来了）")


def _emulated(target: str, folder: Path) -> list[str]:
    """Words before a program of another kind of machine: the emulator, copied into the empty system."""
    if OWN.get(platform.machine()) == target:
        return []
    emulator = shutil.which(QEMU[target])
    if emulator is None:
        raise NotHere(f"这台电脑不是 {target}，没有 {QEMU[target]}，试不了。请先装 qemu-user-static")
    shutil.copy(emulator, folder / "qemu")
    return ["/qemu"]


def _inside(folder: Path, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run in the folder as the root of everything: as root by chroot, else in a namespace of one's own."""
    if os.geteuid() == 0 and shutil.which("chroot"):
        inside = ["chroot", str(folder)]
    elif shutil.which("unshare"):
        inside = ["unshare", "--user", "--map-root-user", f"--root={folder}"]
    else:
        raise NotHere("不是 root，也没有 unshare，进不了空的系统，没有试成")
    away = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    ran = subprocess.run([*inside, *words], env=away, capture_output=True, text=True, check=False)
    if ran.returncode and "not permitted" in ran.stderr.partition("\n")[0]:  # what chroot and unshare say themselves, first
        raise NotHere(f"这台电脑不让进空的系统，没有试成：{ran.stderr.strip()}")
    return ran


def main() -> None:
    """Try those named, or the one for this kind of machine."""
    targets = sys.argv[1:] or [OWN.get(platform.machine(), "amd64")]
    try:
        for target in targets:
            archive = OUT / NAMES[target]
            if not archive.is_file():
                raise BundleError(f"没有 {archive}，请先运行 make bundles")
            with tempfile.TemporaryDirectory() as place:
                tried(target, archive, Path(place))
    except BundleError as error:
        print(f"免安装包：{error}", file=sys.stderr)
        sys.exit(error.code)


if __name__ == "__main__":
    main()
