"""Files that are the same, byte for byte: which of them stands for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.files.same_files import first_of_each
from xlgen.files.sources import Source


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["NY-10_抽检 - 副本.xlsx", "NY-10_抽检.xlsx"], "NY-10_抽检.xlsx"),
        (["NY-10_抽检(1).xlsx", "NY-10_抽检.xlsx", "复件 NY-10_抽检.xlsx"], "NY-10_抽检.xlsx"),
        (["甲.xlsx", "乙.xlsx"], "甲.xlsx"),
    ],
)
def test_the_shortest_name_stands_for_copies(names: list[str], kept: str, tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"same")
    (tmp_path / "另一份.xlsx").write_bytes(b"other")
    apart = first_of_each([Source(tmp_path / name) for name in [*names, "另一份.xlsx"]])
    assert [each.path.name for each in apart.kept] == [kept, "另一份.xlsx"]
    assert {each.name: sorted(path.name for path in others) for each, others in apart.copies.items()} == {
        kept: sorted(set(names) - {kept})
    }
