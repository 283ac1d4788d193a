"""How a file that came in stands, and how its project does: each once, with its term in the laws.

Both laws stand on every output: projects issued = accepted + to be corrected + open + unusable + missing + recalled; files received
= current + superseded + duplicate + unknown + refused + attachment.
"""

from __future__ import annotations

from enum import StrEnum

from xlgen.statuses import Handling, Status


class ProjectTerm(StrEnum):
    """How a project stands: the value is its word in JSON."""

    word: str

    ACCEPTED = Status.SOUND.term, Status.SOUND.word
    TO_CORRECT = Status.ERRORS.term, Status.ERRORS.word
    OPEN = Status.OPEN.term, Status.OPEN.word
    UNUSABLE = Status.REFUSED.term, Status.REFUSED.word
    MISSING = Status.MISSING.term, Status.MISSING.word
    RECALLED = "recalled", "撤回"

    def __new__(cls, value: str, word: str) -> ProjectTerm:
        """One row of the table."""
        member = str.__new__(cls, value)
        member._value_, member.word = value, word
        return member


TERMS = {each.value: each for each in ProjectTerm}
OF_STATUS = {status: TERMS[status.term] for status in Status}


class FileState(StrEnum):
    """How a file stands: its word, its term in the law of files (None: it is not counted), and what it does to its project.

    ``does`` is the term its project gets, "" where it does nothing to it, "verdict" where that is what its check finds.
    """

    word: str
    term: Handling | None
    does: str

    CURRENT = "current", "有效", Handling.CURRENT, "verdict"
    SUPERSEDED = "superseded", "被新的一份替代", Handling.SUPERSEDED, ""
    DUPLICATE = "duplicate", "重复，与收过的一份完全相同", Handling.DUPLICATE, ""
    CONFLICT = "conflict", "几份不一样，还没有定用哪一份", Handling.CURRENT, ProjectTerm.OPEN
    STALE = "stale", "是更正以前的旧表", Handling.SUPERSEDED, ""
    OTHER_UNIT = "other_unit", "夹在别的单位报来的文件里", Handling.CURRENT, ProjectTerm.OPEN
    OTHER_CAMPAIGN = "other_campaign", "不是这一批下发的表", Handling.UNKNOWN, ""
    WAITING = "waiting", "收到待转：要先另存成 .xlsx", Handling.REFUSED, ProjectTerm.UNUSABLE
    NIL = "nil", "无项目说明", Handling.ATTACHMENT, ProjectTerm.ACCEPTED
    CONTAINER = "container", "压缩包或邮件，里面的文件另算", None, ""
    ATTACHMENT = "attachment", "附件", Handling.ATTACHMENT, ""
    UNKNOWN = "unknown", "不是自评表，也不是附件", Handling.UNKNOWN, ""
    REFUSED = "refused", Handling.REFUSED.word, Handling.REFUSED, ProjectTerm.UNUSABLE

    def __new__(cls, value: str, word: str, term: Handling | None, does: str) -> FileState:
        """One row of the table."""
        member = str.__new__(cls, value)
        member._value_, member.word, member.term, member.does = value, word, term, str(does)
        return member


STATES = {each.value: each for each in FileState}
