"""Data files that ``xlgen fill`` types in: JSON or TOML with exact decimals."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, one_file
from xlgen.files.toml_files import NOT_UTF8, said_of_toml

_WHAT = {
    "Expecting property name": "这里要一个加英文双引号的栏名，前面多了逗号也会这样",
    "Expecting value": "这里少了值，或者文字没有加英文双引号",
    "Expecting ',' delimiter": "少了逗号",
    "Expecting ':' delimiter": "少了冒号",
    "Unterminated string": "引号没有成对",
    "Invalid control character": "引号里换了行，或有看不见的字符",
    "Invalid \\escape": "反斜杠后面写得不对",
    "Invalid \\uXXXX": "反斜杠后面写得不对",
    "Extra data": "后面多了内容",
    "Illegal trailing comma": "最后多了一个逗号",
}


def read_data(path: Path | str) -> dict[str, Any]:
    """The data of a .json or .toml file. XlgenError where it is not there, of another kind or, with the line, wrongly written."""
    path = one_file(existing(path))
    if (kind := path.suffix.lower()) not in (".json", ".toml"):
        raise XlgenError(f"{path} 不是 .json 或 .toml。数据写在这两种文件里，键是表上的中文栏名")
    try:
        text = path.read_text("utf-8-sig")
        if kind == ".toml":
            return tomllib.loads(text, parse_float=Decimal)
        data = json.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise XlgenError(f"{path} 不是正确的 TOML：{said_of_toml(error)}（中文的栏名要加英文双引号）") from None
    except UnicodeDecodeError:
        raise XlgenError(f"{path} {NOT_UTF8}") from None
    except json.JSONDecodeError as error:
        raise XlgenError(f"{path} 不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 列，{_why(error.msg)}") from None
    if not isinstance(data, dict):
        raise XlgenError(f"{path} 最外层应是一个对象（项目的各栏），不是列表")
    return data


def _why(said: str) -> str:
    return next((what for begins, what in _WHAT.items() if said.startswith(begins)), "写法不对")
