"""A doubt about one cell answered for in a campaign, or all that officers gave reasons for: written down as an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from xlgen.acceptance.ledger import read_ledger
from xlgen.campaign.decisions.meant import meant, place_of_file, refuse_recalled
from xlgen.campaign.folder import Campaign, who
from xlgen.campaign.now import Now, now
from xlgen.errors import XlgenError
from xlgen.flows.checking import readable
from xlgen.flows.deciding.accepting import Accepted, decide, officers_answers
from xlgen.register.recording.act_files import EnteredRow
from xlgen.register.recording.acting import acting
from xlgen.returned.batch import Return
from xlgen.words.days import iso_day


@dataclass(frozen=True, slots=True)
class Answering:
    """How a value is answered for: why, whether as understood, or taken back."""

    reason: str
    as_understood: bool = False
    revoke: bool = False


def accept_cell(
    campaign: Campaign, words: str, cell: str, how: Answering, *, by: str = "", day: str = "", dry: bool = False
) -> Accepted:
    """Answer for what a check asks about one cell of the form that counts for a project. XlgenError as ``flows.accept``."""
    with acting(campaign.root, who(by)) as act:
        known = now(campaign, day=day)
        returned = readable(_current(known, words))
        ledger = read_ledger(campaign.root)
        done = decide(
            returned,
            cell,
            how.reason,
            ledger,
            beside=lambda: returned,
            as_understood=how.as_understood,
            by=who(by),
            revoke=how.revoke,
        )
        if not dry:
            act.do(
                "accept", iso_day(day), {"code": returned.code, "cell": done.called, "why": how.reason.strip()}, rows_of([done])
            )
    return done


def accept_reasons(campaign: Campaign, *, by: str = "", day: str = "", dry: bool = False) -> list[Accepted]:
    """Accept all doubts that officers gave a reason for on the lists that went back with their forms, in the forms that count."""
    with acting(campaign.root, who(by)) as act:
        known, ledger = now(campaign, day=day), read_ledger(campaign.root)
        current = (returned for each in known.projects if (returned := known.returned(each)))
        done = [each for returned in current for each in officers_answers(returned, who(by), ledger)]
        if done and not dry:
            act.do("accept", iso_day(day), {"answered": len(done)}, rows_of(done))
    return done


def rows_of(done: Sequence[Accepted]) -> list[EnteredRow]:
    """The rows that answers are written down as."""
    return [("answers", asdict(each.acceptance)) for each in done]


def _current(known: Now, words: str) -> Return:
    standing, file = meant(known, words)
    refuse_recalled(standing)
    code = standing.form.code
    if file is not None and file.digest not in {each.digest for each in standing.candidates}:
        raise XlgenError(f"“{words}”现在不算数，不用核实。{code} 以后来的那一份为准")
    if len(standing.candidates) > 1:
        files = "、".join(place_of_file(known, each) for each in standing.candidates)
        raise XlgenError(
            f"{code} 收到 {len(standing.candidates)} 份不一样的，请先用 xlgen accept --return 文件 定下用哪一份：{files}"
        )
    returned = known.returned(standing)
    if returned is None:
        raise XlgenError(f"{code} 是{standing.term.word}，没有可以核实的表")
    return returned
