"""Work flow: a roster → forms added to a batch that was issued: of new projects, and anew of those whose targets were changed.

Nothing that a unit may hold is overwritten: a form that is issued anew has a name of its own, and its revision stands in it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import folder
from xlgen.files.placing import file_names
from xlgen.files.saving import put, together
from xlgen.files.sources import COVER
from xlgen.files.temporary import gone, temporary
from xlgen.findings import Finding
from xlgen.flows.covering.units import Covers, by_units
from xlgen.flows.issuing import Order, blank, drafted, ordered, places_told
from xlgen.flows.registering.differing import differences
from xlgen.issued.manifest import Manifest, form_lines, read_manifest
from xlgen.issued.manifest_json import form_line
from xlgen.issued.snapshot import Snapshot
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, FormLine, Keeper, Shelf
from xlgen.register.opening import NAME, fresh, writing
from xlgen.roster.records import Project

AGAIN = "更正"  # in the name of a form that was issued anew
MOST_TOLD = 6  # differences of a project, and projects, that are told in a refusal


@dataclass(frozen=True, slots=True)
class IssuedAnew:
    """A project that was issued anew: under which name, the how-manieth time, and what is asked otherwise."""

    code: str
    file: str
    revision: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Additions:
    """Files of new projects, projects that were issued anew, how many were left as they are, and the findings of the roster.

    ``told`` is what is to be known of the place it was written to.
    """

    files: tuple[str, ...]
    changed: tuple[IssuedAnew, ...]
    unchanged: int
    findings: tuple[Finding, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _New:
    """A form that is to be issued; ``revision`` 0 is one of a new project."""

    project: Project
    file: str
    revision: int = 0
    told: tuple[str, ...] = ()


def add(
    roster: Path | str,
    out: Path | str,
    template: Path | str = "project",
    *,
    approval: str = "",
    options: Sequence[str] = (),
    day: str = "",
    spare: int | None = None,
    covers: Covers | None = None,
    progress: Callable[[Sequence[Any]], Any] = iter,
) -> Additions:
    """Forms for what a roster has beyond the batch in ``out``: new projects, and projects whose targets were changed by an approval.

    Projects that are there as the roster says are left alone, and so are those that it does not name. A changed one needs
    ``approval``, the 批准文号; it gets a new form beside the old one, which counts no more when it comes back (XG045). With another
    ``template`` the forms of a department and of its projects come into one batch. The other arguments are those of ``issue``.

    XlgenError where nothing was issued in ``out``, a change has no approval, or a file is there already; then nothing is written.

    >>> add("项目清单.xlsx", "下发", day="2026-01-10").unchanged
    1
    """
    out = folder(out)
    order = ordered(roster, out, template, options, day, spare, covers)
    before = read_manifest(out)
    if not order.projects:
        return Additions((), (), 0, order.findings)
    wanted = _wanted(order, before, progress)
    if (changed := [each for each in wanted if each.revision]) and not approval.strip():
        raise XlgenError(_unapproved(changed))
    wanted, lists = _placed(wanted, order, out)
    if wanted:
        _write(order, before, wanted, lists, Act("add", str(order.spec["id"]), order.day, approval.strip()), out)
    made = [IssuedAnew(each.project.code, each.file, each.revision, each.told) for each in wanted if each.revision]
    files = tuple(each.file for each in wanted if not each.revision)
    return Additions(files, tuple(made), len(order.projects) - len(wanted), order.findings, places_told(out))


# ---- what is to be issued -------------------------------------------------------------------------------------------


def _wanted(order: Order, before: Manifest, progress: Callable[[Sequence[Any]], Any]) -> list[_New]:
    new = [project for project in order.projects if project.code not in before.snapshots]
    names = iter(file_names([(p.code, str(p.values.get("项目名称", ""))) for p in new]))
    found = []
    for project in progress(order.projects):
        if project.code not in before.snapshots:
            found.append(_New(project, next(names)))
            continue
        issued = before.snapshots[project.code]
        told = differences(issued, _alike(issued, drafted(order.spec, order.methods, project, order.day)[2]))
        if told:
            file, revision = before.files[project.code], issued.revision + 1
            found.append(_New(project, _anew(file, revision), revision, tuple(told)))
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


def _unapproved(changed: Sequence[_New]) -> str:
    said = "；".join(f"{each.project.code}（{_few(each.told)}）" for each in changed[:MOST_TOLD])
    more = f" 等 {len(changed)} 个" if len(changed) > MOST_TOLD else ""
    return f"这些项目和下发时的不一样：{said}{more}。更正要用 --approval 写明批准文号；没有批准的，请把项目清单改回原样。没有写任何文件"


def _few(told: Sequence[str]) -> str:
    return "、".join(told[:MOST_TOLD]) + (f"等 {len(told)} 处" if len(told) > MOST_TOLD else "")


def _placed(wanted: list[_New], order: Order, out: Path) -> tuple[list[_New], dict[str, bytes]]:
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


# ---- written ----------------------------------------------------------------------------------------------------------


def _write(order: Order, before: Manifest, wanted: Sequence[_New], lists: dict[str, bytes], act: Act, out: Path) -> None:
    """The forms first, the register last: what a killed run leaves is taken up by the next, which writes the same bytes."""
    beside = temporary(out)
    try:
        is_old = not (out / NAME).exists()
        with together(out, NAME if is_old else "") as stage:
            for name, content in lists.items():
                put(stage / name, content)
            with fresh(stage / NAME if is_old else beside, WORDS) as register:
                keeper = Keeper(register)
                if is_old:
                    _take_over(keeper, before)
                keeper.begin(act)
                for each in wanted:
                    keeper.keep(_made(order, each, stage, out))
            moved = [path.relative_to(stage) for path in stage.rglob("*") if path.is_file()]
        if not is_old:
            _enter(out / NAME, beside, act, [out / path for path in moved])
    finally:
        gone(beside)


def _take_over(keeper: Keeper, before: Manifest) -> None:
    """What an older list says, into the register that stands beside it from now on."""
    for act in before.acts:
        keeper.begin(act)
    for form in form_lines(before):
        keeper.keep(form)


def _made(order: Order, each: _New, stage: Path, out: Path) -> FormLine:
    snapshot, content = blank(order.spec, order.methods, each.project, order.day, order.covers, each.revision)
    there = out / each.file
    if not there.exists():
        put(stage / each.file, content)
    elif there.read_bytes() != content:
        raise XlgenError(f"{there} 已经存在，不会覆盖。请先把它移走，再运行一次")
    return form_line(each.file, snapshot, each.project.contacts)


def _enter(register: Path, beside: Path, act: Act, moved: Sequence[Path]) -> None:
    """The new forms into the register; where that fails, they are taken away again."""
    shelf = Shelf(beside)
    try:
        with writing(register) as connection:
            keeper = Keeper(connection)
            keeper.begin(act)
            for form in shelf.of_act(0):
                keeper.keep(form)
    except BaseException as error:
        for path in moved:
            with suppress(OSError):
                path.unlink()
        if isinstance(error, sqlite3.IntegrityError):
            raise XlgenError(f"{register} 刚被别人改过，没有写。请再运行一次") from None
        raise
    finally:
        shelf.close()
