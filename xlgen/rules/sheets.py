"""XG109–XG111: are all sheets there, under their names, and does the file stand by itself."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.findings import Severity
from xlgen.issued.hidden import SHEET
from xlgen.returned.answers import Answers
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.planning import plans


@rule("XG109", "工作表缺失", Severity.ERROR, "请用下发的原表填报，不要删除工作表；收表的人可以用 xlgen repair 恢复")
def sheet_missing(answers: Answers) -> Hits:
    """A sheet of the issued form is gone.

    Passes: rename 评分依据 = "依据"
    XG109: remove 评分依据

    查什么：下发的工作簿里有的工作表，现在没有了
    为什么：公式要引用那张表的内容，缺了就算不出，也看不出删掉了什么
    依据：下发清单记下的每一格
    """
    for issued, now in _sheets(answers):
        if not now:
            yield Hit("", f"工作表“{issued}”不见了", None, issued, (issued, ""))


@rule("XG110", "工作表改名", Severity.ERROR, "请改回原来的工作表名称；收表的人可以用 xlgen repair 恢复")
def sheet_renamed(answers: Answers) -> Hits:
    """A sheet of the issued form has another name.

    Passes: indicators.1.actual = 119
    XG110: rename 自评表 = "Sheet1"

    查什么：工作表改了名字
    为什么：别的程序和汇总公式按名字找表；内容没有动的，改回名字即可
    依据：下发清单记下的每一格
    """
    for issued, now in _sheets(answers):
        if now and now != issued:
            yield Hit("", f"工作表“{issued}”改名为“{now}”", now, issued, (now, ""))


@rule("XG111", "引用别的文件", Severity.WARNING, "请把引用别的文件的公式改成数值，核对后再报")
def links_outside(answers: Answers) -> Hits:
    """The file refers to cells of other workbooks, whose values cannot be checked here.

    Passes: indicators.1.actual = 119
    XG111: link outside

    查什么：有公式引用了别的工作簿
    为什么：那个工作簿不在手边，所取的数无从核对，换一台电脑打开也可能变
    依据：xlgen 的约定：一张表凭自己就能核对
    """
    if answers.book.external_links:
        yield Hit("", "文件里有引用其他工作簿的链接，所取的数无从核对")


def _sheets(answers: Answers) -> Iterator[tuple[str, str]]:
    """Issued sheets and the name each has now, "" where it is gone; the hidden one has its own rule (XG106)."""
    known = plans(answers)
    for sheet in dict.fromkeys([*answers.snapshot.static, *answers.snapshot.by_sheet]):
        if sheet != SHEET:
            yield sheet, known[sheet].sheet if sheet in known else ""
