"""Work flow: a form, or returned forms summed up, and a template → a report in Word that a clerk goes on editing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, fresh, one_file, path_of
from xlgen.files.saving import write_whole
from xlgen.files.shipped import templates
from xlgen.flows.checking import ALONE, check, readable
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.means import Means
from xlgen.flows.reporting.written_report import WrittenReport
from xlgen.issued.manifest import Manifest
from xlgen.reports.summed import closing_sentence
from xlgen.reports.word.department_facts import department_facts
from xlgen.reports.word.form_facts import form_facts
from xlgen.reports.word.named_facts import NamedFacts, fault_of, unfilled
from xlgen.reports.word.usual_facts import of_one_kind
from xlgen.returned.batch import Checked
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up as summed
from xlgen.statuses import Status
from xlgen.word.docx import Docx, open_docx
from xlgen.word.word_filling import filled
from xlgen.word.word_marks import all_marks, broken
from xlgen.words.labels import in_marks

FOLDER, SUFFIX = "报告", ".docx"
FORM, DEPARTMENT = "项目自评报告", "部门自评报告"  # templates that come with xlgen
NOTHING = NamedFacts()
IN_CHECK = "校验结果（xlgen check）"  # where the forms are that do not count: a template of one's own may not list them


def report_word(
    path: Path | str,
    out: Path | str,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    template: Path | str | None = None,
    means: Means = ALONE,
) -> WrittenReport:
    """A form's report, or, of a folder, one report on all its forms that are sound, written to ``out`` (.docx).

    ``template`` is a .docx with marks such as ``{{总分}}`` and ``{{扣分.原因}}`` (docs/报告.md), or the name of one that comes
    with xlgen. ``issued`` and ``means`` are those of ``check``. A mark that stands for nothing stays, and is told.

    XlgenError where ``out`` is there already or no .docx, a form cannot be read, none counts, or the template is one for forms and ``path``
    a folder, or the other way round; Refused (XG0xx) where the template is no .docx.

    >>> report_word("回收/P001_培训.xlsx", "报告.docx", "下发").file.name
    '报告.docx'
    """
    source, target = existing(path), new_document(out)
    document, manifest = template_at(template or (DEPARTMENT if source.is_dir() else FORM)), issued_at(issued)
    returns = check(source, manifest, means=means)
    if not source.is_dir():
        answers = readable(returns[0]).answers
        assert answers, "it is readable"
        return _written(document, form_facts(answers), target, returns, False)
    rollup = summed(returns, manifest, attachments=returns.attachments)
    return replace(_written(document, _counted(rollup), target, returns, True), said=closing_sentence(rollup, IN_CHECK))


def report_summary(rollup: Rollup, out: Path | str, template: Path | str | None = None) -> WrittenReport:
    """The report on a summary that was made elsewhere. XlgenError and Refused as above."""
    target, document = new_document(out), template_at(template or DEPARTMENT)
    return _written(document, _counted(rollup), target, Checked(()), True)


def _counted(rollup: Rollup) -> NamedFacts:
    if not any(project.counted for project in rollup.projects):
        raise XlgenError(f"没有一个{Status.SOUND.word}的项目，没有写报告。请先用 xlgen check 看各表怎样了")
    return department_facts(rollup)


def _written(document: Docx, facts: NamedFacts, target: Path, returns: Checked, is_summary: bool) -> WrittenReport:
    refuse_other_kind(document, is_summary, facts)
    write_whole(target, filled(document, facts.given()))
    return WrittenReport(target, left_in(document, facts), returns)


def refuse_other_kind(document: Docx, is_summary: bool, facts: NamedFacts = NOTHING) -> None:
    """XlgenError where a template is one for forms and the report is on a summary, or the other way round.

    A name that ``facts`` have is a label of the form, whatever else is called so.
    """
    one, many = of_one_kind(mark.name for mark in all_marks(document))
    wrong, right = (one, many) if is_summary else (many, one)
    if right or not any(fault_of(facts, name) for name in wrong):
        return
    named = f"{in_marks(wrong[0])}等 {len(wrong)} 个名称"
    if is_summary:
        raise XlgenError(f"这份模板是一张表的报告用的，部门报告里没有{named}。要每张表写一份请加 --each，要部门报告请换模板")
    raise XlgenError(f"这份模板是部门报告用的，一张表里没有{named}。请写文件夹或批次，或换一份模板")


def left_in(document: Docx, facts: NamedFacts) -> tuple[str, ...]:
    """Which marks of a template stay as they are, and what was blank, one sentence each."""
    return *unfilled(facts, all_marks(document)), *map(told_broken, dict.fromkeys(broken(document)))


def told_broken(said: str) -> str:
    """What looks like a mark and is none."""
    return f"{in_marks(said)}缺了括号，不是“{{{{名称}}}}”，原样留着"


def new_document(out: Path | str) -> Path:
    """Where a report can be written to; XlgenError where it cannot."""
    target = path_of(out)
    if target.suffix.lower() != SUFFIX:
        raise XlgenError(f"{target} 应以 {SUFFIX} 结尾")
    return fresh(target)


def template_at(said: Path | str) -> Docx:
    """A template by its file, or by its name among those that come with xlgen. XlgenError where there is none."""
    shipped = {path.stem: path for path in sorted((templates() / FOLDER).glob(f"*{SUFFIX}"))}
    if str(said) in shipped and not path_of(said).exists():
        return open_docx(shipped[str(said)])
    if not path_of(said).suffix:
        raise XlgenError(f"没有叫{in_marks(str(said))}的报告模板。自带的有：{'、'.join(shipped)}；自己的请写 .docx 文件")
    return open_docx(one_file(said))
