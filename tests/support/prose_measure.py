"""How well figures in prose are held against forms: ``make prose`` measures texts whose figures were labelled before the first run.

A folder holds texts, ``名称.txt`` (UTF-8) or ``名称.docx``, each about the form ``名称.xlsx`` beside it, else about the sample of that name, which
may be followed by ``-`` and anything. ``{77%|!funds.rate.total}`` is a figure of the form that contradicts it, ``{30万元|funds.budget.total}`` one
that does not, by the name of its cell; a figure without braces is nothing of the form. Each text also stands for as many slips as it has
right figures: one digit of one figure changed. ``make prose WRITE=write`` writes the tables of docs/表文一致.md.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from paraphrase import HOMES
from sample_folders import read_sample
from xlgen.flows.checking import check, readable
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.prose.figures_held import compared
from xlgen.prose.records import Compared
from xlgen.prose.table_figures import cells, compared_cell, is_bare
from xlgen.returned.answers import Answers, read_answers
from xlgen.roster.read import read_roster
from xlgen.rules.prose.form_figures import form_figures
from xlgen.rules.prose.table_labels import table_labels
from xlgen.rules.prose.told_figures import setting
from xlgen.word.docx import open_docx
from xlgen.word.passages import passages
from xlgen.words.numbers import as_percent, half_up, ratio
from xlgen.workbook.ooxml.reader import read_workbook

DAY = "2026-01-10"
TEXTS = Path(__file__).parents[1] / "conformance" / "prose"
SIGNS = "二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十 三十一 三十二 三十三 三十四 三十五 三十六 三十七 三十八 三十九 四十 四十一 四十二 四十三 四十四".split()
SETS = {"一": TEXTS} | dict(zip(SIGNS, HOMES.values(), strict=True))
LAST = SIGNS[-1]  # whose misses the page lists
PAGE = Path(__file__).parents[2] / "docs" / "表文一致.md"
BEGIN, END = "<!-- 量表 开始 -->", "<!-- 量表 结束 -->"
BAR = "｜"
_LABELLED = re.compile(r"\{([^|{}]+)\|(!?)([^{}]+)\}")
SEED = 5
HEADS = "标注的数 | 比了 | 不一致 | 查出 | 误报 | 改一位 | 查出"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A figure of a text: where it stands, the cell it is a figure of, whether it contradicts it."""

    start: int
    written: str
    name: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in one text: figures labelled and compared, contradictions, reports that are none, slips."""

    labelled: int
    covered: int
    wrong: int
    found: int
    false: tuple[str, ...]
    missed: tuple[str, ...]
    slips: int
    caught: int
    uncaught: tuple[str, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers of a line of the table."""
        return self.labelled, self.covered, self.wrong, self.found, len(self.false), self.slips, self.caught


def form_of(text: Path) -> Answers:
    """The form that a text is about."""
    beside = text.with_suffix(".xlsx")
    if not beside.exists():
        return filled(text.stem.partition("-")[0])
    answers = readable(check(beside)[0]).answers
    assert answers, "it is readable"
    return answers


def marked_text(path: Path) -> str:
    """A text with its labels; of a document the paragraphs outside its tables."""
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    return "\n".join(passage.text for passage in passages(open_docx(path)))


@cache
def filled(sample: str) -> Answers:
    """A sample's form, filled as its folder says."""
    said, methods = read_sample(sample), load_methods()
    template = load_template(said.template)
    projects, findings = read_roster(said.roster, template, methods)
    assert projects, findings
    snapshot, content = blank(template, methods, projects[0], DAY)
    return read_answers(snapshot, read_workbook(fill(content, said.data).content))


def parted(marked: str) -> tuple[str, list[Labelled]]:
    """A labelled text as it is read, and its labels."""
    text, labels, at = "", [], 0
    for match in _LABELLED.finditer(marked):
        text += marked[at : match.start()]
        labels.append(Labelled(len(text), match[1], match[3], bool(match[2])))
        text, at = text + match[1], match.end()
    return text + marked[at:], labels


