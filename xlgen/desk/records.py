"""What was found about a computer: one fact a record, and the computer itself as far as facts are asked of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# Where add-ins leave their requests, below a person's home, and what says that somebody answers them.
EXCHANGE, WATCHING = "xlgen-exchange", "watching.json"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about this computer; ``remedy`` is what to do where it stands in the way, "" where all is well."""

    about: str
    said: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing need be done."""
        return not self.remedy


def _registry(key: str, value: str) -> str | None:
    r"""A value of Windows' registry, such as ``HKEY_LOCAL_MACHINE\SOFTWARE\…``; None where it is not there."""
    if sys.platform == "win32":
        import winreg

        hive, _, rest = key.partition("\\")
        with suppress(OSError), winreg.OpenKey(getattr(winreg, hive), rest) as opened:
            return str(winreg.QueryValueEx(opened, value)[0])
    return None


def _home() -> Path:
    """The person's folder; the top of everything for somebody who has none."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.sep)


@dataclass(frozen=True, slots=True)
class Desk:
    """A computer as a person sits at it: the system's name as sys.platform has it, his home, his settings, Windows' registry."""

    system: str = sys.platform
    home: Path = field(default_factory=_home)
    settings: Mapping[str, str] = field(default_factory=lambda: os.environ)
    registry: Callable[[str, str], str | None] = _registry

    @property
    def is_windows(self) -> bool:
        """Whether it is Windows."""
        return self.system == "win32"
