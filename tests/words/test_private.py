"""What is written of persons: telephones, identity numbers, accounts; codes of projects are none of them."""

from __future__ import annotations

import pytest

from privacy import identity
from xlgen.words.private import is_contact, is_identity_number, is_private


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
    [("备注", "11010519491231002X"), ("经办人身份证号", "有"), ("收款账号", "6222")],
)
def test_what_goes_nowhere(title: str, text: str):
    assert is_private(title, text)


@pytest.mark.parametrize("title", ["身份证", "银行卡号", "开户银行及账号", "帐号", "账户", "收款帐户"])
def test_a_title_says_so(title: str):
    assert is_private(title, "")


@pytest.mark.parametrize("text", [identity("12345619871211111"), identity("87654319871211111").lower()])
def test_every_digit_of_an_identity_counts(text: str):
    assert is_private("备注", f"{text[:6]} {text[6:14]} {text[14:]}")
    for at, digit in enumerate(text[:17]):
        other = "1" if digit != "1" else "2"
        assert not is_private("备注", text[:at] + other + text[at + 1 :])


def test_a_day_that_is_none_is_no_birthday():
    assert not is_private("备注", identity("12345619990631111"))


@pytest.mark.parametrize("title", ["EMAIL", "QQ号", "传真", "微信", "邮箱", "联系方式", "ＱＱ", "联系人", "单位联络员"])
def test_a_title_says_that_somebody_is_reached(title: str):
    assert is_contact(title, "")


@pytest.mark.parametrize("text", ["0530-1234567-12", " 13900000000 ", "０５３０-12345678", "a.b@c-d.org"])
def test_a_text_says_how_somebody_is_reached(text: str):
    assert is_contact("备注", text)


@pytest.mark.parametrize("text", ["110105194912310021", "110105199913310021", "510100202500012345"])
def test_eighteen_digits_that_do_not_check_are_a_code(text: str):
    assert not is_private("项目编号", text)


@pytest.mark.parametrize("text", ["有", "1234561987121111", identity("12345619990631111")])
def test_what_is_no_identity_number_is_told_so(text: str):
    assert is_identity_number(text) is False
