"""LibreOffice as the oracle: it recalculates every formula of a workbook and prints it as PDF and PNG.

By default LibreOffice trusts the cached values of a workbook and would confirm any lie; the private profile made here
tells it to recalculate. Each process has its own profile, so parallel test workers don't meet.
"""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

OUTSIDE_PATH = (  # where the installers of macOS and Windows put it
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
FACES = {  # the faces of Chinese Windows and what looks like them; without this a Japanese face is taken
    "Noto Serif CJK SC": ("宋体", "SimSun", "仿宋", "FangSong", "仿宋_GB2312"),
    "Noto Sans CJK SC": ("黑体", "SimHei"),
}


KINDS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}
TEXT_KINDS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "odt": "odt:writer8"}
CJK_FONTS = ("*CJK*", "*wqy*", "*uming*", "*ukai*", "*droid*fallback*", "*SourceHan*")  # file names


def program() -> str | None:
    """Path of LibreOffice, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in OUTSIDE_PATH if Path(path).exists()), None)


def has_poppler() -> bool:
    """True where PDF files can be drawn and read."""
    return bool(shutil.which("pdftoppm") and shutil.which("pdftotext"))


def recalculate(paths: Sequence[Path], out: Path) -> list[Path]:
    """Workbooks re-saved by LibreOffice into ``out`` under their own names, each formula computed anew."""
    return saved_as(paths, out, "xlsx")


def saved_as(paths: Sequence[Path], out: Path, kind: str, cjk: bool = True) -> list[Path]:
    """Workbooks saved by LibreOffice as ``kind`` (xlsx, xls, ods); without ``cjk``, as where no Chinese font is installed."""
    return _convert(paths, out, KINDS[kind], cjk)


def text_saved_as(paths: Sequence[Path], out: Path, kind: str) -> list[Path]:
    """Documents saved by LibreOffice Writer as ``kind``: docx, doc or odt."""
    return _convert(paths, out, TEXT_KINDS[kind])


def to_pdf(paths: Sequence[Path], out: Path) -> list[Path]:
    """Workbooks, each formula computed anew, and letters (these need Writer) printed into ``out``."""
    return _convert(paths, out, "pdf")


def to_png(pdf: Path, out: Path, dpi: int = 80) -> list[Path]:
    """Pictures of a PDF's pages, in order, made in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for stale in out.glob(f"{pdf.stem}-*.png"):
        stale.unlink()
    _run(["pdftoppm", "-r", str(dpi), "-png", pdf, out / pdf.stem], 300)
    return sorted(out.glob(f"{pdf.stem}-*.png"))


def to_text(pdf: Path, in_order: bool = False) -> list[str]:
    """Text of a PDF's pages, in order, laid out as on paper; ``###`` stands where a number did not fit its column.

    ``in_order`` keeps each cell's lines together, as they were drawn.
    """
    return _run(["pdftotext", "-raw" if in_order else "-layout", "-enc", "UTF-8", pdf, "-"], 300).split("\f")[:-1]


def word_heights(pdf: Path, foot: float = 52) -> list[list[float]]:
    """Heights of the words of each page, in points, without those in its lowest ``foot`` points."""
    pages = _run(["pdftotext", "-bbox", "-enc", "UTF-8", pdf, "-"], 300).split("<page ")[1:]
    found = []
    for page in pages:
        [high] = re.findall(r'^width="[^"]*" height="([^"]*)"', page)
        words = [
            (float(top), float(low)) for top, low in re.findall(r'<word[^>]* yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)"', page)
        ]
        found.append([low - top for top, low in words if low < float(high) - foot])
    return found


def _convert(paths: Sequence[Path], out: Path, target: str, cjk: bool = True) -> list[Path]:
    """All files in one call of LibreOffice, whose start costs more than a conversion."""
    results = [out / f"{path.stem}.{target.partition(':')[0]}" for path in paths]
    if len({*results, *paths}) < 2 * len(paths):
        raise ValueError("two files of one name, or a result that would replace its source")
    if not paths:
        return []
    for stale in results:
        stale.unlink(missing_ok=True)
    options = [f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore"]
    said = _run([program() or "soffice", *options, "--convert-to", target, "--outdir", out, *paths], 120 + 10 * len(paths), cjk)
    if lost := [result.name for result in results if not result.exists()]:
        raise RuntimeError(f"LibreOffice did not make {', '.join(lost)}:\n{said}")
    return results


def _run(command: Sequence[str | Path], seconds: int, cjk: bool = True) -> str:
    """What a program prints; RuntimeError where it fails, TimeoutExpired where it hangs."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=_environment(cjk),
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its child would live on
        raise
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{said}")
    return said


def _environment(cjk: bool = True) -> dict[str, str]:
    # a C locale could not open files with Chinese names
    fonts = _private() / ("fonts.conf" if cjk else "without_cjk.conf")
    return {**os.environ, "FONTCONFIG_FILE": str(fonts), "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _profile() -> Path:
    return _private() / "profile"


@functools.cache
def _private() -> Path:
    """This process's own folder: LibreOffice's profile and the font table; removed when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="xlgen-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    (folder / "fonts.conf").write_text(_font_table(_faces()), encoding="utf-8")
    (folder / "without_cjk.conf").write_text(_font_table(_rejected()), encoding="utf-8")
    return folder


def _faces() -> str:
    return "\n".join(
        f'<match target="pattern"><test name="family"><string>{asked}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{drawn}</string></edit></match>'
        for drawn, faces in FACES.items()
        for asked in faces
    )


def _rejected() -> str:
    return "".join(f"<selectfont><rejectfont><glob>{name}</glob></rejectfont></selectfont>" for name in CJK_FONTS)


def _font_table(rules: str) -> str:
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    return f'<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n{system}\n{rules}\n</fontconfig>\n'
