"""What an indicator's titles say of the way to judge it."""

from __future__ import annotations

import pytest

from xlgen.words.kinds import is_cost, is_harm, is_timeliness


@pytest.mark.parametrize(
    ("level1", "level2", "level3", "is_so"),
    [
        ("产出指标", "成本指标", "人均培训成本", True),
        ("成本指标", "经济成本指标", "总支出", True),
        ("产出", "产出成本", "成本控制数", True),
        ("产出指标", "数量指标", "人均成本", False),
        ("产出指标", "成本指标", "成本节约率", False),
        ("成本指标", "经济成本指标", "单位成本降低额", False),
    ],
)
def test_a_cost_is_told_from_a_saving(level1: str, level2: str, level3: str, is_so: bool) -> None:
    assert is_cost(level1, level2, level3) is is_so


@pytest.mark.parametrize(
    ("title", "is_so"),
    [
        ("森林火灾受害率", True),
        ("事故发生率（起）", True),
        ("差错率", True),
        ("违法案件查办率", False),
        ("投诉处置率", False),
        ("参训人数", False),
    ],
)
def test_what_nobody_wants_is_known_by_its_name(title: str, is_so: bool) -> None:
    assert is_harm(title) is is_so


def test_timeliness_is_said_by_either_level() -> None:
    assert is_timeliness("产出指标", "时效指标")
    assert not is_timeliness("产出指标", "数量指标")
