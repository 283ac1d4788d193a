"""数据校验码: four digits from the figures of a form, the same by plain integers, by xlgen and by LibreOffice; docs/校验码.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from bench_lists import projects, write_list
from xlgen import flows
from xlgen.errors import TemplateError
from xlgen.form.template.load import load_template
from xlgen.issued.manifest import read_manifest
from xlgen.returned.answers import read_answers
from xlgen.workbook.ooxml.reader import read_workbook

CODE = "check_code"
LARGEST = Decimal("9999999999.99")  # that docs/校验码.md promises


def four_digits(budget: Decimal, executed: Decimal, total: Decimal, actuals: list[Decimal]) -> int:
    """As docs/校验码.md says it, in whole numbers."""
    cents = [int(budget * 100), int(executed * 100), int(total * 100), int(sum(actuals) * 10000)]
    return 1000 + sum(weight * number for weight, number in zip((3, 7, 11, 13), cents, strict=True)) % 8999


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Forms with amounts of all magnitudes, each filled in at random."""
    home, listed, chance = tmp_path_factory.mktemp("码"), projects(40, 8), Random(7)
    for each in listed:
        budget = Decimal(chance.randint(1, 10 ** chance.randint(3, 12) - 1)) / 100
        each.row[5:8] = [budget] * 3
        spent = (budget * chance.randint(900, 1000) / 1000).quantize(Decimal("0.01"))
        each.typed["项目资金"] = {"年度资金总额": {"全年执行数": spent}, "当年财政拨款": {"全年执行数": spent}}
    listed[0].row[5:8] = [LARGEST] * 3
    listed[0].typed["项目资金"] = {"年度资金总额": {"全年执行数": LARGEST}, "当年财政拨款": {"全年执行数": LARGEST}}
    at = next(n for n, line in enumerate(listed[1].lines) if line[4] == "≥" and "%" not in map(str, line))
    listed[1].typed["绩效指标"][at]["实际完成值"] = LARGEST - 10**7
    write_list(home / "清单.xlsx", listed)
    issued = flows.issue(home / "清单.xlsx", home / "下发", "project", options=["校验码"], day="2026-01-10")
    (home / "回收").mkdir()
    for name, each in zip(issued.files, listed, strict=True):
        (home / "回收" / name).write_bytes(flows.fill(home / "下发" / name, each.typed).content)
    return sorted((home / "回收").iterdir())


def read(file: Path) -> Any:
    manifest = read_manifest(file.parents[1] / "下发")
    return read_answers(manifest.snapshots[file.name.split("_")[0]], read_workbook(file.read_bytes()))


def told(answers: Any) -> int:
    """Of what stands in the file."""
    actuals = [
        answers.typed(name) for name in answers.snapshot.slots if name.startswith("indicators.") and name.endswith(".actual")
    ]
    numbers = [each for each in actuals if isinstance(each, Decimal)]
    return four_digits(
        answers.typed("funds.total.budget"), answers.typed("funds.total.executed"), answers.typed("total"), numbers
    )


def test_xlgen_says_what_whole_numbers_say(filled: list[Path]) -> None:
    codes = [(read(file).excel[CODE], told(read(file))) for file in filled]
    assert all(code == number for code, number in codes)
    assert all(1000 <= number < 9999 for _, number in codes)
    assert len({number for _, number in codes}) > len(codes) - 3


@pytest.mark.office
def test_libreoffice_says_the_same(filled: list[Path], office: ModuleType, tmp_path: Path) -> None:
    for before, after in zip(filled, office.recalculate(filled, tmp_path), strict=True):
        manifest = read_manifest(before.parents[1] / "下发")
        saved = read_answers(manifest.snapshots[before.name.split("_")[0]], read_workbook(after.read_bytes()))
        assert saved.typed(CODE) == told(read(before)), before.name


def test_one_figure_altered_is_another_code() -> None:
    said = Decimal("123.45"), Decimal(120), Decimal("98.5"), [Decimal("0.95"), Decimal(30)]
    code = four_digits(*said)
    for other in (
        (Decimal("123.46"), *said[1:]),
        (said[1], said[0], *said[2:]),
        (*said[:2], Decimal("98.51"), said[3]),
        (*said[:3], [Decimal("0.96"), Decimal(30)]),
    ):
        assert four_digits(*other) != code


def test_it_is_the_last_line_that_is_printed() -> None:
    assert load_template("project", ["校验码"])["sheets"]["form"]["lines"][-1] == {"plain": ["数据校验码：", f"@{CODE}"]}
    assert load_template("project")["sheets"]["form"]["lines"][-1] != {"plain": ["数据校验码：", f"@{CODE}"]}


def test_a_frame_without_these_figures_does_not_take_it(tmp_path: Path) -> None:
    write_list(tmp_path / "清单.xlsx", projects(1, 8))
    with pytest.raises(TemplateError, match="check_code"):
        flows.issue(tmp_path / "清单.xlsx", tmp_path / "下发", "project-optional", options=["校验码"])
