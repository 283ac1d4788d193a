"""``xlgen override``: 人工认定, a score that the office says."""

from __future__ import annotations

from pathlib import Path

import click

from xlgen.cli.chinese import ChineseCommand
from xlgen.cli.options import AS_JSON, BY, DAY, DRY, INSIDE
from xlgen.cli.within.deciding_told import tell


@click.command("override", cls=ChineseCommand)
@click.argument("project", metavar="项目编码")
@click.option("--score", required=True, metavar="得分", help="认定的得分，0 到 100")
@click.option("--reason", default="", metavar="原因", help="为什么人工认定；一定要写")
@click.option("--basis", default="", metavar="依据", help="会议纪要、批文、报告的名称和文号；一定要写")
@click.option("--second", default="", metavar="姓名", help="同意的另一个人；xlgen.toml 里 second = true 的批次一定要写")
@DAY
@BY
@DRY
@INSIDE
@AS_JSON
def command(
    project: str,
    score: str,
    reason: str,
    basis: str,
    second: str,
    day: str,
    by: str,
    dry: bool,
    inside: Path | None,
    as_json: bool,
) -> None:
    """人工认定一个项目的得分：写明原因和依据，算审核通过，汇总时注明。

    \b
    例：xlgen override P003 --score 85 --reason 单位撤并，无法重报 --basis 局务会纪要〔2026〕4号
    """  # noqa: D301
    from xlgen.campaign.decisions.overriding import Overriding, override
    from xlgen.campaign.folder import campaign_at

    campaign, said = campaign_at(inside), Overriding(score, reason, basis, second)
    tell(campaign, [override(campaign, project, said, by=by, day=day, dry=dry)], day, dry, as_json)
