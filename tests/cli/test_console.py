"""What a check prints: by units, sound forms folded, whom to ask for what is missing, how often each code was found."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rules import answers
from xlgen.cli.console import called_here, headline, show_returns
from xlgen.findings import Finding, Severity
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return

ERROR = Finding("XG202", Severity.ERROR, "填的是文字", "请改填数值", "自评表", "G15")
ASKED = Finding("XG204", Severity.WARNING, "是不是 98%", "请核对", "自评表", "G16")


def of_unit(unit: str) -> Answers:
    given = answers()
    return replace(given, snapshot=replace(given.snapshot, identity={**given.snapshot.identity, "unit": unit}))


def form(name: str, unit: str = "甲单位", *findings: Finding) -> Return:
    return Return(Path(f"{name}.xlsx"), of_unit(unit), findings)


def printed(capsys: pytest.CaptureFixture[str], *returns: Return) -> list[str]:
    show_returns(returns)
    return capsys.readouterr().out.splitlines()


def test_forms_of_several_units_stand_by_units_with_how_many_stand_how(capsys: pytest.CaptureFixture[str]) -> None:
    missing = Return(Path("d.xlsx"), None, (), "P4", "宣传", {}, "乙单位")
    said = printed(capsys, form("a", "甲单位", ERROR), form("b", "乙单位"), form("c", "甲单位"), missing)
    assert [line for line in said if line.startswith("——")] == [
        "—— 甲单位：1 份审核通过，1 份退回修改 ——",
        "—— 乙单位：1 份审核通过，1 个项目未报送 ——",
    ]


def test_forms_of_one_unit_need_no_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert not [line for line in printed(capsys, form("a"), form("b", "甲单位", ERROR)) if line.startswith("——")]


@pytest.mark.parametrize(("count", "folded"), [(3, False), (4, True)])
def test_many_sound_forms_are_folded_into_a_line(capsys: pytest.CaptureFixture[str], count: int, folded: bool) -> None:
    said = printed(capsys, *(form(f"f{n}") for n in range(count)), form("x", "甲单位", ERROR))
    assert said[0].startswith("【审核通过】4 份，没有问题：") is folded
    assert len([line for line in said if line.startswith("【审核通过】")]) == (1 if folded else count)


def test_a_sound_form_with_something_to_look_at_is_never_folded(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, *(form(f"f{n}") for n in range(4)), form("x", "甲单位", ASKED))
    assert any(line.startswith("【审核通过，需核实 1 项】x.xlsx") for line in said)


def test_what_is_missing_says_whom_to_ask() -> None:
    missing = Return(Path("d.xlsx"), None, (), "P4", "宣传", {}, "乙单位", {"联系人": "某某", "电话": "见通讯录"})
    assert headline(missing) == "【未报送】P4 宣传　乙单位　联系人 某某，电话 见通讯录"


@pytest.mark.parametrize(("errors", "counted"), [(8, False), (9, True)])
def test_how_often_each_code_was_found_is_told_where_there_are_many(
    capsys: pytest.CaptureFixture[str], errors: int, counted: bool
) -> None:
    said = printed(capsys, form("a", "甲单位", ASKED), form("b", "甲单位", *[ERROR] * (errors - 1)))
    assert ("按代码：" in said) is counted
    if counted:
        assert said[said.index("按代码：") + 1 :] == [
            "  XG202 错误 数值格里是文字：8 处，1 份",
            "  XG204 需核实 百分数写法可疑：1 处，1 份",
        ]


@pytest.mark.parametrize(
    ("on_path", "here", "called"),
    [(True, "", "xlgen"), (False, "", str(Path(".venv/bin/xlgen"))), (False, "别处", "{tmp}/.venv/bin/xlgen")],
)
def test_the_next_line_can_be_typed_as_it_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_path: bool, here: str, called: str
) -> None:
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "xlgen").touch(mode=0o755)
    (tmp_path / "别处").mkdir()
    monkeypatch.setattr(sys, "executable", str(programs / "python"))
    monkeypatch.setenv("PATH", str(programs) if on_path else str(tmp_path))
    monkeypatch.chdir(tmp_path / here)
    assert called_here() == called.format(tmp=tmp_path)
