"""What kind of indicator its titles say it is, where the way to judge it depends on that."""

from __future__ import annotations

import re

_SAVING = re.compile("节约|节省|节支|压减|降低|减少|下降|增收|收益")
_HARM = re.compile(
    r"(受害|成灾|死亡|伤亡|发生|差错|投诉|违规|违法|违纪|故障|流失|变质|超标|逾期|漏报|误报|闲置|空置)(率|数|人数|次数|起数|件数|面积)$"
)


def is_cost(level1: str, level2: str, level3: str) -> bool:
    """Whether it is money or effort spent, where less is better: under 成本指标, and not a rate of savings."""
    return "成本" in level1 + level2 and not _SAVING.search(level3)


def is_timeliness(level1: str, level2: str) -> bool:
    """Whether it says by when or how fast: under 时效指标."""
    return "时效" in level1 + level2


def is_harm(level3: str) -> bool:
    """Whether it counts what nobody wants: 事故发生率, 差错率, 受害面积."""
    return bool(_HARM.search(re.sub(r"[(（].*", "", level3)))
