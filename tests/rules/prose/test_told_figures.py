"""XG701: figures in 完成情况 and reasons that are not the form's."""

from __future__ import annotations

import pytest

from rules import answers, check, findings
from xlgen.rules.prose.told_figures import told, told_in


def test_three_wrong_figures_of_one_sentence_are_three_findings() -> None:
    found = findings('achieved = "全年支出28.9万元，预算执行率96.3%，群众满意度99%"')
    assert [(f.code, f.found, f.expected) for f in found] == [
        ("XG701", "28.9万元", "29.4万元"), ("XG701", "96.3%", "98%"), ("XG701", "99%", "93%"),
    ]  # fmt: skip


def test_a_finding_quotes_the_sentence_and_names_the_cell() -> None:
    (found,) = findings('achieved = "培训顺利。全年支出28.9万元。"')
    assert "“全年支出28.9万元。”" in found.message
    assert "“年度资金总额·全年执行数”（自评表!F7）" in found.message
    assert found.name == "achieved"


def test_figures_that_agree_are_kept_with_their_cells() -> None:
    form = answers('achieved = "全年执行29.4万元，培训126人"')
    said = [(name, each.mention.written, each.figures[0].name, each.agrees) for name, each in told(form)]
    assert said == [
        ("achieved", "29.4万元", "funds.total.executed", True), ("achieved", "126人", "indicators.1.actual", True),
    ]  # fmt: skip


def test_a_percentage_that_was_typed_wrongly_is_read_as_it_was_meant() -> None:
    form = answers('indicators.9.actual = 93; achieved = "群众满意度93%"')
    assert [each.agrees for _, each in told(form)] == [True]


def test_a_text_without_a_digit_is_not_read() -> None:
    assert list(told_in(answers('achieved = "全年培训四期"'))) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年举办四期培训，126人受训，代办员人均成本388元，比上年少12元",
        "按财预〔2020〕10号文件和2025年3月的计划，培训人数不少于120人，实际126人",
        "两人因病未到，已于10月补训2人；下年拟再培训60人",
    ],
)
def test_sound_texts_have_no_finding(text: str) -> None:
    check(f'achieved = "{text}"')
