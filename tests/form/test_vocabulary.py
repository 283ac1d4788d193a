"""Names that the engine itself knows are listed once, and lint tells where a frame calls one otherwise or lacks it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import xlgen
from xlgen.flows.linting import lint_template
from xlgen.form.template.editions import editions
from xlgen.form.vocabulary import WORDS
from xlgen.rules.codes import all_codes

ASKING = {"number", "text", "typed", "slot", "name", "has", "cell"}  # what takes a well-known name: row.number("score")
ROOMS = ("bridge", "cli", "macros", "reports", "repair", "rollup", "rules", "returned")


def asked_by_name() -> list[tuple[str, str]]:
    """Every literal name that the code above the template asks a form for, with the module that asks."""
    found = set()
    for room in ROOMS:
        for path in (Path(xlgen.__file__).parent / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
                    found |= {
                        (a.value, path.stem) for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                    }
    return sorted(found)


@pytest.mark.parametrize(("name", "module"), asked_by_name())
def test_what_the_code_asks_for_by_name_is_in_the_vocabulary(name: str, module: str) -> None:
    assert name in {word.name for word in WORDS}, f"{module} reads {name!r}: add it to WORDS in xlgen/form/vocabulary.py"


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.place}-{word.name}")
def test_a_word_stands_once_and_says_its_law_and_who_reads_it(word) -> None:
    assert [w for w in WORDS if (w.place, w.name) == (word.place, word.name)] == [word]
    assert word.law
    assert word.readers


@pytest.mark.parametrize("name", [each.name for known in editions().values() for each in known])
def test_shipped_frames_call_everything_by_its_name(name: str) -> None:
    assert [f.message for f in lint_template(name) if f.code == "XL203"] == []


FRAME = """
extends = "base@2020"
id = "我的"
edition = "1"
title = "自评表"
[sheets.form]
name = "自评表"
grid = "indicators"
lines = [["@name"], "funds", ["目标", "@goal", "完成", "@achieved"], "indicators", ["总分", "@total", "@grade"]]
[fields]
name = { label = "项目名称", from = "项目名称" }
goal = { label = "目标", from = "年度总体目标" }
achieved = { label = "完成情况" }
total = { label = "总分", type = "number", formula = "sum(indicators.score)" }
grade = { label = "等级", formula = "grades(total)" }
[tables.funds]
label = "资金"
[tables.funds.columns]
label = { label = "来源" }
budget = { label = "预算", type = "money" }
executed = { label = "执行", type = "money" }
[tables.funds.rows]
total = { label = "合计", budget = { from = "全年预算数" } }
[tables.indicators]
label = "指标"
roster = "指标"
asks_in = "facts"
[tables.indicators.columns]
level1 = { label = "一级", width = 12 }
level3 = { label = "三级", width = 20 }
target = { label = "指标值", width = 10 }
actual = { label = "完成值", width = 10 }
points = { label = "分值", type = "number", width = 8 }
score = { label = "得分", type = "number", width = 8 }
reason = { label = "偏差原因", width = 20 }
"""


def told(tmp_path: Path, word: str = "", other: str = "") -> list[str]:
    """What lint says of the names of a small frame, one of them called otherwise wherever it stands."""
    path = tmp_path / "我的.toml"
    path.write_text(re.sub(rf"\b{word}\b", other, FRAME) if word else FRAME, "utf-8")
    found = [f for f in lint_template(str(path)) if f.code == "XL203"]
    assert {f.severity.value for f in found} <= {"需核实"}
    return [f.message for f in found]


def test_a_frame_that_calls_everything_by_its_name_has_no_doubts(tmp_path: Path) -> None:
    assert told(tmp_path) == []


MONEY = "这张表装的是资金，名称不是 funds：XG401—XG409 不查，汇总没有预算数、执行数"
UNSCORED = "这张表不计分，得分不查，也不进汇总"


@pytest.mark.parametrize(
    ("word", "other", "said"),
    [
        ("funds", "money_table", f"tables.money_table：{MONEY}"),
        ("funds", "fund", f"tables.fund：{MONEY}"),
        ("executed", "spent", "tables.funds：没有 executed（全年执行数）：XG401—XG407、汇总读它"),
        ("executed", "excuted", "tables.funds：没有 executed（全年执行数），是不是写成了“excuted”：XG401—XG407、汇总读它"),
        ("budget", "planned", "tables.funds：没有 budget（全年预算数），也没有 initial：XG402—XG406 不查，汇总没有预算数"),
        ("points", "weight", f"tables.indicators.columns：有 score 没有 points：{UNSCORED}"),
        ("points", "pionts", f"tables.indicators.columns：有 score 没有 points，是不是写成了“pionts”：{UNSCORED}"),
        ("score", "scores", f"tables.indicators.columns：有 points 没有 score，是不是写成了“scores”：{UNSCORED}"),
        ("reason", "reasons", "tables.indicators.columns：没有 reason（偏差原因分析及改进措施），是不是写成了“reasons”：自检、XG307—XG311、汇总明细读它"),
        ("level1", "level_1", "tables.indicators.columns：没有 level1（一级指标），是不是写成了“level_1”：XG321、汇总按一级指标一表读它"),
        ("achieved", "acheived", "fields：没有 achieved（年度总体目标的实际完成情况），是不是写成了“acheived”：汇总、XG209、XG508读它"),
        ("total", "sum_of_all", "fields：没有 total（总分，公式）：汇总的得分和等级、XG303、xlgen check读它"),
        ("total", "sum_of_all", "tables.funds：没有 total（资金总额，旁边各行（列）是来源）：XG401—XG409、汇总读它"),
        ("grade", "grades_word", "fields：没有 grade（等级的文字，公式 grades(total)）：XG304、xlgen check读它"),
    ],
)  # fmt: skip
def test_what_is_called_otherwise_is_told_with_who_goes_without_it(tmp_path: Path, word: str, other: str, said: str) -> None:
    assert said in told(tmp_path, word, other)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.place}-{word.name}")
def test_codes_that_a_word_names_are_codes_of_rules(word) -> None:
    assert set(re.findall(r"XG\d{3}", word.readers)) <= set(all_codes())
