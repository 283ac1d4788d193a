"""The demonstration: made anew where it stands as it was made, never over anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlgen.errors import XlgenError
from xlgen.flows.demo import run_demo


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    run_demo(tmp_path / "demo")
    return tmp_path / "demo"


def test_a_demonstration_is_made_anew_over_an_earlier_one(shown: Path) -> None:
    summary = run_demo(shown).summary
    assert summary == shown / "summary" / "汇总.xlsx"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda out: (out / "我的.xlsx").write_bytes(b"x"), "我的.xlsx"),
        (lambda out: (out / "returned" / "我的表.xlsx").write_bytes(b"x"), "returned/我的表.xlsx"),
        (lambda out: (out / "summary" / "汇总.xlsx").write_bytes(b"x"), "summary/汇总.xlsx"),
    ],
)
def test_what_a_user_put_or_changed_there_is_not_deleted(change: Callable[[Path], object], told: str, shown: Path) -> None:
    change(shown)
    with pytest.raises(XlgenError, match=rf"里有演示之后放进或改过的文件（{told}），不会删"):
        run_demo(shown)
    assert (shown / told).read_bytes() == b"x"


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(XlgenError, match=r"manifest\.json 是文件，这里要一个文件夹"):
        run_demo(tmp_path / "manifest.json")
