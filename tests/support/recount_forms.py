"""What the returned forms of a batch hold, read from their cells as they are printed: openpyxl and Decimal, nothing of xlgen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

TYPED = {"target": "年度指标值", "actual": "实际完成值", "points": "分值", "sign": "指标性质", "unit": "计量单位"}


def from_forms(folder: Path) -> Path:
    """The truth of a batch (recount_batch), its figures replaced by those that stand in the forms that came back; the new file."""
    said = json.loads((folder / "truth.json").read_text("utf-8"))
    for project in said:
        found = next((folder / "回收").glob(f"{project['code']}_*.xlsx"), None)
        if found and project["fate"] != "refused":
            project.update(_read(found, project))
    target = folder / "forms.json"
    target.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return target


def _read(file: Path, project: Mapping[str, Any]) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(file)["自评表"]
    cells = {
        cell.coordinate: str(cell.value).replace("\n", "")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }

    def under(title: str, beside: str) -> Any:
        """The cell in the column of a heading and the row of a text: of several columns, the first one."""
        [row] = [sheet[at].row for at, text in cells.items() if text == beside]
        above = [sheet[at] for at, text in cells.items() if text == title and sheet[at].row < row]
        return sheet.cell(row, max(above, key=lambda cell: (cell.row, -cell.column)).column).value

    rows = [{**row, **dict(_typed(row, under))} for row in project["rows"]]
    money = {
        key: under(title, "年度资金总额") for key, title in (("budget", "全年预算数（A）"), ("executed", "全年执行数（B）"))
    }
    return {"rows": rows} | {key: str(Decimal(repr(value))) for key, value in money.items()}


def _typed(row: Mapping[str, str], under: Any) -> Iterator[tuple[str, str]]:
    for key, title in TYPED.items():
        value = under(title, row["level3"])
        if value is not None:
            yield key, value if isinstance(value, str) else str(Decimal(repr(value)))
