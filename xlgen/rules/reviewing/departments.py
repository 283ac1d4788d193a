"""XG610: what only shows over all projects of a department."""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.returned.batch import Batch, Return
from xlgen.returned.kept.extract import Extract
from xlgen.returned.policy import figure, percent
from xlgen.rules.registry import BatchHits, Hit, batch_rule
from xlgen.rules.reviewing.weighing import is_on
from xlgen.words.labels import in_marks
from xlgen.words.numbers import half_up, ratio


@batch_rule("XG610", "全部项目满分", Severity.WARNING, "请主管部门抽查几个项目的完成值和佐证")
def all_projects_full(batch: Batch) -> BatchHits:
    """Every project of a department has full marks, or more of them than the office lets pass.

    Passes: A(funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5) | B | E
    XG610: A(funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5) | B(funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5) | E(funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5)

    查什么：一个部门的项目（至少三个，由口径定）全部得满分；口径定了满分项目最多几成的，超过了也说。只在第一个项目的表上说一次
    为什么：样样满分的自评看不出哪里要改进，先抽查这样的部门
    依据：抽查复核的做法：自评全部满分的部门优先抽查
    """
    departments: dict[str, list[tuple[Return, Extract]]] = {}
    for same in batch.by_code().values():
        each, extract = same[0], same[0].extract
        if extract and extract.total is not None and not extract.about.is_department and is_on(extract.about, "XG610"):
            departments.setdefault(extract.about.identity.get("department", ""), []).append((each, extract))
    for department, projects in departments.items():
        about = projects[0][1].about
        full = sum(_is_full(extract) for _, extract in projects)
        share, most = ratio(Decimal(full), Decimal(len(projects))), figure(about, "full_share")
        if len(projects) < (figure(about, "full_projects") or 0):
            continue
        whose = in_marks(department) if department else "这一批"
        if full == len(projects):
            yield projects[0][0], Hit("total", f"{whose}收回的 {full} 个项目全部得满分")
        elif most is not None and share > most:
            source = about.sources.get("full_share", "")
            told = f"{whose}收回 {len(projects)} 个项目，{full} 个得满分，占 {percent(half_up(share, 3))}，口径定的是不超过 {percent(most)}（{source}）"
            yield projects[0][0], Hit("total", told)


def _is_full(extract: Extract) -> bool:
    return extract.total is not None and extract.total == (extract.points if extract.points is not None else 100)
