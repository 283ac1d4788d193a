"""What a line of sheet 项目 says: codes that tell the projects apart, the year, and amounts that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlgen.catalogue import found
from xlgen.roster.records import Line, Reading
from xlgen.roster.titles import BUDGET, project_titles
from xlgen.words.labels import in_marks, on_one_line
from xlgen.words.numbers import ENOUGH, half_up, plain
from xlgen.words.private import is_contact, is_private
from xlgen.words.understanding import understand
from xlgen.words.veil import veiled


def project_codes(reading: Reading, lines: Sequence[Line]) -> dict[str, Line]:
    """The first line of each 项目编码, in the roster's order."""
    codes: dict[str, Line] = {}
    for line in lines:
        code = line.text("项目编码")
        if not code:
            reading.report(line, "项目编码", "XL104")
        elif code in codes:
            reading.report(line, "项目编码", "XL106", f"项目编码“{code}”重复，首次出现在第 {codes[code].row + 1} 行")
        else:
            codes[code] = line
        if not line.text("项目名称"):
            reading.report(line, "项目名称", "XL107")
    return codes


def project_values(reading: Reading, line: Line) -> dict[str, Decimal | str]:
    """A project's line by column title: amounts as numbers, everything else as text; an amount that is no number is left out."""
    values: dict[str, Decimal | str] = {}
    money = reading.money
    for title, value in line.values.items():
        if title == "年度":
            values[title] = _year(reading, line, value)
        elif title not in money:
            values[title] = plain(value) if isinstance(value, Decimal) else value
        elif (number := value if isinstance(value, Decimal) else _number(reading, line, title, value)) is not None:
            values[title] = number
    if "年度" in line.columns and not line.text("年度"):
        reading.report(line, "年度", "XL111", "年度为空")
    _check_sources(reading, line, values)
    return values


def further_of(reading: Reading, line: Line) -> tuple[dict[str, str], dict[str, str]]:
    """What columns of the office's own say: for every list, and for chasing only; numbers of identity go nowhere."""
    own = set(project_titles(reading.template))
    lists, contacts = dict[str, str](), dict[str, str]()
    for title in line.values:
        text = on_one_line(line.text(title))
        if title in own or not text:
            continue
        if is_private(title, text) or veiled(text)[1]:
            fact = f"{in_marks(title)}里有身份证号、银行账号或密级标志，不带到任何地方"
            reading.findings.append(found("XL165", fact, sheet=line.sheet, cell=line.place(title)))
        else:
            (contacts if is_contact(title, text) else lists)[title] = text
    return lists, contacts


def _year(reading: Reading, line: Line, value: Decimal | str) -> str:
    """The year as four digits, "" where it is none."""
    if isinstance(value, str):
        _number(reading, line, "年度", value)
    elif 2000 <= value <= 2100 and value == value.to_integral_value():
        return plain(value)
    else:
        reading.report(line, "年度", "XL111", f"年度“{plain(value)}”不是四位年份")
    return ""


def _number(reading: Reading, line: Line, title: str, text: str) -> Decimal | None:
    if not text:
        return None
    understood = understand(
        text, "number" if title == "年度" else "money", "年" if title == "年度" else str(reading.template.get("money", "万元"))
    )
    hint = f"请改成数字 {plain(understood.value)}" if understood.value is not None else ""
    reading.report(line, title, "XL108", f"“{title}”是文字“{text}”，不是数", hint)
    return None


def _check_sources(reading: Reading, line: Line, values: Mapping[str, Decimal | str]) -> None:
    columns = reading.money
    given = {title: v for title in columns if isinstance(v := values.get(title), Decimal)}
    for title, amount in given.items():
        if amount < 0:
            reading.report(line, title, "XL109", f"“{title}”为负数 {plain(amount)}")
    if BUDGET in line.columns and BUDGET not in given and not line.text(BUDGET):
        reading.report(line, BUDGET, "XL110")
    sources = [title for title in given if title != BUDGET and columns[title] == columns.get(BUDGET)]
    total = sum((given[title] for title in sources), Decimal(0))
    if sources and not reading.unplaced and BUDGET in given and abs(half_up(total - given[BUDGET], 2)) > ENOUGH:
        message = f"全年预算数 {plain(given[BUDGET])} 与各项来源之和 {plain(total)} 不等"
        reading.report(line, BUDGET, "XL112", message, f"请核对{'、'.join(sources)}")
