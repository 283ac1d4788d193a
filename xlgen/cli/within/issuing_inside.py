"""``xlgen issue`` in the folder of a campaign, which knows by itself what is to be issued."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlgen.cli.chinese import stop
from xlgen.cli.console import print_json, progress, show_findings
from xlgen.cli.within.called_inside import refuse_options
from xlgen.statuses import NOT_ALL_SOUND

if TYPE_CHECKING:
    from xlgen.campaign.folder import Campaign
    from xlgen.campaign.sending_out import SentOut

ONLY_OUTSIDE = {"out": "--out", "by_unit": "--by-unit", "deadline": "--deadline", "contact": "--contact", "spare": "--spare"}
ONLY_INSIDE = {"as_zips": "--zip", "by": "--by", "dry": "--dry-run", "as_json": "--json"}


@dataclass(frozen=True, slots=True)
class AskedHere:
    """What the command was called with."""

    context: click.Context
    template: str
    options: tuple[str, ...]
    roster: Path | None
    is_added: bool
    approval: str
    day: str
    by: str
    dry: bool
    as_zips: bool
    as_json: bool


def issue_inside(inside: Path | None, asked: AskedHere) -> None:
    """Issue what the lists ask for, and say what was done."""
    from xlgen.campaign.folder import campaign_at
    from xlgen.campaign.outgoing.unit_zips import zip_units
    from xlgen.campaign.sending_out import send_out
    from xlgen.campaign.settings import AskedForm

    campaign = campaign_at(inside)
    refuse_options(asked.context, ONLY_OUTSIDE, "在批次里不写 {}：放在“下发”里，按单位分；期限和联系人写在 xlgen.toml 里")
    if {bool(asked.template), bool(asked.roster)} != {asked.is_added} or (asked.options and not asked.is_added):
        stop("在批次里，--add、--template、--roster 要一起写，才是再加一份项目清单；只下发清单里有的，都不写")
    added = AskedForm(asked.template, str(asked.roster), asked.options) if asked.is_added else None
    more: dict[str, Any] = {"day": asked.day, "by": asked.by, "dry": asked.dry}
    done = send_out(campaign, approval=asked.approval, added=added, progress=progress("生成"), **more)
    zips = zip_units(campaign) if asked.as_zips and not asked.dry and not done.failed else ()
    (_print_json if asked.as_json else _tell)(campaign, done, zips, asked)
    if done.failed:
        sys.exit(NOT_ALL_SOUND)


def _laws(campaign: Campaign, day: str) -> str:
    from xlgen.campaign.now import now
    from xlgen.campaign.telling import laws

    return laws(now(campaign, day=day))


def _print_json(campaign: Campaign, done: SentOut, zips: tuple[str, ...], asked: AskedHere) -> None:
    findings: list[dict[str, Any]] = [
        {"list": file, "code": each.code, "severity": each.severity.value, "place": each.place, "message": each.message}
        for file, each in done.findings
    ]
    changed = [asdict(each) for each in done.changed]
    said = {"files": done.files, "changed": changed, "unchanged": done.unchanged, "beside": done.beside, "zips": zips}
    print_json({"version": 1, "dry_run": asked.dry, **said, "findings": findings, "laws": _laws(campaign, asked.day)})


def _tell(campaign: Campaign, done: SentOut, zips: tuple[str, ...], asked: AskedHere) -> None:
    for file, finding in done.findings:
        show_findings(file, [finding])
    for each in done.changed:
        click.echo(f"{each.code} 更正：{'、'.join(each.told)}。新表 {each.file}")
    if done.is_later and not asked.dry:
        for folder, names in done.by_folder().items():
            click.echo(f"要发给{folder}：{'、'.join(names)}")
    click.echo(_closing(done, zips, asked))
    click.echo(_laws(campaign, asked.day))


def _closing(done: SentOut, zips: tuple[str, ...], asked: AskedHere) -> str:
    if done.failed:
        again = "，再运行 xlgen issue（不用再写 --add）" if asked.is_added and not asked.dry else "，重新运行"
        return f"项目清单有错误，没有生成任何文件。请在“清单”里改好{again}。"
    packed = f"压缩包 {len(zips)} 个在“下发”里。" if zips else ""
    if not done.files and not done.changed:
        return f"没有要下发的，{done.unchanged} 个项目和下发时一样。{packed}"
    units = len({Path(file).parent for file in (*done.files, *(each.file for each in done.changed))})
    kinds = ((len(done.files), "张新表"), (len(done.changed), "张更正的表"))
    what = "、".join(f"{count} {word}" for count, word in kinds if count) + f"，{units} 个单位"
    if asked.dry:
        return f"试运行，什么也没有写：要下发 {what}。"
    again = "单位再报旧表的，收表时不计入。" if done.changed else ""
    to_send = "上面列的发给单位" if done.is_later else "各单位的文件夹发给单位，里面有通知和报送清单"
    return f"下发了 {what}，在“下发”里；请把{to_send}。{packed}{again}"
