"""Excel without Excel: PyPI pyopenvba interprets our VBA; what it lacks, and the module xlwings, stand here as stubs."""

from __future__ import annotations

from dataclasses import dataclass

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import NOTHING, VBAObject, member

from xlgen.addin.excel import own_modules

XLWINGS = """
Public Statement As String
Public Interpreter As String
Public IsThere As Boolean
Public Refuses As Boolean
Public Guarded As Object

Public Function RunPython(PythonCommand As String)
    If Refuses Then Err.Raise 70
    Statement = PythonCommand
End Function

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    If configKey = "INTERPRETER_WIN" Then GetConfig = Interpreter
End Function

Public Function IsFullName(sFile As String) As Boolean
    IsFullName = InStr(sFile, "\\") > 0
End Function

Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = IsThere
End Function

Public Function ProtectedView() As Object
    Set ProtectedView = Guarded
End Function

Public Sub Prepare(ByVal path As String, ByVal there As Boolean, ByVal fails As Boolean, window As Object)
    Interpreter = path
    IsThere = there
    Refuses = fails
    Set Guarded = window
End Sub

Public Function Said() As String
    Said = Statement
End Function
"""


class Control(VBAObject):
    """What Excel hands to a callback: the control with its id."""

    vba_type_name = "IRibbonControl"

    def __init__(self, control_id: str) -> None:
        self.control_id = control_id

    @member
    def ID(self) -> str:  # noqa: N802 - Excel's name
        return self.control_id


@dataclass(frozen=True)
class Pressed:
    """What a click did: the Python statement that was run, the messages that were shown, the status bar afterwards."""

    statement: str
    messages: list[str]
    status_bar: object


def ask(function: str, argument: str) -> str:
    """What a function of XlgenText gives for a text."""
    excel = ExcelApplication()
    excel.add_module(next(module.source for module in own_modules() if module.name == "XlgenText"), name="XlgenText")
    return str(excel.run(function, argument))


def press(
    control_id: str,
    *,
    book: str | None = "P001.xlsx",
    sheets: tuple[str, ...] = ("自评表",),
    interpreter: str = "C:\\Python\\python.exe",
    is_there: bool = True,
    fails: bool = False,
    is_protected: bool = False,
) -> Pressed:
    """A click on a button while a workbook of this name and also these sheets is open; none where ``book`` is None."""
    excel = ExcelApplication()
    if book is not None:
        workbook = excel.add_workbook()
        workbook.name = book
        for sheet in sheets:
            workbook.add_sheet(sheet)
    excel.add_module(XLWINGS, name="xlwings")
    for module in own_modules():
        source = module.source.replace("Application.ActiveProtectedViewWindow", "ProtectedView")
        excel.add_module(source, name=module.name)
    excel.run("Prepare", interpreter, is_there, fails, Control("") if is_protected else NOTHING)
    excel.run("OnAction", Control(control_id))
    return Pressed(
        str(excel.run("Said")), [str(dialog[1]) for dialog in excel.dialogs], excel.evaluate("Application.StatusBar")
    )
