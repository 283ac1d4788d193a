"""``xlgen.toml`` of a campaign's folder: who asks, for which year, by when, whom to ask, which forms from which lists."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from xlgen.errors import TemplateError, XlgenError
from xlgen.files.toml_files import read_toml
from xlgen.words.days import iso_day
from xlgen.words.nearest import is_it

NAME = "xlgen.toml"
TEXTS: Mapping[str, str] = {  # key: what a comment in the file says of it
    "department": "主管部门，印在下发的信、清单和汇总上",
    "deadline": "报送期限，如 2026-02-28；过了这一天算迟报",
    "contact": "单位有疑问找谁",
    "phone": "他的电话",
    "address": "报送到哪里：邮箱、科室或地址",
    "note": "随表下发的话，印在信上",
}


@dataclass(frozen=True, slots=True)
class AskedForm:
    """Which form is asked of the projects of which list; the list lies in the campaign's folder."""

    template: str
    roster: str
    options: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What is said there.

    ``second`` is whether 人工认定 needs another person, ``evidence`` whether full marks need 佐证; ``last_year`` a campaign to be
    compared with, ``rules`` the file with rules of the office's own, in the campaign's folder.
    """

    year: int
    department: str = ""
    deadline: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    note: str = ""
    second: bool = False
    last_year: str = ""
    asked: Sequence[AskedForm] = field(default_factory=tuple)
    evidence: bool = False
    rules: str = ""

    @property
    def whom(self) -> str:
        """Whom to ask, and how to reach him."""
        return " ".join(filter(None, (self.contact, self.phone)))


def read_settings(folder: Path) -> Settings:
    """The settings of a campaign. XlgenError where something in it is wrong, with the line or the key."""
    file = folder / NAME
    try:
        said = read_toml(file)
    except TemplateError as error:
        raise XlgenError(str(error)) from None
    known = {each.name for each in fields(Settings)}
    if wrong := next((key for key in said if key not in known), ""):
        raise XlgenError(f"{file} 里的“{wrong}”不是这里的设置{is_it(wrong, known)}")
    try:
        asked = tuple(
            AskedForm(each["template"], each["roster"], tuple(each.get("options", ()))) for each in said.pop("asked", ())
        )
        return _checked(Settings(**said, asked=asked), file)
    except (KeyError, TypeError) as error:
        raise XlgenError(f"{file} 里少了 {str(error).strip(chr(39))}，或写法不对") from None


def _checked(said: Settings, file: Path) -> Settings:
    if type(said.year) is not int or not all(isinstance(getattr(said, key), str) for key in (*TEXTS, "last_year", "rules")):
        raise XlgenError(f"{file}：year 写成 2025 的样子，其他的写在英文双引号里")
    if any(type(each) is not bool for each in (said.second, said.evidence)):
        raise XlgenError(f"{file}：second、evidence 写成 true 或 false，不加引号")
    if said.deadline:
        iso_day(said.deadline)
    return said


def settings_text(said: Settings) -> str:
    """The file as it is written, every key with what it is for."""
    lines = ["# 这一批的设置。改了就算数，已经下发的表不变。", f"year = {said.year}"]
    for key, meant in TEXTS.items():
        lines.append(f"{key} = {_quoted(getattr(said, key))}  # {meant}")
    lines.append(f"second = {str(said.second).lower()}  # true：人工认定要另一个人同意（--second）")
    lines.append(f"evidence = {str(said.evidence).lower()}  # true：要佐证材料，满分而没有佐证的列出来（--with 佐证 的不用写）")
    lines.append(
        f"rules = {_quoted(said.rules)}  # 本局自己的规则，如 清单/本局规则.py；换了、改了，要运行 xlgen status --rules 它 认可一次"
    )
    lines.append(f"last_year = {_quoted(said.last_year)}  # 上一年的批次文件夹，汇总时与它比较")
    for each in said.asked:
        lines += ["", asked_text(each)]
    return "\n".join(lines) + "\n"


def asked_text(each: AskedForm) -> str:
    """One form that is asked for, as it is written there."""
    lines = ["[[asked]]", f"template = {_quoted(each.template)}", f"roster = {_quoted(each.roster)}"]
    lines += [f"options = [{', '.join(map(_quoted, each.options))}]"] if each.options else []
    return "\n".join(lines)


def _quoted(text: Any) -> str:
    return json.dumps(str(text), ensure_ascii=False)
