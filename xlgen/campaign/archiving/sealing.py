"""``xlgen archive``: a campaign copied into a read-only folder, with the list of digests that it is checked by."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from xlgen.campaign.archiving.digest_list import LIST, digest_of, files_below, list_text
from xlgen.campaign.folder import Campaign, Progress, who
from xlgen.campaign.laying_down import taken_back
from xlgen.errors import XlgenError
from xlgen.files.saving import put, together
from xlgen.register.opening import NAME as REGISTER
from xlgen.register.opening import journal_of
from xlgen.register.recording.act_files import place_of
from xlgen.register.recording.acting import acting
from xlgen.register.recording.known_facts import facts_in
from xlgen.words.days import iso_day

SET, HOW = "存档", "怎么核对.txt"
_SET = re.compile(f"{SET}[0-9]*/")
FILE, FOLDER = 0o400, 0o500  # who may read and write


@dataclass(frozen=True, slots=True)
class SealedSet:
    """An archive: its folder, how many files and bytes are in it, the sha256 of its list."""

    folder: Path
    files: int
    size: int
    digest: str


def seal(campaign: Campaign, *, day: str = "", by: str = "", dry: bool = False, progress: Progress = iter) -> SealedSet:
    """Copy everything of a campaign, other archives left out, into 存档; where that is there, into 存档2 and so on.

    XlgenError where a file changes meanwhile or somebody else holds the campaign.
    """
    day, root = iso_day(day), campaign.root
    with acting(root, who(by)) as act:
        if act.left is not None and act.left.kind == "archive" and not dry:
            return _sealed(root, act.left.said)  # by one who was ended before he could say so
        names = [name for name in files_below(root) if _is_kept(root, name)]
        digests = {name: digest_of(root / name) for name in names}
        how = _how(campaign, day, len(names))
        listed = list_text(digests | {HOW: sha256(how).hexdigest()}).encode()
        recorded = {str(each.said.get("folder")) for each in facts_in(root).acts if each.kind == "archive"}
        target = _free(root, listed, recorded)
        size = sum((root / name).stat().st_size for name in names)
        done = SealedSet(target, len(names) + 1, size + len(how), sha256(listed).hexdigest())
        if dry:
            return done
        if not target.exists():
            with together(target) as stage:
                _copy(root, stage, digests, progress)
                put(stage / HOW, how)
                put(stage / LIST, listed)
                for path in stage.rglob("*"):
                    path.chmod(FILE if path.is_file() else 0o700)
        with taken_back([target], unless=place_of(campaign.root, act.number)):
            act.do("archive", day, {"folder": target.name, "files": done.files, "sha256": done.digest})
        _close(target)
    return done


def _close(target: Path) -> None:
    for path in (target, *target.rglob("*")):
        if path.is_dir():
            path.chmod(FOLDER)


def _sealed(root: Path, said: Mapping[str, Any]) -> SealedSet:
    """The archive that an act made."""
    target = root / str(said["folder"])
    _close(target)
    size = sum((target / name).stat().st_size for name in files_below(target) if name != LIST)
    return SealedSet(target, int(said["files"]), size, str(said["sha256"]))


def _is_kept(root: Path, name: str) -> bool:
    return not _SET.match(name) and root / name != journal_of(root / REGISTER)


def _free(root: Path, listed: bytes, recorded: set[str]) -> Path:
    """Where it goes; what a run left there that was ended by force before it was written down is gone on with."""
    for n in count(1):
        place = root / (SET if n == 1 else f"{SET}{n}")
        is_left = place.name not in recorded and (place / LIST).is_file() and (place / LIST).read_bytes() == listed
        if is_left or not place.exists():
            return place
    raise AssertionError


def _copy(root: Path, stage: Path, digests: Mapping[str, str], progress: Progress) -> None:
    for name in progress(list(digests)):
        place = stage / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, place)
        if digest_of(place) != digests[name]:
            raise XlgenError(f"{root / name} 正在变，没有存档。请等它写完，或关掉打开它的程序，再运行一次")


def _how(campaign: Campaign, day: str, files: int) -> bytes:
    said = campaign.settings
    lines = [
        f"{said.department}{said.year}年度项目支出绩效自评存档，{day}，{files} 个文件。只读，请不要改。",
        "",
        f"“{LIST}”里一行一个文件，写着每个文件存档时的指纹（sha256）。几年以后核对有没有被改过：",
        "  xlgen verify 这个文件夹",
        f"没有 xlgen 的电脑，在这个文件夹里运行：sha256sum -c {LIST}",
        "",
        "登记库 register.sqlite 坏了，按“记录”可以重建：复制一份出来，在里面运行 xlgen reindex",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
