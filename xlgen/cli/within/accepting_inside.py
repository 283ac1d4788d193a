"""``xlgen accept`` in a campaign: a value, the reasons that officers gave, a whole return."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from xlgen.campaign.decisions.cell_answers import Answering, accept_cell, accept_reasons
from xlgen.campaign.decisions.whole_returns import accept_return
from xlgen.campaign.folder import campaign_at
from xlgen.cli.chinese import stop
from xlgen.cli.within.deciding_told import tell, told_with_laws


@dataclass(frozen=True, slots=True)
class AcceptWords:
    """What was typed: a project or a file and a cell, or a whole return, or that all reasons are accepted."""

    words: str
    cell: str
    whole: str
    answered: bool
    reason: str
    as_understood: bool
    revoke: bool


def run(asked: AcceptWords, inside: Path | None, by: str, day: str, dry: bool, as_json: bool) -> None:
    """Do it, and say what was done."""
    if (ways := [bool(asked.whole), asked.answered, bool(asked.cell)].count(True)) != 1:
        stop("哪一格、--return、--answered 一次只写一样" if ways else _lacking(asked.words))
    campaign = campaign_at(inside)
    if asked.whole:
        if asked.words or asked.as_understood or asked.revoke:
            stop("--return 整份认可，不和单元格、--as-understood、--revoke 一起写；要撤销用 xlgen undo")
        tell(campaign, [accept_return(campaign, asked.whole, asked.reason, by=by, day=day, dry=dry)], day, dry, as_json)
        return
    if asked.answered:
        done = accept_reasons(campaign, by=by, day=day, dry=dry)
    else:
        how = Answering(asked.reason, asked.as_understood, asked.revoke)
        done = [accept_cell(campaign, asked.words, asked.cell, how, by=by, day=day, dry=dry)]
    lines = [f"{each.said}。" for each in done] or ["没有填报人写明了原因、还等着认可的疑问。"]
    told_with_laws(campaign, lines, {"accepted": [asdict(each.acceptance) for each in done]}, day, dry, as_json)


def _lacking(words: str) -> str:
    """What is still to be written."""
    if "!" in words:
        return f"还要写明是哪个项目的，如 xlgen accept P003 {words} --reason 原因"
    if words:
        return f"还要写明 {words} 的哪一格（如 自评表!G18）；整份认可用 xlgen accept --return {words} --reason 原因"
    return "请写明项目编码和哪一格（如 P003 自评表!G18），或用 --return 整份认可，或用 --answered 认可填报人写明了原因的"
