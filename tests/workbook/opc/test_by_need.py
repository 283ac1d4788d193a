"""Parts taken apart where somebody looks: their elements, and what is refused, are those of a parser of the whole."""

from __future__ import annotations

import pytest

import filled
import payloads
import two_ways
from hostile import unpacked
from xlgen.workbook.opc.by_need import tree_of
from xlgen.workbook.opc.plain_pieces import Later
from xlgen.workbook.opc.xml import Element, parse_part

SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="m"><dimension ref="A1"/><sheetData><row r="1" ht="20">'
    '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><f>A1&amp;"甲"</f><v/></c><c r="C1"/></row><row r="3"/><row r="4">'
    '<c r="A4" t="inlineStr"><is><t xml:space="preserve"> 乙</t></is></c></row></sheetData><mergeCells count="1">'
    '<mergeCell ref="A1:B1"/></mergeCells><dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"是"'
    "</formula1></dataValidation></dataValidations><pageMargins/></worksheet>"
)
BOOK = '<workbook xmlns="m"><definedNames><definedName name="甲">A!$A$1</definedName></definedNames></workbook>'


def whole(element: Element) -> object:
    return (element[0], dict(element[1]), *element[2:4], [whole(each) for each in element[4]])


def taken_apart(take, part: str, xml: bytes) -> object:
    try:
        return whole(take(part, xml))
    except ValueError as error:
        return str(error)


def differing(parts: dict[str, bytes]) -> list[str]:
    listed = [name for name in parts if name.endswith((".xml", ".rels"))]
    return [name for name in listed if taken_apart(tree_of, name, parts[name]) != taken_apart(parse_part, name, parts[name])]


def left(xml: str) -> list[str]:
    return [each.name for each in tree_of("p", xml.encode()).children if isinstance(each.children, Later)]


def rows_left(xml: str) -> list[str]:
    data = next(each for each in tree_of("p", xml.encode()).children if each.name == "sheetData")
    return [row.attributes["r"] for row in data.children if isinstance(row.children, Later)]


def test_cells_merges_validations_and_names_are_left_for_later() -> None:
    assert left(SHEET) == ["mergeCells", "dataValidations"]
    assert rows_left(SHEET) == ["1", "4"]
    assert left(BOOK) == ["definedNames"]
    assert not differing({"a.xml": SHEET.encode(), "b.xml": BOOK.encode(), "c.xml": b"\xef\xbb\xbf" + SHEET.encode()})


@pytest.mark.parametrize("template", payloads.NAMES)
def test_the_elements_of_a_form_are_the_same(template: str) -> None:
    for content in (payloads.forms()[template], filled.issued(template)[1]):
        parts = unpacked(content)
        assert not differing(parts)
        assert not differing({name: two_ways.as_libreoffice(part) for name, part in parts.items()})


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_the_elements_of_forms_that_are_written_oddly_are_the_same(first: int) -> None:
    assert not [number for number in range(first, first + 50) if differing(unpacked(two_ways.form(number)))]


ODD = {  # what a pattern would take for more, or less, than a parser does
    "a comment between cells": ("<c ", "<!-- --><c "),
    "rows in a remark": ("<sheetData>", "<!--<sheetData>"),
    "a value in marks": ("<v>", "<v><![CDATA[1]]>"),
    "an instruction": ("<sheetData>", "<?x y?><sheetData>"),
    "a declaration of documents": ("<worksheet ", "<!DOCTYPE x><worksheet "),
    "an attribute twice": ("<row ", '<row ht="1" '),
    "an attribute of a rule twice": ('type="list"', 'type="list" type="list"'),
    "an attribute that has no name": ("<row ", '<row 1="1" '),
    "an attribute of another program": ("<row ", '<row x14ac:dyDescent="1" '),
    "a cell's attributes in another order": ('r="A1" s="1"', 's="1" r="A1"'),
    "an entity in an attribute": ('ht="20"', 'ht="2&#48;"'),
    "an end of line in an attribute": ('ht="20"', 'ht="20\r\n"'),
    "an unknown entity": ("&amp;", "&nbsp;"),
    "a control character": ("<v>", "<v>\x01"),
    "no character": ("<v>", "<v>\ufffe"),
    "the end of marks": ("<v>", "<v>]]>"),
    "rows further below": ("<sheetData>", "<x><sheetData>"),
    "rows of others": ("<dimension ", '<sheetData><row r="9"/></sheetData><dimension '),
    "rows within rows": ("<row ", "<row><row/></row><row "),
    "an element between": ("</row>", "</row><x/>"),
    "a formula of several cells": ("<f>", '<f t="array" ref="B1:B2">'),
    "a list that is not closed": ("</sheetData>", ""),
    "a merge that is none": ("<mergeCell ", "<merge "),
    "a rule within a rule": ("<formula1>", "<formula1><formula1/>"),
    "a list with attributes": ('dataValidations count="1"', 'dataValidations count="1" xWindow="1"'),
    "a name of the part": ("<worksheet ", '<x:worksheet xmlns:x="m" '),
}


@pytest.mark.parametrize(("old", "new"), ODD.values(), ids=ODD)
def test_what_is_written_oddly_is_taken_apart_as_a_whole(old: str, new: str) -> None:
    assert old in SHEET
    for count in (1, -1):
        assert not differing({"p.xml": SHEET.replace(old, new, count).encode()})


def test_a_part_that_is_no_utf8_is_refused_as_before() -> None:
    for xml in (SHEET.encode("utf-16"), SHEET.encode("gb18030"), SHEET.replace("UTF-8", "GB2312").encode(), b"", b"\0"):
        assert not differing({"p.xml": xml})


def test_elements_left_for_later_are_made_once_and_are_a_sequence() -> None:
    made: list[str] = []

    class Two(Later):
        def make(self) -> tuple[Element, ...]:
            made.append("made")
            return Element("a", {}, 0, 4, ()), Element("b", {}, 4, 8, ())

    later = Two(b"", 0, 8)
    assert not made
    assert [each.name for each in later] == ["a", "b"] == [each.name for each in later[:2]]
    assert (len(later), later[-1].name, made) == (2, "b", ["made"])
