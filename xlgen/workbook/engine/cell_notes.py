"""Notes on cells of the engine ``xlgen``."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlgen.workbook.engine.refusals import says_what_it_lacks
from xlgen.workbook.engine.state import area
from xlgen.workbook.references import At


@says_what_it_lacks
class Note(base_classes.Note):
    """A note on a cell."""

    def __init__(self, sheet: Any, at: At) -> None:
        self.sheet, self.at = sheet, at

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.sheet.book.state.notes_of(self.sheet.state)[self.at].text)

    @text.setter
    def text(self, value: str) -> None:
        self.delete()
        self.location.add_note(value)

    @property
    def author(self) -> str:
        """Who wrote it."""
        return str(self.sheet.book.state.notes_of(self.sheet.state)[self.at].author)

    @property
    def location(self) -> Any:
        """The cell it is on."""
        return self.sheet.range((self.at[0] + 1, self.at[1] + 1))

    def delete(self) -> None:
        """Take it out."""
        self.sheet.book.state.set_note(self.sheet.state, self.at, None)
        span = area(*self.at, 1, 1)
        self.sheet.book.state.journal.append({"op": "note.delete", "sheet": self.sheet.name, "range": span})
