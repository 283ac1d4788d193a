r"""The WPS add-in: a folder of plain files and the line by which WPS finds it.

Where WPS looks and what it expects is as npm ``wpsjs`` 2.2.3 has it: below ``%APPDATA%\kingsoft\wps\jsaddons`` (Linux and
Kylin: ``~/.local/share/Kingsoft/wps/jsaddons``) a folder ``<name>_<version>`` and ``publish.xml``, which names it. The pages,
scripts and icons stand in ``wps/`` beside this module; three files are made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from xlgen.addin.publishing import EMPTY, XML, with_line
from xlgen.addin.ribbon import wps_ribbon
from xlgen.errors import XlgenError
from xlgen.files.saving import write_together
from xlgen.files.temporary import tidy

NAME = "xlgen"
DESCRIPTION = "项目支出绩效自评表：下发、校验、标注、修复、汇总"
PUBLISH = "publish.xml"
_MANIFEST = "manifest.xml"
_OURS = Path(__file__).parent / "wps"
_SUFFIXES = (".html", ".css", ".js", ".svg")


def build_wps(out: Path, beside: Mapping[str, bytes] = {}) -> list[Path]:
    """Write the add-in's folder and ``publish.xml`` into the folder ``out`` and say where they are.

    ``beside`` are further files, by name, that are there when it is.

    XlgenError where one of them is there already; then nothing is written.
    """
    folder, publish = out / folder_name(), out / PUBLISH
    tidy(out)
    for path in (folder, publish):
        if path.exists():
            raise XlgenError(f"{path} 已经存在，不会覆盖。请换一个文件夹，或先把它移走")
    files = {f"{folder_name()}/{name}": content for name, content in contents().items()}
    write_together(out, {**beside, **files, PUBLISH: with_line(EMPTY, publish_line())})
    return [folder, publish]


def folder_name() -> str:
    """Name of the folder as WPS wants it: xlgen_0.2.0."""
    return f"{NAME}_{version(NAME)}"


def publish_line() -> str:
    """The line of ``publish.xml`` that names the add-in; somebody who has other add-ins puts it into the file they have."""
    said = {"name": NAME, "type": "et", "url": folder_name(), "version": version(NAME)}  # et: WPS 表格
    said |= {"enable": "enable_dev", "install": "null", "customDomain": ""}
    return f"<jsplugin {' '.join(f'{key}={quoteattr(value)}' for key, value in said.items())}/>"


def contents() -> dict[str, bytes]:
    """Every file of the add-in's folder, by its path in it."""
    ours = (path for path in sorted(_OURS.rglob("*")) if path.suffix in _SUFFIXES)
    made = {"ribbon.xml": wps_ribbon(), _MANIFEST: _manifest()}
    return {
        **{path.relative_to(_OURS).as_posix(): path.read_bytes() for path in ours},
        **{name: text.encode() for name, text in made.items()},
    }


def is_ours(folder: Path) -> bool:
    """Whether a folder is this add-in, of whatever version."""
    manifest = folder / _MANIFEST
    return manifest.is_file() and f"<Name>{NAME}</Name>" in manifest.read_text("utf-8", "replace")


def _manifest() -> str:
    said = {"ApiVersion": "1.0.0", "Name": NAME, "Description": DESCRIPTION}
    lines = (f"  <{key}>{escape(value)}</{key}>\n" for key, value in said.items())
    return f"{XML}<JsPlugin>\n{''.join(lines)}</JsPlugin>\n"
