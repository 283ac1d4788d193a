Attribute VB_Name = "XlgenText"
Option Explicit
' Text in, text out: no object of Excel is touched here, so the tests can run every function without Excel.

Private Const OURS As String = "xlgen"
Private Const PLAIN As String = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-."

' The word for a control of ours: "check" from "xlgenCheck"; nothing for any other control.
Public Function ActionOf(ByVal controlId As String) As String
    If Left$(controlId, Len(OURS)) = OURS Then ActionOf = LCase$(Mid$(controlId, Len(OURS) + 1))
End Function

Public Function IsOurs(ByVal controlId As String) As Boolean
    IsOurs = Len(ActionOf(controlId)) > 0
End Function

' The Python statement that does what the control says.
Public Function ActionCall(ByVal controlId As String) As String
    ActionCall = "from xlgen.bridge.actions import on_action; on_action(" & PythonQuoted(controlId) & ")"
End Function

' A Python string literal. It goes through cmd.exe or a shell, so all but plain letters is written \uXXXX.
Public Function PythonQuoted(ByVal content As String) As String
    Dim at As Long
    Dim letter As String
    For at = 1 To Len(content)
        letter = Mid$(content, at, 1)
        If InStr(1, PLAIN, letter, vbBinaryCompare) = 0 Then letter = "\u" & FourDigits(AscW(letter))
        PythonQuoted = PythonQuoted & letter
    Next at
    PythonQuoted = "'" & PythonQuoted & "'"
End Function

' AscW is negative from &H8000 on.
Private Function FourDigits(ByVal code As Long) As String
    FourDigits = LCase$(Right$("0000" & Hex$(code And &HFFFF&), 4))
End Function

' Why a workbook of this name cannot be handed over; nothing where it can.
' xlwings passes the name as --wb=name and reads it up to the next equals sign.
Public Function NameObstacle(ByVal bookName As String) As String
    If InStr(bookName, "=") > 0 Then
        NameObstacle = "文件名“" & bookName & "”里有等号，xlgen 找不到这个工作簿。请另存为不带等号的文件名，再点按钮。"
    End If
End Function

' Why a workbook with a sheet of this name is not handed over; nothing where it is.
' xlwings would read from it which program to start, or Python source to run.
Public Function SheetObstacle(ByVal sheetName As String) As String
    If LCase$(sheetName) = "xlgen.conf" Or LCase$(Right$(sheetName, 3)) = ".py" Then
        SheetObstacle = "这个工作簿里有一张名为“" & sheetName & "”的工作表，能让加载项运行别的程序，xlgen 不处理这样的文件。" _
            & "请问清来源，请对方用下发的原表重新填报。"
    End If
End Function
