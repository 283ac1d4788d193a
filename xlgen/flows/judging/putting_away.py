"""Verdicts as bytes. What is alike in very many is put back once and is one object in all; figures are when they are asked for."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from xlgen.findings import Finding, Severity
from xlgen.flows.judging.judge import Judged
from xlgen.returned.kept.added_up import AddedUp, Item, Stated
from xlgen.returned.kept.extract import About, Extract, ListedProject, WrittenText
from xlgen.returned.kept.remarked import Remark
from xlgen.returned.kept.slimming import Sharing
from xlgen.rules.own.asking import Heard

LEVEL = 1  # of compression: more saves little and takes long
MOST = 512  # things that are alike in many verdicts: so many stay at hand
_ALIKE: Mapping[type, Sequence[str]] = {  # what forms have in common that were issued by one template
    About: ("form", "edition", "money", "grades", "thresholds", "weights", "sources", "is_department"),
    Extract: ("hand_scored", "gone", "places"),
}
_FIELDS: Mapping[type, Sequence[str]] = {
    kind: [each.name for each in fields(kind) if each.name not in _ALIKE.get(kind, ())]
    for kind in (Judged, Finding, AddedUp, Item, Stated, About, Extract, ListedProject, WrittenText, Remark)
}
_VALUES: Mapping[type, attrgetter[Any]] = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}


def whole(kind: type, alike: bytes, *own: Any) -> Any:
    """A record of what it has in common with others, as bytes, and of what is its own, in the order of its fields."""
    return kind(**_alike(alike), **dict(zip(_FIELDS[kind], own, strict=True)))


@lru_cache(MOST)
def _alike(content: bytes) -> Any:
    return _Unpickler(io.BytesIO(content)).load()


_MADE_OF = {
    (each.__module__, each.__qualname__): each
    for each in (frozenset, Decimal, Finding, Severity, Judged, Item, Stated, About, Extract, ListedProject, WrittenText, Remark, Heard, whole)
}  # fmt: skip


class _Pickler(pickle.Pickler):
    """Records are kept as the call that makes them: the state of one with slots takes four times as long to put back."""

    def persistent_id(self, record: object) -> bytes | None:
        return zlib.compress(_packed(_VALUES[AddedUp](record)), LEVEL) if isinstance(record, AddedUp) else None

    def reducer_override(self, record: object) -> Any:
        kind = type(record)
        if kind not in _VALUES:
            return NotImplemented
        own = _VALUES[kind](record)
        if kind not in _ALIKE:
            return kind, own
        return whole, (kind, _packed({name: getattr(record, name) for name in _ALIKE[kind]}), *own)


class _Unpickler(pickle.Unpickler):
    """Makes what a verdict is made of and nothing else, whatever stands in the database."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _MADE_OF[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None


class _OfVerdicts(_Unpickler):
    """Leaves figures as they are put away."""

    def __init__(self, content: bytes, sharing: Sharing) -> None:
        super().__init__(io.BytesIO(content))
        self._sharing = sharing

    def persistent_load(self, figures: Any) -> Callable[[], AddedUp]:
        return partial(_figures, figures, self._sharing)


def _figures(content: bytes, sharing: Sharing) -> AddedUp:
    return sharing.figures(AddedUp(*_Unpickler(io.BytesIO(zlib.decompress(content))).load()))


def _packed(record: object) -> bytes:
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(record)
    return packed.getvalue()


def put_away(verdict: Judged) -> bytes:
    """All that was found, as bytes."""
    return zlib.compress(_packed(verdict), LEVEL)


def put_back(content: bytes, sharing: Sharing) -> Any:
    """What was put away: a verdict, if nobody laid anything else there; the numbers and texts of its figures are shared.

    zlib.error where the bytes are not those that were written; the errors of ``pickle`` where they say something else.
    """
    return _OfVerdicts(zlib.decompress(content), sharing).load()
