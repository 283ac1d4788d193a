"""XG505, XG506, XG511: a department's list of projects held against the projects' own forms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.vocabulary import PROJECTS
from xlgen.returned.batch import Batch, Return
from xlgen.returned.kept.extract import Extract, ListedProject
from xlgen.returned.policy import threshold
from xlgen.returned.saying import amount_text
from xlgen.rules.registry import BatchHits, Hit, batch_rule
from xlgen.words.labels import in_marks, on_one_line, without_blanks
from xlgen.words.numbers import ENOUGH, plain


@batch_rule("XG505", "部门数与项目合计不等", Severity.ERROR, "请核对清单与各项目自评表的执行数；相差不超过 0.05 的算尾差")
def department_differs(batch: Batch) -> BatchHits:
    """A department's list of projects does not carry the amounts of the projects' own forms.

    Passes: D(projects.1.executed = 29.45) | A
    XG505: D(projects.1.executed = 29.46) | A

    查什么：部门表的项目清单里，执行数和该项目自己的自评表不同，相差超过 0.05
    为什么：部门数应是各项目数之和，公开后两处对不上
    依据：部门整体自评表和项目自评表的勾稽关系
    """
    for each, hit, difference in _against_projects(batch):
        if difference > _tail(each):
            yield each, hit


@batch_rule("XG506", "部门数与项目合计有尾差", Severity.NOTE, "只差四舍五入，不用退回")
def department_differs_by_tail(batch: Batch) -> BatchHits:
    """A department's amount differs from the project's form by no more than 0.05.

    Passes: D(projects.1.executed = 29.4) | A
    XG506: D(projects.1.executed = 29.45) | A

    查什么：部门清单里的执行数和项目自评表只差 0.05 以内
    为什么：各自四舍五入留下的，不用退回
    依据：部门整体自评表和项目自评表的勾稽关系
    """
    for each, hit, difference in _against_projects(batch):
        if difference <= _tail(each):
            yield each, hit


def _tail(returned: Return) -> Decimal:
    """By how much a department's figure may differ from the sum of its projects."""
    assert returned.issued_as is not None
    return threshold(returned.issued_as, "tail")


def _against_projects(batch: Batch) -> Iterator[tuple[Return, Hit, Decimal]]:
    """Projects in a department's list whose own form says another amount, and by how much."""
    for each, extract, line, listed, spent in _listed(batch, "executed", _spent):
        label, money = in_marks(on_one_line(line.project)), extract.about.money
        message = f"{label}清单里执行数 {amount_text(listed, money)}，项目自评表为 {amount_text(spent, money)}"
        yield each, Hit(f"{PROJECTS}.{line.row}.executed", message, listed, spent), abs(listed - spent)


def _spent(project: Extract, department: Extract) -> Decimal | None:
    """What a project spent, where it is told in the department's unit of money."""
    return project.executed if project.about.money == department.about.money else None


def _listed(
    batch: Batch, column: str, own: Callable[[Extract, Extract], Decimal | None]
) -> Iterator[tuple[Return, Extract, ListedProject, Decimal, Decimal]]:
    """Lines of departments' lists that say something else than the project's form: line, listed, own.

    Units have projects of one name, each its 办公经费, and a list gives no more than the name: the nearest is meant.
    """
    forms: dict[str, list[Extract]] = {}
    for each, extract in batch.extracts():
        if not extract.listed:
            forms.setdefault(without_blanks(each.project), []).append(extract)
    known: dict[tuple[str, str], list[Decimal]] = {}  # by name and unit of money: what the forms say, in order
    for each, extract in batch.extracts():
        for line in extract.listed:
            name, listed = without_blanks(line.project), getattr(line, column)
            if (key := (name, extract.about.money)) not in known:
                known[key] = sorted(x for form in forms.get(name, ()) if (x := own(form, extract)) is not None)
            if listed is not None and known[key] and abs(listed - (nearest := _nearest(known[key], listed))) >= ENOUGH:
                yield each, extract, line, listed, nearest


def _nearest(figures: list[Decimal], to: Decimal) -> Decimal:
    """Of figures in their order, the one nearest to another."""
    at = bisect_left(figures, to)
    return min(figures[max(0, at - 1) : at + 1], key=lambda x: abs(to - x))


@batch_rule("XG511", "清单得分与项目自评得分不符", Severity.ERROR, "请按项目自评表的总分填清单")
def listed_score_differs(batch: Batch) -> BatchHits:
    """A department's list of projects carries another score than the project's own form.

    Passes: D(projects.1.score = 99.8) | A
    XG511: D(projects.1.score = 100) | A

    查什么：部门表的项目清单里的得分，和该项目自己的自评表重算的总分不同
    为什么：清单里的得分要照抄项目自评表的总分
    依据：部门整体自评表和项目自评表的勾稽关系
    """
    for each, _, line, listed, total in _listed(batch, "score", lambda project, _: project.total):
        label = in_marks(on_one_line(line.project))
        message = f"{label}清单里得分 {plain(listed)}，项目自评表重算为 {plain(total)}"
        yield each, Hit(f"{PROJECTS}.{line.row}.score", message, listed, total)
