"""A mark that stands for nothing stays, and is told: with the nearest name, or with the full names that tell facts apart."""

from __future__ import annotations

import pytest

from word_files import from_text, lines_of
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.named_facts import ABSENT, NamedFact, facts_of, unfilled
from xlgen.word.docx import open_docx
from xlgen.word.word_filling import filled
from xlgen.word.word_marks import all_marks

FACTS = facts_of(
    [
        NamedFact(("总分",), "84.51"),
        NamedFact(("自评等级",), "良"),
        NamedFact(("结余",), ""),
        NamedFact(("目标",), ABSENT),
        NamedFact(("合计·得分", "产出·合计·得分"), "50"),
        NamedFact(("合计·得分", "效益·合计·得分"), "30"),
    ],
    [FactTable("扣分", ("三级指标", "原因"), ({"三级指标": "甲", "原因": "乙"},)), FactTable("成本", ("三级指标",), ())],
)


def told(*lines: str) -> list[str]:
    return list(unfilled(FACTS, all_marks(open_docx(from_text(*lines)))))


def written(*lines: str) -> list[str]:
    return lines_of(filled(open_docx(from_text(*lines)), FACTS.given()))


def test_what_is_known_is_filled_without_a_word() -> None:
    assert told("{{总分}}{{ 自评等级 }}", "{{扣分.三级指标}}：{{扣分．原因}}", "{{产出·合计·得分}}", "{{扣分.整表}}") == []


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("{{自评等第}}", "没有叫“自评等第”的，原样留着，是不是“自评等级”"),
        ("{{三公经费}}", "没有叫“三公经费”的，原样留着"),
        ("{{扣分.三级指示}}", "“扣分.三级指示”：“扣分”没有这一栏，原样留着，是不是“三级指标”"),
        ("{{扣分.甲乙丙丁}}", "“扣分.甲乙丙丁”：“扣分”没有这一栏，原样留着。它的栏有：三级指标、原因"),
        ("{{合计·得分}}", "“合计·得分”表上有 2 个，原样留着。请写全名：“产出·合计·得分”、“效益·合计·得分”"),
        ("{{结余}}", "“结余”在表上是空白，写作“（未填）”"),
        ("{{目标}}", "“目标”这种表上没有，写作“〔表上没有，请写〕”"),
        ("{{成本.三级指标}}", "“成本”没有一行，写作“无”"),
        ("{{成本.整表}}", "“成本”没有一行，写作“无”"),
        ("{{扣分.整个表}}", "“扣分.整个表”：“扣分”没有这一栏，原样留着，是不是“整表”"),
        ("见{{扣分.整表}}", "“扣分.整表”是一整张表，要单独写一段，前后不写字，也不写在表格里；不然原样留着"),
    ],
)
def test_what_is_not_is_told(mark: str, said: str) -> None:
    assert told(mark) == [said]


def test_a_row_with_columns_of_two_tables_is_told_and_stays() -> None:
    row = "{{扣分.三级指标}}{{成本.三级指标}}"
    assert told(row)[0].startswith("有 1 行（段）里写了两张表的栏，没有填")
    assert written(row) == [row]


def test_a_blank_is_filled_with_words_that_say_so() -> None:
    assert written("{{结余}}万元") == ["（未填）万元"]
