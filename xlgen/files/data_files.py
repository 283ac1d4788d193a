"""Data files that ``xlgen fill`` types in: JSON or TOML with exact decimals."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, one_file


def read_data(path: Path | str) -> dict[str, Any]:
    """The data of a .json or .toml file. XlgenError where it is not there or, with the line, neither."""
    path = one_file(existing(path))
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix.lower() == ".toml":
            return tomllib.loads(text, parse_float=Decimal)
        data = json.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise XlgenError(f"{path} 不是正确的 TOML：{error}（中文的栏名要加英文双引号）") from None
    except UnicodeDecodeError:
        raise XlgenError(f"{path} 不是 UTF-8 编码，请另存为 UTF-8") from None
    except json.JSONDecodeError as error:
        raise XlgenError(f"{path} 不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 列：{error.msg}") from None
    if not isinstance(data, dict):
        raise XlgenError(f"{path} 最外层应是一个对象（项目的各栏），不是列表")
    return data
