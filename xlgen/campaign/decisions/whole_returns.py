"""A whole return settled: one of several that differ is chosen, one that is open or strayed is accepted as it is."""

from __future__ import annotations

from xlgen.campaign.decisions.meant import TakenDecision, meant, place_of_file, refuse_recalled
from xlgen.campaign.folder import Campaign, who
from xlgen.campaign.now import Now, now
from xlgen.campaign.standing import SETTLE, TAKE, Standing
from xlgen.campaign.terms import ProjectTerm
from xlgen.errors import XlgenError
from xlgen.findings import Severity
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import Arrival
from xlgen.statuses import Status
from xlgen.words.days import iso_day


def accept_return(
    campaign: Campaign, words: str, reason: str, *, by: str = "", day: str = "", dry: bool = False
) -> TakenDecision:
    """Choose the file that is named, or accept the only one with all that is open in it.

    XlgenError where there is nothing to settle, a file is still to be named, or the form has errors: these are to be corrected.
    """
    if not reason.strip():
        raise XlgenError("请用 --reason 写明原因")
    with acting(campaign.root, who(by)) as act:
        known = now(campaign, day=day)
        standing, file = meant(known, words)
        refuse_recalled(standing)
        kind, chosen = _settled(known, standing, file)
        row = {"code": standing.form.code, "kind": kind, "said": chosen.digest, "reason": reason.strip()}
        said = _told(known, standing, kind, chosen)
        number = 0 if dry else act.do("accept", iso_day(day), {"code": standing.form.code}, [("decisions", row)]).number
    return TakenDecision(standing.form.code, standing.form.name, f"{said}（{reason.strip()}）", number)


def _settled(known: Now, standing: Standing, file: Arrival | None) -> tuple[str, Arrival]:
    code, candidates = standing.form.code, standing.candidates
    if file is not None and file.revision != standing.form.revision:
        raise XlgenError(f"{file.name} 是更正以前的旧表，不能用。请单位用更正后的表填报")
    if file is not None and {each.digest for each in candidates} != {file.digest}:
        return TAKE, file
    if len(candidates) > 1:
        files = "、".join(place_of_file(known, each) for each in candidates)
        raise XlgenError(
            f"{code} 收到 {len(candidates)} 份不一样的，请写明用哪一份：xlgen accept --return 文件，文件是 {files}"
        )
    if not candidates:
        raise XlgenError(f"{code} 是{standing.term.word}，没有可以认定的表")
    _refuse_errors(known, standing)
    return SETTLE, candidates[0]


def _refuse_errors(known: Now, standing: Standing) -> None:
    returned, code = known.returned(standing), standing.form.code
    if returned is not None and returned.status is Status.ERRORS:
        errors = [each for each in returned.findings if each.severity is Severity.ERROR]
        first = f"{errors[0].place} {errors[0].message}".strip()
        raise XlgenError(
            f"{code} 有 {len(errors)} 处错误（{first}），错误要改，不能整份认可。请用 xlgen return 退回，或用 xlgen override 人工认定得分"
        )
    if standing.term is ProjectTerm.ACCEPTED:
        raise XlgenError(f"{code} 已经{standing.term.word}，不用认定")


def _told(known: Now, standing: Standing, kind: str, chosen: Arrival) -> str:
    place = place_of_file(known, chosen)
    if kind == SETTLE:
        return f"整份认可，以 {place} 为准"
    returned = known.returns.get(chosen.digest)
    more = "；这一份有错误，仍要退回修改" if returned is not None and returned.status is Status.ERRORS else ""
    others = len({each.digest for each in standing.candidates} - {chosen.digest})
    return f"以 {place} 为准" + (f"，另外 {others} 份不用" if others else "") + more
