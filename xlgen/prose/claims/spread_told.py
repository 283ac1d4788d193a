"""How many of a department's projects were graded so, and what they spent: 评为优秀的18个，占项目个数的94.74%，金额3250.61万元."""

from __future__ import annotations

import re

from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention

_OF_GRADE = re.compile(r"(?P<grade>不合格|优秀|良好|中等|合格|较差|一般|优|良|中|差)(?:等次|等级|档次|档)?(?:的|项目|\d|$)")
_NUMBER, _MONEY = re.compile("个数|项目数|项目总数"), re.compile("执行|金额|资金|支出")
_COUNTED = re.compile(r"\d\s*[个项],占\s*$")  # 优秀的18个，占94.74%
_OF = {"count": "number", "money": "amount"}


def of_spread(mention: Mention, figures: list[FormFigure]) -> list[FormFigure]:
    """The figure of the grade that was named last; none where no grade is, or it is not said what a share is a share of."""
    said = said_before(mention)
    named = [found["grade"] for found in _OF_GRADE.finditer(said)]
    is_of_number = _NUMBER.search(mention.before) or (not _MONEY.search(said) and _COUNTED.search(said))
    column = _OF.get(mention.kind, "share" if is_of_number else "amount_share" if _MONEY.search(said) else "")
    return [each for each in figures if named and each.role == "spread" and each.row == named[-1] and each.under == (column,)]
