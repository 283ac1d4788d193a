"""Excel without Excel: PyPI pyopenvba interprets our VBA; what it lacks, the disk and the clock, stands here.

``Ribbon`` is Excel with the add-in and a workbook in front. Its disk is a real folder, so that a helper in Python can answer;
whatever path the VBA asks for is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import NOTHING, VBAObject, member

from xlgen.addin.excel import own_modules

OUTSIDE = """
Public Disk As Object
Public Guarded As Object

Public Function ExchangeFolder() As String
    ExchangeFolder = "HOME\\xlgen-exchange"
End Function

Public Function IsWatched() As Boolean
    IsWatched = Disk.IsThere("HOME\\xlgen-exchange\\watching.json")
End Function

Public Sub WriteRequest(ByVal folder As String, ByVal content As String)
    Disk.WriteRequest folder, content
End Sub

Public Function IsTakenBack(ByVal folder As String) As Boolean
    IsTakenBack = Disk.Kill(folder & "\\request.json")
End Function

Public Function IsAnswered(ByVal folder As String) As Boolean
    IsAnswered = Disk.IsThere(folder & "\\answer.txt")
End Function

Public Function ReadAnswer(ByVal folder As String) As String
    ReadAnswer = Disk.ReadText(folder & "\\answer.txt")
End Function

Public Sub Discard(ByVal folder As String)
    Disk.Discard folder
End Sub

Public Function WindowNumber() As String
    WindowNumber = "4711"
End Function

Public Function SelectedPlace() As String
    SelectedPlace = "Sheet1!J16"
End Function

Public Function UsedPlace() As String
    UsedPlace = "$A$1:$K$30"
End Function

Public Sub LookInASecond()
    Disk.LookInASecond
End Sub

Public Function FrontName() As String
    FrontName = Disk.FrontName
End Function

Public Function ProtectedView() As Object
    Set ProtectedView = Guarded
End Function

Public Sub Prepare(there As Object, window As Object)
    Set Disk = there
    Set Guarded = window
End Sub
"""


class Control(VBAObject):
    """What Excel hands to a callback: the control with its id."""

    vba_type_name = "IRibbonControl"

    def __init__(self, control_id: str) -> None:
        self.control_id = control_id

    @member
    def ID(self) -> str:  # noqa: N802 - Excel's name
        return self.control_id


class Disk(VBAObject):
    """The user's folder; ``paths`` is every path that was asked for, ``looks`` how many looks were put off by a second."""

    vba_type_name = "Disk"

    def __init__(self, home: Path, front: str, is_full: bool) -> None:
        self.home, self.front, self.is_full = home, front, is_full
        self.paths: list[str] = []
        self.is_to_look = False

    def _at(self, path: str) -> Path:
        self.paths.append(path)
        assert path.startswith("HOME\\xlgen-exchange\\"), path
        return self.home.joinpath(*path.split("\\")[1:])

    @member
    def IsThere(self, path: str) -> bool:  # noqa: N802
        return self._at(path).is_file()

    @member
    def WriteRequest(self, folder: str, content: str) -> None:  # noqa: N802
        if self.is_full:
            raise VBARuntimeError(61, "disk full")
        self._at(folder).mkdir()
        self._at(folder + "\\request.json").write_bytes(
            content.encode("ascii") + b"\r\n"
        )  # VBA writes no more than its code page

    @member
    def Kill(self, path: str) -> bool:  # noqa: N802
        try:
            self._at(path).unlink()
        except FileNotFoundError:
            return False
        return True

    @member
    def ReadText(self, path: str) -> str:  # noqa: N802
        return self._at(path).read_bytes().decode("ascii")

    @member
    def Discard(self, folder: str) -> None:  # noqa: N802
        for path in (folder + "\\request.json", folder + "\\answer.txt"):
            self._at(path).unlink(missing_ok=True)
        if self._at(folder).is_dir() and not any(self._at(folder).iterdir()):
            self._at(folder).rmdir()

    @member
    def LookInASecond(self) -> None:  # noqa: N802
        self.is_to_look = True

    @member
    def FrontName(self) -> str:  # noqa: N802
        return "".join(map(chr, memoryview(self.front.encode("utf-16-le")).cast("H")))  # halves, as VBA has them


class Ribbon:
    """Excel with the add-in; ``book`` is the full name of the workbook in front, None where none is open."""

    def __init__(
        self, home: Path, book: str | None = "C:\\P001.xlsx", *, is_protected: bool = False, is_full: bool = False
    ) -> None:
        self.excel = ExcelApplication()
        if book is not None:
            self.excel.add_workbook()
        self.disk = Disk(home, book or "", is_full)
        self.excel.add_module(OUTSIDE, name="XlgenOutside")
        for module in own_modules():
            if module.name != "XlgenOutside":
                source = module.source.replace("Application.ActiveProtectedViewWindow", "ProtectedView")
                self.excel.add_module(source.replace("ActiveWorkbook.FullName", "FrontName()"), name=module.name)
        self.excel.run("Prepare", self.disk, Control("") if is_protected else NOTHING)

    def press(self, control_id: str) -> None:
        """A click on a button."""
        self.excel.run("OnAction", Control(control_id))

    def wait(self, seconds: int, meanwhile: Callable[[], object] = lambda: None) -> int:
        """Let seconds pass, and something be done in each; how many looks there were."""
        for second in range(seconds):
            if not self.disk.is_to_look:
                return second
            meanwhile()
            self.disk.is_to_look = False
            self.excel.run("LookForAnswer")
        return seconds

    @property
    def said(self) -> list[str]:
        """The messages that were shown."""
        return [_joined(str(dialog[1])) for dialog in self.excel.dialogs]

    @property
    def status_bar(self) -> object:
        return self.excel.evaluate("Application.StatusBar")


def ask(function: str, *arguments: object) -> str:
    """What a function of XlgenText gives."""
    excel = ExcelApplication()
    excel.add_module(next(module.source for module in own_modules() if module.name == "XlgenText"), name="XlgenText")
    return _joined(str(excel.run(function, *arguments)))


def _joined(text: str) -> str:
    """The two halves of a rare character as one: VBA's texts are UTF-16, Python's are not."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
