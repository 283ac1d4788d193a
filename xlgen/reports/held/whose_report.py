"""Whose report it is: which of the batch's projects it names – in its title, else beside 项目名称, else anywhere in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlgen.reports.held.project_names import headed_with, variants
from xlgen.reports.held.report_text import ReportText, to_compare
from xlgen.reports.held.several_projects import is_of_whole, title

_SHORTEST = 4  # signs of a name or code that is looked for among others


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that a report may be about; ``is_department``: it is a whole department, which most reports name."""

    code: str
    name: str
    is_department: bool = False


def whose_report(report: ReportText, known: Sequence[KnownProject], file: str) -> tuple[KnownProject, ...]:
    """The projects that a report may be about: one where that is certain, none where it names none.

    Of several that it names alike the one whose code stands in it, else the one that its file is called by.
    """
    heads = list(title(report))
    asked = [each for each in known if not each.is_department or any(map(is_of_whole, heads))]
    beside = [name for table in report.tables for name in headed_with(table)]
    found = next(filter(None, (_named(texts, asked) for texts in (heads, beside, report.said()))), [])
    text = "\n".join(map(to_compare, report.said()))
    for said in (text, to_compare(file)):
        own = [each for each in found if len(found) > 1 and _is_told(each, said, is_file=said is not text)]
        found = own if len(own) == 1 else found
    return tuple(found)


def _is_told(project: KnownProject, said: str, is_file: bool) -> bool:
    code = to_compare(project.code)
    is_coded = len(code) >= _SHORTEST and code in said
    return is_coded or (is_file and any(each in said for each in variants(project.name)))


def _named(texts: Iterable[str], known: Sequence[KnownProject]) -> list[KnownProject]:
    """Those that are named: where a name is part of a longer one, the longer is meant."""
    text, found = "\n".join(map(to_compare, texts)), set[str]()
    called = _called(known)
    for name in sorted((each for each in called if each in text), key=lambda each: (-len(each), each)):
        if name in text:
            found |= called[name]
            text = text.replace(name, "＃" * len(name))
    return [each for each in known if each.code in found]


def _called(known: Sequence[KnownProject]) -> Mapping[str, set[str]]:
    """The codes of projects by what they may be called."""
    called: dict[str, set[str]] = {}
    for each in known:
        names = {name for name in variants(each.name) if len(name) >= _SHORTEST} | {to_compare(each.name)}
        for name in names | ({to_compare(each.code)} if len(each.code) >= _SHORTEST else set()):
            called.setdefault(name, set()).add(each.code)
    called.pop("", None)
    return called
