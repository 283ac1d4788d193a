"""TOML files of templates and methods, with exact decimals."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.errors import TemplateError

QUOTED = '检查引号、括号是否成对；中文的键要加英文双引号，如 [methods."封顶"]'


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says; TemplateError with the line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise TemplateError(str(path), "没有这个文件", "用 xlgen templates 查看有哪些表式") from None
    except IsADirectoryError:
        raise TemplateError(str(path), "是文件夹，这里要一个文件") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(path.name, f"不是正确的 TOML：{error}", QUOTED) from None
