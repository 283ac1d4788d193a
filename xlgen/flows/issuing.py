"""Work flow: roster → one blank workbook per project and the manifest of what was issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import folder
from xlgen.files.placing import file_names
from xlgen.files.saving import put, together
from xlgen.files.temporary import tidy
from xlgen.findings import Finding
from xlgen.flows.covering.units import Covers, by_units
from xlgen.form.compute import compute
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.layout.records import Layout
from xlgen.form.records import Form, Spec
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, with_spare_rows
from xlgen.form.template.methods import Method
from xlgen.issued.manifest import NAME
from xlgen.issued.manifest_json import form_line
from xlgen.issued.snapshot import Snapshot, take_snapshot
from xlgen.language.operators import Value
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, Keeper
from xlgen.register.opening import NAME as REGISTER
from xlgen.register.opening import fresh
from xlgen.register.sharing import told_of_place
from xlgen.roster.content import roster_content
from xlgen.roster.read import read_roster
from xlgen.roster.records import Project
from xlgen.roster.years import template_for
from xlgen.rules.codes import refuse_weights
from xlgen.words.days import iso_day
from xlgen.workbook.collecting import uncollected
from xlgen.writing.form import write

MOST_SPARE = 50  # spare rows that anybody could mean


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: file names in roster order, and the findings of the roster (errors mean nothing was written).

    ``told`` is what is to be known of the place it was written to.
    """

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be issued: the projects of a roster, none where it has errors, in which form, on what ISO day."""

    spec: Spec
    methods: Mapping[str, Method]
    projects: Sequence[Project]
    findings: tuple[Finding, ...]
    day: str
    covers: Covers | None = None


def drafted(
    template: Mapping[str, Any],
    methods: Mapping[str, Method],
    project: Project,
    day: str,
    covers: Covers | None = None,
    revision: int = 0,
) -> tuple[Form, Layout, Snapshot]:
    """One project's form, where it stands, and its snapshot, which remembers by when and to whom it is to be returned."""
    form = compile_form(template, methods, project.values, project.rows)
    layout = lay_out(form)
    snapshot = replace(take_snapshot(form, layout, day, project.further), revision=revision)
    if covers:
        snapshot = replace(snapshot, deadline=covers.deadline, contact=covers.contact)
    return form, layout, snapshot


@uncollected()
def blank(
    template: Mapping[str, Any],
    methods: Mapping[str, Method],
    project: Project,
    day: str,
    covers: Covers | None = None,
    revision: int = 0,
) -> tuple[Snapshot, bytes]:
    """One project's snapshot and workbook; ``revision`` is how often it was issued anew."""
    form, layout, snapshot = drafted(template, methods, project, day, covers, revision)
    return snapshot, write(snapshot, layout, empty_values(form, layout.places))


def places_told(out: Path) -> tuple[str, ...]:
    """What is to be known of writing a register into a folder: nothing, where it is this machine's own."""
    said = told_of_place(out)
    return (said,) if said else ()


def empty_values(form: Form, places: Mapping[str, tuple[str, int, int]]) -> dict[str, Value]:
    """Values of all formulas while nothing is filled in."""
    return compute(form.cells(), {}, lambda name: places[name][1])


def _with_spare(spec: Spec, spare: int | None) -> Spec:
    if spare is None:
        return spec
    if not 0 <= spare <= MOST_SPARE:
        raise XlgenError(f"备用行数应是 0 至 {MOST_SPARE} 的整数，写的是 {spare}")
    return with_spare_rows(spec, spare)


def ordered(
    roster: Path | str,
    out: Path,
    template: Path | str,
    options: Sequence[str],
    day: str,
    spare: int | None,
    covers: Covers | None,
) -> Order:
    """What a roster asks for, and ``out`` put right where a killed run left it."""
    day = iso_day(day)
    _, book = roster_content(roster)
    tidy(out)
    spec = _with_spare(template_for(book, template, options), spare)
    refuse_weights(spec)
    methods = load_methods(spec)
    projects, findings = read_roster(book, spec, methods)
    if covers and covers.deadline:
        covers = replace(covers, deadline=iso_day(covers.deadline))
    return Order(spec, methods, projects, tuple(findings), day, covers)


def issue(
    roster: Path | str,
    out: Path | str,
    template: Path | str = "project",
    *,
    options: Sequence[str] = (),
    day: str = "",
    spare: int | None = None,
    covers: Covers | None = None,
    progress: Callable[[Sequence[Any]], Any] = iter,
) -> Issued:
    """One blank form per project of a roster, and the manifest, in the folder ``out``; nothing where the roster has errors.

    All of it is there or nothing, whatever happens while it is written.

    ``template`` is a name as ``xlgen templates`` lists them (``project`` or exactly ``project@2020``) or a .toml file,
    ``options`` names what is added to it (调整, 佐证, 复核), ``day`` is the ISO date of issue, today where it is "". ``spare`` is how
    many spare rows units get for indicators of their own; None is what the template says, and those that come with xlgen say none:
    targets are approved, and a unit adds none. With ``covers`` each unit has a folder of its own with a list of its forms; the
    manifest stays in ``out`` and goes to nobody. Same arguments, same bytes.

    XlgenError where ``out`` already holds an issued batch or one of its files: what was issued, or filled, must not change; or
    it is a file, or ``day`` no day, or ``spare`` below zero or of a template that has no place for them.
    TemplateError where the template is not there or wrong; Refused where the roster is no workbook.

    >>> issue("项目清单.xlsx", "下发二", day="2026-01-10").files
    ('P001_培训.xlsx',)
    """
    out = folder(out)
    order = ordered(roster, out, template, options, day, spare, covers)
    projects, covers = order.projects, order.covers
    if not projects:
        return Issued((), order.findings)
    names = file_names([(p.code, str(p.values.get("项目名称", ""))) for p in projects])
    lists: dict[str, bytes] = {}
    if covers:
        names, lists = by_units(projects, names, covers, order.day)
    if there := next((name for name in (REGISTER, NAME, *names, *lists) if (out / name).exists()), ""):
        raise XlgenError(f"{out} 里已有下发过的文件（{there}），不会覆盖。请换一个空文件夹；补发新项目、更正指标值的，加 --add")
    with together(out, REGISTER) as stage:
        for name, content in lists.items():
            put(stage / name, content)
        with fresh(stage / REGISTER, WORDS) as register:
            keeper = Keeper(register)
            keeper.begin(Act("issue", str(order.spec["id"]), order.day))
            for name, project in zip(names, progress(projects), strict=False):
                snapshot, form = blank(order.spec, order.methods, project, order.day, covers)
                put(stage / name, form)
                keeper.keep(form_line(name, snapshot, project.contacts))
    return Issued(tuple(names), order.findings, places_told(out))
