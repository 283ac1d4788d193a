"""XG507–XG508: the same words, or the same figures, in the returns of different projects."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from xlgen.findings import Severity
from xlgen.returned.batch import Batch
from xlgen.returned.kept.extract import ACCOUNT, REASON, WrittenText
from xlgen.returned.kept.signatures import bands, triples
from xlgen.returned.saying import quoted
from xlgen.rules.registry import BatchHits, Hit, batch_rule

ALIKE = Decimal("0.8")  # share of common triples of characters from which two texts count as copied
FIGURES = 4  # figures that must agree; fewer are alike by chance
_PART, _WHOLE = ALIKE.as_integer_ratio()  # a Decimal would take as long as finding what is common
MOST = 50  # earlier texts of a band that a text is compared with: texts half alike are many where a whole office has one phrase


@dataclass(slots=True)
class Seen:
    """Texts met so far, found again by bands of their signatures (min-wise hashing), so that many texts stay cheap.

    Copies to the letter are found whatever their number; of others, each band remembers the first ``MOST``.
    """

    whole: dict[bytes, list[str]] = field(default_factory=dict)  # the project that had a text first
    by_band: dict[tuple[int, bytes], list[tuple[str, str]]] = field(default_factory=dict)

    def alike(self, told: WrittenText, code: str) -> str:
        """Project of an earlier text that is nearly the same, "" where there is none; the text is then remembered."""
        owners = self.whole.setdefault(told.same, [])
        if other := next((owner for owner in owners if owner != code), ""):
            return other
        places = [*bands(told.signature)]
        own, compared = _triples(told.text), set[str]()
        for owner, text in chain.from_iterable(self.by_band.get(band, ()) for band in places):
            if owner == code or text in compared:  # it is met in every band it shares with another
                continue
            compared.add(text)
            others = _triples(text)
            common = len(own & others)
            if common * _WHOLE >= (len(own) + len(others) - common) * _PART:
                return owner
        for band in places if not owners else ():
            if len(there := self.by_band.setdefault(band, [])) < MOST:
                there.append((code, told.text))
        owners += [] if owners else [code]
        return ""


_triples = lru_cache(2_000)(triples)


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
    yield from _copied(batch, REASON, "原因")


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
    yield from _copied(batch, ACCOUNT, "完成情况")
    seen: dict[tuple[Decimal, ...], str] = {}
    for each, extract in batch.extracts():
        figures = extract.actuals
        if len(figures) >= FIGURES and seen.setdefault(figures, each.code) != each.code:
            yield each, Hit("", f"{len(figures)} 项实际完成值与项目“{seen[figures]}”完全相同")


def _copied(batch: Batch, kind: str, what: str) -> BatchHits:
    seen = Seen()
    for each, extract in batch.extracts():
        for told in extract.texts:
            if told.kind == kind and (owner := seen.alike(told, each.code)):
                yield each, Hit(told.name, f"{what}与项目“{owner}”雷同：{quoted(told.text, 24)}", told.text)
