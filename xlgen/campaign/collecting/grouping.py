"""What was collected, told in groups: which files are new, which replace others, which somebody has to look at, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlgen.campaign.act_words import DID
from xlgen.campaign.collecting.recognising import FORM
from xlgen.campaign.collecting.taking_in import TakenIn
from xlgen.campaign.standing import CONFLICTS, EARLIER, NEW, OLD, REPLACED, SAME, STRAYED
from xlgen.campaign.terms import FileState

KNOWN, LOST = "known", "lost"


@dataclass(frozen=True, slots=True)
class FileGroup:
    """A kind of files: its key, what it is called, what to do about it, "" where nothing is to be done."""

    key: str
    word: str
    remedy: str = ""


GROUPS: Sequence[FileGroup] = (
    FileGroup(NEW, DID[NEW]),
    FileGroup(REPLACED, DID[REPLACED]),
    FileGroup(
        CONFLICTS,
        DID[CONFLICTS],
        "同一项目的几份不一样，定下来以前不计入汇总：请与单位核对，用 xlgen accept --return 文件 --reason 原因 定下用哪一份",
    ),
    FileGroup(STRAYED, DID[STRAYED], "请与单位核对，确是该项目报来的，用 xlgen accept --return 文件 --reason 原因 认可"),
    FileGroup(EARLIER, DID[EARLIER], "手里已有后来报的一份，仍以后来的为准"),
    FileGroup(OLD, DID[OLD], "指标更正过，请单位用更正后的表重新报"),
    FileGroup(SAME, DID[SAME], "与收过的一份完全相同，不另算"),
    FileGroup(FileState.WAITING, "收到待转", "请单位或自己用 WPS、Excel 打开，另存为 .xlsx 后再收一次"),
    FileGroup(FileState.REFUSED, FileState.REFUSED.word, "请按各行写的办法处理后再收一次"),
    FileGroup(FileState.OTHER_CAMPAIGN, "不是这一批的表"),
    FileGroup(FileState.UNKNOWN, "不认得", "没有算作报送；是报送件的，请单位用下发的原表报"),
    FileGroup(FileState.NIL, "无项目说明"),
    FileGroup(FileState.ATTACHMENT, "附件"),
    FileGroup(KNOWN, "早已收过"),
    FileGroup(LOST, "没有收", "没有存下来，也不计入收到的文件"),
)
ASKING = frozenset(
    (CONFLICTS, STRAYED, OLD, LOST, FileState.WAITING, FileState.REFUSED, FileState.OTHER_CAMPAIGN, FileState.UNKNOWN)
)  # somebody has to do something


def group_of(taken: TakenIn) -> str:
    """The key of the group of a file; that of a container is ``container``."""
    arrival = taken.arrival
    if arrival is None:
        return LOST if taken.lost else KNOWN
    if arrival.kind == FORM:
        return arrival.did if arrival.code else str(FileState.OTHER_CAMPAIGN)
    return SAME if arrival.kind == FileState.DUPLICATE else arrival.kind


def grouped(taken: Sequence[TakenIn]) -> dict[str, list[TakenIn]]:
    """Files by their groups, in the order of the groups; containers are left out."""
    found: dict[str, list[TakenIn]] = {group.key: [] for group in GROUPS}
    for each in taken:
        found.setdefault(group_of(each), []).append(each)
    return {group.key: found[group.key] for group in GROUPS if found[group.key]}


def counts_of(groups: Mapping[str, Sequence[TakenIn]]) -> str:
    """How many files came how, in one line."""
    return "，".join(f"{group.word} {len(groups[group.key])} 个" for group in GROUPS if group.key in groups)


def closing(taken: Sequence[TakenIn], dry: bool = False) -> str:
    """What was done, in a sentence."""
    groups = grouped(taken)
    files = sum(len(each) for key, each in groups.items() if key not in (KNOWN, LOST))
    boxes = len(taken) - sum(len(each) for each in groups.values())
    out_of = f"，其中的压缩包和邮件 {boxes} 个已打开" if boxes else ""
    if not taken:
        return "这里面没有文件。"
    if dry:
        return f"试运行：会收下 {files} 个文件{out_of}；什么都没有写。现在："
    if files:
        return f"收下 {files} 个文件{out_of}，原件在“收件”里。"
    return "没有新的文件，什么都没有变。"


def line_of(taken: TakenIn, names: Mapping[str, str]) -> str:
    """One file in a line: where it lies, whose it is, how it stands by itself, and why."""
    arrival = taken.arrival
    if arrival is None:
        return f"{taken.place}（{taken.lost}）" if taken.lost else taken.place
    whose = f"{arrival.code} {names.get(arrival.code, '')}".strip()
    if not whose and arrival.kind == FileState.ATTACHMENT:
        whose = "没有对上项目"
    stands = f"{taken.status.word}" if taken.status and arrival.did in (NEW, REPLACED, CONFLICTS, STRAYED) else ""
    told = "　".join(filter(None, (taken.place, whose, stands)))
    return f"{told}（{arrival.why}）" if arrival.why else told


def file_said(taken: TakenIn, kept: Callable[[str, str], str]) -> dict[str, Any]:
    """One file for other programs; ``kept`` gives the place where a content is kept, by its digest and its name."""
    arrival = taken.arrival
    said: dict[str, Any] = {"place": taken.place, "group": group_of(taken)}
    if arrival is None:
        return said | ({"why": taken.lost} if taken.lost else {})
    return said | {
        "code": arrival.code or None,
        "unit": arrival.unit or None,
        "indicator": arrival.indicator or None,
        "received": arrival.day,
        "sender": arrival.sender or None,
        "status": str(taken.status) if taken.status else None,
        "digest": arrival.digest,
        "kept": kept(arrival.digest, arrival.name),
        "why": arrival.why or None,
    }
