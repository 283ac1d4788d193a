"""``xlgen rollup`` in a campaign: the summary written into it, and that it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from xlgen.campaign.folder import SUMS, Campaign, Progress, who
from xlgen.campaign.laying_down import put_new, taken_back
from xlgen.campaign.now import Now, now
from xlgen.campaign.terms import ProjectTerm
from xlgen.campaign.totals.campaign_summary import summary_of
from xlgen.campaign.totals.last_year import year_before
from xlgen.errors import XlgenError
from xlgen.flows.judging.means import Means
from xlgen.flows.summary import Summed, kept_in, relative_to, relinked, summary_pieces
from xlgen.language.operators import Series
from xlgen.register.recording.act_files import place_of
from xlgen.register.recording.acting import acting
from xlgen.reports.summed_csv import summary_csv
from xlgen.returned.batch import Checked
from xlgen.statuses import Status
from xlgen.words.days import iso_day


@dataclass(frozen=True)
class AddedCampaign:
    """A campaign's summary, how the campaign stands, and the file; None on a dry run."""

    summed: Summed
    known: Now
    file: Path | None

    @property
    def said(self) -> str:
        """How much is in it, what is left open, whether all of it agrees; the sums are those of the campaign's laws."""
        nil = sum(each.nil and each.term is ProjectTerm.ACCEPTED and not each.override for each in self.known.projects)
        own = sum(each.is_department and not each.counted for each in self.summed.rollup.projects)
        without = (
            (nil, f"另有 {nil} 个审核通过的没有实施，没有数可以计入。"),
            (own, f"部门整体的表 {own} 张不计入，与项目的表相加会重复计算。"),
        )
        first, *more = self.summed.counted_said.splitlines()
        return "\n".join([first, *(said for count, said in without if count), *more])


def add_up(
    campaign: Campaign,
    *,
    include: Collection[Status] = (),
    csv: bool = False,
    day: str = "",
    by: str = "",
    dry: bool = False,
    means: Means | None = None,
    progress: Progress = iter,
) -> AddedCampaign:
    """Add up what is accepted, into 汇总/汇总_日期.xlsx; one that is there is never written over. XlgenError where nothing was issued."""
    day = iso_day(day)
    with acting(campaign.root, who(by)) as act:
        known = now(campaign, day=day, means=means, progress=progress)
        if not known.projects:
            raise XlgenError("还没有下发，没有可以汇总的。请先运行 xlgen issue")
        rollup, returns = summary_of(known, include, year_before(known, means))
        if dry:
            return AddedCampaign(Summed(rollup, Checked(returns)), known, None)
        home = campaign.place(SUMS)
        made, proved = list[Path](), dict[str, Series]()
        content = b"".join(summary_pieces(rollup, day, home, kept_in(proved)))
        with taken_back(made, unless=place_of(campaign.root, act.number)):
            file = put_new(home / f"{SUMS}_{day}.xlsx", content, made)
            tables = tuple(
                put_new(file.with_name(f"{file.stem}_{name}.csv"), b"".join(pieces), made)
                for name, pieces in (summary_csv(relinked(rollup, relative_to(home))).items() if csv else ())
            )
            counted = sum(line.counted for line in rollup.projects)
            act.do("rollup", day, {"file": file.relative_to(campaign.root).as_posix(), "counted": counted})
    return AddedCampaign(Summed(rollup, Checked(returns), tables, proved), known, file)
