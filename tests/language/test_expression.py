"""The scoring language: its laws, what it refuses, and that its readings and its spelling say one thing."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance import records
from equality import TEMPLATE, calculate, calculate_in_office, compiled, is_equal
from xlgen.errors import FormulaError, TemplateError
from xlgen.flows.method_cases import row_of
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods
from xlgen.language.evaluate import evaluate
from xlgen.language.nodes import Call, Const, Expr, Ref, Span, names_read
from xlgen.language.operators import IF, OPS, SETTLE, Value
from xlgen.language.parse import parse
from xlgen.language.rewrite import simplify, substitute
from xlgen.language.spoken import describe
from xlgen.language.write import to_bound, to_excel, to_source
from xlgen.words.days import serial

COLUMNS = ("x", "y", "z", "t", "u")
HIGHER = "round(z * min(ratio(x, y), 1), 2)"
LOWER = "z if x <= y else round(z * ratio(y, x), 2)"
STEPS = "max(0, z - 0.1 * floor(ratio(max(0, x - y), 0.1)))"
GRADE = '"优" if x >= 90 else "良" if x >= 80 else "中" if x >= 60 else "差"'


def answers(said: str) -> dict[str, Decimal | str]:
    """``x=95 t=是`` as answers: numbers where they are some, else text; what is not said is blank."""
    pairs = (pair.split("=") for pair in said.split())
    return {name: Decimal(value) if value.lstrip("-").replace(".", "").isdigit() else value for name, value in pairs}


CASES = records("expressions.toml", "case")
IDS = [f"{case['formula']} at {case.get('answers', {})!r}".replace("Decimal", "") for case in CASES]


def address(row: int):
    names = [*COLUMNS, "not_here"]
    return lambda cells: ":".join(dict.fromkeys(f"{'ABCDEF'[names.index(name)]}{row}" for name in (cells[0], cells[-1])))


def case_rows():
    texts = [to_excel(parse(case["formula"]), address(row)) for row, case in enumerate(CASES, 1)]
    return [[case.get("answers", {}).get(name) for name in (*COLUMNS, "not_here")] for case in CASES], [
        [text] for text in texts
    ]


def wrong(found: list[Value]) -> dict[str, Value]:
    """Cases whose value is another, and that value."""
    return {i: got for i, got, case in zip(IDS, found, CASES, strict=True) if not is_equal(got, case.get("value"))}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_values(case):
    assert is_equal(evaluate(parse(case["formula"]), case.get("answers", {}).get), case.get("value"))


def test_values_by_an_engine():
    # formualizer's TRIM takes tabs and 全角空格 too; Excel's and LibreOffice's take blanks only
    differing = wrong([value for (value,) in calculate(case_rows())])
    assert set(differing) == {r"length(x) at {'x': '\t'}", r"length(x) at {'x': '\u3000'}"}


def test_values_by_libreoffice(office, tmp_path):
    assert wrong([value for (value,) in calculate_in_office({"m": case_rows()}, office, tmp_path)["m"]]) == {}


# ---- the laws -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [HIGHER, LOWER, STEPS, GRADE, 'x if t == "是" else y'])
@pytest.mark.parametrize("missing", [None, "", "约95"])
def test_blank_in_blank_out(source, missing):
    expr = parse(source)
    full = {"x": Decimal(1), "y": Decimal(2), "z": Decimal(3), "t": "是"}
    for kind, name in names_read(expr):
        if not (kind == "t" and missing == "约95"):
            assert evaluate(expr, {**full, name: missing}.get) is None


def test_division_by_nothing_is_nothing():
    assert evaluate(parse("ratio(x, 0)"), answers("x=5").get) == 0


def test_nothing_rounded_up_has_no_sign():
    assert not evaluate(parse("ceil(x)"), answers("x=-0.5").get).is_signed()


def test_steps_of_a_tenth_are_counted_as_people_count_them():
    steps = [evaluate(parse("floor(ratio(x - 95, 0.1))"), {"x": 95 + Decimal(i) / 10}.get) for i in range(100)]
    assert steps == list(range(100))


def test_columns_are_settled_before_they_are_compared_but_constants_are_not():
    assert parse("1 if x >= 90 else 0").args[0].args == (Call(SETTLE, (Ref("x"),)), Const(Decimal(90)))


def test_a_difference_is_settled_before_it_is_divided():
    difference = Call(OPS["-"], (Ref("x"), Ref("y")))
    assert parse("ratio(x - y, z)").args[0] == Call(SETTLE, (difference,))
    assert parse("ratio(x, z)").args[0] == Ref("x")
    assert parse("ratio(x, max(y, x - y))").args[1] == Call(SETTLE, (parse("max(y, x - y)"),))
    assert parse("ratio(x, max(y, z))").args[1] == parse("max(y, z)")


# ---- Excel text -----------------------------------------------------------------------------------------------------


def test_a_name_is_guarded_once_however_often_it_is_read():
    assert to_excel(parse("x if x > 0 else x"), address(1)) == '=IF(COUNT(A1)<1,"",IF(ROUND(A1,8)>0,A1,A1))'


@pytest.mark.parametrize(
    ("source", "excel"),
    [
        ("max(x, -5)", "MAX(A1,-5)"),
        ("x - -5", "A1-(-5)"),
        ("x - -1", "A1-(-1)"),
        ("x - 0", "A1-0"),
        ("x * 0.5", "A1*0.5"),
        ("ratio(-5, x)", "IF(ROUND(A1,8)=0,0,(-5)/A1)"),
        ("x if -5 <= x else 0", "IF((-5)<=ROUND(A1,8),A1,0)"),
    ],
)
def test_a_negative_number_stands_in_brackets_beside_a_sign(source, excel):
    assert to_excel(parse(source), address(1)) == f'=IF(COUNT(A1)<1,"",{excel})'


def test_what_stands_left_of_a_sign_as_strong_needs_no_brackets():
    assert to_excel(parse("x - y - z"), address(1)) == '=IF(COUNT(A1,B1,C1)<3,"",A1-B1-C1)'


def test_text_constants_are_quoted_for_excel():
    assert to_excel(parse(r'"说\"明\"" if x > 0 else blank'), address(1)) == (
        '=IF(COUNT(A1)<1,"",IF(ROUND(A1,8)>0,"说""明""",""))'
    )


