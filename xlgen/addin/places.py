r"""Where the programs look for add-ins, and the desktop for what it starts at login: each place once, with its source.

- WPS: ``jsaddons`` below ``%APPDATA%\kingsoft\wps``, on Linux ``~/.local/share/Kingsoft/wps`` (npm ``wpsjs`` 2.2.3, build.js).
- Excel: ``%APPDATA%\Microsoft\Excel\XLSTART``, a trusted location of every user (support.microsoft.com, "Customize how Excel
  starts"; "Add, remove, or change a trusted location in Microsoft Office").
- Login: the Startup folder (``shell:startup``, FOLDERID_Startup of KNOWNFOLDERID); ``$XDG_CONFIG_HOME/autostart``
  (freedesktop.org, Desktop Application Autostart Specification 0.5).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of one person on one machine; None where the system has no such program.

    ``wps`` and ``excel`` hold what the programs load, ``login`` what is started at login.
    """

    wps: Path | None
    excel: Path | None
    login: Path | None
    is_windows: bool

    def of(self, target: str) -> Path | None:
        """The folder from which a program loads add-ins."""
        return {"wps": self.wps, "excel": self.excel}[target]


def places(system: str = sys.platform, env: Mapping[str, str] = os.environ, home: Path | None = None) -> Places:
    """The places of the person who runs this."""
    home = home or Path.home()
    if system == "win32":
        roaming = Path(env.get("APPDATA") or home / "AppData" / "Roaming")
        microsoft = roaming / "Microsoft"
        startup = microsoft / "Windows" / "Start Menu" / "Programs" / "Startup"
        return Places(roaming / "kingsoft" / "wps" / "jsaddons", microsoft / "Excel" / "XLSTART", startup, True)
    if system == "darwin":
        return Places(None, None, None, False)
    configured = Path(env.get("XDG_CONFIG_HOME") or home / ".config")
    return Places(home / ".local" / "share" / "Kingsoft" / "wps" / "jsaddons", None, configured / "autostart", False)
