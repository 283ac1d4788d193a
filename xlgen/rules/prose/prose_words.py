"""What is said of a figure that was compared: the sentence quoted, the cell of the form named, what stands there."""

from __future__ import annotations

from xlgen.form.vocabulary import BALANCE
from xlgen.prose.label_words import SPENDING
from xlgen.prose.records import Compared, FormFigure
from xlgen.returned.answers import Answers
from xlgen.returned.saying import called, quoted
from xlgen.words.labels import in_marks

_LONGEST, _LEAD = 60, 36  # signs of a sentence that are quoted, and of those before its figure
_OF_GROUP = {"score": "得分", "points": "分值", "lost": "扣分", "own_points": "分值", "own_score": "得分"}


def told_in_sentence(text: str, each: Compared) -> str:
    """The sentence in which a figure stands, as it is written in the text."""
    start = each.mention.sentence.start
    return text[start : start + len(each.mention.sentence.text)].strip()


def fact(answers: Answers, each: Compared, sentence: str) -> str:
    """What is written, and what stands in the form instead."""
    said = f"写着{quoted(_around(sentence, each.mention.written), _LONGEST + 1)}"
    if each.mention.kind == "places":
        return f"{said}，文中的金额却是 {each.right}"
    if not each.figures:
        return f"{said}，其中各项之和是 {each.right}，不是 {each.found}"
    return f"{said}，{in_marks(each.found)}与表上的{figures_called(answers, each)}不一致，表上是 {each.right}"


def figures_called(answers: Answers, each: Compared) -> str:
    """The cells that a figure was held against: “年度资金总额·全年执行数”（自评表!F7）."""
    return "、".join(f"{_called(answers, figure)}（{cell_of(answers, figure)}）" for figure in each.figures)


def cell_of(answers: Answers, figure: FormFigure) -> str:
    """Where a figure stands: sheet!cell."""
    return "!".join(part for part in answers.cell(figure.name) if part)


def _called(answers: Answers, figure: FormFigure) -> str:
    if figure.role in _OF_GROUP and (figure.row.startswith("level") or figure.role.startswith("own_")):
        return f"{in_marks(figure.label)}各项{_OF_GROUP[figure.role]}之和"
    if figure.role == "rows":
        return f"{in_marks(figure.label)}的个数"
    if figure.role == "lost":
        return f"{in_marks(figure.label)}的扣分"
    if figure.role == BALANCE and not figure.name.endswith(BALANCE):
        return in_marks("结余，按执行数算")
    if figure.label.endswith("得分率") or (figure.role.endswith("rate") and not figure.name.endswith("rate")):
        return in_marks(figure.label or {"rate": SPENDING, "received_rate": "资金到位率"}[figure.role])
    return called(answers, figure.name)


def _around(sentence: str, written: str) -> str:
    """A long sentence from a little before its figure, so that what is quoted holds it."""
    at = sentence.find(written)
    if len(sentence) <= _LONGEST or at <= _LEAD:
        return sentence
    return f"…{sentence[at - _LEAD :]}"
