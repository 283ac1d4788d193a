"""Hostile texts in the cells that officers fill, through check, mark, roll-up and reports: what comes out must hold them as texts only."""

from __future__ import annotations

import io
import random
import re
import tempfile
import traceback
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import filled
from everything import everything
from outcomes import SEED, Outcome
from report_templates import HOME
from word_files import W
from xlgen.flows.checking import check_file
from xlgen.flows.filling import fill
from xlgen.flows.reporting.each_report import report_each
from xlgen.flows.sending_back import mark
from xlgen.flows.summary import roll_up
from xlgen.returned.identity import snapshot_inside
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

NAMES = ("project", "project-cost", "project-guangshui", "project-hebei", "project-xinzhou", "department-yueyang", "targets")
MARKED = "KQZX"  # stands in every text: where it comes up in a formula or a link, a text has become one
HEADS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "'=",
    "＝",
    "{=",
    "%",
    "&amp;",
    "<",
    '"',
    "'",
    "{{",
    "${",
    "{0}",
    "&L&G",
    "&[文件]",
    " ",
    "\u3000",
    "",
)
BODIES = (
    'cmd|"/c calc"!A1', 'HYPERLINK("http://x.example","点")', "SUM(1,2)", "</t></is></c><f>1</f>", "]]><f>1</f>", "http://x.example/a?b#c",
    r"\\10.0.0.1\share\x.xlsx", "file:///etc/passwd", "mailto:a@x.example", "javascript:alert(1)", "_x0041_", "_x005F_x0041_",
    "\u202e倒\u202c", "\u200b\u200d\ufeff", "甲\u2028乙\u2029丙", "甲\ue07f\ue085乙", "甲\n乙", "\U0001f600𠀀", "&P/&N &\"宋体\"&B", "x" * 400,
    "Template {name}", "%s%n%d", "[1]Sheet1!A1", "#REF!", "TRUE", "1e400", "DDE(1)", "'); DROP", "\\u0041\\n", "<script>x</script>",
)  # fmt: skip
REPORTS = ("项目自评报告", "逐项自评报告", "部门整体自评报告", "部门评价报告", "绩效评价报告", "评价结论报告")
LONGEST = 32_767
_RUN = {f"{W}{tag}" for tag in ("fldSimple", "instrText", "fldChar", "hyperlink", "object", "altChunk")}
_FORMULAS = re.compile(
    rb"<(?:\w+:)?(?:f|formula|formula1|formula2|definedName)\b[^<>]*>([^<]*)<|(?:Target|location|ref)=\"([^\"]*)\""
)


@cache
def forms() -> Mapping[str, bytes]:
    """Good forms of several frames, every input filled."""
    made = {name: filled.issued(name) for name in NAMES}
    return {name: fill(content, everything(snapshot)).content for name, (snapshot, content) in made.items()}


def hostile(by: random.Random) -> str:
    """One text; one of 400 is as long as a cell holds."""
    text = (
        f"{by.choice(HEADS)}{MARKED}{by.choice(HEADS)}{by.choice(BODIES)}"
        if by.random() < 0.5
        else by.choice(HEADS) + by.choice(BODIES) + MARKED
    )
    length = len(text.encode("utf-16-le")) // 2  # as Excel counts: a rare character is two
    return text + "x" * (LONGEST - length) if by.random() < 0.0025 else text


def typed(content: bytes, by: random.Random) -> tuple[bytes, int]:
    """A form with a hostile text in every input; how many."""
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    for slot in snapshot_inside(read_workbook(content)).slots.values():
        if slot.cell.is_input and slot.place and by.random() < 0.8:
            sheet, row, column = slot.place
            cells.setdefault(sheet, {})[row, column] = Change(hostile(by))
    return _with_controls(patch(content, cells, overwrite=True)), sum(map(len, cells.values()))


def _with_controls(content: bytes) -> bytes:
    """The same, U+007F and U+0085 where a private letter stands for them: nothing of ours writes them, others do."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into,
    ):
        for info in source.infolist():
            into.writestr(info.filename, source.read(info).replace("\ue07f\ue085".encode(), "\x7f\x85".encode()))
    return result.getvalue()


def led_out(content: bytes) -> list[str]:
    """Formulas, names and links of a workbook in which a typed text stands."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                found += [f"{name} {m[0][:90]!r}" for m in _FORMULAS.finditer(package.read(name)) if MARKED.encode() in m[0]]
    return found


def payload_cases(number: int, seed: int = SEED) -> Outcome:
    """One form of hostile texts through check, mark, roll-up and a report: how it ended, and what is wrong with what was written."""
    by = random.Random(f"payload {seed} {number}")
    content, count = typed(forms()[by.choice(NAMES)], by)
    try:
        with tempfile.TemporaryDirectory() as name:
            odd = _through(Path(name), content, by.choice(REPORTS))
    except Exception:
        return Outcome("traceback", [("异常退出", traceback.format_exc(limit=-3))], counts=count)
    return Outcome("wrong" if odd else "as typed", [("文字变了样", each) for each in odd], counts=count)


def reported(folder: Path, template: str) -> list[str]:
    """What is wrong with the reports on the forms of a folder: a text that is none any more, in Word."""
    odd, shipped = [], zipfile.ZipFile(HOME / f"{template}.docx")
    for each in report_each(folder, folder.with_name("报告"), template=template):
        if each.file is None:
            odd.append(f"报告：{each.why}")
            continue
        with zipfile.ZipFile(each.file) as package:
            changed = [name for name in package.namelist() if package.read(name) != shipped.read(name)]
            odd += [f"报告 {name}" for name in changed if name != "word/document.xml"]
            root = ET.fromstring(package.read("word/document.xml"))
        texts = {id(element) for element in root.iter(f"{W}t")}
        odd += [f"报告 {each.tag}" for each in root.iter() if each.tag in _RUN]
        odd += [f"报告 {each.tag}" for each in root.iter() if id(each) not in texts and MARKED in f"{each.text}{each.attrib}"]
    return odd


def _through(folder: Path, content: bytes, template: str) -> list[str]:
    file = folder / "回收" / "表.xlsx"
    file.parent.mkdir()
    file.write_bytes(content)
    check_file(file, None)
    marked = mark(file.parent, folder / "退回")[0]
    roll_up(file.parent, folder / "汇总.xlsx", include_errors=True)
    odd = [f"汇总 {each}" for each in led_out((folder / "汇总.xlsx").read_bytes())] + reported(file.parent, template)
    if not marked.copy:
        return [*odd, f"没有标注：{marked.said}"]
    written = marked.copy.read_bytes()
    odd += [f"退回 {each}" for each in led_out(written)]
    before, after = read_workbook(content), read_workbook(written)
    for name, sheet in before.sheets.items():
        for at, cell in sheet.cells.items():
            if cell.formula is None and isinstance(cell.value, str) and after.sheets[name].cells[at].value != cell.value:
                odd.append(f"{name} {at}：{cell.value!r:.60} → {after.sheets[name].cells[at].value!r:.60}")
    return odd
