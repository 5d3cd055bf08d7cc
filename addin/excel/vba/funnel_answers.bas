Attribute VB_Name = "funnel_answers"
Option Explicit
Option Private Module
' Between a worksheet function and Python: the call, error values, and the reasons of errors.

Private Const PAUSE As Double = 30 / 86400
Private Const MARK As Long = 27
Private Const LONGEST As Long = 255
Private Const GONE As String = " is not there any more, and it is the Python that Excel starts: run 'funnel excel install' from the Python that has the funnel planner"
Private Const NOT_NAMED As String = "No Python is named by its full path in this add-in's settings: run 'funnel excel install' from the Python that has the funnel planner"
Private Const FOREIGN As String = "This error comes from no FUNNEL function of this cell: ask FUNNEL_WHY about the cells that the formula refers to"

Private server As Object
Private lostAt As Double
Private lostWhy As String
Private asked As Object
Private notes As Collection
Private notesOf As String
Private madeBy As String
Private madeWith As Variant
Private codesNoted As String

' What the cell shows for a worksheet function
Public Function FunnelAnswer(ByVal room As String, ByVal called As String, ByVal handed As Variant) As Variant
    Dim answer As Variant, r As Long, c As Long
    codesNoted = ""
    madeBy = called
    madeWith = handed
    answer = ServerAnswer(room, called, handed)
    If Not IsArray(answer) Then
        answer = Shown(called, answer)
    ElseIf IsRow(answer) Then
        For c = LBound(answer) To UBound(answer)
            If VarType(answer(c)) = vbString Then answer(c) = Shown(called, answer(c))
        Next c
    Else
        For r = LBound(answer, 1) To UBound(answer, 1)
            For c = LBound(answer, 2) To UBound(answer, 2)
                If VarType(answer(r, c)) = vbString Then answer(r, c) = Shown(called, answer(r, c))
            Next c
        Next r
    End If
    If codesNoted = "" And Not notes Is Nothing Then Unnote CallMade
    madeWith = Empty
    FunnelAnswer = answer
End Function

' The cell that calls: the one that FUNNEL_WHY asks about, or the one that Excel works out
Public Function FunnelCaller() As Variant
    Set FunnelCaller = asked
    If Not asked Is Nothing Then Exit Function
    If TypeName(Application.Caller) = "Range" Then Set FunnelCaller = Application.Caller
End Function

' The calling cell for a function that needs it now: handed over, it costs many calls from Python
Public Function FunnelCallerIf(ByVal needed As Boolean) As Variant
    If needed Then Set FunnelCallerIf = FunnelCaller
End Function

' What the cell shows where Python gave no answer; the reason is kept for FUNNEL_WHY
Public Function FunnelLost(ByVal described As String) As Variant
    codesNoted = ""
    Note CVErr(2015), FunnelUnreachable(described)
    FunnelLost = CVErr(2015)
End Function

Public Function FunnelUnreachable(ByVal described As String) As String
    Dim part As Variant, told As String
    If Left$(described, 1) = Chr$(MARK) Then
        FunnelUnreachable = Mid$(described, 2)
        Exit Function
    End If
    ' of a traceback the last line tells
    For Each part In Split(Replace(described, vbCr, ""), vbLf)
        If Trim$(part) <> "" Then
            If InStr(described, "Traceback") > 0 Or told = "" Then told = Trim$(part) Else told = told & " " & Trim$(part)
        End If
    Next part
    If told = "" Then told = "no reason was given"
    If Len(told) > 300 Then told = Left$(told, 300) & "..."
    FunnelUnreachable = "Excel could not get an answer from Python (" & told & "): run 'funnel excel doctor' in a terminal, which says what to do"
End Function

' Python, started where it does not serve yet. For one that is not there xlwings would wait for minutes;
' one that is not named in full is looked for in the current folder first, which may be a workbook's.
Public Function FunnelServer() As Object
    Dim python As String
    python = GetConfig("INTERPRETER_WIN")
    If Mid$(python, 2, 2) <> ":\" And Left$(python, 2) <> "\\" Then Err.Raise 1000, Description:=Chr$(MARK) & NOT_NAMED
    If IsGone(python) Then Err.Raise 1000, Description:=Chr$(MARK) & python & GONE
    Set FunnelServer = XLPy
End Function

' Only what Windows surely does not find is gone: a path that it refuses to look at may still be run
Private Function IsGone(ByVal path As String) As Boolean
    Dim attributes As Long
    On Error Resume Next
    attributes = GetAttr(path)
    IsGone = (Err.Number = 53 Or Err.Number = 76)
