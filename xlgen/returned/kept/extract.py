"""What is kept of a judged return: all that rules across forms, summaries and lists ask, without its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlgen.form.records import Grades
from xlgen.form.vocabulary import PROJECTS
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.achievement import given, reasons
from xlgen.returned.answers import Answers
from xlgen.returned.extra_sheets import copied_forms
from xlgen.returned.funding import budget_name
from xlgen.returned.kept.added_up import AddedUp, added_up
from xlgen.returned.kept.remarked import Remark, remarked
from xlgen.returned.kept.signatures import bare, same, signature, triples
from xlgen.whereabouts.located import once
from xlgen.whereabouts.straying import gone

DEPARTMENT = "department"  # what the names of templates for whole departments begin with
SHORTEST = 12  # characters; shorter texts are alike by chance
REASON, ACCOUNT = "reason", "account"  # why something was not done; what was done


@dataclass(frozen=True, slots=True)
class About:
    """What of the form as issued is asked of its return: whose it is, its money, and what the office set for its rules."""

    code: str
    form: str
    edition: str
    money: str
    identity: Mapping[str, str]
    further: Mapping[str, str]
    grades: Grades
    thresholds: Mapping[str, Decimal]
    weights: Mapping[str, str]
    sources: Mapping[str, str]
    is_department: bool  # it is of a whole department, whose money is that of its projects
    budget: Decimal | None  # 全年预算数 as printed into the blank; None where the unit was to fill it


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text that may be a copy: its cell, and by what texts like it are found. ``kind`` is ``REASON`` or ``ACCOUNT``."""

    kind: str
    name: str
    text: str
    same: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A line of a department's list of projects that is in use."""

    row: str
    project: str
    executed: Decimal | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Extract:
    """A judged return without its workbook. Money in the form's own unit; ``levels`` are 一级指标, points and score.

    ``places`` are sheet and address by name, of the cells that rules across forms speak of; ``hand_scored`` names scores that
    somebody typed because the form has no formula for them.
    """

    about: About
    code: Value  # as it stands in the form
    name: Value
    grade: str
    total: Decimal | None
    points: Decimal | None
    executed: Decimal | None
    levels: tuple[tuple[str, Decimal, Decimal], ...]
    sums: AddedUp | Callable[[], AddedUp]  # the latter where they are put away until somebody asks
    texts: tuple[WrittenText, ...]
    actuals: tuple[Decimal, ...]
    listed: tuple[ListedProject, ...]
    copied: tuple[tuple[str, str], ...]  # forms on sheets of their own: sheet, 项目编码
    remarks: tuple[Remark, ...]
    hand_scored: frozenset[str]
    gone: frozenset[str]
    places: Mapping[str, tuple[str, str]]

    @property
    def figures(self) -> AddedUp:
        """What the form adds to a summary."""
        return self.sums if isinstance(self.sums, AddedUp) else self.sums()


def about(snapshot: Snapshot) -> About:
    """What is kept of an issued form."""
    budget = snapshot.slots.get(budget_name(snapshot))
    return About(
        snapshot.code, snapshot.form, snapshot.edition, snapshot.money, snapshot.identity, snapshot.further, snapshot.grades,
        snapshot.thresholds, snapshot.weights, snapshot.sources, _is_department(snapshot),
        budget.cell.value if budget and isinstance(budget.cell.value, Decimal) else None,
    )  # fmt: skip


def _is_department(snapshot: Snapshot) -> bool:
    """Whether it has a list of projects, or is called as the forms of whole departments of all places are."""
    return snapshot.form.partition("-")[0] == DEPARTMENT or any(row.table == PROJECTS for row in snapshot.rows)


@once
def extract(answers: Answers) -> Extract:
    """What is kept of a return."""
    texts, listed = tuple(_texts(answers)), tuple(_listed(answers))
    lines = (f"{PROJECTS}.{each.row}.{column}" for each in listed for column in ("executed", "score"))
    names = ("code", "name", "total", *(each.name for each in texts), *lines)
    sums = added_up(answers)
    return Extract(
        about(answers.snapshot), answers.typed("code"), answers.typed("name"), answers.text("grade"), answers.number("total"),
        answers.number("points"), sums.executed, tuple(_levels(answers)), sums, texts, tuple(_actuals(answers)), listed,
        tuple((each.sheet, each.code) for each in copied_forms(answers)), tuple(remarked(answers)), _hand_scored(answers),
        gone(answers), {name: answers.cell(name) for name in names},
    )  # fmt: skip


def _levels(answers: Answers) -> Iterator[tuple[str, Decimal, Decimal]]:
    """In the order of the form; what is not yet scored adds no score."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for row in answers.scored():
        points, score = sums.get(row.level1, (Decimal(0), Decimal(0)))
        sums[row.level1] = points + (row.number("points") or 0), score + (row.number("score") or 0)
    return ((name, *both) for name, both in sums.items())


def _texts(answers: Answers) -> Iterator[WrittenText]:
    told = [(REASON, name, answers.text(name)) for name, _ in reasons(answers)]
    told += [(ACCOUNT, "achieved", answers.text("achieved"))]
    actuals = (row for row in answers.scored() if row.has("actual"))
    told += [
        (ACCOUNT, row.name("actual"), row.text("actual"))
        for row in actuals
        if not answers.slot(row.name("actual")).cell.choices
    ]
    return (as_told(*each) for each in told if len(bare(each[-1])) >= SHORTEST)


def as_told(kind: str, name: str, text: str) -> WrittenText:
    """A text with what is needed to find texts like it."""
    parts = triples(text)
    return WrittenText(kind, name, text, same(parts), signature(parts))


def _actuals(answers: Answers) -> Iterator[Decimal]:
    """Actual figures that say something: neither 0, 1 nor exactly the target."""
    for row in answers.scored():
        x = given(row, "actual")
        if isinstance(x, Decimal) and answers.slot(row.name("actual")).cell.is_input and x not in (0, 1, given(row, "target")):
            yield x


def _listed(answers: Answers) -> Iterator[ListedProject]:
    for row in answers.snapshot.rows:
        if row.table == PROJECTS and (project := answers.text(f"{PROJECTS}.{row.key}.project")):
            amounts = (answers.number(f"{PROJECTS}.{row.key}.{column}") for column in ("executed", "score"))
            yield ListedProject(row.key, project, *amounts)


def _hand_scored(answers: Answers) -> frozenset[str]:
    slots = answers.snapshot.slots.values()
    return frozenset(slot.name for slot in slots if slot.column == "score" and slot.cell.is_input)


@dataclass(frozen=True, slots=True)
class Kept:
    """A judged return whose workbook was closed; ``again`` opens it once more, XlgenError where it is another file by now."""

    extract: Extract
    again: Callable[[], Answers]


def of(form: Answers | Kept) -> Extract:
    """What is kept of a return, whether its workbook is at hand or not."""
    return form.extract if isinstance(form, Kept) else extract(form)
