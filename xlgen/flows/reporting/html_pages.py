"""Work flow: a form, or returned forms summed up → one HTML file to look at, which asks nothing of any host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, fresh, path_of
from xlgen.files.saving import write_whole
from xlgen.flows.checking import ALONE, check, readable
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.means import Means
from xlgen.flows.reporting.written_report import WrittenReport
from xlgen.flows.summary import relative_to, relinked
from xlgen.issued.manifest import Manifest
from xlgen.pages.page_charts import LACKING, can_draw
from xlgen.reports.html.department_page import department_page
from xlgen.reports.html.project_page import project_page
from xlgen.reports.html.summed_tables import ON_PAGE
from xlgen.reports.summed import closing_sentence
from xlgen.returned.batch import Checked
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up as summed

SUFFIXES = (".html", ".htm")


def report_html(
    path: Path | str,
    out: Path | str,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    unit: str = "",
    means: Means = ALONE,
) -> WrittenReport:
    """A form's page, or, of a folder, one page on all its forms or on those of one ``unit``, written to ``out`` (.html).

    Only sound forms count in its sums, all are listed. ``issued`` and ``means`` are those of ``check``. Charts are drawn where
    pygal is installed (extra ``html``), else tables stand in their place. Same files, same bytes.

    XlgenError where ``out`` is there already or no .html, a form cannot be read, none of a folder can, or the unit has none.

    >>> report_html("回收/P001_培训.xlsx", "结果.html", "下发").file.name
    '结果.html'
    """
    source, target, manifest = existing(path), new_page(out), issued_at(issued)
    if unit and not source.is_dir():
        raise XlgenError("一张表只有一个单位，--unit 用于文件夹和批次")
    returns = check(source, manifest, means=means)
    if not source.is_dir():
        answers = readable(returns[0]).answers
        assert answers, "it is readable"
        return _written(target, project_page(returns[0], answers, can_draw()), returns)
    if not any(each.form for each in returns):
        raise XlgenError("没有一份读得出来的自评表，没有写网页。请先用 xlgen check 看为什么读不出")
    rollup = summed(returns, manifest, attachments=returns.attachments)
    return replace(_of_summary(rollup, target, unit, returns), said=closing_sentence(rollup, f"网页的{ON_PAGE.pendings}"))


def html_summary(rollup: Rollup, out: Path | str, unit: str = "") -> WrittenReport:
    """The page on a summary that was made elsewhere. XlgenError as above."""
    return _of_summary(rollup, new_page(out), unit, Checked(()))


def _of_summary(rollup: Rollup, target: Path, unit: str, returns: Checked) -> WrittenReport:
    """Files are named from where the page will stand: whoever gets it learns nothing of this computer's folders."""
    linked = relinked(rollup, relative_to(target.parent))
    return _written(target, department_page(linked, can_draw(), unit), returns)


def _written(target: Path, content: bytes, returns: Checked) -> WrittenReport:
    write_whole(target, content)
    return WrittenReport(target, () if can_draw() else (LACKING,), returns)


def new_page(out: Path | str) -> Path:
    """Where a page can be written to; XlgenError where it cannot."""
    target = path_of(out)
    if target.suffix.lower() not in SUFFIXES:
        raise XlgenError(f"{target} 应以 {SUFFIXES[0]} 结尾")
    return fresh(target)
