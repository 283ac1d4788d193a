"""Reports in other words: sentences of our own, filled from a form in varied spellings, slips sown into some of their figures.

``make paraphrases`` writes ``tests/conformance/prose_unseen`` from ``tests/support/paraphrases``, ``prose_third`` from
``paraphrases_third``, and so on as ``NAMED`` counts them, for trying what holds prose against forms
on texts that its makers never saw; nothing here is taken from it. In a text, ``{funds.total.executed 万元1}`` is a figure of the filled sample of the
same name, in 万元 with up to one decimal; ``钱`` and ``率`` are spelled as it happens, and without a unit it is a bare number. It comes out labelled: ``{140.4万元|funds.total.executed}``, and with a slip in it ``{104.4万元|!funds.total.executed}``.
``{a.score+b.score 分}`` is a sum, labelled by its first cell; ``{=a.actual-a.target 人}`` is a figure that no cell holds, and has no label.
A number that the form has in 元 is asked for as ``元/人``: with ``元`` it would be taken for 万元. ``demo.txt`` is about the
demonstration's first project, ``demo-2.txt`` about its second, and so on; their forms are kept beside what comes out.
What was mistyped or left out in the returns of the third and the fourth is put right in their forms (``CORRECTED``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import documents
from sown_slips import OF_A_SUM, SCALES, SLIPS, Written, rounded, trimmed
from xlgen.files.data_files import read_data
from xlgen.files.shipped import samples
from xlgen.flows.filling import fill
from xlgen.returned.answers import Answers

SUPPORT = Path(__file__).parent
CONFORMANCE = SUPPORT.parent / "conformance"
NAMED = "unseen third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty_first twenty_second twenty_third twenty_fourth twenty_fifth twenty_sixth twenty_seventh twenty_eighth twenty_ninth thirtieth thirty_first thirty_second thirty_third thirty_fourth thirty_fifth thirty_sixth thirty_seventh thirty_eighth thirty_ninth fortieth forty_first forty_second forty_third forty_fourth".split()
HOMES = {name: CONFORMANCE / f"prose_{name}" for name in NAMED}  # the second set is the first that is made here
SETS = {SUPPORT / ("paraphrases" if name == "unseen" else f"paraphrases_{name}"): home for name, home in HOMES.items()}
DEMO = "demo"  # the sample whose data are those of many returns
CORRECTED = {
    "demo-3": {"发放宣传资料": Decimal("10.5"), "居民参保率": Decimal("0.986")},  # typed as 10.5万份 and as 98.6
    "demo-4": {"上年结转资金": Decimal("6.5"), "经办人员满意度": Decimal("0.87")},  # 6, short of the total; left out
}
SEED = "1"
SHARE = Decimal("0.15")  # of the labelled figures, with a slip
LEAST = 10  # slips in a report
SLOT = re.compile(r"\{(=?)([a-z][\w.+-]*)(?: ([^{}]+))?\}")
DIGITS = {
    "万元": 2,
    "亿元": 2,
    "%": 2,
    "％": 2,
    "分": 2,
    "": 2,
}  # decimals at most where the slot says none; of other units none
WAYS = {"钱": ("万元", "万元", "万元1", "元", "元"), "率": ("%", "%", "%1", "％")}


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure to be written: the cells it adds up, those it takes away, and the spelling asked for."""

    added: tuple[str, ...]
    taken: tuple[str, ...]
    labelled: bool
    way: str

    def value(self, form: Answers) -> Decimal:
        """What the form holds. ValueError where it holds no such number."""
        return sum((_number(form, name) for name in self.added), Decimal(0)) - sum(_number(form, name) for name in self.taken)


def _number(form: Answers, name: str) -> Decimal:
    if (value := form.number(name)) is None:
        raise ValueError(f"{name} holds no number")
    return value


def slots(text: str) -> list[Slot]:
    """The figures of a text, in order."""
    return [_slot(*match.groups("")) for match in SLOT.finditer(text)]


def _slot(unlabelled: str, names: str, way: str) -> Slot:
    added, *taken = names.split("-")
    return Slot(tuple(added.split("+")), tuple(taken), not unlabelled, way)


