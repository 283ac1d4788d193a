"""The list of components, the licences and where the sources are."""

from __future__ import annotations

import json
import zipfile

from bundles.listing import COMPONENTS, LICENCES, OFFER, components, tell
from bundles.pieces import Piece, pieces_of


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


def test_a_licence_lies_beside_as_it_came(tmp_path):
    wheel = tmp_path / "click.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("click-1.dist-info/licenses/LICENSE.txt", "BSD, as it came")
    folder = tmp_path / "xlgen"
    folder.mkdir()
    tell("amd64", "0.2.0", {Piece("click", "1", "0" * 64, "pypi", "", "BSD-3-Clause"): wheel}, folder)
    assert (folder / LICENCES / "click.txt").read_text() == "BSD, as it came"
    assert "MIT" in (folder / LICENCES / "xlgen.txt").read_text()
    assert "源代码" in (folder / LICENCES / OFFER).read_text("utf-8-sig")
    assert json.loads((folder / COMPONENTS).read_text("utf-8"))["components"][0]["name"] == "click"
