"""A private number or a classified text is told at its cell, and stands in nothing that is written of the form."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from filled import issued, returned
from names import SHEET, judged, told
from privacy import BANK_CARD, IDENTITY
from repairs import MANIFEST
from xlgen.cli.main import main
from xlgen.flows.checking import check
from xlgen.flows.repairing import repair
from xlgen.flows.sending_back import mark
from xlgen.flows.summary import roll_up
from xlgen.reports.checked import report
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.opc.revision import open_draft
from xlgen.workbook.patching.patcher import Change, patch

SECRET = "某某工程已竣工"
TYPED = {
    (24, 1): f"张某 {IDENTITY}",  # 联系电话
    (13, 10): f"奖金打到卡 {BANK_CARD}",  # 原因
    (11, 6): f"秘密★1年 {SECRET}",  # 完成情况
    (29, 3): f"备查 {IDENTITY}",  # beside the form
    (1, 0): f"自评表 {IDENTITY}",  # over a printed text
}


def private() -> bytes:
    cells = {SHEET: {at: Change(text) for at, text in TYPED.items()} | {(14, 10): Change(Decimal(0))}}
    return patch(returned(), cells, overwrite=True)


def is_told(text: str) -> bool:
    return any(each in text for each in (IDENTITY, BANK_CARD, SECRET))


def parts(content: bytes) -> str:
    draft = open_draft(content)
    return "".join(draft.read(part).decode("utf-8", "replace") for part in draft.package.members)


def test_each_is_told_at_its_cell() -> None:
    assert told(private(), "XG118") == [("G12", "“年度总体目标·实际完成情况”里有密级标志，程序没有再引用这一格的字")]
    assert told(private(), "XG119") == [
        ("A2", "这一格里有身份证号"),
        ("K14", "“培训人数·偏差原因分析及改进措施”里有银行卡号"),
        ("B25", "“联系电话”里有身份证号"),
        ("D30", "这一格里有身份证号"),
    ]


def test_nothing_of_it_is_in_findings_or_json() -> None:
    answers, findings = judged(private())
    assert [f for f in findings if f.code == "XG108" and "［身份证号］" in f.message]
    assert not is_told(repr(findings))
    assert not is_told(repr(answers.excel) + repr(answers.understood))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("密")
    (folder / "收回").mkdir()
    (folder / "收回" / "表.xlsx").write_bytes(private())
    (folder / "T001.xlsx").write_bytes(issued()[1])
    return folder


def test_nothing_of_it_is_in_what_is_written(folder: Path) -> None:
    returns = check(folder / "收回", MANIFEST)
    assert not is_told(json.dumps(report(returns), ensure_ascii=False))
    repaired = repair(folder / "收回" / "表.xlsx", MANIFEST, folder)
    assert not is_told("\n".join(repaired.told) + repr(repaired.entries))
    marked = next(each.copy for each in mark(folder / "收回", folder / "退回", MANIFEST) if each.copy)
    book = read_workbook(marked)
    texts = [str(cell.value) for name, sheet in book.sheets.items() if name == "退回意见" for cell in sheet.cells.values()]
    assert texts
    assert not is_told("".join(texts))
    draft = open_draft(marked.read_bytes())
    assert not is_told("".join(draft.read(part).decode() for part in draft.package.members if "comment" in part))


def test_a_summary_has_a_stand_in_where_it_repeats_what_was_typed(folder: Path, tmp_path: Path) -> None:
    why = {
        (13, 6): Change(Decimal(100)),
        (13, 10): Change(f"奖金打到卡 {BANK_CARD}，下年补训"),
        (11, 6): Change(f"已完成 {IDENTITY}"),
    }
    (tmp_path / "收回").mkdir()
    (tmp_path / "收回" / "表.xlsx").write_bytes(patch(returned(), {SHEET: why}))
    for returns in (folder / "收回", tmp_path / "收回"):
        roll_up(returns, tmp_path / f"{returns.parent.name}.xlsx", MANIFEST)
        assert not is_told(parts((tmp_path / f"{returns.parent.name}.xlsx").read_bytes()))
    assert "［银行卡号］，下年补训" in parts((tmp_path / f"{tmp_path.name}.xlsx").read_bytes())


def test_a_repair_keeps_what_was_typed(folder: Path) -> None:
    book = read_workbook(repair(folder / "收回" / "表.xlsx", MANIFEST, folder).content)
    assert book.sheets[SHEET].cells[24, 1].value == TYPED[24, 1]


def test_the_commands_say_nothing_of_it(folder: Path) -> None:
    file = str(folder / "收回" / "表.xlsx")
    for arguments in (["check", file], ["check", file, "--json"], ["explain", file, f"{SHEET}!J14"]):
        assert not is_told(CliRunner().invoke(main, arguments).output)


def test_a_code_that_was_issued_is_no_card() -> None:
    assert told(returned(), "XG119") == []
