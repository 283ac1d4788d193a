"""How cells and values are told: in the filler's words, as they show."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest

from xlgen.form.records import Cell
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.words.days import day_of
from xlgen.words.labels import in_marks, plain_label, without_blanks
from xlgen.words.numbers import as_percent, half_up, plain
from xlgen.workbook.records import UNSEEN

_FORMULA = 60  # characters of a formula that a sentence has room for
_LEAD = 12  # characters before the first difference, where two long texts are alike up to it


def said(cell: Cell, value: Value) -> str:
    """A value as its cell shows it: 0.95 as 95%, a date's serial as 2025-12-31."""
    if not isinstance(value, Decimal):
        return "" if value is None else str(value)
    if cell.type == "date" and 0 < value < 100_000:
        return day_of(value).isoformat()
    return as_percent(half_up(value, 4)) if cell.type == "percent" else plain(half_up(value, 8))


def both_said(cell: Cell, one: Value, other: Value) -> tuple[str, str]:
    """Two values as their cell shows them; as they are saved where they would look alike."""
    first, second = (said(cell, x) if isinstance(x, Decimal) else shown(x) for x in (one, other))
    return (first, second) if first != second else (shown(one), shown(other))


def called(answers: Answers, name: str) -> str:
    """A cell in the filler's words: a line of data with what it serves, a row that people added by what they called it."""
    slot, label = answers.slot(name), answers.slot(name).cell.label
    about, item, added = (answers.text(f"{slot.table}.{slot.row}.{column}") for column in ("label", "item", "level3"))
    if slot.column == "value" and item:
        return in_marks(item if plain_label(about) in ("", plain_label(item)) else f"{plain_label(about)}·{item}")
    if added and slot.column != "level3" and label.startswith("备用行"):
        return in_marks(f"{added}·{label.rpartition('·')[2]}")
    return in_marks(label)


def formula_said(formula: str) -> str:
    """What is said behind the word 公式: the formula where it is short, else what is the matter with it; never half of one."""
    if "#REF!" in formula:
        return "（有 #REF!：它要取数的格被删了）"
    return f" ={formula}" if len(formula) <= _FORMULA else f"（共 {len(formula)} 个字符）"


def money_text(x: Decimal, answers: Answers) -> str:
    """An amount with the form's unit."""
    return amount_text(x, answers.snapshot.money)


def amount_text(x: Decimal, money: str) -> str:
    """An amount with its unit of money."""
    return f"{plain(half_up(x, 6))} {money}"


def shown(value: Value) -> str:
    """A value as findings print it: numbers without trailing zeros, at most eight decimals; □ for an unseen sign; "" for blank."""
    if isinstance(value, Decimal):
        return plain(half_up(value, 8))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return (value or "").replace(UNSEEN, "□")


def quoted(value: Value, longest: int = 40) -> str:
    """A value in Chinese quotation marks, long texts cut, for messages."""
    text = shown(value).replace("\n", " ")
    return in_marks(text if len(text) <= longest else text[:longest] + "…") if text else "空白"


def held_against(issued: Value, found: Value) -> str:
    """What was issued and what stands there now, so that a reader sees in what they differ."""
    told = f"下发时为{quoted(issued)}，现为{quoted(found)}"
    if not isinstance(issued, str) or not isinstance(found, str):
        return told
    if without_blanks(issued) == without_blanks(found):
        return f"{told}（只差空格或换行）"
    if in_marks(issued) == in_marks(found):
        return f"{told}（只差引号）"
    if quoted(issued) != quoted(found):
        return told
    pairs = zip_longest(issued.replace("\n", " "), found.replace("\n", " "))
    same = next(i for i, (one, other) in enumerate(pairs) if one != other)  # they differ behind what is quoted
    before, after = (f"…{text[same - _LEAD :]}" for text in (issued, found))
    return f"下发时为{quoted(before)}，现为{quoted(after)}"
