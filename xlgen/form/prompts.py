"""What an input asks for, in the words that stand beside it when it is chosen."""

from __future__ import annotations

from xlgen.form.records import Cell


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
            return "填日期，写明年份，如 2025-12-30"
    return f"填写{heading_of(cell)}"


def _unit(cell: Cell) -> str:
    return f"，单位{cell.unit}" if cell.unit else ""


def heading_of(cell: Cell) -> str:
    """The last part of a cell's label: the heading of its column."""
    return cell.label.split("·")[-1]
