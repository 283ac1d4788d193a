"""Work flow: returned forms → marked copies of those that have to go back, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
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
from xlgen.flows.checking import judge, readable
from xlgen.issued.manifest import Manifest, find_issued, manifest_of, read_manifest
from xlgen.macros.returning import send_back
from xlgen.returned.batch import Return
from xlgen.statuses import Status
from xlgen.workbook.engine.app import app

WORD = "退回"  # what the folder of marked copies is called after: 回收_退回
IN_USE = "没有权限读写（可能正在 WPS 或 Excel 中打开，请关闭后单独再标一次）"


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
    ``issued`` (as in ``check``) the manifest is looked for beside each file and one folder up. Forms are judged one by one:
    what only a whole folder shows (returned twice, missing, copied) is found by ``check``.

    XlgenError where ``returned`` is not there or holds no forms, or ``out`` is there already or lies inside it.

    >>> [(each.file.name, each.said, each.copy) for each in mark("回收")]
    [('P001_培训.xlsx', '有 1 处需核实，审核通过。', None)]
    """
    source = existing(returned)
    base = source if source.is_dir() else source.parent
    target = fresh(_target(source, out), OTHER_FOLDER)
    if source.is_dir() and target.resolve().is_relative_to(base.resolve()):
        raise XlgenError("退回件不能放在要标注的文件夹里面，请换一个位置")
    manifest, files, read = manifest_of(issued), files_in([source]), cache(read_manifest)
    if not files:
        raise XlgenError(f"“{source}”里没有自评表文件，请写明放收回的表的那个文件夹")

    def one(file: Path, stage: Path) -> Marked:
        folder = None if manifest else find_issued(file.absolute())
        known = partial(read, folder) if folder else lambda: manifest
        done, content = _mark_one(file, known)
        if content:
            name = as_xlsx(file.relative_to(base))
            write_whole(stage / name, content)
            done = replace(done, said=f"{done.said} → {target / name}", copy=target / name)
        return replace(done, is_alone=manifest is None and folder is None)

    with together(target) as stage:
        return [one(file, stage) for file in progress(files)]


def _target(source: Path, out: Path | str | None) -> Path:
    if out is None:
        return apart_folder(source, WORD) if source.is_dir() else apart(source, WORD).parent
    target = path_of(out)
    if target.suffix.lower() == ".xlsx":
        raise XlgenError(f"{out} 是文件名，退回件要放在一个文件夹里")
    return target


def _mark_one(file: Path, known: Callable[[], Manifest | None]) -> tuple[Marked, bytes]:
    """What is said of a form, and its marked copy where it has to go back; one that cannot be read stops none of the others."""
    try:
        manifest = known()
        book = app().books.open(file)
        try:
            judged = readable(judge(file, lambda: book.impl.state.read, manifest))
            marking = send_back(book, judged)
            if judged.status is Status.SOUND:
                return Marked(file, marking.headline, judged), b""
            return Marked(file, marking.said, judged), book.impl.state.saved()
        finally:
            book.close()
    except PermissionError:
        return Marked(file, f"没有标注，{IN_USE}"), b""
    except OSError as error:
        return Marked(file, f"没有标注，{said_of_file(error)}"), b""
    except XlgenError as error:
        return Marked(file, f"没有标注，{error}"), b""
    except Exception as error:
        known_to_people = isinstance(error, ValueError) and is_for_people(error)
        return Marked(file, f"没有标注，{error if known_to_people else refuse('XG059', recorded(error))}"), b""
