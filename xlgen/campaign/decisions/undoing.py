"""A decision taken back by a later one: nothing is deleted, and what was taken back by mistake comes back the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from xlgen.acceptance.ledger import Ledger, read_ledger
from xlgen.acceptance.records import REVOKED, Acceptance, from_said
from xlgen.campaign.act_words import UNDO, act_called
from xlgen.campaign.folder import Campaign, who
from xlgen.campaign.standing import HANDOVER, OVERRIDE, RECALL
from xlgen.errors import XlgenError
from xlgen.flows.deciding import accepting
from xlgen.register.recording.act_files import ActRecord, EnteredRow, numbers, read_record
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import facts_in
from xlgen.words.days import iso_day

KINDS = ("accept", OVERRIDE, RECALL, HANDOVER, UNDO)  # kinds of acts that decide something


@dataclass(frozen=True, slots=True)
class UndoneAct:
    """What was taken back: its number, kind, day, by whom, which projects; ``number`` of the act that did, 0 where nothing was written."""

    undone: int
    kind: str
    day: str
    by: str
    codes: Sequence[str]
    number: int = 0

    @property
    def said(self) -> str:
        """In a sentence."""
        codes = "、".join(self.codes[:5]) + (f" 等 {len(self.codes)} 个项目" if len(self.codes) > 5 else "")
        return f"已撤销第 {self.undone} 笔：{self.by} {self.day} 的{act_called(self.kind)}（{codes}）"


def undo(
    campaign: Campaign, number: int | None = None, *, reason: str = "", by: str = "", day: str = "", dry: bool = False
) -> UndoneAct:
    """Take back the last decision that holds, or an act by its number, also one that took another back. XlgenError."""
    with acting(campaign.root, who(by)) as act:
        if (
            (left := act.left) is not None
            and left.kind == UNDO
            and left.by == act.by
            and number in (None, left.said["revokes"])
        ):
            undone = read_record(
                campaign.root, int(left.said["revokes"])
            )  # done already by one who was ended before he said so
            if undone is not None:
                return UndoneAct(
                    undone.number, undone.kind, undone.day, undone.by, list(dict.fromkeys(_codes(undone))), left.number
                )
        revoked = facts_in(campaign.root).revoked
        record = _meant(campaign, number, revoked)
        codes = list(dict.fromkeys(_codes(record)))
        rows: list[EnteredRow] = [
            ("decisions", {"code": code, "kind": UNDO, "said": record.kind, "reason": reason.strip(), "revokes": record.number})
            for code in codes
        ]
        ledger = read_ledger(campaign.root)
        given = (from_said(row) for table, row in record.rows if table == "answers")
        words = _words(campaign, record, [each for each in given if each], ledger, who(by))
        rows += [("answers", asdict(each)) for each in words]
        done = 0 if dry else act.do(UNDO, iso_day(day), {"revokes": record.number, "kind": record.kind}, rows).number
    return UndoneAct(record.number, record.kind, record.day, record.by, codes, done)


def _meant(campaign: Campaign, number: int | None, revoked: frozenset[int]) -> ActRecord:
    if number is None:
        for each in reversed(numbers(campaign.root)):
            record = read_record(campaign.root, each)
            if record and record.kind in KINDS and record.kind != UNDO and each not in revoked:
                return record
        raise XlgenError("没有可以撤销的认定")
    record = read_record(campaign.root, number) if number in numbers(campaign.root) else None
    if record is None:
        raise XlgenError(f"没有第 {number} 笔。请看 xlgen log 里的序号")
    if record.kind not in KINDS:
        raise XlgenError(f"第 {number} 笔是{act_called(record.kind)}，不能撤销；能撤销的是认定、撤回和交接")
    if number in revoked:
        raise XlgenError(f"第 {number} 笔已经撤销过。要恢复，请撤销当时的那一次撤销")
    return record


def _codes(record: ActRecord) -> Iterator[str]:
    for table, row in record.rows:
        yield str(row["code"] if table == "decisions" else row["project"])


def _words(campaign: Campaign, record: ActRecord, given: Sequence[Acceptance], ledger: Ledger, by: str) -> Iterator[Acceptance]:
    """What is said now of cells that were answered for: what was said of them before, where nobody said more since."""
    for each in given:
        said = [other for other in ledger.record if (other.project, other.name) == (each.project, each.name)]
        if not said or said[-1] != each:
            continue
        before = next((other for other in reversed(said[:-1]) if other.reading != REVOKED), None)
        if each.reading == REVOKED or (len(said) > 1 and said[-2].reading != REVOKED):
            if before:
                yield replace(before, time=accepting.local_time())
        else:
            yield replace(
                each,
                reading=REVOKED,
                reason=f"撤销第 {record.number} 笔",
                by=by,
                time=accepting.local_time(),
                counts="",
                codes="",
            )
