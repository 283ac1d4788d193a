"""How well figures in prose are held against forms: ``make prose`` measures texts whose figures were labelled before the first run.

A text of ``tests/conformance/prose`` is about the sample of the same name. ``{77%|!funds.rate.total}`` is a figure of the form that
contradicts it, ``{30万元|funds.budget.total}`` one that does not; a figure without braces is nothing of the form. Each text also stands for as many
slips as it has right figures: one digit of one figure changed.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sample_folders import read_sample
from xlgen.flows.filling import fill
from xlgen.flows.issuing import blank
from xlgen.form.template.load import load_methods, load_template
from xlgen.prose.figures_held import compared
from xlgen.prose.records import Compared
from xlgen.returned.answers import Answers, read_answers
from xlgen.roster.read import read_roster
from xlgen.rules.prose.form_figures import form_figures
from xlgen.rules.prose.told_figures import setting
from xlgen.workbook.ooxml.reader import read_workbook

DAY = "2026-01-10"
TEXTS = Path(__file__).parents[1] / "conformance" / "prose"
_LABELLED = re.compile(r"\{([^|{}]+)\|(!?)([^{}]+)\}")
SEED = 5


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
    """What is compared of a text that is about the whole form."""
    return list(compared(text, form_figures(form), setting(form)))


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
        false=tuple(_shown(text, at) for at in sorted(reported - {label.start for label in wrong})),
        missed=tuple(_shown(text, label.start) for label in labels if label.start not in known),
        slips=len(slips),
        caught=len(slips) - len(uncaught),
        uncaught=uncaught,
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


def table(folder: Path = TEXTS) -> tuple[dict[str, Measured], list[str]]:
    """What is found in each text of a folder, and as the lines of a table."""
    found = {path.stem: measured(path.read_text("utf-8"), filled(path.stem)) for path in sorted(folder.glob("*.txt"))}
    lines = ["| 样例 | 标注的数 | 比了 | 不一致 | 查出 | 误报 | 改一位 | 查出 |", f"|{' --- |' * 8}"]
    lines += [f"| {name} | {' | '.join(map(str, each.counts))} |" for name, each in found.items()]
    total = [sum(counts) for counts in zip(*(each.counts for each in found.values()), strict=True)]
    return found, [*lines, f"| 合计 | {' | '.join(map(str, total))} |"]


def main(folder: Path = TEXTS) -> None:
    """Prints the table, and what was reported wrongly, not compared and not caught."""
    found, lines = table(folder)
    print("\n".join(lines))
    for name, each in found.items():
        for what, said in (("误报", each.false), ("没有比", each.missed), ("没有查出", each.uncaught)):
            for line in said:
                print(f"{name} {what}：{line}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
