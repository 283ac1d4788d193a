"""Work flow: every form of a folder → a report in Word of its own, all of them in a folder of reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import OTHER_FOLDER, existing, folder, fresh, path_of
from xlgen.files.placing import unpacked
from xlgen.files.saving import put, together
from xlgen.files.temporary import tidy
from xlgen.flows.checking import ALONE, check, readable
from xlgen.flows.judging.means import Means
from xlgen.flows.reporting.word_reports import FORM, SUFFIX, left_in, refuse_other_kind, template_at
from xlgen.issued.manifest import Manifest
from xlgen.reports.word.form_facts import form_facts
from xlgen.returned.batch import Return
from xlgen.statuses import Status
from xlgen.word.docx import Docx
from xlgen.word.word_filling import filled

WatchedReports = Callable[[Sequence[tuple[Path, Return]]], Any]


@dataclass(frozen=True, slots=True)
class EachReport:
    """What became of one form: its report, None where none was written and ``why``; ``left`` is that of ``WrittenReport``."""

    returned: Return
    file: Path | None = None
    left: tuple[str, ...] = ()
    why: str = ""


def report_each(
    path: Path | str,
    out: Path | str,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    template: Path | str | None = None,
    means: Means = ALONE,
    progress: WatchedReports = iter,
) -> list[EachReport]:
    """A report for each form of a folder or zip, called like the form and lying in ``out`` as the forms lie.

    ``template``, ``issued`` and ``means`` are those of ``report_word``; ``progress`` wraps the list of forms. A form that cannot
    be read stops none of the others; of what was not returned there is none. All reports are there, or none.

    XlgenError where ``out`` lies among the forms, is called as a file is, or one of the reports is there already, and where
    there are no forms; Refused (XG0xx) where the template is no .docx.
    """
    source, target = existing(path), path_of(out)
    base = source if source.is_dir() else source.parent
    if source.is_dir() and target.resolve().is_relative_to(base.resolve()):
        raise XlgenError(f"报告不能放在自评表的文件夹里面。{OTHER_FOLDER}")
    returns, taken = check(source, issued, means=means), set[str]()
    found = [each for each in returns if each.status is not Status.MISSING]
    if not found:
        raise XlgenError(f"{source} 里没有自评表，没有写报告")
    placed = {unpacked(each.file.relative_to(base), taken).with_suffix(SUFFIX): each for each in found}
    done = report_returns(placed, target, template, progress)
    return done + [EachReport(each, why="没有收到") for each in returns if each.status is Status.MISSING]


def report_returns(
    returns: Mapping[Path, Return], out: Path | str, template: Path | str | None = None, progress: WatchedReports = iter
) -> list[EachReport]:
    """The same of forms that were judged elsewhere, each by the place that its report gets in ``out``."""
    target = path_of(out)
    if target.suffix.lower() == SUFFIX:
        raise XlgenError(f"{target} 是文件名，每张表一份的报告要放在一个文件夹里")
    tidy(folder(target))
    document = template_at(template or FORM)
    refuse_other_kind(document, is_summary=False)
    for place in returns:
        fresh(target / place)
    done = []
    with together(target) as stage:
        for place, each in progress(list(returns.items())):
            one, content = _one(document, each, target / place)
            if content:
                put(stage / place, content)
            done.append(one)
    return done


def _one(document: Docx, returned: Return, file: Path) -> tuple[EachReport, bytes]:
    """One report and what it holds; a form of which none can be made stops none of the others."""
    try:
        answers = readable(returned).answers
        assert answers, "it is readable"
        facts = form_facts(answers)
        return EachReport(returned, file, left_in(document, facts)), filled(document, facts.given())
    except OSError as error:
        return EachReport(returned, why=said_of_file(error)), b""
    except XlgenError as error:
        return EachReport(returned, why=str(error)), b""
    except Exception as error:
        return EachReport(returned, why=str(refuse("XG059", recorded(error)))), b""
