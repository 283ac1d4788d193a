"""Texts on one line: as people read them, and as they are compared."""

from __future__ import annotations

import pytest

from xlgen.words.labels import in_marks, on_one_line, plain_label, without_blanks

# text, as a message says it, as it is compared
TEXTS = (
    ("日期可疑 John Smith", "日期可疑 John Smith", "日期可疑JohnSmith"),
    ("全年执行数\n（B）", "全年执行数 （B）", "全年执行数（B）"),
    ("  项目\r\n　资金\t 表 ", "项目 资金 表", "项目资金表"),
    ("填报说明", "填报说明", "填报说明"),
    ("", "", ""),
)


@pytest.mark.parametrize(("text", "read", "compared"), TEXTS)
def test_a_message_keeps_the_blanks_between_words_and_a_comparison_has_none(text: str, read: str, compared: str) -> None:
    assert (on_one_line(text), without_blanks(text)) == (read, compared)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("其中：当年财政拨款", "当年财政拨款"), ("全年执行数\n（B）", "全年执行数"), ("（B）", "（B）"), ("（B ）\n", "（B）")],
)
def test_a_plain_label_has_no_brackets_and_no_breaks(text: str, plain: str) -> None:
    assert plain_label(text) == plain


@pytest.mark.parametrize(("text", "quoted"), [("满意度", "“满意度”"), ("“三公经费”控制率", "“‘三公经费’控制率”"), ("", "“”")])
def test_marks_within_marks_are_single(text: str, quoted: str) -> None:
    assert in_marks(text) == quoted
