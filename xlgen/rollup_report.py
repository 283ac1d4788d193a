"""A summary told: the closing sentences on the screen, and JSON, a documented, versioned contract (README, 汇总 JSON)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from xlgen.numbers import half_up, plain
from xlgen.operators import Value
from xlgen.rollup_grids import figures
from xlgen.rollup_records import Kind, Project, Rollup, Status

VERSION = 1



def closing_sentence(rollup: Rollup) -> str:
    """Both sums in plain Chinese, and how much is in the summary."""
    counted = sum(project.counted for project in rollup.projects)
    issued = " + ".join(f"{word} {count}" for word, count in rollup.statuses().items())
    received = " + ".join(f"{word} {count}" for word, count in rollup.kinds().items())
    return (
        f"下发 {len(rollup.projects)} = {issued}。\n收到文件 {len(rollup.files)} = {received}。\n"
        f"计入汇总 {counted} 个项目" + ("。" if counted == len(rollup.projects) else "，其余见汇总表“未报与拒收”。")
    )


def to_json(rollup: Rollup) -> dict[str, Any]:
    """The summary as a documented, versioned contract (README, 汇总 JSON); decimals are strings, blanks null."""
    found = figures(rollup)
    return {
        "version": VERSION,
        "title": rollup.title,
        "money": rollup.money,
        "issued": {"projects": len(rollup.projects), **_counts(rollup.statuses())},
        "received": {"files": len(rollup.files), **_counts(rollup.kinds())},
        "figures": _json(found.overall),
        "grades": [_json(each) for each in found.grades],
        "levels": [_json(each) for each in found.levels],
        "units": [_json(each) for each in found.units],
        "projects": [_project_json(rollup, project, grade) for project, grade in zip(rollup.projects, found.grade_of, strict=True)],
        "pending": [
            {"kind": p.kind, "code": p.code, "name": p.name, "unit": p.unit, "file": _file(p.file), "reason": p.reason, "remedy": p.remedy}
            for p in rollup.pendings
        ],
        "notes": list(rollup.notes),
    }  # fmt: skip


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    return {member.name.lower(): counts[member.value] for member in chain[Status | Kind](Status, Kind) if member.value in counts}


def _project_json(rollup: Rollup, project: Project, grade: Value) -> dict[str, Any]:
    keys = ("code", "name", "department", "unit", "year", "budget", "executed", "score", "errors", "warnings", "counted")
    said: dict[str, Any] = _json({key: getattr(project, key) for key in keys})
    return said | {"grade": grade or None, "status": project.status.name.lower(), "file": _file(project.file)}


def _file(file: Path | None) -> str | None:
    return file.as_posix() if file else None


def _json(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(half_up(value, 8)) if isinstance(value, Decimal) else value for key, value in said.items()}
