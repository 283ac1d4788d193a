"""Texts that cost readers the most: one short piece again and again, with something before and behind it that leads on."""

from __future__ import annotations

from collections.abc import Iterator

PIECES = (
    *"90一〇零两十百万亿点第每扣得年月日前内名份级类人元分 \n\t\u3000\xa0,，;；:：、。.()（）[]【】{}<>≥≤=≠%‰+-—~～/*×'\"“”\\#!$&@|_?★密ａＡ９",
    "1 ", "1,", "1.", "1-", "1/", "1:", "1e", "1%", "1年", "1月", "1日", "1分", "1个", "1,111", "9,", "一百", "一千", "万一", "零一", "三点", "十百", "百分之", "百分点",
    "个百分点", "分之", "分之一", "第一", "第一名", "①", "(1)", "1、", "1.a", "得1分", "得1分;", "扣1分", "扣完", "每低1", "每次扣", "每发现一次", "每>一", "不得分", "满分", "其余",
    "其余:0;", "≥1", "≥1%:1;", "1-2", "[1,", "(含)", "(不含", "分别得", "分别得1分、", "以上", "以下", "超过", "不", "不低于", "大于", "达到", "完成", "2025年", "2025-", "2025", "底前",
    "季度", "()", "[]", "（）", "((", "（a", "a）", "a@", "a.", "@a.", "银行", "电话", "密级:", "身份证", "说明：（", "）", "已核实", "成本a", "成本/", "{a", "{a}", "\\\"", "\"\"", "''", "A1",
    "A1+", "A1:", "$A", "A.", "a.b.", "a.1.", "!A", "x!", "#REF!", "a!#REF!", "[a]", "[a", "_x0041_", "_x", "HYPERLINK(", "HYPERLINK(,\"", ",\"a", "if ", "not ", "-(", "min(",
    "a and ", "~1", "~l", "~.", "某", "某a", "甲乙", "无 ", "同上", "  a", "-a", "\\a", "0;", "#,", "0.0", "\"a", "_(", "yy", "%(", "&amp;", "=1", "+1", "某某。",
)  # fmt: skip
SURROUNDINGS = (("", ""), ("", "!"), ("1", "x"), ("a", "分"), ("得1", "!"), ("(", ")"))


def shapes() -> Iterator[tuple[str, str, str]]:
    """Before, again and again, behind."""
    for piece in PIECES:
        for before, behind in SURROUNDINGS:
            yield before, piece, behind


def pumped(shape: tuple[str, str, str], n: int) -> str:
    """A text of about so many signs."""
    before, piece, behind = shape
    return before + (piece * (n // len(piece) + 1))[:n] + behind
