"""A bundle's folder from its pieces: Debian's Python with its own libc, or the embeddable Python of Windows, and xlgen in it."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from bundles.pieces import EMBEDDED, WINDOWS, BundleError, Piece

TEXTS = Path(__file__).parent / "texts"
PYTHON = "python3.11"
# What of Python's own library nothing here asks for: tests, builders of Python itself, windows of their own.
LEFT_OUT = (
    "test",
    "config-*",
    "ensurepip",
    "idlelib",
    "tkinter",
    "lib2to3",
    "pydoc_data",
    "turtledemo",
    "distutils",
    "__pycache__",
)
# Of pywin32: what xlwings calls to reach Excel. The rest is an editor, a web server's, and help.
OF_PYWIN32 = ("win32/", "win32com/", "pywin32_system32/", "pythoncom.py", "pywin32.pth")


def assemble(target: str, files: Mapping[Piece, Path], wheel: Path, folder: Path) -> None:
    """Fill the folder of a bundle from its pieces, each already verified, and from xlgen's own wheel."""
    site = _windows(files, folder) if target == WINDOWS else _linux(files, folder)
    for piece, file in files.items():
        if piece.source == "pypi" and not piece.is_sdist:
            _unzip(file, site, OF_PYWIN32 if piece.name == "pywin32" else None)
    _unzip(wheel, site)
    for found in site.glob("*.dist-info"):
        for name in ("RECORD", "WHEEL", "INSTALLER"):  # who built a wheel, and with what, would differ from day to day
            (found / name).unlink(missing_ok=True)
    _put_texts(target, folder)


def _put_texts(target: str, folder: Path) -> None:
    kind = "windows" if target == WINDOWS else "linux"
    for file in sorted((TEXTS / kind).iterdir()):
        text = file.read_text("utf-8")
        content = text.replace("\n", "\r\n") if target == WINDOWS else text
        put = folder / file.name
        put.parent.mkdir(parents=True, exist_ok=True)
        put.write_bytes(content.encode("utf-8-sig" if file.name.endswith(".txt") else "utf-8"))
        if target != WINDOWS and not file.name.endswith(".txt"):
            put.chmod(0o755)
    if target != WINDOWS:
        (folder / "python3").rename(folder / "bin" / "python3")


def _linux(files: Mapping[Piece, Path], folder: Path) -> Path:
    """Python where it finds its library by itself, every shared object in one folder, the loader among them."""
    unpacked, lib = folder / "unpacked", folder / "lib"
    unpacked.mkdir(parents=True)
    for piece, file in files.items():
        if piece.source == "debian":
            subprocess.run(["dpkg-deb", "-x", file, unpacked], check=True)
    (folder / "bin").mkdir()
    lib.mkdir()
    shutil.copy(unpacked / "usr/bin" / PYTHON, folder / "bin" / f"{PYTHON}.bin")
    shutil.copytree(unpacked / "usr/lib" / PYTHON, lib / PYTHON, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    for file in _shared_objects(unpacked):
        shutil.copy(file, lib / file.name)  # what a link leads to, under the link's name: programs ask by it
    loaders = sorted(lib.glob("ld-linux*.so.*"))
    if not loaders:
        raise BundleError("libc6 里没有找到动态装载程序 ld-linux*.so，没有做成")
    loaders[0].rename(lib / "ld.so")
    (lib / "ld.so").chmod(0o755)
    _drop_links(lib / PYTHON)
    _without_library(lib)
    shutil.rmtree(unpacked)
    (lib / "python3" / "dist-packages").mkdir(parents=True)
    return lib / "python3" / "dist-packages"  # where Debian's Python looks by itself


def _shared_objects(unpacked: Path) -> Iterable[Path]:
    """Files and links; not a link to an absolute path, which would lead to this machine's own."""
    found = (path for path in sorted(unpacked.rglob("*.so.[0-9]*")) if path.is_file())
    inside = (path for path in found if path.resolve().is_relative_to(unpacked.resolve()))
    return [path for path in inside if not {"gconv", "audit"} & set(path.parts)]


def _drop_links(library: Path) -> None:
    """Links that lead out of the folder, such as to the settings below /etc, as nothing: none is asked for."""
    for path in sorted(library.rglob("*")):
        if path.is_symlink():
            path.unlink()


def _without_library(lib: Path) -> None:
    """Modules whose shared object is of a package that is left out (OpenSSL, readline …): importing says they are not there."""
    there = {path.name for path in lib.iterdir()}
    for module in sorted((lib / PYTHON / "lib-dynload").glob("*.so")):
        if not set(_needed(module)) <= there:
            module.unlink()


def _needed(module: Path) -> list[str]:
    """The shared objects that one names as needed: NUL-ended names in its table of strings."""
    names = (each.decode("ascii", "replace") for each in module.read_bytes().split(b"\0") if each.startswith(b"lib"))
    return [name for name in names if ".so." in name and len(name) < 40]


def _windows(files: Mapping[Piece, Path], folder: Path) -> Path:
    """The embeddable Python as python.org packs it, told where packages stand and to look at their .pth files."""
    python = folder / "python"
    python.mkdir(parents=True)
    (source,) = (file for piece, file in files.items() if piece.name == EMBEDDED)
    with tarfile.open(source) as archive:
        member = next(name for name in archive.getnames() if name.endswith("/data.zip"))
        content = archive.extractfile(member)
        assert content is not None
        with zipfile.ZipFile(BytesIO(content.read())) as inner:
            for name in inner.namelist():
                if not name.endswith("/"):
                    (python / Path(name).name).write_bytes(inner.read(name))
    (python / "python311._pth").write_text("python311.zip\n.\nLib\\site-packages\nimport site\n", "ascii")
    site = python / "Lib" / "site-packages"
    site.mkdir(parents=True)
    return site


def _unzip(wheel: Path, site: Path, only: tuple[str, ...] | None = None) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            within = ".data/" in name.partition("/")[0] + "/"
            wanted = only is None or name.startswith(only) or ".dist-info/" in name
            if wanted and not within:
                archive.extract(name, site)
