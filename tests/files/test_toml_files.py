"""TOML files of templates: a fault is told with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.errors import TemplateError
from xlgen.files.toml_files import read_toml


@pytest.mark.parametrize("text", ["[methods.封顶]\n", "[parameters]\n上限 = 1\n", "[levels]\n产出指标 = 50\n"])
def test_a_chinese_key_without_quotation_marks_is_told_how_to_write_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "我的.toml").write_text(text, "utf-8")
    with pytest.raises(TemplateError, match="中文的键要加英文双引号") as refused:
        read_toml(tmp_path / "我的.toml")
    assert '[methods."封顶"]' in refused.value.hint
