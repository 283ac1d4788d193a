"""``xlgen init``: begin a campaign, a folder that remembers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlgen.cli.chinese import ChineseCommand, stop
from xlgen.cli.console import print_json
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, FILE, RULES

if TYPE_CHECKING:
    from xlgen.campaign.settings import Settings


@click.command("init", cls=ChineseCommand)
@click.argument("root", type=FILE, metavar="批次")
@click.option("--department", default="", metavar="名称", help="主管部门，印在下发的通知、清单和汇总上")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="年度", help="自评的年度，如 2025")
@click.option("--deadline", default="", metavar="日期", help="报送期限，如 2026-02-28；过了这一天算迟报")
@click.option("--contact", default="", metavar="姓名", help="单位有疑问找谁")
@click.option("--phone", default="", metavar="电话", help="他的电话")
@click.option("--address", default="", metavar="地址", help="报送到哪里：邮箱、科室或地址")
@click.option("--note", default="", metavar="文字", help="随表下发的话，印在通知上")
@click.option(
    "--template", "-t", "templates", multiple=True, metavar="表式", help="表式名称或 .toml 文件；几种表的写几次，每种一份清单"
)
@click.option(
    "--roster", "rosters", multiple=True, type=FILE, metavar="项目清单.xlsx", help="这种表的项目清单，和 --template 一一对应"
)
@click.option(
    "--with", "options", multiple=True, metavar="选项", help="加上选用的栏目，可写多次：调整、佐证、完成情况、复核、校验码"
)
@click.option("--second", is_flag=True, help="人工认定要另一个人同意")
@click.option("--last-year", default="", metavar="文件夹", help="上一年的批次文件夹，汇总时与它比较")
@RULES
@click.option("--issued", type=FILE, metavar="下发", help="从前用 xlgen issue --out 下发过的文件夹，接过来继续做")
@DAY
@BY
@DRY
@AS_JSON
def command(
    root: Path,
    department: str,
    year: int | None,
    deadline: str,
    contact: str,
    phone: str,
    address: str,
    note: str,
    templates: tuple[str, ...],
    rosters: tuple[Path, ...],
    options: tuple[str, ...],
    second: bool,
    last_year: str,
    rules: Path | None,
    issued: Path | None,
    day: str,
    by: str,
    dry: bool,
    as_json: bool,
) -> None:
    """新开一批：建一个文件夹，以后下发、收表、催报、退回、汇总都在里面做。

    \b
    例：xlgen init 批次 --department 某市某局 --year 2025 --deadline 2026-02-28 -t project --roster 项目清单.xlsx
        xlgen init 批次 --issued 下发      把从前下发的一批接过来
    """  # noqa: D301
    from xlgen.campaign.new_campaign import init
    from xlgen.campaign.now import now
    from xlgen.campaign.settings import AskedForm, Settings
    from xlgen.campaign.telling import laws

    if len(templates) != len(rosters):
        stop(f"--template 和 --roster 要成对写：写了 {len(templates)} 种表式、{len(rosters)} 份项目清单")
    if issued is None and (not department or year is None):
        stop("请写明 --department 主管部门和 --year 年度，如 --department 某市某局 --year 2025")
    asked = tuple(AskedForm(template, str(roster), options) for template, roster in zip(templates, rosters, strict=True))
    settings = Settings(
        year or 0, department, deadline, contact, phone, address, note, second, last_year, asked, rules=str(rules or "")
    )  # fmt: skip
    campaign = init(root, settings, issued=issued, by=by, day=day, dry=dry)
    told = "" if dry else laws(now(campaign, day=day))
    if as_json:
        said = {"folder": str(campaign.root), "department": campaign.settings.department, "year": campaign.settings.year}
        print_json({"version": 1, "dry_run": dry, **said, "laws": told})
        return
    if dry:
        click.echo(f"试运行，什么也没有写：可以在 {root} 新开一批。")
        return
    click.echo(f"新开了一批，在 {root}，里面的“这个文件夹怎么用.txt”写着怎么做。")
    click.echo(f"接着做：cd {_quoted(root)}，{_next(campaign.settings, bool(issued))}")
    click.echo(told)


def _quoted(root: Path) -> str:
    return f'"{root}"' if " " in str(root) else str(root)


def _next(said: Settings, adopted: bool) -> str:
    if adopted:
        return "用 xlgen collect 登记收到的表，用 xlgen status 看谁还没有报。"
    if said.last_year and not said.asked:
        lists = f"xlgen roster -t 表式 --from {said.last_year} --year {said.year} -o 项目清单.xlsx"
        return f"用 {lists} 照上一年的做出清单，补齐后用 xlgen issue --add -t 表式 --roster 项目清单.xlsx 加上并下发。"
    if said.asked:
        return "看一看 xlgen.toml 里的设置，要随表发的文件放在“清单/附件”里，再运行 xlgen issue 下发。"
    return "用 xlgen issue --add -t 表式 --roster 项目清单.xlsx 加上项目清单并下发。"
