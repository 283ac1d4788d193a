"""The smoke test in Excel by itself, over the stand-in for Excel: each step finds what is as it should be, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import cellrune
import pytest

import com
import excel_com
from excel_com import Lock, Pc
from xlgen.bridge import trials
from xlgen.bridge.trials import Attempt, try_excel
from xlgen.errors import XlgenError
from xlgen.macros import live
from xlgen.workbook.addresses import spell


def recalculated(book: Any) -> None:
    """Results as another program computes them."""
    computed = cellrune.Workbook.from_bytes(book.state.saved())
    computed.calculate()
    for sheet in book.state.sheets:
        for (row, column), cell in list(sheet.cells.items()):
            if cell.formula:
                ((said,),) = computed.read_values(sheet.name, spell(row, column), spell(row, column))
                value = Decimal(repr(said["value"])) if said["kind"] == "number" else said.get("value") or ""
                book.state.put(sheet, (row, column), value, cell.formula)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Attempt]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "_WINDOWS", True)
        tried = try_excel(excel_com.application(Pc(calculate=recalculated)), tmp_path_factory.mktemp("office") / "demo")
    return {step.about: step for step in tried}


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("程序", "Microsoft Excel 16.0"),
        ("打开空白表", "张工作表，"),
        ("重算自评表", "格内容与文件相同"),
        ("改一格再算", "与程序重算相同"),
        ("校验", "详见“校验结果”表"),
        ("标注", "再标注一次结果一样，工作表仍受保护"),
        ("清除标注", "格内容与文件相同"),
        ("另存", "没有被误认为改动"),
        ("打开汇总表并重算", "格内容与文件相同"),
        ("打印页数", "自评表 1 页"),
    ],
)
def test_a_step_says_what_it_saw(steps: dict[str, Attempt], about: str, said: str) -> None:
    assert (steps[about].is_well, said in steps[about].said) == (True, True), steps[about].said


def not_computed(patch: pytest.MonkeyPatch, pc: Pc) -> None:
    pc.calculate = lambda book: None


def wrongly_computed(patch: pytest.MonkeyPatch, pc: Pc) -> None:
    def wrong(book: Any) -> None:
        sheet = next(sheet for sheet in book.state.sheets if any(cell.formula for cell in sheet.cells.values()))
        at, cell = next((at, cell) for at, cell in sheet.cells.items() if cell.formula)
        book.state.put(sheet, at, Decimal(13), cell.formula)

    pc.calculate = wrong


def unprotected_for_good(patch: pytest.MonkeyPatch, pc: Pc) -> None:
    patch.setattr(excel_com.Worksheet, "Protect", lambda self, **_: pc.locks.__setitem__(self.Name, Lock()))


def listed_twice(patch: pytest.MonkeyPatch, pc: Pc) -> None:
    act = trials.act

    def with_another_list(action: str, book: Any, request: Any) -> Any:
        done = act(action, book, request)
        if action == "mark" and "退回意见 (2)" not in [sheet.name for sheet in book.sheets]:
            book.sheets.add("退回意见 (2)")
        return done

    patch.setattr(trials, "act", with_another_list)


def colour_kept(patch: pytest.MonkeyPatch, pc: Pc) -> None:
    patch.setattr(live, "is_live", live.is_live)
    patch.setattr(excel_com.Interior, "ColorIndex", property(lambda self: 3, lambda self, value: None))
    paint = excel_com.Interior.Color.fset
    patch.setattr(
        excel_com.Interior,
        "Color",
        property(excel_com.Interior._packed, lambda self, packed: packed in RED_OR_ORANGE and paint(self, packed)),
    )


RED_OR_ORANGE = (255 + 154 * 256 + 153 * 65536, 255 + 192 * 256 + 1 * 65536)


def no_printer(patch: pytest.MonkeyPatch, pc: Pc) -> None:
    pc.has_printer = False


@pytest.mark.parametrize(
    ("amiss", "about", "said"),
    [
        (not_computed, "改一格再算", "与程序重算不同的有"),
        (wrongly_computed, "重算自评表", "格不同："),
        (wrongly_computed, "打开汇总表并重算", "13"),
        (unprotected_for_good, "标注", "原来保护的是"),
        (listed_twice, "标注", "标注两次以后有 2 张“退回意见”表"),
        (colour_kept, "清除标注", "原来的底色是"),
        (no_printer, "打印页数", "没有做成：ComError：Unable to get the Pages property"),
    ],
)
def test_a_step_finds_what_is_amiss(
    amiss: Callable[[pytest.MonkeyPatch, Pc], None], about: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_WINDOWS", True)
    pc = Pc(calculate=recalculated)
    amiss(monkeypatch, pc)
    steps = {step.about: step for step in try_excel(excel_com.application(pc), tmp_path / "demo")}
    assert (steps[about].is_well, said in steps[about].said) == (False, True), steps[about].said


def test_wps_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_WINDOWS", True)
    monkeypatch.setattr(excel_com.Application, "Path", r"C:\Kingsoft\WPS Office\office6")
    with pytest.raises(XlgenError, match="答话的是 WPS"):
        try_excel(excel_com.application(Pc()), tmp_path / "demo")


def test_nothing_is_left_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_WINDOWS", True)
    pc = Pc()
    try_excel(excel_com.application(pc), tmp_path / "demo")
    assert pc.books == []
    assert com.CALLS["Workbook.Close"] > 0
