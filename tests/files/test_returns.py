"""Which files of a folder are returns: all that officers send, none that a program left beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.files.returns import files_in

SENT = ("P001.xlsx", "P001.XLSX", "P002.xls", "P003.et", "P004.pdf", "下级单位/P005.xlsx", "~P006.xlsx")
LEFT = ("~$P001.xlsx", ".~P001.xlsx", ".~lock.P001.xlsx", ".P001.xlsx", "下级单位/~$P005.et", "说明.txt", "P001.xlsx.bak")


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize("name", SENT)
def test_a_file_that_may_have_been_sent_is_a_return(tmp_path: Path, name: str) -> None:
    assert files_in([folder(tmp_path, name)]) == [tmp_path / name]


@pytest.mark.parametrize("name", LEFT)
def test_lock_files_and_others_are_no_returns(tmp_path: Path, name: str) -> None:
    assert files_in([folder(tmp_path, "P001.xlsx", name)]) == [tmp_path / "P001.xlsx"]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    named = folder(tmp_path, "~$P001.xlsx") / "~$P001.xlsx"
    assert files_in([named]) == [named]


def test_a_file_named_twice_counts_once_in_the_order_named(tmp_path: Path) -> None:
    folder(tmp_path, "P001.xlsx", "P002.xlsx")
    assert files_in([tmp_path / "P002.xlsx", tmp_path]) == [tmp_path / "P002.xlsx", tmp_path / "P001.xlsx"]
