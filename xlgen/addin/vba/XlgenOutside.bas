Attribute VB_Name = "XlgenOutside"
Option Explicit
' All that reaches out of VBA: the exchange folder in the user's own folder, and the clock. Nothing is started here, and no path
' is made from the name of a workbook: a request is a folder named by the time, and what is in it is plain ASCII.

Private Const ASKED As String = "\request.json"
Private Const ANSWERED As String = "\answer.txt"

Public Function ExchangeFolder() As String
    ExchangeFolder = Environ$("USERPROFILE") & "\xlgen-exchange"
End Function

' A helper says so in this file while it runs; the folder is its own to make.
Public Function IsWatched() As Boolean
    IsWatched = IsThere(ExchangeFolder() & "\watching.json")
End Function

Public Sub WriteRequest(ByVal folder As String, ByVal content As String)
    Dim number As Integer
    MkDir folder
    number = FreeFile
    Open folder & ASKED For Output As #number
    Print #number, content
    Close #number
End Sub

' True where nobody had taken the request; then nobody will.
Public Function IsTakenBack(ByVal folder As String) As Boolean
    On Error GoTo Taken
    Kill folder & ASKED
    IsTakenBack = True
Taken:
End Function

Public Function IsAnswered(ByVal folder As String) As Boolean
    IsAnswered = IsThere(folder & ANSWERED)
End Function

Public Function ReadAnswer(ByVal folder As String) As String
    Dim number As Integer
    number = FreeFile
    Open folder & ANSWERED For Input As #number
    Line Input #number, ReadAnswer
    Close #number
End Function

' What cannot be taken away now, the helper takes away after a day.
Public Sub Discard(ByVal folder As String)
    On Error Resume Next
    Kill folder & ASKED
    Kill folder & ANSWERED
    RmDir folder
End Sub

' Which Excel this is, where there are several.
Public Function WindowNumber() As String
    #If Mac Then
    #Else
        WindowNumber = CStr(Application.Hwnd)
    #End If
End Function

' The cell that is selected, and how far its sheet is used, when a button is pressed: a moment later it may be another.
Public Function SelectedPlace() As String
    On Error Resume Next
    SelectedPlace = ActiveSheet.Name & "!" & ActiveCell.Address(False, False)
End Function

Public Function UsedPlace() As String
    On Error Resume Next
    UsedPlace = ActiveSheet.UsedRange.Address
End Function

' Excel is free in between, so that the helper can work in it.
Public Sub LookInASecond()
    Application.OnTime Now + TimeSerial(0, 0, 1), "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!XlgenRibbon.LookForAnswer"
End Sub

Private Function IsThere(ByVal path As String) As Boolean
    IsThere = Len(Dir$(path)) > 0
End Function
