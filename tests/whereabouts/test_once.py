"""What several rules ask of one return is worked out once."""

from __future__ import annotations

from dataclasses import replace

from filled import issued
from xlgen.returned.answers import Answers, read_answers
from xlgen.whereabouts.located import once
from xlgen.workbook.ooxml.reader import read_workbook

ASKED: list[Answers] = []


@once
def places(answers: Answers) -> int:
    ASKED.append(answers)
    return len(answers.places)


def test_a_question_is_answered_once_for_each_return() -> None:
    answers = read_answers(issued()[0], read_workbook(issued()[1]))
    moved = replace(answers, places={})
    ASKED.clear()
    assert [places(answers), places(answers), places(moved), places(moved)] == [len(answers.places)] * 2 + [0] * 2
    assert [answers, moved] == ASKED
