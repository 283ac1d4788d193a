"""Work flow: every form of a folder → those that needed it, repaired, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.placing import FOLDER_WORDS
from xlgen.files.saving import together, write_whole
from xlgen.files.sources import Source
from xlgen.flows.mending.collected import collected
from xlgen.flows.repairing import repair
from xlgen.issued.manifest import Manifest, find_issued, manifest_of
from xlgen.repair.fates import Fate, Repaired
from xlgen.workbook.ooxml.guard import FORM_LIMITS

MENDED = (Fate.MOVED, Fate.RESTORED, Fate.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of one file: ``copy`` is the repaired form, None where nothing was to be repaired, or ``why`` it could not be."""

    file: Path
    copy: Path | None = None
    repaired: Repaired | None = None
    why: str = ""


def repair_all(
    returned: Path | str,
    out: Path | str | None = None,
    issued: Path | str | Manifest | None = None,
    *,
    progress: Callable[[Sequence[Source]], Any] = iter,
) -> list[Mended]:
    """Every form of a folder or zip, repaired where something is to be moved or restored; the returned files stay as they are.

    Copies lie in ``out`` as the files do in ``returned``; where it is not named, 回收 → 回收_修复, or 回收_修复2 where that is there.
    ``issued`` is the folder (or the manifest) of what was issued, looked for beside the files where it is None.

    XlgenError where ``returned`` is not there or holds no forms, ``out`` is there already or lies inside it, or nothing is
    found of what was issued.
    """
    found = collected(returned, out, FOLDER_WORDS["repair"], "修复")
    manifest = manifest_of(issued or find_issued(found.sources[0].on_disk.absolute()))
    if manifest is None:
        raise XlgenError("没有找到下发清单。修复要用下发的原表，请用 --issued 写明下发文件夹")
    done = []
    with together(found.target) as stage:
        for each in progress(found.sources):
            one, place = _one(each, manifest), found.places[each.path]
            if one.repaired and any(entry.kind in MENDED for entry in one.repaired.entries):
                write_whole(stage / place, one.repaired.content)
                one = replace(one, copy=found.target / place)
            done.append(one)
    return done


def _one(source: Source, manifest: Manifest) -> Mended:
    """One form; one that cannot be repaired stops none of the others."""
    try:
        return Mended(source.path, repaired=repair(source.content(FORM_LIMITS.file_bytes), manifest))
    except OSError as error:
        return Mended(source.path, why=said_of_file(error))
    except XlgenError as error:
        return Mended(source.path, why=str(error))
    except Exception as error:
        return Mended(source.path, why=str(refuse("XG059", recorded(error))))
