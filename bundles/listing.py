"""What a bundle holds, told: a list of components (CycloneDX 1.5), the licences as they came, where the sources are."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bundles.pieces import EMBEDDED, Piece

COMPONENTS, LICENCES, OFFER = "组件清单.json", "许可", "源代码.txt"
_OFFER = """本文件夹里的程序和它们的源代码

xlgen 本身就是源代码（MIT 许可），在“site-packages”或“dist-packages”下的 xlgen 文件夹里。
别的组件见“组件清单.json”（CycloneDX 格式，有名称、版本、sha256、许可），各自的许可原文在本文件夹里。

按 GPL、LGPL 许可发布的组件，您有权得到对应的源代码，也可以换上自己改过的。
"""
_OF_DEBIAN = """
来自 Debian 的（如 GNU C 运行库）：在自己的文件夹里换掉 lib 下的同名文件即可。取得源代码有两个办法：

1. 任何一台 Debian 12 上运行 apt-get source 源码包=版本（下面逐个列出）；
2. 向把这个文件夹发给您的单位索取。

"""
_OF_PYPI = """
来自 PyPI 的（下面逐个列出）：文件夹里放的就是源代码，没有改动，没有编译，在“site-packages”或“dist-packages”下的同名文件夹里，换掉那里的文件即可。
原样的源码包，能上网的电脑上运行 pip download --no-deps --no-binary :all: 名称==版本，也可以向把这个文件夹发给您的单位索取。

"""
_GPL = Path(__file__).parent / "GPL-3.txt"  # which LGPL-3.0 refers to and pieces under it do not bring along


def tell(target: str, version: str, files: Mapping[Piece, Path], folder: Path) -> None:
    """Write the list, the licences and the offer into a bundle's folder."""
    place = folder / LICENCES
    place.mkdir()
    for piece, file in files.items():
        _licence(piece, file, folder, place)
    shutil.copy(Path(__file__).parents[1] / "LICENSE", place / "xlgen.txt")
    if any(piece.licence.startswith("LGPL-3") for piece in files):
        shutil.copy(_GPL, place)
    (place / OFFER).write_text(offer(list(files)), "utf-8-sig")
    (folder / COMPONENTS).write_text(
        json.dumps(components(target, version, list(files)), ensure_ascii=False, indent=1), "utf-8"
    )


def offer(pieces: Sequence[Piece]) -> str:
    """Where the sources are of what is under a licence that asks for them, by the registry that each came from."""
    debian = sorted({f"  {each.origin or each.name}\n" for each in pieces if each.source == "debian"})
    copyleft = (each for each in pieces if each.source == "pypi" and "GPL" in each.licence)
    pypi = sorted(f"  {each.name}=={each.version}（{each.licence}）\n" for each in copyleft)
    return _OFFER + "".join(head + "".join(lines) for head, lines in ((_OF_DEBIAN, debian), (_OF_PYPI, pypi)) if lines)


def components(target: str, version: str, pieces: Sequence[Piece]) -> dict[str, object]:
    """The list of components as CycloneDX has it; the same for the same pieces."""
    own = {"type": "application", "name": f"xlgen ({target})", "version": version, "licenses": [{"license": {"id": "MIT"}}]}
    listed = [
        {
            "type": "library",
            "bom-ref": piece.purl,
            "name": piece.name,
            "version": piece.version,
            "purl": piece.purl,
            "hashes": [{"alg": "SHA-256", "content": piece.sha256}],
            "licenses": [{"license": {"name": piece.licence}}],
        }
        for piece in sorted(pieces, key=lambda each: (each.source, each.name))
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": own}, "components": listed}


def _licence(piece: Piece, file: Path, folder: Path, place: Path) -> None:
    """The licence as it came with the piece; of Debian's, the file that names every holder of rights."""
    if piece.source == "debian":
        put = place / f"{piece.name}.txt"
        wanted = f"./usr/share/doc/{piece.name}/copyright"
        content = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], check=True, capture_output=True).stdout
        found = subprocess.run(["tar", "-xO", wanted], input=content, capture_output=True, check=False).stdout
        put.write_bytes(found or f"见 {piece.origin or piece.name} 的许可（{piece.licence}）\n".encode())
    elif piece.name == EMBEDDED:
        shutil.copy(folder / "python" / "LICENSE.txt", place / "Python.txt")
    else:
        with zipfile.ZipFile(file) as archive:
            names = [
                name
                for name in archive.namelist()
                if "dist-info" in name and ("LICEN" in name.upper() or "COPYING" in name.upper())
            ]
            said = b"\n".join(archive.read(name) for name in sorted(names))
        (place / f"{piece.name}.txt").write_bytes(said or f"{piece.licence}\n".encode())
