"""The seven forms of the grammar that unfold into plain formulas before they are parsed.

``bands(x)`` and ``tier(x)`` choose points, ``met(items)`` adds them, ``told(items)`` says which are met (①是 ②否),
``grades(x)`` gives the grade's word, ``gather(name)`` is the column of all data rows that methods made under that name,
``rescale(points)`` the factor that brings what is left after 不适用 back to full points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from xlgen.methods import Parameters
from xlgen.notation import Band, Bands
from xlgen.numbers import plain

_FORM = re.compile(r"\b(bands|tier|met|told|grades|gather|rescale)\(\s*([\w.]+)\s*\)")


def unfold(
    source: str,
    parameters: Parameters,
    grades: Sequence[tuple[str, Decimal]],
    gathered: Callable[[str], Sequence[str]],
) -> str:
    """The formula with every such form written out."""

    def written(match: re.Match[str]) -> str:
        form, argument = match.groups()
        listed = parameters.get({"tier": "tiers", "met": "items", "told": "items", "bands": "bands"}.get(form, ""))
        if form == "gather":
            return f"[{', '.join(gathered(argument))}]"
        if form == "rescale":
            left_out = ", ".join(gathered("left_out"))
            return f"ratio({argument}, {argument} - sum([{left_out}]))" if left_out else "1"
        if form == "grades":
            return _chain([(f"{argument} >= {plain(least)}", json.dumps(word, ensure_ascii=False)) for word, least in grades])
        if isinstance(listed, Bands):
            return _chain([(_test(argument, band), _points(band.points)) for band in listed.bands])
        items = listed if isinstance(listed, tuple) else ()
        if form == "told":
            said = ', "　", '.join(f'"{chr(ord("①") + n)}", met{n + 1}' for n in range(len(items)))
            return f"(join({said}) if {' or '.join(f'filled(met{n + 1})' for n in range(len(items)))} else blank)"
        if form == "tier":
            said = [(f"{argument} == {json.dumps(i.text, ensure_ascii=False)}", plain(i.points)) for i in items]
            return _chain([*said, ("", "0")])
        return "(" + " + ".join(f'({plain(i.points)} if met{n} == "是" else 0)' for n, i in enumerate(items, 1)) + ")"

    return _FORM.sub(written, source)


def _chain(cases: Sequence[tuple[str, str]]) -> str:
    """``a if x else b if y else c``; the last case is the rest."""
    chosen = " else ".join(f"{value} if {test}" for test, value in cases[:-1])
    return f"({chosen} else {cases[-1][1]})" if chosen else f"({cases[-1][1]})"


def _test(argument: str, band: Band) -> str:
    return f"{argument} {'>' if band.strict else '>='} {plain(band.at_least)}" if band.at_least is not None else ""


def _points(points: Decimal | str) -> str:
    return plain(points) if isinstance(points, Decimal) else "points"
