"""Pieces that cannot be had, or are not what they were: refused in words, without the registry's address."""

from __future__ import annotations

import subprocess

import pytest

from bundles import fetching
from bundles.fetching import fetch
from bundles.pieces import BundleError, Piece

PIECE = Piece("click", "8.5.1", "ab" * 32, "pypi", "", "BSD-3-Clause")


def test_a_kept_file_that_was_changed_is_refused(tmp_path):
    (tmp_path / f"{PIECE.sha256[:16]}-click").write_bytes(b"changed")
    with pytest.raises(BundleError, match="不符"):
        fetch(PIECE, tmp_path)


def test_a_file_that_came_and_is_another_is_refused_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "_run", lambda _words, folder: (folder / "click.whl").write_bytes(b"other"))
    with pytest.raises(BundleError, match="不符"):
        fetch(PIECE, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("piece", "said"),
    [(PIECE, "PyPI 上取不到 click 8.5.1"), (Piece("libc6", "1", "ab" * 32, "debian", "amd64", ""), "取不到 libc6 1")],
)
def test_what_a_registry_does_not_have_is_told_without_its_address(piece, said, tmp_path, monkeypatch):
    def fail(words, folder):
        raise subprocess.CalledProcessError(1, words, "", "E: not found at https://example.org/x\n")

    monkeypatch.setattr(fetching, "_run", fail)
    monkeypatch.setattr(fetching, "_need_debian", lambda: None)
    with pytest.raises((BundleError, subprocess.CalledProcessError)) as caught:
        fetch(piece, tmp_path)
    assert said in str(caught.value)
    assert "example.org" not in str(caught.value)
