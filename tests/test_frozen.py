"""What offices keep from earlier versions: forms issued, filled and damaged then get the same status, values and findings now.

A later version may judge otherwise only where a fault was mended; ``mends.txt`` of the set lists each such line, with ``-`` as
it was said then and ``+`` as it is said now. Wordings may become better; codes, cells, values and severities stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mirror import run

SETS = sorted(path for path in (Path(__file__).parent / "frozen").iterdir() if path.is_dir())
FOLDERS = [folder for kept in SETS for folder in sorted(kept.iterdir()) if folder.is_dir()]


def facts(report: Mapping[str, Any]) -> Iterator[str]:
    """A report as lines, one per fact that must not change; a copy of a file is judged as that file."""
    for file, said in ((Path(name), each) for each in report["files"] for name in (each["file"], *each.get("copies", ()))):
        at = f"{file.parent.name}/{file.name}"
        yield f"{at} status={said['status']} total={said['total']} grade={said['grade']}"
        for level in said["levels"]:
            yield f"{at} level {level['name']} {level['score']}/{level['points']}"
        for name, value in said["values"].items():
            yield f"{at} {name} {value['cell']} {value['found']!r} {value['expected']!r} {value['cached']!r}"
        for f in said["findings"]:
            yield f"{at} {f['code']} {f['severity']} {f['sheet']}!{f['cell']} {f['name']} {f['found']!r} {f['expected']!r}"


def mends(folder: Path) -> set[str]:
    listed = folder.parent / "mends.txt"
    lines = listed.read_text("utf-8").splitlines() if listed.exists() else []
    return {line.partition(" | ")[2] for line in lines if line.partition(" | ")[0] == folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_forms_of_an_earlier_version_are_judged_as_they_were(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    files = [*sorted(Path("收回").glob("*.xlsx")), *sorted(Path("下发").glob("*.xlsx"))]
    said = run("check", *files, "--issued", "下发", "--json")
    before = set(facts(json.loads(Path("校验.json").read_text("utf-8"))))
    now = set(facts(json.loads(said[: said.rindex("[")])))
    assert {f"- {line}" for line in before - now} | {f"+ {line}" for line in now - before} == mends(folder)


def test_no_message_opens_two_quotation_marks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SETS[0] / "department")  # it has indicators such as “三公经费”控制率
    said = run("check", *sorted(Path("收回").glob("*.xlsx")), "--issued", "下发")
    assert [line for line in said.splitlines() if "““" in line or "””" in line] == []
    assert "“‘三公经费’控制率" in said