def held(text: str, form: Answers) -> list[Compared]:
    """What is compared of a text that is about the whole form; lines with ｜ are rows of a table, as in a document."""
    told = list(compared(_blanked(text), form_figures(form), setting(form)))
    return told + [each for rows in _tables(text) for each in _in_table(rows, form)]


def _blanked(text: str) -> str:
    """The text without its tables, every sign at its place."""
    return "\n".join(" " * len(line) if BAR in line else line for line in text.split("\n"))


def _tables(text: str) -> Iterator[list[dict[int, tuple[int, str]]]]:
    """Lines with ｜ that follow one another: of each the cells by column, with where they begin in the text."""
    rows: list[dict[int, tuple[int, str]]] = []
    at = 0
    for line in [*text.split("\n"), ""]:
        if BAR in line:
            begins = [at + sum(len(cell) + 1 for cell in line.split(BAR)[:column]) for column in range(line.count(BAR) + 1)]
            rows.append(dict(enumerate(zip(begins, line.split(BAR), strict=True))))
        elif rows:
            yield rows
            rows = []
        at += len(line) + 1


def _in_table(rows: list[dict[int, tuple[int, str]]], form: Answers) -> Iterator[Compared]:
    said = [{column: text for column, (_, text) in row.items()} for row in rows]
    for cell in cells(said):
        each = compared_cell(cell, table_labels(form)) if is_bare(cell.text) else None
        if each:
            start, _ = rows[cell.row][cell.column]
            yield replace(each, mention=replace(each.mention, start=start + each.mention.start))


def measured(marked: str, form: Answers) -> Measured:
    """A labelled text against its form."""
    text, labels = parted(marked)
    told = held(text, form)
    reported = {each.mention.start for each in told if not each.agrees}
    known = {each.mention.start for each in told}
    wrong = [label for label in labels if label.is_wrong]
    slips = list(_slips(text, [label for label in labels if not label.is_wrong and label.start in known]))
    uncaught = tuple(f"{label.written}→{said}" for label, said, slipped in slips if not _is_caught(label, slipped, form))
    return Measured(
        labelled=len(labels),
        covered=sum(label.start in known for label in labels),
        wrong=len(wrong),
        found=sum(label.start in reported for label in wrong),
        false=_false(text, told, wrong),
        missed=tuple(_shown(text, label.start) for label in labels if label.start not in known),
        slips=len(slips),
        caught=len(slips) - len(uncaught),
        uncaught=uncaught,
    )


def reported_wrongly(marked: str, form: Answers) -> tuple[str, ...]:
    """What is reported of a labelled text that is right."""
    text, labels = parted(marked)
    return _false(text, held(text, form), [label for label in labels if label.is_wrong])


def _false(text: str, told: list[Compared], wrong: list[Labelled]) -> tuple[str, ...]:
    """Reports that are none; a sum is reported where it stands, also where one of its parts is wrong."""
    lines = {text.count("\n", 0, label.start) for label in wrong}
    starts = {label.start for label in wrong}
    reports = {each.mention.start: each for each in told if not each.agrees}
    return tuple(
        _shown(text, at)
        for at, each in sorted(reports.items())
        if at not in starts and (each.figures or text.count("\n", 0, at) not in lines)
    )


def _slips(text: str, labels: list[Labelled]) -> Iterator[tuple[Labelled, str, str]]:
    """Each right figure with one of its digits changed: what it says then, and the whole text."""
    chance = random.Random(SEED)
    for label in labels:
        digits = [at for at, sign in enumerate(label.written) if sign.isdigit()]
        at, more = chance.choice(digits), chance.randint(1, 3)
        said = label.written[:at] + str((int(label.written[at]) + more) % 10) + label.written[at + 1 :]
        yield label, said, text[: label.start] + said + text[label.start + len(label.written) :]


