"""Extracts that share what is equal in them are equal to those that were made, and hold each thing once."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import kept_desk
from xlgen import flows
from xlgen.returned.kept import slimming
from xlgen.returned.kept.extract import Extract
from xlgen.returned.kept.slimming import Sharing


@pytest.fixture
def extracts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Extract]:
    monkeypatch.chdir(tmp_path)
    kept_desk.collect()
    found = [each.extract for each in flows.check("回收", "下发")]
    return [pickle.loads(pickle.dumps(each)) for each in found if each]


@pytest.mark.parametrize("most", [1, 100_000])
def test_what_is_shared_is_equal_down_to_the_places_of_numbers(
    monkeypatch: pytest.MonkeyPatch, extracts: list[Extract], most: int
) -> None:
    monkeypatch.setattr(slimming, "MOST", most)
    shared = [*map(Sharing().shared, extracts)]
    assert shared == extracts
    assert [*map(repr, (each.figures for each in shared))] == [*map(repr, (each.figures for each in extracts))]


def test_what_is_equal_in_two_extracts_is_one_object(extracts: list[Extract]) -> None:
    known = Sharing()
    one, other = known.shared(extracts[0]), known.shared(pickle.loads(pickle.dumps(extracts[0])))
    assert one.about.thresholds is other.about.thresholds
    assert one.places is other.places
    assert all(
        mine.level3 is yours.level3 and mine.points is yours.points
        for mine, yours in zip(one.figures.items, other.figures.items, strict=True)
    )


def test_numbers_of_other_places_stay_apart() -> None:
    known = Sharing()
    made = [known._one(Decimal(said)) for said in ("1", "1.0", "1.00", "123456.0", "123456")]
    assert [*map(str, made)] == ["1", "1.0", "1.00", "123456.0", "123456"]
