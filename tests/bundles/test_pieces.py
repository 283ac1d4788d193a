"""What is pinned: whole hashes, every package that xlgen needs, and another file refused."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bundles.pieces import LINUX, WINDOWS, BundleError, pieces_of, read_lock, sha256, verified, written

TOP = Path(__file__).parents[2]


def test_every_piece_is_pinned_by_version_and_hash():
    for piece in read_lock():
        assert re.fullmatch(r"[0-9a-f]{64}", piece.sha256), piece.name
        assert piece.version != "0"
        assert piece.licence
        assert piece.target in ("", WINDOWS, *LINUX)


@pytest.mark.parametrize("target", LINUX)
def test_what_python_reads_registers_with_is_in_every_bundle(target):
    assert "libsqlite3-0" in {piece.name for piece in pieces_of(target)}  # the Python for Windows has its own


@pytest.mark.parametrize("target", [*LINUX, WINDOWS])
def test_every_package_that_xlgen_needs_is_in_every_bundle_within_its_bounds(target):
    held = {piece.name for piece in pieces_of(target)}
    needed = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=]", each)[0] for each in needed} <= held


def test_a_debian_piece_names_the_source_that_its_licence_lets_one_ask_for():
    assert all("=" in piece.origin for piece in read_lock() if piece.source == "debian")


def test_another_file_than_the_pinned_one_stops_with_both_hashes(tmp_path):
    file = tmp_path / "libc6.deb"
    file.write_bytes(b"something else")
    piece = read_lock()[0]
    with pytest.raises(BundleError, match=f"(?s){piece.name} .*不符.*{piece.sha256}.*{sha256(file)}.*bundles-lock"):
        verified(file, piece)


def test_the_pinned_file_is_taken(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"")
    assert verified(file, replace(read_lock()[0], sha256=sha256(file))) == file


def test_a_lock_is_read_as_it_was_written(tmp_path):
    lock = tmp_path / "pieces.toml"
    lock.write_text(written(read_lock()), "utf-8")
    assert read_lock(lock) == read_lock()


def test_pieces_have_the_names_by_which_lists_of_components_are_searched():
    names = {piece.name: piece.purl for piece in read_lock()}
    assert names["et_xmlfile"].startswith("pkg:pypi/et-xmlfile@")
    assert names["zlib1g"].startswith("pkg:deb/debian/zlib1g@1%3A")
