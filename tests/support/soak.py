"""Damaged forms and hostile texts by the thousand, seeded; stopped, it goes on where it was: ``make soak``."""

from __future__ import annotations

import io
import json
import random
import re
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import to_excel

from payloads import forms, payload_cases
from xlgen.flows.checking import judge
from xlgen.returned.answers import Answers
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import UNSEEN, CellError

SEED = 12
SAVED = 20  # cases between two savings of the state
SHORT = Path("form.xlsx")
HOSTILE = (
    b"",
    b"-1",
    b"99999999999",
    b"NaN",
    b"1e999",
    b"&#0;",
    b"../../x",
    b"#REF!",
    b"A1:XFD1048576",
    b"\xe3\x80\x87",
    b"true",
)
_TAG = re.compile(rb"<[^!?][^<>]*>")
_ATTRIBUTE = re.compile(rb' ([\w:.]+)="([^"]*)"')
_ELEMENT = re.compile(
    rb"<(row|c|definedName|sheet|Relationship|Override|mergeCell|xf|si|v|f)\b[^<>]*(?:/>|>(?:[^<]|<(?!/\1>))*</\1>)"
)


@dataclass
class State:
    """What has been done: how many cases, how they ended, what was odd, how long they took (in hundredths of a second)."""

    done: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    took: Counter[str] = field(default_factory=Counter)

    def p99(self) -> float:
        """Seconds that 99 of 100 cases stayed below."""
        left = sum(self.took.values()) * 0.99
        for cents in sorted(map(int, self.took)):
            left -= self.took[str(cents)]
            if left <= 0:
                return (cents + 1) / 100
        return 0.0


def load(file: Path) -> State:
    """The state kept in a file, a new one where there is none."""
    if not file.exists():
        return State()
    said = json.loads(file.read_text("utf-8"))
    return State(said["done"], Counter(said["ends"]), said["odd"], Counter(said["took"]))


def save(state: State, file: Path) -> None:
    """Keep the state: written beside, then renamed."""
    beside = file.with_suffix(".tmp")
    beside.write_text(json.dumps(vars(state), ensure_ascii=False, indent=1), "utf-8")
    beside.replace(file)


# ---- damaged forms ----------------------------------------------------------------------------------------------------


def mutant(content: bytes, by: random.Random) -> bytes:
    """The same file with one to three kinds of damage, a quarter of them to its raw bytes."""
    if by.random() < 0.24:
        return _raw(content, by)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    for _ in range(by.choice((1, 1, 2, 3))):
        parts = _damaged(parts, by)
    result = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        warnings.simplefilter("ignore")  # a part that stands twice is meant
        for name, part in parts:
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _raw(content: bytes, by: random.Random) -> bytes:
    at, size = by.randrange(len(content)), by.choice((1, 2, 16, 300))
    kinds = (
        content[:at] + bytes([content[at] ^ 1 << by.randrange(8)]) + content[at + 1 :],
        content[:at],
        content[:at] + content[at + size :],
        content[: at + size] + content[at:],
        content + b"\r\n",
    )
    return by.choice(kinds)


def _damaged(parts: list[tuple[str, bytes]], by: random.Random) -> list[tuple[str, bytes]]:
    parts, at, other = list(parts), by.randrange(len(parts)), by.randrange(len(parts))
    kind = by.random()
    if kind < 0.03:
        del parts[at]
    elif kind < 0.06:
        (a, first), (b, second) = parts[at], parts[other]
        parts[at], parts[other] = (a, second), (b, first)
    elif kind < 0.08:
        parts.append(parts[at])
    else:
        name, part = parts[at]
        parts[at] = name, by.choice((_byte, _tag, _hostile, _swapped, _element, _element, _namespace))(part, by)
    return parts


def _byte(part: bytes, by: random.Random) -> bytes:
    at = by.randrange(len(part) + 1)
    return part[:at] + bytes([by.randrange(256)]) + part[at + 1 :]


def _tag(part: bytes, by: random.Random) -> bytes:
    found = list(_TAG.finditer(part))
    if not found:
        return part
    start, end = by.choice(found).span()
    return part[:start] + part[end:]


def _hostile(part: bytes, by: random.Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(part))
    if not found:
        return part
    start, end = by.choice(found).span(2)
    return part[:start] + by.choice(HOSTILE) + part[end:]


def _swapped(part: bytes, by: random.Random) -> bytes:
    """Two values of the same attribute change places."""
    found = list(_ATTRIBUTE.finditer(part))
    if not found:
        return part
    one = by.choice(found)
    a, b = sorted((one, by.choice([each for each in found if each[1] == one[1]])), key=lambda each: each.start())
    return part if a is b else part[: a.start(2)] + b[2] + part[a.end(2) : b.start(2)] + a[2] + part[b.end(2) :]


