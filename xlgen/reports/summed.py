"""A summary told: the closing sentences on the screen, and JSON, a documented, versioned contract (README, 汇总 JSON)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.language.operators import Value
from xlgen.reports.checked import further
from xlgen.rollup.figures import figures
from xlgen.rollup.proving.disagreements import Disagreement
from xlgen.rollup.proving.verdict import Verdict, verdict_of
from xlgen.rollup.records import IN_BOOK, Pending, ProjectLine, Rollup
from xlgen.statuses import Handling, Status
from xlgen.words.numbers import counted, half_up, plain

VERSION = 2


def closing_sentence(rollup: Rollup, rest: str = f"汇总表{IN_BOOK.pendings}") -> str:
    """Both sums in plain Chinese, and how much is in the summary; ``rest`` is where the remaining projects are listed."""
    issued = _sum(len(rollup.projects), rollup.statuses())
    received = _sum(len(rollup.files), rollup.kinds())
    whole = "下发" if rollup.is_whole else rollup.all_projects
    unknown = "" if rollup.is_whole else f"没有下发清单，{Status.MISSING.word}几个无从知道。"
    return f"{whole} {issued}。{unknown}\n收到文件 {received}。\n{counted_sentence(rollup, rest)}"


def counted_sentence(rollup: Rollup, rest: str = f"汇总表{IN_BOOK.pendings}") -> str:
    """How much is in the summary; ``rest`` is where the remaining projects are listed."""
    counted = sum(project.counted for project in rollup.projects)
    asked = [project.warnings for project in rollup.projects if project.counted and project.warnings]
    left = f"计入的项目里还有 {len(asked)} 个带着 {sum(asked)} 处需核实。" if asked else ""
    return (
        f"计入汇总 {counted} 个项目"
        + ("。" if counted == len(rollup.projects) else f"，其余见{rest}。")
        + left
        + _provisional(rollup)
    )


def _sum(whole: int, parts: Mapping[Status, int] | Mapping[Handling, int]) -> str:
    """A whole and its parts: 8 = 审核通过 3 + 未报送 5."""
    said = counted({f"{kind.word} {{}}": count for kind, count in parts.items()}, by=" + ")
    return f"{whole} = {said}" if said else f"{whole}"


def _provisional(rollup: Rollup) -> str:
    """That the summary is a provisional one, and by how much; "" where it is not."""
    found = Counter(project.status.word for project in rollup.provisional())
    said = "、".join(f"{word} {count} 个" for word, count in found.items())
    return f"\n这是临时汇总，不作为正式结果：计入了没有审核通过的项目（{said}），名单见汇总表“总览”的注。" if found else ""


def summary_report(rollup: Rollup) -> dict[str, Any]:
    """The summary as a documented, versioned contract (README, 汇总 JSON); decimals are strings, blanks null."""
    found = figures(rollup)
    return {
        "version": VERSION,
        "title": rollup.title,
        "provisional": bool(rollup.provisional()),
        "money": rollup.money,
        "issued": {
            "projects": len(rollup.projects),
            **{status.term: rollup.statuses().get(status) for status in Status},
        },
        "received": {"files": len(rollup.files), **{str(kind): count for kind, count in rollup.kinds().items()}},
        "figures": _json(found.overall),
        "grades": [_json(each) for each in found.grades],
        "levels": [_json(each) for each in found.levels],
        "units": [_json(each) for each in found.units],
        "projects": [_project_json(*each) for each in zip(rollup.projects, found.grade_of, strict=True)],
        "pending": [_pending_json(each) for each in rollup.pendings],
        "notes": list(rollup.notes),
        "proof": _proof_json(verdict_of(rollup)),
    }


def _proof_json(verdict: Verdict) -> dict[str, Any]:
    named = [_of_file(each, "code", "name", "unit", "what", "stated", "reckoned") for each in verdict.disagreements]
    above = [_of_file(each, "code", "name", "unit", "budget", "executed") for each in verdict.overspent]
    return {
        "agrees": verdict.agrees, "verdict": verdict.said, "failing": list(verdict.failing), "disagreements": named,
        "unsaved": verdict.unsaved, "overspent": above,
    }  # fmt: skip


def _of_file(said: Disagreement | ProjectLine, *keys: str) -> dict[str, Any]:
    return _json({key: getattr(said, key) for key in keys}) | {"file": _file(said.file)}


def _project_json(project: ProjectLine, grade: Value) -> dict[str, Any]:
    keys = ("code", "name", "department", "unit", "year", "budget", "executed", "score", "errors", "warnings", "counted")
    said: dict[str, Any] = _json({key: getattr(project, key) for key in keys})
    return said | further(project) | {"grade": grade or None, "status": str(project.status), "file": _file(project.file)}


def _pending_json(pending: Pending) -> dict[str, Any]:
    said = {key: getattr(pending, key) for key in ("kind", "code", "name", "unit", "reason", "remedy")}
    return said | {"reason": pending.told(), "file": _file(pending.file)}


def _file(file: Path | None) -> str | None:
    return file.as_posix() if file else None


def _json(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(half_up(value, 8)) if isinstance(value, Decimal) else value for key, value in said.items()}