def test_a_formula_too_long_for_excel_is_refused():
    source = " + ".join(["x * 1.2345678901234"] * 200)
    with pytest.raises(FormulaError, match="超过 8192"):
        to_excel(Call(OPS["+"], (parse(source), parse(source))), lambda names: "'某一张名字很长的工作表'!A1")


def test_a_formula_as_long_as_excel_takes_is_written():
    assert len(to_excel(Const("字" * 8189), address(1))) == 8192
    with pytest.raises(FormulaError) as caught:
        to_excel(Const("字" * 8190), address(1))
    assert (caught.value.at, len(caught.value.source)) == (0, 81)  # its beginning


@pytest.mark.parametrize(
    ("source", "excel"),
    [
        ("5", "5"),
        ("x + y", "IF(COUNT(A1,B1)<2,1.5,A1+B1)"),
        ('x if t == "是" else 7', 'IF(COUNT(A1)<1,1.5,IF(EXACT(D1,"是"),A1,7))'),  # texts are not asked for
        ("round(2.345, 2)", "ROUND(2.345,2)"),
        ("min(x, y)", "IF(COUNT(A1,B1)<2,1.5,MIN(A1,B1))"),
    ],
)
def test_a_bound_is_another_while_a_number_is_blank(source, excel):
    assert to_bound(parse(source), Decimal("1.50"), address(1)) == f"={excel}"


@pytest.mark.parametrize(("levels", "is_refused"), [(63, False), (64, True)])
def test_a_formula_nested_too_deeply_for_excel_is_refused(levels, is_refused):
    expr: Expr = Ref("x")
    for _ in range(levels):
        expr = Call(OPS["abs"], (expr,))
    if is_refused:
        with pytest.raises(FormulaError, match="嵌套超过 64 层") as caught:
            to_excel(expr, address(1))
        assert caught.value.at == 0
    else:
        assert to_excel(expr, address(1)).count("(") > levels


def test_brackets_in_names_of_sheets_are_no_nesting():
    assert "(((" in to_excel(Ref("x"), lambda _: f"'{'(' * 80}'!A1")


