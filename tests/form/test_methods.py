"""Scoring methods: every boundary case in three readings, what people type for parameters, what a standard leaves open."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import cellrune
import pytest

from conformance import records
from equality import TEMPLATE, compiled, is_equal
from xlgen.errors import TemplateError
from xlgen.flows.issuing import blank
from xlgen.flows.method_cases import Case, case_of, row_of, unmet
from xlgen.form.compute import compute
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.records import Form
from xlgen.form.template.load import load_methods
from xlgen.form.template.methods import methods_from, named
from xlgen.form.template.parameters import number_in, parameters_of, read_parameters
from xlgen.language.operators import Value
from xlgen.roster.records import Project
from xlgen.words.numbers import plain
from xlgen.workbook.addresses import spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

METHODS = load_methods()
RESULTS = {"score": "score", "completion": "completion", "min": "least", "max": "most", "left_out": "left_out"}

# ---- boundary cases in three readings -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    method: str
    case: Case

    def wrong(self, value_of: Mapping[str, Value]) -> list[str]:
        """Results that are not what was worked out by hand."""
        found = {key: value_of.get(name) for key, name in self.case.results.items()}
        return [
            f"{self.method} {dict(self.case.said)}: {key} is {value}"
            for key, value in found.items()
            if not is_equal(self.case.wanted(key), value)
        ]


@functools.cache
def form() -> Form:
    """All cases of all methods, a row for each."""
    return compiled(METHODS, [row_of(method, case) for method in METHODS.values() for case in method.cases])


@functools.cache
def cases() -> tuple[Tried, ...]:
    said = [(method, case) for method in METHODS.values() for case in method.cases]
    rows = form().tables["indicators"].rows
    return tuple(Tried(method.key, case_of(row, case)) for row, (method, case) in zip(rows, said, strict=True))


@functools.cache
def decimal_values() -> Mapping[str, Value]:
    filled = {name: value for case in cases() for name, value in case.case.filled.items()}
    return compute(form().cells(), filled)


@functools.cache
def workbook() -> bytes:
    """The blank as it is issued, with every case typed in."""
    rows = [row_of(method, case) for method in METHODS.values() for case in method.cases]
    project = Project({}, {"indicators": rows})
    _, content = blank({**TEMPLATE, "identity": {}}, METHODS, project, "2025-01-10")
    typed: dict[str, dict[tuple[int, int], Change]] = {}
    for case in cases():
        for name, value in case.case.filled.items():
            sheet, *at = places()[name]
            typed.setdefault(sheet, {})[*at] = Change(value)
    return patch(content, typed)


@functools.cache
def places() -> Mapping[str, tuple[str, int, int]]:
    return lay_out(form()).places


@pytest.mark.parametrize("key", METHODS)
def test_cases_hold_in_decimal(key):
    assert [fault for case in cases() if case.method == key for fault in case.wrong(decimal_values())] == []


@pytest.mark.parametrize("key", METHODS)
def test_the_package_meets_them_too(key):
    assert list(unmet(METHODS[key])) == []


def test_cases_hold_in_the_workbook_recalculated_by_cellrune():
    book = cellrune.Workbook.from_bytes(workbook())
    report = book.calculate()
    assert report["unavailable_count"] == 0

    def shown(name: str) -> Value:
        sheet, row, column = places()[name]
        ((cell,),) = book.read_values(sheet, spell(row, column), spell(row, column))
        return Decimal(repr(cell["value"])) if cell["kind"] == "number" else cell.get("value")

    values = {name: shown(name) for case in cases() for name in case.case.results.values()}
    assert [fault for case in cases() for fault in case.wrong(values)] == []


def test_cases_hold_in_the_workbook_recalculated_by_libreoffice(office, tmp_path: Path):
    path = tmp_path / "methods.xlsx"
    path.write_bytes(workbook())
    (result,) = office.recalculate([path], tmp_path / "out")
    sheets = read_workbook(result).sheets

    def shown(name: str) -> Value:
        sheet, row, column = places()[name]
        record = sheets[sheet].cells.get((row, column))
        return record.value if record else None

    values = {name: shown(name) for case in cases() for name in case.case.results.values()}
    assert [fault for case in cases() for fault in case.wrong(values)] == []


def test_a_wrong_case_is_told():
    case = next(case for case in cases() if case.method == "execution" and case.case.said.get("actual") == Decimal("0.788"))
    wrong = Tried(case.method, replace(case.case, said={**case.case.said, "score": Decimal("7.87")}))
    assert wrong.wrong(decimal_values()) == ["execution {'actual': Decimal('0.788'), 'score': Decimal('7.87')}: score is 7.88"]


def _wanted(key: str) -> Iterator[Value]:
    return (
        case.case.wanted(result)
        for case in cases()
        if case.method == key
        for result in case.case.results
        if result in ("score", "max")
    )


@pytest.mark.parametrize("key", sorted(set(METHODS) - {"judged"}))
def test_cases_try_blank_text_full_and_less(key):
    method, wanted = METHODS[key], list(_wanted(key))
    points = {Decimal(case.case.said.get("points", method.sample["points"])) for case in cases() if case.method == key}
    assert any(not case.case.filled for case in cases() if case.method == key)  # nothing filled in
    assert wanted.count(None) >= 2  # and text where a number is asked, or a word that is no choice
    assert points & set(wanted)
    assert any(score < min(points) for score in wanted if isinstance(score, Decimal))


# ---- three worked examples ------------------------------------------------------------------------------------------


def test_execution_is_rounded_once_from_the_unrounded_rate():
    # 23.64 万元 of 30 万元: 10 points give 7.88, not the 7.87 that cutting off gives
    assert _score("execution", {"points": Decimal(10)}, actual=Decimal("23.64") / 30) == Decimal("7.88")


@pytest.mark.parametrize(("key", "score"), [("lower_by_ratio", "8.15"), ("lower_linear", "5.45"), ("lower_or_nothing", "0")])
def test_three_conventions_for_lower_is_better(key, score):
    assert _score(key, {"points": Decimal("12.85"), "target": Decimal(15)}, actual=Decimal("23.64")) == Decimal(score)


def test_rates_weighted_by_points_add_up():
    rates = {15: "0.8667", 20: "0.9965", 35: "1", 30: "0.7073"}
    scores = [_score("rate", {"points": Decimal(points)}, actual=Decimal(rate)) for points, rate in rates.items()]
    assert sum(scores) == Decimal("89.15")


def _score(key: str, row: Mapping[str, Any], **filled: Value) -> Value:
    one = compiled(METHODS, [row_of(METHODS[key], row)])
    asked = one.tables["indicators"].rows[0].asked
    return compute(one.cells(), {asked[name]: value for name, value in filled.items()})["indicators.1.score"]


# ---- names and wording ----------------------------------------------------------------------------------------------


def test_every_name_means_one_method():
    words = [word for method in METHODS.values() for word in (method.key, method.name, *method.also)]
    assert len(words) == len(set(words))
    assert {named(METHODS, f" {word} ").key for word in words} == set(METHODS)
    assert named(METHODS, "没有的方法") is None


def test_a_name_taken_twice_is_refused():
    one = {"name": "比率", "says": "…", "source": "…"}
    with pytest.raises(TemplateError, match="“比率”已经是评分方法“比率”的名称"):
        methods_from({"a": one, "b": {**one, "name": "乙", "also": ["比率"]}}, "mine.toml")


@pytest.mark.parametrize(("spec", "path"), [({"name": "x", "says": "y"}, "a：没有写 source"), ({"bonus": 1}, "a.bonus")])
def test_a_method_said_wrongly_is_refused_with_its_key(spec, path):
    with pytest.raises(TemplateError, match=f"mine.toml: {path}"):
        methods_from({"a": spec}, "mine.toml")


@pytest.mark.parametrize("key", METHODS)
def test_the_wording_has_all_parameters_filled_in(key):
    method = METHODS[key]
    row = row_of(method, {})
    text = method.said(parameters_of(method, row, key), row["type"] == "percent")
    assert not set(text) & set("{}[]")
    assert method.source


def test_the_wording_says_parameters_as_people_write_them():
    method = METHODS["step_short"]
    row = {"points": Decimal(10), "type": "percent", "standard": "目标95%，每低1个百分点扣0.5；低于60%不得分"}
    said = method.said(parameters_of(method, row, ""), percent=True)
    assert said == "达到95%得满分，每低1个百分点（不足一档按一档）扣0.5分，扣完为止，低于60%不得分"


def test_the_wording_leaves_out_what_was_not_given():
    method = METHODS["step_short"]
    row = {
        "points": Decimal("2.5"),
        "type": "number",
        "unit": "人",
        "target": Decimal(17),
        "standard": "少1人扣0.5分，扣完为止",
    }
    assert method.said(parameters_of(method, row, ""), False) == "达到17人得满分，每低1人（不足一档按一档）扣0.5分，扣完为止"


def test_a_line_of_nothing_at_zero_is_said():
    row = {
        "points": Decimal(10),
        "type": "percent",
        "target": Decimal("0.02"),
        "standard": "每低1个百分点扣0.5分，低于0%不得分",
    }
    assert METHODS["step_short"].said(parameters_of(METHODS["step_short"], row, ""), True).endswith("，扣完为止，低于0%不得分")


@pytest.mark.parametrize(
    ("key", "wording"),
    [
        ("interval_or_nothing", "实际完成值在〔下限〕至〔上限〕之间得满分，区间之外不得分"),
        ("banded", "〔各档〕"),
        ("per_fault", "共〔项数〕项，全部符合得满分，一项不符合扣〔每项扣分〕分，扣完为止，最多扣〔最多扣分〕分"),
        ("lower_or_nothing", "不超过指标值得满分，超过不得分"),
    ],
)
def test_a_list_of_methods_names_each_parameter_in_its_place(key, wording):
    assert METHODS[key].wording == wording


def test_the_target_is_named_too_and_what_is_no_parameter_stands_as_it_is():
    own = methods_from({"own": {"name": "比一比", "says": "到{target}得满分，{别的}", "source": "…"}}, "mine.toml")
    assert own["own"].wording == "到〔指标值〕得满分，{别的}"


@pytest.mark.parametrize("method", METHODS.values(), ids=list(METHODS))
def test_no_placeholder_is_left_where_methods_are_listed(method):
    assert not set("{}[]") & set(method.wording)


# ---- parameters as people type them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [key for key, method in METHODS.items() if method.params])
def test_the_example_leaves_nothing_open(key):
    _, problems = read_parameters(METHODS[key], row_of(METHODS[key], {"standard": METHODS[key].example}))
    assert [problem.message for problem in problems if "已按" not in problem.message] == []


NUMBERS = [
    ("5", "", "5"),
    ("95%", "value", "0.95"),
    ("0.1个百分点", "step", "0.001"),
    ("1/10", "share", "0.1"),
    ("十分之一", "share", "0.1"),
    ("10%", "share", "0.1"),
    ("17人", "", "17"),
    ("-5", "", "-5"),
    ("约95", "", None),
    ("", "", None),
    (True, "", None),
]


@pytest.mark.parametrize(("said", "counts", "number"), NUMBERS)
def test_numbers_in_parameters(said, counts, number):
    assert number_in(said, counts) == (None if number is None else Decimal(number))


def spelled(case: Mapping[str, Any]) -> str:
    return f"{case['method']}:{case['standard']}"


@pytest.mark.parametrize("case", records("parameters.toml", "reads"), ids=spelled)
def test_parameters_typed_in_one_cell(case):
    row = {"points": Decimal(4), "target": Decimal(8), "type": case["type"], "standard": case["standard"]}
    found, problems = read_parameters(METHODS[case["method"]], row)
    assert [problem.message for problem in problems if problem.fatal] == []
    assert {name: found[name].value for name in case["parameters"]} == case["parameters"]


def test_tiers_may_be_parted_by_commas():
    row = {"points": Decimal(5), "standard": "有效得5分，较为得3分，未建立不得分"}
    found, problems = read_parameters(METHODS["tiers"], row)
    assert [(tier.text, plain(tier.points)) for tier in found["tiers"]] == [("有效", "5"), ("较为", "3"), ("未建立", "0")]
    assert problems == []


def test_keys_of_a_template_row_are_parameters_too():
    found, problems = read_parameters(METHODS["slope"], {"type": "percent", "points": Decimal(2), "full": "95%", "zero": "85%"})
    assert ({name: each.value for name, each in found.items()}, problems) == (
        {"full": Decimal("0.95"), "zero": Decimal("0.85")},
        [],
    )


@pytest.mark.parametrize("case", records("parameters.toml", "refused"), ids=spelled)
def test_parameters_refused(case):
    row = {"points": Decimal(4), "type": case["type"], "standard": case["standard"]}
    _, problems = read_parameters(METHODS[case["method"]], row)
    told = [(each.kind, each.message) for each in problems if each.fatal]
    assert told[0][0] == case["kind"], told
    assert case["says"] in told[0][1]
    assert all(each.hint for each in problems)


@pytest.mark.parametrize("case", records("parameters.toml", "doubted"), ids=spelled)
def test_what_a_standard_leaves_open_is_told(case):
    row = {"points": Decimal(4), "type": "percent", "standard": case["standard"]}
    _, problems = read_parameters(METHODS[case["method"]], row)
    assert [problem.message for problem in problems] == case["says"]
    assert not any(problem.fatal for problem in problems)


def test_a_third_has_as_many_digits_as_excel_keeps():
    found, _ = read_parameters(METHODS["per_fault_share"], {"points": Decimal(2), "standard": "一项不符合扣分值的三分之一"})
    assert found["share"].value == Decimal("0.333333333333333")
    assert found["share"].shown == "1/3"


def test_what_an_office_says_of_its_own_method_is_cited():
    own = methods_from({"own": {"name": "比一比", "says": "到{target}得满分", "source": "某县评分办法"}}, "mine.toml", METHODS)
    assert own["own"].basis("财预〔2020〕10号 附件1") == "某县评分办法"
