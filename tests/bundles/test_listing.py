"""The list of components, the licences and where the sources are."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from bundles.listing import COMPONENTS, LICENCES, OFFER, components, offer, tell
from bundles.pieces import WINDOWS, Piece, pieces_of


def test_every_piece_is_a_component_with_version_hash_and_licence():
    pieces = pieces_of("amd64")
    said = json.loads(json.dumps(components("amd64", "0.2.0", pieces)))
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.5")
    assert {(each["name"], each["version"], each["hashes"][0]["content"]) for each in said["components"]} == {
        (piece.name, piece.version, piece.sha256) for piece in pieces
    }
    assert all(each["licenses"][0]["license"]["name"] for each in said["components"])


def test_the_order_of_pieces_does_not_change_the_list():
    pieces = pieces_of("arm64")
    assert components("arm64", "1", pieces) == components("arm64", "1", pieces[::-1])


def wheel_with(licence: str, place: Path) -> Path:
    with zipfile.ZipFile(place / "a.whl", "w") as archive:
        archive.writestr("a-1.dist-info/licenses/LICENSE.txt", licence)
    (place / "xlgen").mkdir()
    return place / "a.whl"


def test_a_licence_lies_beside_as_it_came(tmp_path):
    wheel, folder = wheel_with("BSD, as it came", tmp_path), tmp_path / "xlgen"
    tell("amd64", "0.2.0", {Piece("click", "1", "0" * 64, "pypi", "", "BSD-3-Clause"): wheel}, folder)
    assert (folder / LICENCES / "click.txt").read_text() == "BSD, as it came"
    assert "MIT" in (folder / LICENCES / "xlgen.txt").read_text()
    assert "源代码" in (folder / LICENCES / OFFER).read_text("utf-8-sig")
    assert json.loads((folder / COMPONENTS).read_text("utf-8"))["components"][0]["name"] == "click"
    assert not (folder / LICENCES / "GPL-3.txt").exists()


def test_beside_a_licence_that_adds_to_another_lies_that_other(tmp_path):
    wheel = wheel_with("LGPL, as it came", tmp_path)
    tell("amd64", "0.2.0", {Piece("pygal", "1", "0" * 64, "pypi", "", "LGPL-3.0-or-later"): wheel}, tmp_path / "xlgen")
    assert (
        "GNU GENERAL PUBLIC LICENSE\n                       Version 3"
        in (tmp_path / "xlgen" / LICENCES / "GPL-3.txt").read_text()
    )


@pytest.mark.parametrize(("target", "debian"), [("amd64", True), (WINDOWS, False)])
def test_sources_are_said_to_be_where_each_piece_has_them(target, debian):
    said = offer(pieces_of(target))
    assert ("apt-get source" in said, "  glibc=" in said) == (debian, debian)
    assert "文件夹里放的就是源代码" in said
    assert [line for line in said.splitlines() if "==" in line and line.startswith("  ")] == [
        "  pygal==3.1.3（LGPL-3.0-or-later）"
    ]
