"""Scoring methods: every boundary case in three readings, what people type for parameters, what a standard leaves open."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import cellrune
import pytest

from equality import TEMPLATE, compiled, is_equal, plain_value, row_of
from xlgen.errors import TemplateError
from xlgen.flows.issuing import blank
from xlgen.form.compute import compute
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.records import Form, Row
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
class Case:
    method: str
    said: Mapping[str, Any]
    results: Mapping[str, str]  # what is expected → name of the cell that shows it
    filled: Mapping[str, Value]

    def wanted(self, key: str) -> Value:
        value = plain_value(self.said[key])
        return None if value == "blank" else value

    def wrong(self, value_of: Mapping[str, Value]) -> list[str]:
        """Results that are not what was worked out by hand."""
        found = {key: value_of.get(name) for key, name in self.results.items()}
        return [
            f"{self.method} {dict(self.said)}: {key} is {value}"
            for key, value in found.items()
            if not is_equal(self.wanted(key), value)
        ]


@functools.cache
def form() -> Form:
    """All cases of all methods, a row for each."""
    return compiled(METHODS, [row_of(method, case) for method in METHODS.values() for case in method.cases])


@functools.cache
def cases() -> tuple[Case, ...]:
    said = [(method, case) for method in METHODS.values() for case in method.cases]
    return tuple(
        _case(row, method.key, case) for row, (method, case) in zip(form().tables["indicators"].rows, said, strict=True)
    )


def _case(row: Row, method: str, case: Mapping[str, Any]) -> Case:
    filled = {row.asked[key]: plain_value(value) for key, value in case.items() if key in row.asked and key not in RESULTS}
    results = {key: row.asked.get(cell) or row.cells[cell].name for key, cell in RESULTS.items() if key in case}
    return Case(method, case, results, filled)


@functools.cache
def decimal_values() -> Mapping[str, Value]:
    filled = {name: value for case in cases() for name, value in case.filled.items()}
    return compute(form().cells(), filled)


@functools.cache
def workbook() -> bytes:
    """The blank as it is issued, with every case typed in."""
    rows = [row_of(method, case) for method in METHODS.values() for case in method.cases]
    project = Project({}, {"indicators": rows})
    _, content = blank({**TEMPLATE, "identity": {}}, METHODS, project, "2025-01-10")
    typed: dict[str, dict[tuple[int, int], Change]] = {}
    for case in cases():
        for name, value in case.filled.items():
            sheet, *at = places()[name]
            typed.setdefault(sheet, {})[*at] = Change(value)
    return patch(content, typed)


@functools.cache
def places() -> Mapping[str, tuple[str, int, int]]:
    return lay_out(form()).places


@pytest.mark.parametrize("key", METHODS)
def test_cases_hold_in_decimal(key):
    assert [fault for case in cases() if case.method == key for fault in case.wrong(decimal_values())] == []


def test_cases_hold_in_the_workbook_recalculated_by_cellrune():
    book = cellrune.Workbook.from_bytes(workbook())
    report = book.calculate()
    assert report["unavailable_count"] == 0

    def shown(name: str) -> Value:
        sheet, row, column = places()[name]
        ((cell,),) = book.read_values(sheet, spell(row, column), spell(row, column))
        return Decimal(repr(cell["value"])) if cell["kind"] == "number" else cell.get("value")

    values = {name: shown(name) for case in cases() for name in case.results.values()}
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

    values = {name: shown(name) for case in cases() for name in case.results.values()}
    assert [fault for case in cases() for fault in case.wrong(values)] == []


def test_a_wrong_case_is_told():
    case = next(case for case in cases() if case.method == "execution" and case.said.get("actual") == Decimal("0.788"))
    wrong = Case(case.method, {**case.said, "score": Decimal("7.87")}, case.results, case.filled)
    assert wrong.wrong(decimal_values()) == ["execution {'actual': Decimal('0.788'), 'score': Decimal('7.87')}: score is 7.88"]


def _wanted(key: str) -> Iterator[Value]:
    return (
        case.wanted(result) for case in cases() if case.method == key for result in case.results if result in ("score", "max")
    )


@pytest.mark.parametrize("key", sorted(set(METHODS) - {"judged"}))
def test_cases_try_blank_text_full_and_less(key):
    method, wanted = METHODS[key], list(_wanted(key))
    points = {Decimal(case.said.get("points", method.sample["points"])) for case in cases() if case.method == key}
    assert any(not case.filled for case in cases() if case.method == key)  # nothing filled in
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


STANDARDS = [  # method, 评分标准, row, parameters read
    ("step_short", "目标95%，每低1个百分点扣0.5", "percent", {"line": "0.95", "step": "0.01", "each": "0.5", "nothing": "0"}),
    ("step_short", "每降低1个百分点，扣0.5分；低于60%不得分，达到95%得满分", "percent", {"line": "0.95", "nothing": "0.6"}),
    ("step_short", "达标线=95%；每档=1%；每档扣分=0.5", "percent", {"line": "0.95", "step": "0.01", "each": "0.5"}),
    (
        "step_over",
        "≤100%满分，大于100%每增加0.1个百分点扣0.1分，扣完为止",
        "percent",
        {"line": "1", "step": "0.001", "each": "0.1"},
    ),
    ("step_over", "每超过2天扣0.5分", "number", {"line": "8", "step": "2", "each": "0.5"}),
    ("slope", "≥９５％满分；≤８５％得０分；其间按直线计分", "percent", {"full": "0.95", "zero": "0.85"}),
    (
        "stairs",
        "不超过5%得满分；每超过5个百分点扣分值的十分之一；50%及以上得0分",
        "percent",
        {"step": "0.05", "share": "0.1", "zero": "0.5"},
    ),
    ("interval", "90~110", "number", {"low": "90", "high": "110"}),
    ("over_achieved", "超过120%后，每超过5%扣0.5分", "number", {"limit": "1.2", "step": "0.05", "each": "0.5"}),
    ("per_fault", "8项，一项不符合扣0.5分，扣完为止", "number", {"each": "0.5", "count": "8"}),
    ("per_fault_two", "总体绩效和分项目标不合格各扣2分；每个项目目标扣0.5分", "number", {"heavy": "2", "light": "0.5"}),
    ("days_late", "每迟3天扣1分", "date", {"step": "3", "each": "1"}),
    ("qualitative", "三档80%、50%", "text", {"upper": "0.8", "lower": "0.5"}),
    ("qualitative", "", "text", {"upper": "0.8", "lower": "0.6"}),
]


@pytest.mark.parametrize(("key", "standard", "kind", "wanted"), STANDARDS, ids=[f"{key}:{text}" for key, text, *_ in STANDARDS])
def test_parameters_typed_in_one_cell(key, standard, kind, wanted):
    row = {"points": Decimal(4), "target": Decimal(8), "type": kind, "standard": standard}
    found, problems = read_parameters(METHODS[key], row)
    assert [problem.message for problem in problems if problem.fatal] == []
    assert {name: plain(found[name].value) for name in wanted} == wanted


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


REFUSED = [  # method, 评分标准, kind of values, kind of problem, what it says
    ("slope", "≥95%满分", "percent", "missing_case", "没有写明零分线"),
    ("slope", "≥95满分；≤85%得0分；按直线", "percent", "syntax", "没有百分号"),
    ("slope", "≥95%满分；≤95%得0分；按直线", "percent", "order", "满分线与零分线都是95%"),
    ("step_short", "目标17人，每少1%扣0.5分", "number", "syntax", "用了百分号"),
    ("step_short", "每低1个百分点扣0.5分", "percent", "missing_case", "没有写明达标线"),
    ("step_short", "目标95%，每低0个百分点扣0.5分", "percent", "order", "每档0个百分点应大于 0"),
    ("step_short", "满意度90%以上满分；以80%为标准，每下降10%扣1.5分", "percent", "overlap", "“80%”与“90%”不一致"),
    ("interval", "下限110，上限90", "number", "order", "下限110大于上限90"),
    ("per_fault_share", "一项不符合扣分值的150%", "number", "order", "应在 0 与 1 之间"),
    ("over_achieved", "超过90%后，每超过5%扣0.5分", "number", "order", "应不低于 100%"),
    ("qualitative", "三档60%、80%", "text", "order", "上档线60%应大于下档线80%"),
    ("days_late", "每迟一个月扣1分", "date", "syntax", "看不懂"),
    ("banded", "90%-100%得4分；80%-89%得2分；80%以下，不得分", "percent", "gap", "(89%,90%)没有规定得分"),
    ("checklist", "①立项合规:1.5; ②手续齐全:1", "number", "sum", "各项合计 2.5 分，分值为 4"),
    ("banded", "", "percent", "missing_case", "缺少各档"),
]


@pytest.mark.parametrize(
    ("key", "standard", "kind", "problem", "says"), REFUSED, ids=[f"{key}:{text}" for key, text, *_ in REFUSED]
)
def test_parameters_refused(key, standard, kind, problem, says):
    _, problems = read_parameters(METHODS[key], {"points": Decimal(4), "type": kind, "standard": standard})
    told = [(each.kind, each.message) for each in problems if each.fatal]
    assert told[0][0] == problem
    assert says in told[0][1]
    assert all(each.hint for each in problems)


DOUBTS = [  # method, 评分标准, what is told without refusing
    (
        "step_short",
        "目标95%，每低1个百分点扣0.5",
        ["没有写明不足一档怎么扣，本方法按一档扣", "没有写明扣到几分为止，本方法扣完为止"],
    ),
    ("step_short", "目标95%，每低1个百分点扣0.5，不足一档按一档；低于60%不得分", []),
    ("per_fault", "2项，一项不符合扣0.5分", ["2项全不符合也扣不完4分，最低得分大于0"]),
    ("per_fault", "4项，一项不符合扣2.25分", ["4项全不符合要扣的超过4分"]),
    ("per_fault", "4项，一项不符合扣2.25分，扣完为止", []),
    (
        "stairs",
        "≤5%满分；≥50%得0分；5%-50%之间每五个百分点为档，每档扣分值的十分之一，不足一档按一档",
        ["从5%到50%一档一档扣不完，到50%时一下跳到0分"],
    ),
    ("slope", "等于0满分；≥10%得0分；其间按直线计分", ["没有写明负数怎么算，本方法负数得满分"]),
]


@pytest.mark.parametrize(("key", "standard", "says"), DOUBTS, ids=[f"{key}:{text}" for key, text, _ in DOUBTS])
def test_what_a_standard_leaves_open_is_told(key, standard, says):
    _, problems = read_parameters(METHODS[key], {"points": Decimal(4), "type": "percent", "standard": standard})
    assert [problem.message for problem in problems] == says
    assert not any(problem.fatal for problem in problems)


def test_a_third_has_as_many_digits_as_excel_keeps():
    found, _ = read_parameters(METHODS["per_fault_share"], {"points": Decimal(2), "standard": "一项不符合扣分值的三分之一"})
    assert found["share"].value == Decimal("0.333333333333333")
    assert found["share"].shown == "1/3"
