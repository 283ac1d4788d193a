"""Repair: what officers typed on the form as issued, whatever was done to the form; all that was not simply copied is listed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from blanks import TEMPLATES, example
from damage import INSERT_COLUMN, INSERT_ROW, MOVE_ROW, NO_NAMES, NO_VALIDATION, PASTED_VALUES, RENAME, by_libreoffice
from faults import faulty
from filled import DAY, issued, project, returned
from foreign import changed, marked_and_cleared, parts
from repairs import MANIFEST, at, inputs, rewritten, said, twins, typed_over
from xlgen.errors import Refused, XlgenError
from xlgen.flows.checking import check_file
from xlgen.flows.issuing import blank
from xlgen.flows.repairing import repair
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.manifest import Manifest
from xlgen.repair.fates import Fate, closing, lines, weighty_first
from xlgen.returned.answers import read_answers
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book
from xlgen.workbook.patching.patcher import Change, patch


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("下发")
    (found / "T001.xlsx").write_bytes(issued()[1])
    return found


def codes(content: bytes, tmp_path: Path) -> set[str]:
    (tmp_path / "修复.xlsx").write_bytes(content)
    return {finding.code for finding in check_file(tmp_path / "修复.xlsx", MANIFEST).findings}


def without_names(content: bytes, keep: Callable[[str], bool] = lambda _: False) -> bytes:
    names = [name for name in read_workbook(content).names if not keep(name)]
    return change_book(content, BookChanges(names=dict.fromkeys(names)))


# ---- what people do -------------------------------------------------------------------------------------------------

DAMAGE = {
    "resaved": (),
    "row inserted": (INSERT_ROW.format(14, 1),),
    "column inserted": (INSERT_COLUMN.format(3, 1),),
    "sheet renamed": (RENAME.format("张三's 表"),),
    "validation gone": (NO_VALIDATION,),
    "results pasted over formulas": (PASTED_VALUES.format(2, 13, 10, 21),),
    "names gone": (NO_NAMES.format(0, ""),),
    "names gone and rows inserted": (INSERT_ROW.format(14, 2), INSERT_ROW.format(8, 1), NO_NAMES.format(0, "")),
    "some names gone and a row inserted": (INSERT_ROW.format(14, 1), NO_NAMES.format(12, "indicators.2")),
    "two indicators changed places": (
        INSERT_ROW.format(19, 1), MOVE_ROW.format(13, 19), MOVE_ROW.format(14, 13), MOVE_ROW.format(19, 14),
    ),
    "everything at once": (
        PASTED_VALUES.format(2, 13, 10, 21), NO_VALIDATION, INSERT_ROW.format(14, 2), INSERT_COLUMN.format(5, 1),
        RENAME.format("我的表"),
    ),
    "everything at once, names gone too": (
        PASTED_VALUES.format(2, 13, 10, 21), NO_VALIDATION, INSERT_ROW.format(14, 2), INSERT_COLUMN.format(5, 1),
        RENAME.format("我的表"), NO_NAMES.format(0, ""),
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("steps", DAMAGE.values(), ids=DAMAGE)
def test_the_damaged_form_is_as_if_it_had_been_filled_undamaged(
    steps: tuple[str, ...], folder: Path, office: ModuleType
) -> None:
    assert repair(by_libreoffice(returned(), *steps), MANIFEST, folder).content == returned()


@pytest.mark.slow
def test_only_the_officers_own_faults_are_left(folder: Path, tmp_path: Path, office: ModuleType) -> None:
    damaged = by_libreoffice(faulty(), *DAMAGE["everything at once"])
    assert {"XG102", "XG110"} <= codes(damaged, tmp_path)
    repaired = repair(damaged, MANIFEST, folder)
    assert codes(repaired.content, tmp_path) == {"XG202", "XG307"}  # a text for a number, points lost without a reason
    assert inputs(repaired.content) == inputs(faulty())


@pytest.mark.slow
def test_every_cell_moved_is_listed_with_both_places(folder: Path, office: ModuleType) -> None:
    repaired = repair(by_libreoffice(returned(), INSERT_ROW.format(17, 1)), MANIFEST, folder)
    assert said(repaired, Fate.MOVED) == [
        "搬动　自评表!G20 → 自评表!G19　“满意度·实际完成值”“93%”搬回原位",
        "搬动　自评表!B25 → 自评表!B24　“填报人”“某某”搬回原位",
    ]


# ---- locked cells, sheets, what else the file holds -----------------------------------------------------------------


def test_a_score_typed_over_its_formula_is_restored_and_told(folder: Path) -> None:
    repaired = repair(typed_over(returned(), {"indicators.1.score": Decimal(10)}), MANIFEST, folder)
    assert repaired.content == returned()
    assert said(repaired, Fate.RESTORED) == ["恢复　自评表!J14　“培训人数·得分”恢复公式，原来是“10”"]


def test_a_target_that_was_changed_is_restored_and_told(folder: Path) -> None:
    repaired = repair(typed_over(returned(), {"indicators.1.target": Decimal(100)}), MANIFEST, folder)
    assert said(repaired, Fate.RESTORED) == ["恢复　自评表!E14　“培训人数·年度指标值”恢复为下发的“120”，原来是“100”"]


def test_notes_are_counted_and_stay_behind(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    book["自评表"]["G14"].comment = Comment("按签到表", "某某")
    book.save(tmp_path / "a.xlsx")
    repaired = repair(tmp_path / "a.xlsx", MANIFEST, folder)
    assert "未搬　收回的表里有批注 1 处，没有搬；收回的原件没有动，请到原件里看" in lines(repaired)


def test_the_result_is_the_blank_but_for_its_sheets(folder: Path) -> None:
    result = repair(faulty(), MANIFEST, folder).content
    assert set(changed(issued()[1], result)) <= {f"xl/worksheets/sheet{n}.xml" for n in range(1, 6)}

    def validations(content: bytes) -> list[bytes]:
        return [match for part in sorted(parts(content)) for match in re.findall(rb"<dataValidations.*</dataValidations>|<sheetProtection[^>]*>", parts(content)[part])]  # fmt: skip

    assert validations(result) == validations(issued()[1])
    assert read_workbook(result).names == read_workbook(issued()[1]).names


# ---- entries that are more than a value -----------------------------------------------------------------------------


def test_a_wrong_entry_stays_as_it_was_typed(folder: Path, tmp_path: Path) -> None:
    repaired = repair(typed_over(returned(), {"indicators.1.actual": "约120人"}), MANIFEST, folder)
    assert inputs(repaired.content)["indicators.1.actual"] == "约120人"
    assert "XG202" in codes(repaired.content, tmp_path)
    assert repaired.entries == ()


def test_a_formula_in_an_input_becomes_its_result(folder: Path) -> None:
    content = typed_over(returned(), {"indicators.1.actual": Change(Decimal(126), formula="100+26")})
    repaired = repair(content, MANIFEST, folder)
    assert inputs(repaired.content)["indicators.1.actual"] == 126
    assert said(repaired, Fate.DOUBTFUL) == [
        "存疑　自评表!G14　“培训人数·实际完成值”填的是公式 =100+26，换成了结果“126”，请核对"
    ]


def test_an_error_value_is_left_out_and_told(folder: Path) -> None:
    content = patch(returned(), {"自评表": {at("indicators.1.actual")[1]: Change("#")}})
    content = rewritten(content, rb'<c r="G14"[^>]*>.*?</c>', b'<c r="G14" s="19" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    repaired = repair(content, MANIFEST, folder)
    assert "indicators.1.actual" not in inputs(repaired.content)
    assert said(repaired, Fate.LEFT) == ["未搬　自评表!G14　“培训人数·实际完成值”是错误值 #DIV/0!，没有搬，请填报人重填"]


def test_a_text_beside_the_form_is_listed_with_its_place(folder: Path) -> None:
    content = patch(returned(), {"自评表": {(30, 12): Change("另有 3 万元结余")}})
    repaired = repair(content, MANIFEST, folder)
    assert repaired.content == returned()
    assert said(repaired, Fate.LEFT) == [
        "未搬　自评表!M31　这里下发时是空白，写着“另有 3 万元结余”，没有搬，请填报人填到备用行或说明里"
    ]


@pytest.mark.slow
def test_an_inserted_indicator_goes_into_a_spare_row(folder: Path, office: ModuleType) -> None:
    row = 'form.getCellByPosition({0}, 19).setString("{1}")'
    added = [row.format(column, text) for column, text in ((2, "下乡宣传"), (4, "10场"), (6, "12场"), (10, "另加一项"))]
    repaired = repair(by_libreoffice(returned(), INSERT_ROW.format(19, 1), *added), MANIFEST, folder)
    own = {name: value for name, value in inputs(repaired.content).items() if name.startswith("indicators.7.")}
    assert own == {
        "indicators.7.level3": "下乡宣传", "indicators.7.target": "10场", "indicators.7.actual": "12场",
        "indicators.7.reason": "另加一项",
    }  # fmt: skip
    told = "存疑　自评表!C20 → 自评表!C20　插入的行里的“下乡宣传”填到了备用行，请核对是不是新增的指标"
    assert told.replace(" → 自评表!C20", "") in said(repaired, Fate.DOUBTFUL)


def test_a_row_copied_over_another_is_left_behind_with_all_it_says(folder: Path) -> None:
    answers = read_answers(issued()[0], read_workbook(returned()))
    copied = {f"indicators.2.{key}": answers.typed(f"indicators.1.{key}") for key in ("level3", "target", "actual")}
    repaired = repair(typed_over(returned(), copied), MANIFEST, folder)
    assert "indicators.2.actual" not in inputs(repaired.content)
    assert "第 15 行下发时印的是“合格率”，现在印的是“培训人数”" in said(repaired, Fate.LEFT)[0]
    assert "G15 “126”" in said(repaired, Fate.LEFT)[0]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("names", ["kept", "lost"])
def test_every_form_is_repaired_without_loss(name: str, names: str, tmp_path: Path) -> None:
    snapshot, content = example(name)
    (tmp_path / "原表.xlsx").write_bytes(content)
    slots = [slot for slot in snapshot.slots.values() if slot.cell.is_input and slot.place]
    cells: dict[str, dict[tuple[int, int], Change]] = {}
    for number, slot in enumerate(slots):
        cells.setdefault(slot.place[0], {})[slot.place[1:]] = Change(Decimal(1000 + number))  # type: ignore[index]
    filled = patch(content, cells)
    returned_ = without_names(filled) if names == "lost" else filled
    repaired = repair(returned_, None, blank=tmp_path / "原表.xlsx")
    answers = read_answers(snapshot, read_workbook(repaired.content))
    assert {slot.name: answers.typed(slot.name) for slot in slots} == {s.name: Decimal(1000 + n) for n, s in enumerate(slots)}
    assert names == "lost" or repaired.entries == ()


# ---- no value lands in another's cell -------------------------------------------------------------------------------


def test_a_value_dragged_into_the_next_row_stays_in_the_row_it_is_printed_in(folder: Path) -> None:
    dragged = typed_over(returned(), {"indicators.2.actual": None, "indicators.3.actual": Decimal("0.96")})
    dragged = change_book(dragged, BookChanges(names={"indicators.2.actual": "'自评表'!$G$16"}))  # as LibreOffice leaves it
    repaired = repair(dragged, MANIFEST, folder)
    found = inputs(repaired.content)
    assert ("indicators.2.actual" in found, found["indicators.3.actual"]) == (False, Decimal("0.96"))
    assert said(repaired, Fate.DOUBTFUL) == [
        "存疑　自评表!G15　“合格率·实际完成值”空白：这一格被拖到了 G16，按“合格率”所在的行取，请核对"
    ]


def test_a_value_dragged_as_excel_leaves_it_is_doubted(folder: Path) -> None:
    dragged = typed_over(returned(), {"indicators.2.actual": None, "indicators.3.actual": Decimal("0.96")})
    names = {"indicators.2.actual": "'自评表'!$G$16", "indicators.3.actual": "#REF!"}
    repaired = repair(change_book(dragged, BookChanges(names=dict(names))), MANIFEST, folder)
    found = inputs(repaired.content)
    assert ("indicators.2.actual" in found, found["indicators.3.actual"]) == (False, Decimal("0.96"))
    assert len(said(repaired, Fate.DOUBTFUL)) == 2


def test_rows_of_one_name_that_changed_places_are_doubted(tmp_path: Path) -> None:
    snapshot, content = twins()
    (tmp_path / "T001.xlsx").write_bytes(content)
    slots = snapshot.slots
    keys = ("target", "unit", "points", "actual")
    values = {key: (slots[f"indicators.1.{key}"].cell.value, slots[f"indicators.2.{key}"].cell.value) for key in keys}
    values["actual"] = (Decimal(126), Decimal("0.96"))
    swapped = {f"indicators.{n}.{key}": pair[2 - n] for key, pair in values.items() for n in (1, 2)}
    cells = {slots[name].place[1:]: Change(value) for name, value in swapped.items() if slots[name].place}
    manifest = Manifest({"T001": snapshot}, {"T001": "T001.xlsx"})
    repaired = repair(patch(content, {"自评表": cells}, overwrite=True), manifest, tmp_path)
    assert [line[:14] for line in said(repaired, Fate.DOUBTFUL)] == ["存疑　自评表!G14　“培训", "存疑　自评表!G15　“培训"]


def test_columns_that_changed_places_with_their_headings_are_followed_and_doubted(folder: Path) -> None:
    snapshot = issued()[0]
    cells: dict[tuple[int, int], Change] = {}
    headings = {text.replace("\n", ""): at for at, text in snapshot.static["自评表"].items()}
    actual, reason = headings["实际完成值"], headings["偏差原因分析及改进措施"]
    static = snapshot.static["自评表"]
    cells[actual], cells[reason] = Change(static[reason]), Change(static[actual])
    filled = typed_over(returned(), {"indicators.1.actual": "原因在此", "indicators.1.reason": Decimal(126)})
    repaired = repair(patch(filled, {"自评表": cells}), MANIFEST, folder)
    found = inputs(repaired.content)
    assert (found["indicators.1.actual"], found["indicators.1.reason"]) == (126, "原因在此")
    assert any(
        "“培训人数·实际完成值”“126”：名称指到" in line and "，这一栏现在印在 K 列，按所印的取，请核对" in line
        for line in said(repaired, Fate.DOUBTFUL)
    )


@pytest.mark.slow
@pytest.mark.parametrize("more", [(), (NO_NAMES.format(0, ""),)], ids=["names left", "names gone"])
def test_a_deleted_row_gets_nothing_of_its_neighbours(more: tuple[str, ...], folder: Path, office: ModuleType) -> None:
    repaired = repair(by_libreoffice(returned(), "form.Rows.removeByIndex(13, 1)", *more), MANIFEST, folder)
    found, before = inputs(repaired.content), inputs(returned())
    assert {name for name in before if before[name] != found.get(name)} == {"indicators.1.actual"}
    assert any("“培训人数”这一行找不到了，请填报人重填" in line for line in said(repaired, Fate.LEFT))


def test_a_sheet_that_was_added_is_told(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    book.create_sheet("自评表 (2)")["A1"] = "另填了一份"
    book.save(tmp_path / "a.xlsx")
    told = said(repair(tmp_path / "a.xlsx", MANIFEST, folder), Fate.LEFT)
    assert told == ["未搬　自评表 (2)　多出的工作表，有 1 个单元格有内容（“另填了一份”），没有搬，请到原件里看"]


def test_lists_and_notes_that_marking_added_are_no_additions(folder: Path, tmp_path: Path) -> None:
    marked = marked_and_cleared(returned(), tmp_path)[0]
    assert not [line for line in said(repair(marked, MANIFEST, folder), Fate.LEFT) if "多出的工作表" in line or "批注" in line]


@pytest.mark.parametrize(("typed", "kept"), [("一\r\n二\r三", "一\n二\n三"), ("含\x85有", "含有")])
def test_line_ends_and_control_characters_of_other_programs_are_no_obstacle(typed: str, kept: str, folder: Path) -> None:
    escaped = "".join(f"_x{ord(sign):04X}_" if ord(sign) < 32 or 127 <= ord(sign) < 160 else sign for sign in typed)
    cell = f'<c r="G12" s="14" t="inlineStr"><is><t>{escaped}</t></is></c>'.encode()
    content = rewritten(returned(), rb'<c r="G12"[^>]*>.*?</c>', cell)
    assert inputs(repair(content, MANIFEST, folder).content)["achieved"] == kept


@pytest.mark.slow
def test_a_copied_row_is_no_new_indicator(folder: Path, office: ModuleType) -> None:
    row = 'form.getCellByPosition({0}, 19).setString("{1}")'
    added = [row.format(2, "培训人数"), row.format(6, "126")]
    repaired = repair(by_libreoffice(returned(), INSERT_ROW.format(19, 1), *added), MANIFEST, folder)
    assert inputs(repaired.content) == inputs(returned())
    assert len([line for line in said(repaired, Fate.LEFT) if "没有搬" in line]) == 2


@pytest.mark.slow
def test_the_result_does_not_depend_on_the_process(folder: Path, tmp_path: Path, office: ModuleType) -> None:
    (tmp_path / "a.xlsx").write_bytes(by_libreoffice(returned(), *DAMAGE["everything at once, names gone too"]))
    results = set()
    for seed in ("1", "2", "3"):
        out = tmp_path / f"{seed}.xlsx"
        command = [
            sys.executable,
            "-m",
            "xlgen",
            "repair",
            str(tmp_path / "a.xlsx"),
            "--blank",
            str(folder / "T001.xlsx"),
            "-o",
            str(out),
        ]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
        results.add(out.read_bytes())
    assert results == {returned()}


# ---- lost names -----------------------------------------------------------------------------------------------------


def test_a_cell_found_without_its_name_is_doubted(folder: Path) -> None:
    repaired = repair(without_names(returned(), lambda name: name != "indicators.1.actual"), MANIFEST, folder)
    assert repaired.content == returned()
    assert said(repaired, Fate.DOUBTFUL) == [
        "存疑　自评表!G14　“培训人数·实际完成值”“126”：名称丢失，按同一行所印的文字找到 G14，请核对"
    ]


def test_a_name_that_leads_nowhere_is_a_lost_one(folder: Path) -> None:
    content = change_book(returned(), BookChanges(names={"indicators.1.actual": "#REF!"}))
    assert repair(content, MANIFEST, folder).content == returned()


VALUES = st.one_of(
    st.decimals(0, 999, places=2).map(lambda x: x.normalize() + 0),
    st.sampled_from(["约98%", "明显提升", "=1+1", "０", " 前后有空格 ", "两\n行", "达成预期指标", "是"]),
)


@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data())
def test_all_that_was_typed_is_kept_whatever_was_damaged(data: st.DataObject, folder: Path) -> None:
    slots = [slot.name for slot in issued()[0].slots.values() if slot.cell.is_input and slot.place]
    filling = data.draw(st.dictionaries(st.sampled_from(slots), VALUES, max_size=12))
    content = typed_over(issued()[1], filling)
    locked = [s.name for s in issued()[0].slots.values() if s.place and s.place[0] == "自评表" and s.cell.formula is not None]
    content = typed_over(content, dict.fromkeys(data.draw(st.sets(st.sampled_from(locked), max_size=6)), Decimal(7)))
    lost = data.draw(st.sets(st.sampled_from(slots), max_size=10))
    content = without_names(content, lambda name: name not in lost)
    repaired = repair(content, MANIFEST, folder)
    assert inputs(repaired.content) == inputs(content) == {n: v for n, v in filling.items() if v != ""}
    assert repaired.kept == len(filling)


# ---- what is refused ------------------------------------------------------------------------------------------------


def test_the_issued_form_may_be_named_itself(folder: Path) -> None:
    assert repair(returned(), None, blank=folder / "T001.xlsx").content == returned()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: None, r"没有找到下发的原表 .*T001\.xlsx，修复要用它"),
        (returned, r"T001\.xlsx 已经填过（“.*”），不能用来修复。请换成下发时留存的空白表"),
        (lambda: issued()[1][:5000], r"^下发的原表 .*T001\.xlsx 不能用：XG010"),
        (lambda: patch(issued()[1], {"_xlgen": {(3, 1): Change("T002")}}), r"T001\.xlsx 不是下发时的原表（标识不同）"),
    ],
)
def test_a_blank_that_is_no_longer_as_issued_is_refused(make: Callable[[], bytes | None], message: str, tmp_path: Path) -> None:
    if content := make():
        (tmp_path / "T001.xlsx").write_bytes(content)
    with pytest.raises(XlgenError, match=message):
        repair(returned(), MANIFEST, tmp_path)


def test_a_form_of_another_project_is_refused(folder: Path) -> None:
    place = issued()[0].slots["code"].place
    assert place
    other = patch(returned(), {"_xlgen": {(3, 1): Change("T009")}, place[0]: {place[1:]: Change("T009")}}, overwrite=True)
    with pytest.raises(Refused, match="XG042"):
        repair(other, MANIFEST, folder)
    with pytest.raises(Refused, match=r"XG042 对不上下发的项目：原表 T001\.xlsx 是项目“T001”的，收回的表是“T009”的"):
        repair(other, None, blank=folder / "T001.xlsx")


@pytest.mark.parametrize(
    ("template", "day", "changed", "said"),
    [
        ("project", "2026-02-01", {}, "XG044 原表 a.xlsx 和收回的表对不上：不是这一批的表：应为 2025 年度、2026-02-01 下发的"),
        ("project-anhui", DAY, {}, "XG043 原表 a.xlsx 和收回的表对不上：表式不对：下发的是 project-anhui"),
        (
            "project",
            DAY,
            {"money": "元"},
            "XG043 表式不对：收回的表不是从原表 a.xlsx 填出来的（标识不同，金额单位一个是元、一个是万元）",
        ),
        ("project", DAY, {"title": "自评表（试行）"}, "XG043 表式不对：收回的表不是从原表 a.xlsx 填出来的（标识不同）"),
    ],
)
def test_a_blank_that_the_return_was_not_made_from_is_refused(
    template: str, day: str, changed: dict[str, str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(blank(load_template(template) | changed, load_methods(), project(), day)[1])
    with pytest.raises(Refused, match=re.escape(said)):
        repair(returned(), None, blank=tmp_path / "a.xlsx")


@pytest.mark.parametrize("damage", [{(3, 1): Change("T009")}, {(6, 1): Change("坏")}, {(1, 1): Change("")}])
def test_a_damaged_hidden_sheet_is_put_back(damage: dict[tuple[int, int], Change], folder: Path) -> None:
    damaged = patch(returned(), {"_xlgen": damage}, overwrite=True)
    for repaired in (repair(damaged, MANIFEST, folder), repair(damaged, None, blank=folder / "T001.xlsx")):
        assert repaired.content == returned()


def test_a_return_without_its_hidden_sheet_is_known_by_the_code_printed_on_it(folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    del book["_xlgen"]
    book.save(folder / "b.xlsx")
    assert inputs(repair(folder / "b.xlsx", None, blank=folder / "T001.xlsx").content) == inputs(returned())


def test_a_day_in_a_cell_that_nobody_issued_is_told_as_it_shows(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned()))
    book["自评表"]["M20"] = date(2026, 1, 18)
    book.save(tmp_path / "a.xlsx")
    assert said(repair(tmp_path / "a.xlsx", MANIFEST, folder), Fate.LEFT) == [
        "未搬　自评表!M20　这里下发时是空白，写着“2026-01-18”，没有搬，请填报人填到备用行或说明里"
    ]


def test_a_file_that_cannot_be_read_is_refused_as_checking_refuses_it(folder: Path) -> None:
    with pytest.raises(Refused, match="XG010"):
        repair(b"PK\3\4 broken", MANIFEST, folder)


def test_the_last_sentence_counts(folder: Path) -> None:
    repaired = repair(typed_over(returned(), {"indicators.1.score": Decimal(10)}), MANIFEST, folder)
    assert closing(repaired) == "已照抄 12 个填报单元格（恢复 1 处）。"


def test_where_nothing_was_to_be_mended_the_last_sentence_has_no_noughts(folder: Path) -> None:
    assert closing(repair(returned(), MANIFEST, folder)) == "已照抄 12 个填报单元格（都在原来的位置，没有要恢复的）。"


def test_what_was_left_behind_is_told_first_and_the_rest_is_counted(folder: Path) -> None:
    content = patch(returned(), {"自评表": {(30, 12): Change("另有结余")}})
    over = typed_over(content, dict.fromkeys(["indicators.1.score", "indicators.2.score", "indicators.3.score"], Decimal(1)))
    told = weighty_first(repair(over, MANIFEST, folder), 2)
    assert [line[:2] for line in told] == ["未搬", "恢复", "……"]
    assert told[-1] == "……还有 2 条，运行 xlgen repair 可看全部"


def test_what_was_written_on_the_list_of_marks_is_told(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked_and_cleared(returned(), tmp_path)[0]))
    book["退回意见"]["F7"] = "已核对，属实"
    book.save(tmp_path / "a.xlsx")
    assert "未搬　退回意见　多出的工作表，有 1 个单元格有内容（“已核对，属实”），没有搬，请到原件里看" in lines(
        repair(tmp_path / "a.xlsx", MANIFEST, folder)
    )


def test_the_same_file_gives_the_same_result(folder: Path) -> None:
    assert repair(faulty(), MANIFEST, folder) == repair(faulty(), MANIFEST, folder)


@pytest.mark.parametrize("text", ["长" * 20_000, "\U0001f600" * 10_000])
def test_long_texts_that_a_formula_joins_beyond_what_a_cell_holds_are_grafted_all_the_same(folder: Path, text: str) -> None:
    names = [name for name, slot in issued()[0].slots.items() if slot.cell.is_input and slot.place]
    repaired = repair(typed_over(returned(), dict.fromkeys(names, text)), MANIFEST, folder)
    assert repaired.kept == len(names)
    assert set(inputs(repaired.content).values()) == {text}
