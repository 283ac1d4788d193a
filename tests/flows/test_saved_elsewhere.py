"""A form that another program saved is judged as before, whatever formats it went through on the way."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

import office as _office
from blanks import TEMPLATES, example
from everything import everything
from xlgen.flows.checking import check_file
from xlgen.flows.filling import fill
from xlgen.issued.hidden import SHEET
from xlgen.issued.manifest import Manifest
from xlgen.workbook.patching.patcher import Change, patch

FEW = ("project", "project-xinzhou", "department")  # in a hurry; the others with the slow tests
NAMES_LOST = "+ XG107 说明  有 … 个单元格的名称丢失（多半另存过 .xls）；下发的内容都在原位，已照位置读取，不影响接收"
_COUNT = re.compile(r"[0-9]+")
FORMULAS_UNTOLD = "+ XG054 说明  表是 .xls 或 .et 格式，公式读不出、没有和下发的比，得分已按下发的公式重算"
Save = Callable[[Sequence[Path], Path], list[Path]]


def saved(*kinds: str, cjk: bool = True) -> Save:
    """Saves files by LibreOffice, as each kind in turn."""

    def save(paths: Sequence[Path], out: Path) -> list[Path]:
        for number, kind in enumerate(kinds):
            paths = _office.saved_as(paths, out / f"{number}_{kind}", kind, cjk)
        return list(paths)

    return save


WAYS: Mapping[str, Save] = {
    "xlsx": saved("xlsx"),
    "xlsx twice": saved("xlsx", "xlsx"),
    "ods": saved("ods", "xlsx"),
    "xls": saved("xls", "xlsx"),
    "read as xls": saved("xls"),
    "without Chinese fonts": saved("xlsx", "xlsx", cjk=False),
}


@cache
def filled(template: str) -> bytes:
    return fill(example(template)[1], everything(example(template)[0])).content


def judged(path: Path, template: str, with_manifest: bool = True) -> tuple[str, list[str]]:
    """Status and findings, each in a line."""
    snapshot = example(template)[0]
    manifest = Manifest({snapshot.code: snapshot}, {snapshot.code: path.name}) if with_manifest else None
    returned = check_file(path, manifest)
    return returned.status, sorted(
        f"{f.code} {f.severity} {f.place} {_COUNT.sub('…', f.message) if f.code == 'XG107' else f.message}"
        for f in returned.findings
    )


def differences(templates: Sequence[str], save: Save, folder: Path) -> dict[str, list[str]]:
    """Templates whose form is judged otherwise once it was saved, and which findings are gone (-) or new (+)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {folder / f"{template.replace('@', '_')}.xlsx": template for template in templates}
    for path, template in paths.items():
        path.write_bytes(filled(template))
    differing = {}
    for path, again in zip(paths, save(list(paths), folder / "again"), strict=True):
        for alone in (True, False):
            (status, before), (now, after) = judged(path, paths[path], alone), judged(again, paths[path], alone)
            said = [f"{status} → {now}"] if status != now else []
            said += [f"- {line}" for line in before if line not in after] + [
                f"+ {line}" for line in after if line not in before
            ]
            if said:
                differing[f"{paths[path]}{'' if alone else ' without a manifest'}"] = said
    return differing


def by_openpyxl(paths: Sequence[Path], out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        openpyxl.load_workbook(io.BytesIO(path.read_bytes())).save(out / path.name)
    return [out / path.name for path in paths]


def expected(way: str, templates: Sequence[str]) -> dict[str, list[str]]:
    """LibreOffice reads no names with dots from .xls, and of a .xls itself no formula is read; nothing else is told."""
    ways = [f"{template}{how}" for template in templates for how in ("", " without a manifest")]
    told = {"xls": [NAMES_LOST], "read as xls": [FORMULAS_UNTOLD]}
    return dict.fromkeys(ways, told[way]) if way in told else {}


@pytest.mark.parametrize("way", ["xls", "read as xls", "without Chinese fonts"])
def test_a_form_that_libreoffice_saved_is_judged_as_before(way: str, office: ModuleType, tmp_path: Path) -> None:
    assert differences(FEW, WAYS[way], tmp_path) == expected(way, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_form_that_libreoffice_saved_is_judged_as_before(way: str, office: ModuleType, tmp_path: Path) -> None:
    assert differences(TEMPLATES, WAYS[way], tmp_path) == expected(way, TEMPLATES)


def test_without_chinese_fonts_there_is_none(office: ModuleType) -> None:
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], env=office._environment(cjk=False), capture_output=True, check=False)
    assert listed.stdout == b""


def test_every_form_that_openpyxl_saved_is_judged_as_before_but_for_results_not_saved(tmp_path: Path) -> None:
    found = differences(TEMPLATES, by_openpyxl, tmp_path)
    assert {line for said in found.values() for line in said if not line.startswith("+ XG104")} == set()


def test_a_damaged_hidden_sheet_hides_no_altered_weight(tmp_path: Path) -> None:
    snapshot, points = example("project")[0], example("project")[0].slots["indicators.1.points"].place
    assert points
    altered = {SHEET: {(6, 1): Change("坏")}, points[0]: {points[1:]: Change(Decimal(30))}}
    damaged = {"坏.xlsx": {SHEET: altered[SHEET]}, "改.xlsx": altered}
    found = {}
    for name, changes in damaged.items():
        (tmp_path / name).write_bytes(patch(filled("project"), changes, overwrite=True))
        returned = check_file(tmp_path / name, Manifest({snapshot.code: snapshot}, {snapshot.code: name}))
        found[name] = [(f.code, f.severity.value) for f in returned.findings if f.code in ("XG101", "XG106")]
    assert found == {"坏.xlsx": [("XG106", "说明")], "改.xlsx": [("XG106", "说明"), ("XG101", "错误")]}


@pytest.mark.slow
def test_every_answer_and_score_is_the_same_in_a_xls_that_libreoffice_saved(office: ModuleType, tmp_path: Path) -> None:
    paths = {tmp_path / f"{template}.xlsx": template for template in TEMPLATES}
    for path, template in paths.items():
        path.write_bytes(filled(template))
    for path, again in zip(paths, office.saved_as(list(paths), tmp_path / "xls", "xls"), strict=True):
        before, after = (check_file(each, None).answers for each in (path, again))
        assert before is not None
        assert after is not None
        assert (after.excel, after.understood) == (before.excel, before.understood), paths[path]
