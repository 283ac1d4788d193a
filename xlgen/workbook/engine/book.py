"""Workbooks of the engine ``xlgen``, and the order of their sheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlgen.files.saving import write_whole
from xlgen.workbook.engine.names import Names
from xlgen.workbook.engine.ranges import Range
from xlgen.workbook.engine.refusals import NotOffered, says_what_it_lacks
from xlgen.workbook.engine.state import BookState
from xlgen.workbook.engine.worksheet import Sheet, require_title


@says_what_it_lacks
class Book(base_classes.Book):
    """An open workbook file."""

    app: Any = None  # these shadow the base class's properties
    fullname = ""

    def __init__(self, app: Any, state: BookState, fullname: str) -> None:
        self.app, self.state, self.fullname = app, state, fullname
        self.shown = 0  # place of the active sheet
        self.selection: Range | None = None

    @property
    def api(self) -> Any:
        """Itself: there is nothing beneath."""
        return self

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        """Sheets in the order of their tabs."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Workbook-wide defined names."""
        return Names(self)

    def activate(self) -> None:
        """Make it the active workbook."""
        books = self.app.books.open_books
        books.remove(self)
        books.append(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the file, whole or not at all; unchanged parts keep their bytes."""
        if password:
            raise NotOffered("不能加打开密码。请在 WPS 或 Excel 里另存时加")
        if path and Path(path).suffix.lower() != ".xlsx":
            raise NotOffered(f"只能存成 .xlsx，不能存成 {Path(path).name}。请改用 .xlsx 结尾的文件名")
        if Path(path or self.fullname).resolve() == self.app.engine.kept:
            raise NotOffered(
                f"{Path(path or self.fullname).name} 是收到的原件，宏不能写回去。不写文件名的 book.save() 会另存一份"
            )
        content = self.state.saved()
        Path(path or self.fullname).parent.mkdir(parents=True, exist_ok=True)
        write_whole(Path(path or self.fullname), content)
        self.fullname = path or self.fullname
        self.state.go_on(content)

    def close(self) -> None:
        """Forget it; what was not saved is lost, as in live Excel with alerts off."""
        self.app.books.open_books.remove(self)


@says_what_it_lacks
class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def active(self) -> Sheet:
        """The active sheet, the first visible one unless one was activated."""
        return Sheet(self.book, self.book.state.sheets[min(self.book.shown, len(self) - 1)])

    def __call__(self, key: int | str) -> Sheet:
        """A sheet by name, or by number from 1."""
        state = self.book.state
        if isinstance(key, int):
            if not 1 <= key <= len(state.sheets):
                raise IndexError(f"没有第 {key} 张工作表，共 {len(state.sheets)} 张")
            return Sheet(self.book, state.sheets[key - 1])
        found = state.sheet(key)
        if found is None:
            raise KeyError(f"没有工作表“{key}”（有：{'、'.join(each.name for each in state.sheets)}）")
        return Sheet(self.book, found)

    def __len__(self) -> int:
        return len(self.book.state.sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, each) for each in list(self.book.state.sheets))

    def __contains__(self, key: str) -> bool:
        return self.book.state.sheet(key) is not None

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new sheet behind the last; anywhere else what counts sheets by number would have to be rewritten."""
        state = self.book.state
        if before is not None or (after is not None and after.state is not state.sheets[-1]):
            raise NotOffered("新工作表只能加在最后：sheets.add(name, after=book.sheets[-1])")
        new = name or next(f"Sheet{n}" for n in range(1, 1000) if state.sheet(f"Sheet{n}") is None)
        require_title(state, new)
        state.journal.append({"op": "sheet.add", "sheet": new, "after": state.sheets[-1].name})
        return Sheet(self.book, state.add_sheet(new))
