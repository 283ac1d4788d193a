"""What was to be: the targets of rows, as limits (不低于90%) and among plans (年度目标：培训120人)."""

from __future__ import annotations

import re
from dataclasses import replace

from xlgen.prose.label_words import bare
from xlgen.prose.labels_fit import labelled
from xlgen.prose.of_rows.row_in_focus import of_row_in_focus
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.prose.sentences import LIMIT

_LONGER = re.compile("实施期|中期|长期|[三五]年|期间|其中")
_SET = re.compile("(?:年度|全年|年初)?(?:指标值?|目标值?|计划值?|预期值?|要求)(?:设定|确定|定)?(?:为|是|:)?\\s*$")


def of_limit(
    mention: Mention, before: str, same: list[FormFigure], figures: list[FormFigure], setting: Setting
) -> list[FormFigure]:
    """The target that a limit tells, of the row that its clause names, else of the one that was spoken of."""
    aims = {each.name: replace(each, role="") for each in same if each.role == "target"}
    words = _SET.sub("", before.replace(LIMIT, ""))
    found = labelled(mention, words, list(aims.values()), setting) if bare(words) else []
    return found or of_row_in_focus(mention, "目标值" if not bare(words) else before, same, figures, setting)


def of_plans(mention: Mention, same: list[FormFigure]) -> list[FormFigure]:
    """What is told of a plan: how many indicators there are; what was to be reached, where it is that of the year."""
    words = mention.sentence.heading + said_before(mention)
    is_of_year = not _LONGER.search(words)
    aims = [replace(each, role="") for each in same if each.role == "target"] if is_of_year else []
    return [each for each in same if each.role == "rows"] + aims
