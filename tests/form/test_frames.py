"""Frames: each is one TOML file, filled to the last cell it computes what it says, and takes the optional columns.

The blanks of all frames are judged in ``test_blank.py``; here they are filled, laid over with options, and computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

import package_lint
import xlgen
from blanks import TEMPLATES, example, example_project
from everything import _number, everything
from filled import DAY
from formula_lint import ALLOWED
from xlgen.files.shipped import templates
from xlgen.findings import Severity
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.flows.linting import lint
from xlgen.form.compute import compute
from xlgen.form.records import Cell
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.achievement import is_idle, is_unfinished
from xlgen.returned.answers import Answers, read_answers
from xlgen.roster.example import example_rows
from xlgen.roster.records import Project
from xlgen.roster.rows import row_of
from xlgen.roster.titles import growing_tables
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook

D = Decimal
OPTIONS = ("调整", "佐证", "复核")
WITHOUT_TARGETS = {"project-nanchang", "department-yueyang", "project-optional"}  # standards are written out, or people judge
PROJECT_FRAMES = tuple(
    name
    for name in TEMPLATES
    if name.startswith("project")
    or any('extends = "project' in path.read_text("utf-8") for path in (templates() / name).glob("*.toml"))
)
OF_A_PLACE = tuple(name for name in TEMPLATES if "-" in name)  # department, transfer and the like are words of the code too
# Written as the paper has it, whose standards leave gaps (tests/conformance/standards.toml)
DOUBTED = {"department@2021"}


def fits(name: str, option: str) -> bool:
    return not (name in WITHOUT_TARGETS and option == "调整")


@cache
def with_options(name: str) -> tuple[Snapshot, bytes]:
    """A frame's own example issued with all optional columns that it has a place for."""
    template, methods = load_template(name, [option for option in OPTIONS if fits(name, option)]), load_methods()

    def refuse(*problem: Any) -> None:
        assert problem[4:] == (Severity.WARNING,), problem

    rows: dict[str, list[dict[str, Any]]] = {}
    for key, spec in growing_tables(template).items():
        for line in example_rows(template, spec["roster"]):
            values = {title: D(value) if isinstance(value, int) else value for title, value in line.items()}
            rows.setdefault(key, []).append(row_of(spec, values, frozenset(), methods, refuse))
    return blank(template, methods, Project(template["example"]["project"], rows), DAY)


# ---- every input of every frame filled ------------------------------------------------------------------------------


@cache
def filled_up(name: str, options: bool = False) -> bytes:
    snapshot, content = with_options(name) if options else example(name)
    return fill(content, everything(snapshot)).content


def differences(answers: Answers) -> list[str]:
    """Formula cells whose saved value is not what we compute."""
    return [
        f"{name}: saved {answers.typed(name)!r}, computed {answers.excel[name]!r}"
        for name, slot in answers.snapshot.slots.items()
        if slot.cell.formula is not None and slot.place and not _same(answers.typed(name), answers.excel[name])
    ]


def _same(saved: Value, computed: Value) -> bool:
    if isinstance(saved, Decimal) and isinstance(computed, Decimal):
        return abs(saved - computed) <= D("1e-9") * max(1, abs(computed))
    return (saved or None) == (computed or None)


CASES = [(name, False) for name in TEMPLATES] + [(name, True) for name in PROJECT_FRAMES]
every_case = pytest.mark.parametrize(("name", "options"), CASES)


@every_case
def test_a_form_filled_to_the_last_cell_is_complete(name: str, options: bool) -> None:
    snapshot = (with_options(name) if options else example(name))[0]
    answers = read_answers(snapshot, read_workbook(filled_up(name, options)))
    asked = [f for f in validate(answers, RULES) if f.code == "XG201"]
    assert asked == []
    if "total" in snapshot.slots:
        assert isinstance(answers.excel["total"], Decimal)
        assert answers.text("grade") != "未填完"


