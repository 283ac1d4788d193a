"""``xlgen archive``: a campaign put away."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.console import progress
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, INSIDE
from xlgen.cli.within.deciding_told import told_with_laws


@click.command("archive", cls=ChineseCommand)
@DAY
@BY
@DRY
@INSIDE
@AS_JSON
def command(day: str, by: str, dry: bool, inside: Path | None, as_json: bool) -> None:
    """把一个批次存档：全部文件抄进只读的文件夹，附每个文件的指纹，几年后用 xlgen verify 核对。"""
    from xlgen.campaign.archiving.sealing import seal
    from xlgen.campaign.folder import campaign_at

    campaign = campaign_at(inside)
    done = seal(campaign, day=day, by=by, dry=dry, progress=progress("存档"))
    said = f"存档 {done.files} 个文件（{done.size / 2**20:.1f} MB）在 {done.folder}，只读。"
    told = f"{said}校验清单的指纹是 {done.digest}，已记进操作日志，请另外抄一份保管。以后用 xlgen verify {done.folder} 核对。"
    facts = {"folder": done.folder.as_posix(), "files": done.files, "bytes": done.size, "sha256": done.digest}
    told_with_laws(campaign, [said if dry else told], facts, day, dry, as_json)
