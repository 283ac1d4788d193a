"""The helper started at login, where somebody asked for it: a plain text file that anybody can read, see and take away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from xlgen.files.saving import write_whole

COMMAND = ("-X", "utf8", "-m", "xlgen", "bridge", "watch")
WINDOWS, LINUX = "xlgen守候.cmd", "xlgen-watch.desktop"


def start_at_login(folder: Path, is_windows: bool, python: str = sys.executable) -> Path:
    """Write the file and say where it is."""
    path = folder / name(is_windows)
    said = _batch([python, *COMMAND]) if is_windows else _desktop_entry([python, *COMMAND])
    write_whole(path, said.encode())
    return path


def name(is_windows: bool) -> str:
    """What the file is called."""
    return WINDOWS if is_windows else LINUX


def _batch(words: Sequence[str]) -> str:
    """A visible window, small; % begins a variable in a batch file, in quotes all else stands for itself."""
    command = " ".join(f'"{word}"' for word in words).replace("%", "%%")
    return f'@echo off\r\nchcp 65001 >nul\r\nstart "xlgen" /min {command}\r\n'


def _desktop_entry(words: Sequence[str]) -> str:
    """A terminal window, as its Exec key is to be quoted (Desktop Entry Specification 1.5, "The Exec key")."""
    quoted = " ".join(f'"{_escaped(word)}"' for word in words)
    return f"[Desktop Entry]\nType=Application\nName=xlgen 守候\nExec={quoted}\nTerminal=true\n"


def _escaped(word: str) -> str:
    for mark in '\\"`$':
        word = word.replace(mark, f"\\{mark}")
    return word.replace("\\", "\\\\").replace("%", "%%")  # a text of the file is itself escaped
