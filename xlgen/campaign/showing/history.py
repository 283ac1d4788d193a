"""What became of one project: when it was issued and received, what was found and changed, who decided what and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlgen.acceptance.records import REVOKED, UNDERSTOOD
from xlgen.campaign.act_words import DECIDED, DID, UNDO, act_called
from xlgen.campaign.collecting.keeping_files import SHOWN, kept_as
from xlgen.campaign.folder import IN
from xlgen.campaign.now import Now
from xlgen.campaign.showing.changes import CellChange, answers_of, changes_between
from xlgen.campaign.standing import SAME, SETTLE, TAKE, Standing
from xlgen.campaign.terms import STATES
from xlgen.errors import XlgenError
from xlgen.register.answering import answers_in
from xlgen.register.opening import NAME
from xlgen.register.recording.known_facts import ActLine, Arrival, Decision, VerdictLine, verdicts_in
from xlgen.register.recording.past_facts import decided_in, issues_in, revocations
from xlgen.words.nearest import is_it

Acts = Mapping[int, ActLine]


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One thing that happened: in which act, when and by whom; ``what`` is a word for it, ``said`` a sentence.

    ``file`` lies in the campaign's folder, ``status`` is how the form was judged, ``findings`` are (code, weight, place, message),
    ``changes`` what is otherwise than in the return before, None where there is none; ``revoked`` is the act that took it back, or 0.
    """

    act: int
    day: str
    time: str
    by: str
    what: str
    said: str
    file: str = ""
    status: str = ""
    total: str = ""
    grade: str = ""
    findings: Sequence[Sequence[str]] = ()
    changes: Sequence[CellChange] | None = None
    reason: str = ""
    basis: str = ""
    second: str = ""
    revoked: int = 0


def history_of(now: Now, standing: Standing) -> list[HistoryEvent]:
    """All that happened to a project, oldest first."""
    root, code = now.campaign.root, standing.form.code
    acts = {each.number: each for each in now.facts.acts}
    found = [*_issued(root, code, acts), *_received(now, standing, acts), *_returned(now, code, acts)]
    found += [*_decided(code, decided_in(root), acts), *_answered(root, now, code)]
    return sorted(found, key=lambda each: (each.time or each.day, each.act))


def project_of(now: Now, code: str) -> Standing:
    """How a project stands. XlgenError where none was issued under this 项目编码."""
    found = next((each for each in now.projects if each.form.code == code.strip()), None)
    if found is None:
        known = [each.form.code for each in now.projects]
        raise XlgenError(f"这一批没有下发过项目编码是“{code}”的项目{is_it(code, known)}")
    return found


def _event(act: ActLine | None, number: int, what: str, said: str, **more: Any) -> HistoryEvent:
    when = (act.day, act.time, act.by) if act else ("", "", "")
    return replace(HistoryEvent(number, *when, what, said), **more)


def _issued(root: Path, code: str, acts: Acts) -> Iterator[HistoryEvent]:
    for each in issues_in(root):
        if each.code == code:
            act = acts.get(each.act)
            approval = str(act.said.get("approval", "")) if act else ""
            said = f"更正{each.revision}，批准文号 {approval}" if each.revision else "空白表"
            yield _event(act, each.act, act_called("issue"), said, file=each.file)


def _received(now: Now, standing: Standing, acts: Acts) -> Iterator[HistoryEvent]:
    root, before = now.campaign.root, None
    verdicts = {each.digest: each for each in reversed(verdicts_in(root))}  # as it was judged when it came
    names = {each.digest: each.name for each in now.facts.arrivals}
    for each in standing.arrivals:
        path = kept_as(root, each.digest, each.name)
        what = DID.get(each.did) or STATES[each.kind].word
        said = _event(acts.get(each.act), each.act, what, _whence(each, names), file=path.relative_to(root).as_posix())
        event = replace(said, day=each.day)
        if each.kind == "form" and each.did != SAME:
            event = _judged(event, verdicts.get(each.digest))
            answers = answers_of(path, now.manifest)
            if before is not None and answers is not None:
                event = replace(event, changes=tuple(changes_between(before, answers)))
            before = answers or before
        yield event


def _whence(each: Arrival, names: Mapping[str, str]) -> str:
    """Which file it was, in what it came, from whom, and what is to be said of it."""
    inside = f"在 {names[each.container]} 里" if each.container in names else ""
    sender = f"{each.sender} 发来" if each.sender else ""
    unit = f"放在“{each.unit}”的文件夹里" if each.unit else ""
    return "，".join(filter(None, (each.name, inside, sender, unit, each.why)))


def _judged(event: HistoryEvent, verdict: VerdictLine | None) -> HistoryEvent:
    if verdict is None:
        return event
    found = json.loads(verdict.findings)
    return replace(event, status=verdict.status, total=verdict.total, grade=verdict.grade, findings=found)


def _returned(now: Now, code: str, acts: Acts) -> Iterator[HistoryEvent]:
    for each in now.facts.rounds:
        if each.code == code:
            yield _event(acts.get(each.act), each.act, act_called("return"), f"第 {each.round} 轮", file=each.file)


def _decided(code: str, decisions: Sequence[Decision], acts: Acts) -> Iterator[HistoryEvent]:
    gone, own = revocations(decisions), {each.act for each in decisions if each.code == code}
    for each in decisions:
        if each.code == code or each.revokes in own:
            own.add(each.act)
            said = f"撤销第 {each.revokes} 笔" if each.revokes else _said_of(each)
            what = DECIDED[UNDO] if each.revokes else act_called(each.kind)
            why = {"reason": each.reason, "basis": each.basis, "second": each.second, "revoked": gone.get(each.act, 0)}
            yield _event(acts.get(each.act), each.act, what, said, **why)


def _said_of(each: Decision) -> str:
    return f"{IN}/{each.said[:SHOWN]} 里的那一份" if each.kind in (TAKE, SETTLE) else each.said


def _answered(root: Path, now: Now, code: str) -> Iterator[HistoryEvent]:
    """Doubts about single cells that somebody answered for."""
    slots = now.manifest.snapshots[code].slots
    for project, name, value, reading, reason, by, time, counts, _ in answers_in(root / NAME):
        if project == code:
            label = slots[name].cell.label if name in slots else name
            said = f"“{label}”" + (f"的值 {value}" if value else "") + (f"，按 {counts} 计" if reading == UNDERSTOOD else "")
            yield HistoryEvent(0, time[:10], time, by, "撤销核实" if reading == REVOKED else "核实", said, reason=reason)
