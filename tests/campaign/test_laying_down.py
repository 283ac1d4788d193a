"""Files put before their act is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.campaign.laying_down import put_new, taken_back


def test_another_file_keeps_its_name_and_the_same_is_not_written_twice(tmp_path: Path) -> None:
    made, place = list[Path](), tmp_path / "汇总.xlsx"
    assert [put_new(place, content, made).name for content in (b"1", b"2", b"1")] == ["汇总.xlsx", "汇总_2.xlsx", "汇总.xlsx"]
    assert [each.name for each in made] == ["汇总.xlsx", "汇总_2.xlsx"]


def fail(folder: Path, unless: Path | None = None) -> None:
    made = list[Path]()
    with taken_back(made, unless):
        put_new(folder / "有.xlsx", b"1", made)
        put_new(folder / "新.xlsx", b"2", made)
        raise OSError("坏了")


def test_what_was_made_goes_again_and_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "有.xlsx").write_bytes(b"1")
    with pytest.raises(OSError, match="坏了"):
        fail(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["有.xlsx"]


def test_what_belongs_to_an_act_that_was_done_stays(tmp_path: Path) -> None:
    (tmp_path / "有.xlsx").write_bytes(b"1")
    with pytest.raises(OSError, match="坏了"):
        fail(tmp_path, tmp_path / "有.xlsx")
    assert len(list(tmp_path.iterdir())) == 2
