"""A round of returns as it is told: made just now, or written down by one who was ended by force before he could say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.campaign.folder import BACK
from xlgen.campaign.now import Now
from xlgen.campaign.rounds.unit_sheets import NAME, GoingBack
from xlgen.files.placing import folder_names
from xlgen.register.recording.act_files import ActRecord
from xlgen.register.recording.acting import Acting


@dataclass(frozen=True, slots=True)
class SentBack:
    """One project that went back: how many problems, the marked copies in the campaign's folder, what could not be marked and why."""

    code: str
    name: str
    unit: str
    problems: int
    files: Sequence[str] = ()
    unmarked: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReturnRound:
    """A round: its number, what went back, the folder (None where nothing did), how many had gone back already as they are.

    ``known`` is how the campaign stood and stands: what goes back changes no term.
    """

    known: Now
    number: int
    sent: Sequence[SentBack]
    folder: Path | None
    before: int
    lists: Sequence[str] = ()


def left_round(act: Acting, by: str, day: str) -> int:
    """The round that was written down by one who was ended by force before he could say so, 0 where there is none."""
    left = act.left
    return int(left.said["round"]) if left is not None and (left.kind, left.by, left.day) == ("return", by, day) else 0


def codes_of(record: ActRecord) -> set[str]:
    """The projects of a round that was written down."""
    return {row["code"] for _, row in record.rows}


def told_again(known: Now, record: ActRecord, number: int, going: Sequence[GoingBack], every: int) -> ReturnRound:
    """The round as it was written down: its files lie where it says."""
    sent = [_told(each, [row["file"] for _, row in record.rows if row["code"] == each.standing.form.code]) for each in going]
    lists = [f"{name}/{NAME}.xlsx" for name in folder_names(list(dict.fromkeys(each.unit for each in sent)))]
    return ReturnRound(known, number, sent, known.campaign.place(BACK, f"第{number}轮"), every - len(going), lists)


def _told(each: GoingBack, files: Sequence[str]) -> SentBack:
    form, marked = each.standing.form, [file for file in files if file]
    unmarked = () if marked else ("没有标好的表，问题写在审核意见单里",)
    return SentBack(form.code, form.name, form.unit, len(each.problems), marked, unmarked)
