"""Where results go: never among the files they were made from, and under names that every system takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgen.files.placing import LONGEST, apart, apart_folder, as_xlsx, file_names


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "工作").mkdir()
    monkeypatch.chdir(tmp_path / "工作")
    return tmp_path


# ---- beside the folder --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "placed"),
    [
        ("回收/P003.xlsx", "回收_退回/P003.xlsx"),
        ("回收/P003.et", "回收_退回/P003.et.xlsx"),  # so that P003.xlsx beside it keeps its own
        ("P003.xlsx", "{}/工作_退回/P003.xlsx"),  # beside the folder one stands in: outside it
        ("../回收/P003.xlsx", "{}/回收_退回/P003.xlsx"),  # by spelling, not a folder named "..": the one beside
        ("{}/回收/P003.xlsx", "{}/回收_退回/P003.xlsx"),
    ],
)
def test_a_file_goes_into_a_folder_beside_its_own(file: str, placed: str, here: Path) -> None:
    assert apart(Path(file.format(here)), "退回") == Path(placed.format(here))


@pytest.mark.parametrize(
    ("file", "issued", "placed"),
    [
        ("回收/甲/P003.xlsx", "下发", "回收_退回/甲/P003.xlsx"),
        ("回收/甲/乙/P003.xlsx", "下发", "回收_退回/甲/乙/P003.xlsx"),
        ("回收/P003.xlsx", "下发", "回收_退回/P003.xlsx"),
        ("../工作/回收/甲/P003.xlsx", "./下发", "回收_退回/甲/P003.xlsx"),
        ("P003.xlsx", "下发", "{}/工作_退回/P003.xlsx"),  # among the folders, in none of them
        ("下发/P003.xlsx", "下发", "下发_退回/P003.xlsx"),
        ("回收/甲/P003.xlsx", "../别处/下发", "回收/甲_退回/P003.xlsx"),
    ],
)
def test_a_file_of_a_unit_goes_beside_the_folder_of_all_returns(file: str, issued: str, placed: str, here: Path) -> None:
    assert apart(Path(file), "退回", Path(issued)) == Path(placed.format(here))


@pytest.mark.parametrize(
    ("folder", "placed"),
    [("回收", "回收_退回"), ("./回收/", "回收_退回"), (".", "{}/工作_退回"), ("{}/回收", "{}/回收_退回"), ("/", "/退回")],
)
def test_a_folder_stands_beside_the_folder(folder: str, placed: str, here: Path) -> None:
    assert apart_folder(Path(folder.format(here)), "退回") == Path(placed.format(here))


@pytest.mark.parametrize(
    ("name", "written"), [("P.xlsx", "P.xlsx"), ("P.XLSX", "P.XLSX"), ("P.et", "P.et.xlsx"), ("P", "P.xlsx")]
)
def test_a_name_says_what_will_be_written(name: str, written: str) -> None:
    assert as_xlsx(Path("夹", name)) == Path("夹", written)


# ---- names of issued files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "file"),
    [
        ("P001", "医疗保险经费", "P001_医疗保险经费.xlsx"),
        ("P001", "甲/乙: “丙”?", "P001_甲_乙_“丙”.xlsx"),  # signs that Windows refuses, no matter how many in a row
        ("P001", "两\n行 字", "P001_两_行_字.xlsx"),
        ("con", ".txt", "con_.txt.xlsx"),
        ("CON.1", "", "_CON.1.xlsx"),  # Windows keeps CON for itself whatever follows a point
        ("lpt9.", "", "_lpt9.xlsx"),
        ("...", "", "未命名.xlsx"),
        ("P" * 100, "", "P" * LONGEST + ".xlsx"),
    ],
)
def test_a_file_is_called_by_code_and_name(code: str, name: str, file: str) -> None:
    assert file_names([(code, name)]) == [file]


def test_names_that_differ_by_case_only_are_told_apart() -> None:
    assert file_names([("p1", "甲"), ("P1", "甲"), ("P1", "甲")]) == ["p1_甲.xlsx", "P1_甲_2.xlsx", "P1_甲_3.xlsx"]


@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=5)), max_size=6))
def test_every_project_gets_a_name_of_its_own_that_windows_takes(projects: list[tuple[str, str]]) -> None:
    names = file_names(projects)
    assert len({name.casefold() for name in names}) == len(projects)
    for name in names:
        assert not set(name) & set('\\/:*?"<>|\n\r\t\0')
        assert name.removesuffix(".xlsx") == name.removesuffix(".xlsx").strip(" .")
