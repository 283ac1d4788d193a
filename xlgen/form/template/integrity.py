"""What a template lacks as a whole, and where it names a table or a column that it does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.template.keys import ATTRIBUTES, FROM_ROSTER, TEMPLATE, is_text
from xlgen.form.vocabulary import OF_GROUPS
from xlgen.words.nearest import is_it


def integrity_faults(template: Mapping[str, Any], origin: str) -> Iterator[TemplateError]:
    """Everything of this kind, in the order of the template; ``template`` has its known keys only (``key_faults``)."""
    for path, problem, hint in (*_parameters(template), *_names(template), *_sheets(template), *_tables(template)):
        yield TemplateError(f"{origin}: {path}", problem, hint)


_LIKE_R1C1, _LIKE_A1 = re.compile(r"[rc](\d|$|[._])", re.IGNORECASE), re.compile(r"[a-z]{1,3}\d+", re.IGNORECASE)
FILLED = {*TEMPLATE.keys, "grade_words", *OF_GROUPS}  # words of a text that the engine fills
Told = Iterator[tuple[str, str, str]]  # path, problem, hint


def _parameters(template: Mapping[str, Any]) -> Told:
    if not template.get("id"):
        yield "id", "没有写 id", '写表式的名称，如 id = "我的表式"'
    for grade in template.get("grades", ()):
        if not (isinstance(grade, list) and [*map(is_text, grade)] == [True, True] and not isinstance(grade[1], str)):
            yield "grades", f"“{grade}”不是等级和它的最低分", '写作 [["优", 90], ["良", 80], ["差", 0]]'
    for key, value in template.get("parameters", {}).items():
        if not is_text(value):
            yield f"parameters.{key}", "只能是文字或数", f"文中写 {{{key}}} 处换成它"
        if key in FILLED or key in template.get("identity", {}) or key in template.get("fields", {}):
            yield f"parameters.{key}", f"“{{{key}}}”由程序填，不能另给", "请换一个词"


def _names(template: Mapping[str, Any]) -> Told:
    """Cells are defined names; none may begin as a reference in R1C1 form does ([MS-XLSB] 2.5.166), or be one in A1 form."""
    for group in ("fields", "tables"):
        for key in template.get(group, {}):
            if _LIKE_R1C1.match(key) or (group == "fields" and _LIKE_A1.fullmatch(key)):
                yield f"{group}.{key}", "Excel 会把这个名称读成单元格的位置", "请换一个名称，不要以 r、c 加数字开头"


def _sheets(template: Mapping[str, Any]) -> Told:
    tables = template.get("tables", {})
    for key, sheet in template.get("sheets", {}).items():
        if lacking := [needed for needed in ("name", "lines") if needed not in sheet]:
            yield f"sheets.{key}", f"没有写 {'、'.join(lacking)}", ""
        if not all(isinstance(width, int | Decimal) for width in sheet.get("columns", ())):
            yield f"sheets.{key}.columns", "各列的宽要写数", "单位是字符，如 columns = [12, 20]"
        if "columns" not in sheet and "grid" not in sheet:
            yield f"sheets.{key}", "没有写 columns 或 grid", "columns 是各列的宽（字符数），grid 是一张表的名称，网格随它的列"
        for named in ("needs", "grid", "repeat"):
            if sheet.get(named):
                yield from _there(f"sheets.{key}.{named}", sheet[named], tables, "张表")


def _tables(template: Mapping[str, Any]) -> Told:
    tables = template.get("tables", {})
    for key, table in tables.items():
        if not table.get("columns"):
            yield f"tables.{key}", "没有写 columns", "一列写 { label = … }"
            continue
        known = {"rows", *table["columns"], *ATTRIBUTES, *FROM_ROSTER}
        for said in table.get("spare", {}):
            yield from _there(f"tables.{key}.spare", said, known, "一项")
        for named in ("asks_in", "follows"):
            if table.get(named):
                yield from _there(f"tables.{key}.{named}", table[named], tables, "张表")
        columns = table["columns"]
        if any(other.get("asks_in") == key for other in tables.values()):
            for needed in ("label", "item", "value"):  # what a method asks is printed in these
                yield from _there(f"tables.{key}.columns", needed, columns, "一列")
        if table.get("typed"):
            for needed in ("target", "actual"):  # those whose type the line of the roster says
                yield from _there(f"tables.{key}.typed", needed, columns, "一列")
        if table.get("numbered"):
            yield from _there(f"tables.{key}.numbered", table["numbered"], columns, "一列")
        for grouped in table.get("groups", {}):
            yield from _there(f"tables.{key}.groups", grouped, columns, "一列")
        for column, said in columns.items():
            span = said.get("span", 1)
            if span != "rest" and (isinstance(span, str) or span < 1):
                yield f"tables.{key}.columns.{column}.span", f"“{span}”不是列数", '写整数，或 "rest"：占其余各列'
            if "after" in said:
                yield from _there(f"tables.{key}.columns.{column}.after", said["after"], set(columns) - {column}, "一列")
    for key in {sheet["grid"] for sheet in template.get("sheets", {}).values() if sheet.get("grid") in tables}:
        yield from _widths(key, tables[key].get("columns", {}))


def _there(path: str, name: str, known: Collection[str], what: str) -> Told:
    if name not in known:
        yield path, f"没有“{name}”这{what}{is_it(name, known)}", f"可用：{'、'.join(known)}"


def _widths(table: str, columns: Mapping[str, Any]) -> Told:
    for key, said in columns.items():
        if "width" not in said:
            hint = f'网格随表“{table}”的列（grid = "{table}"），每一列都要写宽，单位是字符，如 width = 10'
            yield f"tables.{table}.columns.{key}", "没有写 width", hint
