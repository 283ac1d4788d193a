"""Numbers of identity, of bank cards and classified texts are put out of sight, and nothing else is."""

from __future__ import annotations

import pytest

from privacy import BANK_CARD, IDENTITY, card, identity
from xlgen.words.veil import ACCOUNT, CLASSIFIED, PERSON, veiled


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"联系人张某{IDENTITY}，已核", f"联系人张某{PERSON}，已核"),
        (f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}", PERSON),
        (IDENTITY.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}), PERSON),
        (IDENTITY.lower(), PERSON),
        (f"卡号{BANK_CARD}。", f"卡号{ACCOUNT}。"),
        (" ".join(BANK_CARD[i : i + 4] for i in range(0, 19, 4)), ACCOUNT),
        (f"{BANK_CARD} 100元", f"{ACCOUNT} 100元"),
        (card("411111111111111"), ACCOUNT),
        (f"付{card('411111111111111')} 100元", f"付{ACCOUNT} 100元"),
        (f"共1 {card('411111111111111')}元", f"共1 {ACCOUNT}元"),
        (card("5555555555554444"), ACCOUNT),
        (card("955880123456789012"), ACCOUNT),
        (f"{identity('12345619871211111')}。", f"{PERSON}。"),
        ("密级:内部", CLASSIFIED),
        ("绝密", CLASSIFIED),
        ("秘密", CLASSIFIED),
        ("密级：机密", CLASSIFIED),
        (f"{IDENTITY}和{BANK_CARD}", f"{PERSON}和{ACCOUNT}"),
        ("秘密★1年\n某工程进展", CLASSIFIED),
        ("机密 ★ 长期", CLASSIFIED),
        ("绝密☆", CLASSIFIED),
        ("内部★一年", CLASSIFIED),
        ("密级：秘密", CLASSIFIED),
        (" 机 密 ", CLASSIFIED),
    ],
)
def test_what_goes_nowhere_is_put_out_of_sight(text: str, shown: str) -> None:
    assert veiled(text)[0] == shown
    assert veiled(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全年培训 126 人，支出 13800 元",
        "5101002025000123",  # a code of a project
        "650000240000000001234",  # 21 digits
        "2025110112345678",  # a contract
        str(int(BANK_CARD) + 1),
        f"{IDENTITY[:-1]}{'1' if IDENTITY[-1] != '1' else '2'}",
        f"0.{BANK_CARD}",
        card("45678901234567"),  # 15 digits
        card("311111111111111"),
        card("755880123456789012"),
        f"{BANK_CARD}GD",
        f"GD{BANK_CARD}",
        "加强内部控制，做好保密工作",
        "泄露国家秘密的，依法处理",
        "密级：公开",
        "秘密一年",
        "不是机密",
        "★优秀",
    ],
)
def test_everything_else_is_shown(text: str) -> None:
    assert veiled(text) == (text, ())


def test_a_number_that_was_issued_is_shown() -> None:
    assert veiled(f"项目编码{BANK_CARD}", frozenset({BANK_CARD})) == (f"项目编码{BANK_CARD}", ())
