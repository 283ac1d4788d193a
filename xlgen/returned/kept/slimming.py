"""Extracts of many returns beside each other: what is equal in them is one object, so that each takes a quarter of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

from xlgen.returned.kept.added_up import AddedUp, Item, Stated
from xlgen.returned.kept.extract import About, Extract

T = TypeVar("T")
MOST = 100_000  # texts and numbers that are known; then all are forgotten, and shared from then on
FEW = 5  # signs of a number that may come again in another form
_ITEM = attrgetter(*(field.name for field in fields(Item)))
_STATED = attrgetter(*(field.name for field in fields(Stated)))


class Sharing:
    """What was seen in extracts so far."""

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}
        self._own: dict[object, Any] = {}  # longer numbers of one extract: most stand in no other

    def shared(self, extract: Extract) -> Extract:
        """An equal extract; the same where its figures are put away: nothing stands in it twice."""
        if not isinstance(extract.sums, AddedUp):
            return extract
        return replace(
            extract,
            about=self._about(extract.about),
            sums=self.figures(extract.sums),
            levels=tuple(tuple(map(self._one, level)) for level in extract.levels),
            actuals=tuple(map(self._one, extract.actuals)),
            total=self._one(extract.total),
            points=self._one(extract.points),
            executed=self._one(extract.executed),
            hand_scored=self._alike(frozenset(map(self._one, extract.hand_scored))),
            gone=self._alike(extract.gone),
            places=self._mapping({name: self._alike(place) for name, place in extract.places.items()}),
        )

    def _one(self, value: Any) -> Any:
        """A text or a number; 1.0 is not 1."""
        if isinstance(value, str):
            return self._known.setdefault(value, value)
        if isinstance(value, Decimal):
            said = str(value)
            return (self._known if len(said) <= FEW else self._own).setdefault(("n", said), value)
        return value

    def _alike(self, value: T) -> T:
        return self._known.setdefault(value, value)  # type: ignore[no-any-return]

    def _mapping(self, value: Mapping[str, T]) -> Mapping[str, T]:
        return self._known.setdefault((Mapping, repr(value)), value)  # type: ignore[no-any-return]

    def _about(self, about: About) -> About:
        return replace(
            about,
            form=self._one(about.form),
            edition=self._one(about.edition),
            money=self._one(about.money),
            identity={self._one(key): self._one(text) for key, text in about.identity.items()},
            further={self._one(key): self._one(text) for key, text in about.further.items()},
            grades=self._known.setdefault(("grades", repr(about.grades)), about.grades),
            thresholds=self._mapping(about.thresholds),
            weights=self._mapping(about.weights),
            sources=self._mapping(about.sources),
        )

    def figures(self, figures: AddedUp) -> AddedUp:
        """Equal figures."""
        if len(self._known) > MOST:
            self._known.clear()
        self._own.clear()
        items = tuple(Item(*map(self._one, _ITEM(item))) for item in figures.items)
        amounts = {key: self._one(getattr(figures, key)) for key in ("budget", "executed", "score")}
        return replace(figures, **amounts, stated=Stated(*map(self._one, _STATED(figures.stated))), items=items)