def _element(part: bytes, by: random.Random) -> bytes:
    """An element stands twice, not at all, or changes places with another."""
    found = list(_ELEMENT.finditer(part))
    if not found:
        return part
    a, b = sorted((by.choice(found), by.choice(found)), key=lambda each: each.start())
    kinds = [part[: a.start()] + part[a.end() :], part[: a.end()] + a[0] + part[a.end() :]]
    if a.end() <= b.start():
        kinds.append(part[: a.start()] + b[0] + part[a.end() : b.start()] + a[0] + part[b.end() :])
    return by.choice(kinds)


def _namespace(part: bytes, by: random.Random) -> bytes:
    found = list(re.finditer(rb'xmlns(:\w+)?="([^"]*)"', part))
    if not found:
        return part
    start, end = by.choice(found).span(2)
    return part[:start] + by.choice((b"", b"urn:x", b"http://purl.oclc.org/ooxml/spreadsheetml/main")) + part[end:]


# ---- how a damaged form is read ---------------------------------------------------------------------------------------


def tried(number: int, seed: int = SEED) -> tuple[str, list[str]]:
    """How the damaged form of a number is judged, and what is odd about it: a traceback, another value in the second reader."""
    by = random.Random(f"{seed} {number}")
    name = by.choice(sorted(forms()))
    content = mutant(forms()[name], by)
    try:
        returned = judge(SHORT, lambda: read_workbook(content), None)
    except Exception:
        return "traceback", [f"{number} {name} {traceback.format_exc(limit=-2)}"]
    if returned.answers is None:
        return str(returned.status), []
    return str(returned.status), [f"{number} {name} {text}" for text in differences(returned.answers, content)]


def differences(answers: Answers, content: bytes) -> Iterator[str]:
    """Inputs that openpyxl reads otherwise, or all of them where it cannot read the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception as error:
        yield f"openpyxl 读不了：{type(error).__name__} {str(error)[:90]}"
        return
    for slot in answers.snapshot.slots.values():
        if not slot.cell.is_input or slot.name not in answers.places:
            continue
        sheet, row, column = answers.places[slot.name]
        record = answers.book.sheets[sheet].cells.get((row, column))
        ours = record.value if record else None
        try:
            theirs = book[sheet].cell(row + 1, column + 1).value
        except (KeyError, AttributeError):
            theirs = "（没有这张表）"
        if not same(ours, theirs, book.epoch):
            yield f"{slot.name}：{ours!r:.60}，openpyxl {theirs!r:.60}"


def same(ours: Any, theirs: Any, epoch: datetime) -> bool:
    """Whether two readers mean one value: days as serials, control characters and line ends aside."""
    if isinstance(theirs, datetime | date | clock):
        theirs = to_excel(theirs, epoch)
    if isinstance(ours, CellError):
        ours = ours.text
    if isinstance(ours, Decimal):
        return isinstance(theirs, int | float) and abs(float(ours) - theirs) <= 1e-6 * max(1.0, abs(theirs))
    if isinstance(ours, str) or isinstance(theirs, str):
        return _folded(ours or "") == _folded(theirs or "")
    return bool(ours == theirs)


def _folded(text: Any) -> str:
    return re.sub(f"[{UNSEEN}\x00-\x1f\x7f-\x9f]", "", str(text)).strip()


# ---- running ----------------------------------------------------------------------------------------------------------

KINDS = {"mutants": tried, "payloads": payload_cases}


def soak(kind: str, rounds: int, file: Path) -> State:
    """Go on until so many cases are done; the state is kept every ``SAVED`` cases and when stopped."""
    state = load(file)
    try:
        while state.done < rounds:
            started = time.process_time()
            end, odd = KINDS[kind](state.done)
            state.took[str(int(100 * (time.process_time() - started)))] += 1
            state.ends[end] += 1
            state.odd += odd
            state.done += 1
            if state.done % SAVED == 0:
                save(state, file)
    finally:
        save(state, file)
    return state


def main(kind: str, rounds: int, file: Path) -> int:
    """Run, and say how it went: 1 where a case ended in a traceback or was written otherwise."""
    try:
        state = soak(kind, rounds, file)
    except KeyboardInterrupt:
        state = load(file)
    print(
        f"{kind}：{state.done} 个，{dict(state.ends)}，p99 {state.p99()} 秒，可疑 {len(state.odd)} 处", *state.odd, sep="\n  "
    )
    return int(state.ends["traceback"] + state.ends["wrong"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
