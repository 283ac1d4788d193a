"""The grade that a sentence gives the whole: 等级为“良好”, held against the one that the form computes."""

from __future__ import annotations

import re
from decimal import Decimal

from xlgen.prose.plans_told import is_of_others
from xlgen.prose.records import Compared, FormFigure, Mention, Sentence, Setting

_GRADES = "优秀|良好|中等|合格|不合格|较差|一般|优|良|中|差"
_SAID = re.compile(
    rf"(?:(?:等级|等次|级别|档次|档级|评级|评定|评价结果|自评结果|结论)(?:结果)?(?:认定|评定|确定|属于)?(?:为|是|:|属于)?|属于|评为|评定为|定为|被评)"
    rf"\s?[\"“'‘(]?(?P<behind>(?>{_GRADES}))(?![^\W\d_等级次档])"
    rf"|[为是:,于]\s?[\"“'‘]?(?P<before>(?>{_GRADES}))[\"”'’]?(?:等级|等次|级别|档次|档)"
)
_ABOUT = re.compile("得分|总分|自评|评价|绩效|综合")
_QUALITY = re.compile("质量|水质|空气")  # have grades of their own
_ELSE = re.compile(
    r"上年|去年|往年|复核|复评|财政部门|财政评价|抽查|个项目|单位自评|以上|以下|[-~]|标准|分别|争取|目标|力争|下年|下一步"
)
_LONG = {"优秀": "优", "良好": "良", "中等": "中"}


def compared_grade(sentence: Sentence, figures: list[FormFigure], setting: Setting) -> Compared | None:
    """The grade of a sentence and that of the form; None where a sentence tells none, several, or that of something else."""
    said = [found for found in _SAID.finditer(sentence.text) if not _is_of_else(sentence.text, found.start(), setting)]
    grades = {_short(figure.label): figure for figure in figures if figure.kind == "grade"}
    right = next((figure for figure in grades.values() if figure.value == 1), None)
    if right is None or len({_short(_grade(found)[0]) for found in said}) != 1:
        return None
    word, at = _grade(said[0])
    if _short(word) not in grades:
        return None
    agrees = _short(word) == _short(right.label)
    mention = Mention(sentence, sentence.start + at, word, Decimal(0), 0, "", "grade", sentence.text[:at], "")
    return Compared(mention, (right,), Decimal(0), agrees, stands=right.label)


def _is_of_else(text: str, at: int, setting: Setting) -> bool:
    years = re.findall(r"(20\d\d)年", text[:at])
    if _ELSE.search(text) or _QUALITY.search(text) or not _ABOUT.search(text) or is_of_others(text[:at], setting.own):
        return True
    return bool(years and setting.year and years[-1] not in (setting.year, _after(setting.year)))


def _after(year: str) -> str:
    """The year in which a year is evaluated."""
    return str(int(year) + 1) if year.isdigit() else ""


def _grade(found: re.Match[str]) -> tuple[str, int]:
    group = "behind" if found["behind"] else "before"
    return found[group], found.start(group)


def _short(grade: str) -> str:
    return _LONG.get(grade, grade)
