"""A text in its sentences, each under its heading; and what in a sentence is a number but no figure: dates, limits, standards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlgen.prose.records import Sentence
from xlgen.words.spelling import AFTER, OPERATORS, either, narrow

HEADING = 45  # signs of a line; a longer one is a paragraph
LONGEST = 400  # signs of a sentence; a longer one is no sentence of anybody's
_END = re.compile(r"[。；;！!?\n]+")
_STOP = re.compile(r"[。;]|[:,]$")
_COUNT = r"(?<![\d.])\d++(?:\.\d++)?\s?(?:%|‰|[万亿]?[^\W\d_]{0,2})"
_MASKED = re.compile(
    "|".join(
        (
            r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?(?:\d{1,2}\s?[日号]?)?",  # 2020-12-31, 2020年12月
            r"\d{2,4}\s?年(?:度|底|末|初|中)?",
            r"\d{1,2}\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?:\s?\d{1,2}\s?[日号])?",
            r"\d{1,2}\s?日",
            r"\d{1,2}:\d\d",
            r"[\[(]\s?\d{4}\s?[\])]\s?(?:第)?(?<!\d)\d++\s?号?",  # 财预〔2020〕10号
            r"第\s?\d+\s?[条次期批季款项章页届名位个阶]",
            r"(?<!\d)\d++\s?号(?:文|令|线|楼)?",
            r"附[件表]\s?\d+",
            r"(?<![A-Za-z+])[A-Za-z+]++[-+]?\d[\d.]*+|(?<![\d.])\d[\d.]*+[A-Za-z]{2,}+",  # T+1, P001
            rf"{_COUNT}\s?(?:-|~|至|到)\s?{_COUNT}(?:之间)?",  # a range
            rf"(?:{either(OPERATORS)})\s?{_COUNT}",  # 不低于 90%
            rf"{_COUNT}\s?(?:{either(AFTER)})",  # 90% 以上
            rf"(?:大约|大概|约|将近|接近|近|逾|超)\s?{_COUNT}",  # a rough figure is nothing to hold against
            rf"{_COUNT}(?:左右|上下|余|多)",
            r"(?<!\d)\d++[余多][^\W\d_]?",
            r"(?<!\d)\d++\s?(?:G|K|M)\b",
            r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}",  # telephones
            r"(?<![\d.])\d++(?:\.\d++)?\s?个百分点",  # how much more or less
            r"[×*÷/]\s?\d++(?:\.\d++)?\s?%?",
        )
    )
)
_STANDARD = re.compile(  # how points are given, not what was got
    r"不得分|得满分|得零分|扣完为止|不符合扣|计分|每\S{1,8}扣|(?:得|扣)\S{0,3}分值|[\d%]\s*得\s*\d|评分标准[:为]"
)


def sentences(text: str, heading: str = "") -> Iterator[Sentence]:
    """The sentences of a text with a digit in them. A short line without a stop is the heading of what follows it."""
    at, lines = 0, narrow_lines(text)
    for line in lines:
        is_heading = len(lines) > 1 and 0 < len(line.strip()) < HEADING and not _STOP.search(line.rstrip())
        heading = line.strip() if is_heading else heading
        begun = at
        for end in [*(found.end() for found in _END.finditer(line)), len(line)]:
            piece = line[begun - at : end]
            if any(map(str.isdigit, piece)) and len(piece) <= LONGEST:
                yield Sentence(piece, begun, heading)
            begun = at + end
        at += len(line) + 1


def narrow_lines(text: str) -> list[str]:
    """The lines of a text in half-width signs, each sign at its place."""
    return [narrow(line) for line in re.split(r"[\r\n]", text)]


def masked(sentence: Sentence) -> str:
    """The sentence with every number that is no figure of anything blotted out, at the same length; all, where it is a standard."""
    text = sentence.text
    if _STANDARD.search(text) and not re.search(r"根据评分标准", text):
        return "＃" * len(text)
    return _MASKED.sub(lambda found: "＃" * len(found[0]), text)
