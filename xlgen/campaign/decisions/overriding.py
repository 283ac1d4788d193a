"""人工认定: a project's score said by the office, with its basis, where its form cannot say it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xlgen.campaign.decisions.meant import TakenDecision, meant, refuse_recalled
from xlgen.campaign.folder import Campaign, who
from xlgen.campaign.now import now
from xlgen.campaign.standing import OVERRIDE
from xlgen.errors import XlgenError
from xlgen.register.recording.acting import acting
from xlgen.words.days import iso_day
from xlgen.words.numbers import plain

FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Overriding:
    """What is said: the score, why, on which 依据, who else agrees."""

    score: str
    reason: str
    basis: str
    second: str = ""


def override(
    campaign: Campaign, words: str, said: Overriding, *, by: str = "", day: str = "", dry: bool = False
) -> TakenDecision:
    """Let a score count for a project, whatever its form says. XlgenError where something that has to be said is not."""
    score = _checked(campaign, said, who(by))
    with acting(campaign.root, who(by)) as act:
        known = now(campaign, day=day)
        standing, _ = meant(known, words)
        refuse_recalled(standing)
        row = {"code": standing.form.code, "kind": OVERRIDE, "said": plain(score), "reason": said.reason.strip()}
        row |= {"basis": said.basis.strip(), "second": said.second.strip()}
        number = 0 if dry else act.do("override", iso_day(day), {"code": standing.form.code}, [("decisions", row)]).number
    agreed = f"，{said.second.strip()} 同意" if said.second.strip() else ""
    told = (
        f"人工认定 {plain(score)} 分（{said.reason.strip()}；依据：{said.basis.strip()}{agreed}），原来是{standing.term.word}"
    )
    return TakenDecision(standing.form.code, standing.form.name, told, number)


def _checked(campaign: Campaign, said: Overriding, by: str) -> Decimal:
    for text, option, meaning in (
        (said.reason, "--reason", "原因"),
        (said.basis, "--basis", "依据（会议纪要、批文、报告的名称和文号）"),
    ):
        if not text.strip():
            raise XlgenError(f"人工认定要写明{meaning}，请加上 {option}")
    if campaign.settings.second and not said.second.strip():
        raise XlgenError("这一批的人工认定要另一个人同意（xlgen.toml 里 second = true），请用 --second 写明是谁")
    if said.second.strip() == by:
        raise XlgenError(f"同意的人和认定的人都是“{by}”，要两个人。请改 --second 或 --by")
    return _score(said.score)


def _score(text: str) -> Decimal:
    try:
        score = Decimal(text.strip())
    except InvalidOperation:
        raise XlgenError(f"“{text}”不是得分，请写成 85 或 85.5 的样子") from None
    if not score.is_finite() or not 0 <= score <= FULL or score != round(score, 2):
        raise XlgenError(f"得分 {text} 不在 0 到 100 之间，或多于两位小数")
    return score
