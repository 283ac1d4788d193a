"""``xlgen report word`` and ``xlgen report html``: reports and pages written from forms, from a folder, from a campaign."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import progress, tell_issued
from xlgen.cli.options import BATCHES, FILE, JOBS
from xlgen.cli.within.called_inside import is_campaign
from xlgen.cli.within.each_told import PLEASE, show_each, some
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND, Status, exit_code


@click.command("word", cls=ChineseCommand)
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
    means, inside = flows.all_means(jobs), path.is_dir() and issued is None and is_campaign(path)
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


@click.command("html", cls=ChineseCommand)
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
    if path.is_dir() and issued is None and is_campaign(path):
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
