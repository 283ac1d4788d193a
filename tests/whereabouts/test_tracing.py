"""Cells are found again whatever moved them or lost their names; where that is not certain it is said, and nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blanks import TEMPLATES, example
from damage import INSERT_COLUMN, INSERT_ROW, by_libreoffice
from filled import issued, returned
from repairs import twins
from shifting import (
    cut_and_paste,
    delete_columns,
    delete_rows,
    insert_columns,
    insert_rows,
    moved,
    nameless,
    rename,
    sort_rows,
    swap_rows,
    without,
)
from xlgen.filling.typing import changes_for
from xlgen.flows.repairing import repair
from xlgen.form.records import Cell
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.repair.fates import Entry, Fate, Repaired, lines
from xlgen.returned.answers import read_answers
from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book
from xlgen.workbook.patching.patcher import Change, patch

SHEET = "自评表"
MORE: dict[str, Value] = {  # what the sample leaves blank: a reason, cells without a text of their own in the row
    "indicators.1.reason": "原因一", "indicators.7.level3": "下乡宣传", "indicators.7.actual": "3次", "phone": "010-1234567",
}  # fmt: skip


def inputs(snapshot: Snapshot, content: bytes) -> dict[str, Value]:
    """What stands in the yellow cells of a form in which nothing was moved."""
    answers = read_answers(snapshot, read_workbook(content))
    typed = {name: answers.typed(name) for name, slot in snapshot.slots.items() if slot.cell.is_input}
    return {name: value for name, value in typed.items() if value is not None}


def with_typed(snapshot: Snapshot, content: bytes, typed: dict[str, Value]) -> bytes:
    return patch(content, *changes_for(read_answers(snapshot, read_workbook(content)), typed))


@cache
def filled() -> bytes:
    return with_typed(issued()[0], returned(), MORE)


@cache
def filled_again() -> bytes:
    """The blank filled with the same at one go."""
    return with_typed(issued()[0], issued()[1], inputs(issued()[0], filled()))


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Snapshot, bytes], tuple[Manifest, Path]]:
    folder = tmp_path_factory.mktemp("下发")

    def issue(snapshot: Snapshot, blank: bytes) -> tuple[Manifest, Path]:
        file = f"{crc32(blank)}.xlsx"  # two forms may be of one template
        (folder / file).write_bytes(blank)
        return Manifest({snapshot.code: snapshot}, {snapshot.code: file}), folder

    return issue


@pytest.fixture(scope="module")
def mend(batch: Callable[[Snapshot, bytes], tuple[Manifest, Path]]) -> Callable[[bytes], Repaired]:
    where = batch(*issued())
    return lambda content: repair(content, *where)


def about(repaired: Repaired, name: str) -> Entry:
    found = [each for each in repaired.entries if each.name == name]
    assert len(found) == 1, lines(repaired)
    return found[0]


def said(repaired: Repaired, kind: Fate) -> list[str]:
    return [line for each, line in zip(repaired.entries, lines(repaired), strict=True) if each.kind is kind]


# ---- all of it is found ---------------------------------------------------------------------------------------------

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "rows inserted": lambda c: insert_rows(insert_rows(c, SHEET, 14, 2), SHEET, 8),
    "column inserted": lambda c: insert_columns(c, SHEET, 6),
    "sheet renamed": lambda c: rename(c, SHEET, "张三's 表"),
    "rows swapped by cutting": lambda c: swap_rows(c, SHEET, 13, 16),
    "rows sorted": lambda c: sort_rows(c, SHEET, [14, 13, 18, 15, 16, 17]),
    "names gone": nameless,
    "names gone, rows and a column inserted": lambda c: nameless(insert_columns(insert_rows(c, SHEET, 14, 2), SHEET, 3)),
    "names gone, sheet renamed": lambda c: nameless(rename(c, SHEET, "我的表")),
    "names gone, rows swapped": lambda c: nameless(swap_rows(c, SHEET, 13, 16)),
    "names of one row gone, rows inserted": lambda c: nameless(
        insert_rows(c, SHEET, 14), lambda name: name.startswith("indicators.2.")
    ),
    "a name on another's cell": lambda c: change_book(c, BookChanges(names={"indicators.2.actual": "'自评表'!$G$14"})),
    "a name on another sheet": lambda c: change_book(c, BookChanges(names={"indicators.2.actual": "'自检'!$A$1"})),
    "rules and protection gone": lambda c: without(c, "dataValidations", "sheetProtection"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_everything_typed_is_found(damage: Callable[[bytes], bytes], mend: Callable[[bytes], Repaired]) -> None:
    repaired = mend(damage(filled()))
    assert inputs(issued()[0], repaired.content) == inputs(issued()[0], filled())
    assert repaired.content == filled_again()
    assert said(repaired, Fate.LEFT) == []


def test_a_form_that_only_moved_is_not_doubted(mend: Callable[[bytes], Repaired]) -> None:
    for damage in ("rows inserted", "column inserted", "sheet renamed", "rows swapped by cutting"):
        assert said(mend(DAMAGE[damage](filled())), Fate.DOUBTFUL) == [], damage


# ---- what is doubted ------------------------------------------------------------------------------------------------


def test_sorted_rows_are_read_by_what_is_printed(mend: Callable[[bytes], Repaired]) -> None:
    entry = about(mend(sort_rows(filled(), SHEET, [14, 13])), "indicators.2.actual")
    assert (entry.kind, entry.source, entry.target) == (Fate.DOUBTFUL, "自评表!G14", "自评表!G15")
    assert entry.message == ("“合格率·实际完成值”“96%”：“合格率”现在印在第 14 行，按所印的取，请核对")


def test_a_value_cut_out_of_the_wrong_cell_stays_where_it_was_pasted(mend: Callable[[bytes], Repaired]) -> None:
    typed = patch(filled(), {SHEET: {(13, 6): Change(None), (13, 10): Change(Decimal(131))}})
    repaired = mend(cut_and_paste(typed, SHEET, "K14", "G14"))  # takes the name of K14 along, the one of G14 becomes #REF!
    found = inputs(issued()[0], repaired.content)
    assert (found["indicators.1.actual"], found.get("indicators.1.reason")) == (131, None)
    assert about(repaired, "indicators.1.actual").message.endswith("名称丢失，按同一行所印的文字找到 G14，请核对")


def test_an_edited_label_is_doubted(mend: Callable[[bytes], Repaired]) -> None:
    repaired = mend(patch(filled(), {SHEET: {(13, 2): Change("培训人次")}}))
    assert inputs(issued()[0], repaired.content) == inputs(issued()[0], filled())
    assert about(repaired, "indicators.1.actual").message == (
        "“培训人数·实际完成值”“126”：这一行下发时印的是“培训人数”，现在不是，请核对"
    )


def test_rows_moved_without_their_names_are_read_by_what_is_printed(mend: Callable[[bytes], Repaired]) -> None:
    repaired = mend(moved(filled(), SHEET, lambda row, column: (row + (row >= 14), column), contents_only=True))
    assert repaired.content == filled_again()
    assert about(repaired, "filler").source == "自评表!B25"
    assert about(repaired, "indicators.7.level3").source == "自评表!C21"  # a spare row, between rows that went the same way


@pytest.mark.parametrize("column", range(12))
@pytest.mark.parametrize("by", [1, -1], ids=["inserted", "deleted"])
def test_columns_moved_without_their_names_are_read_by_their_headings(
    by: int, column: int, mend: Callable[[bytes], Repaired]
) -> None:
    scored = with_typed(issued()[0], filled(), {"indicators.4.score": Decimal(9), "head": "某负责人", "auditor": "某审核人"})
    gone = column if by < 0 else -1
    content = moved(scored, SHEET, lambda r, c: None if c == gone else (r, c + by * (c >= column)), contents_only=True)
    repaired, typed = mend(content), inputs(issued()[0], scored)
    assert misplaced(issued()[0], typed, repaired) == set()
    assert lost(issued()[0], typed, content, repaired) == set()


def test_a_printed_text_that_came_to_stand_in_an_input_is_no_entry(mend: Callable[[bytes], Repaired]) -> None:
    stamped = patch(filled(), {SHEET: {(5, 2): Change(None), (11, 6): Change("年初预算数")}})
    repaired = mend(stamped)
    assert about(repaired, "achieved").kind is Fate.LEFT


def test_a_text_that_another_sheet_prints_is_an_entry_like_any(mend: Callable[[bytes], Repaired]) -> None:
    snapshot, _ = issued()
    own = set(snapshot.static[SHEET].values()) | {slot.cell.value for slot in snapshot.slots.values()}
    other = next(
        text
        for name, cells in snapshot.static.items()
        if name != SHEET
        for text in cells.values()
        if len(text) > 1 and text not in own
    )
    repaired = mend(with_typed(snapshot, filled(), {"achieved": other}))
    assert inputs(snapshot, repaired.content)["achieved"] == other


def test_an_inserted_column_costs_no_score(mend: Callable[[bytes], Repaired]) -> None:
    scored = with_typed(issued()[0], filled(), {"indicators.4.score": Decimal(9)})
    repaired = mend(moved(scored, SHEET, lambda r, c: (r, c + (c >= 8)), contents_only=True))
    assert inputs(issued()[0], repaired.content)["indicators.4.score"] == 9


def test_where_names_lie_cells_that_nothing_bears_out_are_doubted(mend: Callable[[bytes], Repaired]) -> None:
    repaired = mend(moved(filled(), SHEET, lambda row, column: (row + (row >= 19), column), contents_only=True))
    entry = about(repaired, "indicators.8.level3")  # one spare row is as good as another
    assert (entry.kind, entry.source, entry.target) == (Fate.DOUBTFUL, "自评表!C21", "自评表!C21")
    assert entry.message == "“备用行·三级指标”“下乡宣传”：这张表有的名称指错了行，这一格没有文字可以印证，请核对"


def test_rows_of_one_name_that_were_cut_and_pasted_are_followed(
    batch: Callable[[Snapshot, bytes], tuple[Manifest, Path]],
) -> None:
    snapshot, blank = twins()
    typed: dict[str, Value] = {"indicators.1.actual": Decimal(126), "indicators.2.actual": Decimal("0.96")}
    repaired = repair(swap_rows(with_typed(snapshot, blank, typed), SHEET, 13, 14), *batch(snapshot, blank))
    assert inputs(snapshot, repaired.content) == typed
    assert said(repaired, Fate.DOUBTFUL) == []


def test_a_row_keeps_its_values_where_another_rows_names_lead_there(mend: Callable[[bytes], Repaired]) -> None:
    pushed = moved(filled(), SHEET, lambda r, c: None if r == 19 else (r + (14 <= r <= 18), c), contents_only=True)
    found = inputs(issued()[0], mend(pushed).content)
    assert (found["indicators.6.actual"], found.get("indicators.7.actual")) == (Decimal("0.93"), None)


def test_two_rows_whose_names_lead_to_one_are_told(mend: Callable[[bytes], Repaired]) -> None:
    names = {name: target for name, target in read_workbook(filled()).names.items() if name.startswith("indicators.7.")}
    led = {name.replace(".7.", ".8."): target for name, target in names.items()}
    repaired = mend(change_book(filled(), BookChanges(names=dict(led))))
    found = inputs(issued()[0], repaired.content)
    assert (found["indicators.7.level3"], found.get("indicators.8.level3")) == ("下乡宣传", None)
    assert (
        about(repaired, "indicators.7.level3").message == "“备用行·三级指标”“下乡宣传”：“备用行·三级指标”也指到这一格，请核对"
    )
    assert [line for line in said(repaired, Fate.LEFT) if "指到同一格" in line]


def test_a_list_without_names_is_followed_by_its_serial_numbers(
    batch: Callable[[Snapshot, bytes], tuple[Manifest, Path]],
) -> None:
    snapshot, blank = example("department")
    content, typed = filled_up("department")
    repaired = repair(insert_rows(nameless(content), "分项清单", 6, 2), *batch(snapshot, blank))
    assert inputs(snapshot, repaired.content) == typed
    assert said(repaired, Fate.LEFT) == []


# ---- what is left behind --------------------------------------------------------------------------------------------


def test_a_deleted_row_never_takes_the_next_rows_values(mend: Callable[[bytes], Repaired]) -> None:
    for content in (delete_rows(filled(), SHEET, 14), nameless(delete_rows(filled(), SHEET, 14))):
        repaired = mend(content)
        wanted = {n: v for n, v in inputs(issued()[0], filled()).items() if not n.startswith("indicators.2.")}
        assert inputs(issued()[0], repaired.content) == wanted
        assert said(repaired, Fate.LEFT) == [
            "未搬　自评表!G15　“合格率·实际完成值、合格率·偏差原因分析及改进措施”没有搬：所印的“合格率”这一行找不到了，请填报人重填"
        ]


def test_a_row_pasted_over_another_is_left_behind_with_all_it_says(mend: Callable[[bytes], Repaired]) -> None:
    cells = read_workbook(filled()).sheets[SHEET].cells
    pasted = {(14, column): Change(cell.value) for (row, column), cell in cells.items() if row == 13 and column >= 2}
    repaired = mend(patch(filled(), {SHEET: pasted}, overwrite=True))
    assert "indicators.2.actual" not in inputs(issued()[0], repaired.content)
    message = about(repaired, "indicators.2.actual").message
    assert "没有搬：第 15 行下发时印的是“合格率”，现在印的是“培训人数”（那里写着 " in message
    assert all(said in message for said in ("G15 “126”", "K15 “原因一”"))


def test_a_text_in_a_row_inserted_above_all_names_is_listed(mend: Callable[[bytes], Repaired]) -> None:
    repaired = mend(patch(insert_rows(filled(), SHEET, 1), {SHEET: {(1, 0): Change("本表由会计填写")}}))
    assert said(repaired, Fate.LEFT) == [
        "未搬　自评表!A2　这里下发时是空白，写着“本表由会计填写”，没有搬，请填报人填到备用行或说明里"
    ]


def test_a_copied_row_is_not_taken_for_a_new_indicator(mend: Callable[[bytes], Repaired]) -> None:
    inserted = insert_rows(filled(), SHEET, 14)
    cells = read_workbook(inserted).sheets[SHEET].cells
    copied = {(14, column): Change(cell.value) for (row, column), cell in cells.items() if row == 13 and column >= 2}
    repaired = mend(patch(inserted, {SHEET: copied}))
    assert inputs(issued()[0], repaired.content) == inputs(issued()[0], filled())
    assert "未搬　自评表!G15　这里下发时是空白，写着“126”，没有搬，请填报人填到备用行或说明里" in lines(repaired)


def test_a_printed_text_that_was_moved_away_is_put_back_and_told(mend: Callable[[bytes], Repaired]) -> None:
    moved_away = cut_and_paste(filled(), SHEET, "A2", "M40")
    assert lines(mend(moved_away)) == ["恢复　自评表!A2　文字恢复为“项目支出绩效自评表”，原来是空白"]


def test_a_guessed_place_says_nothing_of_what_stood_there(mend: Callable[[bytes], Repaired]) -> None:
    shifted = insert_rows(nameless(filled(), lambda name: name.startswith("check.")), "自检", 8)
    restored = [each.name for each in mend(shifted).entries if each.kind is Fate.RESTORED]
    assert [name for name in restored if name.startswith("check.")] == []


def test_a_single_remark_in_an_inserted_row_is_no_indicator(mend: Callable[[bytes], Repaired]) -> None:
    repaired = mend(patch(insert_rows(filled(), SHEET, 16), {SHEET: {(16, 2): Change("以下为效益指标")}}))
    assert [line.split("　")[1] for line in said(repaired, Fate.LEFT)] == ["自评表!C17"]


# ---- all forms, all damages -----------------------------------------------------------------------------------------


def value(cell: Cell, n: int) -> Value:
    """Something else for every cell, fitting or, for a choice, not."""
    amounts = {"percent": Decimal(n) / 1000, "date": Decimal(46000 + n), "choice": f"选项{n}", "text": f"填写{n}"}
    return amounts.get(cell.type, Decimal(7 * n))


@cache
def filled_up(template: str) -> tuple[bytes, dict[str, Value]]:
    snapshot, blank = example(template)
    slots = [slot for slot in snapshot.slots.values() if slot.cell.is_input and slot.place]
    typed = {slot.name: value(slot.cell, n) for n, slot in enumerate(slots, 1)}
    return with_typed(snapshot, blank, typed), typed


def with_inputs(snapshot: Snapshot) -> list[str]:
    return sorted({slot.place[0] for slot in snapshot.slots.values() if slot.cell.is_input and slot.place})


def last_row(snapshot: Snapshot, sheet: str) -> int:
    return max(slot.place[1] for slot in snapshot.slots.values() if slot.place and slot.place[0] == sheet)


def misplaced(snapshot: Snapshot, typed: dict[str, Value], repaired: Repaired) -> set[str]:
    """Cells that hold something else than was typed and are not doubted."""
    found, told = inputs(snapshot, repaired.content), {each.name for each in repaired.entries if each.kind is Fate.DOUBTFUL}
    return {name for name in found if found[name] != typed.get(name)} - told


def lost(snapshot: Snapshot, typed: dict[str, Value], content: bytes, repaired: Repaired) -> set[str]:
    """Words typed that the returned file still has and that are neither in the repaired one nor in any line."""
    found, text = inputs(snapshot, repaired.content), "\n".join(lines(repaired))
    sheets = read_workbook(content).sheets.values()
    there = {cell.value for sheet in sheets for cell in sheet.cells.values() if cell.formula is None}
    words = {value for value in typed.values() if isinstance(value, str) and value in there}
    return {word for word in words if word not in found.values() and f"“{word}”" not in text}


@pytest.mark.slow
@settings(max_examples=25)
@given(data=st.data())
def test_moved_renamed_and_nameless_forms_keep_every_entry(
    data: st.DataObject, batch: Callable[[Snapshot, bytes], tuple[Manifest, Path]]
) -> None:
    template = data.draw(st.sampled_from(TEMPLATES))
    snapshot, blank = example(template)
    content, typed = filled_up(template)
    names = {sheet: sheet for sheet in with_inputs(snapshot)}
    for kind in data.draw(st.lists(st.sampled_from(["rows", "column", "rename", "names", "rules"]), min_size=1, max_size=4)):
        sheet = data.draw(st.sampled_from(sorted(names)))
        if kind == "rows":
            at = data.draw(st.integers(1, last_row(snapshot, sheet)))
            content = insert_rows(content, names[sheet], at, data.draw(st.integers(1, 3)))
        elif kind == "column":
            content = insert_columns(content, names[sheet], data.draw(st.integers(0, 6)))
        elif kind == "rename":
            content, names[sheet] = rename(content, names[sheet], f"{names[sheet]}'改"), f"{names[sheet]}'改"
        elif kind == "names":
            gone = data.draw(st.sets(st.sampled_from(sorted(typed))))
            content = nameless(content, lambda name, gone=gone: name in gone)
        else:
            content = without(content, "dataValidations")
    repaired = repair(content, *batch(snapshot, blank))
    assert inputs(snapshot, repaired.content) == typed
    assert said(repaired, Fate.LEFT) == []


@pytest.mark.slow
@settings(max_examples=25)
@given(data=st.data())
def test_nothing_is_lost_or_misplaced_unseen(
    data: st.DataObject, batch: Callable[[Snapshot, bytes], tuple[Manifest, Path]]
) -> None:
    template = data.draw(st.sampled_from(TEMPLATES))
    snapshot, blank = example(template)
    content, typed = filled_up(template)
    for kind in data.draw(st.lists(st.sampled_from(["delete", "column", "cut", "names", "insert"]), min_size=1, max_size=3)):
        sheet = data.draw(st.sampled_from(with_inputs(snapshot)))
        row = data.draw(st.integers(1, last_row(snapshot, sheet)))
        if kind == "delete":
            content = delete_rows(content, sheet, row)
        elif kind == "column":
            content = delete_columns(content, sheet, data.draw(st.integers(0, 9)))
        elif kind == "insert":
            content = insert_rows(content, sheet, row)
        elif kind == "cut":
            ends = data.draw(st.tuples(*[st.tuples(st.integers(3, last_row(snapshot, sheet)), st.integers(1, 9))] * 2))
            content = cut_and_paste(content, sheet, *(spell(*end) for end in ends)) if ends[0] != ends[1] else content
        else:
            gone = data.draw(st.sets(st.sampled_from(sorted(typed))))
            content = nameless(content, lambda name, gone=gone: name in gone)
    repaired = repair(content, *batch(snapshot, blank))
    assert misplaced(snapshot, typed, repaired) == set()
    assert lost(snapshot, typed, content, repaired) == set()


@pytest.mark.parametrize(
    ("template", "sheet", "column"),
    [("department", "分项清单", 0), ("department", "分项清单", 6), ("project", "评分依据", 1), ("transfer", "自评表", 1)],
)
def test_nothing_is_lost_unseen_where_a_column_of_labels_was_deleted_and_the_names_are_gone(
    template: str, sheet: str, column: int, batch: Callable[[Snapshot, bytes], tuple[Manifest, Path]]
) -> None:
    snapshot, blank = example(template)
    content, typed = filled_up(template)
    content = delete_columns(nameless(content), sheet, column)
    repaired = repair(content, *batch(snapshot, blank))
    assert misplaced(snapshot, typed, repaired) == set()
    assert lost(snapshot, typed, content, repaired) == set()


# ---- the damage is the real one --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "own"),
    [
        (INSERT_ROW.format(14, 2), lambda content: insert_rows(content, SHEET, 14, 2)),
        (INSERT_COLUMN.format(3, 1), lambda content: insert_columns(content, SHEET, 3)),
    ],
)
def test_our_damage_is_what_libreoffice_does(step: str, own: Callable[[bytes], bytes], office: ModuleType) -> None:
    theirs, ours = read_workbook(by_libreoffice(filled(), step)), read_workbook(own(filled()))
    where = [{name: book.locate(name) for name in issued()[0].slots} for book in (theirs, ours)]
    assert where[0] == where[1]
    typed = [
        {at: cell.value for at, cell in book.sheets[SHEET].cells.items() if cell.formula is None} for book in (theirs, ours)
    ]
    assert typed[0] == typed[1]
    assert sorted(theirs.sheets[SHEET].merges) == sorted(ours.sheets[SHEET].merges)
