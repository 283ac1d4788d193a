"""Which office programs, add-ins and helpers are found, on a stand-in home and registry."""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from pathlib import Path

import pytest

from xlgen.desk import programs
from xlgen.desk.records import Desk, Fact


def about(subject: str, desk: Desk, exchange: Path = Path("/nowhere")) -> Fact:
    return next(fact for fact in programs.facts_of(desk, exchange) if fact.about == subject)


def windows(home: Path, *programs: str) -> Desk:
    return Desk("win32", home, {"APPDATA": str(home)}, lambda key, _value: "C:" if key.endswith(programs) else None)


def test_programs_are_found_where_windows_lists_them(tmp_path):
    assert about("表格程序", windows(tmp_path, "et.exe", "excel.exe")).said == "Excel、WPS 表格"


def test_programs_are_found_on_the_path_of_linux(tmp_path):
    (tmp_path / "soffice").write_text("#!/bin/sh\n")
    (tmp_path / "soffice").chmod(0o755)
    assert "LibreOffice" in about("表格程序", Desk("linux", tmp_path, {"PATH": str(tmp_path)})).said


def test_the_add_in_of_excel_is_found_in_its_folder(tmp_path):
    assert "没有放" in about("Excel 加载项", windows(tmp_path)).said
    (tmp_path / "Microsoft/Excel/XLSTART").mkdir(parents=True)
    (tmp_path / "Microsoft/Excel/XLSTART/xlgen.xlam").touch()
    assert about("Excel 加载项", windows(tmp_path)).said == "已放在启动文件夹"


@pytest.mark.parametrize(
    ("installed", "listed", "said", "is_well"),
    [
        (None, "", "没有装（不装也能用）", True),
        ("0.1.0", "xlgen_0.1.0", "装的是 xlgen_0.1.0，xlgen 的是", False),
        (version("xlgen"), "", "publish.xml 里没有写上", False),
        (version("xlgen"), f"xlgen_{version('xlgen')}", "已装", True),
    ],
)
def test_the_add_in_of_wps_is_told_with_its_version(installed, listed, said, is_well, tmp_path):
    addins = tmp_path / ".local/share/Kingsoft/wps/jsaddons"
    addins.mkdir(parents=True)
    if installed:
        (addins / f"xlgen_{installed}").mkdir()
    (addins / "publish.xml").write_text(listed)
    fact = about("WPS 加载项", Desk("linux", tmp_path, {}))
    assert said in fact.said
    assert fact.is_well is is_well


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "没有在守候"),
        (json.dumps({"pid": os.getppid()}), "正在守候"),
        (json.dumps({"pid": 2**22 + 1}), "没有正常结束"),
        ("[" * 100_000, "没有正常结束"),
        ('{"pid": "x"}', "没有正常结束"),
    ],
    ids=["nobody", "somebody", "killed", "nested", "no number"],
)
def test_whether_somebody_answers_is_told(written, said, tmp_path):
    if written:
        (tmp_path / "watching.json").write_text(written)
    assert said in about("守候", Desk("linux", tmp_path, {}), tmp_path).said
