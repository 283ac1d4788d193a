"""What is said of a figure that is another one in the form."""

from __future__ import annotations

from rules import findings


def message(edit: str) -> str:
    (found,) = findings(edit)
    return found.message


def test_the_sum_of_a_group_is_called_so() -> None:
    assert "“产出指标”各项得分之和（自评表!" in message('achieved = "产出指标得分31分"')


def test_the_number_of_indicators_is_called_so() -> None:
    assert "与表上的“数量指标”的个数（自评表!" in message('achieved = "设数量指标5个"')


def test_what_was_left_is_called_so_where_no_cell_has_it() -> None:
    assert "与表上的“结余，按执行数算”（自评表!F7）不一致，表上是 0.6万元" in message('achieved = "年末结余0.7万元"')


def test_a_long_sentence_is_quoted_from_a_little_before_its_figure() -> None:
    long = "在县委县政府的正确领导下全体干部职工齐心协力克服各种困难认真落实各项工作部署圆满完成了各项任务取得了明显成效，全年执行29.8万元"
    assert "“…" in message(f'achieved = "{long}"')
    assert "全年执行29.8万元”" in message(f'achieved = "{long}"')
