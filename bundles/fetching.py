"""Pieces brought here by the ordinary clients of their registries, without root; each is kept by its hash."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bundles.pieces import NotHere, Piece, verified

RELEASE = "bookworm"  # Debian 12: its libc and Python are what the Linux bundles carry
_SETTINGS = ("APT::Sandbox::User=root", "Debug::NoLocking=1", "Acquire::Languages=none")


def fetch(piece: Piece, kept: Path) -> Path:
    """The file of a piece, from the folder ``kept`` or else from its registry. BundleError where it cannot be had or is another."""
    kept.mkdir(parents=True, exist_ok=True)
    file = kept / f"{piece.sha256[:16]}-{piece.name}"
    if not file.is_file():
        with tempfile.TemporaryDirectory(dir=kept) as place:
            verified(fetch_anew(piece, kept, Path(place)), piece).replace(file)
    return verified(file, piece)


def fetch_anew(piece: Piece, kept: Path, folder: Path) -> Path:
    """The file as its registry has it, whatever its hash, put into a folder; ``kept`` is where apt keeps its lists."""
    return _from_debian(piece, kept, folder) if piece.source == "debian" else _from_pypi(piece, folder)


def apt(architecture: str, kept: Path, words: Sequence[str], folder: Path) -> str:
    """What apt-get says, asked about another architecture than this machine's, with lists of its own; no root needed."""
    home = kept / f"apt-{architecture}"
    for name in ("state/lists/partial", "cache/archives/partial"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "status").touch()
    settings = [f"APT::Architecture={architecture}", f"APT::Architectures={architecture}", f"Dir::State={home}/state"]
    settings += [f"Dir::State::status={home}/status", f"Dir::Cache={home}/cache", *_SETTINGS]
    if not (home / "updated").exists():
        _run(["apt-get", "-qq", *_options(settings), "update"], folder)
        (home / "updated").touch()
    return _run([words[0], *_options(settings), *words[1:]], folder)


def _options(settings: Sequence[str]) -> list[str]:
    return [word for setting in settings for word in ("-o", setting)]


def _from_debian(piece: Piece, kept: Path, folder: Path) -> Path:
    _need_debian()
    try:
        apt(piece.target, kept, ["apt-get", "-q", "download", f"{piece.name}={piece.version}"], folder)
    except subprocess.CalledProcessError as error:
        raise NotHere(
            f"Debian 的软件源里取不到 {piece.name} {piece.version}（{piece.target}）。安全更新以后旧版会撤下：运行 make bundles-lock 换成现在的版本，"
            f"看清改动再提交。apt-get 说：{_last(error)}"
        ) from None
    return next(folder.glob("*.deb"))


def _need_debian() -> None:
    for tool in ("apt-get", "dpkg-deb"):
        if shutil.which(tool) is None:
            raise NotHere(f"这台电脑没有 {tool}，做不了麒麟的包。请在 Debian 12 上做（不要 root）")
    if RELEASE not in Path("/etc/os-release").read_text("utf-8"):
        raise NotHere(f"麒麟的包要 Debian 12（{RELEASE}）的软件源，这台电脑不是 Debian 12")


def _from_pypi(piece: Piece, folder: Path) -> Path:
    # pip would build the sdist, so its metadata is all it may look at; a compiled wheel is asked for as Windows would
    kind = ["--no-binary" if piece.is_sdist else "--only-binary", ":all:"]
    system = ["--platform", "win_amd64"] if piece.target else ["--platform", "any", "--implementation", "py", "--abi", "none"]
    wanted = [] if piece.is_sdist else ["--python-version", "3.11", *system]
    try:
        _run(
            [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", *kind, *wanted,
             f"{piece.name}=={piece.version}"],
            folder,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise NotHere(f"PyPI 上取不到 {piece.name} {piece.version}，没有做成。pip 说：{_last(error)}") from None
    return next(path for path in folder.iterdir() if path.is_file())


def _run(words: Sequence[str], folder: Path) -> str:
    ran = subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return ran.stdout


def _last(error: subprocess.CalledProcessError) -> str:
    lines = [line for line in str(error.stderr).splitlines() if line.strip() and "WARNING" not in line]
    return re.sub(r"\w+://\S+", "（地址）", lines[-1]) if lines else "（没有说）"
