"""Which lines of a roster a rewrite helps: their standard is not read as it stands, and is read when said again."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlgen.catalogue import CODES, found
from xlgen.findings import Finding, Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method, named
from xlgen.roster.aiming.aims import PERCENT, aim_of, text_of
from xlgen.roster.indicators import indicator_row
from xlgen.roster.lines import sheet_lines
from xlgen.roster.projects import project_codes
from xlgen.roster.read import table_lines
from xlgen.roster.records import Line, Reading
from xlgen.roster.rewriting.facts import Facts, Proposal
from xlgen.roster.rewriting.proposing import proposals
from xlgen.roster.titles import PROJECTS, growing_tables, is_scored, project_titles
from xlgen.words.labels import in_marks
from xlgen.words.spelling import narrow
from xlgen.workbook.records import WorkbookRecord

METHOD, STANDARD = "评分方法", "评分标准"
Values = Mapping[str, Decimal | str]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A line of a roster and what should stand in it instead."""

    line: Line
    proposal: Proposal

    @property
    def finding(self) -> Finding:
        """It said as a finding of the line."""
        method = f"评分方法写{in_marks(self.proposal.method)}，"
        fact = f"{method if self.method_changes else ''}评分标准写{in_marks(self.proposal.standard)}，就读得懂"
        return found("XL135", fact, sheet=self.line.sheet, cell=self.line.place(STANDARD), value=self.line.text(STANDARD))

    @property
    def method_changes(self) -> bool:
        """Whether 评分方法 has to be written, too."""
        return self.line.text(METHOD) != self.proposal.method


def rewrites(book: WorkbookRecord, template: Spec, methods: Mapping[str, Method]) -> Iterator[Rewrite]:
    """The lines of a roster's scored tables that a rewrite helps, in their order."""
    reading = Reading(template, methods)  # what else is wrong is told where the roster is read
    years = {
        code: line.text("年度")
        for code, line in project_codes(reading, sheet_lines(reading, book, PROJECTS, project_titles(template)) or ()).items()
    }
    for spec in growing_tables(template).values():
        if is_scored(spec):
            for line in table_lines(reading, book, spec, None) or ():
                year = years.get(line.text("项目编码"), "")
                if proposal := rewritten(line.values, line.percents, methods, spec["columns"], year):
                    yield Rewrite(line, proposal)


def rewritten(
    values: Values, percents: frozenset[str], methods: Mapping[str, Method], prints: Container[str], year: str = ""
) -> Proposal | None:
    """The method and standard to write into a line instead; None where it is read as it is, or nothing says the same for certain."""

    def is_read(line: Values) -> bool:
        faults: list[str] = []

        def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
            if (severity or CODES[code].severity) is Severity.ERROR or code == "XL128":
                faults.append(code)

        indicator_row(line, percents, methods, prints, problem, year)
        return not faults

    standard, typed = text_of(values, STANDARD), text_of(values, METHOD)
    facts = _facts(values, percents, year)
    if not standard or facts is None or is_read(values):
        return None
    own = named(methods, typed) if typed else None
    for each in proposals(standard, facts):
        if typed and (own is None or not own.name.startswith(each.method)):
            continue
        proposal = Proposal(own.name if own else each.method, each.standard, each.why)
        if is_read({**values, METHOD: proposal.method, STANDARD: proposal.standard}):
            return proposal
    return None


def _facts(values: Values, percents: frozenset[str], year: str) -> Facts | None:
    """What the line says beside its standard; None where its points are no number."""
    points = values.get("分值")
    if not isinstance(points, Decimal):
        return None
    aim = aim_of(values, "指标值" in percents, year, lambda *_, **__: None)
    target = None if aim.nature == "定性" else aim.target.value
    is_day = aim.target.unit == "日期"
    is_percent = not is_day and (
        aim.unit in PERCENT or aim.target.unit == "%" or (target == 0 and "%" in narrow(text_of(values, STANDARD)))
    )
    if is_percent and target is not None:
        target = target * 100
    return Facts(
        text_of(values, "三级指标"), points, target, "%" if is_percent else "" if is_day else aim.unit, is_day, aim.nature
    )
