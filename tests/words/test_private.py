"""What is written of persons: telephones, identity numbers, accounts; codes of projects are none of them."""

from __future__ import annotations

import pytest

from xlgen.words.private import is_contact, is_private


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("联系电话", "见通讯录"),
        ("手机", ""),
        ("备注", "0530-1234567"),
        ("备注", "139 0000 0000"),
        ("备注", "someone@example.com"),
    ],
)
def test_how_to_reach_somebody(title: str, text: str):
    assert is_contact(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [("上级项目编码", "5101002025000123"), ("业务处室", "社保科"), ("预算单位编码", "5101001"), ("经办人", "某某")],
)
def test_codes_and_names_are_not_that(title: str, text: str):
    assert not is_contact(title, text)
    assert not is_private(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [("备注", "11010519491231002X"), ("备注", "123456198712111113"), ("经办人身份证号", "有"), ("收款账号", "6222")],
)
def test_what_goes_nowhere(title: str, text: str):
    assert is_private(title, text)


@pytest.mark.parametrize("text", ["110105194912310021", "110105199913310021", "510100202500012345"])
def test_eighteen_digits_that_do_not_check_are_a_code(text: str):
    assert not is_private("项目编号", text)