def test_brackets_in_texts_are_no_nesting():
    assert "(((" in to_excel(parse(f'"{"(" * 80}" if x > 0 else blank'), address(1))


# ---- Chinese --------------------------------------------------------------------------------------------------------

SAID = [
    (HIGHER, "分值×(实际÷目标（结果超过1的按1）)（四舍五入保留2位小数）"),
    (LOWER, "若实际不大于目标，则分值；否则分值×目标÷实际（四舍五入保留2位小数）"),
    (GRADE, "若实际不小于90，则“优”；否则若实际不小于80，则“良”；否则若实际不小于60，则“中”；否则“差”"),
    ("x - (y - z)", "实际－(目标－分值)"),
    ("x - y - z", "实际－目标－分值"),
    ("x + (y - z)", "实际＋目标－分值"),
    ("(x + y) * z", "(实际＋目标)×分值"),
    ("ratio(x, ratio(y, z))", "实际÷(目标÷分值)"),
    ("z - (x if y > 0 else 0)", "分值－(若目标大于0，则实际；否则0)"),
    ("(x if y > 0 else z) if z > 0 else 0", "若分值大于0，则(若目标大于0，则实际；否则分值)；否则0"),
    ("round(x, 1) * 2", "(实际（四舍五入保留1位小数）)×2"),
    ("x - -5", "实际－(-5)"),
    ("x - -1", "实际－(-1)"),
    ("x - 0.5", "实际－0.5"),
    ("x - 0", "实际－0"),
    ("-5 + x", "(-5)＋实际"),
    ("-(-x)", "－(－实际)"),
    ("1 if floor(x) >= 2 else 0", "若(实际（取整，不足一档不计）)不小于2，则1；否则0"),
    ("1 if ceil(x) >= 2 else 0", "若(实际（进位，不足一档按一档）)不小于2，则1；否则0"),
    ("1 if round(x, 1) >= 2 else 0", "若(实际（四舍五入保留1位小数）)不小于2，则1；否则0"),
    ("max(floor(x), 1)", "实际（取整，不足一档不计，小于1的按1）"),
    ("max(ceil(x), 1)", "实际（进位，不足一档按一档，小于1的按1）"),
    ("ratio(-x, y)", "－实际÷目标"),
    ("z * max(0, min(x, 1))", "分值×(实际（超过1的按1，小于0的按0）)"),
    ("min(1, max(x, 0))", "实际（小于0的按0，超过1的按1）"),  # wherever the constant stands
    ("max(0, z - y)", "分值－目标（结果小于0的按0）"),
    ("max(0, ratio(x, y) - 1)", "实际÷目标－1（结果小于0的按0）"),
    ("round(max(0, z - x), 2)", "分值－实际（结果小于0的按0，四舍五入保留2位小数）"),
    ("max(0, x if y > 0 else z)", "(若目标大于0，则实际；否则分值)（结果小于0的按0）"),
    ("round(x if y > 0 else z, 2)", "(若目标大于0，则实际；否则分值)（四舍五入保留2位小数）"),
    ("z * max(0, 110)", "分值×110"),  # of constants one is left
    ("z - max(-5, -7)", "分值－(-5)"),
    ("max(x, y, 0)", "（实际，目标，0）中较大者"),
    ("max(x, y)", "（实际，目标）中较大者"),
    ("max(x, y, min(z, 1))", "（实际，目标，分值（超过1的按1））中较大者"),
    ("1 if min(x, 1) >= y else 0", "若(实际（超过1的按1）)不小于目标，则1；否则0"),
    ("max(min(x, y), 0)", "（实际，目标）中较小者（小于0的按0）"),
    ('1 if x == "是" or x == "否" else 0', "若实际为“是”或“否”，则1；否则0"),
    ('1 if x == "是" or x == "否" or x == "无" else 0', "若实际为“是”或“否”或“无”，则1；否则0"),
    ('1 if x == "是" or y == "否" else 0', "若（实际为“是”，目标为“否”）有其一成立，则1；否则0"),
    ('1 if x == "是" or y > 0 else 0', "若（实际为“是”，目标大于0）有其一成立，则1；否则0"),
    ("x if x >= -5 else blank", "若实际不小于-5，则实际；否则空白"),
    ('x if x <= date("2023-12-31") else 0', "若实际不大于2023-12-31，则实际；否则0"),
]


