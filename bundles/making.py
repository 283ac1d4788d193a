"""``make bundles``: each bundle from its pinned pieces and from xlgen as it stands here."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bundles.assembling import assemble
from bundles.checking import import_faults, path_faults
from bundles.fetching import fetch
from bundles.listing import tell
from bundles.packing import TOP, pack
from bundles.pieces import LINUX, WINDOWS, BundleError, pieces_of, sha256

ROOT = Path(__file__).parents[1]
KEPT, OUT = ROOT / "build" / "pieces", ROOT / "dist"
NAMES = {target: f"xlgen-kylin-{target}.tgz" for target in LINUX} | {WINDOWS: f"xlgen-{WINDOWS}.zip"}
ADDINS = {WINDOWS: ("excel", "wps")}


def own_wheel(folder: Path) -> Path:
    """The wheel of what stands here."""
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(pip, check=True)
    return next(folder.glob("xlgen-*.whl"))


def make(target: str, wheel: Path, out: Path = OUT) -> Path:
    """One bundle, checked as far as it can be here. BundleError where a piece cannot be had or something does not fit."""
    files = {piece: fetch(piece, KEPT) for piece in pieces_of(target)}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / TOP
        assemble(target, files, wheel, folder)
        put_addins(folder, ADDINS.get(target, ("wps",)))
        tell(target, wheel.name.split("-")[1], files, folder)
        faults = list(_faults(target, folder))
        if faults:
            raise BundleError(f"{NAMES[target]} 没有做成：\n" + "\n".join(f"  {each}" for each in faults))
        out.mkdir(exist_ok=True)
        part = out / f"{NAMES[target]}.part{Path(NAMES[target]).suffix}"
        pack(folder, part)
        part.replace(out / NAMES[target])
    return out / NAMES[target]


def put_addins(folder: Path, kinds: tuple[str, ...]) -> None:
    """The add-ins, built by xlgen itself."""
    for kind in kinds:
        words = [sys.executable, "-m", "xlgen", "addin", "build", "--target", kind, "--out", str(folder / "加载项" / kind)]
        subprocess.run(words, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _faults(target: str, folder: Path) -> list[str]:
    names = [path.relative_to(folder.parent).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return [*path_faults(names), *(import_faults(folder / "python") if target == WINDOWS else [])]


def main() -> None:
    """Make those named, or all; say what each is, or why there is none."""
    targets = sys.argv[1:] or list(NAMES)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as place:
        try:
            wheel = own_wheel(Path(place))
            made = [make(target, wheel) for target in targets]
        except BundleError as error:
            print(f"免安装包：{error}", file=sys.stderr)
            sys.exit(error.code)
    for file in made:
        print(f"{file.relative_to(ROOT)}　{file.stat().st_size / 1e6:.1f} MB　sha256 {sha256(file)}")
    if WINDOWS in targets:
        print("Windows 的包只查过模块和文件名，从来没有在 Windows 上运行过。")


if __name__ == "__main__":
    main()