@every_case
def test_nothing_is_known_against_the_filled_package(name: str, options: bool, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled_up(name, options))
    assert package_lint.lint(path) == []
    assert package_lint.functions_used(path) <= ALLOWED


def test_libreoffice_computes_the_same_in_every_filled_frame(office: ModuleType, tmp_path: Path) -> None:
    books = []
    for name, options in CASES:
        books.append(tmp_path / f"{name}{'_options' if options else ''}.xlsx")
        books[-1].write_bytes(filled_up(name, options))
    again = office.recalculate(books, tmp_path / "again")
    wrong = {}
    for (name, options), path in zip(CASES, again, strict=True):
        snapshot = (with_options(name) if options else example(name))[0]
        if found := differences(read_answers(snapshot, read_workbook(path))):
            wrong[name, options] = found
    assert wrong == {}


# ---- nothing budgeted and nothing spent -------------------------------------------------------------------------------

RATE = {
    "level1": "产出指标",
    "level2": "质量指标",
    "level3": "预算执行率",
    "method": "execution",
    "points": D(10),
    "type": "percent",
}
MONEY = [name for name in TEMPLATES if {"funds", "indicators"} <= set(load_template(name)["tables"])]


@cache
def moneyless(name: str) -> tuple[Snapshot, bytes]:
    """A frame's own example with a row for 预算执行率 and no money, and all of it filled."""
    template, project = load_template(name), example_project(name)
    values = {key: D(0) if isinstance(value, int | D) and key != "年度" else value for key, value in project.values.items()}
    rows = project.rows["indicators"]
    if "known" in template["tables"]["indicators"] and all(row["level3"] != RATE["level3"] for row in rows):
        rows = [*rows, RATE]
    snapshot, content = blank(template, load_methods(), Project(values, {**project.rows, "indicators": rows}), DAY)
    return snapshot, fill(content, everything(snapshot, D(0))).content


@pytest.mark.parametrize("name", MONEY)
def test_a_form_without_money_is_complete_and_says_that_its_rate_does_not_apply(name: str) -> None:
    snapshot, content = moneyless(name)
    answers = read_answers(snapshot, read_workbook(content))
    assert "XG404" in {f.code for f in validate(answers, RULES)}
    if "total" in snapshot.slots:
        assert (is_unfinished(answers), answers.text("grade") != "未填完") == (False, True)
        assert all(row.number("score") is not None or is_idle(row) for row in answers.scored())


def test_libreoffice_computes_the_same_without_money(office: ModuleType, tmp_path: Path) -> None:
    books = [tmp_path / f"{name}.xlsx" for name in MONEY]
    for name, book in zip(MONEY, books, strict=True):
        book.write_bytes(moneyless(name)[1])
    again = zip(MONEY, office.recalculate(books, tmp_path / "again"), strict=True)
    found = {name: differences(read_answers(moneyless(name)[0], read_workbook(path))) for name, path in again}
    assert {name: said for name, said in found.items() if said} == {}


# ---- options --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROJECT_FRAMES)
def test_options_add_their_columns_to_every_project_frame(name: str, tmp_path: Path) -> None:
    snapshot, content = with_options(name)
    adjusting = ("adjusted", "approval") if fits(name, "调整") else ()
    key = next(row.key for row in snapshot.scored_rows if row.table == "indicators")
    for column in (*adjusting, "evidence", "review_score", "review_note"):
        assert snapshot.slots[f"indicators.{key}.{column}"].cell.is_input
    (tmp_path / "form.xlsx").write_bytes(content)
    for sheet in openpyxl.load_workbook(tmp_path / "form.xlsx"):
        if sheet.sheet_state == "visible":
            page = sheet.page_setup
            across = (
                (page.fitToWidth or 1, page.fitToHeight) if sheet.sheet_properties.pageSetUpPr.fitToPage else page.scale < 100
            )
            assert (across in ((1, 0), True), page.paperSize) == (True, 9)  # A4, one page wide
    assert with_options.__wrapped__(name)[1] == content


