"""``xlgen explain CODE``: every code has a page that a clerk can read."""

from __future__ import annotations

import pytest

from xlgen.reports.code_pages import explain_code
from xlgen.rules.codes import all_codes


@pytest.mark.parametrize("code", all_codes())
def test_every_code_is_explained(code: str) -> None:
    told = explain_code(code)
    assert told.startswith(f"{code} ")
    assert "怎么办：" in told
    assert told.encode("cp936")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("xg304", "XG304 等级与总分不符（错误，表要退回）\n"),
        ("XG405", "XG405 执行率低于 90% 没有说明原因（请核对，不一定有错）\n"),
        ("XG002", "XG002 文件是空的，0 字节（拒收，整份退回重报）\n文件有名字，里面什么也没有\n"),
        ("XL106", "XL106 项目编码重复（错误，改好才能下发）\n"),
        ("XG999", "没有“XG999”这个代码"),
    ],
)
def test_a_code_is_told_in_plain_words(code: str, told: str) -> None:
    assert explain_code(code).startswith(told)
