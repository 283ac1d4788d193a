"""Projects recalled: their forms are asked for no more. It is a decision, taken back as any other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgen.campaign.folder import Campaign, who
from xlgen.campaign.standing import RECALL, is_that
from xlgen.errors import XlgenError
from xlgen.register.keeping import FormLine
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import facts_in
from xlgen.words.days import iso_day


@dataclass(frozen=True, slots=True)
class Recalled:
    """Projects that were recalled now, by unit, and codes of those that had been before."""

    units: dict[str, list[FormLine]]
    before: tuple[str, ...] = ()
    act: int = 0  # by which it is taken back

    @property
    def count(self) -> int:
        """How many were recalled now."""
        return sum(map(len, self.units.values()))


def recall(
    campaign: Campaign, codes: Sequence[str], reason: str, *, day: str = "", by: str = "", dry: bool = False
) -> Recalled:
    """Recall projects by 项目编码; what came in of them stays, and counts no more.

    XlgenError where one was not issued, or no reason is given; then none is recalled.
    """
    day, wanted = iso_day(day), list(dict.fromkeys(code.strip() for code in codes))
    if not reason.strip():
        raise XlgenError("撤回要写明原因：--reason 原因")
    with acting(campaign.root, who(by)) as act:
        facts = facts_in(campaign.root)
        forms = {line.code: line for line in facts.forms}
        if unknown := next((code for code in wanted if code not in forms), ""):
            raise XlgenError(f"项目“{unknown}”没有下发过，没有可撤回的{_meant(unknown, forms)}。没有撤回任何项目")
        gone = {each.code for each in facts.decisions if each.kind == RECALL}
        units: dict[str, list[FormLine]] = {}
        for code in (code for code in wanted if code not in gone):
            units.setdefault(forms[code].unit, []).append(forms[code])
        before = tuple(code for code in wanted if code in gone)
        rows = [
            ("decisions", {"code": line.code, "kind": RECALL, "reason": reason.strip()})
            for own in units.values()
            for line in own
        ]
        number = act.do("recall", day, {"reason": reason.strip()}, rows).number if rows and not dry else 0
        return Recalled(units, before, number)


def _meant(words: str, forms: Mapping[str, FormLine]) -> str:
    """What was probably meant by words that are no 项目编码: several are written apart."""
    parts = [part for part in re.split("[、，,;；]", words) if part]
    if len(parts) > 1 and all(part in forms for part in parts):
        return f"。几个项目之间用空格隔开：{' '.join(parts)}"
    return is_that(words, forms.values())


def recall_text(campaign: Campaign, unit: str, forms: Sequence[FormLine]) -> str:
    """What a unit is told, ready to be pasted into a message."""
    settings = campaign.settings
    named = "、".join(f"{line.code}“{line.name}”" for line in forms)
    asked = f"如有疑问请与{settings.whom}联系。" if settings.whom else ""
    return f"{unit or settings.department}：{settings.year}年度自评表中，{named}不再需要填报，请停止填报，已经报送的不作数。{asked}"
