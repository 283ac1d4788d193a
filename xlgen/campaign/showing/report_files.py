"""Lists and pages that are made of a campaign, put into its folder 报表: nothing that somebody may have written on is replaced."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from xlgen.campaign.folder import SHEETS, Campaign
from xlgen.files.saving import write_whole


def put_report(campaign: Campaign, name: str, content: bytes, dry: bool = False) -> Path:
    """Where it is: under its name, or a numbered one where something else has it. With ``dry`` nothing is written."""
    wanted = campaign.place(SHEETS, name)
    numbered = (wanted.with_name(f"{wanted.stem}_{n}{wanted.suffix}") for n in count(2))
    place = next(each for each in chain([wanted], numbered) if not each.exists() or each.read_bytes() == content)
    if not dry and not place.exists():
        place.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(place, content)
    return place
