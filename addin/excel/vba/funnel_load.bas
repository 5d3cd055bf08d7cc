Attribute VB_Name = "funnel_load"
Option Explicit
' Descriptions, help for arguments and the category, out of this add-in's own sheet; and links to it.

Private Const CATEGORY As String = "Funnel"

' Excel can refuse to describe functions of an add-in ("Cannot edit a macro on a hidden workbook"),
' above all while no workbook is open: the add-in is then a workbook for the moment that it takes.
Public Sub FunnelDescribe()
    Dim done As Boolean, front As Object, screen As Boolean, events As Boolean
    FunnelTryDescribe done
    If done Then Exit Sub
    On Error Resume Next
    screen = Application.ScreenUpdating
    events = Application.EnableEvents
    Set front = ActiveWorkbook
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    ThisWorkbook.IsAddin = False
    FunnelTryDescribe done
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    If Not front Is Nothing Then front.Activate
    Application.EnableEvents = events
    Application.ScreenUpdating = screen
End Sub

Public Sub FunnelTryDescribe(ByRef done As Boolean)
    Dim sheet As Object, r As Long, c As Long, help() As String
    done = False
    On Error GoTo refused
    Set sheet = ThisWorkbook.Worksheets("_IntelliSense_")
    r = 2
    Do While sheet.Cells(r, 1).Value <> ""
        c = 0
        Do While sheet.Cells(r, 4 + 2 * c).Value <> ""
            ReDim Preserve help(0 To c)
            help(c) = sheet.Cells(r, 5 + 2 * c).Value
            c = c + 1
        Loop
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & sheet.Cells(r, 1).Value, Description:=sheet.Cells(r, 2).Value, Category:=CATEGORY, ArgumentDescriptions:=help
        r = r + 1
    Loop
    done = True
    ThisWorkbook.Saved = True
refused:
End Sub

' A workbook keeps the path of the add-in that its functions came from, which is another one on each
' person's machine: without this its cells show #NAME? to everybody else.
Public Sub FunnelMendLinks(ByVal book As Object)
    Dim links As Variant, link As Variant, file As String, alerts As Boolean, unchanged As Boolean
    ' a protected sheet refuses: then its links stay as they are
    On Error Resume Next
    links = book.LinkSources(1)
    If Not IsArray(links) Then Exit Sub
    alerts = Application.DisplayAlerts
    unchanged = book.Saved
    Application.DisplayAlerts = False
    For Each link In links
        file = Replace(link, "/", "\")
        file = Mid$(file, InStrRev(file, "\") + 1)
        If LCase$(file) = LCase$(ThisWorkbook.Name) And LCase$(link) <> LCase$(ThisWorkbook.FullName) Then
            book.ChangeLink link, ThisWorkbook.FullName, 1
        End If
    Next link
    Application.DisplayAlerts = alerts
    ' who only looks is not asked to save
    If unchanged Then book.Saved = True
End Sub
