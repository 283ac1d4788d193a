"""Many reports that were checked, counted and as JSON."""

from __future__ import annotations

from pathlib import Path

from xlgen.files.sources import Unseen
from xlgen.reports.held.checked_reports import CheckedReport, CheckedReports, reports_check
from xlgen.reports.report_figures import ReportCheck, ToldFigure
from xlgen.returned.batch import Return

FORM = Return(Path("表/P001.xlsx"), None, (), "P001", "村级培训")


def check(*agrees: bool, remarks: tuple[str, ...] = ()) -> ReportCheck:
    figures = (
        ToldFigure("第1段", "预算30万元。", "30万元", "30万元", each, "自评表", "D7", "n", "预算", "") for each in agrees
    )
    return ReportCheck(tuple(figures), 2, remarks, FORM)


def test_the_closing_counts_each_report_once() -> None:
    found = [check(True), check(True, False), check(True, remarks=("请看",)), check(), None]
    done = CheckedReports(tuple(CheckedReport(Path(f"{i}.docx"), each) for i, each in enumerate(found)))
    assert (done.closing, done.is_sound) == ("共 5 份报告：1 份一致，1 份有不一致，2 份要看一眼，1 份没有比。", False)


def test_the_json_says_of_each_what_it_says_of_one() -> None:
    done = CheckedReports(
        (CheckedReport(Path("a.docx"), check(False)), CheckedReport(Path("b.docx"), None, "没有提到")), (FORM,), (Unseen(Path("c.pdf"), "不是"),)
    )  # fmt: skip
    found = reports_check(done)
    one, other = found.pop("reports")
    assert (one["report"], one["form"], one["left"], [each["cell"] for each in one["findings"]]) == (
        "a.docx",
        "表/P001.xlsx",
        2,
        ["D7"],
    )
    assert other == {
        "report": "b.docx",
        "form": "",
        "why": "没有提到",
        "findings": [],
        "compared": [],
        "left": 0,
        "remarks": [],
    }
    assert one.keys() == other.keys()
    assert found == {
        "version": 1,
        "without": [{"form": "表/P001.xlsx", "code": "P001", "name": "村级培训"}],
        "not_read": [{"file": "c.pdf", "why": "不是"}],
    }
