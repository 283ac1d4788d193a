"""Work flow: returned forms → marked copies of those that have to go back, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import is_for_people, recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import OTHER_FOLDER, existing, fresh, path_of
from xlgen.files.placing import apart, apart_folder, as_xlsx
from xlgen.files.returns import files_in
from xlgen.files.saving import together, write_whole
from xlgen.flows.checking import judge_together, read_form, readable
from xlgen.issued.manifest import Manifest, find_issued, manifest_of
from xlgen.macros.marking import verdict
from xlgen.macros.returning import send_back
from xlgen.returned.batch import Return
from xlgen.statuses import Status
from xlgen.workbook.engine.app import app, read_state, taken
from xlgen.workbook.engine.state import BookState
from xlgen.workbook.records import WorkbookRecord

WORD = "退回"  # what the folder of marked copies is called after: 回收_退回


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of one file, and the words for it.

    ``copy`` is the marked copy, None where the form is sound or could not be marked; ``returned`` how it stands, None where
    it could not be read or written. ``is_alone``: nothing was found of what was issued, only the form itself was asked.
    """

    file: Path
    said: str
    returned: Return | None = None
    copy: Path | None = None
    is_alone: bool = False


def mark(
    returned: Path | str,
    out: Path | str | None = None,
    issued: Path | str | Manifest | None = None,
    *,
    progress: Callable[[Sequence[Path]], Any] = iter,
) -> list[Marked]:
    """Every form of a folder (or one form) that has errors, marked, in the folder ``out``: 回收 → 回收_退回 if not named.

    Faulty cells are coloured and noted and a sheet 退回意见 lists them; the returned files stay as they are. Without
    ``issued`` (as in ``check``) the manifest is looked for beside each file and one folder up. What is found is what ``check``
    finds, side by side with the other forms of the folder, too; only what is missing is found by ``check`` alone.

    XlgenError where ``returned`` is not there or holds no forms, or ``out`` is there already or lies inside it.

    >>> [(each.file.name, each.said, each.copy) for each in mark("回收")]
    [('P001_培训.xlsx', '有 1 处需核实，审核通过。', None)]
    """
    source = existing(returned)
    base = source if source.is_dir() else source.parent
    target = fresh(_target(source, out), OTHER_FOLDER)
    if source.is_dir() and target.resolve().is_relative_to(base.resolve()):
        raise XlgenError("退回件不能放在要标注的文件夹里面，请换一个位置")
    manifest, files = manifest_of(issued), files_in([source])
    if not files:
        raise XlgenError(f"“{source}”里没有自评表文件，请写明放收回的表的那个文件夹")

    states: dict[Path, BookState] = {}

    def read(file: Path) -> WorkbookRecord:
        if len(files) > 1:
            return read_form(file)
        states[file] = read_state(file)  # the only one is kept, and not read once more to be marked
        return states[file].read

    def one(file: Path, judged: Return | XlgenError, stage: Path) -> Marked:
        done, content = _mark_one(file, judged, states.get(file))
        if not content:
            return done
        name = as_xlsx(file.relative_to(base))
        write_whole(stage / name, content)
        return replace(done, said=f"{done.said} → {target / name}", copy=target / name)

    with together(target) as stage:
        groups = _by_what_was_issued(files, manifest)
        judged = {file: each for group in groups for file, each in _judged(*group, read, progress)}
        alone = {file for known, own in groups if known is None for file in own}
        return [replace(one(file, judged[file], stage), is_alone=file in alone) for file in files]


def _by_what_was_issued(files: Sequence[Path], manifest: Manifest | None) -> list[tuple[Manifest | Path | None, list[Path]]]:
    """Files by the manifest, or the folder that has it, None where there is none: they are judged side by side."""
    if manifest is not None:
        return [(manifest, list(files))]
    groups: dict[Path | None, list[Path]] = {}
    for file in files:
        groups.setdefault(find_issued(file.absolute()), []).append(file)
    return list(groups.items())


def _judged(
    issued: Manifest | Path | None,
    files: list[Path],
    read: Callable[[Path], WorkbookRecord],
    progress: Callable[[Sequence[Path]], Any],
) -> Iterable[tuple[Path, Return | XlgenError]]:
    """Each file as ``check`` judges it; what is wrong with what was issued is said of each."""
    try:
        return zip(files, judge_together(files, manifest_of(issued), read=read, progress=progress), strict=True)
    except XlgenError as error:
        return [(file, error) for file in files]


def _target(source: Path, out: Path | str | None) -> Path:
    if out is None:
        return apart_folder(source, WORD) if source.is_dir() else apart(source, WORD).parent
    target = path_of(out)
    if target.suffix.lower() == ".xlsx":
        raise XlgenError(f"{out} 是文件名，退回件要放在一个文件夹里")
    return target


def _mark_one(file: Path, judged: Return | XlgenError, state: BookState | None) -> tuple[Marked, bytes]:
    """What is said of a form, and its marked copy where it has to go back; one that cannot be read stops none of the others."""
    try:
        if isinstance(judged, XlgenError):
            raise judged
        if readable(judged).status is Status.SOUND:
            return Marked(file, verdict(judged, to_mend=True), judged), b""
        book = taken(state, str(file)) if state else app().books.open(file)
        try:
            return Marked(file, send_back(book, judged).said, judged), book.impl.state.saved()
        finally:
            book.close()
    except OSError as error:
        return Marked(file, f"没有标注，{said_of_file(error)}"), b""
    except XlgenError as error:
        return Marked(file, f"没有标注，{error}"), b""
    except Exception as error:
        known_to_people = isinstance(error, ValueError) and is_for_people(error)
        return Marked(file, f"没有标注，{error if known_to_people else refuse('XG059', recorded(error))}"), b""
