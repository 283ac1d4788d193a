"""One act after the other: what was written down counts, whether its process lived to enter it or not."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from campaigns import ISSUED, campaign, lying
from xlgen.campaign.folder import Campaign
from xlgen.campaign.sending_out import send_out
from xlgen.errors import Refused, XlgenError
from xlgen.register import opening
from xlgen.register.opening import NAME, writing
from xlgen.register.recording.act_files import ActRecord, pending_forms, place_of, put_record
from xlgen.register.recording.acting import acting, looking, reindex
from xlgen.register.recording.known_facts import facts_in

RECALL = [("decisions", {"code": "P001", "kind": "recall", "reason": "不做了"})]


@pytest.fixture
def made(tmp_path: Path) -> Campaign:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    return made


def dump(root: Path) -> list[str]:
    with closing(sqlite3.connect(root / NAME)) as connection:
        return list(connection.iterdump())


def left(root: Path, number: int = 3) -> None:
    """An act that was written down by a process that was killed before it entered it."""
    put_record(root, ActRecord(number, "recall", "某某", "2026-02-01T09:00:00", "2026-02-01", {}, RECALL))


def test_acts_are_numbered_one_after_the_other(made: Campaign) -> None:
    with acting(made.root, "某某") as act:
        assert act.do("recall", "2026-02-01", {}, RECALL).number == 3
        assert act.number == 4
    assert [each.number for each in facts_in(made.root).acts] == [1, 2, 3]


def test_what_was_written_down_and_not_entered_is_entered_by_the_next(made: Campaign) -> None:
    left(made.root)
    assert [each.kind for each in facts_in(made.root).decisions] == ["recall"]
    with acting(made.root, "某某") as act:
        assert act.number == 4


def test_an_act_whose_process_was_killed_is_not_done_twice_when_it_is_done_again(made: Campaign) -> None:
    left(made.root)
    with acting(made.root, "某某") as act:
        assert act.do("recall", "2026-02-01", {}, RECALL).number == 3
        assert act.number == 4
    with acting(made.root, "某某") as act:
        assert act.do("recall", "2026-02-01", {}, RECALL).number == 4  # nobody was killed: it is meant once more


def test_another_act_is_done_behind_what_a_killed_process_left(made: Campaign) -> None:
    left(made.root)
    with acting(made.root, "别人") as act:
        assert act.do("recall", "2026-02-01", {}, RECALL).number == 4


def test_what_was_not_written_to_the_end_was_not_done_and_its_number_is_gone(made: Campaign) -> None:
    left(made.root)
    place = place_of(made.root, 3)
    place.write_bytes(place.read_bytes()[:-3])
    assert facts_in(made.root).decisions == []
    with acting(made.root, "某某") as act:
        assert act.do("recall", "2026-02-01", {}, RECALL).number == 4
    assert len(facts_in(made.root).decisions) == 1


def test_where_nothing_can_be_written_all_acts_are_seen_all_the_same(made: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    left(made.root)
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    with closing(sqlite3.connect(made.root / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(looking(made.root)) as connection:
            assert connection.execute("SELECT count(*) FROM decisions").fetchone() == (1,)


def test_who_comes_second_is_told(made: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    before = lying(made.root)
    with acting(made.root, "某某"), pytest.raises(XlgenError, match=r"正由.*写入，没有写"), acting(made.root, "别人"):
        pass
    assert lying(made.root) == before


def test_where_locks_do_not_hold_a_number_is_taken_by_one(made: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting(made.root, "某某") as act:
        left(made.root)  # by somebody whom no lock kept away
        monkeypatch.setattr(type(act), "number", property(lambda _: 3))
        with pytest.raises(XlgenError, match="里刚有 某某 记了一笔，这一次没有做"):
            act.do("recall", "2026-02-01", {}, RECALL)
    monkeypatch.undo()
    assert len(facts_in(made.root).decisions) == 1


def test_the_register_made_anew_equals_the_old_one(made: Campaign) -> None:
    with acting(made.root, "某某") as act:
        act.do("recall", "2026-02-01", {}, RECALL)
    before = dump(made.root)
    (made.root / NAME).unlink()
    assert reindex(made.root) == 3
    assert dump(made.root) == before


def test_a_register_that_is_not_there_is_made_when_somebody_looks(made: Campaign) -> None:
    before = dump(made.root)
    (made.root / NAME).unlink()
    assert len(facts_in(made.root).forms) == 2
    assert dump(made.root) == before


def test_forms_that_were_left_are_not_taken_by_another_act(made: Campaign) -> None:
    pending_forms(made.root).write_bytes(b"half")
    with acting(made.root, "某某") as act:
        assert act.left_forms() == pending_forms(made.root)
        act.do("recall", "2026-02-01", {}, RECALL)
    assert len(facts_in(made.root).forms) == 2


def test_forms_of_an_act_that_are_gone_are_told(made: Campaign) -> None:
    (shelf,) = made.place("记录").glob("*.sqlite")
    shelf.unlink()
    with pytest.raises(Refused, match="第 2 笔记录下发的表不见了"):
        reindex(made.root)
    assert (made.root / NAME).exists()


def test_a_row_of_no_table_is_refused_and_the_register_stays(made: Campaign) -> None:
    before = dump(made.root)
    with pytest.raises(Refused, match="第 3 笔记录里有读不懂的“forms”"), acting(made.root, "某某") as act:
        act.do("recall", "2026-02-01", {}, [("forms", {"code": "P001"})])
    place_of(made.root, 3).unlink()
    assert dump(made.root) == before


def test_what_is_written_meanwhile_is_private_and_nothing_else_is(made: Campaign) -> None:
    with acting(made.root, "某某"):
        (made.root / "内.txt").write_text("x")
    (made.root / "外.txt").write_text("x")
    umask = os.umask(0o22)
    os.umask(umask)
    assert stat.S_IMODE((made.root / "内.txt").stat().st_mode) == 0o600
    assert stat.S_IMODE((made.root / "外.txt").stat().st_mode) == 0o666 & ~umask


def test_rows_are_only_added(made: Campaign) -> None:
    with acting(made.root, "某某") as act:
        act.do("recall", "2026-02-01", {}, RECALL)
    for said in ("UPDATE decisions SET reason = ''", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="decisions are only added"), writing(made.root / NAME) as connection:
            connection.execute(said)
