"""What a department's summary holds: projects with their indicators, files received, what is missing, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.findings import Finding
from xlgen.form.records import Grades
from xlgen.returned.batch import Decided
from xlgen.returned.kept.added_up import Item, Stated
from xlgen.statuses import Handling, Status

PROVISIONAL = "（临时）"
UNSTATED = Stated()  # of a project that does not count
UNSAID = "（未写）"  # a key that formulas look for is never blank
OFFICES = {"units": ("unit", "实施单位"), "departments": ("department", "主管部门")}  # table: column of 项目, its title


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What a project had in the year before: score, 自评等级, 执行率 as a fraction."""

    score: Decimal | None = None
    grade: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """An issued project. Figures and items are there only where it is ``counted``, money in the summary's unit."""

    code: str
    name: str
    department: str = ""
    unit: str = UNSAID
    year: str = ""
    status: Status = Status.SOUND
    counted: bool = True
    file: Path | None = None
    budget: Decimal | None = None  # 全年预算数 (调整后)
    executed: Decimal | None = None
    score: Decimal | None = None
    goal: str = ""
    done: str = ""
    errors: int = 0
    warnings: int = 0
    stated: Stated = UNSTATED
    items: tuple[Item, ...] = ()
    is_department: bool = False  # a form of a whole department, which sums up others and is no project of the list
    issued_budget: Decimal | None = None  # as printed into the blank; None where the unit was to fill it
    further: Mapping[str, str] = field(default_factory=dict)  # what the roster's columns of the office's own say, by title
    is_overridden: bool = False  # the office said its score, 人工认定: indicators do not make it up

    @property
    def provisional(self) -> bool:
        """Whether it counts although it is not sound."""
        return self.counted and self.status is not Status.SOUND

    @property
    def office(self) -> str:
        """主管部门, as formulas look for it."""
        return self.department or UNSAID

    @property
    def marked_name(self) -> str:
        """Its name, as every list shows it: one that counts although it is not sound is marked."""
        return f"{self.name}（{self.status.word}，临时计入）" if self.provisional else self.name


@dataclass(frozen=True, slots=True)
class Received:
    """A file received; ``code`` and ``name`` of its project where that is known."""

    file: Path
    kind: Handling
    code: str = ""
    name: str = ""
    status: Status | None = None
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """How texts of a summary call its other parts: the data of projects, what is not in the sums, and every finding."""

    projects: str = "“项目”表"
    pendings: str = "“未计入清单”"
    problems: str = "“问题清单”"


IN_BOOK = Whereabouts()  # 汇总.xlsx


@dataclass(frozen=True, slots=True)
class Pending:
    """A project or file that is not in the sums: what it is, why, and what to do."""

    kind: str
    code: str
    name: str
    unit: str
    budget: Decimal | None  # as issued
    file: Path | None
    reason: str
    remedy: str
    has_problems: bool = False  # the list of findings says more

    def told(self, where: Whereabouts = IN_BOOK) -> str:
        """Why, and where more is said."""
        return f"{self.reason}，见{where.problems}" if self.has_problems else self.reason


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A finding, with the file and project it was found in."""

    file: Path
    code: str
    name: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer to a doubt, with the project it is about."""

    code: str
    name: str
    answer: Decided


GRADES: Grades = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))  # 财预〔2020〕10号


@dataclass(frozen=True, slots=True)
class Rollup:
    """A department's summary. ``grades`` from the best down, each with its least score; ``notes`` for the reader."""

    projects: tuple[ProjectLine, ...]
    files: tuple[Received, ...] = ()
    pendings: tuple[Pending, ...] = ()
    problems: tuple[ProblemLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    money: str = "万元"
    grades: Grades = GRADES
    notes: tuple[str, ...] = ()
    contacts: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # 项目编码 → how to reach the unit: for chasing only
    is_whole: bool = True  # what was issued is known; without it nobody can say what is missing
    year_before: Mapping[str, YearBefore] = field(default_factory=dict)  # by 项目编码, where it is compared with one
    answered: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see once

    def counted(self) -> Iterator[tuple[int, ProjectLine]]:
        """Projects in the sums, each with its place among all of them."""
        return ((i, project) for i, project in enumerate(self.projects) if project.counted)

    def listed(self) -> Iterator[ProjectLine]:
        """Projects that the list of projects shows, whether they count or not."""
        return (project for project in self.projects if not project.is_department)

    def provisional(self) -> tuple[ProjectLine, ...]:
        """Projects that count although they are not sound; with one of them the whole summary is no more than provisional."""
        return tuple(project for project in self.projects if project.provisional)

    def indicators(self) -> Iterator[tuple[ProjectLine, Item]]:
        """Every indicator in the sums, with its project."""
        return ((project, item) for _, project in self.counted() for item in project.items)

    def passed_on(self, with_contacts: bool = False) -> Mapping[str, Mapping[str, str]]:
        """Columns of the office's own, in the roster's order: title → 项目编码 → text."""
        found: dict[str, dict[str, str]] = {}
        for project in self.projects:
            more = self.contacts.get(project.code, {}) if with_contacts else {}
            for title, text in (*project.further.items(), *more.items()):
                found.setdefault(title, {})[project.code] = text
        return found

    def statuses(self) -> Mapping[Status, int]:
        """Projects by status; they add up to all that were issued, as far as that is known."""
        known = (status for status in Status if self.is_whole or status is not Status.MISSING)
        return {status: sum(p.status is status for p in self.projects) for status in known}

    @property
    def all_projects(self) -> str:
        """What all its projects are: those issued, or those that came where nobody knows what was issued."""
        return "下发项目" if self.is_whole else "收到项目"

    def kinds(self) -> Mapping[Handling, int]:
        """Files by what became of them; they add up to all that were received."""
        return {kind: sum(f.kind is kind for f in self.files) for kind in Handling}

    @property
    def title(self) -> str:
        """Heading: year and department where all projects share them."""
        years, departments = ({getattr(p, key) for p in self.projects} for key in ("year", "department"))
        year = f"{next(iter(years))}年度" if len(years) == 1 and years != {""} else ""
        department = next(iter(departments)) if len(departments) == 1 else ""
        return f"{department}{year}项目支出绩效自评汇总表{PROVISIONAL if self.provisional() else ''}"
