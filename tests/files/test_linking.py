"""A link leads to the file, whatever its name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from xlgen.files.linking import link_to


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("回收/QX001.xlsx", "./回收/QX001.xlsx"),
        ("../回收 2025#1 (100%)/a.xlsx", "../回收 2025%231 (100%25)/a.xlsx"),
        ("50%20完成/a.xlsx", "./50%2520完成/a.xlsx"),
        ("javascript:alert.xlsx", "./javascript%3Aalert.xlsx"),
        (r"\\10.0.0.1\share\x.xlsx", "./%5C%5C10.0.0.1%5Cshare%5Cx.xlsx"),
        ("何时?.xlsx", "./何时%3F.xlsx"),
        ("/mnt/盘/a.xlsx", "/mnt/盘/a.xlsx"),
        ("..x/a.xlsx", "./..x/a.xlsx"),
    ],
)
def test_a_name_never_becomes_an_address(path, target):
    assert link_to(PurePosixPath(path)) == target  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (r"..\回收\a#1.xlsx", "../回收/a%231.xlsx"),
        (r"D:\回收\a.xlsx", "D:/回收/a.xlsx"),
        (r"\\server\share\a.xlsx", "//server/share/a.xlsx"),
    ],
)
def test_a_drive_of_windows_stays_one(path, target):
    assert link_to(PureWindowsPath(path)) == target  # type: ignore[arg-type]


def test_a_place_stands_behind_the_file():
    assert link_to(Path("a.xlsx"), "自评表!G8") == "./a.xlsx#自评表!G8"


@pytest.mark.parametrize("path", ["长" * 260 + ".xlsx", "\udcc4\udce3.xlsx"])
def test_there_is_no_link_where_none_can_lead_there(path):
    assert link_to(Path(path)) == ""
