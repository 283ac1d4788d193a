"""LibreOffice runs the VBA functions of a workbook: only plain ones, as nothing of Excel's own is there."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import office

ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN, for this one document

RUNNER = """
Private book As Object, answers As Object

Sub Main
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  how(1).Name = "MacroExecutionMode"
  how(1).Value = {ALWAYS}
  book = StarDesktop.loadComponentFromURL("{book}", "_blank", 0, how())
  answers = createUnoService("com.sun.star.io.TextOutputStream")
  answers.setOutputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileWrite("{answers}"))
  answers.setEncoding("UTF-8")
{calls}
  answers.closeOutput()
  book.close(True)
  StarDesktop.terminate()
End Sub

Sub Ask(place As String, argument As String)
  Dim script As Object
  On Error GoTo Failed
  script = book.getScriptProvider().getScript("vnd.sun.star.script:" & place & "?language=Basic&location=document")
  answers.writeString(CStr(script.invoke(Array(argument), Array(), Array())) & Chr(10))
  Exit Sub
Failed:
  answers.writeString("error: " & Error & Chr(10))
End Sub
"""
DOCTYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
MODULE = DOCTYPE.format("script", "module") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}'
    "</script:module>"
)


def run(workbook: Path, project: str, calls: Sequence[tuple[str, str]]) -> list[str]:
    """What each function, as ``Module.Function``, gives for its argument; ``error: …`` where it fails."""
    answers = workbook.with_suffix(".answers")
    lines = "\n".join(f"  Ask({_literal(f'{project}.{function}')}, {_literal(argument)})" for function, argument in calls)
    runner = RUNNER.format(ALWAYS=ALWAYS, book=workbook.as_uri(), answers=answers.as_uri(), calls=lines)
    (_profile() / "user/basic/Standard/Module1.xba").write_text(MODULE.format(escape(runner)), encoding="utf-8")
    office._run([*_soffice(), "--nologo", "macro:///Standard.Module1.Main"], 120)
    return answers.read_text("utf-8").splitlines()


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _soffice() -> list[str]:
    return [office.program() or "soffice", f"-env:UserInstallation={office._profile().as_uri()}", "--headless", "--norestore"]


@functools.cache
def _profile() -> Path:
    """The profile once LibreOffice has filled it: it would write its own empty Module1 over ours."""
    office._run([*_soffice(), "--terminate_after_init"], 120)
    return office._profile()
