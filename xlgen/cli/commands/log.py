"""``xlgen log``: everything that was done in a campaign."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json, progress
from xlgen.cli.options import AS_JSON, DRY, INSIDE

LATEST = 20  # acts that the screen shows


@click.command("log", cls=ChineseCommand)
@click.option("--csv", "as_csv", is_flag=True, help="写成 .csv；不写就是 .xlsx")
@click.option("--date", "day", default="", metavar="日期", help="文件名和表上的日期，如 2026-03-05；不写为今天")
@DRY
@INSIDE
@AS_JSON
def command(as_csv: bool, day: str, dry: bool, inside: Path | None, as_json: bool) -> None:
    """操作日志：一个批次里做过的每一件事，何人、何时、涉及多少、有没有撤销；写进“报表”。"""
    from xlgen.campaign import telling
    from xlgen.campaign.folder import campaign_at
    from xlgen.campaign.now import now
    from xlgen.campaign.showing import log_book, operation_log, report_files
    from xlgen.words.days import iso_day

    campaign, day = campaign_at(inside), iso_day(day)
    lines = operation_log.logged(campaign)
    if as_json:
        print_json(operation_log.log_report(lines))
        return
    content = log_book.log_csv(lines) if as_csv else log_book.log_book(campaign, lines, day)
    file = report_files.put_report(campaign, f"{log_book.NAME}_{day}.{'csv' if as_csv else 'xlsx'}", content, dry)
    shown = log_book.log_texts(lines)[-LATEST:]
    click.echo(f"最近 {len(shown)} 笔：")
    for line in shown:
        click.echo("　".join(filter(None, line)))
    place = file.relative_to(campaign.root).as_posix()
    told = f"共 {len(lines)} 笔，全部{'会写成' if dry else '在'} {place}。"
    click.echo(told)
    click.echo(telling.laws(now(campaign, progress=progress("校验"))))
