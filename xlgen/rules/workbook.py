"""XG1xx: is the workbook still the one that was issued."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.returned.alteration import cut_off
from xlgen.returned.answers import Answers
from xlgen.returned.paper import altered, changed_values, is_altered, standing
from xlgen.returned.saying import both_said, formula_said, held_against, quoted
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.leftovers import leftovers
from xlgen.whereabouts.located import BLANK, value_in
from xlgen.whereabouts.planning import plans
from xlgen.words.labels import in_marks
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import PICTURE, CellError

_SEALED = ("章", "签")  # printed where a seal or a signature goes: a picture in that cell is what was asked for
FEW = 3  # cells told one by one


@rule("XG101", "下发内容被改", Severity.ERROR, "请改回下发时的内容；确需调整目标、分值的，先报主管部门批准")
def issued_value_changed(answers: Answers) -> Hits:
    """A target, weight, name or other value that was issued is no longer the same.

    Passes: indicators.1.actual = 119
    XG101: indicators.1.target = 100
    XG101: indicators.1.points = 20
    XG101: indicators.1.nature = "≤"

    查什么：指标值、分值、指标性质、项目名称这些下发时就定好的内容，现在和下发的不同
    为什么：目标和分值是批准过的，填报人改了，得分就不是按批准的目标算的。年中确需调整，先报批，再由主管部门重新下发，或用有“调整后指标值”栏的表
    依据：下发清单记下的每一格
    """
    other = changed_values(answers)
    for name, slot in answers.snapshot.slots.items():
        if name not in answers.places or slot.cell.value is None:
            continue
        record = answers.record(name)
        if record.formula is not None or name in other:
            found = answers.typed(name)
            shown = found if record.formula is None else f"公式{formula_said(record.formula)}"
            told = held_against(*both_said(slot.cell, slot.cell.value, shown))
            yield Hit(name, f"{in_marks(slot.cell.label)}{told}", shown, slot.cell.value)


@rule("XG102", "公式被值覆盖", Severity.ERROR, "请恢复单元格中的公式，勿手工填写计算结果；收表的人可以用 xlgen repair 恢复")
def formula_overwritten(answers: Answers) -> Hits:
    """A value was typed over a formula.

    Passes: indicators.1.actual = 119
    XG102: indicators.1.score = 15
    XG102: funds.total.rate = 1

    查什么：该由公式算的格里，现在是手工填的数或文字，哪怕数是对的
    为什么：公式没了，以后改动完成值它也不跟着变；旁边报出按公式应得的数。许多格一起丢了公式的，收表的人用 xlgen repair 恢复，不必填报人逐格改
    依据：下发清单记下的每一格
    """
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.formula is None or name not in answers.places or answers.record(name).formula is not None:
            continue
        found, expected = answers.typed(name), answers.excel[name]
        now, right = map(quoted, both_said(slot.cell, found, expected))
        due = "，数和公式算的一样，但以后不会跟着变" if now == right else f"，按公式应为{right}"
        message = f"{in_marks(slot.cell.label)}的公式被改成了{now}{due}"
        yield Hit(name, message, found, expected if expected not in (None, "") else slot.excel)  # blank would say nothing


@rule("XG103", "公式被改", Severity.ERROR, "请从下发的原表恢复公式；收表的人可以用 xlgen repair 恢复")
def formula_changed(answers: Answers) -> Hits:
    """A formula is not the one issued.

    Passes: indicators.1.actual = 119
    XG103: indicators.1.score = =15+0 (15)

    查什么：该由公式算的格里有公式，但不是下发的那一个
    为什么：改了公式就是改了算法，得分不再按公布的口径
    依据：下发清单记下的每一格
    """
    for name, slot in answers.snapshot.slots.items():
        formula = answers.record(name).formula if is_altered(answers, name) else None
        if formula is not None:
            message = f"{in_marks(slot.cell.label)}的公式与下发的不同：现为公式{formula_said(formula)}"
            yield Hit(name, message, f"={formula}", slot.excel)


@rule("XG104", "计算结果未刷新", Severity.NOTE, "在 WPS 或 Excel 里打开保存一次即可")
def cached_stale(answers: Answers) -> Hits:
    """A formula is as issued but the value saved with it is not what it gives: the file was saved without recalculation.

    Passes: total = 95
    Passes: funds.total.rate = 0.5
    XG104: stale total = 95

    查什么：公式没有动，随文件保存的结果却不是它现在该得的数
    为什么：文件是别的软件生成的，或保存前没有重算；程序自己重算，不采用保存的数，所以不影响接收
    依据：下发清单记下的每一格
    """
    stale = [] if answers.book.untold else list(stale_results(answers))  # then XG055
    unsaved = [name for name in stale if answers.typed(name) is None]
    if len(stale) > FEW:  # saved without recalculation, or without any result: that is one fact, not one for each formula
        some = f"（{len(unsaved)} 格没有结果）" if unsaved else ""
        kept = f"保存的结果不是现在该得的{some}" if len(unsaved) < len(stale) else "没有保存计算结果"
        yield Hit(stale[0], f"有 {len(stale)} 格公式{kept}，已重算")
        return
    for name in stale:
        found, expected = answers.typed(name), answers.excel[name]
        now, right = map(quoted, both_said(answers.slot(name).cell, found, expected))
        yield Hit(name, f"{in_marks(answers.slot(name).cell.label)}保存的结果是{now}，重算应为{right}", found, expected)


def stale_results(answers: Answers) -> Iterator[str]:
    """Cells whose formula is as issued, as far as the file tells, and whose saved result is not what it gives now."""
    stands, other = standing(answers), altered(answers) | cut_off(answers)
    for name, slot in answers.snapshot.slots.items():
        record = answers.record(name) if slot.cell.formula is not None else BLANK
        if record.formula is None or name in other:
            continue
        found, expected = answers.typed(name), answers.excel[name]
        follows = not differs_rounded(found, stands.get(name))  # up to date, but computed from a cell that was altered
        if isinstance(record.value, CellError) or (differs_rounded(found, expected) and not follows):
            yield name


def differs_rounded(found: object, expected: object) -> bool:
    """Whether a cached value is not the recomputed one; the last binary digits don't count."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return abs(found - expected) > Decimal("1e-8") * max(Decimal(1), abs(expected))
    return (found or None) != (expected or None)