def spelled(value: Decimal, way: str, chance: Random) -> Written:
    """A value in one of the spellings that the slot allows."""
    chosen = chance.choice(WAYS.get(way, (way,)))
    unit = chosen.rstrip("0123456789")
    number = rounded(value * SCALES.get(unit, 1), int(chosen[len(unit) :] or DIGITS.get(unit, 0)))
    return Written(
        number=trimmed(number) if chance.random() < 0.8 else number,
        unit=unit,
        comma=unit == "元" and chance.random() < 0.5,
        gap=" " if unit and chance.random() < 0.1 else "",
    )


def paraphrased(text: str, form: Answers, seed: str = SEED) -> tuple[str, Counter[str]]:
    """A text with its figures written and labelled, and how many slips of which kind are in it."""
    chance = Random(seed)
    asked = slots(text)
    said = [spelled(slot.value(form), slot.way, chance) for slot in asked]
    slips, sown = _sown(asked, said, form, chance)
    out = iter([_shown(slot, slips.get(place, said[place]), place in slips) for place, slot in enumerate(asked)])
    return SLOT.sub(lambda _: next(out), text), sown


def _sown(asked: list[Slot], said: list[Written], form: Answers, chance: Random) -> tuple[dict[int, Written], Counter[str]]:
    """Slips by the place of their figure, and how many of which kind."""
    labelled = [place for place, slot in enumerate(asked) if slot.labelled]
    slips: dict[int, Written] = {}
    sown = Counter[str]()
    for place in chance.sample(labelled, len(labelled)):
        if len(slips) == max(LEAST, round(len(labelled) * SHARE)):
            break
        if found := _slip(asked[place], said[place], form, sown, chance):
            kind, slips[place] = found
            sown[kind] += 1
    return slips, sown


def _slip(slot: Slot, right: Written, form: Answers, sown: Counter[str], chance: Random) -> tuple[str, Written] | None:
    """A slip of the kind that is rarest so far among those that the figure can have; None where it can have none."""
    kinds = SLIPS if len(slot.added) == 1 else OF_A_SUM
    for kind in sorted(kinds, key=lambda each: (sown[each], chance.random())):
        if wrong := [each for each in SLIPS[kind](right, slot.added[0], form) if each.contradicts(slot.value(form))]:
            return kind, chance.choice(wrong)
    return None


def _shown(slot: Slot, said: Written, wrong: bool) -> str:
    return f"{{{said}|{'!' if wrong else ''}{slot.added[0]}}}" if slot.labelled else str(said)


def form_of(name: str) -> Answers:
    """The filled form of a text, as it is read."""
    sample, place = about(name)
    return documents.answers(sample, filled(name), place)


def about(name: str) -> tuple[str, int]:
    """The sample that a text is about, and in which place of its roster the project is."""
    sample, _, number = name.partition("-")
    return sample, int(number or 1) - 1


def filled(name: str) -> bytes:
    """The filled form of a text; of one about the demonstration, that of its project as it last came back, put right."""
    sample, place = about(name)
    if sample != DEMO:
        return documents.filled(sample)
    snapshot, empty = documents.issued(sample, place)
    returns = read_data(samples() / sample / "returns.toml")["returns"]
    *_, last = (each for each in returns if each["项目编码"] == snapshot.code)
    return fill(empty, _put_right(last, CORRECTED.get(name, {}))).content


def _put_right(last: dict[str, Any], right: Mapping[str, Decimal]) -> dict[str, Any]:
    """What a return says, with the right values of its sources of funds and of its indicators; one that it leaves out comes last."""
    funds = dict(last["项目资金"])
    rows = {row["三级指标"]: row for row in last["绩效指标"]}
    for name, value in right.items():
        if name in funds:
            funds[name] = funds[name] | {"全年执行数": value}
        else:
            rows[name] = rows.get(name, {"三级指标": name}) | {"实际完成值": value}
    kept = {title: value for title, value in last.items() if title != "文件名"}
    return kept | {"项目资金": funds, "绩效指标": list(rows.values())}


def main() -> None:
    """Every text written again; what is in it told."""
    for texts, home in SETS.items():
        for file in sorted(texts.glob("*.txt")):
            text, sown = paraphrased(file.read_text("utf-8"), form_of(file.stem))
            (home / file.name).write_text(text, "utf-8", newline="\n")
            print(f"{file.stem}: {text.count('|')} figures labelled, {sown.total()} with a slip: {dict(sown)}")
            if about(file.stem)[0] == DEMO:
                (home / f"{file.stem}.xlsx").write_bytes(filled(file.stem))


if __name__ == "__main__":
    main()
