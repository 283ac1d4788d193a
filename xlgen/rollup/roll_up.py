"""Many returned forms → a department's summary: who counts, what is missing, and the figures.

Only forms without errors count. A project that was returned twice counts only when one of the two was chosen; what is
missing, refused or unknown is listed, and two sums stand on every output: issued projects and received files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from xlgen.catalogue import NOT_OURS
from xlgen.findings import Severity
from xlgen.form.records import Grades
from xlgen.form.vocabulary import MONEY
from xlgen.issued.manifest import Manifest
from xlgen.returned.batch import Attachment, Return
from xlgen.returned.kept.extract import About, about
from xlgen.rollup.project_lines import figures_of, named
from xlgen.rollup.records import GRADES, IN_BOOK, AnswerLine, Pending, ProblemLine, ProjectLine, Received, Rollup
from xlgen.statuses import Handling, Status

MOST_NAMED = 30  # projects named in a note
NO_MANIFEST = "没有下发清单（--issued），未报送的项目无从得知；项目数只是收到的。"


@dataclass(frozen=True, slots=True)
class _Lot:
    """Files at hand and what was issued: ``rates`` convert each form's money, ``unusable`` refused files by likely project."""

    files: Sequence[Return]
    issued: Mapping[str, About]
    by_code: Mapping[str, Sequence[Return]]
    unusable: Mapping[str, Return]
    rates: Mapping[str, Decimal]
    departments: frozenset[str]  # codes of forms that sum up the others
    counting: frozenset[Status]  # how forms stand that count


def roll_up(
    returns: Sequence[Return],
    manifest: Manifest | None,
    include: Collection[Status] = (),
    attachments: Iterable[Attachment] = (),
) -> Rollup:
    """The summary of one batch; with forms that are not sound but are to be included it is a provisional one."""
    files = [each for each in returns if each.status is not Status.MISSING]
    by_code: dict[str, list[Return]] = {}
    for each in files:
        if each.form:
            by_code.setdefault(each.code, []).append(each)
    issued = _issued(manifest, by_code)
    money, notes = _money_unit(list(issued.values()))
    rates = {code: MONEY.get(form.money, Decimal(1)) / MONEY.get(money, Decimal(1)) for code, form in issued.items()}
    lot = _Lot(
        files,
        issued,
        by_code,
        _unusable(files, manifest, by_code),
        rates,
        _departments(issued),
        frozenset({Status.SOUND, *include}),
    )
    projects = tuple(_project(lot, code, form) for code, form in issued.items())
    names = {project.code: project.name for project in projects}
    grades, grade_notes = _grades(issued.values())
    notes = (*_provisional(projects), *notes)
    notes += (() if manifest else (NO_MANIFEST,)) + grade_notes
    contacts = manifest.contacts if manifest else {}
    received = tuple(chain.from_iterable(_received(each, by_code, names) for each in files))
    received += tuple(Received(each.file, Handling.ATTACHMENT, each.code, names.get(each.code, "")) for each in attachments)
    pendings, problems, answers = tuple(_pendings(lot, projects)), tuple(_problems(files, names)), tuple(_answers(files, names))
    is_whole = manifest is not None
    return Rollup(projects, received, pendings, problems, answers, money, grades, notes, contacts, is_whole)


def _issued(manifest: Manifest | None, by_code: Mapping[str, Sequence[Return]]) -> dict[str, About]:
    """What was issued, by 项目编码; without a manifest what came back."""
    known = {code: extract.about for code, each in by_code.items() if (extract := each[0].extract)}
    if manifest is None:
        return known
    return {code: known[code] if code in known else about(manifest.snapshots[code]) for code in manifest.snapshots}


def _provisional(projects: Iterable[ProjectLine]) -> Iterator[str]:
    """What a provisional summary says of itself: which projects count although they are not sound."""
    if found := [f"{project.code} {project.name}（{project.status.word}）" for project in projects if project.provisional]:
        more = "" if len(found) <= MOST_NAMED else f" 等，其余见{IN_BOOK.projects}的状态栏"
        yield (
            f"这是临时汇总，不作为正式结果：计入了没有审核通过的项目 {len(found)} 个（{'、'.join(found[:MOST_NAMED])}{more}），"
            "改正或认可后请重新汇总。"
        )


def _departments(issued: Mapping[str, About]) -> frozenset[str]:
    """Forms of whole departments, which have a list of projects, where forms of projects lie beside them."""
    found = frozenset(code for code, form in issued.items() if form.is_department)
    return found if len(found) < len(issued) else frozenset()


def _money_unit(issued: Sequence[About]) -> tuple[str, tuple[str, ...]]:
    """Unit of the summary: that of all forms, or 万元 where they differ, which a note then says."""
    units = Counter(form.money for form in issued)
    if len(units) < 2:
        return next(iter(units), "万元"), ()
    others = "、".join(f"{count} 张以{unit}为单位" for unit, count in units.items() if unit != "万元")
    return "万元", (f"各表金额单位不一（{others}），汇总时已换算成万元。",)


def _grades(issued: Iterable[About]) -> tuple[Grades, tuple[str, ...]]:
    """Grades most forms use; a note where some use others."""
    used = Counter(form.grades for form in issued if form.grades)
    if not used:
        return GRADES, ()
    return used.most_common(1)[0][0], ("各表的等级用语或界限不一，汇总一律按多数表的等级划分。",) if len(used) > 1 else ()


