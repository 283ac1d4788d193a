"""What acts, decisions and arrivals are called where people read of them."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.campaign.standing import (
    CONFLICTS,
    EARLIER,
    HANDOVER,
    NEW,
    OLD,
    OVERRIDE,
    RECALL,
    REPLACED,
    SAME,
    SETTLE,
    STRAYED,
    TAKE,
)

UNDO = "undo"
DID: Mapping[str, str] = {  # what a form did to its project when it came
    NEW: "新收",
    REPLACED: "覆盖旧版",
    CONFLICTS: "冲突",
    SAME: "重复",
    OLD: "旧表",
    EARLIER: "比已收的早",
    STRAYED: "夹在别的单位的文件里",
}
DECIDED: Mapping[str, str] = {
    TAKE: "选定一份",
    SETTLE: "整份认可",
    OVERRIDE: "人工认定",
    RECALL: "撤回",
    HANDOVER: "交接",
    UNDO: "撤销",
}
ACTS: Mapping[str, str] = {
    "init": "新开批次",
    "adopt": "接着办从前的批次",
    "list": "增加项目清单",
    "secret": "登记涉密项目个数",
    "issue": "下发",
    "add": "补发",
    "merge": "合并",
    "collect": "收表",
    "return": "退回",
    "accept": "认定",
    "rollup": "汇总",
    "archive": "存档",
    **DECIDED,
}


def act_called(kind: str) -> str:
    """What an act is called; one that has no word here by its kind."""
    return ACTS.get(kind, f"其他（{kind}）")
