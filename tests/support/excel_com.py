"""Excel's objects over COM, as much of them as xlgen asks for, over a workbook that the file engine has open.

What is written arrives in that workbook and can be saved and read. What Excel refuses is refused: a very hidden sheet is not
moved, a locked cell of a protected sheet is not coloured, no sheet comes into a protected structure, there is no page to set
up without a printer, a password that is wrong is told, a missing one would ask the person at the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from decimal import Decimal
from pathlib import Path
from types import MethodType
from typing import Any

import openpyxl
import xlwings as xw

import com
from com import Dispatch, bare, refused
from xlgen.workbook.engine import app as engines
from xlgen.workbook.engine.conversion import OLE_DAY
from xlgen.workbook.records import CellError

ERRORS = {
    "#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42, "#GETTING_DATA": 43,
    "#SPILL!": 45, "#CONNECT!": 46, "#BLOCKED!": 47, "#UNKNOWN!": 48, "#FIELD!": 49, "#CALC!": 50,
}  # fmt: skip  # CVErr(2000 + …)
PROTECTION = (
    "FormattingCells FormattingColumns FormattingRows InsertingColumns InsertingRows InsertingHyperlinks DeletingColumns "
    "DeletingRows Sorting Filtering UsingPivotTables"
).split()
NONE = -4142  # xlNone, xlColorIndexNone


@dataclass(slots=True)
class Lock:
    """How a sheet is protected."""

    contents: bool = False
    objects: bool = False
    scenarios: bool = False
    password: str = ""
    allowed: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Pc:
    """The PC: what is installed, how the workbook stands. ``currency``: cells in a currency format; ``active``: was activated."""

    has_printer: bool = True
    has_threads: bool = False
    structure: bool = False
    locks: dict[str, Lock] = field(default_factory=dict)
    currency: set[tuple[str, int, int]] = field(default_factory=set)
    selection: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    notes: dict[tuple[str, int, int], dict[str, float]] = field(default_factory=dict)  # sizes of their boxes
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)  # what was set of PageSetup
    books: list[Any] = field(default_factory=list)  # open workbooks, the one in front last
    unlocked: set[tuple[str, str, int, int]] = field(default_factory=set)  # cells by file and sheet that may be typed into
    calculate: Callable[[Any], None] = lambda book: None

    def lock(self, sheet: str) -> Lock:
        return self.locks.setdefault(sheet, Lock())


def kept(name: str, told: Callable[[Any], dict[str, Any]], default: Any = None) -> Any:
    """A member that can be set and is remembered."""
    return property(lambda self: told(self).get(name, default), lambda self, value: told(self).__setitem__(name, value))


class Application(Dispatch):
    def __init__(self, pc: Pc) -> None:
        super().__init__(pc)
        object.__setattr__(self, "pc", pc)

    Name, Path, Hwnd, Version = "Microsoft Excel", r"C:\Program Files\Microsoft Office\root\Office16", 4711, "16.0"
    ScreenUpdating = kept("ScreenUpdating", lambda self: self.pc.settings, True)
    DisplayAlerts = kept("DisplayAlerts", lambda self: self.pc.settings, True)
    StatusBar = kept("StatusBar", lambda self: self.pc.settings, False)

    @property
    def Workbooks(self) -> Workbooks:  # noqa: N802 - all that is in capitals here is Excel's
        return Workbooks(self.pc)

    @property
    def ActiveWorkbook(self) -> Workbook:  # noqa: N802
        return Workbook(self.pc.books[-1], self.pc)

    @property
    def Selection(self) -> Any:  # noqa: N802
        sheet, _, cell = self.pc.selection.rpartition("!")
        return Range(self.pc.books[-1].sheets(sheet).range(cell), self.pc) if cell else Dispatch()

    def Calculate(self) -> None:  # noqa: N802
        self.pc.calculate(self.pc.books[-1])


class Workbooks(Dispatch):
    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.ours.books)

    def __iter__(self) -> Iterator[Workbook]:
        return (Workbook(book, self.ours) for book in list(self.ours.books))

    @property
    def Application(self) -> Application:  # noqa: N802
        return Application(self.ours)

    def __call__(self, key: str) -> Workbook:
        found = next((book for book in self.ours.books if book.name.casefold() == key.casefold()), None)
        if found is None:
            raise refused("Subscript out of range")
        return Workbook(found, self.ours)

    def Open(self, fullname: str, *_: Any) -> Workbook:  # noqa: N802
        return Workbook(opened(Path(fullname), self.ours), self.ours)


class Workbook(Dispatch):
    def __init__(self, book: Any, pc: Pc) -> None:
        super().__init__(book)
        object.__setattr__(self, "pc", pc)

    @property
    def Name(self) -> str:  # noqa: N802
        return str(self.ours.name)

    @property
    def FullName(self) -> str:  # noqa: N802
        return str(self.ours.fullname)

    @property
    def ProtectStructure(self) -> bool:  # noqa: N802
        return bool(self.pc.structure)

    @property
    def Application(self) -> Application:  # noqa: N802
        return Application(self.pc)

    Path, FileFormat = property(lambda self: str(Path(self.ours.fullname).parent)), 51

    def SaveAs(self, fullname: str, FileFormat: int, Password: Any) -> None:  # noqa: N802, N803
        assert (FileFormat, Password) == (51, None)
        self.ours.save(fullname)

    def Close(self, SaveChanges: bool) -> None:  # noqa: N802, N803
        assert not SaveChanges, "nothing is saved unasked"
        self.pc.books.remove(self.ours)
        self.ours.close()

    @property
    def Worksheets(self) -> Worksheets:  # noqa: N802
        return Worksheets(self.ours, self.pc)

    @property
    def Names(self) -> Names:  # noqa: N802
        return Names(self.ours, self.pc)


class Worksheets(Dispatch):
    def __init__(self, book: Any, pc: Pc) -> None:
        super().__init__(book)
        object.__setattr__(self, "pc", pc)

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.ours.sheets)

    @property
    def Parent(self) -> Workbook:  # noqa: N802
        return Workbook(self.ours, self.pc)

    def __iter__(self) -> Iterator[Worksheet]:
        return (Worksheet(each, self.pc) for each in list(self.ours.sheets))

    def __call__(self, key: int | str) -> Worksheet:
        if isinstance(key, str) and key not in self.ours.sheets:
            raise refused("Subscript out of range")
        return Worksheet(self.ours.sheets(int(key) if isinstance(key, float) else key), self.pc)

    def Add(self, Before: Any = None) -> Worksheet:  # noqa: N802, N803
        if self.pc.structure:
            raise refused("Add method of Sheets class failed")
        state = self.ours.sheets.add().state
        states = self.ours.state.sheets
        if Before is not None:  # our engine adds behind the last only
            states.insert(states.index(bare(Before).ours.state), states.pop())
        return next(Worksheet(each, self.pc) for each in self.ours.sheets if each.state is state)


class Worksheet(Dispatch):
    def __init__(self, sheet: Any, pc: Pc) -> None:
        super().__init__(sheet)
        object.__setattr__(self, "pc", pc)

    def _name(self) -> str:
        return str(self.ours.name)

    def _rename(self, value: str) -> None:
        self.ours.state.name = value

    Name = property(_name, _rename)

    @property
    def Index(self) -> int:  # noqa: N802
        return int(self.ours.index)

    @property
    def Parent(self) -> Workbook:  # noqa: N802
        return Workbook(self.ours.book, self.pc)

    @property
    def Visible(self) -> int:  # noqa: N802
        return {True: -1, False: 0}.get(self.ours.visible, 2)

    @property
    def UsedRange(self) -> Range:  # noqa: N802
        return Range(self.ours.used_range, self.pc)

    @property
    def Comments(self) -> list[Comment]:  # noqa: N802
        return [com_wrapped(Comment(note, self.pc)) for note in self.ours.notes]

    @property
    def PageSetup(self) -> PageSetup:  # noqa: N802
        return PageSetup(self.ours, self.pc)

    def Cells(self, row: int, column: int) -> Range:  # noqa: N802
        return Range(self.ours.range((row, column)), self.pc)

    def Range(self, first: Any, last: Any = None) -> Range:  # noqa: N802
        ends = [bare(each) for each in (first, last) if each is not None]
        return Range(self.ours.range(*[each if isinstance(each, str) else each.ours for each in ends]), self.pc)

    def Delete(self) -> None:  # noqa: N802
        if self.pc.structure:
            raise refused("Delete method of Worksheet class failed")
        self.ours.delete()

    def Activate(self) -> None:  # noqa: N802
        if self.Visible != -1:
            raise refused("Activate method of Worksheet class failed")

    def Move(self, Before: Any = None) -> None:  # noqa: N802, N803
        if self.Visible == 2:
            raise refused("Move method of Worksheet class failed")
        states = self.ours.book.state.sheets
        states.remove(self.ours.state)
        states.insert(states.index(bare(Before).ours.state), self.ours.state)

    # ---- protection ----

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self.pc.lock(self._name()).contents)

    @property
    def ProtectDrawingObjects(self) -> bool:  # noqa: N802
        return bool(self.pc.lock(self._name()).objects)

    @property
    def ProtectScenarios(self) -> bool:  # noqa: N802
        return bool(self.pc.lock(self._name()).scenarios)

    @property
    def Protection(self) -> Protection:  # noqa: N802
        return Protection(self.pc.lock(self._name()))

    def Unprotect(self, password: str | None = None) -> None:  # noqa: N802
        assert password is not None, "Excel asks the person for a password, and forgets it"
        lock = self.pc.lock(self._name())
        if lock.password and password != lock.password:
            raise refused("The password you supplied is not correct.")
        self.pc.locks[self._name()] = Lock()

    def Protect(self, *, Contents: bool, DrawingObjects: bool, Scenarios: bool, **allowed: bool) -> None:  # noqa: N802, N803
        assert set(allowed) <= {f"Allow{each}" for each in PROTECTION}, allowed
        self.pc.locks[self._name()] = Lock(Contents, DrawingObjects, Scenarios, "", allowed)


class Protection(Dispatch):
    def __init__(self, lock: Lock) -> None:
        super().__init__(lock)


for _each in PROTECTION:
    setattr(Protection, f"Allow{_each}", property(lambda self, key=f"Allow{_each}": self.ours.allowed.get(key, False)))


class PageSetup(Dispatch):
    @property
    def Pages(self) -> Counted:  # noqa: N802
        if not self.pc.has_printer:
            raise refused("Unable to get the Pages property of the PageSetup class")
        return Counted(1)

    def __init__(self, sheet: Any, pc: Pc) -> None:
        super().__init__(sheet)
        object.__setattr__(self, "pc", pc)


def _page(name: str) -> Any:
    def put(self: PageSetup, value: Any) -> None:
        if not self.pc.has_printer:
            raise refused(f"Unable to set the {name} property of the PageSetup class")
        self.pc.pages.setdefault(self.ours.name, {})[name] = value

    return property(lambda self: self.pc.pages.get(self.ours.name, {}).get(name, ""), put)


for _each in (
    "PaperSize", "Orientation", "Zoom", "FitToPagesWide", "FitToPagesTall", "LeftFooter", "RightFooter", "PrintTitleRows",
    "PrintArea",
):  # fmt: skip
    setattr(PageSetup, _each, _page(_each))


class Range(Dispatch):
    def __init__(self, cells: Any, pc: Pc) -> None:
        super().__init__(cells)
        object.__setattr__(self, "pc", pc)

    @property
    def Worksheet(self) -> Worksheet:  # noqa: N802
        return Worksheet(self.ours.sheet, self.pc)

    @property
    def Row(self) -> int:  # noqa: N802
        return int(self.ours.row)

    @property
    def Column(self) -> int:  # noqa: N802
        return int(self.ours.column)

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.ours)

    @property
    def Rows(self) -> Counted:  # noqa: N802
        return Counted(self.ours.shape[0])

    @property
    def Columns(self) -> Counted:  # noqa: N802
        return Counted(self.ours.shape[1])

    @property
    def Address(self) -> str:  # noqa: N802
        return str(self.ours.address)

    def GetAddress(self, row: bool, column: bool, _: int, external: bool) -> str:  # noqa: N802
        return str(self.ours.get_address(row, column, external))

    def __call__(self, row: int, column: int | None = None) -> Range:
        return Range(self.ours(row, column), self.pc)

    @property
    def MergeCells(self) -> bool:  # noqa: N802
        return bool(self.ours.merge_cells)

    @property
    def MergeArea(self) -> Range:  # noqa: N802
        return Range(self.ours.merge_area, self.pc)

    # ---- what it holds ----

    def _matrix(self, told: Callable[[Any, int, int], Any]) -> Any:
        sheet, (rows, columns) = self.ours.sheet, self.ours.shape
        cells, (top, left) = sheet.state.cells, self.ours.place
        found = tuple(
            tuple(told(cells.get((row, column)), row, column) for column in range(left, left + columns))
            for row in range(top, top + rows)
        )
        return found[0][0] if rows == columns == 1 else found

    def _value2(self, cell: Any, *_: int) -> Any:
        value = cell.value if cell else None
        if isinstance(value, CellError):
            return -2146826288 + ERRORS[value.text]
        return float(value) if isinstance(value, Decimal) else value

    def _value(self, cell: Any, row: int, column: int) -> Any:
        value = self._value2(cell)
        if isinstance(value, float) and cell.format == "date":
            return (OLE_DAY + timedelta(days=value)).replace(tzinfo=UTC)
        if isinstance(value, float) and (self.ours.sheet.name, row, column) in self.pc.currency:
            return Decimal(repr(value)).quantize(Decimal("0.0001"))  # VT_CY has four places
        return value

    @property
    def Value2(self) -> Any:  # noqa: N802
        return self._matrix(self._value2)

    def _put(self, data: Any) -> None:
        self._refuse_locked(colour=False)
        self.ours.raw_value = data

    Value = property(lambda self: self._matrix(self._value), _put)

    def _write(self, text: Any) -> None:
        self._refuse_locked(colour=False)
        self.ours.formula = text

    Formula = property(lambda self: self.ours.formula, _write)

    def _refuse_locked(self, colour: bool) -> None:
        lock, sheet = self.pc.lock(self.ours.sheet.name), self.ours.sheet
        is_open = not colour and all((sheet.book.fullname, sheet.name, *at) in self.pc.unlocked for at in self.ours.places())
        if lock.contents and not is_open and not (colour and lock.allowed.get("AllowFormattingCells")):
            raise refused("The cell or chart you're trying to change is on a protected sheet.")

    # ---- how it looks ----

    @property
    def Interior(self) -> Interior:  # noqa: N802
        return Interior(self)

    @property
    def Font(self) -> Font:  # noqa: N802
        return Font(self)

    @property
    def Borders(self) -> Any:  # noqa: N802
        return MethodType(lambda cells, side: Border(cells), self)

    def _facet(name: str) -> Any:  # type: ignore[misc]  # noqa: N805
        def put(self: Range, value: Any) -> None:
            self._refuse_locked(colour=True)
            setattr(self.ours, name, value)

        return property(lambda self: getattr(self.ours, name), put)

    NumberFormat, WrapText = _facet("number_format"), _facet("wrap_text")
    RowHeight, ColumnWidth, IndentLevel = _facet("row_height"), _facet("column_width"), _facet("indent_level")

    def _aligned(name: str, words: dict[int, str]) -> Any:  # type: ignore[misc]  # noqa: N805
        def put(self: Range, value: int) -> None:
            self._refuse_locked(colour=True)
            setattr(self.ours, name, words[value])

        return property(lambda self: None, put)

    HorizontalAlignment = _aligned("horizontal_alignment", {-4108: "center", -4131: "left", -4152: "right"})
    VerticalAlignment = _aligned("vertical_alignment", {-4108: "center", -4160: "top", -4107: "bottom"})

    # ---- remarks ----

    @property
    def Comment(self) -> Comment | None:  # noqa: N802
        return Comment(self.ours.note, self.pc) if self.ours.note is not None else None

    @property
    def CommentThreaded(self) -> None:  # noqa: N802
        if not self.pc.has_threads:
            raise AttributeError("CommentThreaded")
        return None

    def AddComment(self, text: str) -> Comment:  # noqa: N802
        if self.pc.lock(self.ours.sheet.name).objects or self.ours.note is not None:
            raise refused("AddComment method of Range class failed")
        return Comment(self.ours.add_note(text), self.pc)


class Counted(Dispatch):
    @property
    def Count(self) -> int:  # noqa: N802
        return int(self.ours)


class Interior(Dispatch):
    def _paint(self, packed: int) -> None:
        self.ours._refuse_locked(colour=True)
        self.ours.ours.color = packed

    def _packed(self) -> int:
        red, green, blue = self.ours.ours.color or (255, 255, 255)
        return int(red + green * 256 + blue * 65536)

    def _blank(self, index: int) -> None:
        assert index == NONE, index
        self.ours._refuse_locked(colour=True)
        self.ours.ours.color = None

    Color = property(_packed, _paint)
    ColorIndex = property(lambda self: NONE if self.ours.ours.color is None else 3, _blank)


class Font(Dispatch):
    def _of(name: str) -> Any:  # type: ignore[misc]  # noqa: N805
        return property(
            lambda self: getattr(self.ours.ours.font, name), lambda self, value: setattr(self.ours.ours.font, name, value)
        )

    Bold, Size, Color = _of("bold"), _of("size"), _of("color")


class Border(Dispatch):
    """One side; our engine knows all four and the lines between them, so that the last one set draws them."""

    def _draw(self, style: int) -> None:
        assert style == 1, style  # xlContinuous
        self.ours._refuse_locked(colour=True)
        everything = {"edge_top", "edge_bottom", "edge_left", "edge_right"}
        self.ours.ours.borders.set(everything, line_style="continuous", weight="thin")

    LineStyle = property(lambda self: NONE, _draw)
    Weight = property(lambda self: 2, lambda self, value: None)


class Comment(Dispatch):
    def __init__(self, note: Any, pc: Pc) -> None:
        super().__init__(note)
        object.__setattr__(self, "pc", pc)

    def Text(self) -> str:  # noqa: N802
        return str(self.ours.text)

    def Delete(self) -> None:  # noqa: N802
        if self.pc.lock(self.ours.location.sheet.name).objects:
            raise refused("Delete method of Comment class failed")
        self.ours.delete()

    @property
    def Parent(self) -> Range:  # noqa: N802
        return Range(self.ours.location, self.pc)

    @property
    def Shape(self) -> Shape:  # noqa: N802
        place = self.ours.location
        return Shape(self.pc.notes.setdefault((place.sheet.name, *place.place), {"Width": 96.0, "Height": 59.25}))


class Shape(Dispatch):
    Width, Height = kept("Width", lambda self: self.ours), kept("Height", lambda self: self.ours)


class Names(Dispatch):
    def __init__(self, book: Any, pc: Pc) -> None:
        super().__init__(book)
        object.__setattr__(self, "pc", pc)

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self.ours.names)

    def __call__(self, key: int | str) -> Name:
        try:
            return Name(self.ours.names(int(key) if isinstance(key, float) else key), self.pc)
        except (KeyError, IndexError):
            raise refused("Name not found") from None

    def Add(self, name: str, refers_to: str) -> Name:  # noqa: N802
        return Name(self.ours.names.add(name, refers_to), self.pc)


class Name(Dispatch):
    def __init__(self, name: Any, pc: Pc) -> None:
        super().__init__(name)
        object.__setattr__(self, "pc", pc)

    @property
    def Name(self) -> str:  # noqa: N802
        return str(self.ours.name)

    @property
    def RefersTo(self) -> str:  # noqa: N802
        return str(self.ours.refers_to)

    @property
    def RefersToRange(self) -> Range:  # noqa: N802
        try:
            return Range(self.ours.refers_to_range, self.pc)
        except (KeyError, ValueError):
            raise refused("Application-defined or object-defined error") from None

    def Delete(self) -> None:  # noqa: N802
        self.ours.delete()


def com_wrapped(each: Dispatch) -> Any:
    """What xlwings makes of an object that a collection hands over."""
    return com.xlwindows().COMRetryObjectWrapper(each)


def opened(path: Path, pc: Pc) -> Any:
    """A workbook of the file engine, its sheets locked as the file says."""
    behind = engines.app().books.open(path).impl
    pc.books.append(behind)
    sheets = openpyxl.load_workbook(path).worksheets
    cells = ((sheet.title, cell) for sheet in sheets for row in sheet.iter_rows() for cell in row if not cell.protection.locked)
    pc.unlocked |= {(str(path), title, cell.row - 1, cell.column - 1) for title, cell in cells}
    for state in behind.state.sheets:
        if state.protected:
            pc.locks.setdefault(state.name, Lock(True, True, True, "", {"AllowFormattingRows": True}))
    return behind


def excel(path: Path, pc: Pc | None = None) -> tuple[xw.Book, xw.Book]:
    """A workbook that live Excel has open, as xlwings gives it, and the one behind it of the file engine."""
    pc = pc or Pc()
    behind = opened(path, pc)
    return xw.Book(impl=com.xlwindows().Book(xl=com_wrapped(Workbook(behind, pc)))), xw.Book(impl=behind)


def application(pc: Pc) -> xw.App:
    """Excel without a workbook, as xlwings gives it."""
    return xw.App(impl=com.xlwindows().App(xl=com_wrapped(Application(pc))))
