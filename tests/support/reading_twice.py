"""How a damaged form is read: by us, by a small reader of its own, now and then by openpyxl; where they differ is told.

Kinds of difference that were judged harmless stand in ``reading_twice.toml``; they are counted, all others told.
"""

from __future__ import annotations

import io
import re
import tomllib
import traceback
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import to_excel

import second_reader
from damaged_forms import Case, case
from outcomes import SEED, Outcome
from second_reader import Held
from xlgen.errors import Refused
from xlgen.flows.checking import judge
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import UNSEEN, CellError, CellRecord, WorkbookRecord

SHORT = Path("form.xlsx")
EVERY = 20  # numbers of which one is read by openpyxl too: it takes longer than all the rest


@cache
def judged() -> dict[str, str]:
    """Kinds of difference that are harmless, with why."""
    said = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {each["kind"]: each["because"] for each in said["harmless"]}


def tried(number: int, seed: int = SEED) -> Outcome:
    """How the damaged form of a number is judged, and how the readers differ."""
    this = case(number, seed)
    try:
        book = read_workbook(this.content)
    except Refused:
        return Outcome("refused")
    except Exception:
        return _traceback()
    try:
        returned = judge(SHORT, lambda: book, None)
        if any(found.code == "XG057" for found in returned.findings):
            return Outcome("traceback", [("异常退出", "XG057")])
    except Exception:
        return _traceback()
    if returned.answers is None:
        return Outcome(str(returned.status))
    found = [*differences(book, this.content), *_touched(this, book)]
    found += _strayed(this, returned)
    if number % EVERY == 0:
        found += by_openpyxl(this, book, returned.answers)
    return Outcome(str(returned.status), found)


def _traceback() -> Outcome:
    return Outcome("traceback", [("异常退出", traceback.format_exc(limit=-2))])


Found = Iterator[tuple[str, str]]  # kind of a difference, and what differs


def differences(book: WorkbookRecord, content: bytes) -> Found:
    """Cells, of any sheet, that the small reader reads otherwise."""
    try:
        sheets, old = second_reader.sheets_of(content)
    except Exception as error:
        yield "第二读取器读不了", f"{type(error).__name__} {str(error)[:90]}"
        return
    if list(sheets) != list(book.sheets):
        yield "工作表不同", f"{list(book.sheets)}，{list(sheets)}"
        return
    for name, theirs in sheets.items():
        ours = book.sheets[name].cells
        for at in sorted({*ours, *theirs}):
            if not _agree(ours.get(at), theirs.get(at), old):
                yield "值不同", f"{name} {at}：{ours.get(at)}，{theirs.get(at)}"


def _agree(ours: CellRecord | None, theirs: Held | None, old: bool) -> bool:
    """Whether two readers mean one cell; neither holds cells without value and formula."""
    if ours is None:
        return theirs is None or not (theirs.formula or _folded(theirs.text))
    if theirs is None:
        return False
    if bool(ours.formula) != bool(theirs.formula) or ours.format != theirs.shown:
        return False
    value = ours.value
    if isinstance(value, Decimal):
        return theirs.kind == "n" and any(_close(value, day) for day in second_reader.days(theirs, old))
    if isinstance(value, bool):
        return theirs.kind == "b" and theirs.text.strip() in (("1", "true") if value else ("0", "false"))
    text = value.text if isinstance(value, CellError) else value or ""
    return _folded(text) == _folded(theirs.text)


def _touched(this: Case, book: WorkbookRecord) -> Found:
    """Damage to the raw bytes that got past the checksums into what is read."""
    if this.raw and book != read_workbook(this.good):
        yield "原始字节坏了，读出了别的", ""


def _strayed(this: Case, returned: Return) -> Found:
    """Answers that are looked for elsewhere than in the good form, while nothing more is said than of the good form."""
    good = _judged_good(this.name, this.good)
    assert good.answers, this.name
    assert returned.answers, this.number
    if {each.code for each in returned.findings} <= {each.code for each in good.findings}:
        for name, place in returned.answers.places.items():
            if good.answers.places.get(name) != place:
                yield "名称换了地方，没有说", f"{name} {good.answers.places.get(name)} → {place}"


@cache
def _judged_good(name: str, good: bytes) -> Return:
    return judge(SHORT, lambda: read_workbook(good), None)


# ---- openpyxl ---------------------------------------------------------------------------------------------------------


def by_openpyxl(this: Case, book: WorkbookRecord, answers: Answers) -> Found:
    """Inputs that openpyxl reads otherwise, or that it cannot read the file; the kind names the damaged part that is to blame."""
    what = _said_by_openpyxl(this.content, book, answers)
    if what:
        yield f"openpyxl {'读不了' if what.startswith('×') else '读出别的'}：{_culprit(this, book, answers)}", what


def _said_by_openpyxl(content: bytes, book: WorkbookRecord, answers: Answers) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            return "；".join(_other_inputs(theirs, book, answers))
    except Exception as error:
        return f"×{type(error).__name__} {str(error)[:90]!r}"


def _other_inputs(theirs: openpyxl.Workbook, book: WorkbookRecord, answers: Answers) -> Iterator[str]:
    for slot in answers.snapshot.slots.values():
        if slot.cell.is_input and slot.name in answers.places:
            sheet, row, column = answers.places[slot.name]
            record = book.sheets[sheet].cells.get((row, column))
            read = theirs[sheet].cell(row + 1, column + 1).value if sheet in theirs else "（没有这张表）"
            if not same(record.value if record else None, read, theirs.epoch):
                yield f"{slot.name} {record.value if record else None!r:.60}，{read!r:.60}"


def _culprit(this: Case, book: WorkbookRecord, answers: Answers) -> str:
    """The part that, made good, lets openpyxl read the same; parts that cannot be unpacked at all come first."""
    good, parts = _unpacked(this.good), _unpacked(this.content)
    broken = [name for name in good if parts.get(name, b"") is None]
    damaged = [name for name in good if name not in parts or parts[name] != good[name]]
    for mended in (broken, *([*broken, name] for name in damaged)):
        if mended and not _said_by_openpyxl(_repacked(parts, good, mended), book, answers):
            return "、".join(re.sub(r"\d+", "n", name) for name in mended)
    return "几个部件"


def _unpacked(content: bytes) -> dict[str, bytes | None]:
    parts: dict[str, bytes | None] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for info in package.infolist():
            parts[info.filename] = None
            with suppress(Exception):
                parts[info.filename] = package.read(info)
    return parts


def _repacked(parts: dict[str, bytes | None], good: dict[str, bytes | None], mended: list[str]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as package:
        for name in {**parts, **dict.fromkeys(mended)}:
            package.writestr(name, (good[name] if name in mended else parts[name]) or b"")
    return result.getvalue()


def same(ours: Any, theirs: Any, epoch: datetime) -> bool:
    """Whether two readers mean one value: days as serials, control characters and line ends aside."""
    if isinstance(theirs, datetime | date | clock):
        theirs = to_excel(theirs, epoch)
    if isinstance(ours, CellError):
        ours = ours.text
    if isinstance(ours, Decimal):
        return isinstance(theirs, int | float) and _close(ours, theirs)
    if isinstance(ours, str) or isinstance(theirs, str):
        return _folded(ours or "") == _folded(theirs or "")
    return bool(ours == theirs)


def _close(ours: Decimal, theirs: float) -> bool:
    return abs(float(ours) - theirs) <= 1e-6 * max(1.0, abs(theirs))


def _folded(text: Any) -> str:
    return re.sub(f"[{UNSEEN}\x00-\x1f\x7f-\x9f]", "", str(text)).strip()
