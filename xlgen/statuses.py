"""How a form, a project and a file received stand: each said once, for code, JSON, people and exit codes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

ALL_SOUND, NOT_ALL_SOUND, COULD_NOT = 0, 1, 2  # exit codes; a missing one is not sound either
PROGRAM_FAULT = 3  # exit code whenever the program itself went wrong, whatever else it did


class Status(StrEnum):
    """How a form stands; the value is its word in JSON, ``word`` what people read, ``term`` what its project counts as.

    The terms are those of the law: issued = accepted + open + to_correct + unusable + missing.
    """

    word: str
    term: str

    SOUND = "sound", "审核通过", "accepted"
    OPEN = "open", "待核实", "open"  # nothing is wrong for certain, but too much to count before somebody answered
    ERRORS = "errors", "退回修改", "to_correct"
    REFUSED = "refused", "无法读取", "unusable"
    MISSING = "missing", "未报送", "missing"

    def __new__(cls, value: str, word: str, term: str) -> Status:
        """One row of the table."""
        member = str.__new__(cls, value)
        member._value_, member.word, member.term = value, word, term
        return member


class Handling(StrEnum):
    """What became of a file received: received = current + superseded + duplicate + unknown + refused + attachment."""

    word: str

    CURRENT = "current", "有效"
    SUPERSEDED = "superseded", "被替代"
    DUPLICATE = "duplicate", "重复"
    UNKNOWN = "unknown", "未知"
    REFUSED = "refused", "无法读取"
    ATTACHMENT = "attachment", "附件"

    def __new__(cls, value: str, word: str) -> Handling:
        """One row of the table."""
        member = str.__new__(cls, value)
        member._value_, member.word = value, word
        return member


def exit_code(statuses: Iterable[Status]) -> int:
    """The exit code over all that was checked; ``COULD_NOT`` where nothing was."""
    known = set(statuses)
    return COULD_NOT if not known else ALL_SOUND if known <= {Status.SOUND} else NOT_ALL_SOUND
