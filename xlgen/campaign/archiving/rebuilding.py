"""``xlgen reindex``: the register of a campaign made anew of its records."""

from __future__ import annotations

from contextlib import suppress

from xlgen.campaign.folder import Campaign
from xlgen.errors import Refused, XlgenError
from xlgen.register.opening import NAME, writing
from xlgen.register.recording.act_files import FOLDER, numbers, read_record
from xlgen.register.recording.acting import reindex


def rebuild(campaign: Campaign, *, dry: bool = False) -> int:
    """Make it anew; how many acts there are. XlgenError where nothing is recorded, or somebody else is writing."""
    whole = [number for number in numbers(campaign.root) if read_record(campaign.root, number) is not None]
    if not whole:
        raise XlgenError(f"{campaign.root} 的“{FOLDER}”里没有记录，无从重建")
    if dry:
        return len(whole)
    if (campaign.root / NAME).exists():
        with suppress(Refused), writing(campaign.root / NAME):  # nobody else is; a damaged one holds nobody up
            pass
    return reindex(campaign.root)
