"""manifest.json: what was issued is read back; a damaged list, or one of another version, is refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rules import issued
from xlgen.errors import Refused, XlgenError
from xlgen.issued.format_two import stored
from xlgen.issued.manifest import NAME, find_issued, read_manifest
from xlgen.issued.manifest_json import form_line, manifest_text

TEXT = "".join(manifest_text([form_line("甲.xlsx", issued("A")), form_line("乙.xlsx", issued("B"))], "project", "2026-01-10"))


def manifest(tmp_path: Path, text: str = TEXT) -> Path:
    (tmp_path / NAME).write_text(text, "utf-8")
    return tmp_path


def changed(**said: object) -> str:
    return json.dumps(json.loads(TEXT) | said, ensure_ascii=False)


def test_what_was_issued_is_read_back(tmp_path: Path) -> None:
    found = read_manifest(manifest(tmp_path))
    assert found.files == {"T001": "甲.xlsx", "T002": "乙.xlsx"}
    assert {code: snapshot.identity for code, snapshot in found.snapshots.items()} == {
        "T001": issued("A").identity,
        "T002": issued("B").identity,
    }
    assert read_manifest(tmp_path / NAME) == found


def test_one_project_stands_on_a_line() -> None:
    lines = TEXT.splitlines()
    assert [line.partition(":")[0] for line in lines[1:3]] == ['"T001"', '"T002"']
    assert len(lines) == 1 + 2 + 1 + len(json.loads(TEXT)["pieces"]) + 1  # head, projects, a line between, pieces, end


def test_pieces_that_forms_share_stand_once() -> None:
    alone = "".join(manifest_text([form_line("甲.xlsx", issued("A"))], "project", "2026-01-10"))
    twin = replace(issued("A"), identity=issued("A").identity | {"code": "T009"})
    both = "".join(manifest_text([form_line("甲.xlsx", issued("A")), form_line("丙.xlsx", twin)], "project", "2026-01-10"))
    assert json.loads(both)["pieces"] == json.loads(alone)["pieces"]
    assert len(both) < len(alone) * 1.25


def test_what_is_read_back_knows_the_text_it_was_kept_as(tmp_path: Path) -> None:
    found = read_manifest(manifest(tmp_path)).snapshots["T001"]
    assert found.stored == stored(issued("A"))


REFUSED = [
    ("another version", changed(version=3), "XG052"),
    ("no version", json.dumps({"projects": {}}), "XG052"),
    ("another kind of list", "[]", "XG052"),
    ("half a file", TEXT[: len(TEXT) // 2], "XG051"),
    ("no list", "我的清单", "XG051"),
    ("no projects", changed(projects=None), "XG051"),
    ("a project without its form", changed(projects={"T001": {"file": "甲.xlsx"}}), "XG051"),
    ("a form of another version", TEXT.replace('"head":{"version":2', '"head":{"version":3'), "XG051"),
    ("a formula that is none", TEXT.replace('"formula":"', '"formula":"1 / '), "XG051"),
    ("a total that is no number", TEXT.replace('["优","90"]', '["优","九十"]'), "XG051"),
]


@pytest.mark.parametrize(("text", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_manifest_of_this_version_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_manifest(manifest(tmp_path, text))
    assert refused.value.code == code
    assert str(tmp_path / NAME) in refused.value.reason
    assert refused.value.remedy


@pytest.mark.parametrize("asked", ["", "没有的文件夹"])
def test_a_folder_without_a_manifest_is_refused(tmp_path: Path, asked: str) -> None:
    with pytest.raises(Refused) as refused:
        read_manifest(tmp_path / asked)
    assert refused.value.code == "XG050"


@pytest.mark.parametrize(
    ("kept", "workbook"),
    [
        ("", "P.xlsx"),
        ("下发", "P.xlsx"),
        ("issued", "P.xlsx"),
        ("", "回收/P.xlsx"),
        ("下发", "回收/P.xlsx"),
        ("下发", "回收/../回收/P.xlsx"),
        ("下发", "回收/甲单位/P.xlsx"),
        ("下发", "回收"),
        ("下发", "下发"),
    ],
)
def test_the_manifest_is_found_beside_a_workbook_and_above_it(tmp_path: Path, kept: str, workbook: str) -> None:
    (tmp_path / kept).mkdir(exist_ok=True)
    folder = manifest(tmp_path / kept)
    (tmp_path / "回收").mkdir(exist_ok=True)
    assert find_issued(tmp_path / workbook) == folder


def test_what_lies_beside_a_relative_folder_is_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("下发", "回收"):
        (tmp_path / name).mkdir()
    manifest(tmp_path / "下发")
    monkeypatch.chdir(tmp_path / "回收")
    assert find_issued(".") == Path("../下发")


def test_of_two_manifests_none_is_taken_without_asking(tmp_path: Path) -> None:
    for year in ("2024", "2025"):
        (tmp_path / year / "下发").mkdir(parents=True)
        manifest(tmp_path / year / "下发")
    with pytest.raises(XlgenError, match=r"旁边的下发清单不止一份.*请用 --issued 写明用哪一份"):
        find_issued([tmp_path / "2024" / "P1.xlsx", tmp_path / "2025" / "P1.xlsx"])


def test_a_manifest_that_lies_bare_two_folders_up_is_not_taken(tmp_path: Path) -> None:
    manifest(tmp_path)
    assert find_issued(tmp_path / "a" / "b" / "P.xlsx") is None
