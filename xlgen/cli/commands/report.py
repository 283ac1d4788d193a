"""``xlgen report``: reports in Word and pages to look at, whether a template can be filled, and a report held against a form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseGroup
from xlgen.cli.console import print_json, progress, tell_issued
from xlgen.cli.options import AS_JSON, BATCHES, FILE, ISSUED, JOBS
from xlgen.cli.within.check_told import check_code, show_check
from xlgen.cli.within.each_told import PLEASE, show_each, some
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND, Status, exit_code


@click.group("report", cls=ChineseGroup)
def command() -> None:
    """写报告：Word 文档写好了接着改，网页打开就能看，数和文字从自评表、汇总来；写好的报告和表对一遍。"""


@command.command("word")
@click.argument("path", type=FILE, metavar="自评表或文件夹")
@click.option("--out", "-o", required=True, type=FILE, metavar="报告.docx", help="写到哪个文件；写了 --each 的，是哪个文件夹")
@click.option(
    "--template",
    "template",
    metavar="模板",
    help="自己的 .docx 模板，或自带的模板名称；不写用自带的“项目自评报告”“部门自评报告”",
)
@click.option("--each", "by_form", is_flag=True, help="文件夹或批次里的每张表写一份，文件名和表的一样")
@BATCHES
@JOBS
def word_command(
    path: Path, out: Path, template: str | None, by_form: bool, issued: Path | tuple[Path, ...] | None, jobs: int | None
) -> None:
    """把一张自评表写成项目报告；文件夹或批次写成一份部门报告，只计审核通过的。

    \b
    例：xlgen report word 回收/P001.xlsx -o 报告.docx
        xlgen report word 回收 --issued 下发 -o 部门报告.docx
        xlgen report word 2025自评 -o 部门报告.docx          批次的文件夹
        xlgen report word 回收 --each -o 各项目报告          每张表一份
    """  # noqa: D301
    path = Path(path)  # an address is text
    means, inside = flows.all_means(jobs), path.is_dir() and issued is None and _is_campaign(path)
    if inside:
        sys.exit(_of_campaign(path, out, template, by_form, means))
    known = issued or flows.find_issued([path])
    if by_form:
        done = flows.report_each(path, out, known, template=template, means=means, progress=progress("写报告"))
        tell_issued(issued, known)
        sys.exit(show_each(done, out))
    one = flows.report_word(path, out, known, template=template, means=means)
    tell_issued(issued, known)
    if len(one.returns) == 1 and one.returns[0].status is not Status.SOUND and not path.is_dir():
        click.echo(f"这张表{one.returns[0].standing}，报告里的数按公式重算，与表上写的可能不同；请先运行 xlgen check。")
    _show(one)
    _say(one.said)
    sys.exit(max(exit_code(each.status for each in one.returns), NOT_ALL_SOUND if one.left else ALL_SOUND))


def _is_campaign(folder: Path) -> bool:
    from xlgen.cli.within.report_inside import is_campaign

    return is_campaign(folder)


def _of_campaign(path: Path, out: Path, template: str | None, by_form: bool, means: flows.Means) -> int:
    from xlgen.cli.within.report_inside import report_campaign, reports_of_campaign

    if by_form:
        done, without, law = reports_of_campaign(path, out, template, means)
        code = show_each(done, out)
        if without:
            click.echo(f"没有能写的表、没有报告的项目 {len(without)} 个：{some(without)}。")
        click.echo(law)
        return max(code, NOT_ALL_SOUND if without else ALL_SOUND)
    one, law, is_all = report_campaign(path, out, template, means)
    _show(one)
    click.echo(law)
    return ALL_SOUND if is_all and not one.left else NOT_ALL_SOUND


def _show(done: flows.WrittenReport) -> None:
    """What stayed as it is, and where the report is."""
    for said in done.left:
        click.echo(said)
    click.echo(f"报告已写到 {done.file}。{PLEASE}")


@command.command("html")
@click.argument("path", type=FILE, metavar="自评表或文件夹")
@click.option("--out", "-o", required=True, type=FILE, metavar="结果.html", help="写到哪个文件")
@click.option("--unit", default="", metavar="单位", help="只做这个实施单位的；用于文件夹和批次")
@BATCHES
@JOBS
def html_command(path: Path, out: Path, unit: str, issued: Path | tuple[Path, ...] | None, jobs: int | None) -> None:
    """把一张自评表、一个文件夹或批次做成一页网页：得分、扣分、问题，能排序、查找、打印，不用联网。

    \b
    例：xlgen report html 回收/P001.xlsx -o 结果.html
        xlgen report html 回收 --issued 下发 -o 结果.html
        xlgen report html 2025自评 --unit 县医院 -o 县医院.html
    """  # noqa: D301
    path = Path(path)  # an address is text
    if path.is_dir() and issued is None and _is_campaign(path):
        from xlgen.cli.within.report_inside import page_campaign

        inside, law, is_all = page_campaign(path, out, unit, flows.all_means(jobs))
        _show_page(inside)
        click.echo(law)
        sys.exit(ALL_SOUND if is_all else NOT_ALL_SOUND)
    known = issued or flows.find_issued([path])
    done = flows.report_html(path, out, known, unit=unit, means=flows.all_means(jobs))
    tell_issued(issued, known)
    _show_page(done)
    _say(done.said)
    sys.exit(exit_code(each.status for each in done.returns))


def _say(closing: str) -> None:
    """What was counted, of a folder."""
    if closing:
        click.echo(closing)


def _show_page(done: flows.WrittenReport) -> None:
    for said in done.left:
        click.echo(said)
    click.echo(f"网页已写到 {done.file}，用浏览器打开就能看。")


@command.command("lint")
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
    if form is not None and form.is_dir() and issued is None and _is_campaign(form):
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


@command.command("check")
@click.argument("report", type=FILE, metavar="自评报告.docx")
@click.argument("form", type=FILE, metavar="自评表.xlsx")
@click.option("--sources", is_flag=True, help="另列各数出处：比了哪些数，各是表上哪一格")
@ISSUED
@AS_JSON
def check_command(report: Path, form: Path, sources: bool, issued: Path | None, as_json: bool) -> None:
    """表文一致：报告里写的数和自评表一个一个对，不一致的指出来。没有比的不等于对。

    \b
    例：xlgen report check 自评报告.docx 回收/P001.xlsx
        xlgen report check 自评报告.docx 回收/P001.xlsx --sources
    """  # noqa: D301
    done = flows.check_report(report, form, issued or flows.find_issued([form]))
    if as_json:
        print_json(flows.report_check(done))
    else:
        show_check(done, report, sources)
    sys.exit(check_code(done))
