Attribute VB_Name = "XlgenText"
Option Explicit
' Text in, text out: no object of Excel is touched here, so the tests try every function without Excel.

Private Const OURS As String = "xlgen"
Private Const PLAIN As String = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-."
Private Const MOST As Long = 900 ' characters of one message

' The word for a control of ours: "check" from "xlgenCheck"; nothing for any other control.
Public Function ActionOf(ByVal controlId As String) As String
    If Left$(controlId, Len(OURS)) = OURS Then ActionOf = LCase$(Mid$(controlId, Len(OURS) + 1))
End Function

Public Function IsOurs(ByVal controlId As String) As Boolean
    IsOurs = Len(ActionOf(controlId)) > 0
End Function

' The request as JSON; the workbook's name is in it as data.
Public Function RequestText(ByVal action As String, ByVal fullName As String, ByVal window As String, _
    ByVal selection As String, ByVal used As String) As String
    RequestText = "{""version"": 1, ""kind"": ""excel"", ""action"": " & Quoted(action) _
        & ", ""fullname"": " & Quoted(fullName) & ", ""window"": " & Quoted(window) _
        & ", ""selection"": " & Quoted(selection) & ", ""used"": " & Quoted(used) & "}"
End Function

' A JSON string: all but plain letters is written \uXXXX.
Public Function Quoted(ByVal content As String) As String
    Dim at As Long
    Dim letter As String
    For at = 1 To Len(content)
        letter = Mid$(content, at, 1)
        If InStr(1, PLAIN, letter, vbBinaryCompare) = 0 Then letter = "\u" & FourDigits(AscW(letter))
        Quoted = Quoted & letter
    Next at
    Quoted = """" & Quoted & """"
End Function

' What stands in an answer, where all but plain letters is written \uXXXX.
Public Function Unescaped(ByVal said As String) As String
    Dim at As Long
    at = 1
    Do While at <= Len(said)
        If Mid$(said, at, 2) = "\u" Then
            Unescaped = Unescaped & ChrW$(CLng("&H" & Mid$(said, at + 2, 4)))
            at = at + 6
        Else
            Unescaped = Unescaped & Mid$(said, at, 1)
            at = at + 1
        End If
    Loop
End Function

' As much as one message holds, ended by a line where that goes.
Public Function FirstPiece(ByVal said As String) As String
    FirstPiece = Left$(said, MOST)
    If Len(said) > MOST And InStrRev(FirstPiece, vbLf) > 0 Then FirstPiece = Left$(said, InStrRev(FirstPiece, vbLf))
End Function

' Name of a request's folder: sorts by time.
Public Function NewId(ByVal moment As Date, ByVal chance As Double) As String
    NewId = Format$(moment, "yyyymmddhhnnss") & Right$("000000" & CStr(Int(chance * 10000000)), 7)
End Function

' AscW is negative from &H8000 on.
Private Function FourDigits(ByVal code As Long) As String
    FourDigits = LCase$(Right$("0000" & Hex$(code And &HFFFF&), 4))
End Function
