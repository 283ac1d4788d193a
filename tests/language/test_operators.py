"""Operators: one row of operators.toml each, with the readings as golden text and one value that every engine must give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from conformance import document
from equality import Rows, calculate, calculate_in_office, is_equal
from xlgen.language.evaluate import evaluate
from xlgen.language.operators import IF, KEYS, OPS, choose
from xlgen.language.parse import parse
from xlgen.language.spoken import describe
from xlgen.language.write import to_excel
from xlgen.workbook.addresses import spell

KEPT = document("operators.toml")
ANSWERS = {name: KEPT["answers"].get(name) for name in KEPT["names"]}
LABELS = dict(zip(ANSWERS, "实际值 指标值 分值 完成情况 原因 甲 乙 丙 丁 甲档 乙档 丙档 丁档".split(), strict=True))
READINGS = [tuple(each[key] for key in ("operator", "formula", "excel", "chinese", "value")) for each in KEPT["operator"]]


def address(names: tuple[str, ...]) -> str:
    places = [spell(0, list(ANSWERS).index(name)) for name in names]
    return places[0] if len(places) == 1 else f"{places[0]}:{places[-1]}"


def rows(formulas: list[str]) -> Rows:
    """All formulas in one row over the answers, which is the first row, as the addresses in the golden texts say."""
    return [list(ANSWERS.values())], [[f"={formula}" for formula in formulas]]


IDS = [operator for operator, *_ in READINGS]


def test_every_operator_stands_in_the_table():
    assert set(IDS) == {*OPS, "if"}


@pytest.mark.parametrize(("operator", "source", "excel", "chinese", "value"), READINGS, ids=IDS)
def test_readings(operator, source, excel, chinese, value):
    expr = parse(source)
    assert operator in (source, *(key for key in _keys(expr)))
    assert to_excel(expr, address) == f"={excel}"
    assert describe(expr, LABELS.get) == chinese
    assert is_equal(evaluate(expr, ANSWERS.get), value)


def _keys(expr):
    if hasattr(expr, "op"):
        yield KEYS[expr.op]
        for arg in expr.args:
            yield from _keys(arg)


def test_an_engine_gives_the_same_values():
    tried = [
        (op, excel, value) for op, _, excel, _, value in READINGS if not op.startswith("link")
    ]  # formualizer has no HYPERLINK
    (found,) = calculate(rows([excel for _, excel, _ in tried]))
    assert {op: got for (op, _, value), got in zip(tried, found, strict=True) if not is_equal(got, value)} == {}


def test_libreoffice_gives_the_same_values(office, tmp_path):
    found = calculate_in_office({"m": rows([excel for _, _, excel, _, _ in READINGS])}, office, tmp_path)["m"][0]
    assert {op: got for (op, *_, value), got in zip(READINGS, found, strict=True) if not is_equal(got, value)} == {}


def test_a_conditional_takes_the_kind_of_its_place():
    assert {kind: op.gives for kind, op in IF.items()} == {"n": "n", "t": "t", "r": "r"}


def test_a_choice_is_the_first_where_the_condition_holds():
    assert [choose(held, "then", "other") for held in (True, False)] == ["then", "other"]


def test_a_truth_value_is_joined_as_excel_joins_it():
    assert [OPS["join"].python(value, "") for value in (True, False)] == ["TRUE", "FALSE"]


@pytest.mark.parametrize(
    ("operator", "n", "value"),
    [
        ("at", 0, None),
        ("at", 1, 7),
        ("at", 3, 9),
        ("at", 4, None),
        ("nth_largest", 0, None),
        ("nth_largest", 1, 9),
        ("nth_largest", 3, 7),
        ("nth_largest", 4, None),
    ],
)
def test_the_first_and_the_last_of_a_column_are_in_it(operator: str, n: int, value: int | None) -> None:
    column = tuple(map(Decimal, (7, 8, 9)))
    assert OPS[operator].python(column, Decimal(n)) == value