def _is_caught(label: Labelled, slipped: str, form: Answers) -> bool:
    """Whether a changed figure is reported, by itself or in the sum that it is a part of."""
    wrong = [each for each in held(slipped, form) if not each.agrees]
    line = slipped.count("\n", 0, label.start)
    in_sum = any(not each.figures and slipped.count("\n", 0, each.mention.start) == line for each in wrong)
    return in_sum or any(each.mention.start == label.start for each in wrong)


def _shown(text: str, at: int) -> str:
    return text[max(0, at - 24) : at + 12].replace("\n", "／")


def texts(folder: Path) -> list[Path]:
    """The texts of a folder."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".docx"))


def set_measured(folder: Path) -> dict[str, Measured]:
    """What is found in each text of a folder."""
    return {path.stem: measured(marked_text(path), form_of(path)) for path in texts(folder)}


def table(folder: Path = TEXTS) -> tuple[dict[str, Measured], list[str]]:
    """What is found in each text of a folder, and as the lines of a table."""
    found = set_measured(folder)
    lines = [f"| 文字 | {HEADS} |", f"|{' --- |' * 8}"]
    lines += [f"| {name} | {' | '.join(map(str, each.counts))} |" for name, each in found.items()]
    total = added(found)
    lines.append(f"| 合计 | {' | '.join(map(str, total))} |")
    said = "，".join(f"{name} {share(*pair)}（{pair[0]}/{pair[1]}）" for name, pair in shares(total).items())
    return found, [*lines, "", f"{said}。"]


def added(found: dict[str, Measured]) -> list[int]:
    """The counts of all texts of a folder together."""
    return [sum(counts) for counts in zip(*(each.counts for each in found.values()), strict=True)]


def shares(total: list[int]) -> dict[str, tuple[int, int]]:
    """What the goals are of: part and whole."""
    labelled, covered, wrong, right, false, slips, caught = total
    return {
        "该比的比了": (covered, labelled),
        "不一致的查出": (right, wrong),
        "报的都对": (right, right + false),
        "改一位的查出": (caught, slips),
    }


def share(part: int, whole: int) -> str:
    """A share as a percentage with one decimal."""
    return as_percent(half_up(ratio(Decimal(part), Decimal(whole)), 3)) if whole else "—"


def misses(found: dict[str, Measured]) -> list[str]:
    """What was reported wrongly, not compared and not caught, a line each."""
    told = (("误报", "false"), ("没有比", "missed"), ("没有查出", "uncaught"))
    return [f"{name} {what}：{line}" for name, each in found.items() for what, key in told for line in getattr(each, key)]


def tables() -> str:
    """The table of the page, a line for each set, with what was missed of the last."""
    lines = [f"| 组 | {HEADS} | 比了 | 查出 | 报的对 | 改一位 |", f"|{' --- |' * 12}"]
    with ProcessPoolExecutor() as pool:
        measured_sets = dict(zip(SETS, pool.map(set_measured, SETS.values()), strict=True))
    lines += [line_of(sign, found) for sign, found in measured_sets.items()]
    found = measured_sets[LAST]
    missed = (f"- {line}" for line in misses(found))
    return "\n".join([BEGIN, *lines, "", f"第{LAST}组现在没有比的、没有查出的：", "", *missed, END])


def line_of(sign: str, found: dict[str, Measured]) -> str:
    """The line of a set in the table of the page."""
    total = added(found)
    figures = [*map(str, total), *(share(*pair) for pair in shares(total).values())]
    return f"| {sign} | {' | '.join(figures)} |"


def page() -> str:
    """The page with its tables as they are measured now."""
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return head + tables() + rest.partition(END)[2]


def main(said: str = "") -> None:
    """Prints the table of a folder with what was missed, or writes the page."""
    if said == "write":
        PAGE.write_text(page(), "utf-8")
        return
    found, lines = table(Path(said) if said else TEXTS)
    print("\n".join([*lines, *misses(found)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
