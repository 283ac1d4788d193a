"""How decisions show in a campaign's summary: doubts that were answered for as a whole, scores said by the office, recalls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from xlgen.campaign.act_words import DECIDED
from xlgen.campaign.now import Now
from xlgen.campaign.standing import OVERRIDE, RECALL, SETTLE, TAKE, Standing
from xlgen.findings import Severity
from xlgen.register.recording.act_files import place_of
from xlgen.register.recording.known_facts import ActLine, Decision, approvals_in
from xlgen.returned.batch import Decided, Return
from xlgen.rollup.records import AnswerLine, ProjectLine
from xlgen.statuses import Status

TOLD = (SETTLE, TAKE, OVERRIDE, RECALL)


def settled(returned: Return, standing: Standing, acts: Mapping[int, ActLine]) -> Return:
    """A form that counts, its doubts closed by the decision that it was accepted by."""
    decided = next((each for each in reversed(standing.decisions) if each.kind in (OVERRIDE, TAKE, SETTLE)), None)
    if returned.status is Status.SOUND or decided is None:
        return returned
    why = f"{DECIDED[decided.kind]}：{_who(decided, acts)}"
    findings = tuple(
        replace(each, severity=Severity.NOTE, opens=False, message=f"{each.message}。{why}", hint="已认定，不用改")
        if each.opens
        else each
        for each in returned.findings
    )
    return replace(returned, findings=findings)


def overridden(line: ProjectLine, said: Decision, root: Path) -> ProjectLine:
    """A project whose score the office said: its indicators keep no points, and money counts only where its form does."""
    score = Decimal(said.said)
    items = tuple(replace(item, points=None, score=None, stated=None) for item in line.items)
    file = line.file or place_of(root, said.act)  # where the score stands, if in no form
    return replace(
        line,
        status=Status.SOUND,
        counted=True,
        score=score,
        items=items,
        stated=replace(line.stated, score=score),
        file=file,
        is_overridden=True,
    )


def decision_lines(known: Now) -> Iterator[AnswerLine]:
    """Every decision that holds and every target that was changed, as the list of answers tells them."""
    acts = {each.number: each for each in known.facts.acts}
    approved = approvals_in(known.campaign.root)
    for each in known.projects:
        form = each.form
        if form.code in approved:
            revision, approval = approved[form.code]
            told = Decided(
                "", f"指标更正（第 {revision} 次）", "", "typed", "更正后的表", f"批准文号：{approval}", "", "", True
            )
            yield AnswerLine(form.code, form.name, told)
        for decision in each.decisions:
            if decision.kind in TOLD:
                yield AnswerLine(form.code, form.name, _told(known, each, decision, acts[decision.act]))


def _told(known: Now, each: Standing, said: Decision, act: ActLine) -> Decided:
    basis = f"；依据：{said.basis}" if said.basis else ""
    agreed = f"；{said.second} 同意" if said.second else ""
    counts = {OVERRIDE: f"{said.said} 分", RECALL: "不计入"}.get(said.kind, "")
    returned = known.returned(each)
    total = returned.extract.total if returned and returned.extract else None
    value = f"{total} 分" if said.kind == OVERRIDE and total is not None else ""
    files = [arrival.name for arrival in each.arrivals if arrival.digest == said.said]
    counts = counts or (f"{files[0]}" if files else "")
    return Decided("", DECIDED[said.kind], value, "typed", counts, f"{said.reason}{basis}{agreed}", act.by, act.time, True)


def _who(said: Decision, acts: Mapping[int, ActLine]) -> str:
    act = acts[said.act]
    return f"{said.reason}（{act.by}，{act.day}）"