End Function

' Why a cell, or a call, shows an error: a sentence, or "" where there is no error
Public Function FunnelWhy(ByRef cell As Variant) As String
    If TypeName(cell) = "Range" Then
        FunnelWhy = WhyOf(FirstError(cell))
    Else
        FunnelWhy = WhyOfCall(cell)
    End If
End Function

' Reasons are of one calculation only
Public Sub FunnelForget()
    Set notes = Nothing
    notesOf = ""
End Sub

' The server is kept: asking xlwings for it reads its settings anew for every cell. It is asked for again
' where the one that was kept is gone; where none can be started, other cells do not wait for it, too.
Private Function ServerAnswer(ByVal room As String, ByVal called As String, ByVal handed As Variant) As Variant
    Dim kept As Boolean
    If lostAt > 0 Then
        If CDbl(Now) < lostAt + PAUSE Then Err.Raise 1000, Description:=lostWhy
    End If
    kept = Not server Is Nothing
    On Error GoTo lost
again:
    If server Is Nothing Then Set server = FunnelServer
    ServerAnswer = server.CallUDF(room, called, handed, Nothing, Nothing)
    lostAt = 0
    Exit Function
lost:
    lostWhy = Err.Description
    If kept Then
        kept = False
        Set server = Nothing
        Resume again
    End If
    If server Is Nothing Then lostAt = CDbl(Now)
    Set server = Nothing
    Err.Raise 1000, Description:=lostWhy
End Function

