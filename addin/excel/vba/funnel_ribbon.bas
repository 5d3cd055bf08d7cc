Attribute VB_Name = "funnel_ribbon"
Option Explicit
' The buttons of the Funnel tab: Python does the work and answers one text.

Private Const TITLE As String = "Funnel"
Private Const LONGEST As Long = 1000
Private Const REMEMBERED As String = "Funnel_Sheet"

Public Sub FunnelFill(control As IRibbonControl)
    Tell Pressed("fill", Array(ActiveWorkbook))
End Sub

Public Sub FunnelCheck(control As IRibbonControl)
    Tell Pressed("check", Array(ActiveWorkbook))
End Sub

Public Sub FunnelSync(control As IRibbonControl)
    Dim address As String, told As String
    address = Trim$(InputBox("The address of the Google Sheet, as the browser shows it:", TITLE, SheetRemembered()))
    If address = "" Then Exit Sub
    told = Pressed("sync", Array(ActiveWorkbook, address))
    If Left$(told, 1) <> Chr$(27) Then RememberSheet address
    Tell told
End Sub

Public Sub FunnelNew(control As IRibbonControl)
    Dim path As String
    path = Pressed("new", Array(control.Tag, Application.DefaultFilePath))
    If Left$(path, 1) = Chr$(27) Then
        Tell path
        Exit Sub
    End If
    On Error GoTo refused
    Workbooks.Open path
    Exit Sub
refused:
    Tell Chr$(27) & "The new workbook is saved, but Excel could not open it (" & Err.Description & "): open it yourself: " & path
End Sub

Public Sub FunnelHelp(control As IRibbonControl)
    Dim path As String
    path = Pressed("help_page", Array())
    If Left$(path, 1) = Chr$(27) Then
        Tell path
        Exit Sub
    End If
    On Error GoTo refused
    ThisWorkbook.FollowHyperlink path
    Exit Sub
refused:
    Tell Chr$(27) & "The help page is written, but Excel could not open it (" & Err.Description & "): open it yourself: " & path
End Sub

Public Sub FunnelWhyHere(control As IRibbonControl)
    Dim why As String
    If ActiveCell Is Nothing Then
        Tell Chr$(27) & "No cell is selected: select the cell that shows the error, then press the button again"
        Exit Sub
    End If
    On Error GoTo refused
    why = FunnelWhy(ActiveCell)
    If why = "" Then why = "Cell " & ActiveCell.Address(False, False) & " shows no error."
    Tell why
    Exit Sub
refused:
    Tell Chr$(27) & "Excel could not tell the reason (" & Err.Description & "): put FUNNEL_WHY around the function itself, as in =FUNNEL_WHY(FUNNEL_REQUIRED(...))"
End Sub

' What a function of funnel_addin.buttons answers
Private Function Pressed(ByVal button As String, ByVal handed As Variant) As String
    On Error GoTo lost
    Application.StatusBar = TITLE & ": at work..."
    Pressed = FunnelServer.CallUDF("funnel_addin.buttons", button, handed, Nothing, Nothing)
    Application.StatusBar = False
    Exit Function
lost:
    Pressed = Chr$(27) & FunnelUnreachable(Err.Description)
    Application.StatusBar = False
End Function

' Chr$(27) begins a text that tells what went wrong
Private Sub Tell(ByVal text As String)
    If Left$(text, 1) = Chr$(27) Then
        MsgBox Fitting(Mid$(text, 2)), vbExclamation, TITLE
    Else
        MsgBox Fitting(text), vbInformation, TITLE
    End If
End Sub

' A message box shows about 1023 characters and drops the rest without a word
Private Function Fitting(ByVal text As String) As String
    Dim last As Long
    Fitting = text
    If Len(text) <= LONGEST Then Exit Function
    last = InStrRev(text, vbLf, LONGEST - 4)
    If last < LONGEST \ 2 Then last = InStrRev(text, " ", LONGEST - 4)
    If last < LONGEST \ 2 Then last = LONGEST - 4
    Fitting = Left$(text, last) & "..."
End Function

Private Function SheetRemembered() As String
    Dim text As String
    On Error Resume Next
    text = ActiveWorkbook.Names(REMEMBERED).RefersTo
    If Left$(text, 2) = "=""" Then SheetRemembered = Replace(Mid$(text, 3, Len(text) - 3), """""", """")
End Function

Private Sub RememberSheet(ByVal address As String)
    If address = SheetRemembered() Then Exit Sub
    ' a workbook whose structure is protected takes no name: then it is asked for again
    On Error Resume Next
    ActiveWorkbook.Names.Add Name:=REMEMBERED, RefersTo:="=""" & Replace(address, """", """""") & """"
End Sub
