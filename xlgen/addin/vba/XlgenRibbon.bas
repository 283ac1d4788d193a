Attribute VB_Name = "XlgenRibbon"
Option Explicit
' The ribbon's callbacks. A button hands its id and the active workbook to Python, through the module xlwings.

Private Const TITLE As String = "绩效自评"

' Excel calls it when the tab is loaded. The tab never changes, so the ribbon is not kept.
Public Sub OnLoad(ribbon As IRibbonUI)
End Sub

Public Sub OnAction(control As IRibbonControl)
    Dim obstacle As String
    If Not IsOurs(control.ID) Then Exit Sub
    obstacle = BookObstacle()
    If Len(obstacle) = 0 Then obstacle = PythonObstacle()
    If Len(obstacle) > 0 Then
        MsgBox obstacle, vbExclamation, TITLE
    Else
        HandOver control.ID
    End If
End Sub

' Where Python fails, xlwings shows what it said; here only for what keeps Python from starting.
Private Sub HandOver(ByVal controlId As String)
    On Error GoTo Failed
    Application.StatusBar = "xlgen 正在处理，请稍候……"
    RunPython ActionCall(controlId)
    #If Mac Then
        ' there Python is still at work; xlwings clears the status bar when it ends
    #Else
        Application.StatusBar = False
    #End If
    Exit Sub
Failed:
    Application.StatusBar = False
    MsgBox "没能启动 Python：" & Err.Description & vbCrLf & "如果安全软件有提示，请选择允许，再点一次按钮。", vbExclamation, TITLE
End Sub

Private Function BookObstacle() As String
    Dim sheet As Object
    If IsProtectedView() Then
        BookObstacle = "文件在“受保护的视图”里打开。请先点黄色条上的“启用编辑”，再点按钮。"
    ElseIf ActiveWorkbook Is Nothing Then
        BookObstacle = "没有打开的工作簿。请先打开项目清单或自评表，再点按钮。"
    Else
        BookObstacle = NameObstacle(ActiveWorkbook.Name)
        For Each sheet In ActiveWorkbook.Sheets
            If Len(BookObstacle) = 0 Then BookObstacle = SheetObstacle(sheet.Name)
        Next sheet
    End If
End Function

Private Function IsProtectedView() As Boolean
    #If Mac Then
        ' Excel for Mac has no protected view
    #Else
        IsProtectedView = Not Application.ActiveProtectedViewWindow Is Nothing
    #End If
End Function

' Python was moved or removed after the add-in was made.
Private Function PythonObstacle() As String
    #If Mac Then
        ' the path stands in another notation there; xlwings says what is wrong
    #Else
        Dim interpreter As String
        interpreter = GetConfig("INTERPRETER_WIN")
        If IsFullName(interpreter) And Not FileExists(interpreter) Then
            PythonObstacle = "找不到 Python：" & interpreter & vbCrLf & "请重新安装 Python 和 xlgen，再用 xlgen addin build 重做加载项。"
        End If
    #End If
End Function
