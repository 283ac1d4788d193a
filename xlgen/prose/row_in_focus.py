"""A figure that is only called 实际完成值 or 目标值: of the row that the sentence, else its heading, names."""

from __future__ import annotations

import re

from xlgen.prose.label_words import core, written
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.prose.rows_named import is_group

_ACTUAL = re.compile(
    r"(?:该项?指标)?(?:全年|年度)?(?:实际(?:完成|达成|达到|值|发生|做到)?|业绩值|完成|达成|做到)(?:值|数|情况)?(?:为|是|:|了|达到?|\s)*"
)
_TARGET = re.compile(r"(?:该项?指标)?(?:年初|年度|全年|绩效|设定的?)*(?:目标|计划|预期|指标值)值?(?:为|是|:|\s)*")
_COMPLETED = re.compile(r"(?:该项?指标)?(?:目标|指标)?完成率(?:为|是|:|达到?|\s)*")
_BESIDE, _AIM = re.compile("(?:比|好于|优于|达到|没有达到|未达到)$"), re.compile(r"\s*的(?:年度)?(?:目标|预期|指标值|计划)")
_SET = re.compile("(?:年初|原来?|计划|目标)(?:估计|设定|定|预计)?的?(?:只有|只定了|定了|是|为)$")
_SHORTEST = 3  # signs of a label that is known again anywhere


def of_row_in_focus(mention: Mention, before: str, same: list[FormFigure]) -> list[FormFigure]:
    """The actual value or the target of the one row in focus; none where the words say neither, or no row is."""
    rows = [each for each in same if each.row and each.role in ("", "target")]
    heading = written(mention.sentence.heading)
    own = _named(written(said_before(mention)), rows) or _named(heading, rows) or _only_one(heading, rows)
    label = min(own, default="")
    words = written(before).removeprefix(label)
    if not own:
        return []
    found = [each for each in rows if (core(each.label), each.role) == _meant(label, words)]
    return found if len({each.value for each in found}) == 1 else []


def aim_of_focus(mention: Mention, same: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The target of the row that was spoken of before: 比90%的目标高, 而年初定的是95%."""
    said = mention.before.rstrip()
    is_aim = (_BESIDE.search(said) and _AIM.match(mention.after)) or _SET.search(said)
    found = [each for each in same if is_aim and each.role == "target" and each.row and each.row == setting.focus]
    return found if len({each.value for each in found}) == 1 else []


def _meant(label: str, words: str) -> tuple[str, str]:
    """The label and the role of the figure that words speak of; "" where they speak of none."""
    if _TARGET.fullmatch(words) or _SET.fullmatch(words):
        return label, "target"
    if _ACTUAL.fullmatch(words):
        return label, ""
    return (f"{label}完成率", "") if _COMPLETED.fullmatch(words) else ("", "")


def _only_one(heading: str, rows: list[FormFigure]) -> set[str]:
    """The label of the only row of a group that a heading names."""
    own = [each for each in rows if not each.role and not is_group(each)]
    below = [each for each in own if any(name and written(name) in heading for name in each.under)]
    return {core(each.label) for each in below} if len(below) == 1 else set()


def _named(words: str, rows: list[FormFigure]) -> set[str]:
    """The label that stands last in words, the longest there."""
    at = {label: words.rfind(label) for each in rows if len(label := core(each.label)) >= _SHORTEST}
    last = max((start + len(label) for label, start in at.items() if start >= 0), default=0)
    found = {label for label, start in at.items() if start >= 0 and start + len(label) == last}
    return {max(found, key=len)} if found else set()
