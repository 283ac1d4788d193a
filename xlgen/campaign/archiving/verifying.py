"""``xlgen verify``: which files of an archive were altered, are missing or were added since."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xlgen.campaign.archiving.digest_list import LIST, digest_of, files_below, read_list
from xlgen.campaign.folder import Progress
from xlgen.errors import Refused, XlgenError
from xlgen.register.recording.act_files import numbers, read_record


@dataclass(frozen=True, slots=True)
class VerifiedSet:
    """What was found: how many files are listed, those that are not as they were; ``digest`` is the list's own sha256.

    ``is_list_known`` is whether the campaign beside it wrote down just this list, None where none is beside it.
    """

    files: int
    altered: Sequence[str]
    missing: Sequence[str]
    added: Sequence[str]
    digest: str
    is_list_known: bool | None

    @property
    def is_whole(self) -> bool:
        """Whether all is as it was."""
        return not (self.altered or self.missing or self.added or self.is_list_known is False)


def verify(folder: Path | str, progress: Progress = iter) -> VerifiedSet:
    """Hold every file of an archive against its list. XlgenError where there is no list or it cannot be understood."""
    home = Path(folder)
    if home.name == LIST:
        home = home.parent
    if not home.is_dir():
        raise XlgenError(f"没有这个文件夹：{home}")
    if not (home / LIST).is_file():
        raise XlgenError(f"{home} 里没有“{LIST}”，不是存档的文件夹，或者清单被删了")
    listed, there = read_list(home / LIST), set(files_below(home)) - {LIST}
    altered = [name for name in progress(sorted(listed.keys() & there)) if digest_of(home / name) != listed[name]]
    digest = digest_of(home / LIST)
    return VerifiedSet(
        len(listed), altered, sorted(listed.keys() - there), sorted(there - listed.keys()), digest, _is_known(home, digest)
    )


def _is_known(home: Path, digest: str) -> bool | None:
    """Whether the campaign that the archive lies in says so of it."""
    root = home.absolute().parent
    said = None
    for number in numbers(root):
        with suppress(Refused):
            record = read_record(root, number)
            if record and record.kind == "archive" and record.said.get("folder") == home.absolute().name:
                said = record.said.get("sha256") == digest
    return said
