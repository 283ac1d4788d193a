"""A report held against one form: what differs, what was not compared, and whether it is the project's at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xlgen.reports.held.figures_told import ComparedHere, Held, count_figures, told_figures
from xlgen.reports.held.own_part import OwnPart, own_part
from xlgen.reports.held.project_names import project_names
from xlgen.reports.held.report_text import ReportText, to_compare
from xlgen.reports.held.several_projects import other_project, several
from xlgen.reports.report_figures import ReportCheck, ToldFigure
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.returned.kept.extract import about
from xlgen.rules.prose.form_figures import form_figures
from xlgen.rules.prose.prose_words import fact, figures_called
from xlgen.rules.prose.table_labels import table_labels
from xlgen.rules.prose.told_figures import setting
from xlgen.words.labels import in_marks

_WORDS = ("grade", "places")  # what is told of them is no number
_ALL = "要和各项目、合计都比，第二个写放这些表的文件夹"


def held_against(report: ReportText, returned: Return, issued: Iterable[str]) -> ReportCheck:
    """The figures of a report held against those of a form; ``issued`` are the names of the batch's projects."""
    answers = returned.answers
    assert answers, "it is readable"
    part, remarks = _part(report, answers, issued)
    told = told_figures(report, held_of(answers), part)
    return ReportCheck(tuple(told_figure(answers, one) for one in told), left_of(report, told), tuple(remarks), returned)


def held_of(answers: Answers) -> Held:
    """What a form's report is held against."""
    return Held(form_figures(answers), table_labels(answers), setting(answers))


def left_of(report: ReportText, told: Iterable[ComparedHere]) -> int:
    """How many figures of a report were not compared."""
    return count_figures(report) - len({one.at for one in told if one.each.mention.kind not in _WORDS})


def _part(report: ReportText, answers: Answers, issued: Iterable[str]) -> tuple[OwnPart | None, list[str]]:
    """What of the report is the project's where it is about several, None where all of it is; and sentences on the whole."""
    names = project_names(answers.snapshot.identity, issued, report)
    sign = "" if about(answers.snapshot).is_department else several(report, names)
    if not sign:
        return None, list(_strange(report, answers))
    part, name = own_part(report, names), in_marks(answers.snapshot.identity.get("name", ""))
    if other := other_project(report, names):
        return part, [f"这份报告写的是{in_marks(other)}，没有提到{name}，一个数也没有比，请换成它的表"]
    said = f"这份报告写的不止一个项目（{sign}）"
    if part.is_empty:
        return part, [f"{said}，没有单独写{name}的段落和表格行，一个数也没有比。{_ALL}"]
    return part, [f"{said}，只比了单独写{name}的段落和表格行，其余的没有比。{_ALL}"]


def told_figure(answers: Answers, one: ComparedHere) -> ToldFigure:
    """A figure that was compared, with the cell of the form and what is said of it."""
    each = one.each
    name = each.figures[0].name if each.figures else ""
    sheet, cell = answers.cell(name) if name else ("", "")
    said = figures_called(answers, each), fact(answers, each, one.sentence)
    return ToldFigure(one.place, one.sentence, each.found, each.right, each.agrees, sheet, cell, name, *said)


def _strange(report: ReportText, answers: Answers) -> Iterator[str]:
    """That the report never names the project of the form."""
    identity = answers.snapshot.identity
    name, code, unit = (identity.get(key, "") for key in ("name", "code", "unit"))
    text = "".join(map(to_compare, report.said()))
    known = [name, code, re.sub(r"^\d{4}年度?", "", name), name.removesuffix("项目"), unit if unit and unit in name else ""]
    if not any(each and to_compare(each) in text for each in known):
        yield f"报告里没有出现项目名称{in_marks(name)}，也没有项目编码{in_marks(code)}，请看它写的是不是这个项目"