@pytest.mark.parametrize(("source", "chinese"), SAID)
def test_formulas_in_chinese(source, chinese):
    assert describe(parse(source), dict(zip("xyz", ("实际", "目标", "分值"), strict=True)).get) == chinese


def test_brackets_of_a_label_are_no_remark():
    assert describe(parse("floor(x)"), {"x": "占比（%）"}.get) == "占比（%）（取整，不足一档不计）"


def test_parameters_read_as_they_were_typed():
    expr = substitute(
        parse("z if x >= line else 0"), lambda ref, _: Const(Decimal("0.95"), "95%") if ref.name == "line" else ref
    )
    assert describe(expr, {"x": "实际", "z": "分值"}.get) == "若实际不小于95%，则分值；否则0"
    assert to_excel(expr, address(1)) == '=IF(COUNT(A1,C1)<2,"",IF(ROUND(A1,8)>=0.95,C1,0))'


def test_a_column_is_named_by_its_label():
    assert describe(Call(OPS["sum"], (Span(("a", "b"), "得分栏"),)), str) == "得分栏合计"


# ---- what is refused, and where -------------------------------------------------------------------------------------

REFUSED = records("refused.toml", "refused")


@pytest.mark.parametrize("case", REFUSED, ids=[case["formula"][:40] for case in REFUSED])
def test_refused_with_place_and_remedy(case):
    with pytest.raises(FormulaError) as caught:
        parse(case["formula"])
    error = caught.value
    assert case["says"] in error.problem
    assert case.get("hint", "") in error.hint
    assert error.source[error.at :].startswith(case["under"])


def test_signs_of_the_language_are_no_functions():
    with pytest.raises(FormulaError) as caught:
        parse("negative(x)")
    assert "：abs、at、" in caught.value.hint
    assert "、min、nth_largest、or_else、" in caught.value.hint


def test_the_caret_stands_under_the_fault():
    with pytest.raises(FormulaError) as caught:
        parse("round(points * actual / target, 2)")
    assert str(caught.value) == (
        "“points * actual / target”不在评分语言之内\n"
        "    round(points * actual / target, 2)\n"
        "          ^\n"
        "  提示：除法请写 ratio(a, b)，b 为 0 时得 0"
    )


HUGE = ["(" * 250 + "x" + ")" * 250, "abs(" * 150 + "x" + ")" * 150, "-" * 50_000 + "x", "+".join(["x"] * 5_000), "x" * 70_000]


@pytest.mark.parametrize("source", HUGE, ids=["brackets", "calls", "signs", "terms", "characters"])
def test_huge_formulas_are_refused_not_crashed(source):
    with pytest.raises(FormulaError) as caught:
        to_excel(parse(source), address(1))
    error = caught.value
    assert (error.at, len(error.source)) == (0, 81)  # its beginning
    assert "嵌套" in error.problem or "过长" in error.problem or "超过" in error.problem


def test_a_source_as_long_as_it_may_be_is_read():
    assert parse("x" * 65_536) == Ref("x" * 65_536)
    with pytest.raises(FormulaError):
        parse("x" * 65_537)


def test_nothing_is_refused_at_its_beginning_and_a_plain_fault_has_no_hint():
    with pytest.raises(FormulaError) as caught:
        parse("")
    assert caught.value.at == 0
    with pytest.raises(FormulaError) as caught:
        parse("x > 0")
    assert caught.value.hint == ""


def test_circular_formulas_are_refused_with_their_way():
    fields = {"a": "=b + 1", "b": "=round(c, 2)", "c": "=a"}
    with pytest.raises(TemplateError, match="公式循环：a → b → c → a"):
        compile_form({**TEMPLATE, "fields": fields}, {}, {}, {})


def test_a_formula_that_reads_itself_is_refused():
    with pytest.raises(TemplateError, match="公式循环：a → a"):
        compile_form({**TEMPLATE, "fields": {"a": "=a + 1"}}, {}, {}, {})


