"""What an input asks for, in the words that stand beside it when it is chosen."""

from __future__ import annotations

from decimal import Decimal

from xlgen.form.bounds import LONGEST_TEXT, YEARS_AROUND
from xlgen.form.records import Cell
from xlgen.language.nodes import Const
from xlgen.words.days import day_of

LONGEST_TITLE = 32  # Excel's own limit of characters
MUST_FILL, IF_LOST, MAY_FILL = "必填", "失分时填", "选填"  # whether an input must be filled
USUAL_YEAR = 2025  # of an example of a day where the form has no year


def title_of(cell: Cell, duty: str) -> str:
    """What an input is called where it is chosen, by its row too where there is room, and whether it must be filled."""
    said = f"（{duty}）"
    room = LONGEST_TITLE - len(said)
    return (cell.label if len(cell.label) <= room else heading_of(cell)[:room]) + said


def prompt_of(cell: Cell, money: str) -> str:
    """What to type into an input; ``money`` is the form's unit of money."""
    if cell.prompt:
        return cell.prompt
    match cell.type:
        case "choice":
            return f"请从下拉列表中选：{'、'.join(cell.choices)}"
        case "percent":
            return "填百分数：直接填 98，看格里显示的是不是 98.00%"
        case "money":
            return f"填数字，单位{money}，只填数，不带单位"
        case "count":
            return f"填整数{_unit(cell)}，不带单位"
        case "number":
            return f"填数字{_unit(cell)}，不带单位"
        case "date":
            return f"填日期，写明年份，如 {_year(cell)}-12-30"
    return f"填文字，最多 {LONGEST_TEXT} 个字；从别处粘贴时先双击本格"


def _year(cell: Cell) -> int:
    """The form's year, from the first day that its dates may be."""
    first = cell.minimum.value if isinstance(cell.minimum, Const) else None
    return day_of(first).year + YEARS_AROUND if isinstance(first, Decimal) else USUAL_YEAR


def _unit(cell: Cell) -> str:
    return f"，单位{cell.unit}" if cell.unit else ""


def heading_of(cell: Cell) -> str:
    """The last part of a cell's label: the heading of its column."""
    return cell.label.split("·")[-1]
