"""What projects had in last year's campaign, found by 项目编码, else by a name that only one of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from xlgen.campaign.folder import Campaign, campaign_at
from xlgen.campaign.now import Now, now
from xlgen.campaign.settings import NAME
from xlgen.campaign.totals.campaign_summary import summary_of
from xlgen.errors import XlgenError
from xlgen.flows.judging.means import Means
from xlgen.rollup.figures import figures
from xlgen.rollup.records import ProjectLine, YearBefore
from xlgen.words.labels import without_blanks
from xlgen.words.numbers import ratio


def year_before(known: Now, means: Means | None = None) -> dict[str, YearBefore]:
    """By this year's 项目编码; {} where the campaign names none. XlgenError where it is not there."""
    said = known.campaign.settings.last_year.strip()
    if not said:
        return {}
    last = campaign_at(_place(known.campaign, said))
    rollup, _ = summary_of(now(last, means=means))
    grades = {line.code: str(grade or "") for line, grade in zip(rollup.projects, figures(rollup).grade_of, strict=True)}
    by_code = {line.code: line for line in rollup.projects if line.counted}
    names = Counter(map(_name, by_code.values()))
    by_name = {name: line for line in by_code.values() if names[name := _name(line)] == 1}
    return {code: _of(line, grades[line.code]) for code, line in _matched(known, by_code, by_name)}


def _place(campaign: Campaign, said: str) -> Path:
    for place in (campaign.root / said, Path(said)):
        if (place / NAME).is_file():
            return place
    raise XlgenError(f"xlgen.toml 里的 last_year = “{said}”不是一个批次的文件夹。请改成上一年批次的文件夹，或清空")


def _name(line: ProjectLine) -> str:
    return without_blanks(line.name)


def _matched(known: Now, by_code: dict[str, ProjectLine], by_name: dict[str, ProjectLine]) -> Iterable[tuple[str, ProjectLine]]:
    for each in known.projects:
        line = by_code.get(each.form.code) or by_name.get(without_blanks(each.form.name))
        if line is not None:
            yield each.form.code, line


def _of(line: ProjectLine, grade: str) -> YearBefore:
    has_rate = line.budget is not None and line.executed is not None and line.budget
    return YearBefore(line.score, grade, ratio(line.executed, line.budget) if has_rate else None)  # type: ignore[arg-type]
