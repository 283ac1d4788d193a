"""Invented numbers whose check digits hold: nobody's."""

from __future__ import annotations


def identity(body: str) -> str:
    """A number of identity: 17 digits and the sign that checks them."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def card(body: str) -> str:
    """A number of a card: digits and the one that checks them."""
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(body))]
    return body + str(-sum(each // 10 + each % 10 for each in doubled) % 10)


IDENTITY = identity("11000019000101000")  # a place that is none, a day long ago
BANK_CARD = card("622200000000000000")
