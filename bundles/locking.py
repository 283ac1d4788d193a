"""``make bundles-lock``: the versions that the registries have now, written into ``pieces.toml``; to be read before it is committed."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bundles.fetching import apt, fetch_anew
from bundles.making import KEPT
from bundles.pieces import LOCK, BundleError, Piece, read_lock, sha256, written


def locked(piece: Piece) -> Piece:
    """The same piece as it is to be had now; a package of PyPI stays at its version, which is changed by hand."""
    if piece.source == "debian":
        shown = apt(piece.target, KEPT, ["apt-cache", "show", "--no-all-versions", piece.name], KEPT)
        said = dict(re.findall(r"^(\w[\w-]*): (.*)$", shown, re.MULTILINE))
        origin, _, version = said.get("Source", piece.name).partition(" ")
        piece = replace(piece, version=said["Version"], origin=f"{origin}={version.strip('()') or said['Version']}")
    with tempfile.TemporaryDirectory() as place:
        return replace(piece, sha256=sha256(fetch_anew(piece, KEPT, Path(place))))


def main() -> None:
    """Write them all anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    try:
        LOCK.write_text(written([locked(piece) for piece in read_lock()]), "utf-8")
    except BundleError as error:
        sys.exit(f"免安装包：{error}")
    print(f"已写 {LOCK.name}，请用 git diff 看清改了什么再提交。")


if __name__ == "__main__":
    main()
