"""XG122–XG126: what else is in the file, and what of it nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.findings import Severity
from xlgen.form.vocabulary import CHECK, REVIEW, RULES
from xlgen.issued.snapshot import Slot
from xlgen.returned.answers import Answers
from xlgen.returned.extra_sheets import Copied, added_sheets, copied_forms
from xlgen.returned.inputs import inputs
from xlgen.returned.marks import answer_in, is_list
from xlgen.returned.saying import both_said, called
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.located import value_in
from xlgen.whereabouts.planning import plans
from xlgen.workbook.addresses import column_letters, spell


@rule("XG122", "多出的工作表", Severity.NOTE, "只校验下发的工作表；要报的内容请填在下发的表里")
def sheet_added(answers: Answers) -> Hits:
    """A sheet that was not issued has something on it, or is a copy of an issued one that says the same.

    Passes: beside 自评表 = "另加一项"
    XG122: sheet Sheet1 = "佐证材料目录"

    查什么：文件里有下发时没有的工作表，上面有字；xlgen 自己加的“校验结果”“退回意见”不算
    为什么：程序不读它，填的人却可能以为算进去了
    依据：下发清单记下的工作表
    """
    copies = {each.sheet: each for each in copied_forms(answers)}
    for sheet, cells in added_sheets(answers).items():
        copied = copies.get(sheet)
        if is_list(answers.book.sheets[sheet]) and all(answer_in(str(cell.value)) is not None for cell in cells.values()):
            continue  # 已核实 on a list of ours is read as an answer
        if copied is None:
            yield Hit("", f"多出工作表“{sheet}”，有 {len(cells)} 格有字，没有校验", place=(sheet, ""))
        elif not (_is_others(answers, copied) or copied.only_here or copied.other):
            state = "填的和原表一样" if copied.filled else "没有填"
            yield Hit("", f"多出工作表“{sheet}”，是“{copied.like}”的复制，{state}", place=(sheet, ""))


@rule("XG123", "填在了复制的表上", Severity.ERROR, "请把内容填到原来的工作表里，删去复制的那一张")
def copy_filled(answers: Answers) -> Hits:
    """A copy of an issued sheet is filled where the issued one is blank.

    Passes: copy 自评表
    XG123: copy 自评表; indicators.1.actual = blank

    查什么：下发的工作表旁边有一张复制的，内容填在了复制的那张上，原来的空着
    为什么：程序、公式和汇总只认原来的那一张
    依据：下发清单记下的工作表
    """
    for each in copied_forms(answers):
        if each.only_here and not _is_others(answers, each):
            labels = "、".join(called(answers, name) for name in each.only_here[:3])
            many = f"等 {len(each.only_here)} 格" if len(each.only_here) > 3 else ""
            told = f"{labels}{many}填在复制的工作表“{each.sheet}”上，原来的“{each.like}”空着"
            yield Hit("", told, place=_place(each, each.only_here[0]))


@rule("XG124", "复制的表与原表不一致", Severity.WARNING, "请核对以哪一张为准，改好原来的工作表，删去复制的那一张")
def copy_contradicts(answers: Answers) -> Hits:
    """A copy of an issued sheet says something else than the issued one; only that one counts.

    Passes: copy 自评表
    XG124: copy 自评表; indicators.1.actual = 130

    查什么：复制的工作表和原来的填得不一样
    为什么：不知道填报人最后改的是哪一张；程序只计原来的那一张
    依据：下发清单记下的工作表
    """
    for each in copied_forms(answers):
        if each.other and not _is_others(answers, each):
            name = each.other[0]
            there = value_in(answers.at(each.places[name]))
            own, other = both_said(answers.slot(name).cell, answers.typed(name), there)
            first = f"如{called(answers, name)}原表是“{own}”，那里是“{other}”"
            told = f"复制的工作表“{each.sheet}”和“{each.like}”有 {len(each.other)} 格不同，{first}；只计原表"
            yield Hit("", told, place=_place(each, name))


@rule("XG125", "夹着别的项目的表", Severity.WARNING, "一个项目一个文件：请把那个项目的表用它自己下发的原表单独报送")
def form_of_another(answers: Answers) -> Hits:
    """A form of another project is a sheet of this file, where nobody looks for it.

    Passes: copy 自评表
    XG125: copy 自评表 T002

    查什么：文件里多出的一张工作表是另一个项目的自评表
    为什么：程序不读它，那个项目会按没有收到算；按文件夹校验时，“没有收到”（XG502）会说明它在这里
    依据：下发清单：一个项目一张表
    """
    for each in copied_forms(answers):
        if _is_others(answers, each):
            yield Hit("", f"工作表“{each.sheet}”是项目“{each.code}”的表，没有读", place=_place(each, "code"))


@rule("XG126", "有内容被隐藏", Severity.WARNING, "请取消隐藏，看过再报；不用的备用行可以隐藏")
def content_hidden(answers: Answers) -> Hits:
    """An issued sheet, or rows or columns of it that are to be filled, are hidden: on paper and on the screen they are missing.

    Passes: hide 自评表 row 1
    XG126: hide 自评表
    XG126: hide 自评表 row 14
    XG126: hide 自评表 column G

    查什么：下发的工作表，或者其中要填的行、列，被隐藏了
    为什么：看表的人看不见，程序照样计分，两边说的就不是一张表。没有用的备用行隐藏不要紧
    依据：下发时工作表、行、列都看得见
    """
    for issued, plan in plans(answers).items():
        if answers.book.sheets[plan.sheet].state != "visible":
            yield Hit("", f"工作表“{issued}”被隐藏", place=(plan.sheet, ""))
    rows: dict[tuple[str, int], str] = {}
    columns: dict[tuple[str, int], str] = {}
    for slot in _seen_by_people(answers):
        sheet, row, column = answers.places[slot.name]
        if row in answers.book.sheets[sheet].hidden_rows:
            rows.setdefault((sheet, row), slot.name)
        elif any(first <= column <= last for first, last in answers.book.sheets[sheet].hidden_columns):
            columns.setdefault((sheet, column), slot.name)
    for (sheet, row), name in rows.items():
        about = answers.slot(name).cell.label.partition("·")[0]
        yield Hit("", f"第 {row + 1} 行“{about}”被隐藏", place=(sheet, spell(row, answers.places[name][2])))
    for (sheet, column), name in columns.items():
        yield Hit(
            "",
            f"{column_letters(column)} 列被隐藏，里面有{called(answers, name)}等要填的格",
            place=(sheet, answers.cell(name)[1]),
        )


def _seen_by_people(answers: Answers) -> Iterator[Slot]:
    return (slot for slot in inputs(answers) if REVIEW not in slot.cell.tags and slot.table not in (CHECK, RULES))


def _is_others(answers: Answers, copied: Copied) -> bool:
    return bool(copied.code) and copied.code != answers.snapshot.code


def _place(copied: Copied, name: str) -> tuple[str, str]:
    sheet, row, column = copied.places[name]
    return sheet, spell(row, column)