# ---- names and texts stay as they were spelled ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["actual", "indicators.3.score", "facts.3_met1.value", "t2.1.n4", "指标.3.得分", "_a.b_c"])
def test_names(name):
    assert parse(name) == Ref(name)


def test_a_name_that_no_author_wrote_stands_at_the_beginning():
    assert Ref("x").at == 0


def test_texts_are_not_taken_for_names():
    assert parse('"见附表a.1和b.2" if x > 0 else "v.3"').args[1:] == (Const("见附表a.1和b.2"), Const("v.3"))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0.10", "0.1"),
        ("1_000", "1000"),
        ("2.5e3", "2500"),
        ("-0", "0"),
        ("- 5", "-5"),
        ("999999999999999", "999999999999999"),
        ("0.123456789012345", "0.123456789012345"),
    ],
)
def test_numbers_are_exact(source, value):
    assert parse(source) == Const(Decimal(value))


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ('date("1900-03-01")', Const(Decimal(61))),
        (f'"{"长" * 255}"', Const("长" * 255)),
        ("round(x, 0)", Call(OPS["round"], (Call(SETTLE, (Ref("x"),)), Const(Decimal(0))))),
        ("round(x, 8)", Call(OPS["round"], (Call(SETTLE, (Ref("x"),)), Const(Decimal(8))))),
    ],
)
def test_the_last_that_is_allowed_is_read(source, read):
    assert parse(source) == read


def test_dates_are_serials():
    assert parse('date("2023-12-31")') == Const(serial(date(2023, 12, 31))) == Const(Decimal(45291))


# ---- rewriting ------------------------------------------------------------------------------------------------------


def test_a_formula_in_place_of_a_name_takes_the_kind_of_its_place():
    inner = parse('"是" if x > 1 else "否"')
    expr = substitute(parse('1 if t == "是" else 0'), lambda ref, _: inner)
    assert expr.args[0].args[0].op is IF["t"]
    assert parse(to_source(expr)) == expr


def test_a_constant_in_place_of_a_name_is_folded():
    expr = substitute(parse("x if x >= line else -line"), lambda ref, _: Const(Decimal(2)) if ref.name == "line" else ref)
    assert expr == parse("x if x >= 2 else -2")


def test_a_constant_in_place_of_a_column_is_one_cell():
    expr = substitute(parse("sum(x, line)"), lambda ref, _: Const(Decimal(2)) if ref.name == "line" else ref)
    assert evaluate(expr, answers("x=5").get) == 7


EMPTY = [
    ("sum(x, [])", "sum(x)"),
    ("sum([])", "0"),
    ('countif([], "a")', "0"),
    ("x * 1", "x"),
    ("1 * x", "x"),
    ("1 * 1", "1"),
    ("0 + x", "x"),
    ("x + 0", "x"),
    ("0 * x", "0 * x"),
    ("x + 1", "x + 1"),
    ("round(sum(x) * 1, 2)", "round(sum(x), 2)"),
]


@pytest.mark.parametrize(("source", "simple"), EMPTY)
def test_empty_columns_are_left_out(source, simple):
    assert simplify(parse(source)) == parse(simple)


# ---- properties -----------------------------------------------------------------------------------------------------

constants = st.decimals(min_value=-1000, max_value=1000, places=2).map(lambda x: format(x, "f"))
leaves = st.sampled_from(("x", "y", "z", "funds.3.total")) | constants


def deeper(numbers):
    pairs = st.tuples(numbers, numbers)
    truths = st.one_of(
        st.tuples(st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), pairs).map(lambda s: f"({s[1][0]} {s[0]} {s[1][1]})"),
        st.sampled_from(('(t == "是")', '(t != "否")', "filled(u)", "is_number(x)")),
    )
    truths |= st.tuples(st.sampled_from(("and", "or")), truths, truths).map(lambda s: f"({s[1]} {s[0]} {s[2]})")
    truths |= truths.map(lambda s: f"(not {s})")
    return st.one_of(
        st.tuples(st.sampled_from("+-*"), pairs).map(lambda s: f"({s[1][0]} {s[0]} {s[1][1]})"),
        st.tuples(st.sampled_from(("ratio", "min", "max")), pairs).map(lambda s: f"{s[0]}({s[1][0]}, {s[1][1]})"),
        st.tuples(st.sampled_from(("abs", "floor", "ceil", "-")), numbers).map(lambda s: f"{s[0]}({s[1]})"),
        st.tuples(numbers, st.integers(0, 4)).map(lambda s: f"round({s[0]}, {s[1]})"),
        st.tuples(numbers, truths, numbers).map(lambda s: f"({s[0]} if {s[1]} else {s[2]})"),
        st.just("or_else(x, 1)") | st.just("sum([x, y], z)") | st.just("count([x, y])"),
    )


