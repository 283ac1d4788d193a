"""Verdicts as bytes: put back they are equal; what is alike is one object, figures are put back when they are asked for."""

from __future__ import annotations

import pickle
import zlib
from pathlib import Path

import pytest

import kept_desk
from xlgen import flows
from xlgen.flows.judging import putting_away
from xlgen.flows.judging.judge import Judged
from xlgen.flows.judging.putting_away import put_away, put_back
from xlgen.returned.kept.added_up import AddedUp
from xlgen.returned.kept.slimming import Sharing


@pytest.fixture
def verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Judged]:
    monkeypatch.chdir(tmp_path)
    kept_desk.collect()
    return [Judged(each.extract, each.findings, None, b"1") for each in flows.check("回收", "下发") if each.extract]


def again(verdict: Judged) -> Judged:
    found = put_back(put_away(verdict), Sharing())
    assert isinstance(found, Judged)
    return found


def test_what_is_put_back_is_equal_down_to_the_places_of_numbers(verdicts: list[Judged]) -> None:
    for each in verdicts:
        found = again(each)
        assert (found.findings, found.heard, found.file) == (each.findings, each.heard, each.file)
        told = [name for name in each.extract.__slots__ if name != "sums"]
        assert [repr(getattr(found.extract, name)) for name in told] == [repr(getattr(each.extract, name)) for name in told]
        assert repr(found.extract.figures) == repr(each.extract.figures)


def test_what_is_alike_in_two_verdicts_is_one_object(verdicts: list[Judged]) -> None:
    one, other = again(verdicts[0]).extract, again(verdicts[1]).extract
    assert one.about.code != other.about.code
    assert one.about.thresholds is other.about.thresholds
    assert one.about.form is other.about.form


def test_figures_are_put_back_when_they_are_asked_for(verdicts: list[Judged], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    own = putting_away._figures
    monkeypatch.setattr(putting_away, "_figures", lambda content, sharing: asked.append(content) or own(content, sharing))
    extract = again(verdicts[0]).extract
    assert (asked, extract.total) == ([], verdicts[0].extract.total)
    assert isinstance(extract.figures, AddedUp)
    assert len(asked) == 1


def test_figures_of_several_share_their_texts(verdicts: list[Judged]) -> None:
    sharing = Sharing()
    one, other = (put_back(put_away(verdicts[0]), sharing).extract.figures for _ in range(2))
    assert all(mine.level3 is yours.level3 for mine, yours in zip(one.items, other.items, strict=True))


@pytest.mark.parametrize("strange", [pickle.dumps(Path.cwd), pickle.dumps(Path("a"))], ids=["a function", "another class"])
def test_nothing_else_is_made(strange: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        put_back(zlib.compress(strange), Sharing())
