"""The two files to double-click in a built add-in's folder: they find xlgen on the machine and let it install the add-in."""

from __future__ import annotations

from collections.abc import Mapping

WINDOWS, LINUX = "安装.cmd", "安装.sh"
_FOUND = (r"C:\xlgen\Scripts\xlgen.exe", r"%LOCALAPPDATA%\xlgen\Scripts\xlgen.exe")  # where docs/安装-Excel.md puts it
_NONE = "没有找到 xlgen。请先装好 xlgen，再双击这个文件；装在别处的，在它的文件夹里运行"


def scripts(target: str) -> Mapping[str, bytes]:
    """By name; for Excel there is but Windows."""
    own = f"addin install --target {target}"
    windows = {WINDOWS: _batch(own).encode()}
    return windows | ({LINUX: _shell(own).encode()} if target == "wps" else {})


def _batch(own: str) -> str:
    lines = ["@echo off", "chcp 65001 >nul", "setlocal", 'set "XLGEN="']
    lines += ["where xlgen >nul 2>nul", 'if not errorlevel 1 set "XLGEN=xlgen"']
    lines += [f'if not defined XLGEN if exist "{path}" set "XLGEN={path}"' for path in _FOUND]
    lines += [f'if not defined XLGEN (echo {_NONE} xlgen {own}) else (call "%XLGEN%" {own} %*)', "pause"]
    return "".join(f"{line}\r\n" for line in lines)


def _shell(own: str) -> str:
    lines = ["#!/bin/sh", 'XLGEN=$(command -v xlgen || echo "$HOME/xlgen/bin/xlgen")']
    lines += ['if [ ! -x "$XLGEN" ]; then', f'  echo "{_NONE} xlgen {own}"', "  exit 2", "fi"]
    lines += [f'exec "$XLGEN" {own} "$@"']
    return "".join(f"{line}\n" for line in lines)
