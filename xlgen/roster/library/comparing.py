"""A list held against the library: an indicator of the same name with another unit, sign or method, and names that are almost one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlgen.form.template.methods import Method
from xlgen.roster.aiming.natures import known
from xlgen.roster.carrying.records import CarriedLine
from xlgen.roster.doubts import NAME, folded
from xlgen.roster.library.known_indicators import KnownIndicator
from xlgen.roster.records import Line, Reading
from xlgen.words.labels import in_marks

MOST_MORE, LEAST_LONG = 3, 4  # letters that one name has more than the other, letters that both have
COMPARED = ("计量单位", "指标性质", "评分方法")


def told_against(reading: Reading, library: Sequence[KnownIndicator], lines: Sequence[Line]) -> None:
    """Report where an indicator is not as the library has it; one that the library does not know is nobody's fault."""
    by_name: dict[str, list[KnownIndicator]] = {}
    for entry in library:
        by_name.setdefault(folded(entry.name), []).append(entry)
    names = {folded(entry.name): entry.name for entry in library}
    for line in lines:
        name = folded(line.text(NAME))
        if name in by_name:
            for title, fact in _differing(line, by_name[name], reading.methods):
                reading.report(line, title, "XL171", fact)
        elif near := next((each for each in names if _almost(name, each)), ""):
            reading.report(line, NAME, "XL172", f"指标库里有{in_marks(names[near])}，这里是{in_marks(line.text(NAME))}")


def _almost(one: str, other: str) -> bool:
    """Whether a name has a few letters more and is the same otherwise: 培训人数 and 培训人员数, but not 培训次数."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return len(short) >= LEAST_LONG and len(long) - len(short) <= MOST_MORE and all(each in letters for each in short)


def _differing(line: Line, entries: Sequence[KnownIndicator], methods: Mapping[str, Method]) -> Iterator[tuple[str, str]]:
    for title in COMPARED:
        own = _as_one(title, line.text(title), methods)
        theirs = dict.fromkeys(each.said.get(title, "") for each in entries)
        if own and all(theirs) and own not in {_as_one(title, each, methods) for each in theirs}:
            shown = "、".join(map(in_marks, theirs))
            yield title, f"{in_marks(line.text(NAME))}的{title}是{in_marks(line.text(title))}，指标库里是{shown}"


def _as_one(title: str, said: str, methods: Mapping[str, Method]) -> str:
    """What is said in the one word for it."""
    if title == "指标性质":
        return known(said) or folded(said)
    if title == "评分方法":
        return next((m.name for m in methods.values() if said in (m.name, *m.also)), said)
    return folded(said)


def filled_in(lines: Sequence[CarriedLine], library: Sequence[KnownIndicator]) -> int:
    """Fill blank units, signs and methods as the library has them, where it has the indicator once; how many cells that were."""
    once: dict[str, KnownIndicator | None] = {}
    for entry in library:
        once[folded(entry.name)] = None if folded(entry.name) in once else entry
    count = 0
    for line in lines:
        if found := once.get(folded(str(line.get(NAME, "")))):
            # a method that goes with a standard is left to people: points and ends stand in the standard
            titles = COMPARED[:2] if found.said.get("评分标准") or line.get("评分标准") else COMPARED
            more = {title: found.said[title] for title in titles if found.said.get(title) and not line.get(title)}
            line.update(more)
            count += len(more)
    return count
