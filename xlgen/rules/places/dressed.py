"""XG116–XG117: can what was issued to be filled still be filled, and does it print what it holds."""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.layout.looks import look
from xlgen.form.records import NUMERIC, Cell
from xlgen.form.vocabulary import REVIEW
from xlgen.issued.snapshot import Slot
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import inputs
from xlgen.returned.saying import called, said
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.numbers import plain
from xlgen.workbook.number_formats import Shown, shown_by
from xlgen.workbook.records import CellStyle

_MONEY = "¥￥$元万 "  # signs that say nothing else than the form does


@rule(
    "XG116",
    "填报格被锁定",
    Severity.WARNING,
    "请收表的人用 xlgen repair 恢复；从别处粘贴时，双击进格再粘贴，或选择性粘贴为数值",
)
def entry_locked(answers: Answers) -> Hits:
    """A cell that was issued to be filled is locked on a protected sheet. Those of one sheet are told together.

    Passes: lock indicators.1.score
    XG116: lock indicators.1.actual

    查什么：下发时可以填的格，现在被锁定，工作表又有保护
    为什么：多半是从别的表整格复制来的，锁定、字号、格式都跟着过来；填错了再也改不了
    依据：下发时填报格都不锁定
    """
    sheets: dict[str, list[str]] = {}
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.is_input and REVIEW not in slot.cell.tags and name in answers.places and _is_locked(answers, slot):
            sheets.setdefault(answers.places[name][0], []).append(name)
    for names in sheets.values():
        labels = "、".join(in_marks(answers.slot(name).cell.label) for name in names[:3])
        yield Hit(names[0], f"{labels}{f'等 {len(names)} 格' if len(names) > 3 else ''}被锁定，填报人改不了")


def _is_locked(answers: Answers, slot: Slot) -> bool:
    style = _style(answers, slot)
    return style is not None and style.locked and answers.book.sheets[answers.places[slot.name][0]].protected


def _style(answers: Answers, slot: Slot) -> CellStyle | None:
    sheet, *at = answers.places[slot.name]
    return answers.book.sheets[sheet].styles.get((at[0], at[1])) if sheet in answers.book.sheets else None


@rule("XG117", "数字格式被改", Severity.WARNING, "请核对以哪个数为准；格式由收表的人用 xlgen repair 恢复")
def format_changed(answers: Answers) -> Hits:
    """A figure's number format was changed so that it prints otherwise than it counts.

    Passes: format indicators.1.actual = "0.00_ "
    XG117: indicators.1.actual = 126.4; format indicators.1.actual = "0"
    XG117: format indicators.1.actual = "0%"

    查什么：填报格的数字格式和下发的不同，印出来的数和存着、计分的数不一样，或者多印了别的字
    为什么：签字盖章的纸上是一个数，程序算的是另一个数。只是小数位多几个零、加了千分位的不算
    依据：下发时各格的数字格式
    """
    for slot in inputs(answers):
        value, style = answers.record(slot.name).value, _style(answers, slot)
        if slot.cell.type not in NUMERIC or slot.cell.type == "date" or not isinstance(value, Decimal) or style is None:
            continue
        issued, now = shown_by(look("cell", slot.cell).get("num_format", "General"), value), shown_by(style.code, value)
        if issued and now and (_figure(now) != _figure(issued) or _foreign(slot.cell, now)):
            printed = f"{now.figure}{'%' if now.is_percent else ''}{now.words}"
            yield Hit(
                slot.name, f"{called(answers, slot.name)}存的是 {said(slot.cell, value)}，印出来是 {printed}", value, printed
            )


def _figure(shown: Shown) -> tuple[str, bool]:
    return plain(shown.figure), shown.is_percent


def _foreign(cell: Cell, shown: Shown) -> str:
    """Words around a figure that the form does not print there."""
    return shown.words.replace(cell.prefix, "").replace(cell.suffix, "").replace(cell.unit, "").strip(_MONEY)
