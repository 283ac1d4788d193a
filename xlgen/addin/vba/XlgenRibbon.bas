Attribute VB_Name = "XlgenRibbon"
Option Explicit
' The ribbon's callbacks. A button leaves a request in the exchange folder and looks every second for the answer, a sentence;
' the helper that runs beside Excel (xlgen bridge watch) does the work in the workbook that is open. Nothing is started.

Private Const TITLE As String = "绩效自评"
Private Const START As String = "请先打开命令窗口运行 xlgen bridge watch（或双击做好的快捷方式），不要关那个窗口，再点一次这个按钮。"
Private Const SIGN As Long = 10 ' looks until a helper must have taken the request
Private Const LAST As Long = 300 ' looks in all: five minutes

Private asking As String ' folder of the request that waits for its answer
Private looks As Long

' Excel calls it when the tab is loaded. The tab never changes, so the ribbon is not kept.
Public Sub OnLoad(ribbon As IRibbonUI)
End Sub

Public Sub OnAction(control As IRibbonControl)
    Dim obstacle As String
    If Not IsOurs(control.ID) Then Exit Sub
    obstacle = FindObstacle()
    If Len(obstacle) > 0 Then
        Say obstacle
    Else
        Ask ActionOf(control.ID)
    End If
End Sub

' Excel calls it a second after the last look.
Public Sub LookForAnswer()
    On Error GoTo Failed
    If Len(asking) = 0 Then Exit Sub
    looks = looks + 1
    If IsAnswered(asking) Then
        Finish Unescaped(ReadAnswer(asking))
    Else
        LookOn
    End If
    Exit Sub
Failed:
    Finish "读不到 xlgen 的答复：" & Err.Description
End Sub

Private Sub LookOn()
    Dim isRefused As Boolean
    If looks = SIGN Then isRefused = IsTakenBack(asking)
    If isRefused Then
        Finish "xlgen 没有回应（没有在守候，或正忙着别的），没有做任何改动。" & START
    ElseIf looks >= LAST Then
        Finish "等了五分钟，xlgen 没有答复，可能还在改这个工作簿。请看“xlgen bridge watch”那个窗口里写了什么。"
    Else
        LookInASecond
    End If
End Sub

Private Sub Ask(ByVal action As String)
    On Error GoTo Failed
    asking = ExchangeFolder() & "\" & NewId(Now, Rnd)
    WriteRequest asking, RequestText(action, ActiveWorkbook.FullName, WindowNumber(), SelectedPlace(), UsedPlace())
    looks = 0
    Application.StatusBar = "xlgen 正在处理，请不要改动表格……"
    LookInASecond
    Exit Sub
Failed:
    Finish "没有做任何改动：请求写不进交换文件夹（" & Err.Description & "）。请看磁盘是不是满了，再点一次这个按钮。"
End Sub

Private Sub Finish(ByVal said As String)
    Discard asking
    asking = ""
    Application.StatusBar = False
    Say said
End Sub

' A message box holds about a thousand characters.
Private Sub Say(ByVal said As String)
    Do While Len(said) > 0
        MsgBox FirstPiece(said), vbInformation, TITLE
        said = Mid$(said, Len(FirstPiece(said)) + 1)
    Loop
End Sub

Private Function FindObstacle() As String
    #If Mac Then
        FindObstacle = "Mac 上的 Excel 不让加载项把文件写到它自己的文件夹以外，这里的按钮不起作用。" _
            & "请打开“终端”，运行 xlgen bridge check（标注是 mark，清除标注是 clear，汇总是 rollup），对现在打开的工作簿操作。"
    #Else
        If Len(asking) > 0 Then
            FindObstacle = "xlgen 还在处理上一次的请求，请稍候。"
        ElseIf Not Application.ActiveProtectedViewWindow Is Nothing Then
            FindObstacle = "文件在“受保护的视图”里打开。请先点黄色条上的“启用编辑”，再点按钮。"
        ElseIf ActiveWorkbook Is Nothing Then
            FindObstacle = "没有打开的工作簿。请先打开项目清单或自评表，再点按钮。"
        ElseIf Not IsWatched() Then
            FindObstacle = "没有做任何改动，因为 xlgen 没有在守候。" & START
        End If
    #End If
End Function
