"""What became of one project: when it was issued and received, what was found and changed, who decided what and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xlgen.campaign.act_words import DID, act_called
from xlgen.campaign.collecting.keeping_files import kept_as
from xlgen.campaign.now import Now
from xlgen.campaign.showing.changes import answers_of, changes_between
from xlgen.campaign.showing.decision_events import answered_values, decided
from xlgen.campaign.showing.history_events import Acts, HistoryEvent, event_of, kept_in
from xlgen.campaign.standing import SAME, Standing, is_that
from xlgen.campaign.terms import STATES
from xlgen.errors import XlgenError
from xlgen.register.recording.known_facts import Arrival, VerdictLine, verdicts_in
from xlgen.register.recording.past_facts import decided_in, issues_in


def history_of(now: Now, standing: Standing) -> list[HistoryEvent]:
    """All that happened to a project, oldest first."""
    root, code = now.campaign.root, standing.form.code
    acts = {each.number: each for each in now.facts.acts}
    found = [*_issued(root, code, acts), *_received(now, standing, acts), *_returned(now, code, acts)]
    found += [*decided(code, decided_in(root), acts), *answered_values(now, code)]
    return sorted(found, key=lambda each: (each.time or each.day, each.act))


def project_of(now: Now, code: str) -> Standing:
    """How a project stands. XlgenError where none was issued under this 项目编码."""
    found = next((each for each in now.projects if each.form.code == code.strip()), None)
    if found is None:
        raise XlgenError(f"这一批没有下发过项目编码是“{code}”的项目{is_that(code.strip(), now.facts.forms)}")
    return found


def _issued(root: Path, code: str, acts: Acts) -> Iterator[HistoryEvent]:
    for each in issues_in(root):
        if each.code == code:
            act = acts.get(each.act)
            approval = str(act.said.get("approval", "")) if act else ""
            said = f"更正{each.revision}，批准文号 {approval}" if each.revision else "空白表"
            yield event_of(act, each.act, act_called("issue"), said, file=each.file)


def _received(now: Now, standing: Standing, acts: Acts) -> Iterator[HistoryEvent]:
    root, before = now.campaign.root, None
    verdicts = {each.digest: each for each in reversed(verdicts_in(root))}  # as it was judged when it came
    names = {each.digest: each.name for each in now.facts.arrivals}
    for each in standing.arrivals:
        path = kept_as(root, each.digest, each.name)
        what = DID.get(each.did) or STATES[each.kind].word
        said = event_of(acts.get(each.act), each.act, what, _whence(each, names), file=path.relative_to(root).as_posix())
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
    box = names.get(each.container, "")
    inside = f"在 {box} 里" if box else ""
    sender = f"{each.sender} 发来" if each.sender else ""
    unit = f"放在“{each.unit}”的文件夹里" if each.unit and each.unit != Path(box).stem else ""
    return "，".join(filter(None, (each.name, inside, sender, unit, each.why)))


def _judged(event: HistoryEvent, verdict: VerdictLine | None) -> HistoryEvent:
    if verdict is None:
        return event
    found = json.loads(verdict.findings)
    return replace(event, status=verdict.status, total=verdict.total, grade=verdict.grade, findings=found)


def _returned(now: Now, code: str, acts: Acts) -> Iterator[HistoryEvent]:
    for each in now.facts.rounds:
        if each.code == code:
            yield event_of(
                acts.get(each.act),
                each.act,
                act_called("return"),
                f"第 {each.round} 轮，{kept_in(each.digest)}",
                file=each.file,
            )
