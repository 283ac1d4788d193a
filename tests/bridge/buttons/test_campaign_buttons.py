"""收表 and 催报名单, pressed over workbooks that lie in a campaign and elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from asked import asked_of_excel, request
from campaigns import lying
from front import open_in_front
from small_campaign import begun, filled, mail
from xlgen.bridge import exchange
from xlgen.bridge.actions import act
from xlgen.bridge.buttons import campaign_buttons
from xlgen.bridge.requests import Outcome, Request
from xlgen.campaign.archiving.sealing import seal
from xlgen.campaign.folder import Campaign
from xlgen.errors import XlgenError
from xlgen.register import opening
from xlgen.register.recording.known_facts import facts_in
from xlgen.workbook.engine.app import app

DAY = "2026-03-05"
ISSUED = "下发 5 个项目 = 审核通过 {} + 退回修改 0 + 待核实 0 + 无法读取 {} + 未报送 {} + 撤回 0；"
CAME = "收到 {} 个文件 = 有效 {} + 被替代 0 + 重复 0 + 未知 0 + 无法读取 {} + 附件 0。"


def laws(sound: int, refused: int, missing: int) -> str:
    return ISSUED.format(sound, refused, missing) + CAME.format(sound + refused, sound, refused)


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Campaign]:
    """A campaign of five projects that was issued; nothing came yet."""
    yield begun(tmp_path)
    for each in list(app().books):
        each.close()


def roster(batch: Campaign) -> Path:
    return next(batch.place("清单").glob("*.xlsx"))


def put(batch: Campaign, name: str, content: bytes) -> Path:
    """A file that a clerk puts somewhere in the campaign."""
    place = batch.place(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def pressed(action: str, file: Path, fullname: Path | None = None) -> tuple[Outcome, list[dict[str, Any]]]:
    """What a button says over a workbook, and what the add-in is to do."""
    book = app().books.open(file)
    try:
        return act(action, book, Request(fullname or file, day=DAY)), book.impl.state.journal
    finally:
        book.close()


def collected(batch: Campaign) -> list[str]:
    return [each.name for each in facts_in(batch.root).arrivals if each.kind != "container"]


# ---- 收表 -----------------------------------------------------------------------------------------------------------


def test_what_was_put_into_the_inbox_is_collected_and_told_with_both_laws(batch: Campaign) -> None:
    put(batch, "收件/P001.xlsx", filled(batch, "P001"))
    put(batch, "收件/第二批/P003.eml", mail("P003.xlsx", filled(batch, "P003")))
    done, steps = pressed("collect", roster(batch))
    assert done.said.splitlines() == [
        "收下 2 个文件，其中的压缩包和邮件 1 个已打开，原件在“收件”里。",
        "新收 2 个。",
        laws(2, 0, 3),
        "收的是各文件上次保存的内容，收到日期记为 2026-03-05（邮件是发信日期）；哪天收到的要另写，用 xlgen collect 收件 --received 日期。",
    ]
    assert (done.sound, steps) == (True, [])
    assert {each.name: each.day for each in facts_in(batch.root).arrivals if each.kind == "form"} == {
        "P001.xlsx": DAY, "P003.xlsx": "2026-02-03",
    }  # fmt: skip


def test_what_somebody_has_to_look_at_is_named_with_what_to_do(batch: Campaign) -> None:
    put(batch, "收件/P001.xlsx", filled(batch, "P001"))
    put(batch, "收件/甲/P001.xlsx", filled(batch, "P001", 填报人="别人"))
    put(batch, "收件/P004_坏.xlsx", b"no workbook")
    done, _ = pressed("collect", roster(batch))
    lines = done.said.splitlines()
    assert lines[1] == "新收 1 个，冲突 1 个，无法读取 1 个。"
    assert lines[2].startswith("【冲突】同一项目的几份不一样，定下来以前不计入汇总：请与单位核对")
    assert lines[3].startswith("  甲/P001.xlsx　P001 项目P001　审核通过（与“P001.xlsx”（")
    assert lines[4] == "【无法读取】请按各行写的办法处理后再收一次"
    assert lines[5].startswith("  P004_坏.xlsx　P004 项目P004（文件内容不是 Excel 工作簿")
    assert not done.sound


def test_of_many_that_have_to_be_looked_at_the_first_are_named_and_the_others_counted(batch: Campaign) -> None:
    for n in range(campaign_buttons.SHOWN + 1):
        put(batch, f"收件/不认得{n:02}.txt", str(n).encode())
    for n in range(2):
        put(batch, f"收件/坏{n}.xlsx", f"坏{n}".encode())
    lines = pressed("collect", roster(batch))[0].said.splitlines()
    assert sum(line.startswith(("  不认得", "  坏")) for line in lines) == campaign_buttons.SHOWN
    assert "  （还有 3 个，汇总表的“收到文件”里逐个列着）" in lines


@pytest.mark.parametrize("files", [[], ["收件/P001.xlsx"]])
def test_where_nothing_new_lies_it_is_said_where_to_put_it(batch: Campaign, files: list[str]) -> None:
    for name in files:
        put(batch, name, filled(batch, "P001"))
        pressed("collect", roster(batch))
    before = len(facts_in(batch.root).acts)
    lines = pressed("collect", roster(batch))[0].said.splitlines()
    assert lines[0] == ("没有新的文件，什么都没有变。" if files else "这里面没有文件。")
    assert lines[-1] == f"请把收到的表、压缩包、邮件放进 {batch.place('收件')}，再点一次。"
    assert len(facts_in(batch.root).acts) == before


def test_an_open_return_in_a_folder_of_the_clerks_own_has_that_folder_collected(batch: Campaign) -> None:
    form = put(batch, "三月收到的/县稽核所/P004.xlsx", filled(batch, "P004"))
    put(batch, "三月收到的/县医保中心/P002.xlsx", filled(batch, "P002"))
    assert pressed("collect", form)[0].said.splitlines()[1] == "新收 2 个。"


def test_another_workbook_that_is_open_has_nothing_beside_it_collected(batch: Campaign) -> None:
    put(batch, "我的资料/P004.xlsx", filled(batch, "P004"))
    other = batch.place("我的资料/记事.xlsx")
    openpyxl.Workbook().save(other)
    pressed("collect", other)
    assert collected(batch) == []


@pytest.mark.parametrize("place", ["下发/*/P001_*.xlsx", "收件/*/P001.xlsx"])
def test_over_forms_in_the_campaigns_own_folders_the_inbox_alone_is_collected(batch: Campaign, place: str) -> None:
    put(batch, "收件/P001.xlsx", filled(batch, "P001"))
    pressed("collect", roster(batch))
    put(batch, "收件/P002.xlsx", filled(batch, "P002"))
    assert pressed("collect", next(batch.root.glob(place)))[0].said.splitlines()[1] == "新收 1 个，早已收过 1 个。"


# ---- 催报名单 -------------------------------------------------------------------------------------------------------


def test_the_list_is_written_and_opened_and_both_laws_are_told(batch: Campaign) -> None:
    put(batch, "收件/P001.xlsx", filled(batch, "P001"))
    pressed("collect", roster(batch))
    done, steps = pressed("chase", roster(batch))
    file = batch.place("报表", "催报名单_2026-03-05.xlsx")
    assert done.said.splitlines() == [
        f"要催 2 个单位的 4 个项目，催报名单在 {file}。",
        "已打开。发给各单位的话用 xlgen status --chase 印出。",
        laws(1, 0, 4),
    ]
    assert (file.is_file(), steps) == (True, [{"op": "book.open", "value": str(file)}])


def test_a_list_that_somebody_wrote_on_is_kept_and_another_one_written(batch: Campaign) -> None:
    first = batch.place("报表", "催报名单_2026-03-05.xlsx")
    pressed("chase", roster(batch))
    first.write_bytes(first.read_bytes() + b" ")
    noted = first.read_bytes()
    _, steps = pressed("chase", roster(batch))
    assert (first.read_bytes(), steps[0]["value"]) == (noted, str(first.with_name("催报名单_2026-03-05_2.xlsx")))


def test_a_list_that_is_open_is_not_opened_again(batch: Campaign) -> None:
    pressed("chase", roster(batch))
    app().books.open(batch.place("报表", "催报名单_2026-03-05.xlsx"))
    done, steps = pressed("chase", roster(batch))
    assert ("同名的名单正开着，没有再打开。" in done.said, steps) == (True, [])


def test_a_list_that_cannot_be_opened_is_written_and_told(batch: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise RuntimeError("Excel is busy")

    monkeypatch.setattr(campaign_buttons, "show_beside", busy)
    done, _ = pressed("chase", roster(batch))
    assert "没有打开成，请自己打开。" in done.said
    assert batch.place("报表", "催报名单_2026-03-05.xlsx").is_file()


def test_where_nobody_is_to_be_chased_no_list_is_written(batch: Campaign) -> None:
    for code in ("P001", "P002", "P003", "P004", "P005"):
        put(batch, f"收件/{code}.xlsx", filled(batch, code))
    pressed("collect", roster(batch))
    done, steps = pressed("chase", roster(batch))
    assert done.said.splitlines() == ["没有要催报的。", laws(5, 0, 0)]
    assert (steps, list(batch.place("报表").iterdir())) == ([], [])


# ---- where they cannot be done --------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["collect", "chase"])
def test_outside_of_a_campaign_a_sentence_says_what_to_open_and_how_to_begin_one(batch: Campaign, action: str) -> None:
    with pytest.raises(XlgenError) as told:
        pressed(action, batch.root.parent / "项目清单.xlsx")
    assert str(told.value) == (
        "“项目清单.xlsx”不在批次的文件夹里。请打开批次里的一个工作簿（如“清单”里的项目清单、“收件”里的表），再点一次；"
        "还没有批次的，先用 xlgen init 建一个"
    )


def test_a_workbook_that_was_never_saved_belongs_to_no_campaign_wherever_the_helper_was_started(
    batch: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(batch, "工作簿1.xlsx", b"of that name")
    monkeypatch.chdir(batch.root)
    with pytest.raises(XlgenError, match=r"“工作簿1\.xlsx”不在批次的文件夹里"):
        pressed("collect", roster(batch), Path("工作簿1.xlsx"))


@pytest.mark.parametrize("action", ["collect", "chase"])
def test_an_archive_is_left_as_it_was_put_away(batch: Campaign, action: str) -> None:
    archive = seal(batch, day=DAY, by="某某").folder
    before = lying(archive)
    with pytest.raises(
        XlgenError, match=r"“项目清单\.xlsx”在存好的“存档”里，那里不再变动。请打开批次自己的文件夹里的工作簿，再点一次"
    ):
        pressed(action, next(archive.glob("清单/*.xlsx")))
    assert lying(archive) == before


def test_a_campaign_that_somebody_holds_is_told_with_who_it_is(batch: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    put(batch, "收件/P001.xlsx", filled(batch, "P001"))
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    with (
        opening.writing(batch.root / opening.NAME),
        pytest.raises(XlgenError, match=r"正由 .+（电脑 .+ 开始） 写入，没有写。请等对方写完"),
    ):
        pressed("collect", roster(batch))
    assert collected(batch) == []


# ---- through the exchange -------------------------------------------------------------------------------------------


def test_the_add_in_of_wps_is_answered_with_the_sentence_and_the_list_to_open(batch: Campaign, tmp_path: Path) -> None:
    reply = exchange.answer(request(tmp_path / "x", "chase", roster(batch).read_bytes(), roster(batch)))
    assert reply is not None
    assert (reply["status"], reply["message"].partition("，")[0]) == ("done", "要催 2 个单位的 5 个项目")
    assert [step["op"] for step in reply["operations"]] == ["book.open"]


def test_the_add_in_of_excel_is_answered_from_the_workbook_that_is_open(
    batch: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_in_front(monkeypatch)
    put(batch, "收件/P001.xlsx", filled(batch, "P001"))
    app().books.open(roster(batch))
    reply = exchange.answer(asked_of_excel(tmp_path / "x", "collect", str(roster(batch))))
    assert reply is not None
    assert (reply["status"], reply["message"].splitlines()[:2]) == (
        "done", ["收下 1 个文件，原件在“收件”里。", "新收 1 个。"],
    )  # fmt: skip


@pytest.mark.program_fault
def test_an_accident_while_collecting_is_not_told_as_nothing_done(
    batch: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(campaign_buttons, "now", lambda *_, **__: 1 / 0)
    exchange.answer(folder := request(tmp_path / "x", "collect", roster(batch).read_bytes(), roster(batch)))
    said = json.loads((folder / "marks.json").read_text("utf-8"))["message"]
    assert said.startswith("可能收了一部分，再点一次“收表”就接着收完。XG059 程序出错：ZeroDivisionError")
