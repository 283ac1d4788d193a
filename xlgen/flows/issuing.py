"""Work flow: roster → one blank workbook per project and the manifest of what was issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.placing import file_names
from xlgen.findings import Finding
from xlgen.form.compute import compute
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.records import Form, Spec
from xlgen.form.template.compile import compile_form
from xlgen.form.template.methods import Method
from xlgen.issued.manifest import NAME, manifest_text
from xlgen.issued.snapshot import Snapshot, take_snapshot
from xlgen.language.operators import Value
from xlgen.roster.read import read_roster
from xlgen.roster.records import Project
from xlgen.writing.form import write


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: file names in roster order, and the findings of the roster (errors mean nothing was written)."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def blank(template: Mapping[str, Any], methods: Mapping[str, Method], project: Project, day: str) -> tuple[Snapshot, bytes]:
    """One project's snapshot and workbook."""
    form = compile_form(template, methods, project.values, project.rows)
    layout = lay_out(form)
    snapshot = take_snapshot(form, layout, day)
    return snapshot, write(snapshot, layout, empty_values(form, layout.places))


def empty_values(form: Form, places: Mapping[str, tuple[str, int, int]]) -> dict[str, Value]:
    """Values of all formulas while nothing is filled in."""
    return compute(form.cells(), {}, lambda name: places[name][1])


def issue(
    template: Spec,
    methods: Mapping[str, Method],
    roster: Path,
    out: Path,
    day: str,
    progress: Callable[[Sequence[Project]], Any] = iter,
) -> Issued:
    """Write all blanks and the manifest into ``out``; nothing is written where the roster has errors.

    XlgenError where ``out`` already holds an issued batch or one of its files: what was issued, or filled, must not change.
    """
    projects, findings = read_roster(roster, template, methods)
    if not projects:
        return Issued((), tuple(findings))
    names = file_names([(p.code, str(p.values.get("项目名称", ""))) for p in projects])
    if there := next((name for name in (NAME, *names) if (out / name).exists()), ""):
        raise XlgenError(f"{out} 里已有下发过的文件（{there}），不会覆盖。请换一个空文件夹")
    made = [(name, *blank(template, methods, p, day)) for name, p in zip(names, progress(projects), strict=False)]
    out.mkdir(parents=True, exist_ok=True)
    for name, _, content in made:
        (out / name).write_bytes(content)
    text = "".join(manifest_text([(name, snapshot) for name, snapshot, _ in made], str(template["id"]), day))
    (out / NAME).write_text(text, "utf-8", newline="\n")
    return Issued(tuple(names), tuple(findings))
