"""XG507–XG508: the same words, or the same figures, in the returns of different projects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from zlib import crc32

from xlgen.findings import Severity
from xlgen.returned.achievement import given, reasons
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Batch
from xlgen.returned.saying import quoted
from xlgen.rules.registry import BatchHits, Hit, batch_rule

ALIKE = Decimal("0.8")  # share of common triples of characters from which two texts count as copied
SHORTEST = 12  # characters; shorter texts are alike by chance
FIGURES = 4  # figures that must agree; fewer are alike by chance
MOST = 50  # earlier texts of a band that a text is compared with: texts half alike are many where a whole office has one phrase
BANDS, ROWS = 5, 3  # of a text's signature: texts alike to 80% share a band in 97 of 100 cases, copies always
_PRIME = 4_294_967_311  # the first beyond 32 bits; every multiplier then shuffles the hashed triples in another way
_SHUFFLES = tuple(2_654_435_761 * (2 * i + 1) % _PRIME for i in range(BANDS * ROWS))


@dataclass(slots=True)
class Seen:
    """Texts met so far, found again by bands of their signatures (min-wise hashing), so that many texts stay cheap.

    Copies to the letter are found whatever their number; of others, each band remembers the first ``MOST``.
    """

    whole: dict[frozenset[str], list[str]] = field(default_factory=dict)  # the project that had a text first
    by_band: dict[tuple[int, ...], list[tuple[str, frozenset[str]]]] = field(default_factory=dict)

    def alike(self, text: str, code: str) -> str:
        """Project of an earlier text that is nearly the same, "" where there is none; the text is then remembered."""
        triples = _triples(text)
        owners = self.whole.setdefault(triples, [])
        if other := next((owner for owner in owners if owner != code), ""):
            return other
        bands = _bands(triples)
        for owner, others in (entry for band in bands for entry in self.by_band.get(band, ())):
            if owner != code and len(triples & others) >= ALIKE * len(triples | others):
                return owner
        for band in bands if not owners else ():
            if len(there := self.by_band.setdefault(band, [])) < MOST:
                there.append((code, triples))
        owners += [] if owners else [code]
        return ""


def _bands(triples: frozenset[str]) -> list[tuple[int, ...]]:
    hashed = [crc32(triple.encode()) for triple in triples]
    least = [min(h * shuffle % _PRIME for h in hashed) for shuffle in _SHUFFLES]
    return [(i, *least[i : i + ROWS]) for i in range(0, len(least), ROWS)]


def _triples(text: str) -> frozenset[str]:
    bare = re.sub(r"[\W_]", "", text)
    return frozenset(bare[i : i + 3] for i in range(len(bare) - 2))


@batch_rule("XG507", "原因与别的项目雷同", Severity.WARNING, "请结合本项目实际写原因和改进措施")
def reason_copied(batch: Batch) -> BatchHits:
    """A reason is nearly the same as in another project's return.

    Passes: A(indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，计划下年一季度补训")
        | B(indicators.1.actual = 60; indicators.1.reason = "设备到货推迟两个月，已催促厂家交付")
    XG507: A(indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，计划下年一季度补训")
        | B(indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，计划下年一季度补训。")

    查什么：偏差原因和别的项目的几乎一样（八成以上的字句相同）
    为什么：不同的项目不会因为一字不差的原因没有完成，多半是复制的
    依据：xlgen 的约定；不满 12 个字的不比
    """
    yield from _copied(batch, _reasons, "原因")


@batch_rule("XG508", "完成情况与别的项目雷同", Severity.WARNING, "请填本项目的实际完成情况")
def actual_copied(batch: Batch) -> BatchHits:
    """The account of the year, or a whole column of actual figures, is the same as in another project's return.

    Passes: A | B
    XG508: A(achieved = "全年培训代办员四期一百二十六人，经办能力明显提升")
        | B(achieved = "全年培训代办员四期一百二十六人，经办能力明显提升")
    XG508: A | B(indicators.1.actual = 126; indicators.4.actual = 388)

    查什么：完成情况的文字，或四项以上实际完成值，和别的项目完全一样
    为什么：多半是拿别的项目的表改了名字就报
    依据：xlgen 的约定；恰好等于指标值的数不比
    """
    yield from _copied(batch, _accounts, "完成情况")
    seen: dict[tuple[Decimal, ...], str] = {}
    for each, answers in batch.read():
        figures = tuple(_figures(answers))
        code = answers.snapshot.code
        if len(figures) >= FIGURES and seen.setdefault(figures, code) != code:
            yield each, Hit("", f"{len(figures)} 项实际完成值与项目“{seen[figures]}”完全相同")


def _copied(batch: Batch, texts: Callable[[Answers], Iterator[tuple[str, str]]], what: str) -> BatchHits:
    seen = Seen()
    for each, answers in batch.read():
        for name, text in texts(answers):
            if len(re.sub(r"[\W_]", "", text)) >= SHORTEST and (owner := seen.alike(text, answers.snapshot.code)):
                yield each, Hit(name, f"{what}与项目“{owner}”雷同：{quoted(text, 24)}", text)


def _reasons(answers: Answers) -> Iterator[tuple[str, str]]:
    for name, _ in reasons(answers):
        yield name, answers.text(name)


def _accounts(answers: Answers) -> Iterator[tuple[str, str]]:
    yield "achieved", answers.text("achieved")
    for row in answers.scored():
        if row.has("actual") and not answers.slot(row.name("actual")).cell.choices:
            yield row.name("actual"), row.text("actual")


def _figures(answers: Answers) -> Iterator[Decimal]:
    """Actual figures that say something: neither 0, 1 nor exactly the target."""
    for row in answers.scored():
        name = row.name("actual")
        x = given(row, "actual")
        if isinstance(x, Decimal) and answers.slot(name).cell.is_input and x not in (0, 1, given(row, "target")):
            yield x
