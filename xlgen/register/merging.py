"""Several registers in one: those of counties in a prefecture's, those of prefectures in a province's.

Forms that say the same stand once; two that contradict each other are the caller's to tell, with where both come from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from xlgen.register.answering import COLUMNS, Said, put_answers
from xlgen.register.keeping import FormLine, Keeper

_WHERE = "SELECT f.head, f.pieces, a.origin FROM forms f JOIN acts a ON a.act = f.act WHERE f.code = ? AND f.revision = ?"
_THERE = f"SELECT 1 FROM answers WHERE {' AND '.join(f'{column} = ?' for column in COLUMNS)}"


class Contradicted(Exception):
    """A project is there already, in the same revision, and says something else."""

    def __init__(self, code: str, origin: str) -> None:
        super().__init__(code)
        self.code, self.origin = code, origin


def absorb_forms(connection: sqlite3.Connection, keeper: Keeper, forms: Iterable[FormLine]) -> int:
    """Forms put behind those that are there, those that say the same left out; how many there were. Contradicted."""
    count = 0
    for form in forms:
        count += 1
        there = connection.execute(_WHERE, (form.code, form.revision)).fetchone()
        if there is None:
            keeper.keep(form)
        elif tuple(there[:2]) != keeper.kept_as(form):
            raise Contradicted(form.code, there[2])
    return count


def absorb_answers(connection: sqlite3.Connection, answers: Iterable[Said]) -> None:
    """Answers put behind those that are there, those that are there already left out."""
    put_answers(connection, [each for each in answers if connection.execute(_THERE, each).fetchone() is None])
