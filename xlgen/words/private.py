"""What people write of persons: how to reach them, and numbers that belong to nobody else's list."""

from __future__ import annotations

import re
from datetime import datetime

from xlgen.words.spelling import narrow

_CONTACT = re.compile(r"联系人|联络[人员]|电话|手机|联系方式|传真|微信|QQ|邮箱|email", re.IGNORECASE)
_PHONE = re.compile(r"1[3-9]\d{9}|\d{3,4}-\d{7,8}(?:-\d{1,5})?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_ACCOUNT = re.compile(r"身份证|银行(?:(?!银行)[^号])*+号|卡号|账号|帐号|账户|帐户")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECKS = "10X98765432"


def is_contact(title: str, text: str) -> bool:
    """Whether a column's cell tells how to reach somebody: its title says so, or it holds a telephone number or an address."""
    said = narrow(text).strip()
    return bool(_CONTACT.search(narrow(title)) or _PHONE.fullmatch(said.replace(" ", "")) or _MAIL.fullmatch(said))


def is_private(title: str, text: str) -> bool:
    """Whether it is an identity or a bank account: its title says so, or it is a number of identity whose check digit holds."""
    return bool(_ACCOUNT.search(title)) or is_identity_number(text)


def is_identity_number(text: str) -> bool:
    """Whether a text is a number of 18 signs as on identity cards: a day of birth in it, and the last sign checks the rest."""
    said = narrow(text).replace(" ", "").upper()
    if not re.fullmatch(r"[1-8]\d{16}[\dX]", said):
        return False
    try:
        datetime.strptime(said[6:14], "%Y%m%d")
    except ValueError:
        return False
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(said, _WEIGHTS, strict=False)) % 11] == said[17]