def test_all_other_project_frames_print_targets() -> None:
    without = {name for name in PROJECT_FRAMES if "target" not in load_template(name)["tables"]["indicators"]["columns"]}
    assert without == WITHOUT_TARGETS


@pytest.mark.parametrize("name", [name for name in PROJECT_FRAMES if fits(name, "调整")])
def test_an_adjusted_target_is_what_scores(name: str) -> None:
    snapshot = with_options(name)[0]
    row = next(row for row in snapshot.rows if row.table == "indicators" and row.method == "higher_is_better")
    cell = f"indicators.{row.key}"
    points, target = _number(snapshot.slots[f"{cell}.points"].cell), _number(snapshot.slots[f"{cell}.target"].cell)
    assert computed(snapshot, {f"{cell}.actual": target / 2})[f"{cell}.score"] == points / 2
    assert computed(snapshot, {f"{cell}.actual": target / 2, f"{cell}.adjusted": target / 2})[f"{cell}.score"] == points


@pytest.mark.parametrize("name", PROJECT_FRAMES)
def test_a_reviewer_cannot_give_more_than_the_points(name: str) -> None:
    snapshot = with_options(name)[0]
    key = next(row.key for row in snapshot.scored_rows if row.table == "indicators")
    cell = snapshot.slots[f"indicators.{key}.review_score"].cell
    assert cell.minimum is not None
    assert cell.maximum is not None
    bounds = [computed(snapshot, {}, Cell("bound", formula=bound))["bound"] for bound in (cell.minimum, cell.maximum)]
    assert bounds == [D(0), _number(snapshot.slots[f"indicators.{key}.points"].cell)]


# ---- what is particular to a frame ----------------------------------------------------------------------------------


def computed(snapshot: Snapshot, inputs: Mapping[str, Value], *more: Cell) -> dict[str, Value]:
    return compute([*(slot.cell for slot in snapshot.slots.values()), *more], inputs)


