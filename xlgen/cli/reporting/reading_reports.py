"""``xlgen report lint`` and ``xlgen report check``: a template read before it is filled, reports read against their forms."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json, progress, tell_issued
from xlgen.cli.options import AS_JSON, BATCHES, FILE, ISSUED, JOBS
from xlgen.cli.within.called_inside import is_campaign
from xlgen.cli.within.check_told import check_code, show_check, show_checks
from xlgen.cli.within.each_told import some
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("lint", cls=ChineseCommand)
@click.argument("template", metavar="模板.docx")
@click.option(
    "--form", type=FILE, metavar="自评表或文件夹", help="照哪张表填：下发的空白表、收回的表；部门的模板写文件夹或批次"
)
@ISSUED
def lint_command(template: str, form: Path | None, issued: Path | None) -> None:
    """检查模板：{{名称}} 有没有，有几个，是不是写错了。不写 --form 的，只看各表、各部门都有的。

    \b
    例：xlgen report lint 模板.docx
        xlgen report lint 模板.docx --form 回收/P001.xlsx
        xlgen report lint 部门模板.docx --form 回收
    """  # noqa: D301
    if form is not None and form.is_dir() and issued is None and is_campaign(form):
        from xlgen.cli.within.report_inside import lint_in_campaign

        found = lint_in_campaign(form, template)
    else:
        found = flows.lint_report(template, form, issued)
    for said in found.faults:
        click.echo(said)
    fine = "没有看到写错的。" if found.untold or form is None else "都填得上。"
    click.echo(f"共 {found.marks} 处 {{{{名称}}}}，" + (f"{len(found.faults)} 处要改。" if found.faults else fine))
    if found.untold:
        click.echo(f"另有 {len(found.untold)} 个名称要看表才知道，请加 --form：{some(found.untold)}。")
    sys.exit(NOT_ALL_SOUND if found.faults else ALL_SOUND)


@click.command("check", cls=ChineseCommand)
@click.argument("report", type=FILE, metavar="自评报告")
@click.argument("form", type=FILE, required=False, metavar="自评表")
@click.option("--sources", is_flag=True, help="另列各数出处：比了哪些数，各是表上哪一格")
@BATCHES
@JOBS
@AS_JSON
def check_command(
    report: Path,
    form: Path | None,
    sources: bool,
    issued: Path | tuple[Path, ...] | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """表文一致：报告里写的数和自评表一个一个对，不一致的指出来。没有比的不等于对。

    写文件夹的，每份报告照里面写的项目名称、编码找它的表，部门的报告和全部的表比。报告和表放在一起的，写一个文件夹就行。

    \b
    例：xlgen report check 自评报告.docx 回收/P001.xlsx
        xlgen report check 自评报告.docx 回收/P001.xlsx --sources
        xlgen report check 报告 回收 --issued 下发          每份报告各找各的表
        xlgen report check 部门报告.docx 回收               和全部的表、它们的汇总比
        xlgen report check 报告 2025自评                    批次的文件夹
    """  # noqa: D301
    report, form = Path(report), Path(form) if form is not None else None  # an address is text
    if form is not None and not report.is_dir() and not form.is_dir():
        done = flows.check_report(report, form, issued or flows.find_issued([form]))
        if as_json:
            print_json(flows.report_check(done))
        else:
            show_check(done, report, sources)
        sys.exit(check_code(done))
    if form is None and report.is_file():
        raise flows.XlgenError(f"还要写明和哪张表对：xlgen report check {report} 自评表.xlsx；也可以写放表的文件夹")
    found = _each(report, form, issued, flows.all_means(jobs), as_json)
    if as_json:
        print_json(flows.reports_check(found))
    else:
        show_checks(found, sources)
    sys.exit(ALL_SOUND if found.is_sound else NOT_ALL_SOUND)


def _each(
    reports: Path, forms: Path | None, issued: Path | tuple[Path, ...] | None, means: flows.Means, as_json: bool
) -> flows.CheckedReports:
    """Reports held each against its form, of a folder or of a campaign."""
    place = forms or reports
    if issued is None and place.is_dir() and is_campaign(place):
        from xlgen.cli.within.report_inside import check_in_campaign

        return check_in_campaign(place, reports, means)
    known = issued or flows.find_issued([place])
    done = flows.check_reports(reports, forms, known, means=means, progress=progress("对报告"))
    if not as_json:
        tell_issued(issued, known)
    return done
