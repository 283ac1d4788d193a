"""What can go wrong for an author or with a file; a filler's mistakes are ``Finding`` records instead."""

from __future__ import annotations


class XlgenError(Exception):
    """Root of all errors that xlgen raises on purpose; its text is meant for people."""


class FormulaError(XlgenError):
    """A formula outside the scoring language.

    ``source`` is the whole text, ``at`` the offset of the fault, ``problem`` and ``hint`` plain Chinese.
    """

    def __init__(self, source: str, at: int, problem: str, hint: str = "") -> None:
        self.source, self.at, self.problem, self.hint = source, at, problem, hint
        hint_line = f"\n  提示：{hint}" if hint else ""
        super().__init__(f"{problem}\n    {source}\n    {' ' * at}^{hint_line}")


class TemplateError(XlgenError):
    """A fault of a template or method; ``path`` is file and key, such as ``national.toml: fields.total.formula``."""

    def __init__(self, path: str, problem: str, hint: str = "") -> None:
        self.path, self.problem, self.hint = path, problem, hint
        super().__init__(f"{path}：{problem}" + (f"\n  提示：{hint}" if hint else ""))


class Refused(XlgenError):
    """A file that cannot be read as a workbook of ours: its code (XG0xx), why, and what to do."""

    def __init__(self, code: str, reason: str, remedy: str) -> None:
        self.code, self.reason, self.remedy = code, reason, remedy
        super().__init__(f"{code} {reason}（{remedy}）")
