"""Work flow: a roster → forms added to a batch that was issued: of new projects, and anew of those whose targets were changed.

Nothing that a unit may hold is overwritten: a form that is issued anew has a name of its own, and its revision stands in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import folder
from xlgen.files.saving import put, together
from xlgen.files.temporary import gone, temporary
from xlgen.findings import Finding
from xlgen.flows.covering.units import Covers
from xlgen.flows.issuing import Order, ordered, places_told
from xlgen.flows.registering.wanting import Wanted, form_made, placed_by_units, unapproved, wanted_of
from xlgen.issued.manifest import Manifest, form_lines, read_manifest
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, Keeper, Shelf
from xlgen.register.opening import NAME, fresh, writing


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
    wanted = wanted_of(order, before, progress)
    if (changed := [each for each in wanted if each.revision]) and not approval.strip():
        raise XlgenError(unapproved(changed))
    wanted, lists = placed_by_units(wanted, order, out)
    if wanted:
        _write(order, before, wanted, lists, Act("add", str(order.spec["id"]), order.day, approval.strip()), out)
    made = [IssuedAnew(each.project.code, each.file, each.revision, each.told) for each in wanted if each.revision]
    files = tuple(each.file for each in wanted if not each.revision)
    return Additions(files, tuple(made), len(order.projects) - len(wanted), order.findings, places_told(out))


# ---- written ----------------------------------------------------------------------------------------------------------


def _write(order: Order, before: Manifest, wanted: Sequence[Wanted], lists: dict[str, bytes], act: Act, out: Path) -> None:
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
                    keeper.keep(form_made(order, each, stage, out))
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
