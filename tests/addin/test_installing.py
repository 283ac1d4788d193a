"""Add-ins installed in a stand-in home folder, and taken away: it is as before, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.addin import login
from xlgen.addin.installing import install, remove
from xlgen.addin.places import Places, places
from xlgen.addin.wps import contents, folder_name, publish_line
from xlgen.errors import XlgenError

THEIRS = b'<?xml version="1.0"?>\r\n<jsplugins>\r\n\t<jsplugin name="other" url="other_1.0"/>\r\n</jsplugins>'


def linux(home: Path) -> Places:
    (home / ".local" / "share" / "Kingsoft" / "wps").mkdir(parents=True)
    return places("linux", {}, home)


def windows(home: Path) -> Places:
    (home / "AppData" / "Roaming" / "kingsoft" / "wps").mkdir(parents=True)
    return places("win32", {"APPDATA": str(home / "AppData" / "Roaming")}, home)


def held(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("system", "env", "wps", "excel", "at_login"),
    [
        ("win32", {"APPDATA": "/h/R"}, "/h/R/kingsoft/wps/jsaddons", "/h/R/Microsoft/Excel/XLSTART", "/h/R/Microsoft/Windows/Start Menu/Programs/Startup"),
        ("linux", {}, "/h/.local/share/Kingsoft/wps/jsaddons", None, "/h/.config/autostart"),
        ("linux", {"XDG_CONFIG_HOME": "/c"}, "/h/.local/share/Kingsoft/wps/jsaddons", None, "/c/autostart"),
        ("darwin", {}, None, None, None),
    ],
)  # fmt: skip
def test_each_system_has_its_places(system: str, env: dict[str, str], wps: str, excel: str | None, at_login: str) -> None:
    found = places(system, env, Path("/h"))
    assert [each and each.as_posix() for each in (found.wps, found.excel, found.login)] == [wps, excel, at_login]


@pytest.mark.parametrize("system", [linux, windows])
@pytest.mark.parametrize("listed", [None, THEIRS, b"<jsplugins></jsplugins>"])
@pytest.mark.parametrize("at_login", [False, True])
def test_what_is_removed_leaves_the_home_folder_as_it_was(tmp_path: Path, system, listed: bytes | None, at_login: bool) -> None:
    found = system(tmp_path)
    if listed is not None:
        found.wps.mkdir()
        (found.wps / "publish.xml").write_bytes(listed)
        (found.wps / "other_1.0").mkdir()
        (found.wps / "other_1.0" / "index.html").write_bytes(b"theirs")
    before = held(tmp_path)
    install("wps", found, at_login)
    install("wps", found, at_login)
    assert held(tmp_path) != before
    assert remove("wps", found)
    assert held(tmp_path) == before
    assert found.wps.exists() is (listed is not None)


def test_wps_gets_the_folder_and_its_line_behind_those_of_others(tmp_path: Path) -> None:
    found = linux(tmp_path)
    assert found.wps
    found.wps.mkdir()
    (found.wps / "publish.xml").write_bytes(THEIRS)
    said = install("wps", found)
    assert "别的加载项的几行没有动" in said[0]
    assert held(found.wps / folder_name()) == contents()
    lines = (found.wps / "publish.xml").read_bytes().split(b"\r\n")
    assert lines == [*THEIRS.split(b"\r\n")[:3], f"  {publish_line()}".encode(), b"</jsplugins>"]


def test_an_earlier_version_goes(tmp_path: Path) -> None:
    found = linux(tmp_path)
    assert found.wps
    install("wps", found)
    old = found.wps / "xlgen_0.0.1"
    (found.wps / folder_name()).rename(old)
    listed = (found.wps / "publish.xml").read_text().replace(folder_name(), old.name)
    (found.wps / "publish.xml").write_text(listed)
    install("wps", found)
    assert (old.exists(), (found.wps / "publish.xml").read_text().count("<jsplugin ")) == (False, 1)


def test_a_folder_of_that_name_that_is_somebody_elses_stays(tmp_path: Path) -> None:
    found = linux(tmp_path)
    assert found.wps
    (found.wps / folder_name()).mkdir(parents=True)
    (found.wps / folder_name() / "mine.txt").write_text("mine")
    with pytest.raises(XlgenError, match="不会覆盖"):
        install("wps", found)
    assert remove("wps", found)[0].startswith("WPS 表格里没有装过 xlgen 的加载项")
    assert held(found.wps) == {f"{folder_name()}/mine.txt": b"mine"}


@pytest.mark.parametrize(
    ("target", "system", "said"),
    [
        ("excel", lambda home: places("linux", {}, home), "不是 Windows"),
        ("wps", lambda home: places("darwin", {}, home), "装不了"),
        ("wps", lambda home: places("linux", {}, home), "请先打开一次 WPS 再退出"),
    ],
)
def test_where_there_is_no_place_nothing_is_written(tmp_path: Path, target: str, system, said: str) -> None:
    with pytest.raises(XlgenError, match=said):
        install(target, system(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_is_none_is_left_alone(tmp_path: Path) -> None:
    found = linux(tmp_path)
    assert found.wps
    found.wps.mkdir()
    (found.wps / "publish.xml").write_bytes(b"hello")
    with pytest.raises(XlgenError, match="不是 WPS 的加载项清单"):
        install("wps", found)
    assert held(found.wps) == {"publish.xml": b"hello"}


def test_excel_gets_one_file_and_says_when_it_replaced_one(tmp_path: Path) -> None:
    found = windows(tmp_path)
    assert found.excel
    assert [said[0].endswith("换成这一版。") for said in (install("excel", found), install("excel", found))] == [False, True]
    assert [path.name for path in found.excel.iterdir()] == ["xlgen.xlam"]
    remove("excel", found)
    assert list(found.excel.iterdir()) == []


def test_the_start_at_login_goes_with_the_last_of_both(tmp_path: Path) -> None:
    found = windows(tmp_path)
    assert found.login
    install("wps", found, at_login=True)
    install("excel", found)
    remove("wps", found)
    assert (found.login / login.WINDOWS).is_file()
    remove("excel", found)
    assert held(tmp_path) == {}


@pytest.mark.parametrize(
    ("is_windows", "python", "said"),
    [
        (True, r"C:\Users\王 100%&calc\python.exe", r'start "xlgen" /min "C:\Users\王 100%%&calc\python.exe" "-X" "utf8" "-m" "xlgen" "bridge" "watch"'),
        (False, '/home/王/a b/$x`"\\%', 'Exec="/home/王/a b/\\\\$x\\\\`\\\\"\\\\\\\\%%" "-X" "utf8" "-m" "xlgen" "bridge" "watch"'),
    ],
)  # fmt: skip
def test_the_file_for_login_starts_the_helper_whatever_its_folder_is_called(
    tmp_path: Path, is_windows: bool, python: str, said: str
) -> None:
    path = login.start_at_login(tmp_path, is_windows, python)
    assert said in path.read_text("utf-8").splitlines()
