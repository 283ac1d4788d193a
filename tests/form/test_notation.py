"""The notations of the 评分标准 cell: bands, checklist items, settings, and the problems found in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlgen.form.notation.bands import Bands, say_bands
from xlgen.form.notation.items import ChecklistItem, parse_items, parse_tiers
from xlgen.form.notation.patterns import fill_pattern
from xlgen.form.notation.phrases import parse_settings
from xlgen.form.notation.points import FULL, Points
from xlgen.form.notation.standards import parse_bands
from xlgen.words.numbers import half_up, plain, settle

D = Decimal


def kinds(text: str, percent: bool = True, points: str = "4", **more: object) -> list[tuple[str, bool]]:
    return [(problem.kind, problem.fatal) for problem in parse_bands(text, percent, D(points), **more)[1]]  # type: ignore[arg-type]


def points_at(bands: Bands, value: Decimal) -> Points:
    """Points of a value, settled as the formulas settle it."""
    x = settle(value)
    return next(b.points for b in bands.bands if b.at_least is None or x > b.at_least or (x == b.at_least and not b.strict))


def score(text: str, value: str, percent: bool = True) -> Points:
    bands, problems, _ = parse_bands(text, percent, D(4))
    assert bands, problems
    return points_at(bands, D(value))


# ---- bands: reading ---------------------------------------------------------------------------------------

READ = [
    # text, percent, as understood
    ("≥95%:4; ≥80%:2; ≥60%:1; 其余:0", True, "≥95%得4分；≥80%得2分；≥60%得1分；其余得0分"),
    ("≥95％：4；≥80％：2；其余：0", True, "≥95%得4分；≥80%得2分；其余得0分"),
    ("≥95% 得 4；≥80% 得 2；其余 0", True, "≥95%得4分；≥80%得2分；其余得0分"),
    ("≥95%得4分\n≥80%得2分\n其余不得分", True, "≥95%得4分；≥80%得2分；其余得0分"),
    (">= 95% 得满分；否则得零分", True, "≥95%得满分；其余得0分"),
    ("不低于95%得4分，低于95%不得分", True, "≥95%得4分；其余得0分"),
    ("大于或等于95%的，得满分；小于95%的，得0分", True, "≥95%得满分；其余得0分"),
    ("完成率达到95%得4分；完成率未达到95%得0分", True, "≥95%得4分；其余得0分"),
    ("不满意率≤5%得4分；其余0分", True, "≤5%得4分；其余得0分"),
    (">95%:4; 其余:0", True, ">95%得4分；其余得0分"),
    ("95%以上得4分，80%-95%（不含）得2分，80%以下不得分", True, "≥95%得4分；≥80%得2分；其余得0分"),
    ("95%以上（不含）得4分；其余0分", True, ">95%得4分；其余得0分"),
    ("95%（含）以上得4分；95%（不含）以下得0分", True, "≥95%得4分；其余得0分"),
    ("80%≤X<90%得2分；≥90%得4分；<80%得0分", True, "≥90%得4分；≥80%得2分；其余得0分"),
    ("大于等于80%小于90%得2分；90%以上得4分；80%以下不得分", True, "≥90%得4分；≥80%得2分；其余得0分"),
    ("≥80%且<90%得2分；≥90%得4分；其余:0", True, "≥90%得4分；≥80%得2分；其余得0分"),
    ("[80%,90%)得2分；≥90%得4分；其余:0", True, "≥90%得4分；≥80%得2分；其余得0分"),
    ("60-80%（不含）得2分；80%以上得4分；60%以下得0分", True, "≥80%得4分；≥60%得2分；其余得0分"),
    ("80%-60%（含）得2分；>80%得4分；60%以下得0分", True, ">80%得4分；≥60%得2分；其余得0分"),
    # （含） at one end settles whose the number is
    ("100%-80%（含）得4分、80%-60%（含）得2分、60%-0%得0分[就低]", True, "≥80%得4分；≥60%得2分；其余得0分"),
    ("0%-60%（含）得0分，60%-80%（含）得2分，80%-100%得4分[就低]", True, ">80%得4分；>60%得2分；其余得0分"),
    ("≥95%得4\n80%-95%（不含）得2\n其余不得分", True, "≥95%得4分；≥80%得2分；其余得0分"),
    # lower is better
    ("≤0:满分; ≤1%:1; 其余:0", True, "≤0%得满分；≤1%得1分；其余得0分"),
    ("5%以下满分；10%以下得1分；10%以上0分", True, "≤5%得满分；<10%得1分；其余得0分"),
    ("<0.9‰:4; 其余:0", True, "<0.09%得4分；其余得0分"),
    ("30分钟以内得满分；其余不得分", False, "≤30得满分；其余得0分"),
    # counts and amounts
    ("≥25家得4分；≥20家得1.5分；其余得0分", False, "≥25得4分；≥20得1.5分；其余得0分"),
    ("≥100万元:4; 其余:0", False, "≥100得4分；其余得0分"),
    # one number alone goes before 以上 and 以下
    ("=0:满分; ≤5%:1; 其余:0", True, "<0%得1分；≤0%得满分；≤5%得1分；其余得0分"),
    # the rest is the only hole, or both open ends
    ("90%以上得4分；80%以下得0分；其余得2分", True, "≥90%得4分；>80%得2分；其余得0分"),
    ("=100%:4; >100%:2; 其余:0", True, ">100%得2分；≥100%得4分；其余得0分"),
    ("95%-105%:满分; 其余:0", True, ">105%得0分；≥95%得满分；其余得0分"),
]


@pytest.mark.parametrize(("text", "percent", "said"), READ)
def test_bands_are_read_and_said_again(text: str, percent: bool, said: str) -> None:
    bands, problems, _ = parse_bands(text, percent, D(4))
    assert [problem for problem in problems if problem.fatal] == []
    assert bands
    assert say_bands(bands, percent) == said


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # threshold: points below, at, above
        ("≥95%:4; ≥80%:2; 其余:0", {"0.95": (2, 4, 4), "0.8": (0, 2, 2)}),
        (">95%:4; 其余:0", {"0.95": (0, 0, 4)}),
        ("≤1%:4; ≤5%:2; 其余:0", {"0.05": (2, 2, 0), "0.01": (4, 4, 2)}),
        ("<1%:4; 其余:0", {"0.01": (4, 0, 0)}),
        ("=100%:4; >100%:2; 其余:0", {"1": (0, 4, 2)}),
        ("90%以上得4分；80%-89%得2分；80%以下不得分[就低]", {"0.9": (2, 4, 4), "0.8": (0, 2, 2)}),
        ("90%以上得4分；80%-89%得2分；80%以下不得分[就高]", {"0.89": (2, 2, 4), "0.8": (0, 2, 2)}),
        ("90%以上得4分；80%-89%得2分；80%以下不得分[四舍五入]", {"0.895": (2, 4, 4), "0.795": (0, 2, 2)}),
    ],
)
def test_both_sides_of_each_threshold_are_stated(text: str, sides: dict[str, tuple[int, int, int]]) -> None:
    bands, _, _ = parse_bands(text, True, D(4))
    assert bands
    assert {plain(band.at_least) for band in bands.bands if band.at_least is not None} == set(sides)
    for threshold, (below, at, above) in sides.items():
        near = [points_at(bands, D(threshold) + step) for step in (D("-0.0001"), D(0), D("0.0001"))]
        assert near == [below, at, above]


def test_a_value_is_settled_before_it_is_compared() -> None:
    assert score("≥95%:4; 其余:0", "0.949999999999") == 4


def test_direction_is_up_where_lower_values_are_better() -> None:
    down, up = (parse_bands(text, True, D(4))[0] for text in ("≥95%:4; 其余:0", "≤5%:4; 其余:0"))
    assert down
    assert up
    assert (down.direction, up.direction) == ("down", "up")


def test_full_points_stay_words() -> None:
    assert score("≥95%得满分；其余:0", "1") == FULL


def test_an_amount_is_read_in_the_unit_of_the_row() -> None:
    bands, _, _ = parse_bands("≥1亿元:4; ≥5000万元:2; 其余:0", False, D(4), unit="万元")
    assert bands
    assert [band.at_least for band in bands.bands] == [10000, 5000, None]


# ---- bands: the standards of the five documents -----------------------------------------------------------

TEN = "90%-100%得2.5分；80%-89%得1分；60%-79%得0.5分；60%以下，不得分"
SEEDS = [
    # text, points, percent, printed defects, the same with gaps and overlaps for the lower score, for the higher score
    (
        TEN,
        "2.5",
        True,
        [("gap", "(79%,80%)"), ("gap", "(89%,90%)"), ("missing_case", "大于100%")],
        "≥90%得2.5分；≥80%得1分；≥60%得0.5分；其余得0分",
        ">89%得2.5分；>79%得1分；≥60%得0.5分；其余得0分",
    ),
    *(
        (
            f"达到95-100%得{most}分，80%-94%得{some}分；60%-79%得{few}分；60%以下，不得分",
            most,
            True,
            [("gap", "(79%,80%)"), ("gap", "(94%,95%)"), ("missing_case", "大于100%")],
            f"≥95%得{most}分；≥80%得{some}分；≥60%得{few}分；其余得0分",
            f">94%得{most}分；>79%得{some}分；≥60%得{few}分；其余得0分",
        )
        for most, some, few in (("4", "2", "1"), ("2", "1", "0.5"), ("4", "3", "2"), ("5", "3", "1"))
    ),
    (
        "达到80-100%得4分，达到50%-79%得2分；达到60%以下，不得分",
        "4",
        True,
        [("overlap", "[50%,60%)"), ("gap", "(79%,80%)"), ("missing_case", "大于100%")],
        "≥80%得4分；≥60%得2分；其余得0分",
        ">79%得4分；≥50%得2分；其余得0分",
    ),
    (
        "参保率相等或超过得满分，相差0-1%得1分，相差1.5%以上不得分",
        "2.5",
        True,
        [("overlap", "恰为0%"), ("gap", "(1%,1.5%)")],
        "<0%得满分；≤1%得1分；其余得0分",
        "≤0%得满分；<1.5%得1分；其余得0分",
    ),
    (
        "25家以上满分，20-24家1.5分，15-19家1分，14家以下不得分",
        "2.5",
        False,
        [("gap", "(14,15)"), ("gap", "(19,20)"), ("gap", "(24,25)")],  # complete for whole numbers only
        "≥25得满分；≥20得1.5分；≥15得1分；其余得0分",
        ">24得满分；>19得1.5分；>14得1分；其余得0分",
    ),
    (
        "80%以上满分，70%-79%得3分，69%以下不得分",
        "5",
        True,
        [("gap", "(69%,70%)"), ("gap", "(79%,80%)")],
        "≥80%得满分；≥70%得3分；其余得0分",
        ">79%得满分；>69%得3分；其余得0分",
    ),
    (
        "≥80%满分，70%-80%得2.5分，70%以下不得分",
        "5",
        True,
        [("overlap", "恰为80%")],
        ">80%得满分；≥70%得2.5分；其余得0分",
        "≥80%得满分；≥70%得2.5分；其余得0分",
    ),
]


@pytest.mark.parametrize(("text", "points", "percent", "defects", "lower", "higher"), SEEDS)
def test_printed_standards_are_refused_for_exactly_their_defects(
    text: str, points: str, percent: bool, defects: list[tuple[str, str]], lower: str, higher: str
) -> None:
    bands, problems, _ = parse_bands(text, percent, D(points))
    assert bands is None
    assert [(problem.kind, problem.message.split("没有")[0].split("有两")[0]) for problem in problems] == defects
    assert all(problem.fatal and problem.hint and problem.span for problem in problems)


@pytest.mark.parametrize(("text", "points", "percent", "defects", "lower", "higher"), SEEDS)
def test_printed_standards_hold_once_policies_are_declared(
    text: str, points: str, percent: bool, defects: list[tuple[str, str]], lower: str, higher: str
) -> None:
    for tags, said in (("[就低][重叠就低]", lower), ("[就高][重叠就高]", higher)):
        bands, problems, _ = parse_bands(f"{text} {tags}", percent, D(points))
        assert bands
        assert say_bands(bands, percent) == said
        assert [(problem.kind, problem.fatal) for problem in problems] == [(kind, False) for kind, _ in defects]


def test_whole_numbers_leave_no_gap_between_24_and_25() -> None:
    bands, problems, _ = parse_bands(SEEDS[-3][0], False, D("2.5"), whole=True)
    assert problems == []
    assert bands
    assert [(band.at_least, band.points) for band in bands.bands] == [(25, FULL), (20, D("1.5")), (15, 1), (None, 0)]
    assert bands.gaps == ()


def test_a_deduction_per_step_is_not_a_band() -> None:
    bands, problems, _ = parse_bands("95%-100%得10分；每下降5%扣1分", True, D(10))
    assert bands is None
    assert problems[0].span == "每下降5%扣1分"


# ---- bands: policies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "value", "points"),
    [
        ("[就低]", "0.8999", "1"),
        ("[就低]", "0.895", "1"),
        ("[就低]", "0.89", "1"),
        ("[就高]", "0.8901", "2.5"),
        ("[就高]", "0.89", "1"),
        ("[四舍五入到整数][就低]", "0.895", "2.5"),
        ("[四舍五入到整数][就低]", "0.8949", "1"),
        ("[四舍五入到整数][就低]", "0.595", "0.5"),  # 59.5% is 60% before it is looked up
        ("[四舍五入到整数][就低]", "0.5949", "0"),
        ("[就低]", "1.2", "2.5"),  # beyond the best band
        ("【就低】", "0.895", "1"),
        ("[缺口就高]", "0.895", "2.5"),
    ],
)
def test_a_policy_gives_a_gap_its_points(tag: str, value: str, points: str) -> None:
    bands, _, _ = parse_bands(f"{tag}{TEN}", True, D("2.5"))
    assert bands
    assert points_at(bands, D(value)) == D(points)


@pytest.mark.parametrize(
    ("value", "in_gap"), [("0.89", False), ("0.8901", True), ("0.895", True), ("0.9", False), ("1.001", True)]
)
@pytest.mark.parametrize("tag", ["[就低]", "[就高]", "[四舍五入][就低]"])
def test_a_value_in_a_closed_gap_is_known(tag: str, value: str, in_gap: bool) -> None:
    bands, _, _ = parse_bands(TEN + tag, True, D("2.5"))
    assert bands
    assert bands.in_gap(D(value)) is in_gap


def test_rounding_does_not_close_what_is_wider_than_a_digit() -> None:
    text = "≤1%得4分；1.5%以上不得分"
    assert kinds(text + "[四舍五入到整数]") == [("gap", True)]
    assert kinds(text + "[四舍五入到整数][就低]") == [("gap", False)]


def test_rounding_does_not_close_an_open_end() -> None:
    assert kinds(TEN + "[四舍五入到整数]", points="2.5") == [("gap", False), ("gap", False), ("missing_case", True)]


def test_the_hint_says_which_policy_closes_a_gap_and_how_it_then_reads() -> None:
    gap = parse_bands(TEN, True, D("2.5"))[1][1]
    assert gap.hint == "注明[就低]则89.5%得1分，注明[就高]则得2.5分，注明[四舍五入到整数]则先取到1%再查档"
    assert gap.span == "80%-89%得1分；90%-100%得2.5分"


def test_the_hint_of_an_open_end_says_how_to_rewrite_it() -> None:
    above = parse_bands(TEN, True, D("2.5"))[1][2]
    assert above.hint == "注明[就低]或[就高]，则大于100%得2.5分；或把“90%-100%得2.5分”改写为“≥90%得2.5分”"


def test_a_closed_gap_says_by_what() -> None:
    assert parse_bands(TEN + "[就低]", True, D("2.5"))[1][0].message.endswith("；已按[就低]处理")


@pytest.mark.parametrize(("tag", "below"), [("[就低]", 0), ("[就高]", 4)])
def test_beyond_the_worst_band_the_lower_score_is_zero(tag: str, below: int) -> None:
    assert score(f"90%以上得4分{tag}", "0.5") == below
    assert score(f"≤5%得4分{tag}", "0.5") == below


@pytest.mark.parametrize(
    ("text", "thresholds"),
    [(TEN + "[就低]", ["0.895", "0.795", "0.595", None]), ("≥81%:4; >80%且<81%:3; ≤80%:0", ["0.805", None])],
)
def test_what_rounding_closes_leaves_no_band(text: str, thresholds: list[str | None]) -> None:
    bands, _, _ = parse_bands(text + "[四舍五入到整数]", True)
    assert bands
    assert [band.at_least and plain(band.at_least) for band in bands.bands] == thresholds


def test_a_scale_from_zero_goes_on_below_it_but_is_noticed_there() -> None:
    bands, problems, _ = parse_bands("≥60%:4; 0-59%得0分[就低]", True, D(4))
    assert [problem.kind for problem in problems] == ["gap"]
    assert bands
    assert (points_at(bands, D("-0.1")), bands.in_gap(D("-0.1")), bands.in_gap(D(0))) == (0, True, False)


# ---- bands: problems --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥95%:4; ≥80%:2", [("missing_case", True)]),
        ("≤5%得4分", [("missing_case", True)]),
        ("≥95%:4; ≥95%:3; 其余:0", [("overlap", True)]),
        ("≥95%:4; ≥95%:4; 其余:0", [("unreachable", False)]),
        ("≥60%:1; ≥95%:4; 其余:0", [("unreachable", False)]),
        ("≤5%:1; ≤1%:4; 其余:0", [("unreachable", False)]),
        ("≥80%:4; <80%:2; 其余:0", [("unreachable", False)]),
        ("≥80%:4; 其余:0; 其他:1", [("unreachable", True)]),
        ("≥95%:5; 其余:0", [("sum", True)]),
        ("≥95%:3; 其余:0", [("sum", False)]),
        ("≥95%:4; 其余:5", [("sum", True)]),
        ("≥95%:4; ≥105%:2; 其余:0", [("order", False), ("unreachable", False)]),
        ("90%-100%得4分；80%-90%得2分；其余0分[就低]", [("overlap", True), ("missing_case", False)]),
        # the rest is what lies beyond the worst band, not what lies between two
        ("90%以上得4分；80%-89%得2分；其余0分", [("gap", True)]),
        ("90%-100%得4分；80%-90%（不含）得2分；其余0分", [("missing_case", True)]),
        ("90%以上得4分；80%-89%得2分；80%以下得1分；其余0分", [("gap", True), ("unreachable", False)]),
        ("", [("syntax", True)]),
        ("其余:0", [("syntax", True)]),
        ("根据实际情况设置", [("syntax", True)]),
        ("≥95:4; 其余:0", [("syntax", True)]),
        ("≥95%:4; 约80%:2; 其余:0", [("syntax", True)]),
        ("≥95%:4; 不到80%:0; 其余:2", [("syntax", True)]),
        ("≥95%:4; 其余:0; 另行研究", [("syntax", True)]),
        ("≥95%以上:4; 其余:0", [("syntax", True)]),
        ("95%扣1分；其余4分", [("syntax", True)]),
        ("80%>X得4分", [("syntax", True)]),
        ("且得4分", [("syntax", True)]),
        ("≥95%:4; 其余:0 [看着办]", [("syntax", True)]),
        ("≥95 3%:4; 其余:0", [("syntax", True)]),
    ],
)
def test_each_fault_of_bands_is_named(text: str, expected: list[tuple[str, bool]]) -> None:
    assert kinds(text) == expected


def test_a_fatal_problem_leaves_no_bands() -> None:
    assert parse_bands("≥95%:5; 其余:0", True, D(4))[0] is None


@pytest.mark.parametrize("text", ["≥95%:4; 其余:0", "20次扣2分；其余4分", "≥1,200人:4; 其余:0"])
def test_what_is_no_band_of_counts_is_named(text: str) -> None:
    assert kinds(text, percent=False) == [("syntax", True)]


@pytest.mark.parametrize("unit", ["", "个"])
def test_two_units_in_one_standard_are_named(unit: str) -> None:
    assert kinds("≥5个:4; ≥3家:2; 其余:0", percent=False, unit=unit) == [("syntax", True)]


def test_a_nought_in_another_unit_than_percent_is_named() -> None:
    assert kinds("≤10个百分点:4; 0个:2; 0家:1; 其余:0") == [("syntax", True)]


def test_unreadable_words_are_shown() -> None:
    _, problems, _ = parse_bands("≥95%:4; 约80%:2; 其余:0", True, D(4))
    assert (problems[0].message, problems[0].span) == ("“约80%:2”中的“约”看不懂", "约80%:2")


# ---- bands: properties ------------------------------------------------------------------------------------

percents = st.integers(min_value=-50, max_value=1500).map(lambda n: D(n) / 1000)


@st.composite
def ladders(draw: st.DrawFn) -> tuple[str, list[tuple[Decimal, bool, int]]]:
    """A text of thresholds from the top down, and the same as (threshold, strict, points)."""
    heights = sorted(draw(st.sets(st.integers(0, 120), min_size=1, max_size=5)), reverse=True)
    steps = [(D(x) / 100, draw(st.booleans()), 9 - i) for i, x in enumerate(heights)]
    signs = {True: (">", "大于"), False: ("≥", "不低于")}
    parts = [f"{draw(st.sampled_from(signs[strict]))}{plain(x * 100)}%:{points}" for x, strict, points in steps]
    return "；".join([*parts, "其余:0"]), steps


@settings(max_examples=150, deadline=None)
@given(ladders(), st.lists(percents, min_size=1, max_size=20))
def test_a_ladder_gives_the_first_step_that_a_value_reaches(
    ladder: tuple[str, list[tuple[Decimal, bool, int]]], values: list[Decimal]
) -> None:
    text, steps = ladder
    bands, _, _ = parse_bands(text, True)
    assert bands
    for value in values + [x for x, _, _ in steps]:
        expected = next((points for x, strict, points in steps if (value > x if strict else value >= x)), 0)
        assert points_at(bands, value) == expected


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int]]]:
    """A text of closed ranges of whole percentages, in any order and free to overlap, and the same as numbers."""
    found = []
    for points in range(1, draw(st.integers(2, 5))):
        low = draw(st.integers(0, 100))
        found.append((low, draw(st.integers(low, 110)), points))
    return "；".join(f"{low}%-{high}%得{points}分" for low, high, points in found), found


@settings(max_examples=200, deadline=None)
@given(ranges(), st.lists(percents, min_size=1, max_size=20), st.sampled_from(["低", "高"]))
def test_each_value_gets_a_score_of_a_band_that_names_it_or_of_a_neighbour(
    stated: tuple[str, list[tuple[int, int, int]]], values: list[Decimal], way: str
) -> None:
    text, found = stated
    bands, _, _ = parse_bands(f"{text}[就{way}][重叠就{way}]", True)
    assert bands
    pick = min if way == "低" else max
    for value in values:
        names = [points for low, high, points in found if D(low) / 100 <= value <= D(high) / 100]
        assert bands.in_gap(value) is not bool(names)
        if names:
            assert points_at(bands, value) == pick(names)
        else:
            assert points_at(bands, value) in {0, *(points for _, _, points in found)}


@settings(max_examples=150, deadline=None)
@given(ranges(), st.lists(percents, min_size=1, max_size=20))
def test_rounding_is_looking_up_the_rounded_value(
    stated: tuple[str, list[tuple[int, int, int]]], values: list[Decimal]
) -> None:
    text, _ = stated
    exact, _, _ = parse_bands(f"{text}[就低][重叠就低]", True)
    rounded, _, _ = parse_bands(f"{text}[四舍五入到整数][就低][重叠就低]", True)
    assert exact
    assert rounded
    for value in values:
        assert points_at(rounded, value) == points_at(exact, half_up(value, 2))


# ---- items ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "points", "items"),
    [
        ("①立项合规:1.5; ②手续齐全:1", "2.5", [("立项合规", "1.5"), ("手续齐全", "1")]),
        ("①立项合规：１.５；②手续齐全：１", "2.5", [("立项合规", "1.5"), ("手续齐全", "1")]),
        ("①1.5 ②1", "2.5", [("第1项", "1.5"), ("第2项", "1")]),
        ("①得2.5分 ②得2.5分", "5", [("第1项", "2.5"), ("第2项", "2.5")]),
        (
            "①项目立项符合国家法律法规，得1.5分，不符合不得分；\n②与部门职责范围（含下属）相符，得1分，不符合不得分。",
            "2.5",
            [("项目立项符合国家法律法规", "1.5"), ("与部门职责范围（含下属）相符", "1")],
        ),
        ("1.有制度，得1分，否则得0分；2.有执行记录，得1分", "2", [("有制度", "1"), ("有执行记录", "1")]),
        ("1、有制度 1分 2、有记录 1分", "2", [("有制度", "1"), ("有记录", "1")]),
        ("（1）有制度:1；（2）有3份记录:1", "2", [("有制度", "1"), ("有3份记录", "1")]),
        ("①符合(1)(2)(3)条:1 ②其他:1", "2", [("符合(1)(2)(3)条", "1"), ("其他", "1")]),
        ("有制度:1；有记录:1", "2", [("有制度", "1"), ("有记录", "1")]),
        ("有制度:1\n有记录:1", "2", [("有制度", "1"), ("有记录", "1")]),
    ],
)
def test_items_are_read(text: str, points: str, items: list[tuple[str, str]]) -> None:
    assert parse_items(text, D(points))[:2] == (tuple(ChecklistItem(said, D(worth)) for said, worth in items), [])


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("①立项合规:1.5; ②手续齐全:2", "sum", "各项合计 3.5 分，分值为 2.5"),
        ("①立项合规:1; ②手续齐全:1", "sum", "各项合计 2 分，分值为 2.5"),
        ("①立项合规:1.5; ②手续齐全", "syntax", "“手续齐全”没有写明得分"),
        ("①按时2", "syntax", "“按时2”没有写明得分"),
        ("全部符合：①立项合规:1.5; ②手续齐全:1", "syntax", "“全部符合：”没有写明得分"),
        ("①立项合规:1.5; ②立项合规:1", "overlap", "“立项合规”写了两次"),
        ("①立项合规:2.5; ②手续齐全:0", "unreachable", "“手续齐全”得 0 分"),
        ("①立项合规得1.5分，手续齐全得1分", "syntax", "“立项合规得1.5分，手续齐全得1分”里不止一个得分"),
        (" ", "syntax", "没有写明任何一项"),
    ],
)
def test_each_fault_of_items_is_named(text: str, kind: str, words: str) -> None:
    items, problems, _ = parse_items(text, D("2.5"))
    assert items is None
    assert (problems[0].kind, problems[0].message) == (kind, words)


@pytest.mark.parametrize(
    ("text", "points", "tiers"),
    [
        ("有效:5; 较为有效:3; 未改善:0", "5", [("有效", "5"), ("较为有效", "3"), ("未改善", "0")]),
        ("有效得5分；较为得3分；未得0分", "5", [("有效", "5"), ("较为", "3"), ("未", "0")]),
        ("遵守得2.5分，不完善得1分，未建立得0分", "2.5", [("遵守", "2.5"), ("不完善", "1"), ("未建立", "0")]),
        ("全面健全得１０分，未全面健全不得分。", "10", [("全面健全", "10"), ("未全面健全", "0")]),
        ("按时间要求得满分，否则得零分", "2", [("按时间要求", "2"), ("否则", "0")]),
        ("有效得5分，较为得3分，未建立不得分", "5", [("有效", "5"), ("较为", "3"), ("未建立", "0")]),
        ("①有效 （含基本有效）：5 ②未改善：0", "5", [("有效（含基本有效）", "5"), ("未改善", "0")]),  # in its own signs
    ],
)
def test_tiers_are_read(text: str, points: str, tiers: list[tuple[str, str]]) -> None:
    assert parse_tiers(text, D(points))[:2] == (tuple(ChecklistItem(name, D(worth)) for name, worth in tiers), [])


@pytest.mark.parametrize(
    ("text", "kind", "fatal"),
    [
        ("有效:6; 未改善:0", "sum", True),
        ("有效:4; 未改善:0", "sum", False),
        ("有效:5", "missing_case", True),
        ("有效:5; 有效:3; 未改善:0", "overlap", True),
        ("有效:5; 未改善:0; 其他另议", "syntax", True),
        ("5分；3分；0分", "syntax", True),
        ("", "missing_case", True),
    ],
)
def test_each_fault_of_tiers_is_named(text: str, kind: str, fatal: bool) -> None:
    tiers, problems, _ = parse_tiers(text, D(5))
    assert (problems[0].kind, problems[0].fatal, tiers is None) == (kind, fatal, fatal)


def test_full_points_of_a_tier_need_the_points_of_the_row() -> None:
    assert parse_tiers("有效得满分；未改善不得分", None)[1][0].span == "有效得满分"


# ---- settings ---------------------------------------------------------------------------------------------

PHRASES: dict[str, tuple[dict[str, list[str]], list[str]]] = {
    "slope": (
        {"full": ["满分线"], "zero": ["零分线"]},
        [
            "[达到|≥|≤|=]{full}[及以上|以上|及以下|以下][得]满分",
            "[≥|≤|<|>]{zero}[及以上|以上|及以下|以下](得0分|得零分|不得分)",
            "[{_}-{_}][之间]每(降低|下降|低|增加|增|高){_}扣分值{_:share}",
        ],
    ),
    "stairs": (
        {"full": ["满分线"], "zero": ["零分线"], "step": ["档距"]},
        [
            "[≤]{full}[得]满分",
            "[≥]{zero}[及以上|以上](得0分|得零分|不得分)",
            "[{_}-{_}之间]每[超过|增加|增]{step}[为[一]档每档]扣分值{_:share}",
        ],
    ),
    "step_over": (
        {"line": ["目标"], "step": ["每步"], "each": ["每步扣"]},
        ["[≤]{line}[得]满分", "[>{_}]每[超过|增加|增]{step}扣{each:points}", "[直至]扣完为止"],
    ),
    "step_short": (
        {"line": ["目标"], "step": ["每步"], "each": ["每步扣"], "nothing": ["零分线"]},
        [
            "[满意度][达到|≥|目标]{line}[以上|及以上]得满分",
            "目标{line}",
            "[每](低|下降|降低|少|差){step}扣{each:points}",
            "<{nothing}(不得分|得0分)",
            "[直至]扣完为止",
        ],
    ),
    "per_fault": (
        {"each": ["每项扣"]},
        [
            "全部符合得满分",
            "(一项|每项|每有一项|1项)不符合扣[分][值]{each:points}",
            "未达到每次扣{each:points}",
            "扣完为止",
            "{_}项",
        ],
    ),
    "per_fault_share": ({"share": ["扣分比例"]}, ["全部符合得满分", "(一|1|每)项不符合扣分值{share:share}", "扣完为止"]),
    "per_fault_two": (
        {"heavy": ["大项扣"], "light": ["小项扣"]},
        ["全部符合得满分", "大项不合格[一项|各]扣{heavy:points}", "小项不合格[一项|各]扣{light:points}", "扣完为止"],
    ),
    "tiers": ({"middle": ["中档"]}, ["有效得满分", "较为[有效]得{middle:points}", "未[见效]得0分"]),
    "by_date": ({"each": ["每天扣"]}, ["按期完成得满分", "每(迟|逾期|超)(一|1)天扣{each:points}", "扣完为止"]),
    "qualitative": (
        {"upper": ["上线"], "lower": ["下线"]},
        ["部分达成得{lower}至{upper}", "达成得[分值]{upper}至100%", "未达成得{lower}以下"],
    ),
    "interval": ({"low": ["下限"], "high": ["上限"]}, ["[在]{low}至{high}[之间][得]满分"]),
}


@pytest.mark.parametrize(
    ("method", "text", "values"),
    [
        ("slope", "达到95%得满分，85%及以下得0分", {"full": "0.95", "zero": "0.85"}),
        ("slope", "85％及以下得0分；达到95％，得满分。", {"full": "0.95", "zero": "0.85"}),
        (
            "slope",
            "≥95%满分；≤85%得0分；85%—95%之间每降低一个百分点，扣分值的十分之一",
            {"full": "0.95", "zero": "0.85"},
        ),
        ("slope", "等于0满分；≥10%得0分；0-10%之间每增个百分点，扣分值的十分之一", {"full": "0", "zero": "0.1"}),
        ("slope", "full=95%; zero=85%", {"full": "0.95", "zero": "0.85"}),
        ("slope", "满分线：95%，零分线：85%", {"full": "0.95", "zero": "0.85"}),
        (
            "stairs",
            "不超过5%得满分，每超过5%扣分值的1/10，50%及以上得0分",
            {"full": "0.05", "zero": "0.5", "step": "0.05"},
        ),
        (
            "stairs",
            "≤5%满分；≥50%得0分；5%-50%之间每五个百分点为档，每档扣分值的十分之一",
            {"full": "0.05", "zero": "0.5", "step": "0.05"},
        ),
        (
            "step_over",
            "≤100%满分，大于100%每增加0.1个百分点扣0.1分，扣完为止",
            {"line": "1", "step": "0.001", "each": "0.1"},
        ),
        ("step_short", "目标95%，每低1个百分点扣0.5", {"line": "0.95", "step": "0.01", "each": "0.5"}),
        ("step_short", "每低1个百分点扣0.5 目标95%", {"line": "0.95", "step": "0.01", "each": "0.5"}),
        ("step_short", "目标17人，少1人扣0.5分，直至扣完为止", {"line": "17", "step": "1", "each": "0.5"}),
        ("step_short", "目标=17；每步=1；each=0.5", {"line": "17", "step": "1", "each": "0.5"}),
        (
            "step_short",
            "满意度90%以上得满分；每下降10%扣1.5分；低于60%不得分",
            {"line": "0.9", "step": "0.1", "each": "1.5", "nothing": "0.6"},
        ),
        ("per_fault", "一项不符合扣0.5分", {"each": "0.5"}),
        ("per_fault", "全部符合得满分；一项不符合扣分1.5分", {"each": "1.5"}),
        ("per_fault", "8项，一项不符合扣0.5分，扣完为止", {"each": "0.5"}),
        ("per_fault", "4项，一项不符合，扣分值1.25分", {"each": "1.25"}),
        ("per_fault", "每项扣=2.25", {"each": "2.25"}),
        ("per_fault_share", "一项不符合，扣分值二分之一", {"share": "0.5"}),
        ("per_fault_share", "一项不符合扣分值的1/4", {"share": "0.25"}),
        ("per_fault_share", "一项不符合扣分值的一半", {"share": "0.5"}),
        ("per_fault_share", "share=10%", {"share": "0.1"}),
        ("per_fault_two", "大项不合格各扣2分；小项不合格一项扣0.5分，扣完为止", {"heavy": "2", "light": "0.5"}),
        ("tiers", "有效得满分；较为有效得3分；未见效得0分", {"middle": "3"}),
        ("by_date", "按期完成得满分，每迟一天扣0.2分，扣完为止", {"each": "0.2"}),
        ("qualitative", "部分达成得50%至80%", {"lower": "0.5", "upper": "0.8"}),
        ("interval", "60%～80%之间得满分", {"low": "0.6", "high": "0.8"}),
        ("interval", "60-80%得满分", {"low": "0.6", "high": "0.8"}),
    ],
)
def test_the_settings_of_each_method_are_read(method: str, text: str, values: dict[str, str]) -> None:
    keys, phrases = PHRASES[method]
    found, problems, _ = parse_settings(text, keys, phrases, defaults={"nothing": D(0)} if "nothing" in keys else {})
    assert problems == []
    assert found == {**({"nothing": D(0)} if "nothing" in keys else {}), **{name: D(value) for name, value in values.items()}}


@pytest.mark.parametrize(
    ("method", "text", "kind", "words"),
    [
        ("step_short", "目标95%，每低1个百分点扣0.5，特殊情况除外", "unread", "“特殊情况除外”看不懂"),
        ("step_short", "以80%为标准，目标90%，每低10%扣1.5分", "unread", "“以80%为标准”看不懂"),
        ("step_short", "目标95%", "missing_case", "没有写明每步"),
        ("step_short", "目标95%，目标90%，每低1%扣0.5", "overlap", "“95%”与“90%”不一致"),
        ("step_short", "90%以上得满分，目标95%，每低1%扣0.5", "overlap", "“90%”与“95%”不一致"),
        ("per_fault", "一项不符合扣分值二分之一", "unread", "“不符合扣分值二分之一”看不懂"),  # a share is not points
        ("per_fault_share", "一项不符合扣0.5分", "unread", "“一项不符合扣0.5分”看不懂"),
        ("per_fault", "一项不符合扣三五分", "syntax", "“三五分”不是确定的数"),
        ("per_fault", "", "missing_case", "没有写明每项扣"),
    ],
)
def test_each_fault_of_settings_is_named(method: str, text: str, kind: str, words: str) -> None:
    keys, phrases = PHRASES[method]
    found, problems, _ = parse_settings(text, keys, phrases, defaults={"nothing": D(0)})
    assert found is None
    assert (kind, words) in [(problem.kind, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("text", "is_percent", "words"),
    [
        ("目标95%，每低1扣0.5", True, "“1”没有百分号，而本行按百分比计"),
        ("目标17人，每少1%扣0.5", False, "“1%”用了百分号，而本行不按百分比计"),
        ("目标17人，每少1个百分点扣0.5", False, "“1个百分点”用了百分号，而本行不按百分比计"),
    ],
)
def test_a_step_in_another_measure_than_the_row_is_named(text: str, is_percent: bool, words: str) -> None:
    keys, phrases = PHRASES["step_short"]
    measures = dict.fromkeys(("line", "step"), is_percent)
    found, problems, _ = parse_settings(text, keys, phrases, {"nothing": D(0)}, measures)
    assert (found, [problem.message for problem in problems]) == (None, [words])


@pytest.mark.parametrize(
    ("text", "step"),
    [("目标1亿元，每低500万元扣0.5", "500"), ("目标1亿元，每低500扣0.5", "500"), ("目标1亿元，每低两万元扣0.5", "2")],
)
def test_settings_are_read_in_the_unit_of_the_row(text: str, step: str) -> None:
    keys, phrases = PHRASES["step_short"]
    found, problems, _ = parse_settings(text, keys, phrases, {"nothing": D(0)}, unit="万元")
    assert problems == []
    assert found
    assert (found["line"], found["step"], found["each"]) == (10000, D(step), D("0.5"))


def test_percentages_are_fractions_whatever_the_unit_of_the_row() -> None:
    keys, phrases = PHRASES["step_short"]
    found, _, _ = parse_settings("目标95%，每低1个百分点扣0.5", keys, phrases, {"nothing": D(0)}, unit="%")
    assert found == {"line": D("0.95"), "step": D("0.01"), "each": D("0.5"), "nothing": 0}


def test_a_setting_in_a_foreign_unit_is_named() -> None:
    keys, phrases = PHRASES["step_short"]
    _, problems, _ = parse_settings("目标17人，每少1天扣0.5", keys, phrases, {"nothing": D(0)}, unit="人")
    assert [problem.message for problem in problems] == ["“1天”的单位不是本行的“人”"]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("95%", "0.95"),
        ("9‰", "0.009"),
        ("1个百分点", "0.01"),
        ("0.1个百分点", "0.001"),
        ("一个百分点", "0.01"),
        ("五个百分点", "0.05"),
        ("个百分点", "0.01"),
        ("17人", "17"),
        ("十五", "15"),
        ("-3", "-3"),
        ("0.5分钟", "0.5"),
    ],
)
def test_a_hole_takes_a_number(said: str, value: str) -> None:
    assert fill_pattern(["每低{x}扣"], f"每低{said}扣") == ({"x": D(value)}, [])


@pytest.mark.parametrize(
    ("said", "value"),
    [("1/10", "0.1"), ("十分之一", "0.1"), ("二分之一", "0.5"), ("百分之二十", "0.2"), ("10%", "0.1"), ("一半", "0.5")],
)
def test_a_hole_for_shares_takes_a_fraction(said: str, value: str) -> None:
    assert fill_pattern(["扣分值的{x:share}"], f"扣分值的{said}") == ({"x": D(value)}, [])


@pytest.mark.parametrize(
    "text", ["每低1.5%、扣0.5分。", "每低 1.5% 扣 0.5 分", "每低1.5％，扣０.５分；", "扣完，为止；每低1.5%扣0.5分"]
)
def test_punctuation_and_order_do_not_matter(text: str) -> None:
    assert fill_pattern(["每低{step}扣{each:points}", "扣完为止"], text) == ({"step": D("0.015"), "each": D("0.5")}, [])


@pytest.mark.parametrize("text", ["每低5%扣", "每下降5%扣", "每降低5%扣"])
def test_words_in_brackets_may_be_left_out_and_bars_part_alternatives(text: str) -> None:
    assert fill_pattern(["每(低|下降|[降]低){x}扣"], text) == ({"x": D("0.05")}, [])


@pytest.mark.parametrize("pattern", ["不超过{x}得满分", "≤{x}得满分", "[小于等于|≤]{x}得满分"])
def test_comparisons_in_words_and_signs_are_the_same(pattern: str) -> None:
    for text in ("不超过5%得满分", "≦5%的，得满分", "小于或等于5%得满分", "<=5%得满分"):
        assert fill_pattern([pattern], text) == ({"x": D("0.05")}, [])


@pytest.mark.parametrize("said", ["95%", "1/10", "十分之一", "0.5分", "17人", "80"])
def test_a_hole_takes_shares_and_points_too(said: str) -> None:
    expected = {"95%": "0.95", "1/10": "0.1", "十分之一": "0.1", "0.5分": "0.5", "17人": "17", "80": "80"}[said]
    assert fill_pattern(["扣{x}"], f"扣{said}") == ({"x": D(expected)}, [])


@pytest.mark.parametrize("text", ["每低1%扣0.5分", "每低1%扣0.5"])
@pytest.mark.parametrize("pattern", ["每低{step}扣{each}分", "每低{step}扣{each}"])
def test_the_word_for_points_may_be_missing(text: str, pattern: str) -> None:
    assert fill_pattern([pattern], text) == ({"step": D("0.01"), "each": D("0.5")}, [])


def test_longer_phrases_go_first_whatever_their_order() -> None:
    assert fill_pattern(["{x}得满分", "达到{x}得满分"], "达到95%得满分") == ({"x": D("0.95")}, [])


def test_what_may_be_left_out_at_the_end_does_not_reach_into_the_next_phrase() -> None:
    assert (
        fill_pattern(["不足一档按一档[扣]", "扣完为止", "超过{x}[后|的部分][扣]"], "超过5%后扣；不足一档按一档，扣完为止")[1]
        == []
    )


def test_two_shares_stand_beside_a_slash() -> None:
    assert fill_pattern(["{upper}/{lower}"], "80%/60%") == ({"upper": D("0.8"), "lower": D("0.6")}, [])


@pytest.mark.parametrize("text", ["step=1%; each=0.5", "each：0.5，step：1%", "step=1%，扣0.5分"])
def test_every_hole_may_be_written_as_key_and_value(text: str) -> None:
    assert fill_pattern(["每低{step}", "扣{each}分"], text) == ({"step": D("0.01"), "each": D("0.5")}, [])


def test_the_hole_without_a_name_is_not_kept() -> None:
    assert fill_pattern(["{_}项", "扣{x:points}"], "8项，扣0.5分") == ({"x": D("0.5")}, [])


@pytest.mark.parametrize("text", ["60%-85%得0分", "185%%得0分", "1,234,5得0分"])
def test_a_piece_of_a_number_is_not_a_number(text: str) -> None:
    assert fill_pattern(["{x}得0分"], text)[1]


def test_the_dash_of_a_range_is_no_minus() -> None:
    assert fill_pattern(["{x}得0分"], "60%-85%得0分")[0] == {"x": D("0.85")}


def test_left_over_words_are_shown_with_what_may_be_written() -> None:
    _, problems = fill_pattern(["每[降]低{step}扣{each:points}", "扣完为止"], "每低1%扣0.5，看着办")
    assert [(problem.span, problem.hint) for problem in problems] == [("看着办", "可以写：每低…扣…")]


@pytest.mark.parametrize("pattern", ["每(低{x}扣", "每低{x:colour}扣", "每低]{x}"])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="每"):
        fill_pattern([pattern], "每低1%扣")


def test_problems_can_be_printed_on_a_windows_console() -> None:
    for text, points, percent, *_ in SEEDS:
        for problem in parse_bands(text, percent, D(points))[1]:
            (problem.message + problem.hint + problem.span).encode("cp936")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每项扣1分，累计扣分不超过６分", "累计扣分不超过６分"),
        ("每项扣1分；上级部门的 另行研究。", "上级部门的 另行研究"),
        ("到95%～100%的另议，每项扣1分", "到95%～100%的另议"),
        ("每项扣1分，特殊情况除外", "特殊情况除外"),
    ],
)
def test_words_that_no_phrase_takes_are_quoted_as_they_were_typed(text: str, words: str) -> None:
    _, problems = fill_pattern(("每项扣{each:points}分",), text)
    assert [(problem.kind, problem.message, problem.span) for problem in problems] == [("unread", f"“{words}”看不懂", words)]
