"""Where defined names lead in a returned workbook."""

from __future__ import annotations

from filled import issued, returned
from shifting import insert_rows, nameless, rename
from xlgen.whereabouts.located import Located, by_name
from xlgen.workbook.ooxml.reader import read_workbook

NAME = "indicators.1.actual"
AT = issued()[0].slots[NAME].place or ("", 0, 0)


def located(content: bytes) -> Located:
    return by_name(issued()[0], read_workbook(content))


def test_names_are_followed_into_moved_rows_and_renamed_sheets() -> None:
    form = located(rename(insert_rows(returned(), AT[0], 3, 2), AT[0], "我的表"))
    assert form.places[NAME] == ("我的表", AT[1] + 2, AT[2])
    assert form.lost == []


def test_a_cell_whose_name_is_gone_is_led_to_by_none() -> None:
    form = located(nameless(returned(), lambda name: name == NAME))
    assert (form.led.get(NAME), form.lost) == (None, [NAME])


def test_a_cell_whose_name_and_sheet_are_gone_stands_nowhere() -> None:
    form = located(nameless(rename(returned(), AT[0], "我的表")))
    assert (form.cell(NAME), form.typed(NAME)) == (("", ""), None)
