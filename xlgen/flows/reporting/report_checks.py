"""Work flow: a report in Word and a form → every figure of the report that is one of the form, and whether it is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import one_file
from xlgen.files.sources import Source
from xlgen.flows.checking import check, readable
from xlgen.flows.doctoring.trial import SUMMARY
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.judge import read_form
from xlgen.issued.manifest import Manifest
from xlgen.reports.held.figures_told import ComparedHere, Held, count_figures, told_figures
from xlgen.reports.held.own_part import OwnPart, own_part
from xlgen.reports.held.project_names import project_names
from xlgen.reports.held.report_text import ReportText, report_text, to_compare
from xlgen.reports.held.several_projects import several
from xlgen.reports.report_figures import ReportCheck, ToldFigure
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.returned.kept.extract import about
from xlgen.rules.prose.form_figures import form_figures
from xlgen.rules.prose.prose_words import fact, figures_called
from xlgen.rules.prose.table_labels import table_labels
from xlgen.rules.prose.told_figures import setting
from xlgen.word.docx import open_docx
from xlgen.words.labels import in_marks

_WORDS = ("grade", "places")  # what is told of them is no number


def check_report(
    report: Path | str, form: Path | str, issued: Path | str | Sequence[Path | str] | Manifest | None = None
) -> ReportCheck:
    """The figures of a report (.docx) held against a form's, which are recomputed: sentences, tables, text boxes, notes.

    ``issued`` is that of ``check``. What is not certainly a figure of the form is left alone, and counted.

    XlgenError where a file is not there or the form cannot be read; Refused (XG0xx) where the report is no .docx.

    >>> check_report("自评报告.docx", "回收/P001_培训.xlsx", "下发").is_sound
    True
    """
    source, held = one_file(report), one_file(form)
    if held.suffix.lower() == ".docx" and source.suffix.lower() != ".docx":
        raise XlgenError(f"两个文件写反了：先写自评报告 {held}，再写自评表 {source}")
    text, manifest = report_text(open_docx(source)), issued_at(issued)
    returned = check(held, manifest)[0]
    if returned.form is None and _is_summary(held):
        raise XlgenError(
            f"{held} 是汇总表，不是自评表。部门的报告要和各项目对，请写收回的文件夹：xlgen report check {source.name} 回收"
        )
    return held_against(text, readable(returned), manifest.names.values() if manifest else ())


def _is_summary(file: Path) -> bool:
    """Whether a workbook that is no form is 汇总.xlsx."""
    try:
        return set(read_form(Source(file)).sheets) >= SUMMARY
    except XlgenError:
        return False


def held_against(report: ReportText, returned: Return, issued: Iterable[str]) -> ReportCheck:
    """The same of a report and a form that are read; ``issued`` are the names of the batch's projects."""
    answers = returned.answers
    assert answers, "it is readable"
    part, remarks = _part(report, answers, issued)
    told = told_figures(report, Held(form_figures(answers), table_labels(answers), setting(answers)), part)
    left = count_figures(report) - len({one.at for one in told if one.each.mention.kind not in _WORDS})
    return ReportCheck(tuple(_figure(answers, one) for one in told), left, tuple(remarks), returned)


def _part(report: ReportText, answers: Answers, issued: Iterable[str]) -> tuple[OwnPart | None, list[str]]:
    """What of the report is the project's where it is about several, None where all of it is; and sentences on the whole."""
    names = project_names(answers.snapshot.identity, issued, report)
    sign = "" if about(answers.snapshot).is_department else several(report, names)
    if not sign:
        return None, list(_strange(report, answers))
    part, name = own_part(report, names), in_marks(answers.snapshot.identity.get("name", ""))
    said = f"这份报告写的不止一个项目（{sign}）"
    if part.is_empty:
        return part, [f"{said}，没有单独写{name}的段落和表格行，一个数也没有比"]
    return part, [f"{said}，只比了单独写{name}的段落和表格行，其余的没有比"]


def _figure(answers: Answers, one: ComparedHere) -> ToldFigure:
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
