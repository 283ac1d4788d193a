"""Lists in a standard, each item with its points: a checklist ①立项合规:1.5; ②手续齐全:1, tiers 有效:5; 未改善:0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlgen.form.notation.points import FULL, scored
from xlgen.form.notation.problems import Parsed, Problem, unless_fatal
from xlgen.form.notation.wording import NUMBER
from xlgen.words.numbers import plain
from xlgen.words.spelling import narrow, squeeze

_MARKS = (re.compile(r"[①-⑳]"), re.compile(r"\(\d{1,2}\)"), re.compile(r"(?<![\d.])\d{1,2}[.、](?!\d)"))
_ITEM = re.compile(
    rf"(?P<text>.*?)(?<![,:; ])[,:; ]*(?:(?:得|计|:) *(?P<points>{NUMBER})(?: *分)?|(?P<scored>{NUMBER}) *分|(?<![^ ])(?P<bare>{NUMBER}))"
    r"(?:[,; ]*+(?:不符合|不满足|未达到|否则)[^,;]{0,6}得?(?:不得|零|0)分)?[,;.。 ]*+"
)
# after an item, what gets nothing: that is what an item that is not met gets anyway
_NOTHING_ELSE = re.compile(r"(?:否则|反之|未|没有|不|无)[^\d得]{0,30}?(?:此项|该项|本项|则)*(?:不得分|得?(?:0|零)分)[。.]?")
_LIKE_ITEMS = "请写作“①立项合规:1.5; ②手续齐全:1”的样子"
_LIKE_TIERS = "请写作“有效:5; 较为有效:3; 未改善:0”的样子"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One point of a checklist, or one tier to choose, and what it is worth."""

    text: str
    points: Decimal


def parse_items(text: str, points: Decimal | None) -> Parsed[tuple[ChecklistItem, ...]]:
    """Items of a checklist, marked ①②, (1), 1. or parted by semicolons, each ending in its points.

    With ``points`` given, the items must add up to it and none may be worth nothing.
    """
    items: list[ChecklistItem] = []
    problems: list[Problem] = []
    for number, piece in enumerate(_pieces(text), 1):
        match = _ITEM.fullmatch(narrow(piece))
        if not match or re.search(r"得 *\d", match["text"]):
            fault = "里不止一个得分" if match else "没有写明得分"
            problems.append(Problem("syntax", f"“{piece}”{fault}", _LIKE_ITEMS, piece))
            continue
        worth = Decimal(match["points"] or match["scored"] or match["bare"])
        items.append(ChecklistItem(piece[: match.end("text")].strip() or f"第{number}项", worth))
    if not items and not problems:
        problems.append(Problem("syntax", "没有写明任何一项", _LIKE_ITEMS, text))
    problems += _twice(items)
    if points is not None and not problems:
        problems += _sums(items, points, text)
    return Parsed(*unless_fatal(tuple(items), problems), [(0, len(text))])  # what no item holds is a problem


def _sums(items: Sequence[ChecklistItem], points: Decimal, text: str) -> Iterator[Problem]:
    for item in items:
        if not item.points:
            yield Problem("unreachable", f"“{item.text}”得 0 分", "请写明分值", item.text)
    total = sum((item.points for item in items), Decimal(0))
    if total != points:
        message = f"各项合计 {plain(total)} 分，分值为 {plain(points)}"
        yield Problem("sum", message, "请改各项得分或分值", text.strip())


def parse_tiers(text: str, points: Decimal | None) -> Parsed[tuple[ChecklistItem, ...]]:
    """Tiers that a person picks from, each with its points: 有效得5分，较为有效得3分，未改善不得分; marks are left out.

    With ``points`` given, the best tier may not get more, and should not get less.
    """
    tiers: list[ChecklistItem] = []
    problems: list[Problem] = []
    pieces, left_over = scored(squeeze(text), points)
    for what, worth, said, _ in pieces:
        name = _unmarked(what).removesuffix("的")
        if not name or "每" in name or (worth == FULL and points is None):
            problems.append(Problem("syntax", f"“{said}”看不懂", _LIKE_TIERS, said))
        else:
            tiers.append(ChecklistItem(name, worth if isinstance(worth, Decimal) else points or Decimal(0)))
    problems += left_over
    if len(tiers) < 2 and not problems:
        problems.append(Problem("missing_case", "至少要有两档", _LIKE_TIERS, text.strip()))
    problems += _twice(tiers)
    best = max((tier.points for tier in tiers), default=points)
    if points is not None and best is not None and best != points:
        message = f"最高一档得 {plain(best)} 分，分值为 {plain(points)}"
        problems.append(Problem("sum", message, "请改得分或分值", text.strip(), fatal=best > points))
    return Parsed(*unless_fatal(tuple(tiers), problems), [(0, len(text))])


def _unmarked(name: str) -> str:
    mark = next((match for mark in _MARKS if (match := mark.match(narrow(name)))), None)
    return name[mark.end() :] if mark else name


def _twice(items: Sequence[ChecklistItem]) -> Iterator[Problem]:
    seen = set[str]()
    for item in items:
        if item.text in seen:
            yield Problem("overlap", f"“{item.text}”写了两次", "请删去其中一个", item.text)
        seen.add(item.text)


def _pieces(text: str) -> list[str]:
    """The text of each item without its mark, in the signs it was written in; the first mark tells what marks are."""
    families = [list(mark.finditer(narrow(text))) for mark in _MARKS]  # narrow keeps places
    marks = min((family for family in families if family), key=lambda family: family[0].start(), default=[])
    if not marks:
        pieces = [piece.strip() for piece in re.split(r"[;；\n]", text) if piece.strip()]
        return [piece for i, piece in enumerate(pieces) if not (i and _NOTHING_ELSE.fullmatch(narrow(piece)))]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [text[: marks[0].start()]] + [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [piece.strip() for i, piece in enumerate(pieces) if i or piece.strip()]
