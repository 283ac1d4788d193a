"""What a campaign's summary adds up, and what it says of the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.decisions.overriding import Overriding, override
from xlgen.campaign.decisions.whole_returns import accept_return
from xlgen.campaign.standing import RECALL
from xlgen.campaign.telling import laws
from xlgen.campaign.totals.campaign_summary import summary_of
from xlgen.register.recording.acting import acting
from xlgen.rollup.proving.verdict import verdict_of
from xlgen.statuses import Handling, Status


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> RunningBatch:
    """Ten projects: sound, errors, settled, conflicting, overridden with a form and without, recalled, nil, unreadable, missing."""
    batch = begun(tmp_path_factory.mktemp("批"), 10)
    other = batch.filled(3, batch.typed(3) | {"填报人": "别人"})
    batch.collected(a=batch.filled(0), b=batch.wrong(1), c=batch.gross(2), d=batch.filled(3), e=other, f=batch.filled(4))
    batch.collected(g=batch.filled(6), **{f"{batch.codes[8]}_坏": b"PK\x03\x04"})
    (batch.root.parent / f"{batch.codes[7]}_零报告.txt").write_text("无项目", "utf-8")
    from xlgen.campaign.collecting.taking_in import collect

    collect(batch.campaign, [batch.root.parent / f"{batch.codes[7]}_零报告.txt"], received="2026-02-01")
    accept_return(batch.campaign, batch.codes[2], "核对过", by="张某", day=DAY)
    for at in (4, 5):
        override(batch.campaign, batch.codes[at], Overriding("85.5", "抽查", "纪要4号"), by="张某", day=DAY)
    with acting(batch.root, "张某") as act:
        act.do("recall", DAY, {}, [("decisions", {"code": batch.codes[6], "kind": RECALL, "reason": "项目取消"})])
    return batch


def test_it_adds_up_what_is_accepted_and_agrees(batch: RunningBatch) -> None:
    known = batch.now()
    rollup, _ = summary_of(known)
    lines = {line.code: line for line in rollup.projects}
    assert [code for code in batch.codes if code in lines and lines[code].counted] == [batch.codes[at] for at in (0, 2, 4, 5)]
    assert verdict_of(rollup).agrees
    assert not rollup.provisional()
    terms = {str(term.value): count for term, count in known.by_term().items()}
    assert {status.term: count for status, count in rollup.statuses().items()} == {
        k: v for k, v in terms.items() if k != "recalled"
    }
    assert rollup.kinds() == known.by_handling()
    assert f"批次：{laws(known)}" in rollup.notes


def test_what_does_not_count_is_told(batch: RunningBatch) -> None:
    rollup, _ = summary_of(batch.now())
    told = {each.code or each.name.split()[0]: (each.kind, each.reason) for each in rollup.pendings}
    assert told == {
        batch.codes[1]: ("退回修改", "有 1 处错误"),
        batch.codes[3]: ("待核实", "收到 2 份不一样的"),
        batch.codes[6]: ("撤回", "项目取消"),
        batch.codes[7]: ("无项目", "单位报了无项目说明"),
        batch.codes[8]: ("无法读取", told[batch.codes[8]][1]),
        batch.codes[9]: ("未报送", "没有收到报送文件"),
    }


def test_a_score_of_the_office_counts_with_the_money_of_the_form_or_without(batch: RunningBatch) -> None:
    lines = {line.code: line for line in summary_of(batch.now())[0].projects}
    with_form, without = lines[batch.codes[4]], lines[batch.codes[5]]
    assert (with_form.score, without.score) == (Decimal("85.5"), Decimal("85.5"))
    assert with_form.budget is not None
    assert with_form.file
    assert with_form.file.parent.parent.name == "收件"
    assert (without.budget, without.file) == (None, batch.root / "记录" / "000008.jsonl")


def test_decisions_stand_among_the_answers(batch: RunningBatch) -> None:
    rollup, _ = summary_of(batch.now())
    said = [(each.code, each.answer.called, each.answer.by) for each in rollup.answers]
    wanted = [(2, "整份认可"), (4, "人工认定"), (5, "人工认定"), (6, "撤回")]
    assert said == [(batch.codes[at], called, "张某") for at, called in wanted]
    assert rollup.answers[1].answer.reason == "抽查；依据：纪要4号"


def test_every_file_stands_where_it_is_kept(batch: RunningBatch) -> None:
    rollup, _ = summary_of(batch.now())
    assert all(each.file.is_file() for each in rollup.files)
    assert sum(each.kind is Handling.REFUSED for each in rollup.files) == 1


def test_what_is_open_counts_where_it_is_asked_for(batch: RunningBatch) -> None:
    rollup, _ = summary_of(batch.now(), [Status.ERRORS])
    assert [line.code for line in rollup.provisional()] == [batch.codes[1]]
    assert verdict_of(rollup).agrees
