"""The seven forms of the grammar that unfold into plain formulas before they are parsed.

``bands(x)`` and ``tier(x)`` choose points, ``met(items)`` adds them, ``told(items)`` says which are met (①是 ②否),
``grades(x)`` gives the grade's word, ``gather(name)`` is the column of all data rows that methods made under that name,
``rescale(points)`` the factor that brings what is left after 不适用 back to full points. The argument of ``bands`` may be a formula: ``bands(target - actual)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from xlgen.form.notation.bands import Band, Bands
from xlgen.form.template.methods import Parameter, Parameters
from xlgen.language.write import text_literal
from xlgen.words.numbers import plain

_FORM = re.compile(r"\b(bands|tier|met|told|grades|gather|rescale)\(")
_LISTED = {"tier": "tiers", "met": "items", "told": "items", "bands": "bands"}  # parameter that each form unfolds


def unfold(
    source: str,
    parameters: Parameters,
    grades: Sequence[tuple[str, Decimal]],
    gathered: Callable[[str], Sequence[str]],
) -> str:
    """The formula with every such form written out."""
    match = _FORM.search(source)
    if not match:
        return source
    end = _closing(source, match.end())
    form, argument = match[1], source[match.end() : end].strip()
    if form == "gather":
        written = f"[{', '.join(gathered(argument))}]"
    elif form == "rescale":
        left_out = ", ".join(gathered("left_out"))
        written = f"ratio({argument}, {argument} - sum([{left_out}]))" if left_out else "1"
    elif form == "grades":
        written = _chain([(f"{argument} >= {plain(least)}", text_literal(word)) for word, least in grades])
    else:
        written = _listed(form, argument, parameters.get(_LISTED[form], ()))
    return source[: match.start()] + written + unfold(source[end + 1 :], parameters, grades, gathered)


def _closing(source: str, at: int) -> int:
    """Where the bracket opened before ``at`` closes; the end of the text where it never does."""
    depth = 1
    for place in range(at, len(source)):
        depth += (source[place] == "(") - (source[place] == ")")
        if not depth:
            return place
    return len(source)


def _listed(form: str, argument: str, listed: Parameter) -> str:
    """Points by a list of bands, tiers or items; blank where what was chosen is none of them."""
    if isinstance(listed, Bands):
        return _chain([(_test(f"({argument})", band), _points(band.points)) for band in listed.bands])
    items = listed if isinstance(listed, tuple) else ()
    if form == "tier":
        return _chain([*((f"{argument} == {text_literal(item.text)}", plain(item.points)) for item in items), ("", "blank")])
    answers = [f"met{n}" for n in range(1, len(items) + 1)]
    if form == "told":
        said = ', "　", '.join(f'"{chr(ord("①") + n)}", {answer}' for n, answer in enumerate(answers))
        return f"(join({said}) if {' or '.join(f'filled({answer})' for answer in answers)} else blank)"
    points = " + ".join(f'({plain(i.points)} if {a} == "是" else 0)' for i, a in zip(items, answers, strict=True))
    is_told = " and ".join(f'({answer} == "是" or {answer} == "否")' for answer in answers)
    return f"({points} if {is_told} else blank)"


def _chain(cases: Sequence[tuple[str, str]]) -> str:
    """``a if x else b if y else c``; the last case is the rest."""
    chosen = " else ".join(f"{value} if {test}" for test, value in cases[:-1])
    return f"({chosen} else {cases[-1][1]})" if chosen else f"({cases[-1][1]})"


def _test(argument: str, band: Band) -> str:
    return f"{argument} {'>' if band.strict else '>='} {plain(band.at_least)}" if band.at_least is not None else ""


def _points(points: Decimal | str) -> str:
    return plain(points) if isinstance(points, Decimal) else "points"
