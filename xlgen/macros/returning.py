"""Macro: a judged form marked so that it can go back, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

import xlwings as xw

from xlgen.macros.marking import answered, is_faulty, is_marked, lists, mark, repairable, verdict
from xlgen.returned.batch import Return


@dataclass(frozen=True, slots=True)
class Marking:
    """How a marked form stands, in a sentence, and what was done to it, in more."""

    headline: str
    more: str

    @property
    def said(self) -> str:
        """All of it."""
        return self.headline + self.more


def send_back(book: xw.Book, returned: Return, nth: int = 0, day: str = "") -> Marking:
    """Mark an open form; marks of an earlier time go, a list that somebody wrote on stays; ``nth``, ``day`` as for ``mark``."""
    kept, had = answered(book, "return"), is_marked(book)
    count = mark(book, returned, nth, day)
    marked = f"标注了 {count} 个单元格" if count else "没有单元格要标注"
    none = f"没有要标注的单元格{'，原来的标注已去掉' if had else ''}。"
    told = f"{marked}，{lists(book, 'return')}表逐条列出。" if is_faulty(returned) else none
    return Marking(verdict(returned, to_mend=True), f"{told}{repairable(returned)}{kept}")
