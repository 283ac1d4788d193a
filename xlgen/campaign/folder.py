"""A campaign's folder: what lies where in it, and how a command finds the one it was called in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from typing import Any

from xlgen.campaign.allowed_rules import allow, rules_in
from xlgen.campaign.settings import NAME, Settings, read_settings
from xlgen.errors import XlgenError
from xlgen.register.recording.act_files import FOLDER as RECORDS

Progress = Callable[[Sequence[Any]], Any]  # wraps what is gone through one by one, to tell how far it is

LISTS, OUT, IN, BACK, SUMS, SHEETS = "清单", "下发", "收件", "退回", "汇总", "报表"
ATTACHED = f"{LISTS}/附件"  # what goes to every unit with its forms
FOLDERS = {  # what is in each, as the page inside tells it
    LISTS: "项目清单，建批次时抄来的一份；以后增加、更正都改这一份",
    ATTACHED: "随表发给每个单位的文件",
    OUT: "按单位分好的空白表、通知和报送清单：发给单位的就是这里的文件夹",
    IN: "收到的每一个文件，原样保存，只增不减",
    BACK: "退回的表，一轮一个文件夹，里面按单位分",
    SUMS: "汇总表",
    SHEETS: "催报名单、进度页、操作日志等",
    RECORDS: "做过的每一件事，程序写的，不要改、不要删",
}
PAGE = "这个文件夹怎么用.txt"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign: its folder, and what its settings say."""

    root: Path
    settings: Settings

    def place(self, *parts: str) -> Path:
        """A place in it."""
        return self.root.joinpath(*parts)


def campaign_at(folder: Path | str | None = None, *, named: Path | None = None) -> Campaign:
    """The campaign of a folder, or of one above it; the current folder where none is said.

    ``named`` is a file of the office's own rules that was named on the command line: it is allowed to be run from now on.
    XlgenError where there is no campaign, or its rules were not allowed: before anything is done.
    """
    start = Path(folder) if folder is not None else Path()
    if not start.is_dir():  # mistyped in a campaign, it would mean that one
        raise XlgenError(f"没有这个文件夹：{start}")
    root = root_of(start)
    if root is None:
        raise XlgenError(
            f"{start.absolute()} 不在一个批次的文件夹里（没有 {NAME}）。请先 cd 进批次的文件夹；新开一批用 xlgen init"
        )
    settings = read_settings(root)
    if named is not None:
        allow(root, settings, named)
    rules_in(root, settings)
    return Campaign(root, settings)


def root_of(start: Path) -> Path | None:
    """The folder of the campaign that a path lies in, None where it lies in none."""
    whole = Path(os.path.normpath(start.absolute()))
    found = next((each for each in (whole, *whole.parents) if (each / NAME).is_file()), None)
    if found is None or start.is_absolute():
        return found
    return Path(os.path.relpath(found))


def who(by: str = "") -> str:
    """Who does something: as said, else the system's user."""
    if by.strip():
        return by.strip()
    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # a system that has no names
        return "不知道是谁"
