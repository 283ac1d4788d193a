"""Lists and pages that are made of a campaign, put into its folder 报表: nothing that somebody may have written on is replaced."""

from __future__ import annotations

from pathlib import Path

from xlgen.campaign.folder import SHEETS, Campaign
from xlgen.campaign.laying_down import free_place, put_free
from xlgen.files.saving import private


def put_report(campaign: Campaign, name: str, content: bytes, dry: bool = False) -> Path:
    """Where it is: under its name, or a numbered one where something else has it. With ``dry`` nothing is written."""
    place = campaign.place(SHEETS, name)
    if dry:
        return free_place(place, content)
    with private():
        return put_free(place, content)
