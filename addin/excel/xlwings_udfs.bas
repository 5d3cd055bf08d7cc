Attribute VB_Name = "xlwings_udfs"
' Generated from the catalog by way of xlwings: change the catalog, not this.
#Const App = "Microsoft Excel"

Function FUNNEL_EXPECTED(target, start, end_, today, Optional weights)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_EXPECTED = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_EXPECTED", Array(target, start, end_, today, weights), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_EXPECTED = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_EXPECTED", Array(target, start, end_, today, weights)))
        Exit Function
    #End If
failed:
    FUNNEL_EXPECTED = CVErr(2015)
End Function

Function FUNNEL_FORECAST(volumes, rates, Optional value, Optional confidence)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_FORECAST = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_FORECAST", Array(volumes, rates, value, confidence), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_FORECAST = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_FORECAST", Array(volumes, rates, value, confidence)))
        Exit Function
    #End If
failed:
    FUNNEL_FORECAST = CVErr(2015)
End Function

Function FUNNEL_PACE(actual, expected, Optional alpha)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_PACE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_PACE", Array(actual, expected, alpha), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_PACE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_PACE", Array(actual, expected, alpha)))
        Exit Function
    #End If
failed:
    FUNNEL_PACE = CVErr(2015)
End Function

Function FUNNEL_PROBABILITY(target, volumes, rates, Optional value)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_PROBABILITY = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_PROBABILITY", Array(target, volumes, rates, value), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_PROBABILITY = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_PROBABILITY", Array(target, volumes, rates, value)))
        Exit Function
    #End If
failed:
    FUNNEL_PROBABILITY = CVErr(2015)
End Function

Function FUNNEL_RATES(volumes, Optional confidence)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_RATES = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_RATES", Array(volumes, confidence), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_RATES = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_RATES", Array(volumes, confidence)))
        Exit Function
    #End If
failed:
    FUNNEL_RATES = CVErr(2015)
End Function

Function FUNNEL_REQUIRED(Optional target, Optional rates, Optional value, Optional confidence, Optional stage, Optional exact)
    #If App = "Microsoft Excel" Then
        If IsMissing(target) And IsMissing(rates) And IsMissing(value) And IsMissing(confidence) And IsMissing(stage) And IsMissing(exact) Then Application.Volatile
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_REQUIRED = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_REQUIRED", Array(target, rates, value, confidence, stage, exact, Application.Caller), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_REQUIRED = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_REQUIRED", Array(target, rates, value, confidence, stage, exact, Application.Caller)))
        Exit Function
    #End If
failed:
    FUNNEL_REQUIRED = CVErr(2015)
End Function

Function FUNNEL_SPREAD(target, weights)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_SPREAD = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SPREAD", Array(target, weights), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_SPREAD = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SPREAD", Array(target, weights)))
        Exit Function
    #End If
failed:
    FUNNEL_SPREAD = CVErr(2015)
End Function

Private Function FunnelAnswer(ByVal answer As Variant) As Variant
    Dim r As Long, c As Long
    If Not IsArray(answer) Then
        FunnelAnswer = FunnelCell(answer)
        Exit Function
    End If
    If FunnelIsRow(answer) Then
        For c = LBound(answer) To UBound(answer)
            answer(c) = FunnelCell(answer(c))
        Next c
    Else
        For r = LBound(answer, 1) To UBound(answer, 1)
            For c = LBound(answer, 2) To UBound(answer, 2)
                answer(r, c) = FunnelCell(answer(r, c))
            Next c
        Next r
    End If
    FunnelAnswer = answer
End Function

' Python hands over a single row with one dimension
Private Function FunnelIsRow(ByRef answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    FunnelIsRow = (Err.Number <> 0)
End Function

' Python cannot send an error value: it sends a mark, the code, the mark, the reason
Private Function FunnelCell(ByVal cell As Variant) As Variant
    FunnelCell = cell
    If VarType(cell) <> vbString Then Exit Function
    If Left$(cell, 1) <> Chr$(27) Then Exit Function
    Select Case Split(cell, Chr$(27))(1)
        Case "#NULL!": FunnelCell = CVErr(2000)
        Case "#DIV/0!": FunnelCell = CVErr(2007)
        Case "#VALUE!": FunnelCell = CVErr(2015)
        Case "#REF!": FunnelCell = CVErr(2023)
        Case "#NAME?": FunnelCell = CVErr(2029)
        Case "#NUM!": FunnelCell = CVErr(2036)
        Case "#N/A": FunnelCell = CVErr(2042)
        Case "#GETTING_DATA": FunnelCell = CVErr(2043)
        Case Else: FunnelCell = CVErr(2015)
    End Select
End Function
