"""Many reports, each held against the form of its project: what became of each, which forms have none; as JSON (docs/承诺.md)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.files.showing import shown_path
from xlgen.files.sources import Unseen
from xlgen.reports.report_figures import VERSION, ReportCheck, report_check
from xlgen.returned.batch import Return


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """What became of one report: how it stands against its form, or against all forms where it is about several projects.

    None where it was held against none; ``why`` says why, and of several what it was held against.
    """

    file: Path
    check: ReportCheck | None
    why: str = ""

    @property
    def form(self) -> Return | None:
        """The form it was held against; None where against none, or against all of them."""
        return self.check.returned if self.check else None

    @property
    def is_sound(self) -> bool:
        """Whether it was held against a form, or all of them, and nothing is to be asked."""
        return self.check is not None and self.check.is_sound


@dataclass(frozen=True, slots=True)
class CheckedReports:
    """All reports of a folder in the order of their names; ``without`` are forms that none is about, ``unseen`` files that are none."""

    reports: tuple[CheckedReport, ...]
    without: tuple[Return, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether each report is; forms without one are only told."""
        return all(each.is_sound for each in self.reports)

    @property
    def closing(self) -> str:
        """How many reports agree, differ, are to be looked at, and were not compared."""
        checks = [each.check for each in self.reports if each.check]
        agree, differ = sum(each.is_sound for each in checks), sum(bool(each.differing) for each in checks)
        counts = (
            (agree, "一致"), (differ, "有不一致"), (len(checks) - agree - differ, "要看一眼"), (len(self.reports) - len(checks), "没有比"),
        )  # fmt: skip
        return f"共 {len(self.reports)} 份报告：" + "，".join(f"{count} 份{said}" for count, said in counts if count) + "。"


def reports_check(done: CheckedReports) -> dict[str, Any]:
    """The result as JSON: of each report what ``report_check`` says of one, with its file and its form."""
    return {
        "version": VERSION,
        "reports": [_report(each) for each in done.reports],
        "without": [{"form": shown_path(each.file), "code": each.code, "name": each.project} for each in done.without],
        "not_read": [{"file": shown_path(each.path), "why": each.why} for each in done.unseen],
    }


def _report(each: CheckedReport) -> dict[str, Any]:
    about = {"report": shown_path(each.file), "form": shown_path(each.form.file) if each.form else "", "why": each.why}
    if each.check is None:
        return about | {"findings": [], "compared": [], "left": 0, "remarks": []}
    return about | {key: value for key, value in report_check(each.check).items() if key != "version"}
