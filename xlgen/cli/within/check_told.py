"""Reports that were held against their forms, told: what differs, where each figure comes from, how many were compared."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.console import show_findings
from xlgen.cli.within.each_told import some
from xlgen.files.showing import shown_path
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND, Status


def show_check(done: flows.ReportCheck, report: Path, sources: bool) -> None:
    """What was found; ``sources``: with 各数出处."""
    _show_figures(done, report, sources)
    click.echo(done.closing + ("" if sources or not done.compared else "用 --sources 看各数出处。"))


def check_code(done: flows.ReportCheck) -> int:
    """The exit code: 0 where all that was compared agrees."""
    return ALL_SOUND if done.is_sound else NOT_ALL_SOUND


def show_checks(done: flows.CheckedReports, sources: bool) -> None:
    """A line for each report with its form, what was found in it, forms without a report, and how many there are of each."""
    for each in done.reports:
        name = shown_path(each.file)
        if each.check is None:
            click.echo(click.style(f"【没有比】{name}", bold=True) + f"：{each.why}。")
            continue
        word = "一致" if each.is_sound else "有不一致" if each.check.differing else "请看一眼"
        click.echo(
            click.style(f"【{word}】{name}", bold=True)
            + f" 和 {shown_path(each.form.file) if each.form else '这些表'}：{each.check.closing}"
        )
        if each.why:
            click.echo(f"{each.why}。")
        _show_figures(each.check, each.file, sources)
    if done.without:
        click.echo(f"没有报告的表 {len(done.without)} 张：{some([f'{each.code} {each.project}' for each in done.without])}。")
    _show_twice(done)
    if done.unseen:
        click.echo(
            f"没有看的文件 {len(done.unseen)} 个：{some([f'{shown_path(each.path)}（{each.why}）' for each in done.unseen])}。"
        )
    is_open = any(each.check and each.check.compared for each in done.reports)
    click.echo(done.closing + ("用 --sources 看各数出处。" if is_open and not sources else ""))


def _show_twice(done: flows.CheckedReports) -> None:
    """Forms that several reports are about."""
    about: dict[Path, list[str]] = {}
    for each in done.reports:
        if each.form:
            about.setdefault(each.form.file, []).append(each.file.name)
    for form, names in about.items():
        if len(names) > 1:
            click.echo(f"{len(names)} 份报告写的是同一个项目（{form.name}）：{some(names)}。")


def _show_figures(done: flows.ReportCheck, report: Path, sources: bool) -> None:
    if done.returned and done.returned.status is not Status.SOUND:
        click.echo(f"这张表{done.returned.standing}，比的是按公式重算的数；请先运行 xlgen check。")
    for remark in done.remarks:
        click.echo(f"{remark}。")
    show_findings(shown_path(report.name), done.findings)
    for line in done.sources if sources else ():
        click.echo(line)
