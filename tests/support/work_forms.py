"""Many forms side by side, and forms whose rows went elsewhere, for counting the work: so many, and four times as many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import rules
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.batch import Batch, Return
from xlgen.workbook.records import CellRecord, WorkbookRecord

WITH_REASON = 'indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，计划下年一季度补训"'
COMMON = "受年初机构改革影响人员编制未能及时到位，加之年中预算调剂文件下达较晚，经局党组会议研究后推迟实施，"


def own_text(i: int, length: int = 12) -> str:
    """A text that no other form has."""
    return "".join(map(chr, Random(i).choices(range(0x4E00, 0x9FA5), k=length)))


def _one(i: int, sample: str = "A", edits: str = "", name: str = "", **said: Value) -> Return:
    """The return of a project of its own, some answers its own, too."""
    form = rules.answers(edits, sample)
    identity = {**form.snapshot.identity, "code": f"Q{i}", "name": name or f"项目{own_text(i)}"}
    own = {key.replace("__", "."): value for key, value in said.items()}
    answers = replace(form, snapshot=replace(form.snapshot, identity=identity), excel={**form.excel, **own})
    return Return(Path(f"Q{i}.xlsx"), answers, ())


def _apart(n: int) -> Batch:
    return Batch([_one(i, achieved=own_text(i, 40), indicators__1__actual=Decimal(130 + i)) for i in range(n)])


def _copied(n: int) -> Batch:
    return Batch([_one(i, edits=WITH_REASON) for i in range(n)])


def _half_copied(n: int) -> Batch:
    reasons = (f"{COMMON}{own_text(i, 30)}" for i in range(n))
    return Batch([_one(i, edits=WITH_REASON, indicators__1__reason=text) for i, text in enumerate(reasons)])


def _one_project(n: int) -> Batch:
    return Batch([replace(_one(0, edits=WITH_REASON), file=Path(f"表{i}.xlsx")) for i in range(n)])


def _one_name(n: int) -> Batch:
    returns = [_one(i, name="办公经费", achieved=own_text(i, 40)) for i in range(n)]
    return Batch(returns, {each.code: each.answers.snapshot for each in returns if each.answers})


def _missing(n: int) -> Batch:
    refused = [Return(Path(f"{own_text(i)}.xlsx"), None, ()) for i in range(n)]
    return Batch(refused + [Return(Path(f"Q{i}.xlsx"), None, (), f"Q{i}", own_text(-i)) for i in range(n)])


def _listed(n: int) -> Batch:
    lists = [_one(i, "D", projects__1__project="办公经费") for i in range(n)]
    return Batch(lists + [_one(n + i, name="办公经费", achieved=own_text(i, 40)) for i in range(n)])


FOLDERS: dict[str, Callable[[int], Batch]] = {
    "各不相同": _apart, "照抄": _copied, "一半照抄": _half_copied, "一个项目": _one_project, "同名": _one_name, "没有收到": _missing,
    "部门清单": _listed,
}  # fmt: skip


# ---- rows and columns that went elsewhere ---------------------------------------------------------------------------------

SHEET = "自评表"
Form = tuple[Snapshot, WorkbookRecord]


def _with_texts(form: Form, n: int) -> Form:
    """With so many texts below it."""
    snapshot, book = form
    sheet = book.sheets[SHEET]
    more = {(300 + i, 1): CellRecord(f"另写{i}", None, "general") for i in range(n)}
    return snapshot, replace(book, sheets={**book.sheets, SHEET: replace(sheet, cells={**sheet.cells, **more})})


def _drafted(edits: str, sample: str = "A") -> Form:
    draft = rules.drafted(edits, sample)
    return draft.snapshot, rules.workbook(draft)


def _rows_put_in(n: int) -> Form:
    """Rows put in above the third indicator, with a text in each."""
    snapshot, book = _drafted("; ".join(["insert 自评表 15"] * n))
    sheet = book.sheets[SHEET]
    more = {(14 + i, 1): CellRecord(f"另加{i}", None, "general") for i in range(n)}
    return snapshot, replace(book, sheets={**book.sheets, SHEET: replace(sheet, cells={**more, **sheet.cells})})


def _names_lost(n: int) -> Form:
    """All names lost, a row put in, and so many texts below."""
    snapshot, book = _with_texts(_drafted("insert 自评表 15"), n)
    return snapshot, replace(book, names={})


def _names_lie(n: int) -> Form:
    """The names of two rows changed over, and so many texts below."""
    return _with_texts(
        _drafted('lead indicators.1.reason = "indicators.2.reason"; lead indicators.2.reason = "indicators.1.reason"'), n
    )


def _column_gone(n: int) -> Form:
    return _with_texts(_drafted("drop 自评表 G"), n)


MOVED: dict[str, Callable[[int], Form]] = {
    "插了行": _rows_put_in, "名称丢失": _names_lost, "名称指错": _names_lie, "删了列": _column_gone,
}  # fmt: skip


def longer(n: int, edits: str = "") -> Form:
    """A form issued with so many indicators, returned without a name and with a row put in at its top."""
    lines = tuple(("产出指标", "数量指标", f"第{i}项{own_text(i)}", "≥", 120, "人", 1, "", "") for i in range(n))
    snapshot = rules.issued_with(lines)
    draft = rules.Draft(snapshot)
    draft.moves.append((SHEET, lambda row, column: (row + 1, column)))
    book = rules.workbook(draft)
    return snapshot, replace(book, names={})
