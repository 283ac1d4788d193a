"""The list of digests: every name is read again as it was written."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from xlgen.campaign.archiving.digest_list import list_text, read_list

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\\"), min_size=1)


@given(st.dictionaries(NAMES, st.just("0f" * 32)))
def test_what_is_written_is_read(tmp_path_factory: object, digests: dict[str, str]) -> None:
    file = Path(str(tmp_path_factory.mktemp("清单"))) / "清单"  # type: ignore[attr-defined]
    file.write_bytes(list_text(digests).encode())
    assert read_list(file) == digests
