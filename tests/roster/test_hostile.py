"""Cells that no clerk means: told with their place, in a sentence of a line or two, and without much work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rosters import put, sound, told, workbook_of
from work import lines

PLAIN = workbook_of(sound())


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("指标值", "9" * 400), ("指标值", "1" * 32767), ("指标值", "≥" * 30000), ("指标值", "一" * 32767), ("指标值", "(" * 9000),
        ("指标值", Decimal("9e307")), ("指标值", "9" * 60 + "%"), ("指标值", "2025年" * 8000), ("指标值", "10月底前" * 4000),
        ("分值", "9" * 400), ("分值", Decimal("9e307")), ("指标性质", "不" * 32000), ("计量单位", "人" * 32000), ("评分方法", "正" * 32000),
        ("评分标准", "≥" + "9" * 400 + "%:10; 其余:0"), ("评分标准", ":" * 32000), ("评分标准", "每低1个百分点扣" + "9" * 400 + "分"),
        ("评分标准", "①" * 30000), ("项目编码", "9" * 32000), ("项目编码", Decimal("9e307")), ("三级指标", "一" * 32767), ("一级指标", "产" * 32767),
    ],
    ids=lambda said: str(said)[:12],
)  # fmt: skip
def test_it_is_told_in_a_sentence_and_without_much_work(title: str, value: Decimal | str):
    sheets = sound()
    put("指标", 4, title, value)(sheets)
    content = workbook_of(sheets)
    found = told(content)
    assert lines(lambda: told(content)) < lines(lambda: told(PLAIN)) + 10 * len(str(value)) + 100_000
    assert any(place.startswith("指标!") and place.endswith("5") for _, place, _ in found)
    assert all(len(message) < 700 for _, _, message in found)
