"""Damaged .xls files by the thousand: how each is read, in the child process, and what it costs: ``make soak``.

Bytes are changed anywhere, and records of the workbook: their codes, their lengths, what they count, their order.
"""

from __future__ import annotations

import io
import random
import re
import time
from functools import cache
from pathlib import Path
from struct import pack, unpack_from

from xlrd.compdoc import CompDoc

from blanks import example
from everything import everything
from filled import returned
from old_files import old_file, saved_old
from outcomes import SEED, Outcome
from xlgen.errors import Refused
from xlgen.flows.checking import judge
from xlgen.flows.filling import fill
from xlgen.workbook.biff.guarded import Child
from xlgen.workbook.ooxml.guard import FORM_LIMITS

SAVED = Path(__file__).parents[1] / "workbook" / "biff" / "by_libreoffice.xls"
SLOW = 5.0  # seconds by the clock, on a busy machine
MEMORY = 300 << 10  # KB
JUDGED = 10  # of so many that can be read one is judged too, which takes longer than all the rest
_UNFORESEEN = re.compile(r"[A-Z][A-Za-z]*(?:Error|Exception)")
_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF)
_CHILD = Child()


@cache
def bases() -> tuple[tuple[bytes, bytes], ...]:
    """Good files, and the workbook stream in each."""
    forms = [returned(), fill(example("transfer")[1], everything(example("transfer")[0])).content]
    files = [saved_old(content) for content in forms] + [SAVED.read_bytes()]
    return tuple((each, _stream(each)) for each in files)


def _stream(content: bytes) -> bytes:
    memory, at, size = CompDoc(content, logfile=io.StringIO()).locate_named_stream("Workbook")
    return bytes(memory[at : at + size])


def damaged(number: int, seed: int = SEED) -> bytes:
    """The damaged file of a number."""
    chance = random.Random(f"{seed} old {number}")
    content, stream = chance.choice(bases())
    way = chance.randrange(4)
    if way == 0:
        return content[: chance.randrange(8, len(content))]
    if way == 1:
        return _scattered(content, chance)
    return old_file(_records(stream, chance) if way == 2 else _scattered(stream, chance))


def _scattered(content: bytes, chance: random.Random) -> bytes:
    """Some bytes, or numbers of two bytes, made others; often where the file says how it is made."""
    changed = bytearray(content)
    last = chance.choice((512, 4096, len(changed)))
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        at = chance.randrange(8, min(last, len(changed)) - 2)
        if chance.random() < 0.5:
            changed[at] = chance.randrange(256)
        else:
            changed[at : at + 2] = pack("<H", chance.choice(_EXTREMES))
    return bytes(changed)


def _records(stream: bytes, chance: random.Random) -> bytes:
    """Records dropped, doubled, moved, called otherwise, longer or shorter, or filled with extremes."""
    parts, at = [], 0
    while at + 4 <= len(stream):
        code, size = unpack_from("<HH", stream, at)
        parts.append((code, stream[at + 4 : at + 4 + size]))
        at += 4 + size
    for _ in range(chance.choice((1, 1, 2, 5))):
        i = chance.randrange(1, len(parts))
        code, data = parts[i]
        match chance.randrange(6):
            case 0:
                del parts[i]
            case 1:
                parts.insert(chance.randrange(1, len(parts)), parts[i])
            case 2:
                parts[i] = (chance.choice(parts)[0], data)
            case 3:
                parts[i] = (code, data[: chance.randrange(len(data) + 1)])
            case 4:
                parts[i] = (code, (data + data + bytes(8))[: chance.randrange(8200)])
            case _:
                parts[i] = (code, _extreme(data, chance))
    return b"".join(pack("<HH", code, len(data)) + data for code, data in parts)


def _extreme(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(max(1, len(data) - 1))
    return data[:at] + pack("<H", chance.choice(_EXTREMES)) + data[at + 2 :]


def tried(number: int, seed: int = SEED) -> Outcome:
    """How the damaged file of a number ends, and what is odd about that: slow, large, gone, or not foreseen."""
    content, started = damaged(number, seed), time.monotonic()
    odd: list[tuple[str, str]] = []
    try:
        book, end = _CHILD.read(content, FORM_LIMITS), "read"
    except Refused as refusal:
        book, end = None, f"refused {refusal.code}"
        if unforeseen := _UNFORESEEN.search(refusal.reason):
            odd.append(("没有料到的异常", unforeseen[0]))
        if "超过限度" in refusal.reason or "没有读完" in refusal.reason:
            odd.append(("子进程被结束", refusal.reason))
    if (took := time.monotonic() - started) > SLOW:
        odd.append(("太慢", f"{took:.1f} 秒"))
    if (most := largest()) > MEMORY:
        odd.append(("内存太多", f"{most >> 10} MB"))
    if book and number % JUDGED == 0:
        judged = judge(Path("表.xls"), lambda: book, None)
        odd += [("异常退出", "XG057") for each in judged.findings if each.code == "XG057"]
    return Outcome(end, odd)


def largest() -> int:
    """KB that the child has had at most; 0 where the system does not tell."""
    process = _CHILD._process
    status = Path(f"/proc/{process.pid}/status") if process else Path("/nowhere")
    said = status.read_text("ascii", "replace") if status.exists() else ""
    found = re.search(r"VmHWM:\s+(\d+)", said)
    return int(found[1]) if found else 0
