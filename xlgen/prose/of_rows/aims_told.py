"""What was to be: the targets of rows, beside what was done (高于90%的目标) and among plans (年度目标：培训120人)."""

from __future__ import annotations

import re
from dataclasses import replace

from xlgen.prose.plans_told import AIM_BEHIND, said_before
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.prose.sentences import LIMIT

_BESIDE = re.compile("(?:比|较|与|离|距|好于|优于|高于|低于|大于|小于|超过了?|超出|不及|达到)$")
SET_BEFORE = re.compile("(?:年初|原来?|计划|目标)(?:估计|设定|定|预计)?的?(?:只有|只定了|定了|是|为|在)$")
_LONGER = re.compile("实施期|中期|长期|[三五]年|期间|其中")


def aim_of_focus(mention: Mention, same: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The target of the row that was spoken of before: 比90%的目标高, 而年初定的是95%."""
    said = mention.before.rstrip()
    is_beside = said.endswith(LIMIT) or _BESIDE.search(said)
    is_aim = (is_beside and AIM_BEHIND.match(mention.after)) or SET_BEFORE.search(said)
    found = [each for each in same if is_aim and each.role == "target" and each.row and each.row == setting.focus]
    return found if len({each.value for each in found}) == 1 else []


def of_plans(mention: Mention, same: list[FormFigure]) -> list[FormFigure]:
    """What is told of a plan: how many indicators there are; what was to be reached, where it is that of the year."""
    words = mention.sentence.heading + said_before(mention)
    is_of_year = not _LONGER.search(words)
    aims = [replace(each, role="") for each in same if each.role == "target"] if is_of_year else []
    return [each for each in same if each.role == "rows"] + aims
