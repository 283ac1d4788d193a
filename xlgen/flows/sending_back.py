"""Work flow: returned forms → marked copies of those that have to go back, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import is_for_people, recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.placing import FOLDER_WORDS, round_of
from xlgen.files.same_files import digest
from xlgen.files.saving import together, write_whole
from xlgen.files.showing import shown_path
from xlgen.files.sources import Source
from xlgen.flows.checking import judge_together, readable
from xlgen.flows.converting.issued_copy import on_issued_form
from xlgen.flows.mending.collected import collected
from xlgen.issued.manifest import Manifest, find_issued, manifest_of
from xlgen.macros.marking import verdict
from xlgen.macros.returning import send_back
from xlgen.returned.batch import Return
from xlgen.statuses import Status
from xlgen.words.days import iso_day
from xlgen.words.numbers import counted
from xlgen.workbook.engine.app import taken
from xlgen.workbook.engine.state import BookState, open_state
from xlgen.workbook.ooxml.guard import FORM_LIMITS, is_old, load
from xlgen.workbook.reading import read_either
from xlgen.workbook.records import WorkbookRecord


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of one file, and the words for it.

    ``copy`` is the marked copy, None where the form is sound or could not be marked; ``returned`` how it stands, None where
    it could not be read or written. ``is_copy``: it is the same, byte for byte, as another file. ``is_alone``: nothing was found of what was issued, only the form itself was asked.
    """

    file: Path
    said: str
    returned: Return | None = None
    copy: Path | None = None
    is_alone: bool = False
    is_copy: bool = False


def mark(
    returned: Path | str,
    out: Path | str | None = None,
    issued: Path | str | Manifest | None = None,
    *,
    progress: Callable[[Sequence[Source]], Any] = iter,
) -> list[Marked]:
    """Every form of a folder (or one form) that has errors, marked, in a folder of their own.

    That is ``out``; where it is not named, 回收 → 回收_退回, or 回收_退回2 where that is there already. Faulty cells are coloured and
    noted and a sheet 退回意见 lists them; the returned files stay as they are, those in zips are marked like all others, copies of
    a file once. Without ``issued`` (as in ``check``) the manifest is looked for beside each file and above it. What is found is
    what ``check`` finds, side by side with the other forms of the folder, too; only what is missing is found by ``check`` alone.

    XlgenError where ``returned`` is not there or holds no forms, or ``out`` is there already or lies inside it.

    >>> [(each.file.name, each.said, each.copy) for each in mark("回收")]
    [('P001_培训.xlsx', '有 1 处需核实，审核通过。', None)]
    """
    found, manifest = collected(returned, out, FOLDER_WORDS["mark"], "标注"), manifest_of(issued)
    sources, places, nth = found.sources, found.places, round_of(found.target, FOLDER_WORDS["mark"])
    hand = ReadBefore()
    with together(found.target) as stage:
        groups = _by_what_was_issued(sources, manifest)
        judged = {file: each for group in groups for file, each in _judged(*group, hand.read, progress)}
        issued_by = {each.path: known for known, own in groups for each in own}
        marked = []
        for each in sources:
            done, content = mark_one(each, judged[each.path], issued_by[each.path], nth, hand=hand)
            if content:
                write_whole(stage / places[each.path], content)
                copy = found.target / places[each.path]
                done = replace(done, said=f"{done.said} → {copy}", copy=copy)
            marked.append(replace(done, is_alone=issued_by[each.path] is None))
        return marked


def closing(done: Sequence[Marked], target: Path) -> str:
    """How many of them go back, and where the marked copies are."""
    back, unread = sum(each.copy is not None for each in done), sum(each.returned is None for each in done)
    same = sum(each.is_copy for each in done)
    written = f"，退回件在 {target}" if back else ""
    parts = {
        f"{{}} 份要退回修改或核实{written}": back,
        "{} 份审核通过": len(done) - back - unread - same,
        "{} 份没能标注": unread,
        "{} 份是完全相同的副本": same,
    }
    return f"共 {len(done)} 份：{counted(parts)}。"


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """What was read, by the file: none is read once more to be marked, unless it has changed since."""

    known: dict[Path, tuple[bytes, WorkbookRecord]] = field(default_factory=dict)

    def read(self, source: Source) -> WorkbookRecord:
        """A form as it came, and what it was is remembered."""
        content = content_of(source)
        record = read_either(content, FORM_LIMITS)
        self.known[source.path] = digest(content), record
        return record

    def opened(self, file: Path, content: bytes) -> BookState:
        """The workbook to be marked, which may be another than what came in."""
        same, record = self.known.get(file, (b"", None))
        return open_state(content, record if same == digest(content) else None)


def content_of(source: Source) -> bytes:
    """A form as it came. Refused (XG0xx) where it cannot be had or is too large."""
    return load(source.content(FORM_LIMITS.file_bytes), FORM_LIMITS)


def _by_what_was_issued(
    sources: Sequence[Source], manifest: Manifest | None
) -> list[tuple[Manifest | Path | None, list[Source]]]:
    """Files by the manifest, or the folder that has it, None where there is none: they are judged side by side."""
    if manifest is not None:
        return [(manifest, list(sources))]
    groups: dict[Path | None, list[Source]] = {}
    for each in sources:
        groups.setdefault(find_issued(each.on_disk.absolute()), []).append(each)
    return list(groups.items())


def _judged(
    issued: Manifest | Path | None,
    sources: list[Source],
    read: Callable[[Source], WorkbookRecord],
    progress: Callable[[Sequence[Source]], Any],
) -> Iterable[tuple[Path, Return | XlgenError]]:
    """Each file as ``check`` judges it, copies of one as that one; what is wrong with what was issued is said of each."""
    try:
        judged = judge_together(sources, manifest_of(issued), read=read, progress=progress)
        return [(file, each) for each in judged for file in (each.file, *each.copies)]
    except XlgenError as error:
        return [(each.path, error) for each in sources]


def mark_one(
    source: Source,
    judged: Return | XlgenError,
    issued: Manifest | Path | None,
    nth: int = 0,
    day: str = "",
    *,
    hand: ReadBefore | None = None,
) -> tuple[Marked, bytes]:
    """What is said of a form, and its marked copy where it has to go back; one that cannot be read stops none of the others."""
    file = source.path
    try:
        if isinstance(judged, XlgenError):
            raise judged
        if file in judged.copies:
            return Marked(file, f"和“{shown_path(judged.file.name)}”完全相同，不另外标注。", judged, is_copy=True), b""
        if readable(judged).status is Status.SOUND:
            return Marked(file, verdict(judged, to_mend=True), judged), b""
        content, there, said = content_of(source), judged, ""
        if is_old(content):
            content, there = on_issued_form(file, content, judged, manifest_of(issued))
            said = "收回的是 .xls 或 .et，填的内容已搬到下发的原表上再标注："
        book = taken((hand or ReadBefore()).opened(file, content), str(file))
        try:
            return Marked(file, said + send_back(book, there, nth, iso_day(day)).said, judged), book.impl.state.saved()
        finally:
            book.close()
    except OSError as error:
        return Marked(file, f"没有标注，{said_of_file(error)}"), b""
    except XlgenError as error:
        return Marked(file, f"没有标注，{error}"), b""
    except Exception as error:
        known_to_people = isinstance(error, ValueError) and is_for_people(error)
        return Marked(file, f"没有标注，{error if known_to_people else refuse('XG059', recorded(error))}"), b""
