"""What was decided of a project, as its history has it: who decided what and why, what was taken back, which values were answered for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlgen.acceptance.records import REVOKED, UNDERSTOOD
from xlgen.campaign.act_words import DECIDED, UNDO, act_called
from xlgen.campaign.now import Now
from xlgen.campaign.showing.history_events import Acts, HistoryEvent, event_of, kept_in
from xlgen.campaign.standing import HANDOVER, OVERRIDE, SETTLE, TAKE
from xlgen.register.answering import answers_in
from xlgen.register.opening import NAME
from xlgen.register.recording.known_facts import Decision
from xlgen.register.recording.past_facts import revocations


def decided(code: str, decisions: Sequence[Decision], acts: Acts) -> Iterator[HistoryEvent]:
    """Every decision of a project, and what took one back."""
    gone, own = revocations(decisions), {each.act for each in decisions if each.code == code}
    for each in decisions:
        if each.code == code or each.revokes in own:
            own.add(each.act)
            said = f"撤销第 {each.revokes} 笔" if each.revokes else _said_of(each)
            what = DECIDED[UNDO] if each.revokes else act_called(each.kind)
            why = {
                "reason": "" if each.kind == HANDOVER else each.reason,
                "basis": each.basis,
                "second": each.second,
                "revoked": gone.get(each.act, 0),
            }
            yield event_of(acts.get(each.act), each.act, what, said, **why)


def _said_of(each: Decision) -> str:
    if each.kind == HANDOVER:
        return "，".join(filter(None, (f"交给{each.said}", each.reason)))
    if each.kind == OVERRIDE:
        return f"{each.said} 分"
    return kept_in(each.said) if each.kind in (TAKE, SETTLE) else each.said


def answered_values(now: Now, code: str) -> Iterator[HistoryEvent]:
    """Doubts about single cells that somebody answered for."""
    slots = now.manifest.snapshots[code].slots
    for project, name, value, reading, reason, by, time, counts, _ in answers_in(now.campaign.root / NAME):
        if project == code:
            label = slots[name].cell.label if name in slots else name
            said = f"“{label}”" + (f"的值 {value}" if value else "") + (f"，按 {counts} 计" if reading == UNDERSTOOD else "")
            yield HistoryEvent(0, time[:10], time, by, "撤销核实" if reading == REVOKED else "核实", said, reason=reason)
