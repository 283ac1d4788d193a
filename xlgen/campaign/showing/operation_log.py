"""操作日志: every act of a campaign, by whom, when, on how much, and whether it was taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.campaign.act_words import act_called
from xlgen.campaign.folder import Campaign
from xlgen.campaign.standing import HANDOVER
from xlgen.register.recording.known_facts import ActLine, Decision, facts_in
from xlgen.register.recording.past_facts import decided_in, issues_in, revocations

VERSION = 1  # of log --json
MOST_NAMED = 5  # projects of an act that are named
NOTED: Mapping[str, str] = {  # what an act says of itself
    "template": "表式",
    "list": "项目清单",
    "approval": "批准文号",
    "cell": "格",
    "why": "原因",
    "to": "交给",
    "file": "文件",
}


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """One act. ``forms``, ``files``, ``back`` and ``decisions`` are how many were issued, came in, went back and were decided on.

    ``told`` is what else is to be said of it, ``revoked`` the number of the act that took it back, or 0.
    """

    act: ActLine
    forms: int
    files: int
    back: int
    decisions: Sequence[Decision]
    told: str
    revoked: int

    @property
    def what(self) -> str:
        """What was done, in a word."""
        return act_called(self.act.kind)

    @property
    def counted(self) -> str:
        """On how much, in words."""
        codes = len({each.code for each in self.decisions if each.code and not each.revokes})
        told = (
            f"下发 {self.forms} 张" if self.forms else "",
            f"收到 {self.files} 个文件" if self.files else "",
            f"退回 {self.back} 个项目" if self.back else "",
            f"{codes} 个项目" if codes else "",
        )
        return "，".join(filter(None, told))


def logged(campaign: Campaign) -> list[LoggedAct]:
    """Every act, oldest first."""
    facts, decisions = facts_in(campaign.root), decided_in(campaign.root)
    own: dict[int, list[Decision]] = {}
    for each in decisions:
        own.setdefault(each.act, []).append(each)
    forms = Counter(each.act for each in issues_in(campaign.root))
    files = Counter(each.act for each in facts.arrivals if each.kind != "container")
    back = Counter(act for act, _ in {(each.act, each.code) for each in facts.rounds})
    gone = revocations(decisions)

    def line(act: ActLine) -> LoggedAct:
        n, decided = act.number, own.get(act.number, [])
        return LoggedAct(act, forms[n], files[n], back[n], decided, _told(act, decided), gone.get(n, 0))

    return [line(act) for act in facts.acts]


def _told(act: ActLine, decisions: Sequence[Decision]) -> str:
    noted = [f"{word} {act.said[key]}" for key, word in NOTED.items() if act.said.get(key)]
    noted += [f"填报人写明了原因的 {act.said['answered']} 处"] if act.said.get("answered") else []
    noted += [f"计入 {act.said['counted']} 个项目"] if "counted" in act.said else []
    noted += [f"第 {act.said['round']} 轮"] if act.said.get("round") else []
    noted += [f"{Path(file).name} 有 {count} 个" for file, count in act.said.get("secret", {}).items()]
    named = [each for each in decisions if each.code and not each.revokes]
    undone = [f"撤销第 {number} 笔" for number in dict.fromkeys(each.revokes for each in decisions) if number]
    if not named and act.said.get("code"):
        noted.insert(0, str(act.said["code"]))
    some = "、".join(each.code for each in named[:MOST_NAMED]) + (f" 等 {len(named)} 个" if len(named) > MOST_NAMED else "")
    called = {each.reason: "" if each.kind == HANDOVER else "原因：" for each in decisions if each.reason}
    reasons = [f"{word}{text}" for text, word in called.items()]
    bases = [f"依据：{text}" for text in dict.fromkeys(each.basis for each in decisions) if text]
    seconds = [f"同意：{text}" for text in dict.fromkeys(each.second for each in decisions) if text]
    return "；".join(filter(None, [*noted, *undone, some, *reasons, *bases, *seconds]))


def revoked_said(each: LoggedAct) -> str:
    """Whether it was taken back, in words; "" where it holds."""
    return f"已被第 {each.revoked} 笔撤销" if each.revoked else ""


def log_report(lines: Sequence[LoggedAct]) -> dict[str, Any]:
    """What ``log --json`` gives."""
    return {"version": VERSION, "acts": [_said(each) for each in lines]}


def _said(each: LoggedAct) -> dict[str, Any]:
    act = each.act
    return {
        "act": act.number, "kind": act.kind, "what": each.what, "by": act.by, "time": act.time, "day": act.day,
        "forms": each.forms, "files": each.files, "back": each.back,
        "projects": list(dict.fromkeys(one.code for one in each.decisions if one.code)),
        "undoes": list(dict.fromkeys(one.revokes for one in each.decisions if one.revokes)),
        "told": each.told, "said": dict(act.said), "revoked": each.revoked or None,
    }  # fmt: skip
