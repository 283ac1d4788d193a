"""What comes in becomes arrivals: each told what it did, kept, and never twice; two clerks at once, locks that do not hold."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from filled_by_text import filled_in
from old_files import saved_old
from running_batch import RunningBatch, begun
from xlgen import flows
from xlgen.campaign.collecting.grouping import group_of
from xlgen.campaign.collecting.taking_in import collect
from xlgen.campaign.collecting.unpacking import Came
from xlgen.campaign.folder import Campaign
from xlgen.errors import XlgenError
from xlgen.register import holding, opening
from xlgen.register.opening import NAME
from xlgen.register.recording import acting as acting_module
from xlgen.register.recording.acting import acting, reindex
from xlgen.register.recording.known_facts import facts_in


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    return begun(tmp_path)


def dump(root: Path) -> list[str]:
    connection = sqlite3.connect(root / NAME)
    lines = list(connection.iterdump())
    connection.close()
    return lines


def groups(batch: RunningBatch, folder: Path, received: str = "2026-02-01") -> dict[str, str]:
    """What became of each file, by its place."""
    return {each.place: group_of(each) for each in collect(batch.campaign, [folder], received=received, by="某某")}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_every_kind_of_file_is_told(batch: RunningBatch, tmp_path: Path) -> None:
    one, two = batch.codes[:2]
    form = batch.filled(0)
    came = put(
        tmp_path / "来",
        {
            "甲.xlsx": form,
            "副本.xlsx": form,
            f"{two}加密.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            f"{two}零报告.txt": b"nothing",
            f"佐证/{one}/签到.pdf": b"%PDF",
            "压缩.rar": b"Rar!",
            "没有东西": b"",
            f"{two}.xlsb": b"",
            "报送清单.xlsx": b"anything",
            "无后缀": batch.filled(2),
            "里面/甲.xlsx": form,
        },
    )
    assert groups(batch, came) == {
        "甲.xlsx": "same",
        "副本.xlsx": "new",
        f"{two}加密.xlsx": "refused",
        f"{two}零报告.txt": "nil",
        f"佐证/{one}/签到.pdf": "attachment",
        "压缩.rar": "unknown",
        "没有东西": "unknown",
        f"{two}.xlsb": "refused",
        "报送清单.xlsx": "attachment",
        "无后缀": "new",
        "里面/甲.xlsx": "known",
    }
    stands = batch.now()
    assert stands.by_handling()["current"] == 2
    assert sum(stands.by_handling().values()) == 10


def test_what_comes_tomorrow_is_not_collected_today(batch: RunningBatch, tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match="收到的日期 2999-01-01 还没有到"):
        groups(batch, put(tmp_path / "来", {"甲.xlsx": batch.filled(0)}), "2999-01-01")


def test_collected_once_more_from_anywhere_nothing_changes(batch: RunningBatch, tmp_path: Path) -> None:
    first = put(tmp_path / "来", {"a/甲.xlsx": batch.filled(0), f"佐证/{batch.codes[0]}/a.pdf": b"%PDF", "b.txt": b"x"})
    with zipfile.ZipFile(first / "z.zip", "w") as archive:
        archive.writestr("乙.xlsx", batch.filled(1))
        archive.writestr("丙.pdf", b"%PDF 2")
    groups(batch, first)
    before = dump(batch.root)
    shutil.copytree(first, tmp_path / "别处")
    (tmp_path / "别处" / "z.zip").rename(tmp_path / "别处" / "改名.zip")
    for folder in (first, first / "a", first / "佐证", tmp_path / "别处"):
        assert set(groups(batch, folder, "2026-02-09").values()) == {"known"}
    assert dump(batch.root) == before


def test_the_same_evidence_under_another_name_is_a_duplicate_and_for_another_project_is_not(
    batch: RunningBatch, tmp_path: Path
) -> None:
    one, two = batch.codes[:2]
    came = put(tmp_path / "来", {f"{one}a.pdf": b"%PDF", f"{one}b.pdf": b"%PDF", f"{two}c.pdf": b"%PDF"})
    assert groups(batch, came) == {f"{one}a.pdf": "attachment", f"{one}b.pdf": "same", f"{two}c.pdf": "attachment"}


def test_a_folder_a_zip_or_a_mail_called_after_a_unit_tells_whose_a_form_should_be(batch: RunningBatch, tmp_path: Path) -> None:
    own, other = "县医保中心", "县稽核所"
    put(tmp_path / "来" / other, {"a.xlsx": batch.filled(0)})
    put(tmp_path / "来" / own, {"b.xlsx": batch.filled(2)})
    assert groups(batch, tmp_path / "来" / other) == {"a.xlsx": "strayed"}
    assert groups(batch, tmp_path / "来") == {f"{own}/b.xlsx": "new", f"{other}/a.xlsx": "known"}


def test_a_mail_says_when_it_came(batch: RunningBatch, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Date"], mail["From"] = "27 Feb 2026 10:00:00 +0800", "某某 <a@example.cn>"
    mail.add_attachment(batch.filled(0), maintype="application", subtype="octet-stream", filename="自评表.xlsx")
    put(tmp_path / "来", {"信.eml": bytes(mail), "b.xlsx": batch.filled(1)})
    groups(batch, tmp_path / "来", "2026-03-05")
    stands = batch.now()
    assert [stands.late(each) for each in stands.projects[:2]] == [0, 5]
    assert facts_in(batch.root).arrivals[1].sender == "某某 a@example.cn"


def test_a_file_that_cannot_be_read_is_told_and_comes_later(
    batch: RunningBatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = put(tmp_path / "来", {"a.xlsx": batch.filled(0)})
    with monkeypatch.context() as patched:
        patched.setattr(Came, "digest", lambda came: (_ for _ in ()).throw(PermissionError(13, "no", str(came.path))))
        (taken,) = collect(batch.campaign, [came], received="2026-02-01")
        assert (group_of(taken), "权限" in taken.lost) == ("lost", True)
    assert facts_in(batch.root).arrivals == []
    assert groups(batch, came) == {"a.xlsx": "new"}


def test_a_form_called_after_another_project_is_told_as_such(batch: RunningBatch, tmp_path: Path) -> None:
    one, two = batch.codes[:2]
    came = put(tmp_path / "来", {f"{two}_表.xlsx": batch.filled(0), f"{one}_表.xlsx": batch.filled(0) + b"\0"})
    taken = {each.place: each.arrival.why for each in collect(batch.campaign, [came]) if each.arrival}
    other = batch.now().manifest.names[two]
    why = f"文件名写的是 {two} {other}，里面是 {one} 的表，按里面的算，{two} 的请单位另报"
    assert (taken[f"{two}_表.xlsx"].startswith(why), why in taken[f"{one}_表.xlsx"]) == (True, False)


def test_a_form_whose_marks_are_gone_is_proposed(batch: RunningBatch, tmp_path: Path) -> None:
    put(tmp_path / "来", {"a.xlsx": batch.filled(0)})
    own, copy = openpyxl.load_workbook(tmp_path / "来" / "a.xlsx")["自评表"], openpyxl.Workbook()
    for row in own.iter_rows():
        for cell in row:
            copy.active.cell(cell.row, cell.column).value = None if str(cell.value).startswith("=") else cell.value
    (tmp_path / "来" / "a.xlsx").unlink()
    copy.save(tmp_path / "来" / "抄的.xlsx")
    (taken,) = collect(batch.campaign, [tmp_path / "来"], received="2026-02-01")
    assert taken.arrival is not None
    assert (taken.arrival.kind, taken.arrival.code) == ("unknown", "")
    assert f"像是 {batch.codes[0]} " in taken.arrival.why
    assert batch.terms()[0] == "missing"


def test_an_old_workbook_is_read_as_check_reads_it(batch: RunningBatch, tmp_path: Path) -> None:
    form = batch.filled(0)
    came = put(tmp_path / "来", {"a.xls": saved_old(form), "b.et": saved_old(batch.filled(1))})
    assert groups(batch, came) == {"a.xls": "new", "b.et": "new"}
    assert [each.kind for each in facts_in(batch.root).arrivals] == ["form", "form"]


def test_forms_of_another_campaign_are_told_apart(batch: RunningBatch, tmp_path: Path) -> None:
    earlier = flows.issue(tmp_path / "批次清单.xlsx", tmp_path / "去年下发", "project", day="2025-01-12").files
    last_year = flows.fill(tmp_path / "去年下发" / earlier[0], batch.typed(0)).content
    unknown = filled_in(batch.filled(0), {}, {batch.codes[0]: "X999999"})
    came = put(tmp_path / "来", {"a.xlsx": last_year, "b.xlsx": unknown})
    assert groups(batch, came) == {"a.xlsx": "other_campaign", "b.xlsx": "other_campaign"}
    assert batch.terms()[0] == "missing"


# ---- two at once, and disks without locks ----------------------------------------------------------------------------------


def _collect(root: str, folder: str, patience: float, told: Any) -> None:
    opening.PATIENCE = patience
    from xlgen.campaign.folder import campaign_at

    try:
        collect(campaign_at(root), [folder], received="2026-02-01", by="某乙")
        told.put("done")
    except XlgenError as error:
        told.put(str(error))


def test_two_clerks_at_once_lose_and_double_nothing(batch: RunningBatch, tmp_path: Path) -> None:
    came = put(tmp_path / "来", {f"{n}.xlsx": batch.filled(n) for n in range(4)})
    context, said = multiprocessing.get_context("fork"), multiprocessing.get_context("fork").Queue()
    both = [context.Process(target=_collect, args=(str(batch.root), str(came), 30, said)) for _ in range(2)]
    for each in both:
        each.start()
    assert [said.get(timeout=120) for _ in both] == ["done", "done"]
    for each in both:
        each.join()
    assert [each.name for each in facts_in(batch.root).arrivals] == [f"{n}.xlsx" for n in range(4)]


def test_who_holds_a_campaign_is_named_to_the_second(
    batch: RunningBatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = put(tmp_path / "来", {"a.xlsx": batch.filled(0)})
    monkeypatch.setattr(holding, "getuser", lambda: "王某")
    context = multiprocessing.get_context("fork")
    said = context.Queue()
    with acting(batch.root, "王某"):
        process = context.Process(target=_collect, args=(str(batch.root), str(came), 0.1, said))
        process.start()
        told = said.get(timeout=60)
        process.join()
    assert "王某" in told
    assert "再运行一次" in told
    assert groups(batch, came) == {"a.xlsx": "new"}


def test_where_locks_do_not_hold_the_second_does_nothing_and_is_told(
    batch: RunningBatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = put(tmp_path / "我的", {"a.xlsx": batch.filled(0)})
    theirs = put(tmp_path / "别人的", {"b.xlsx": batch.filled(0, batch.typed(0) | {"填报人": "别人"})})
    unlocked(monkeypatch)
    put_record = acting_module.put_record

    def meanwhile(root: Path, record: Any) -> None:
        monkeypatch.setattr(acting_module, "put_record", put_record)
        collect(batch.campaign, [theirs], received="2026-02-01", by="别人")
        put_record(root, record)

    monkeypatch.setattr(acting_module, "put_record", meanwhile)
    with pytest.raises(XlgenError, match="里刚有 别人 记了一笔"):
        collect(batch.campaign, [mine], received="2026-02-01", by="我")
    assert groups(batch, mine) == {"a.xlsx": "conflicts"}
    before = dump(batch.root)
    (batch.root / NAME).unlink()
    reindex(batch.root)
    assert dump(batch.root) == before


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register on a disk that grants every lock."""

    def without(path: Path, how: str) -> sqlite3.Connection:
        kind = "unix-none" if opening.os.name == "posix" else "win32-none"
        address = f"file:{opening.quote(str(path.absolute()))}?{how}&vfs={kind}"
        connection = sqlite3.connect(address, 0, isolation_level=None, check_same_thread=False, uri=True)
        connection.execute("PRAGMA query_only=1")
        return connection

    monkeypatch.setattr(opening, "_connected", without)


def test_a_campaign_elsewhere_is_the_same(batch: RunningBatch, tmp_path: Path) -> None:
    groups(batch, put(tmp_path / "来", {"a.xlsx": batch.filled(0)}))
    shutil.copytree(batch.root, tmp_path / "抄")
    moved = RunningBatch(Campaign(tmp_path / "抄", batch.campaign.settings), batch.files, batch.listed)
    assert moved.terms() == batch.terms()
    assert set(groups(moved, tmp_path / "来").values()) == {"known"}
