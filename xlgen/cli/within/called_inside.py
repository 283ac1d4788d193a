"""Commands that do something else in the folder of a campaign: whether they are there, and what is not to be written there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from xlgen.cli.chinese import stop


def is_in_campaign(named: Path | None = None) -> bool:
    """Whether a command is called in the folder of a campaign, or names one."""
    from xlgen.campaign.folder import root_of  # only where a command may be called in both ways: it would slow every start

    return named is not None or root_of(Path()) is not None


def is_campaign(folder: Path) -> bool:
    """Whether it is the folder of a campaign itself, not one that lies in it."""
    from xlgen.campaign.folder import root_of  # as above

    root = root_of(folder)
    return root is not None and root.resolve() == folder.resolve()


def refuse_options(context: click.Context, known: Mapping[str, str], why: str) -> None:
    """Stop where an option was written that belongs elsewhere: none is passed over in silence."""
    wrong = [option for name, option in known.items() if context.params.get(name)]
    if wrong:
        stop(why.format("、".join(wrong)))
