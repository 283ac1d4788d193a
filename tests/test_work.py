"""Four times as much to read takes at most six times the work: lines of Python that run, counted, not seconds.

``make hard`` asks the clock as well, of more and larger files; regular expressions are in tests/test_patterns.py.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import hostile
from shapes import PIECES, pumped
from work import COMMANDS, READERS, SMALL, answers_in, grown, growth, lines, roster_of, roster_with, typed_into
from work_forms import FOLDERS, MOVED, longer
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import Rule, validate_batch

TITLES = ("三级指标", "指标性质", "指标值", "计量单位", "评分方法", "评分标准", "分值")
HOSTILE = ("9", ":", "得1分;")


@pytest.mark.parametrize("reader", READERS)
def test_a_text_is_read_in_proportion_to_its_length(reader: str) -> None:
    def work(n: int, piece: str) -> float:
        text = pumped(("", piece, "!"), n)
        return lines(lambda: READERS[reader](text))

    growing = {piece: said for piece in PIECES[::2] if (said := growth(lambda n, piece=piece: work(n, piece), 60, 2_000))}
    assert not growing


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_a_file_is_checked_in_proportion_to_what_it_holds(kind: str) -> None:
    n = min(SMALL.get(kind, 100), 100)
    contents = {size: grown(kind, size) for size in (0, n, 4 * n)}
    assert not growth(lambda size: lines(lambda: COMMANDS["check"](contents[size])), n, 2_000)


@pytest.mark.parametrize(
    ("command", "kind"), [("mark", "sheets"), ("mark", "notes"), ("mark", "names"), ("mark", "together"), ("repair", "sheets"), ("repair", "notes")]
)  # fmt: skip
def test_a_file_is_marked_and_repaired_in_proportion_to_what_it_holds(command: str, kind: str) -> None:
    n = SMALL.get(kind, 100)
    contents = {size: grown(kind, size) for size in (0, n, 4 * n)}
    assert not growth(lambda size: lines(lambda: COMMANDS[command](contents[size])), n, 2_000)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("piece", ["一", "1,"])
def test_a_form_is_worked_on_in_proportion_to_the_texts_in_its_cells(command: str, piece: str) -> None:
    contents = {size: typed_into(pumped(("甲", piece, "!"), size)) for size in (0, 400, 1_600)}
    assert not growth(lambda size: lines(lambda: COMMANDS[command](contents[size])), 400, 20_000)


@pytest.mark.parametrize("piece", ["一", "1,", "得1分;", "未完成，"])
def test_each_rule_reads_the_texts_of_a_form_in_proportion_to_their_length(piece: str) -> None:
    forms = {size: answers_in(typed_into(pumped(("甲", piece, "!"), size))) for size in (0, 100, 400)}

    def work(rule: Rule, size: int) -> float:
        return lines(lambda: list(rule.check(replace(forms[size]))))  # a copy: it was asked nothing yet

    single = [each for each in RULES if not each.across]
    growing = {each.code: said for each in single if (said := growth(lambda size, each=each: work(each, size), 100, 20_000))}
    assert not growing


@pytest.mark.parametrize("folder", FOLDERS)
def test_forms_are_held_side_by_side_in_proportion_to_their_number(folder: str) -> None:
    batches = {size: [FOLDERS[folder](size), FOLDERS[folder](size)] for size in (0, 30, 120)}
    assert not growth(lambda size: lines(lambda: validate_batch((batches[size] or [FOLDERS[folder](size)]).pop(), RULES)), 30)


def test_a_roster_is_read_in_proportion_to_its_projects() -> None:
    assert not growth(lambda n: lines(lambda: roster_of(n)), 10)


@pytest.mark.parametrize("title", TITLES)
def test_a_cell_of_a_roster_is_read_in_proportion_to_its_text(title: str) -> None:
    for piece in HOSTILE:
        assert not growth(lambda n, piece=piece: lines(lambda: roster_with(title, pumped(("", piece, "!"), n))), 50, 20_000)


@pytest.mark.parametrize("kind", MOVED)
def test_a_form_is_found_in_proportion_to_what_was_put_in(kind: str) -> None:
    forms = {size: MOVED[kind](size) for size in (0, 20, 80)}
    assert not growth(lambda size: lines(lambda: read_answers(*forms[size])), 20)


def test_a_form_is_found_in_proportion_to_its_rows() -> None:
    forms = {size: longer(size) for size in (1, 16, 64)}
    assert not growth(lambda size: lines(lambda: read_answers(*forms[size or 1])), 16)


def test_work_that_grows_is_seen() -> None:
    assert growth(lambda n: lines(lambda: [0 for i in range(n) for _ in range(i)]), 50)
    assert not growth(lambda n: lines(lambda: [0 for _ in range(n)]), 50)
