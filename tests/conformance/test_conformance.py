"""The page on the cases kept as data is true: every file is listed, and every record has the keys that the page names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from conformance import FOLDER, document, records

PAGE = (FOLDER / "README.md").read_text("utf-8")


def listed() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """What the page says: file, kind of record, keys it must have, keys it may have."""
    for file, kind, keys in re.findall(r"^\| `([\w.]+)` \| `(\w+)` \| ([^|]+) \|", PAGE, re.MULTILINE):
        said = re.findall(r"`(\w+)(\??)`", keys)
        yield file, kind, {key for key, may in said if not may}, {key for key, _ in said}


LISTED = list(listed())


def test_every_file_is_listed() -> None:
    assert {file for file, *_ in LISTED} == {path.name for path in FOLDER.glob("*.toml")}


@pytest.mark.parametrize(("file", "kind", "must", "may"), LISTED, ids=[f"{file} {kind}" for file, kind, *_ in LISTED])
def test_records_have_the_keys_that_the_page_names(file: str, kind: str, must: set[str], may: set[str]) -> None:
    wrong = [record for record in records(file, kind) if not must <= set(record) <= may]
    assert wrong == []
    assert set().union(*records(file, kind)) == may, "a key that no record has"


@pytest.mark.parametrize("file", sorted({file for file, *_ in LISTED}))
def test_a_file_holds_no_other_records(file: str) -> None:
    kinds = {key for key, value in document(file).items() if isinstance(value, list) and isinstance(value[0], dict)}
    assert kinds == {kind for each, kind, *_ in LISTED if each == file}


@pytest.mark.parametrize("path", re.findall(r"`((?:templates|samples|tests)/[^`*]*)", PAGE))
def test_places_named_are_there(path: str) -> None:
    assert (FOLDER.parents[1] / path).exists()


def test_a_contradiction_says_how_it_is_entered_in_one_way() -> None:
    both = [
        each["fact"] for each in records("contradictions.toml", "contradiction") if ("entered" in each) == ("typed" in each)
    ]
    assert both == []
