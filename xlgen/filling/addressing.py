"""The labels of a form as people write them in data files, and the cells they mean.

An amount of the whole may be said alone, on every frame: ``{"全年执行数": 30}``. Else
``{"年度总体目标": {"实际完成情况": …}, "项目资金": {"年度资金总额": {"全年执行数": …}}, "绩效指标": [{"三级指标": …, "得分": …}]}``
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlgen.issued.snapshot import IssuedRow, Snapshot
from xlgen.returned.funding import amount_called, amount_name
from xlgen.words.labels import plain_label

USUAL = {"initial": "年初预算数", "budget": "全年预算数", "received": "实际到位数", "executed": "全年执行数"}
ROW = "行"  # addresses a row by its key, spare rows too
ABOUT = ("三级指标", "二级指标", "一级指标", ROW)


@dataclass(slots=True)
class Addressed:
    """Cells found for the labels of a data file, and what could not be found, as plain sentences."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def put(self, name: str, value: Any, path: str) -> None:
        """Note a value for a cell; the same cell twice is a problem."""
        if name in self.values:
            self.problems.append(f"“{path}”与前面某一项说的是同一个单元格")
        self.values[name] = value


def address(snapshot: Snapshot, data: Mapping[str, Any]) -> Addressed:
    """Every value of a data file with the name of the cell it belongs to; 项目编码 only says which form is meant."""
    found = Addressed()
    tables = {plain_label(label): key for key, label in snapshot.labels.items()}
    fields = _fields(snapshot)
    for label, value in data.items():
        plain = plain_label(label)
        if plain in tables:
            _table(snapshot, tables[plain], value, label, found)
        elif isinstance(value, Mapping):
            for inner, each in value.items():
                _field(fields, f"{plain}·{plain_label(inner)}", each, f"{label}·{inner}", found)
        elif plain != "项目编码":
            _field(fields, plain, value, label, found)
    return found


def _fields(snapshot: Snapshot) -> dict[str, str]:
    fields: dict[str, str] = {}
    for slot in snapshot.slots.values():
        if not slot.table:
            for label in (slot.cell.label, *slot.cell.also):
                fields.setdefault("·".join(map(plain_label, label.split("·"))), slot.name)
    for amount, usual in USUAL.items():  # of the whole, wherever the frame prints it and whatever it calls it
        if name := amount_name(snapshot, amount):
            fields.setdefault(usual, name)
            fields.setdefault(plain_label(amount_called(snapshot.slots[name])), name)
    return fields


def _field(fields: Mapping[str, str], plain: str, value: Any, path: str, found: Addressed) -> None:
    if plain in fields:
        found.put(fields[plain], value, path)
    else:
        found.problems.append(f"表里没有“{path}”这一项")


def _table(snapshot: Snapshot, table: str, value: Any, label: str, found: Addressed) -> None:
    rows = [row for row in snapshot.rows if row.table == table]
    if isinstance(value, Mapping):
        for row_label, cells in value.items():
            own = [row for row in rows if plain_label(row.label) == plain_label(row_label)]
            _entry(snapshot, own, cells, f"{label}·{row_label}", found)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for i, cells in enumerate(value, 1):
            own = _rows_meant(snapshot, rows, cells, i) if isinstance(cells, Mapping) else []
            said = str(cells.get("三级指标", f"第{i}项")) if isinstance(cells, Mapping) else f"第{i}项"
            _entry(snapshot, own, cells, f"{label}·{said}", found)
    else:
        found.problems.append(f"“{label}”下面应是各行的内容")


def _rows_meant(snapshot: Snapshot, rows: Sequence[IssuedRow], cells: Mapping[str, Any], i: int) -> list[IssuedRow]:
    if ROW in cells:
        return [row for row in rows if row.key == str(cells[ROW])]
    said = next((str(cells[title]) for title in ABOUT[:3] if title in cells), "")  # a form may judge by 一级指标 only
    if not said:  # a list without names goes down the rows
        return list(rows[i - 1 : i])
    wanted = [row for row in rows if not row.spare and plain_label(row.label) == plain_label(said)]
    for level, title in (("level2", "二级指标"), ("level1", "一级指标")):
        if title in cells and len(wanted) > 1:
            wanted = [row for row in wanted if _text(snapshot, row, level) == plain_label(str(cells[title]))]
    return wanted


def _text(snapshot: Snapshot, row: IssuedRow, column: str) -> str:
    slot = snapshot.slots.get(f"{row.table}.{row.key}.{column}")
    return plain_label(str(slot.cell.value)) if slot and slot.cell.value is not None else ""


def _entry(snapshot: Snapshot, rows: Sequence[IssuedRow], cells: Any, path: str, found: Addressed) -> None:
    if not isinstance(cells, Mapping):
        found.problems.append(f"“{path}”下面应写明是哪一列")
        return
    if len(rows) != 1:
        why = "表里没有这一行" if not rows else "有几行叫这个名字，请加写“二级指标”"
        found.problems.append(f"“{path}”：{why}")
        return
    row = rows[0]
    names = dict(_columns(snapshot, row))
    for label, value in cells.items():
        name = names.get(plain_label(label))
        if label == ROW or (label in ABOUT and not (name and snapshot.slots[name].cell.is_input)):
            continue  # it says which row is meant; where the indicator itself is asked, which one is chosen
        if name is None:
            found.problems.append(f"“{path}”这一行没有“{label}”")
        else:
            found.put(name, value, f"{path}·{label}")


def _columns(snapshot: Snapshot, row: IssuedRow) -> Iterator[tuple[str, str]]:
    """Labels that mean a cell of this row: inputs of its method first, then its columns."""
    own = {slot.column: slot for slot in snapshot.by_row.get((row.table, row.key), ())}
    for column, slot in own.items():
        yield plain_label(snapshot.columns[f"{row.table}.{column}"]), slot.name
        for label in slot.cell.also:
            yield plain_label(label), slot.name
        if column in STANDARD:
            yield STANDARD[column], slot.name
    for asked, name in row.asked.items():
        slot = snapshot.slots[name]
        item = snapshot.slots.get(f"{slot.table}.{slot.row}.item")
        yield asked, name
        if item and slot.table != row.table:
            yield plain_label(str(item.cell.value)), name


# the national form's words for columns that frames print under other headings
STANDARD = {
    "actual": "实际完成值", "score": "得分", "reason": "偏差原因分析及改进措施", "points": "分值", "level3": "三级指标",
    "level2": "二级指标", "level1": "一级指标", "target": "年度指标值",
}  # fmt: skip
