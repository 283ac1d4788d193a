"""Which form a report is to be held against: that of the project it names, never by its file's name alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.files.showing import shown_path
from xlgen.reports.held.project_names import project_names
from xlgen.reports.held.report_text import ReportText
from xlgen.reports.held.several_projects import several
from xlgen.reports.held.whose_report import KnownProject, whose_report
from xlgen.returned.batch import Return
from xlgen.words.labels import in_marks

_MOST_NAMED = 5  # projects in one sentence


@dataclass(frozen=True, slots=True)
class BatchOfForms:
    """The forms that reports may tell of by their 项目编码, and every project of the batch, with a form or without."""

    forms: Mapping[str, Sequence[Return]]
    projects: Sequence[KnownProject]

    @property
    def names(self) -> list[str]:
        """What the projects are called."""
        return [each.name for each in self.projects]


@dataclass(frozen=True, slots=True)
class FoundForm:
    """The form that a report is to be held against; None, and ``why``, where that is not one. ``is_several``: it is about several."""

    form: Return | None
    why: str = ""
    is_several: bool = False


def batch_of_forms(returns: Sequence[Return], issued: Mapping[str, str]) -> BatchOfForms:
    """Returned forms, and the names of all the batch's projects by their codes."""
    forms: dict[str, list[Return]] = {}
    for each in returns:
        if each.form:
            forms.setdefault(each.code, []).append(each)
    whole = {code for code, own in forms.items() if own[0].extract and own[0].extract.about.is_department}
    names = {**issued, **{code: own[0].project for code, own in forms.items()}}
    return BatchOfForms(forms, [KnownProject(code, name, code in whole) for code, name in names.items()])


def form_of_report(report: ReportText, file: Path, batch: BatchOfForms) -> FoundForm:
    """The form of the project that a report is about; None, and why, where that is not one."""
    found = whose_report(report, batch.projects, file.stem)
    own = found[0] if len(found) == 1 else None
    identity = {"name": own.name, "code": own.code} if own else {}
    is_whole = own is not None and own.is_department
    if not is_whole and (sign := several(report, project_names(identity, batch.names, report))):
        return FoundForm(None, f"写的不止一个项目（{sign}）", is_several=True)
    if own is None:
        named = "、".join(f"{each.code} {each.name}" for each in found[:_MOST_NAMED]) + "等" * (len(found) > _MOST_NAMED)
        return FoundForm(
            None, f"提到 {len(found)} 个项目（{named}），认不出写的是哪一个" if found else "没有提到这些表里的任何一个项目"
        )
    return _one_of(own, batch.forms.get(own.code, ()), file)


def _one_of(own: KnownProject, forms: Sequence[Return], file: Path) -> FoundForm:
    """The one form of a project; of several the one that is called as the report is."""
    alike = [each for each in forms if each.file.stem == file.stem] if len(forms) > 1 else forms
    if len(alike) == 1:
        return FoundForm(alike[0])
    if not forms:
        return FoundForm(None, f"写的是{in_marks(own.name)}，没有这个项目读得出来的自评表")
    held = "、".join(shown_path(each.file) for each in forms)
    return FoundForm(None, f"写的是{in_marks(own.name)}，它的自评表有 {len(forms)} 份（{held}），请只留一份")
