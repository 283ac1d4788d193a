"""Damage that people do to a form, done by LibreOffice: it moves cells, names, merges, formulas and validation as Excel does."""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import macros
import office

RUNNER = """
Sub Main
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  Dim book As Object, form As Object, sheet As Object, source As New com.sun.star.table.CellRangeAddress
  Dim target As New com.sun.star.table.CellAddress
  how(0).Name = "Hidden"
  how(0).Value = True
  book = StarDesktop.loadComponentFromURL("{book}", "_blank", 0, how())
  For Each sheet In book.Sheets
    sheet.unprotect("")
  Next
  form = book.Sheets.getByName("自评表")
{lines}
  kept(0).Name = "FilterName"
  kept(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("{result}", kept())
  book.close(True)
  StarDesktop.terminate()
End Sub
"""
INSERT_ROW = "form.Rows.insertByIndex({0}, {1})"
INSERT_COLUMN = "form.Columns.insertByIndex({0}, {1})"
RENAME = 'form.setName("{0}")'
NO_VALIDATION = """
  Dim rule As Object, whole As Object
  whole = form.getCellRangeByPosition(0, 0, 10, 60)
  rule = whole.Validation
  rule.Type = com.sun.star.sheet.ValidationType.ANY
  whole.Validation = rule"""
PASTED_VALUES = """
  Dim pasted As Object, data As Variant
  pasted = form.getCellRangeByPosition({0}, {1}, {2}, {3})
  data = pasted.getDataArray()
  pasted.setDataArray(data)"""
MOVE_ROW = """
  source.Sheet = form.RangeAddress.Sheet
  source.StartColumn = 2
  source.EndColumn = 10
  source.StartRow = {0}
  source.EndRow = {0}
  target.Sheet = source.Sheet
  target.Column = 2
  target.Row = {1}
  form.moveRange(target, source)"""
CUT_AND_PASTE = """
  source.Sheet = form.RangeAddress.Sheet
  source.StartColumn = {1}
  source.EndColumn = {1}
  source.StartRow = {0}
  source.EndRow = {0}
  target.Sheet = source.Sheet
  target.Column = {3}
  target.Row = {2}
  form.moveRange(target, source)"""
NO_NAMES = """
  Dim name As String
  For Each name In book.NamedRanges.ElementNames
    If Left(name, {0}) = "{1}" Then book.NamedRanges.removeByName(name)
  Next"""


def by_libreoffice(content: bytes, *steps: str) -> bytes:
    """The workbook after some steps in StarBasic; ``form`` is its sheet 自评表, rows and columns count from 0."""
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder) / "in.xlsx", Path(folder) / "out.xlsx"
        source.write_bytes(content)
        runner = RUNNER.format(book=source.as_uri(), result=result.as_uri(), lines="\n".join(f"  {step}" for step in steps))
        module = macros.MODULE.format(escape(runner))
        (macros._profile() / "user/basic/Standard/Module1.xba").write_text(module, encoding="utf-8")
        office._run([*macros._soffice(), "--nologo", "macro:///Standard.Module1.Main"], 120)
        return result.read_bytes()