formulas = st.recursive(leaves, deeper, max_leaves=12)


@pytest.mark.parametrize(
    ("source", "spelled"),
    [
        ('x if x<=date("2023-12-31") and t=="是" else 0', '(x if ((x <= date("2023-12-31")) and same(t, "是")) else 0)'),
        ("-x+sum([x,y],z)", "((-x) + sum([x, y], z))"),
        ("blank if not filled(u) else -0.50", "(blank if (not filled(u)) else -0.5)"),
    ],
)
def test_a_formula_is_spelled_as_an_author_would(source, spelled):
    assert to_source(parse(source)) == spelled


@given(formulas)
def test_a_formula_spelled_out_is_read_back_as_the_same_tree(source):
    expr = parse(source)
    assert parse(to_source(expr)) == expr


@given(formulas, st.dictionaries(st.sampled_from(("x", "y", "z", "t", "u", "funds.3.total")), st.one_of(
    st.none(), st.sampled_from(("是", "约95", "")), st.decimals(-100, 100, places=2))))  # fmt: skip
def test_every_formula_has_a_value_or_is_blank(source, said):
    value = evaluate(parse(source), said.get)
    assert value is None or isinstance(value, Decimal)


METHODS = load_methods()


def test_compiled_formulas_are_read_back_with_the_same_excel_text():
    form = compiled(METHODS, [row_of(method, case) for method in METHODS.values() for case in ({}, *method.cases[:3])])
    told = [expr for cell in form.cells() for expr in (cell.formula, cell.minimum, cell.maximum) if expr is not None]
    assert len(told) > 200
    for expr in told:
        again = parse(to_source(expr))
        assert again == expr
        assert to_excel(again, lambda names: names[0]) == to_excel(expr, lambda names: names[0])


def random_formula(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.15:
        return chance.choice(("x", "y", "z", "x", "y", str(chance.randrange(-500, 1000) / 100), str(chance.randrange(1, 9))))
    a, b, c, d = (random_formula(chance, depth - 1) for _ in range(4))
    sign = chance.choice(("<", "<=", ">", ">=", "==", "!="))
    return chance.choice(
        (
            f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"ratio({a}, {b})", f"min({a}, {b}, {c})", f"max({a}, {b})", f"abs({a})",
            f"floor({a})", f"ceil({a})", f"round({a}, 2)", f"-({a})", f"({a} if {b} {sign} {c} else {d})", f"({a} if {b} {sign} {c} else {d})",
            f"({a} if {b} > {c} and not {c} {sign} {d} else {d})", f'({a} if t == "是" or {b} {sign} {c} else {d})',
        )
    )  # fmt: skip


def test_random_formulas_agree_with_an_engine():
    chance = random.Random(20)
    sources = [random_formula(chance, chance.randrange(1, 5)) for _ in range(3000)]
    rows = [
        [Decimal(chance.randrange(-300, 2000)) / 100 if chance.random() < 0.97 else chance.choice((None, "无")) for _ in "xyz"]
        + [chance.choice(("是", "否")), None, None]
        for _ in sources
    ]
    exprs = [parse(source) for source in sources]
    found = calculate((rows, [[to_excel(expr, address(i))] for i, expr in enumerate(exprs, 1)]))
    wanted = [evaluate(expr, dict(zip(COLUMNS, row, strict=False)).get) for expr, row in zip(exprs, rows, strict=True)]
    told = zip(sources, rows, wanted, found, strict=True)
    assert [(source, row, want, got) for source, row, want, (got,) in told if not is_equal(want, got)] == []
    assert sum(isinstance(value, Decimal) for value in wanted) > 2500
