"""Every boundary case of every method in every frame that takes indicators from a roster: a frame changes no score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from equality import is_equal
from frames import CANNOT_HOLD, FRAMES, METHODS, scored
from xlgen.errors import TemplateError
from xlgen.flows.method_cases import case_of, row_of
from xlgen.form.compute import compute
from xlgen.form.template.compile import compile_form
from xlgen.form.template.keys import ATTRIBUTES, FROM_ROSTER
from xlgen.form.template.load import load_template
from xlgen.form.template.methods import Method


def wrong(name: str, method: Method) -> Iterator[str]:
    """Cases of a method that come out otherwise in a frame than by hand."""
    template = load_template(name)
    key = scored(template)
    columns = set(template["tables"][key]["columns"]) | ATTRIBUTES | set(FROM_ROSTER) | method.accepts
    lines = [{column: value for column, value in row_of(method, said).items() if column in columns} for said in method.cases]
    named = {column: "试算的指标" for column in ("level1", "level2", "level3") if column in columns}
    form = compile_form(template, METHODS, dict(template["example"]["project"]), {key: [line | named for line in lines]})
    rows = {row.key: row for row in form.tables[key].rows}
    cases = [case_of(rows[str(n)], _without(said)) for n, said in enumerate(method.cases, 1)]
    values = compute(form.cells(), {cell: value for case in cases for cell, value in case.filled.items()})
    for case in cases:
        for result, cell in case.results.items():
            if not is_equal(case.wanted(result), values.get(cell)):
                yield f"{dict(case.said)}: {result} is {values.get(cell)}"


def _without(said: Mapping[str, Any]) -> dict[str, Any]:
    """A case without what not every frame shows."""
    return {key: value for key, value in said.items() if key not in ("min", "max", "completion", "left_out")}


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("key", METHODS)
def test_a_case_of_a_method_holds_in_the_frame(name: str, key: str) -> None:
    if key not in CANNOT_HOLD.get(name, set()):
        assert list(wrong(name, METHODS[key])) == []


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in CANNOT_HOLD.items() for key in sorted(keys)])
def test_a_frame_without_room_for_what_a_method_asks_refuses_it(name: str, key: str) -> None:
    with pytest.raises(TemplateError, match="还要填"):
        list(wrong(name, METHODS[key]))
