"""Many returned forms → a department's summary: who counts, what is missing, and the figures.

Only forms without errors count. A project that was returned twice counts only when one of the two was chosen; what is
missing, refused or unknown is listed, and two sums stand on every output: issued projects and received files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from xlgen.batch import Return
from xlgen.findings import Severity
from xlgen.rollup_projects import MONEY, figures_of, issued_budget, named
from xlgen.rollup_records import GRADES, Grades, Kind, Pending, Problem, Project, Received, Rollup, Status
from xlgen.snapshot import Snapshot

NOT_OURS = {"XG040", "XG041", "XG042"}  # read, but no project of this batch
PROJECT_STATUS = {"sound": Status.SOUND, "errors": Status.ERRORS}


class Issued(Protocol):
    """What was issued, as far as a summary needs to know it: the manifest."""

    @property
    def snapshots(self) -> Mapping[str, Snapshot]:
        """Issued forms by 项目编码."""

    @property
    def files(self) -> Mapping[str, str]:
        """Names they were issued under, by 项目编码."""


def roll_up(returns: Sequence[Return], manifest: Issued | None, include_errors: bool = False) -> Rollup:
    """The summary of one batch; ``include_errors`` counts forms with errors too, as they would be recomputed."""
    real = [each for each in returns if each.status != "missing"]
    by_code: dict[str, list[Return]] = {}
    for each in real:
        if each.answers:
            by_code.setdefault(each.answers.snapshot.code, []).append(each)
    issued = _issued(manifest, by_code)
    money, notes = _money_unit(list(issued.values()))
    unusable = _unusable(real, manifest, by_code)
    rates = {code: MONEY.get(s.money, Decimal(1)) / MONEY.get(money, Decimal(1)) for code, s in issued.items()}
    projects = tuple(
        _project(snapshot, by_code.get(code, []), unusable.get(code), rates[code], include_errors)
        for code, snapshot in issued.items()
    )
    budgets = {code: issued_budget(snapshot, rates[code]) for code, snapshot in issued.items()}
    names = {code: project.name for code, project in zip(issued, projects, strict=True)}
    if manifest is None:
        notes += ("没有下发清单（--issued），未报的项目无从得知；下发数按收到的项目计。",)
    if include_errors:
        notes += ("待改的表已按程序重算的数计入汇总，仅供参考。",)
    files = tuple(_received(each, by_code, names) for each in real)
    grades, grade_notes = _grades(issued.values())
    return Rollup(
        projects, files, tuple(_pendings(projects, real, budgets, by_code, unusable)), tuple(_problems(real, names)),
        money, grades, notes + grade_notes,
    )  # fmt: skip


def _issued(manifest: Issued | None, by_code: Mapping[str, Sequence[Return]]) -> dict[str, Snapshot]:
    if manifest is not None:
        return dict(manifest.snapshots)
    return {code: each[0].answers.snapshot for code, each in by_code.items() if each[0].answers}


def _money_unit(snapshots: Sequence[Snapshot]) -> tuple[str, tuple[str, ...]]:
    """Unit of the summary: that of all forms, or 万元 where they differ, which a note then says."""
    units = Counter(snapshot.money for snapshot in snapshots)
    if len(units) < 2:
        return next(iter(units), "万元"), ()
    others = "、".join(f"{count} 张以{unit}为单位" for unit, count in units.items() if unit != "万元")
    return "万元", (f"各表金额单位不一（{others}），汇总时已换算成万元。",)


def _grades(snapshots: Iterable[Snapshot]) -> tuple[Grades, tuple[str, ...]]:
    """Grades most forms use; a note where some use others."""
    used = Counter(snapshot.grades for snapshot in snapshots if snapshot.grades)
    if not used:
        return GRADES, ()
    return used.most_common(1)[0][0], ("各表的等级用语或界限不一，汇总一律按多数表的等级划分。",) if len(used) > 1 else ()


def _unusable(returns: Sequence[Return], manifest: Issued | None, by_code: Mapping[str, object]) -> dict[str, Return]:
    """Refused files that by their name would be an issued form of which nothing else came back; a name is only a hint."""
    stems = {Path(file).stem.casefold(): code for code, file in manifest.files.items()} if manifest else {}
    found: dict[str, Return] = {}
    for each in returns:
        stem = each.file.stem.casefold()
        code = next((code for issued, code in stems.items() if stem.startswith(issued)), "") if not each.answers else ""
        if code and code not in by_code:
            found.setdefault(code, each)
    return found


def _project(
    snapshot: Snapshot, returns: Sequence[Return], unusable: Return | None, rate: Decimal, include_errors: bool
) -> Project:
    if not returns:
        return named(snapshot, Status.UNUSABLE if unusable else Status.MISSING, unusable.file if unusable else None)
    first = returns[0]
    if len(returns) > 1:
        return named(snapshot, Status.ERRORS, None, tuple(chain.from_iterable(each.findings for each in returns)))
    project = named(snapshot, PROJECT_STATUS[first.status], first.file, first.findings)
    if first.answers and (first.status == "sound" or include_errors):
        fields: dict[str, Any] = figures_of(first.answers, rate)
        return replace(project, **fields)
    return project


def _received(each: Return, by_code: Mapping[str, Sequence[Return]], names: Mapping[str, str]) -> Received:
    errors, warnings = (sum(f.severity is s for f in each.findings) for s in (Severity.ERROR, Severity.WARNING))
    if each.answers is None:
        kind = Kind.UNKNOWN if NOT_OURS & {f.code for f in each.findings} else Kind.REFUSED
        return Received(each.file, kind, status="无法使用", errors=errors, warnings=warnings)
    code = each.answers.snapshot.code
    kind = Kind.DUPLICATE if len(by_code[code]) > 1 else Kind.CURRENT
    return Received(each.file, kind, code, names[code], PROJECT_STATUS[each.status].value, errors, warnings)


def _pendings(
    projects: Sequence[Project], returns: Sequence[Return], budgets: Mapping[str, Decimal | None],
    by_code: Mapping[str, Sequence[Return]], unusable: Mapping[str, Return],
) -> Iterator[Pending]:  # fmt: skip
    """Projects first, in issued order, then files of no project."""
    for project in projects:
        yield from _pending_project(project, budgets[project.code], by_code.get(project.code, ()), unusable.get(project.code))
    hinted = {id(each) for each in unusable.values()}
    for each in returns:
        if each.answers is None and id(each) not in hinted:
            first = each.findings[0]
            kind = Kind.UNKNOWN if first.code in NOT_OURS else Kind.REFUSED
            yield Pending(kind.value, "", "", "", None, each.file, first.message, first.hint)


def _pending_project(
    project: Project, budget: Decimal | None, returns: Sequence[Return], unusable: Return | None
) -> Iterator[Pending]:
    said = (project.code, project.name, project.unit, budget)
    if len(returns) > 1:
        for each in returns:
            reason = f"同一项目收到 {len(returns)} 份，未定以哪份为准"
            yield Pending(Kind.DUPLICATE.value, *said, each.file, reason, "只留一份，其余移出后重新汇总")
    elif project.status is Status.MISSING:
        yield Pending(Status.MISSING.value, *said, None, "没有收到报送文件", "催报")
    elif unusable is not None:
        first = unusable.findings[0]
        yield Pending(Status.UNUSABLE.value, *said, unusable.file, f"{first.message}（按文件名认出）", first.hint)
    elif project.status is Status.ERRORS:
        reason = f"有 {project.errors} 处错误，见“问题清单”"
        yield Pending(Status.ERRORS.value, *said, project.file, reason, "退回修改后重报")


def _problems(returns: Sequence[Return], names: Mapping[str, str]) -> Iterator[Problem]:
    for each in returns:
        code = each.answers.snapshot.code if each.answers else ""
        for finding in each.findings:
            yield Problem(each.file, code, names.get(code, ""), finding)