@rule("XG105", "表内文字被改", Severity.ERROR, "请改回下发时的文字；收表的人可以用 xlgen repair 恢复")
def printed_text_changed(answers: Answers) -> Hits:
    """A heading, label or explanation is not as issued.

    Passes: indicators.1.actual = 119
    XG105: text 项目资金 = "经费"

    查什么：表头、栏名、填表说明等印好的字，和下发的不同
    为什么：栏名改了，格里填的就可能不是所问的；换行的写法和行末的空格不同不算
    依据：下发清单记下的每一格
    """
    for sheet, left in leftovers(answers).items():
        for each in left.changed:
            if each.found == PICTURE and any(word in each.text for word in _SEALED):
                continue
            place = plans(answers)[sheet].sheet, spell(*each.now)
            yield Hit("", held_against(each.text, each.found), each.found, each.text, place)


MOST_ADDED = 500  # cells of a sheet told one by one; more are a whole table that somebody pasted


@rule("XG108", "表外有内容", Severity.WARNING, "请填在备用行里，或删除多余内容；插入的行不会计分")
def text_added(answers: Answers) -> Hits:
    """Something stands where nothing was issued: in an inserted row, or beside the form.

    Passes: indicators.10.level3 = "下乡宣传"
    XG108: beside 自评表 = "另加一项"

    查什么：下发时空白的地方现在有字：插入的行、表格旁边、备用行以外
    为什么：这些内容程序不计分，填报人却可能以为算进去了
    依据：下发清单记下的每一格
    """
    for sheet, left in leftovers(answers).items():
        now = plans(answers)[sheet].sheet
        added = [(at, found) for at, cell in left.added.items() if (found := value_in(cell)) != PICTURE]  # no seals
        for at, found in added[:MOST_ADDED]:
            yield Hit("", f"此处下发时是空白，现为{quoted(found)}", found, None, (now, spell(*at)))
        if len(added) > MOST_ADDED:
            fact = f"从此处起还有 {len(added) - MOST_ADDED} 格下发时是空白，现有内容，不再逐格列出"
            yield Hit("", fact, None, None, (now, spell(*added[MOST_ADDED][0])))