def _unusable(returns: Sequence[Return], manifest: Manifest | None, by_code: Mapping[str, object]) -> dict[str, Return]:
    """Refused files that by their name would be an issued form of which nothing else came back; a name is only a hint."""
    stems = {Path(file).stem: code for code, file in manifest.files.items()} if manifest else {}
    hints = sorted((stems | {code: code for code in stems.values()}).items(), key=lambda pair: -len(pair[0]))
    found: dict[str, Return] = {}
    for each in returns:
        code = next((code for hint, code in hints if hint in each.file.name), "") if not each.form else ""
        if code and code not in by_code:
            found.setdefault(code, each)
    return found


def _project(lot: _Lot, code: str, form: About) -> ProjectLine:
    return replace(_as_returned(lot, code, form), is_department=code in lot.departments)


def _as_returned(lot: _Lot, code: str, form: About) -> ProjectLine:
    returns, unusable = lot.by_code.get(code, ()), lot.unusable.get(code)
    issued = _issued_budget(form, lot.rates[code]) if code not in lot.departments else None
    if not returns:
        status, file = (Status.REFUSED, unusable.file) if unusable else (Status.MISSING, None)
        return named(form, status, file, issued=issued)
    if len(returns) > 1:
        return named(form, Status.ERRORS, None, tuple(chain.from_iterable(each.findings for each in returns)), issued)
    [each] = returns
    project = named(form, each.status, each.file, each.findings, issued)
    if each.extract and code not in lot.departments and each.status in lot.counting:
        fields: dict[str, Any] = figures_of(each.extract.figures, lot.rates[code])
        return replace(project, **fields)
    return project


def _issued_budget(form: About, rate: Decimal) -> Decimal | None:
    return None if form.budget is None else form.budget * rate


def _received(each: Return, by_code: Mapping[str, Sequence[Return]], names: Mapping[str, str]) -> Iterator[Received]:
    yield _itself(each, by_code, names)
    for kind, files in ((Handling.DUPLICATE, each.copies), (Handling.SUPERSEDED, each.superseded)):
        yield from (Received(file, kind, each.code, names.get(each.code, "")) for file in files)


def _itself(each: Return, by_code: Mapping[str, Sequence[Return]], names: Mapping[str, str]) -> Received:
    errors, warnings = (sum(f.severity is s for f in each.findings) for s in (Severity.ERROR, Severity.WARNING))
    if each.form is None:
        kind = Handling.UNKNOWN if NOT_OURS & {f.code for f in each.findings} else Handling.REFUSED
        return Received(each.file, kind, status=Status.REFUSED, errors=errors, warnings=warnings)
    code = each.code
    kind = Handling.DUPLICATE if len(by_code[code]) > 1 else Handling.CURRENT
    return Received(each.file, kind, code, names[code], each.status, errors, warnings)


def _pendings(lot: _Lot, projects: Sequence[ProjectLine]) -> Iterator[Pending]:
    """Projects first, in issued order, then files of no project."""
    for project in projects:
        if not project.counted:
            yield from _pending_project(lot, project)
    hinted = {id(each) for each in lot.unusable.values()}
    for each in lot.files:
        if each.form is None and id(each) not in hinted:
            first = each.findings[0]
            kind = Handling.UNKNOWN if first.code in NOT_OURS else Handling.REFUSED
            yield Pending(kind.word, "", "", "", None, each.file, first.message, first.hint)


def _pending_project(lot: _Lot, project: ProjectLine) -> Iterator[Pending]:
    said = (project.code, project.name, project.unit, project.issued_budget)
    returns, unusable = lot.by_code.get(project.code, ()), lot.unusable.get(project.code)
    if len(returns) > 1:
        for each in returns:
            reason = f"同一项目收到 {len(returns)} 份，未定以哪份为准"
            yield Pending(Handling.DUPLICATE.word, *said, each.file, reason, "只留一份，其余移出后重新汇总")
    elif unusable is not None:
        first = unusable.findings[0]
        yield Pending(Status.REFUSED.word, *said, unusable.file, f"{first.message}（按文件名认出）", first.hint)
    elif project.status is Status.MISSING:
        yield Pending(Status.MISSING.word, *said, None, "没有收到报送文件", "催报")
    elif project.status is Status.ERRORS:
        reason = f"有 {project.errors} 处错误"
        yield Pending(Status.ERRORS.word, *said, project.file, reason, "退回修改后重报", has_problems=True)
    elif project.status is Status.OPEN:
        yield Pending(
            Status.OPEN.word, *said, project.file, "有数值明显异常，没有核实", "请填报人改正，或核实后认可", has_problems=True
        )
    else:
        yield Pending("部门表", *said, project.file, "部门整体支出表，与项目表相加会重复计算", "不用处理")


def _problems(returns: Sequence[Return], names: Mapping[str, str]) -> Iterator[ProblemLine]:
    for each in returns:
        code = each.code
        for finding in each.findings:
            yield ProblemLine(each.file, code, names.get(code, ""), finding)


def _answers(returns: Sequence[Return], names: Mapping[str, str]) -> Iterator[AnswerLine]:
    for each in returns:
        yield from (AnswerLine(each.code, names.get(each.code, ""), answer) for answer in each.decided)
