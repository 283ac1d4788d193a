"""``xlgen verify``: whether an archive is as it was."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import print_json, progress
from xlgen.cli.options import AS_JSON, FILE
from xlgen.statuses import ALL_SOUND, NOT_ALL_SOUND


@click.command("verify", cls=ChineseCommand)
@click.argument("folder", type=FILE, metavar="存档")
@AS_JSON
def command(folder: Path, as_json: bool) -> None:
    """核对存档：逐个文件算指纹，指出被改、缺少和多出的文件。"""
    from xlgen.campaign.archiving.verifying import verify

    found = verify(folder, progress("核对"))
    if as_json:
        print_json({"version": 1, "whole": found.is_whole, **asdict(found)})
        sys.exit(ALL_SOUND if found.is_whole else NOT_ALL_SOUND)
    for word, names in (("被改", found.altered), ("缺少", found.missing), ("多出", found.added)):
        for name in names:
            click.echo(f"{word}　{name}")
    if found.is_list_known is False:
        click.echo("校验清单和存档时记下的不一样：清单被改过。")
    if found.is_whole:
        known = "和存档时记下的一样" if found.is_list_known else "请和存档时抄下的比一比"
        click.echo(f"存档完好：{found.files} 个文件都和存档时一样。校验清单的指纹是 {found.digest}，{known}。")
    else:
        parts = f"被改 {len(found.altered)} 个，缺少 {len(found.missing)} 个，多出 {len(found.added)} 个"
        click.echo(f"存档不完好：应有 {found.files} 个文件，{parts}。请用另存的一份。")
    sys.exit(ALL_SOUND if found.is_whole else NOT_ALL_SOUND)
