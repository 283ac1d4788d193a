"""A round of returns: what is to be corrected goes back to its units, marked, with a list to be signed; the round is written down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.campaign.collecting.keeping_files import kept_as
from xlgen.campaign.folder import BACK, Campaign, Progress, who
from xlgen.campaign.laying_down import taken_back
from xlgen.campaign.now import Now, now
from xlgen.campaign.rounds.return_round import ReturnRound, SentBack, codes_of, left_round, told_again
from xlgen.campaign.rounds.unit_sheets import NAME, GoingBack, check_list
from xlgen.campaign.standing import Standing, refuse_unknown_units
from xlgen.campaign.terms import ProjectTerm
from xlgen.errors import XlgenError
from xlgen.files.placing import folder_names
from xlgen.files.saving import put, together
from xlgen.files.sources import Source
from xlgen.files.temporary import gone, temporary
from xlgen.flows.judging.means import Means
from xlgen.flows.sending_back import mark_one
from xlgen.register.recording.act_files import EnteredRow, place_of
from xlgen.register.recording.acting import acting
from xlgen.words.days import iso_day

GOES_BACK = (ProjectTerm.TO_CORRECT, ProjectTerm.OPEN, ProjectTerm.UNUSABLE)


def send_round(
    campaign: Campaign,
    *,
    units: Collection[str] = (),
    again: bool = False,
    day: str = "",
    by: str = "",
    dry: bool = False,
    means: Means | None = None,
    progress: Progress = iter,
) -> ReturnRound:
    """Send back what is to be corrected, open or unusable; of ``units`` where some are named.

    What went back already and did not change stays out unless ``again``. With ``dry`` nothing is written. XlgenError where a unit
    is not known or somebody else holds the campaign.
    """
    day = iso_day(day)
    with acting(campaign.root, who(by)) as act:
        known = now(campaign, day=day, means=means)
        refuse_unknown_units(units, known.projects)
        every = [each for each in known.projects if each.term in GOES_BACK and (not units or each.form.unit in units)]
        back, left = [_going(one, known) for one in every], left_round(act, who(by), day)
        sent = {(each.code, each.digest) for each in known.facts.rounds if each.round != left}
        going = [each for each in back if again or not _is_sent(each, sent)]
        if left and act.left is not None and codes_of(act.left) == {each.standing.form.code for each in going}:
            return told_again(known, act.left, left, going, len(every))
        sent |= {(each.code, each.digest) for each in known.facts.rounds}
        going = [each for each in back if again or not _is_sent(each, sent)]
        number = max((each.round for each in known.facts.rounds), default=0) + 1
        if not going:
            return ReturnRound(known, number, (), None, len(every))
        made = _Made(campaign, known, number, day)
        if dry:
            told = [SentBack(g.standing.form.code, g.standing.form.name, g.standing.form.unit, len(g.problems)) for g in going]
            return ReturnRound(known, number, told, made.folder, len(every) - len(going))
        done, rows, lists = made.written(going, progress)
        with taken_back([made.folder], unless=place_of(campaign.root, act.number)):
            act.do("return", day, {"round": number, "projects": len(done)}, rows)
    return ReturnRound(known, number, done, made.folder, len(every) - len(going), lists)


def _going(standing: Standing, known: Now) -> GoingBack:
    term = standing.term.value
    others = [each for each in standing.arrivals if standing.state[each.arrival].does == term]
    files = list({each.digest: each for each in standing.candidates or others}.values())
    return GoingBack(standing, files, [known.returns.get(each.digest) for each in files])


def _is_sent(each: GoingBack, sent: Collection[tuple[str, str]]) -> bool:
    return all((each.standing.form.code, file.digest) in sent for file in each.files)


def _clear_left(folder: Path, stems: Sequence[str]) -> None:
    """Take away what a run left that was ended by force before the round was written down. XlgenError where more lies there."""
    if not folder.exists():
        return
    ours = {*stems, NAME}
    strange = [each for each in folder.rglob("*") if each.is_file() and not {each.stem, each.stem.rpartition("_")[0]} & ours]
    if strange:
        raise XlgenError(f"{folder} 里有不是 xlgen 写的文件：{strange[0].name}。请先把它移到别处，再运行一次")
    aside = temporary(folder.parent)
    folder.rename(aside)
    gone(aside)


@dataclass(frozen=True, slots=True)
class _Made:
    """What a round is made of."""

    campaign: Campaign
    known: Now
    number: int
    day: str

    @property
    def folder(self) -> Path:
        return self.campaign.place(BACK, f"第{self.number}轮")

    def written(self, going: Sequence[GoingBack], progress: Progress) -> tuple[list[SentBack], list[EnteredRow], list[str]]:
        """Every unit's folder, all of them or none. What a run left that was ended by force is made anew."""
        units = list(dict.fromkeys(each.standing.form.unit for each in going))
        folders = dict(zip(units, folder_names(units), strict=True))
        done, rows = list[SentBack](), list[EnteredRow]()
        _clear_left(self.folder, [Path(each.file).stem for each in self.known.facts.forms])
        with together(self.folder) as stage:
            for each in progress(going):
                told, more = self._one(each, stage / folders[each.standing.form.unit])
                done.append(told)
                rows += more
            for unit, name in folders.items():
                own = [each for each in going if each.standing.form.unit == unit]
                put(stage / name / f"{NAME}.xlsx", check_list(self.campaign.settings, unit, self.number, self.day, own))
        return done, rows, [f"{name}/{NAME}.xlsx" for name in folders.values()]

    def _one(self, each: GoingBack, place: Path) -> tuple[SentBack, list[EnteredRow]]:
        form, files, unmarked, rows = each.standing.form, list[str](), list[str](), list[EnteredRow]()
        for n, (arrival, judged) in enumerate(zip(each.files, each.returns, strict=True)):
            file = ""
            if judged is not None:
                source = Source(kept_as(self.campaign.root, arrival.digest, arrival.name))
                said, content = mark_one(source, judged, self.known.manifest, self.number, self.day)
                if content:
                    issued = Path(form.file)
                    name = f"{issued.stem}{f'_{n + 1}' if n else ''}.xlsx"
                    put(place / name, content)
                    file = f"{BACK}/{self.folder.name}/{place.name}/{name}"
                    files.append(file)
                elif said.returned is None:
                    unmarked.append(said.said)
            rows.append(("rounds", {"round": self.number, "code": form.code, "digest": arrival.digest, "file": file}))
        return SentBack(form.code, form.name, form.unit, len(each.problems), files, unmarked), rows
