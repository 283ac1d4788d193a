"""Mark and clear workbooks of other programs: ``python tests/support/foreign.py FOLDER`` prints what became of each file's parts.

Such files belong to others and are not kept here; tests/macros/test_marking.py holds the same against files made by our own means.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.findings import Finding, Severity
from xlgen.macros.marking import clear, list_findings, mark
from xlgen.returned.batch import Return
from xlgen.workbook.addresses import spell
from xlgen.workbook.engine.app import app
from xlgen.workbook.engine.state import BookState, open_state

# Parts that a mark must touch: the list of parts, the workbook with its list of sheets, the styles, the marked sheets' own
MUST_DIFFER = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def parts(content: bytes) -> dict[str, bytes]:
    """Content of every part, its name spelled as in the file."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {info.filename.replace("\\", "/"): archive.read(info) for info in archive.infolist() if not info.is_dir()}


def faults(state: BookState, most: int = 5) -> tuple[Finding, ...]:
    """Made-up findings at the first cells of the first visible sheet, at a blank far from them, and at a sheet as a whole."""
    sheet = next(each for each in state.sheets if each.visibility == "visible")
    cells = [spell(*at) for at in sorted(sheet.cells)[:most]] + ["Z60"]
    severities = (Severity.ERROR, Severity.WARNING)
    found = [Finding("XG301", severities[i % 2], f"第 {i} 处", "请改", sheet.name, cell) for i, cell in enumerate(cells)]
    return (*found, Finding("XG110", Severity.ERROR, "整张表", "请改", sheet.name))


def marked_and_cleared(source: bytes, folder: Path) -> tuple[bytes, bytes, bytes]:
    """The file marked, marked once more, and cleared again, each through a file of its own."""
    returned = Return(Path("外来.xlsx"), None, faults(open_state(source)))
    (folder / "0.xlsx").write_bytes(source)
    results = []
    for i, (change, more) in enumerate(((mark, list_findings), (mark, list_findings), (clear, None))):
        book = app().books.open(folder / f"{i}.xlsx")
        try:
            change(book, returned) if change is mark else clear(book)
            if more:
                more(book, returned)
            book.save(folder / f"{i + 1}.xlsx")
        finally:
            book.close()
        results.append((folder / f"{i + 1}.xlsx").read_bytes())
    return results[0], results[1], results[2]


def changed(before: bytes, after: bytes) -> list[str]:
    """Parts of ``before`` that are not the same in ``after``."""
    old, new = parts(before), parts(after)
    return [name for name in old if new.get(name) != old[name]]


def main(folder: Path, work: Path) -> None:
    """One line a file."""
    for path in sorted(folder.iterdir()):
        try:
            first, second, cleared = marked_and_cleared(path.read_bytes(), work)
        except (XlgenError, ValueError) as error:
            print(f"{path.name}: 不能标注：{str(error)[:110]}")
            continue
        same = "同" if first == second else "不同"
        left = changed(path.read_bytes(), cleared) + sorted(set(parts(cleared)) - set(parts(path.read_bytes())))
        print(
            f"{path.name}: {len(parts(path.read_bytes()))} 个部件，标注改动 {changed(path.read_bytes(), first)}，再标注一次{same}，清除后不同的 {left}"
        )


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as work:
        main(Path(sys.argv[1]), Path(work))
