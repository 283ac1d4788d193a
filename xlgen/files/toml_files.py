"""TOML files of templates and methods, with exact decimals."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.errors import TemplateError

_WHAT = (  # how tomllib begins what it says, and what that means
    ("Expected '='", "少了等号"),
    ("Expected newline", "一行里写了两样东西，请分成两行"),
    (("Unclosed array", "Expected ']"), "方括号没有成对"),
    (("Unclosed inline table", "Expected '}"), "花括号没有成对"),
    (("Unterminated string", "Expected \"'", "Expected '\""), "引号没有成对"),
    ("Invalid date", "没有这样的日期"),
    (("Invalid hex", "Escaped", "Unescaped"), "反斜杠后面写得不对"),
    (("Illegal character", "Found invalid character"), "有看不见的字符，或引号里换了行"),
    (("Cannot", "Duplicate"), "同一个名称写了两次"),
    ("Invalid value", "等号右边写得不对，文字要加英文双引号"),
    (("Invalid initial character", "Invalid statement"), "等号左边写得不对"),
)
_PLACE = re.compile(r"line (\d+), column (\d+)")
NOT_UTF8 = "不是 UTF-8 编码，请另存为 UTF-8"
QUOTED = '检查引号、括号是否成对；中文的键要加英文双引号，如 [methods."封顶"]'


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says; TemplateError with the line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise TemplateError(str(path), "没有这个文件", "用 xlgen templates 查看有哪些表式") from None
    except IsADirectoryError:
        raise TemplateError(str(path), "是文件夹，这里要一个文件") from None
    except UnicodeDecodeError:
        raise TemplateError(path.name, NOT_UTF8) from None
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(path.name, f"不是正确的 TOML：{said_of_toml(error)}", QUOTED) from None


def said_of_toml(error: tomllib.TOMLDecodeError) -> str:
    """Where a text is no TOML, and why, in Chinese."""
    said = str(error)
    place = _PLACE.search(said)
    where = f"第 {place[1]} 行第 {place[2]} 列" if place else "到了末尾"
    return f"{where}，{next((what for begins, what in _WHAT if said.startswith(begins)), '写法不对')}"
