"""What became of one project, told: lines for a screen, and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from xlgen.campaign.evidence import asks_evidence, evidence_of, lacking
from xlgen.campaign.now import Now
from xlgen.campaign.showing.history_events import HistoryEvent
from xlgen.campaign.showing.next_steps import next_step
from xlgen.campaign.standing import Standing
from xlgen.campaign.telling import VERSION, project_said
from xlgen.statuses import Status

TOLD = ("错误", "需核实")  # findings of these weights have a line each, the others are counted


def history_lines(now: Now, standing: Standing, events: Sequence[HistoryEvent]) -> Iterator[str]:
    """A line for each event; under it what was found and what changed."""
    came = f"，{standing.received} 首次收到" if standing.received else ""
    late = now.late(standing)
    head = f"{standing.form.code} {standing.form.name}（{standing.form.unit}）：{standing.term.word}{came}"
    yield head + (f"，迟 {late} 天" if late else "")
    if asks_evidence(now.campaign.settings):
        without = "、".join(item.level3 for item in lacking(now, standing))
        yield f"佐证材料 {len(evidence_of(standing))} 个文件" + (f"；满分而没有佐证的指标：{without}" if without else "")
    for event in events:
        number = f"第 {event.act} 笔" if event.act else ""
        yield "　".join(filter(None, (event.day, number, event.by, f"【{event.what}】{_in_full(event)}")))
        told = [found for found in event.findings if found[1] in TOLD]
        yield from (f"    {' '.join(filter(None, found[:3]))} {found[3]}" for found in told)
        if len(told) < len(event.findings):
            yield f"    另有说明 {len(event.findings) - len(told)} 条，不用处理（全部用 --json 看）"
        yield from _changed(event)
    if step := next_step(now, standing):
        yield f"下一步：{step}"


def _changed(event: HistoryEvent) -> Iterator[str]:
    if event.changes is None:
        return
    yield f"    与上一份比，改了 {len(event.changes)} 格" + ("：" if event.changes else "")
    for change in event.changes:
        place = f"{change.sheet}!{change.cell} " if change.sheet else ""
        yield f"    {place}{change.label}：{change.before or '空白'} → {change.after or '空白'}"


def _in_full(event: HistoryEvent) -> str:
    score = f"，得分 {Decimal(event.total):.2f}" + (f"（{event.grade}）" if event.grade else "") if event.total else ""
    said = (
        event.said,
        f"文件 {event.file}" if event.file else "",
        f"当时校验：{Status(event.status).word}{score}" if event.status else "",  # type: ignore[call-arg]
        f"原因：{event.reason}" if event.reason else "",
        f"依据：{event.basis}" if event.basis else "",
        f"同意：{event.second}" if event.second else "",
        f"已被第 {event.revoked} 笔撤销" if event.revoked else "",
    )
    return "；".join(filter(None, said))


def history_report(now: Now, standing: Standing, events: Sequence[HistoryEvent]) -> dict[str, Any]:
    """What ``status 项目编码 --json`` gives."""
    said = {"version": VERSION, "day": now.day, "project": project_said(now, standing)}
    return said | {"events": [_event_said(each) for each in events]}


def _event_said(event: HistoryEvent) -> dict[str, Any]:
    """An event with its findings by name; what there is none of is null."""
    keys = ("code", "severity", "place", "message")
    said = {key: value if value != "" else None for key, value in asdict(event).items()}
    return said | {
        "act": event.act or None,
        "revoked": event.revoked or None,
        "findings": [dict(zip(keys, each, strict=True)) for each in event.findings],
        "changes": None if event.changes is None else [asdict(each) for each in event.changes],
    }
