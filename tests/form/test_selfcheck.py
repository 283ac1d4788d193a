"""自检: each thing that must be in order before a form may be returned has a row, which says what is missing and where."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules import answers, issued
from xlgen.errors import TemplateError
from xlgen.form.compute import compute
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template


def told(edits: str = "", sample: str = "A") -> list[tuple[str, str]]:
    """What the rows of 自检 say is missing: what each is about, and what it says."""
    found = answers(edits, sample)
    keys = [row.key for row in found.snapshot.rows if row.table == "check"]
    said = [(found.text(f"check.{key}.item"), found.text(f"check.{key}.message")) for key in keys]
    return [(item.rpartition("（")[0].strip("“”"), message) for item, message in said if message]


def test_a_form_in_order_lacks_nothing() -> None:
    assert told() == []


NUMBER, REASON = "未填实际完成值或填的不是数值", "得分低于分值，未写偏差原因分析及改进措施"
SPARE = 'indicators.10.level3 = "下乡宣传"'
MISSING = [
    ("indicators.1.actual = blank", [("培训人数", NUMBER)]),
    ('indicators.1.actual = "约120"', [("培训人数", NUMBER)]),
    ("achieved = blank", [("年度总体目标·实际完成情况", "未填")]),
    ("facts.7_faults.value = blank", [("制度健全：不符合项数", "未填或填的不是数值")]),
    ("indicators.1.actual = 119", [("培训人数", REASON)]),
    ('indicators.1.actual = 119; indicators.1.reason = "分批到岗"', []),
    ("indicators.6.score = blank", [("经办能力", "未填得分或填的不是数值")]),
    ("indicators.6.score = 8", [("经办能力", REASON)]),
    ("indicators.6.score = 7.99", [("经办能力", REASON), ("经办能力”的得分", "不在所选档次的区间内")]),
    ("facts.7_faults.value = -1", [("制度健全：不符合项数", "小于 0")]),  # a score above the points, were it let in
    ("facts.7_faults.value = 1.5", [("制度健全：不符合项数", "不是整数"), ("制度健全", REASON)]),
    ("facts.7_faults.value = 20000", [("制度健全：不符合项数", "大于 9999"), ("制度健全", REASON)]),
    ("indicators.3.actual = -5", [("合格率", "实际完成值小于 -100%")]),
    ("indicators.5.actual = 99999", [("完成培训", "实际完成值大于 2035-12-31")]),
    (
        "funds.total.executed = -1",
        [("年度资金总额", "全年执行数小于 0"), ("全年执行数：年度资金总额＝各项来源之和", "总额与各项来源之和不等")],
    ),
    (SPARE, [("备用行", "未填实际完成值")]),  # asked for the rest once something stands in it
    (f'{SPARE}; indicators.10.actual = "20场"', [("备用行", "未填分值或填的不是数值")]),
]


@pytest.mark.parametrize(("edits", "said"), MISSING, ids=[edits for edits, _ in MISSING])
def test_what_is_missing_is_said_of_its_row(edits: str, said: list[tuple[str, str]]) -> None:
    assert told(edits) == said


@pytest.mark.parametrize(("executed", "count"), [("29.4", 0), ("29.41", 1)])
def test_checks_of_the_template_itself_stand_there_too(executed: str, count: int) -> None:
    sums = [item for item, _ in told(f"funds.total.executed = {executed}") if item.endswith("年度资金总额＝各项来源之和")]
    assert len(sums) == count


def test_what_is_not_asked_is_not_counted_as_filled() -> None:
    blank = compute([slot.cell for slot in issued().slots.values()], {})
    asked = [key for key, value in blank.items() if key.startswith("check.") and value == "必填"]
    assert blank["progress"] == f"已填 0/{len(asked)}"
    assert answers().text("progress") == f"已填 {len(asked)}/{len(asked)}"


def test_every_row_leads_to_the_cell_it_is_about() -> None:
    slots = issued().slots
    for name in (name for name in slots if name.startswith("check.") and name.endswith(".place")):
        formula = slots[name].cell.formula
        assert formula is not None
        assert slots[formula.args[0].value].place, name


def test_a_row_names_the_line_and_a_sheet_other_than_the_form() -> None:
    assert answers().text("check.1.item") == "“制度健全：不符合项数”（评分依据第4行）"
    assert answers().text("check.2.item") == "“年度资金总额”（第7行）"


RULES = {  # row of 评分规则说明: what is scored, how its formula reads
    "rules.3": (
        "培训期数",
        "若实际完成值不小于年度指标值，则分值；否则分值×(实际完成值（小于0的按0）)÷年度指标值（四舍五入保留2位小数）",
    ),
    "rules.4": ("合格率", "若实际完成值不小于0.95，则10；否则若实际完成值不小于0.8，则6；否则0"),
    "rules.7": ("经办能力", "由填报人评分"),
    "rules.8": ("制度健全", "分值－2×(不符合项数（小于0的按0）)（结果小于0的按0，四舍五入保留2位小数）"),
}


def test_a_heading_that_is_only_the_end_of_the_one_above_it_is_said_whole() -> None:
    """值 under 预期指标值 is 预期指标值; 折算得分 under 自评得分 says enough by itself."""
    row = {
        "level1": "产出指标",
        "level3": "培训人数",
        "points": Decimal(20),
        "target": Decimal(120),
        "method": "higher_is_better",
    }
    form = compile_form(load_template("project-hebei"), load_methods(), {}, {"indicators": [row]})
    cells = {cell.name: cell for table in form.tables.values() for row in table.rows for cell in row.cells.values()}
    formula = "若单项指标实际完成值不小于预期指标值，则指标分值；否则指标分值×(单项指标实际完成值（小于0的按0）)÷预期指标值（四舍五入保留2位小数）"
    assert str(cells["rules.1.formula"].value).replace("\n", "") == formula
    assert [cells[f"indicators.1.{of}"].label for of in ("target", "score")] == [
        "培训人数·预期指标值",
        "培训人数·单项指标折算得分",
    ]


@pytest.mark.parametrize("row", RULES)
def test_how_a_row_is_scored_is_said_in_words_with_its_source(row: str) -> None:
    values = answers().excel
    assert (values[f"{row}.item"], values[f"{row}.formula"].replace("\n", "")) == RULES[row]  # broken where its column ends
    assert values[f"{row}.says"]
    assert values[f"{row}.source"]


def basis_of(frame: str, method: str) -> str:
    """What 评分规则说明 of a frame cites for a row of a method."""
    row = {"level3": "满意度", "points": Decimal(10), "target": Decimal("0.9"), "type": "percent", "method": method}
    template = load_template(frame)
    form = compile_form(template, load_methods(template), {}, {"indicators": [row | {"standard": "每低1%扣1分"}]})
    (about,) = [each for each in form.tables["rules"].rows if each.text("item") == "满意度"]
    return about.text("source")


BASES = [
    ("project", "step_short", "财预〔2020〕10号 附件1"),  # the method was read off a place's form
    ("project-sichuan", "step_short", "—"),  # so was this frame
    ("project-nanchang", "step_short", "南昌市财政项目支出绩效评价管理办法（洪财办〔2020〕44号）评价指标体系"),
]


@pytest.mark.parametrize(("frame", "method", "cited"), BASES)
def test_a_form_cites_documents_and_no_other_places_practice(frame: str, method: str, cited: str) -> None:
    assert basis_of(frame, method) == cited


def test_every_row_that_was_given_points_is_explained() -> None:
    explained = [answers().text(f"rules.{row.key}.item") for row in issued().rows if row.table == "rules"]
    assert explained == [row.label for row in answers().scored() if not row.row.spare]


def test_words_in_a_bound_stay_as_they_were_typed() -> None:
    word = "half else blank half"
    bound = f'5 if actual == "{word}" else points if actual == "别的" else blank'
    row = {"level3": "经办能力", "points": Decimal(10), "actual": {"type": "choice", "choices": [word, "别的"]}}
    row["score"] = {"type": "number", "min": "=0", "max": f"={bound}"}
    form = compile_form(load_template("project"), load_methods(), {}, {"indicators": [row]})
    (about,) = [each for each in form.tables["check"].rows if "”的得分" in str(each.cells["item"].formula)]
    given = {"indicators.1.actual": word, "indicators.1.score": Decimal(7)}
    assert compute(form.cells(), given)[about.cells["message"].name] == "不在所选档次的区间内"
    assert compute(form.cells(), given | {"indicators.1.actual": "别的"})[about.cells["message"].name] == ""


def test_a_bound_that_is_no_formula_is_shown_to_its_author() -> None:
    row = {"level3": "经办能力", "points": Decimal(10), "score": {"type": "number", "max": "=points +"}}
    with pytest.raises(TemplateError, match=r"indicators\.rows\.1\.score\.max：不是公式"):
        compile_form(load_template("project"), load_methods(), {}, {"indicators": [row]})


MOST = [  # what a frame lets a percentage come to; what is typed, what is said of it
    (None, "10", "实际完成值达到 1000%，请核实"),
    ("5", "6", "实际完成值大于 500%"),
    ("50", "9.99", ""),
    ("50", "10", "实际完成值达到 1000%，请核实"),
    ("=points", "10", "实际完成值达到 1000%，请核实"),
]


@pytest.mark.parametrize(("most", "typed", "said"), MOST)
def test_a_percentage_of_1000_is_asked_about_whatever_its_frame_allows(most: str | None, typed: str, said: str) -> None:
    actual = {"type": "percent", **({} if most is None else {"max": most if most.startswith("=") else Decimal(most)})}
    row = {"level3": "增长率", "points": Decimal(20), "target": Decimal("0.1"), "actual": actual, "score": {"type": "number"}}
    form = compile_form(load_template("project"), load_methods(), {}, {"indicators": [row]})
    (about,) = [each for each in form.tables["check"].rows if str(each.cells["item"].formula).count("增长率")]
    given = {"indicators.1.actual": Decimal(typed), "indicators.1.score": Decimal(20)}
    assert compute(form.cells(), given)[about.cells["message"].name] == said
