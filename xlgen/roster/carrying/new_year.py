"""What of an earlier year does not go into the new list: its years and amounts; and which words still name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlgen.roster.carrying.records import Carried, CarriedLine
from xlgen.roster.titles import PROJECTS, amounts
from xlgen.roster.years import YEAR
from xlgen.words.labels import in_marks
from xlgen.words.numbers import plain
from xlgen.words.private import is_contact

SHOWN = 5  # places that are named
_NAMED = re.compile(r"(?<!\d)(20\d\d)(?=[年.\-/])")


def for_year(carried: Carried, template: Mapping[str, Any], year: str) -> None:
    """Keep years and amounts of projects that are of this year or of none; of all others they are left out, and that is told.

    ``year`` "" is none: then nothing says that a year is not past.
    """
    money, past = set(amounts(dict(template))), dict[str, int]()
    gone = set[str]()
    for line in carried.lines.get(PROJECTS, ()):
        said = _text(line, YEAR).removesuffix("年")
        if said and said != year:
            past[said] = past.get(said, 0) + 1
            gone |= {title for title in (YEAR, *money) if line.pop(title, None) is not None}
        if year:
            line[YEAR] = Decimal(year)
    if past:
        of = "、".join(f"{said} 年 {count} 个" for said, count in sorted(past.items()))
        titles = "、".join(
            title for title in (YEAR, *amounts(dict(template))) if title in gone and not (year and title == YEAR)
        )
        more = "" if year else "；是本年的，请加 --year 年度 再运行"
        if titles:
            carried.told.append(f"没有带过来：{titles}（{of}项目是往年的，请填本年的{more}）")
    if named := list(_still_named(carried, year)):
        shown = "、".join(named[:SHOWN]) + (f" 等 {len(named)} 处" if len(named) > SHOWN else "")
        carried.told.append(f"写着往年年份的，请改成本年的：{shown}")


def _still_named(carried: Carried, year: str) -> Iterator[str]:
    for sheet, lines in carried.lines.items():
        for row, line in enumerate(lines, 2):
            for title in line:
                text = _text(line, title)
                if title not in (YEAR, "项目编码") and not is_contact(title, text) and {*_NAMED.findall(text)} - {year}:
                    yield f"{sheet}第 {row} 行{in_marks(title)}"


def _text(line: CarriedLine, title: str) -> str:
    value = line.get(title, "")
    return value if isinstance(value, str) else plain(value)
