"""``xlgen status``: how a campaign stands, what became of a project, who is to be chased."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.console import print_json, progress, table
from xlgen.cli.options import AS_JSON, DRY, FILE, INSIDE, JOBS

if TYPE_CHECKING:
    from xlgen.campaign.now import Now


@click.command("status", cls=ChineseCommand)
@click.argument("code", required=False, metavar="[项目编码]")
@click.option("--chase", is_flag=True, help="催报：名单写进“报表”，并印出发给各单位的话")
@click.option("--html", "as_page", is_flag=True, help="给领导看的进度页，写进“报表”：一个文件，不用联网，能打印")
@click.option("--evidence", is_flag=True, help="满分而没有佐证材料的指标，名单写进“报表”")
@click.option(
    "--rules", type=FILE, metavar="本局规则.py", help="认可 xlgen.toml 里写的规则文件，以后在这台电脑上用它校验；改了要再认可"
)
@click.option("--date", "day", default="", metavar="日期", help="迟报算到哪一天，如 2026-03-05；不写为今天")
@DRY
@JOBS
@INSIDE
@AS_JSON
def command(
    code: str | None,
    chase: bool,
    as_page: bool,
    evidence: bool,
    rules: Path | None,
    day: str,
    dry: bool,
    jobs: int | None,
    inside: Path | None,
    as_json: bool,
) -> None:
    """看一个批次报到哪一步了：各单位的进度、迟报、未报送；写项目编码的，看这个项目的经过。

    \b
    在批次的文件夹里运行：
      xlgen status
      xlgen status P003
      xlgen status --chase
    """  # noqa: D301
    if (code is not None) + chase + as_page + evidence > 1:
        stop("项目编码、--chase、--html、--evidence 一次只写一样")
    if dry and not (chase or as_page or evidence):
        stop("--dry-run 和 --chase、--html 或 --evidence 一起写；别的都不写文件")
    from xlgen.campaign import telling
    from xlgen.campaign.folder import campaign_at, root_of
    from xlgen.campaign.now import now
    from xlgen.flows.judging.means import all_means

    whose = root_of(rules.parent) if rules is not None and inside is None else None
    campaign = campaign_at(inside if whose is None else whose, named=rules)
    if rules is not None:
        click.echo(f"认可了 {rules}，以后在这台电脑上用它校验；改了要再认可一次。", err=as_json)
    found = now(campaign, day=day, means=all_means(jobs), progress=progress("校验"))
    if code is not None:
        _one(found, code, as_json)
        return
    if chase:
        _chase(found, dry, as_json)
    elif as_page:
        _page(found, dry, as_json)
    elif evidence:
        _evidence(found, dry, as_json)
    elif as_json:
        print_json(telling.report(found))
    else:
        titles, *rows = telling.table_rows(found)
        table(telling.headline(found), titles, rows)
        _say(*telling.what_next(found))
    _end(found, as_json)


def _end(now: Now, as_json: bool) -> None:
    from xlgen.campaign import telling

    if not as_json:
        click.echo(telling.laws(now))
    sys.exit(telling.exit_code(now))


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line)


def _one(now: Now, code: str, as_json: bool) -> None:
    from xlgen.campaign.showing import history, history_telling
    from xlgen.campaign.telling import exit_code_of, laws

    standing = history.project_of(now, code)
    events = history.history_of(now, standing)
    if as_json:
        print_json(history_telling.history_report(now, standing, events))
    else:
        _say(*history_telling.history_lines(now, standing, events), laws(now))
    sys.exit(exit_code_of([standing]))


def _chase(now: Now, dry: bool, as_json: bool) -> None:
    from xlgen.campaign.showing import chase_list, chasing, report_files

    found = chasing.chased(now)
    place = ""
    if found:
        content = chase_list.chase_list(now, found)
        file = report_files.put_report(now.campaign, f"{chase_list.NAME}_{now.day}.xlsx", content, dry)
        place = file.relative_to(now.campaign.root).as_posix()
    if as_json:
        print_json(chasing.chase_report(now, found, place))
        return
    for each in found:
        _say(f"—— {each.unit}　{each.reached} ——", chasing.letter(now, each), "")
    _say(chasing.closing(now, found, place, dry))


def _page(now: Now, dry: bool, as_json: bool) -> None:
    from xlgen.campaign.showing import leaders_page, report_files

    file = report_files.put_report(now.campaign, f"进度_{now.day}.html", leaders_page.leaders_page(now), dry)
    place = file.relative_to(now.campaign.root).as_posix()
    if as_json:
        print_json({"version": 1, "day": now.day, "file": place})
    else:
        _say(f"进度页{'会写成' if dry else '在'} {place}：双击打开，不用联网；上面没有联系人和电话。")


def _evidence(now: Now, dry: bool, as_json: bool) -> None:
    from xlgen.campaign.evidence import asks_evidence, unproven
    from xlgen.campaign.showing import evidence_list, report_files

    asks, found, place = asks_evidence(now.campaign.settings), unproven(now), ""
    if found:
        content = evidence_list.evidence_list(now, found)
        file = report_files.put_report(now.campaign, f"{evidence_list.NAME}_{now.day}.xlsx", content, dry)
        place = file.relative_to(now.campaign.root).as_posix()
    if as_json:
        print_json(evidence_list.evidence_report(now, found, asks, place))
    else:
        _say(evidence_list.evidence_closing(found, asks, place, dry))
