"""A figure that is only called 实际完成值 or 目标值: of the row that the sentence, else its heading, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlgen.prose.label_words import NUMBERING, core, stem, written
from xlgen.prose.of_rows.aims_told import SET_BEFORE
from xlgen.prose.of_rows.points_in_turn import points_in_turn
from xlgen.prose.of_rows.rows_named import is_group
from xlgen.prose.of_rows.subjects import row_spoken_of
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.prose.sentences import LIMIT

_ACTUAL = re.compile(
    r"(?:该项?指标)?(?:全年|年度)?(?:实际(?:完成|达成|达到|值|发生|做到)?|业绩值|(?:综合评定)?的?完成程度|完成|达成|做到)(?:值|数|情况)?(?:[也均都]|为|是|:|了|达到?|\s)*"
)
_TARGET = re.compile(
    r"(?:[比与较]|略?[低高]于|[好优]于|超过)?(?:该项?指标)?(?:年初|年度|全年|绩效|设定的?)*(?:目标|计划|预期|指标)值?(?:[也均都]|为|是|:|\s)*"
)
_SHARE = re.compile(r"(?:该项?)?(?:指标)?得分率(?:为|是|:|仅|只有|达到?|\s)*")
_SHARE_OF = re.compile(r"(.{2,}?)[类项]?(?:部分)?(?:指标)?的?得分率(?:为|是|:|仅|只有|达到?)*")
_DONE = re.compile(r"((?:全年|年度)?(?:实际|计划|目标|预期))(.{1,4}?)(?:为|是|了|:)?")
_ALTOGETHER = re.compile("(?:全年|本年度?|当年|累计|共)(?!.*(?:其中|每|平均|第|目标|计划|新增|比|较))")
_AIM_OF = re.compile(r"(.{2,12}?)(?:年度)?(?:目标值?|指标值|计划)(?:为|是|定为|由|只有|仅有?|仅为)?")
_DONE_OF = re.compile(r"([^实际完成]{2,12})(?:实际)?(?:完成|达到|实际)(?:了|为)?")
_COMPLETED = re.compile(r"(?:该项?指标)?(?:目标|指标|年底|年末|全年|建设)*完成率(?:为|是|:|达到?|\s)*")
_SHARE_DONE = re.compile(r"(?:完成|达到|相当于)(?:年度)?(?:指标值|目标值?|计划)的\s*$")  # 完成目标的105%
_APART = re.compile("依次|分别")
_BEYOND = re.compile(
    "(?:超过|超出|高[于出]|多[于出]|低于|好于|优于|少于)(?:年初|年度|全年)?(?:目标|计划|预期|指标)值?(?:的|了)?$"
)
_SHORTEST = 3  # signs of a label that is known again anywhere


def of_row_in_focus(
    mention: Mention, before: str, same: list[FormFigure], figures: list[FormFigure], setting: Setting
) -> list[FormFigure]:
    """The actual value or the target of the one row in focus; none where the words say neither, or no row is."""
    rows = [each for each in same if each.row and each.role in ("", "target")]
    if found := _shares_got(mention, before, same, setting) or _called_so(mention, before, rows):
        return found
    for label in _spoken_of(mention, rows, figures, setting):
        for words in dict.fromkeys((before, mention.near)):
            if found := _of_label(mention, words, label, rows):
                return found
    return []


def _of_label(mention: Mention, before: str, label: str, rows: list[FormFigure]) -> list[FormFigure]:
    words = written(before).removeprefix(label).replace(LIMIT, "").lstrip("而但却且")
    if stem(core(mention.sentence.heading.lstrip(NUMBERING))) == stem(label) and _ALTOGETHER.match(words):
        return [each for each in rows if core(each.label) == label and not each.role and _shares(before, label)]
    meant = (_completed(label), "") if _SHARE_DONE.search(before) else _meant(label, words)
    found = [each for each in rows if (core(each.label), each.role) == meant]
    if _BEYOND.search(before):  # 超过目标30人次 is by how much
        return []
    return found if len({each.value for each in found}) == 1 else []


def _shares_got(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The 得分率 of a row or a group that is named, or was spoken of."""
    rates = [each for each in same if each.row and each.label.endswith("得分率")]
    if _APART.search(before):
        told = points_in_turn(mention, rates) if "得分率" in before else None
        return [option[0] for option in told.options] if told else []
    near = written(mention.near or before).rstrip("为是")
    if _SHARE.fullmatch(written(before)):
        return [each for each in rates if each.row == setting.focus]
    called = _SHARE_OF.fullmatch(near)
    name = called[1] if called else near if "得分率" in said_before(mention) else ""
    return [each for each in rates if name and each.label == f"{name}得分率"]


def _spoken_of(mention: Mention, rows: list[FormFigure], figures: list[FormFigure], setting: Setting) -> Iterator[str]:
    """Labels of rows that may be spoken of: what the sentence names last, what was told before, the heading, the beginning."""
    said, heading = written(said_before(mention)), written(mention.sentence.heading)
    every = [each for each in figures if each.row and each.role != "rows"]
    for some in (rows, every):
        yield from sorted(_whole(_named(said, some), said, every) or _of(setting.focus, some))[:1]
    for some in (rows, every):
        yield from sorted(_named(heading, some) or _only_one(heading, some))[:1]
    yield from sorted(_of(row_spoken_of(mention, figures, setting.last), every))[:1]
    counted = {core(each.label) for each in rows}
    if mention.kind == "count" and len(counted) == 1 and _shares(f"{heading},{said}", min(counted)):  # the only row in minutes
        yield min(counted)


def _whole(found: set[str], words: str, every: list[FormFigure]) -> set[str]:
    """A label that stands in words, unless only as the end of a longer one."""
    longer = _named(words, every)
    return found if found == longer or not any(other.endswith(label) for other in longer for label in found) else set()


def _of(row: str, rows: list[FormFigure]) -> set[str]:
    """What a row is called."""
    return {core(each.label) for each in rows if each.row == row and not each.label.endswith(("得分率", "完成率"))}


def _shares(words: str, label: str) -> bool:
    """Whether two neighbouring signs of a label stand in words."""
    return any(label[at : at + 2] in words for at in range(len(label) - 1))


def _called_so(mention: Mention, before: str, rows: list[FormFigure]) -> list[FormFigure]:
    """The only row whose label has the words before 目标, 完成: 值班目标730人次, 加班完成664人次."""
    called = _AIM_OF.fullmatch(written(mention.near or before))
    done = _DONE_OF.fullmatch(written(mention.near or before))
    called, role = (called, "target") if called else (done, "")
    found = [each for each in rows if called and each.role == role and called[1] in core(each.label)]
    return found if len({each.value for each in found}) == 1 else []


def _meant(label: str, words: str) -> tuple[str, str]:
    """The label and the role of the figure that words speak of; "" where they speak of none."""
    if _TARGET.fullmatch(words) or SET_BEFORE.fullmatch(words):
        return label, "target"
    if _ACTUAL.fullmatch(words):
        return label, ""
    if _COMPLETED.fullmatch(words):
        return _completed(label), ""
    if (done := _DONE.fullmatch(words)) and set(done[2]) <= set(label):  # 计划举办4期, 实际举办4期
        return label, "" if done[1].endswith("实际") else "target"
    return "", ""


def _completed(label: str) -> str:
    """What a row's share of completion is called."""
    return label if label.endswith("完成率") else f"{label}完成率"


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
