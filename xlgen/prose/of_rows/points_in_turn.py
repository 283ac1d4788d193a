"""Points of all groups or rows in the order of the form: 四项得分依次为13分、19.93分、35分和21.22分."""

from __future__ import annotations

import re

from xlgen.prose.of_rows.rows_named import headed, is_group, plain_words
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, PointsTold

_IN_TURN = re.compile(
    r"(?:(?P<many>[两二三四五六七八])(?:大?类|[项个]))?[^,。]{0,6}?(?P<had>分值|权重)?(?:得分率?)?(?:依次|分别)(?:为|是|得)"
)
_MANY = {sign: number for number, signs in enumerate(("", "", "两二", "三", "四", "五", "六", "七", "八")) for sign in signs}
_NUMBER = re.compile(r"(?<![\d.])\d++(?:\.\d++)?\s?[分%]")
_REST = re.compile(r"(?:\s*[、和及与]\s*\d++(?:\.\d++)?\s?[分%])*+")


def points_in_turn(mention: Mention, scores: list[FormFigure]) -> PointsTold | None:
    """The points at a number's place in a list of as many as the form, or the group of the heading, has; None where there is no such list.

    Of rates (``scores`` are rates then) what share was got.
    """
    said = said_before(mention)
    found = next(iter([*_IN_TURN.finditer(said)][-1:]), None)
    if found is None:
        return None
    place, behind = len(_NUMBER.findall(said[found.end() :])), _REST.match(mention.after)
    many = place + 1 + len(_NUMBER.findall(behind[0] if behind else ""))
    if found["many"] and _MANY[found["many"]] != many:
        return PointsTold()
    own = [each for each in scores if each.role == ("points" if found["had"] else "score") or mention.kind == "percent"]
    told = [each for each in _in_order(mention, own) if len(each) == many]
    return PointsTold(tuple((each[place],) for each in told)) if told else PointsTold()


def _in_order(mention: Mention, own: list[FormFigure]) -> list[list[FormFigure]]:
    """What may be told in turn: the rows below the heading, the 一级指标, all rows."""
    named = {plain_words(each.label) for each in headed(mention.sentence.heading, own) if is_group(each)}
    rows = list({each.row: each for each in own if each.row and not is_group(each)}.values())
    below = [each for each in rows if named & {plain_words(name) for name in each.under if name}]
    return [below, [each for each in own if each.row.startswith("level1.")], rows]
