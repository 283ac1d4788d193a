"""What a roster asks for beyond a batch that was issued: new projects, and those whose targets were changed, with their files."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.placing import file_names
from xlgen.files.saving import put
from xlgen.files.sources import COVER
from xlgen.flows.covering.units import by_units
from xlgen.flows.issuing import Order, blank, drafted
from xlgen.flows.registering.differing import differences
from xlgen.issued.manifest import Manifest
from xlgen.issued.manifest_json import form_line
from xlgen.issued.snapshot import Snapshot
from xlgen.register.keeping import FormLine
from xlgen.roster.records import Project

AGAIN = "更正"  # in the name of a form that was issued anew
MOST_TOLD = 6  # differences of a project, and projects, that are told in a refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that is to be issued; ``revision`` 0 is one of a new project."""

    project: Project
    file: str
    revision: int = 0
    told: tuple[str, ...] = ()


def wanted_of(order: Order, before: Manifest, progress: Callable[[Sequence[Any]], Any]) -> list[Wanted]:
    """What is to be issued; projects that are there as the roster says are left out. XlgenError where one has another form."""
    new = [project for project in order.projects if project.code not in before.snapshots]
    names = iter(file_names([(p.code, str(p.values.get("项目名称", ""))) for p in new]))
    found = []
    for project in progress(order.projects):
        if project.code not in before.snapshots:
            found.append(Wanted(project, next(names)))
            continue
        issued = before.snapshots[project.code]
        told = differences(issued, _alike(issued, drafted(order.spec, order.methods, project, order.day)[2]))
        if told:
            file, revision = before.files[project.code], issued.revision + 1
            found.append(Wanted(project, _anew(file, revision), revision, tuple(told)))
    return found


def _alike(issued: Snapshot, new: Snapshot) -> Snapshot:
    """The new one; XlgenError where it is another form."""
    if issued.form != new.form:
        raise XlgenError(
            f"项目“{new.code}”下发时用的表式是 {issued.form}，这一次是 {new.form}，一个项目在一批里只能有一种表。请核对项目编码和 -t"
        )
    return new


def _anew(file: str, revision: int) -> str:
    place = PurePosixPath(file)
    return str(place.with_stem(f"{re.sub(rf'_{AGAIN}[0-9]+$', '', place.stem)}_{AGAIN}{revision}"))


def unapproved(changed: Sequence[Wanted]) -> str:
    """What is said where targets were changed and nobody named the approval."""
    said = "；".join(f"{each.project.code}（{_few(each.told)}）" for each in changed[:MOST_TOLD])
    more = f" 等 {len(changed)} 个" if len(changed) > MOST_TOLD else ""
    return f"这些项目和下发时的不一样：{said}{more}。更正要用 --approval 写明批准文号；没有批准的，请把项目清单改回原样。没有写任何文件"


def _few(told: Sequence[str]) -> str:
    return "、".join(told[:MOST_TOLD]) + (f"等 {len(told)} 处" if len(told) > MOST_TOLD else "")


def placed_by_units(wanted: list[Wanted], order: Order, out: Path) -> tuple[list[Wanted], dict[str, bytes]]:
    """In the folders of units where they are wanted so, each with a list of what is added to it."""
    new = [each for each in wanted if not each.revision]
    if order.covers is None or not new:
        return wanted, {}
    names, lists = by_units([each.project for each in new], [each.file for each in new], order.covers, order.day)
    places = dict(zip((each.project.code for each in new), names, strict=True))
    wanted = [replace(each, file=places.get(each.project.code, each.file)) for each in wanted]
    return wanted, {_free(out, name): content for name, content in lists.items()}


def _free(out: Path, name: str) -> str:
    place = PurePosixPath(name)
    tried = (str(place), *(str(place.with_stem(f"{COVER}_补发{n}")) for n in range(1, 1000)))
    return next(each for each in tried if not (out / each).exists())


def form_made(order: Order, each: Wanted, stage: Path, out: Path) -> FormLine:
    """A form written into the stage, unless the very same is in ``out``; its line. XlgenError where another one is there."""
    snapshot, content = blank(order.spec, order.methods, each.project, order.day, order.covers, each.revision)
    there = out / each.file
    if not there.exists():
        put(stage / each.file, content)
    elif there.read_bytes() != content:
        raise XlgenError(f"{there} 已经存在，不会覆盖。请先把它移走，再运行一次")
    return form_line(each.file, snapshot, each.project.contacts)
