"""XG054, XG055: a form in a format of which formulas cannot be read."""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.returned.answers import Answers
from xlgen.returned.saying import both_said, quoted
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.rules.workbook import stale_results
from xlgen.words.labels import in_marks

_RESAVED = "请用下发的 .xlsx 原表填报；已报来的，用 WPS 或 Excel 打开，另存为 .xlsx 再报也可"


@rule("XG054", "旧格式的公式比不了", Severity.NOTE, "不用改；下次请直接报下发的 .xlsx，不要另存为别的格式")
def formulas_untold(answers: Answers) -> Hits:
    """The file is a .xls or .et, of which no formula can be read.

    Passes: indicators.1.actual = 119
    XG054: resave xls

    查什么：报来的是 .xls 或 .et。这种文件里的公式读不出原文，和下发的比不了；填的数、印的字、保存的结果照常读、照常核对
    为什么：得分、合计一律按下发的公式重算，不采用文件里保存的结果，所以不影响接收
    依据：xlgen 的约定
    """
    if answers.book.untold:
        yield Hit("", "表是 .xls 或 .et 格式，公式读不出、没有和下发的比，得分已按下发的公式重算", place=("", ""))


@rule("XG055", "旧格式里的结果与重算不同", Severity.WARNING, _RESAVED)
def result_differs(answers: Answers) -> Hits:
    """A result saved in a .xls or .et is not what the issued formula gives: it is stale, or the formula was changed.

    Passes: resave xls
    Passes: stale total = 95
    XG055: resave xls; stale total = 95

    查什么：.xls 或 .et 里一格公式保存的结果，不是下发的公式现在该得的数
    为什么：公式读不出，不知道是没有刷新，还是被人改过；纸上印的是那个数，汇总用的是重算的数，两个不一样，要看一看
    依据：下发清单记下的每一格
    """
    for name in stale_results(answers) if answers.book.untold else ():
        found, expected = answers.typed(name), answers.excel[name]
        if found == Decimal(0) and (expected is None or isinstance(expected, str)):
            continue  # LibreOffice saves 0 where a formula of figures shows a text or nothing
        now, right = map(quoted, both_said(answers.slot(name).cell, found, expected))
        message = f"{in_marks(answers.slot(name).cell.label)}保存的结果是{now}，按下发的公式应为{right}，公式可能被改过"
        yield Hit(name, message, found, expected)