' Python hands over a single row with one dimension
Private Function IsRow(ByRef answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    IsRow = (Err.Number <> 0)
End Function

' Python cannot send an error value: it sends a mark, the code, the mark, the reason
Private Function Shown(ByVal called As String, ByVal cell As Variant) As Variant
    Dim parts() As String, value As Variant
    Shown = cell
    If VarType(cell) <> vbString Then Exit Function
    If Left$(cell, 1) <> Chr$(MARK) Then Exit Function
    parts = Split(cell, Chr$(MARK), 3)
    Select Case parts(1)
        Case "#NULL!": value = CVErr(2000)
        Case "#DIV/0!": value = CVErr(2007)
        Case "#REF!": value = CVErr(2023)
        Case "#NAME?": value = CVErr(2029)
        Case "#NUM!": value = CVErr(2036)
        Case "#N/A": value = CVErr(2042)
        Case "#GETTING_DATA": value = CVErr(2043)
        Case Else: value = CVErr(2015)
    End Select
    If parts(2) = "" Then parts(2) = called & " has no number for this entry of its answer: what it was given does not tell one"
    Note value, parts(2)
    Shown = value
End Function

' Of an answer the first error of each code is kept, with the cell that called. Excel may call a second
' time from the same cell, once what it refers to is worked out: then that answer counts.
Private Sub Note(ByVal code As Variant, ByVal sentence As String)
    Dim place As String
    Static made As String
    If InStr(codesNoted, CStr(code) & ";") > 0 Then Exit Sub
    If codesNoted = "" Then
        made = CallMade
        place = PlaceOf(FunnelCaller)
        If notes Is Nothing Or place <> notesOf Then Set notes = New Collection
        notesOf = place
        Unnote made
    End If
    codesNoted = codesNoted & CStr(code) & ";"
    notes.Add Array(CStr(code), sentence, made)
End Sub

Private Sub Unnote(ByVal made As String)
    Dim at As Long, entry As Variant
    For at = notes.Count To 1 Step -1
        entry = notes.Item(at)
        If entry(2) = made Then notes.Remove at
    Next at
End Sub

' What tells one call from another in the same formula: long for an array, and so asked for at need.
' No text of a cell holds the character 0.
Private Function CallMade() As String
    Dim argument As Variant
    CallMade = madeBy
    For Each argument In madeWith
        If IsObject(argument) Then
            CallMade = CallMade & Chr$(0) & PlaceOf(argument)
        ElseIf IsArray(argument) Then
            CallMade = CallMade & Chr$(0) & CellsOf(argument)
        Else
            CallMade = CallMade & Chr$(0) & VarType(argument) & ":" & CStr(argument)
        End If
    Next argument
End Function

Private Function CellsOf(ByRef cells As Variant) As String
    Dim texts() As String, cell As Variant, n As Long
    For Each cell In cells
        n = n + 1
    Next cell
    ReDim texts(0 To n)
    texts(0) = UBound(cells, 1) & "/" & n & "/" & IsRow(cells)
    n = 0
    For Each cell In cells
        n = n + 1
        texts(n) = VarType(cell) & ":" & CStr(cell)
    Next cell
    CellsOf = Join(texts, Chr$(0))
End Function

Private Function PlaceOf(ByVal caller As Variant) As String
    If TypeName(caller) = "Range" Then PlaceOf = caller.Address(External:=True)
End Function

' The sentence of the first error with this code, told once. An error of another code was caught within
' the formula: what is shown does not come from it.
Private Function Noted(ByVal code As String) As String
    Dim entry As Variant
    If Not notes Is Nothing Then
        For Each entry In notes
            If entry(0) = code Then
                Noted = entry(1)
                Exit For
            End If
        Next entry
    End If
    FunnelForget
End Function

' Excel has worked the call out just before, in the same cell
Private Function WhyOfCall(ByVal answer As Variant) As String
    Dim cell As Variant, code As String
    If IsArray(answer) Then
        For Each cell In answer
            If IsError(cell) Then
                code = CStr(cell)
                Exit For
            End If
        Next cell
    ElseIf IsError(answer) Then
        code = CStr(answer)
    End If
    If code = "" Then
        FunnelForget
        Exit Function
    End If
    If notesOf = PlaceOf(FunnelCaller) Then WhyOfCall = Noted(code)
    If WhyOfCall = "" Then WhyOfCall = FOREIGN
    FunnelForget
End Function

Private Function FirstError(ByVal cells As Object) As Object
    Dim used As Object, cell As Object
    Set used = Application.Intersect(cells, cells.Worksheet.UsedRange)
    If used Is Nothing Then Exit Function
    For Each cell In used
        If IsError(cell.Value) Then
            Set FirstError = cell
            Exit Function
        End If
    Next cell
End Function

' The cell's formula is worked out again, for its reason
Private Function WhyOf(ByVal cell As Object) As String
    Dim source As Object, formula As String, isShort As Boolean
    If cell Is Nothing Then Exit Function
    Set source = SourceOf(cell)
    formula = source.Formula
    isShort = Len(formula) <= LONGEST + 1
    If CStr(cell.Value) = CStr(CVErr(2045)) Then
        WhyOf = "The answer does not fit: empty the cells beside and below that it has to spill over"
    ElseIf InStr(1, formula, "FUNNEL_", vbTextCompare) = 0 Then
        WhyOf = FOREIGN
    Else
        If isShort Then WhyOf = Evaluated(source, cell.Value)
        ' a button may have the cell itself worked out, a formula may not
        If WhyOf = "" And TypeName(Application.Caller) <> "Range" Then WhyOf = Recalculated(source, cell.Value)
        If WhyOf = "" And isShort Then
            WhyOf = "No FUNNEL function of " & source.Address(False, False) & " gives this error when the formula is worked out again: look at what else the formula does, or put FUNNEL_WHY around the function itself"
        ElseIf WhyOf = "" Then
            WhyOf = "The formula of " & source.Address(False, False) & " is too long to be worked out again (Excel allows 255 characters): put FUNNEL_WHY around the function itself, as in =FUNNEL_WHY(FUNNEL_REQUIRED(...))"
        End If
    End If
End Function

Private Function Evaluated(ByVal source As Object, ByVal code As Variant) As String
    Dim before As Object, answer As Variant
    FunnelForget
    Set before = asked
    Set asked = source
    On Error Resume Next
    answer = source.Worksheet.Evaluate(Mid$(source.Formula, 2))
    Set asked = before
    On Error GoTo 0
    Evaluated = Noted(CStr(code))
End Function

Private Function Recalculated(ByVal source As Object, ByVal code As Variant) As String
    Dim events As Boolean
    FunnelForget
    events = Application.EnableEvents
    ' else the reason would be forgotten with the end of this calculation
    Application.EnableEvents = False
    On Error Resume Next
    source.Calculate
    Application.EnableEvents = events
    On Error GoTo 0
    If notesOf = PlaceOf(source) Then Recalculated = Noted(CStr(code))
End Function

' The cell that holds the formula of an array or of a spill
Private Function SourceOf(ByVal cell As Object) As Object
    Set SourceOf = cell
    ' older versions of Excel know no spill
    On Error Resume Next
    If cell.HasArray Then Set SourceOf = cell.CurrentArray.Cells(1, 1)
    If cell.HasSpill Then Set SourceOf = cell.SpillParent
End Function
