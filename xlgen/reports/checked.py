"""The result of a check as JSON: a documented, versioned contract (README, 校验结果 JSON). Decimals are strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from xlgen.files.showing import shown_path
from xlgen.findings import Finding, Severity
from xlgen.form.vocabulary import CHECK, RULES
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Checked, Return
from xlgen.returned.kept.extract import extract
from xlgen.returned.saying import shown
from xlgen.rules.codes import all_codes
from xlgen.statuses import Status
from xlgen.words.numbers import half_up, plain, ratio

VERSION = 2


def report(returns: Sequence[Return]) -> dict[str, Any]:
    """All files and the counts over them."""
    said = {"version": VERSION, "files": [_file(each) for each in returns], "summary": counts(returns)}
    said["codes"] = [asdict(each) | {"severity": each.severity.name.lower()} for each in by_code(returns)]
    if isinstance(returns, Checked):
        said["attachments"] = [{"file": shown_path(each.file), "project": each.code or None} for each in returns.attachments]
        said["not_read"] = [{"file": shown_path(each.path), "why": each.why} for each in returns.unseen]
    return said


def counts(returns: Sequence[Return]) -> dict[str, int]:
    """Files, how many of them stand how, and how many projects are missing."""
    states = [each.status for each in returns]
    counted = {str(state): states.count(state) for state in Status}
    return {"files": len(returns) - counted[Status.MISSING]} | counted


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code was found with one weight: in all, and in how many files."""

    code: str
    title: str
    severity: Severity
    found: int
    files: int


def by_code(returns: Sequence[Return]) -> list[CodeCount]:
    """How often each code was found, the heaviest first, then the most frequent."""
    titles, weights = all_codes(), list(Severity)
    found = Counter((f.code, f.severity) for each in returns for f in each.findings)
    files = Counter(kind for each in returns for kind in {(f.code, f.severity) for f in each.findings})
    counts = (
        CodeCount(code, titles[code].title if code in titles else "", severity, n, files[code, severity])
        for (code, severity), n in found.items()
    )
    return sorted(counts, key=lambda each: (weights.index(each.severity), -each.found, each.code))


def _file(each: Return) -> dict[str, Any]:
    said: dict[str, Any] = {"file": shown_path(each.file), "status": str(each.status), "standing": each.standing}
    if (answers := each.answers) is not None:
        said |= _form(answers) | {"grade": each.grade or None}
        said["project"] |= _reached(each) | further(each)
    else:
        said |= dict.fromkeys(("form", "edition", "project", "total", "grade"))
        said |= (
            {"project": {"code": each.awaited, "name": each.project, **_reached(each), **further(each)}} if each.awaited else {}
        )
        said |= {"levels": [], "values": {}, "printed": {}}
    for key, files in (("copies", each.copies), ("superseded", each.superseded)):
        said |= {key: [shown_path(file) for file in files]} if files else {}
    decided = [asdict(answer) for answer in each.decided]
    return said | {"findings": [_finding(finding) for finding in each.findings], "answers": decided}


def _reached(each: Return) -> dict[str, Any]:
    """The unit, and how to reach it where something is missing."""
    return ({"unit": each.unit} if each.unit else {}) | ({"contacts": dict(each.contacts)} if each.contacts else {})


class HasFurther(Protocol):
    """A project with columns of the office's own."""

    @property
    def further(self) -> Mapping[str, str]:
        """Text by title."""


def further(said: HasFurther) -> dict[str, Any]:
    """``further``: columns of the office's own by title; nothing where the roster has none."""
    return {"further": dict(said.further)} if said.further else {}


def _form(answers: Answers) -> dict[str, Any]:
    snapshot = answers.snapshot
    return {
        "form": snapshot.form,
        "edition": snapshot.edition,
        "project": {"code": snapshot.code, "name": snapshot.identity.get("name", "")},
        "total": _json(answers.excel.get("total")),
        "levels": [
            {"name": name, "points": plain(points), "score": plain(score), "rate": plain(half_up(ratio(score, points), 4))}
            for name, points, score in extract(answers).levels
        ],
        "values": dict(_values(answers)),
        "printed": dict(_printed(answers)),
    }


def _values(answers: Answers) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Inputs and formulas of the form; the self-check says nothing new."""
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.value is not None or slot.table in (CHECK, RULES):
            continue
        record = answers.record(name)
        computed = slot.cell.formula is not None
        yield (
            name,
            _called(answers, slot)
            | {
                "found": _json(answers.typed(name)),
                "expected": _json(answers.excel.get(name)) if computed else None,
                "cached": _json(answers.typed(name)) if record.formula is not None else None,
            },
        )


def _printed(answers: Answers) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What was printed into the form when it was issued: targets, points, the amounts that the list names."""
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.value not in (None, "") and slot.table not in (CHECK, RULES):
            yield name, _called(answers, slot) | {"value": _json(slot.cell.value)}


def _called(answers: Answers, slot: Slot) -> dict[str, str]:
    cell = slot.cell
    return {
        "label": cell.label,
        "cell": "!".join(part for part in answers.cell(slot.name) if part),
        "type": cell.type,
        "unit": cell.unit or cell.suffix or (answers.snapshot.money if cell.type == "money" else ""),
    }


def _json(value: Value) -> str | None:
    return shown(value) or None


def _finding(finding: Finding) -> dict[str, str | bool]:
    return {
        "code": finding.code, "severity": finding.severity.name.lower(), "sheet": finding.sheet, "cell": finding.cell,
        "name": finding.name, "message": finding.message, "hint": finding.hint, "found": finding.found,
        "expected": finding.expected, "opens": finding.opens,
    }  # fmt: skip