PARTICULAR: list[tuple[str, dict[str, Value], dict[str, Value]]] = [
    ("project", {"funds.total.executed": D(24)}, {"funds.total.rate": D("0.8"), "funds.total.score": D(8)}),
    ("project-cost", {"indicators.1.actual": D(500)}, {"indicators.1.score": D(16)}),
    # 湖北：执行 20 分
    ("project-hubei", {"funds.total.executed": D(24)}, {"funds.total.score": D(16)}),
    # 北京、贵州：执行率以年初预算数为分母，封顶
    ("project-beijing", {"funds.total.executed": D(15)}, {"funds.total.rate": D("0.5"), "funds.total.score": D(5)}),
    (
        "department-guizhou",
        {"funds.total.executed": D(1320), "funds.basic.executed": D(900), "funds.project.executed": D(420)},
        {"funds.total.rate": D("1.1"), "funds.total.score": D(10), "funds.basic.score": D(9), "funds.project.score": D(10)},
    ),
    # 河北：百分制得分乘权重占比
    (
        "project-hebei",
        {"indicators.1.actual": D(60)},
        {"indicators.1.raw": D(50), "indicators.1.weighting": D("0.2"), "indicators.1.score": D(10)},
    ),
    # 重庆：得分系数；调整指标值不必选用栏目
    ("department-chongqing", {"indicators.2.actual": D(90)}, {"indicators.2.factor": D("0.5"), "indicators.2.score": D(10)}),
    ("department-chongqing", {"indicators.2.actual": D(90), "indicators.2.adjusted": D(90)}, {"indicators.2.score": D(20)}),
    # 广水：逐项核对，缺一项扣 0.5，逾期扣 1
    (
        "project-guangshui",
        {"facts.undeclared.value": D(1), "facts.irregular.value": D(0), "facts.overdue.value": D(1)},
        {"basis.declared.score": D("2.5")},
    ),
    ("project-guangshui", {"basis.basis.review_score": D(1), "indicators.1.review_score": D(12)}, {"review_total": D(13)}),
    ("project-guangshui", {"facts.basis_finance_met1.value": "是", "facts.basis_finance_met2.value": "否", "facts.basis_finance_met3.value": "是"}, {"basis.finance.score": D(2)}),
    # 四川：以调整后预算数为分母；转移支付：没有预算的不算率
    ("project-sichuan", {"funds.total.executed": D(27)}, {"funds.total.rate": D("0.9"), "funds.total.score": D(9)}),
    ("transfer", {"funds.other.executed": D(0), "funds.total.executed": D(15)}, {"funds.other.rate": None, "funds.total.rate": D("0.5")}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inputs", "expected"), PARTICULAR)
def test_what_is_particular_to_a_frame(name: str, inputs: dict[str, Value], expected: dict[str, Value]) -> None:
    values = computed(example(name)[0], inputs)
    assert {cell: values[cell] for cell in expected} == expected


@pytest.mark.parametrize(
    ("name", "score", "fits"),
    [
        ("project", D("7.99"), True), ("project", D("6"), True), ("project", D("5.99"), False),  # 全国：部分达成 60%—80%
        ("project-hubei", D("15.99"), True), ("project-hubei", D("10"), True), ("project-hubei", D("9.99"), False),  # 湖北：50%—80%
    ],
)  # fmt: skip
def test_tiers_of_a_qualitative_row_are_the_frames(name: str, score: Decimal, fits: bool) -> None:
    snapshot = example(name)[0]
    row = next(row for row in snapshot.rows if row.method == "qualitative")
    cell = snapshot.slots[f"indicators.{row.key}.score"].cell
    picked = {f"indicators.{row.key}.actual": "部分达成预期指标并具有一定效果"}
    assert cell.minimum is not None
    assert cell.maximum is not None
    low, high = (computed(snapshot, picked, Cell("bound", formula=bound))["bound"] for bound in (cell.minimum, cell.maximum))
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    assert (low <= score <= high) is fits


def test_yunnan_counts_in_yuan() -> None:
    snapshot = example("project-yunnan")[0]
    assert snapshot.money == "元"
    assert "项目资金\n（元）" in snapshot.static["自评表"].values()


def test_a_target_carries_its_sign_and_unit_where_they_have_no_column(tmp_path: Path) -> None:
    snapshot, content = example("project-anhui")
    (tmp_path / "form.xlsx").write_bytes(content)
    sheet, row, column = snapshot.slots["indicators.1.target"].place or ("", 0, 0)
    cell = openpyxl.load_workbook(tmp_path / "form.xlsx")[sheet].cell(row + 1, column + 1)
    assert (cell.value, cell.number_format) == (120, '"≥"General"人"')


def test_each_row_prints_how_it_is_scored_where_the_frame_has_a_column_for_it() -> None:
    slots = example("project-beijing")[0].slots
    assert slots["indicators.3.says"].cell.value == "≥95%得10分；≥80%得6分；≥60%得3分；其余得0分"
    assert str(slots["funds.total.says"].cell.value).startswith("得分＝执行率×分值")


@pytest.mark.parametrize("name", OF_A_PLACE)
def test_a_frame_is_one_toml_file_and_no_python(name: str) -> None:
    package = Path(xlgen.__file__).parent
    told = [path.name for path in package.rglob("*.py") if re.search(rf"\b{name}\b", path.read_text("utf-8"))]
    assert told == []


def test_no_frame_that_comes_with_xlgen_has_an_error_and_only_those_of_doubtful_papers_a_warning() -> None:
    found = lint([], "project")
    assert [(file, f.message) for file, f in found if f.severity is Severity.ERROR or file not in DOUBTED] == []
