"""XG201–XG209: is everything filled, and does each cell hold the kind of value it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.bounds import FIRST_DAY, LAST_DAY, MOST_PERCENT
from xlgen.form.records import NUMERIC
from xlgen.issued.snapshot import Slot
from xlgen.returned.achievement import is_left_out
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amounts
from xlgen.returned.inputs import inputs, is_blank, is_near_day, limits, passes
from xlgen.returned.saying import called, formula_said, quoted, said
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.days import day_of
from xlgen.words.numbers import plain
from xlgen.words.spelling import narrow, squeeze
from xlgen.workbook.records import CellError

OF_SPARE = ("level3", "points", "actual", "score")  # what a row needs that people added themselves
WHOLE = 3  # cells to fill, none of which is: the form came back as it went out
NOTHING_FILLED = "整张表没有填"
FREE = ("电话", "文号", "编码", "材料")  # texts that may well be digits


@rule("XG201", "必填项未填", Severity.ERROR, "请补填；确实不适用的先与主管部门联系，不要填 0、“无”或“/”")
def entry_blank(answers: Answers) -> Hits:
    """An actual value, or another entry that must be there, is blank.

    Passes: achieved = "培训四期"
    XG201: indicators.1.actual = blank
    XG201: achieved = " "
    XG201: facts.7_faults.value = blank

    查什么：要填的格空着，只有空格也算空着
    为什么：缺一项完成值，这项就算不出得分，总分、等级都不作数；空白不当作 0，也不当作没完成
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）所附自评表的填报要求
    """
    blanks = list(_blanks(answers))
    if len(blanks) >= WHOLE and all(is_blank(answers.record(slot.name).value) for slot in inputs(answers)):
        fact = f"{NOTHING_FILLED}：要填的 {len(blanks)} 格都空着"
        covers = frozenset(slot.name for slot in blanks)
        yield Hit(blanks[0].name, fact, covers=covers, hint="请填好再报；多半是把空白表报上来了，看是不是选错了文件")
        return
    for slot in blanks:
        yield Hit(slot.name, f"{called(answers, slot.name)}没有填")


def _blanks(answers: Answers) -> Iterator[Slot]:
    """Cells that must be filled and are not."""
    scored = {(row.row.table, row.row.key): row for row in answers.scored()}
    for slot in inputs(answers):
        row = scored.get((slot.table, slot.row))
        asked = slot.cell.required or (row is not None and row.row.spare and slot.column in OF_SPARE)
        if row is not None and slot.column == "actual" and slot.name == row.row.asked.get("actual"):
            asked = not is_left_out(row)
        if asked and is_blank(answers.record(slot.name).value):
            yield slot


@rule("XG202", "数值格里是文字", Severity.ERROR, "请改填数值，不带单位和说明文字；读不出的数不会当 0 处理")
def text_for_number(answers: Answers) -> Hits:
    """Text stands where a number is asked, so Excel cannot compute with it; the reading as understood is told with its steps.

    Passes: indicators.3.actual = 0.95
    XG202: indicators.3.actual = "95％"
    XG202: indicators.1.actual = "一百多"

    查什么：要填数的格里是文字，如“126人”“约95%”，Excel 不能拿它计算
    为什么：能看懂的会写出理解成多少和怎么理解的，但表里的公式算不了，仍要改成数；看不懂的绝不当作 0
    依据：xlgen 的约定：读不出的数不当 0
    """
    for slot in inputs(answers):
        text, reading = answers.typed(slot.name), answers.readings.get(slot.name)
        if slot.cell.type not in NUMERIC or isinstance(text, Decimal) or is_blank(text) or _is_date_field(slot):
            continue
        if reading is None or reading.value is None:
            why = reading.problem if reading else "不是数"
            fact = f"{called(answers, slot.name)}填的是{quoted(text)}，不能计算：{why}"
            yield Hit(slot.name, fact, text, hint=_as_a_day(answers, slot))
        elif not reading.unit_differs:
            meant = said(slot.cell, reading.value)
            steps = f"（{'；'.join(reading.steps)}）" if reading.steps else ""
            yield Hit(
                slot.name,
                f"{called(answers, slot.name)}填的是文字{quoted(text)}，理解为 {meant}{steps}，但表内公式算不了",
                text,
                meant,
                hint=_as_a_day(answers, slot, meant),
            )


def _as_a_day(answers: Answers, slot: Slot, meant: str = "") -> str:
    """The mend where a day is asked, which is no bare number; "" elsewhere."""
    year = answers.snapshot.identity.get("year", "") or "2025"
    return f"请改填日期，如 {meant or f'{year}-11-28'}" if slot.cell.type == "date" else ""


def _is_date_field(slot: Slot) -> bool:
    return slot.cell.type == "date" and not slot.table  # nothing is computed from it: XG206, XG215


@rule("XG203", "文字格里是数字", Severity.WARNING, "请用文字说明完成情况，不要只填一个数")
def number_for_text(answers: Answers) -> Hits:
    """A bare number stands where words are asked.

    Passes: achieved = "增长 5%"; phone = 87654321
    XG203: achieved = 98

    查什么：要用文字说明的格里只填了一个数
    为什么：光一个数看不出完成了什么；文号、电话、编码本来就是数，不在此列
    依据：xlgen 的约定
    """
    spare = {(row.table, row.key) for row in answers.snapshot.rows if row.spare}
    for slot in inputs(answers):
        number = answers.typed(slot.name)
        is_free = any(word in slot.cell.label for word in FREE) or slot.column in ("reason", "cause")
        if slot.cell.type != "text" or not isinstance(number, Decimal) or is_free or slot.name == "reason":
            continue
        if (slot.table, slot.row) not in spare:
            yield Hit(slot.name, f"{called(answers, slot.name)}应填文字，现为数字 {plain(number)}", number)


@rule("XG205", "不在选项内", Severity.ERROR, "请从下拉列表里选，一字不差")
def not_a_choice(answers: Answers) -> Hits:
    """What stands in a cell with a list is none of its choices.

    Passes: indicators.6.actual = "未达成预期指标且效果较差"; indicators.6.score = 3
    XG205: indicators.6.actual = "基本达成"

    查什么：有下拉列表的格里，填的不是列表里的任何一项，差一个字也算
    为什么：后面的计分按所选的档次走，认不出档次就算不出得分
    依据：下发清单记下的每一格
    """
    for slot in inputs(answers):
        found = answers.typed(slot.name)
        if slot.cell.choices and not is_blank(found) and found not in slot.cell.choices:
            choices, meant = "、".join(slot.cell.choices), choice_in(slot.cell.choices, found)
            why = f"比“{meant}”多了空格或看不见的字符，请重新选" if meant else f"只能选：{choices}"
            yield Hit(slot.name, f"{called(answers, slot.name)}填的是{quoted(found)}，{why}", found, choices)


def choice_in(choices: Iterable[str], found: object) -> str:
    """The choice that a text is but for blanks and signs nobody sees; "" where it is none."""
    bare = squeeze(narrow(str(found)))
    return next((choice for choice in choices if squeeze(narrow(choice)) == bare), "")


@rule("XG207", "单位不一致", Severity.ERROR, "请换算成表上的计量单位，只填数值")
def unit_differs(answers: Answers) -> Hits:
    """A value names a unit that is not the row's and cannot be converted.

    Passes: indicators.1.actual = 126
    XG207: indicators.1.actual = "126期"

    查什么：填的数带着单位，这个单位和表上的计量单位不同，也换算不了
    为什么：126 期和 126 人不是一回事，程序不替人猜
    依据：下发清单记下的每一格
    """
    for slot in inputs(answers):
        reading = answers.readings.get(slot.name)
        if reading is not None and reading.unit_differs:
            found = answers.typed(slot.name)
            yield Hit(
                slot.name, f"{called(answers, slot.name)}填的是{quoted(found)}，{reading.steps[-1]}", found, slot.cell.unit
            )


@rule("XG208", "超出允许范围", Severity.ERROR, "请核对后改填")
def out_of_bounds(answers: Answers) -> Hits:
    """A number is smaller or larger than its cell lets in, no whole number where things are counted, or a text is too long.

    What the validation of the cell stops can still be pasted. Scores have rules of their own (XG305, XG306).

    Passes: facts.7_faults.value = 0; indicators.3.actual = 1.05
    XG208: facts.7_faults.value = -1
    XG208: facts.7_faults.value = 1.5
    XG208: indicators.3.actual = -5

    查什么：填的数小于这一格允许的最小值、大于最大值，该是整数的带小数，或文字太长。得分的上下限另由 XG305、XG306 说
    为什么：填报时会被拦下的，粘贴进来就拦不住；多半是多打或少打了一位，或单位弄错了
    依据：下发清单记下的每一格
    """
    for slot in inputs(answers):
        x = answers.excel[slot.name]
        is_text = slot.cell.type == "text"
        size = Decimal(len(str(x or ""))) if is_text else x
        if isinstance(size, Decimal) and passes(answers, slot, size) and not _is_told_elsewhere(answers, slot, size):
            must = limits(answers, slot, size)
            found = f"有 {size} 个字" if is_text else f"为 {said(slot.cell, size)}"
            yield Hit(slot.name, f"{called(answers, slot.name)}{found}，应{'、'.join(must)}", size, "；".join(must))


def _is_told_elsewhere(answers: Answers, slot: Slot, x: Decimal) -> bool:
    """Whether another rule says better what is wrong: scores XG305, days XG206, 98 for 98% XG204, funds below zero XG409."""
    is_misplaced = slot.cell.type == "percent" and slot.cell.maximum is None and x > MOST_PERCENT
    is_no_day = slot.cell.type == "date" and not is_near_day(answers, x)
    return slot.column == "score" or is_misplaced or is_no_day or (x < 0 and slot.name in amounts(answers.snapshot))


@rule("XG213", "填报格是错误值", Severity.ERROR, "请清空后重新填数")
def error_in_entry(answers: Answers) -> Hits:
    """An entry shows an error value of Excel's.

    Passes: indicators.1.actual = 126
    XG213: indicators.1.actual = #REF!

    查什么：填报格里显示 #REF!、#DIV/0! 一类错误值
    为什么：错误值不是数，得分、合计跟着全错
    依据：xlgen 的约定
    """
    for slot in inputs(answers):
        value = answers.record(slot.name).value
        if isinstance(value, CellError):
            yield Hit(slot.name, f"{called(answers, slot.name)}显示 {value.text}，读不出数", value.text)


@rule("XG222", "数值格里是日期", Severity.ERROR, "请清空后重新填数；仍显示成日期的，请收表的人用 xlgen repair 恢复格式")
def date_for_number(answers: Answers) -> Hits:
    """A number was typed so that Excel took it for a day: 3-5 became 5 March, which counts as forty thousand.

    Passes: indicators.1.actual = 126
    XG222: indicators.1.actual = 2026-03-05 as date

    查什么：要填数的格显示成日期
    为什么：填 3-5、1/2 会变成日期，存的是四万多的一个数，看着是 3 月 5 日，计分却按四万多算
    依据：Excel、WPS 把像日期的输入存成 1900 年以来的天数，并改单元格的格式
    """
    for slot in inputs(answers):
        record = answers.record(slot.name)
        day = record.value
        if slot.cell.type not in NUMERIC or slot.cell.type == "date" or record.format != "date" or not isinstance(day, Decimal):
            continue
        if FIRST_DAY <= day <= LAST_DAY:
            meant = day_of(day)
            told = f"显示成日期 {meant.isoformat()}，是不是 {meant.month}-{meant.day} 或 {meant.month}/{meant.day}"
            yield Hit(slot.name, f"{called(answers, slot.name)}{told}", meant.isoformat())


@rule("XG214", "填报格里是公式", Severity.WARNING, "请把公式的结果粘贴为数值，并核对是否正确")
def formula_in_entry(answers: Answers) -> Hits:
    """An entry holds a formula; its saved result cannot be recomputed here.

    Passes: indicators.1.actual = 126
    XG214: indicators.1.actual = =120+6 (126)

    查什么：填报格里写了公式，不是直接填的数
    为什么：公式引用的东西收表的人看不到；程序用保存的结果计分，请填报人粘贴为数值并核对
    依据：xlgen 的约定
    """
    for slot in inputs(answers):
        record = answers.record(slot.name)
        if record.formula is not None:
            yield Hit(
                slot.name,
                f"{called(answers, slot.name)}是公式{formula_said(record.formula)}，按保存的结果{quoted(answers.typed(slot.name))}计",
                answers.typed(slot.name),
            )
