"""One thing that happened to a project, as its history has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xlgen.campaign.collecting.keeping_files import SHOWN
from xlgen.campaign.folder import IN
from xlgen.campaign.showing.changes import CellChange
from xlgen.register.recording.known_facts import ActLine

Acts = Mapping[int, ActLine]


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One thing that happened: in which act, when and by whom; ``what`` is a word for it, ``said`` a sentence.

    ``file`` lies in the campaign's folder, ``status`` is how the form was judged, ``findings`` are (code, weight, place, message),
    ``changes`` what is otherwise than in the return before, None where there is none; ``revoked`` is the act that took it back, or 0.
    """

    act: int
    day: str
    time: str
    by: str
    what: str
    said: str
    file: str = ""
    status: str = ""
    total: str = ""
    grade: str = ""
    findings: Sequence[Sequence[str]] = ()
    changes: Sequence[CellChange] | None = None
    reason: str = ""
    basis: str = ""
    second: str = ""
    revoked: int = 0


def event_of(act: ActLine | None, number: int, what: str, said: str, **more: Any) -> HistoryEvent:
    """A thing of an act, None where the register does not know it."""
    when = (act.day, act.time, act.by) if act else ("", "", "")
    return replace(HistoryEvent(number, *when, what, said), **more)


def kept_in(digest: str) -> str:
    """A file that came, by the folder it is kept in."""
    return f"{IN}/{digest[:SHOWN]} 里的那一份"
