Attribute VB_Name = "xlwings_udfs"
' Generated from the catalog by way of xlwings: change the catalog, not this.
#Const App = "Microsoft Excel"

Function FUNNEL_ALLOCATE(budget, ceiling, half, Optional shape)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_ALLOCATE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_ALLOCATE", Array(budget, ceiling, half, shape), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_ALLOCATE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_ALLOCATE", Array(budget, ceiling, half, shape)))
        Exit Function
    #End If
failed:
    FUNNEL_ALLOCATE = CVErr(2015)
End Function

Function FUNNEL_BRIDGE(plan, actual)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_BRIDGE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_BRIDGE", Array(plan, actual), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_BRIDGE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_BRIDGE", Array(plan, actual)))
        Exit Function
    #End If
failed:
    FUNNEL_BRIDGE = CVErr(2015)
End Function

Function FUNNEL_CAC(cost, customers)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_CAC = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CAC", Array(cost, customers), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_CAC = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CAC", Array(cost, customers)))
        Exit Function
    #End If
failed:
    FUNNEL_CAC = CVErr(2015)
End Function

Function FUNNEL_CAPACITY(starters, per_rep, Optional ramp)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_CAPACITY = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CAPACITY", Array(starters, per_rep, ramp), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_CAPACITY = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CAPACITY", Array(starters, per_rep, ramp)))
        Exit Function
    #End If
failed:
    FUNNEL_CAPACITY = CVErr(2015)
End Function

Function FUNNEL_CORRELATE(activities, result, Optional max_lag)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_CORRELATE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CORRELATE", Array(activities, result, max_lag), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_CORRELATE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CORRELATE", Array(activities, result, max_lag)))
        Exit Function
    #End If
failed:
    FUNNEL_CORRELATE = CVErr(2015)
End Function

Function FUNNEL_CUSTOMERS(revenue, value, Optional purchases, Optional existing, Optional retention, Optional share_of_year)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_CUSTOMERS = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CUSTOMERS", Array(revenue, value, purchases, existing, retention, share_of_year), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_CUSTOMERS = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CUSTOMERS", Array(revenue, value, purchases, existing, retention, share_of_year)))
        Exit Function
    #End If
failed:
    FUNNEL_CUSTOMERS = CVErr(2015)
End Function

Function FUNNEL_CUSTOMERS_FOR_PROFIT(profit, fixed_cost, margin, value, cac, Optional purchases, Optional existing, Optional retention, Optional share_of_year)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_CUSTOMERS_FOR_PROFIT = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CUSTOMERS_FOR_PROFIT", Array(profit, fixed_cost, margin, value, cac, purchases, existing, retention, share_of_year), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_CUSTOMERS_FOR_PROFIT = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_CUSTOMERS_FOR_PROFIT", Array(profit, fixed_cost, margin, value, cac, purchases, existing, retention, share_of_year)))
        Exit Function
    #End If
failed:
    FUNNEL_CUSTOMERS_FOR_PROFIT = CVErr(2015)
End Function

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

Function FUNNEL_EXPERIMENT(entered_a, advanced_a, entered_b, advanced_b)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_EXPERIMENT = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_EXPERIMENT", Array(entered_a, advanced_a, entered_b, advanced_b), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_EXPERIMENT = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_EXPERIMENT", Array(entered_a, advanced_a, entered_b, advanced_b)))
        Exit Function
    #End If
failed:
    FUNNEL_EXPERIMENT = CVErr(2015)
End Function

Function FUNNEL_FINISH(actual, expected, target)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_FINISH = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_FINISH", Array(actual, expected, target), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_FINISH = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_FINISH", Array(actual, expected, target)))
        Exit Function
    #End If
failed:
    FUNNEL_FINISH = CVErr(2015)
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

Function FUNNEL_LEVERS(customers, retention, value, purchases, Optional change)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_LEVERS = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_LEVERS", Array(customers, retention, value, purchases, change), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_LEVERS = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_LEVERS", Array(customers, retention, value, purchases, change)))
        Exit Function
    #End If
failed:
    FUNNEL_LEVERS = CVErr(2015)
End Function

Function FUNNEL_LTV(value, margin, churn)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_LTV = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_LTV", Array(value, margin, churn), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_LTV = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_LTV", Array(value, margin, churn)))
        Exit Function
    #End If
failed:
    FUNNEL_LTV = CVErr(2015)
End Function

Function FUNNEL_MIX(target, shares, rates)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_MIX = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_MIX", Array(target, shares, rates), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_MIX = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_MIX", Array(target, shares, rates)))
        Exit Function
    #End If
failed:
    FUNNEL_MIX = CVErr(2015)
End Function

Function FUNNEL_MIX_BRIDGE(plan_volumes, plan_rates, actual_volumes, actual_rates)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_MIX_BRIDGE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_MIX_BRIDGE", Array(plan_volumes, plan_rates, actual_volumes, actual_rates), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_MIX_BRIDGE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_MIX_BRIDGE", Array(plan_volumes, plan_rates, actual_volumes, actual_rates)))
        Exit Function
    #End If
failed:
    FUNNEL_MIX_BRIDGE = CVErr(2015)
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

Function FUNNEL_PAYBACK(cac, value, margin)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_PAYBACK = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_PAYBACK", Array(cac, value, margin), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_PAYBACK = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_PAYBACK", Array(cac, value, margin)))
        Exit Function
    #End If
failed:
    FUNNEL_PAYBACK = CVErr(2015)
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

Function FUNNEL_ROI(incremental_margin, cost)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_ROI = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_ROI", Array(incremental_margin, cost), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_ROI = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_ROI", Array(incremental_margin, cost)))
        Exit Function
    #End If
failed:
    FUNNEL_ROI = CVErr(2015)
End Function

Function FUNNEL_SAMPLE_SIZE(rate, lift, Optional alpha, Optional power)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_SAMPLE_SIZE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SAMPLE_SIZE", Array(rate, lift, alpha, power), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_SAMPLE_SIZE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SAMPLE_SIZE", Array(rate, lift, alpha, power)))
        Exit Function
    #End If
failed:
    FUNNEL_SAMPLE_SIZE = CVErr(2015)
End Function

Function FUNNEL_SCHEDULE(wins, lag, rate, Optional past)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_SCHEDULE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SCHEDULE", Array(wins, lag, rate, past), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_SCHEDULE = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SCHEDULE", Array(wins, lag, rate, past)))
        Exit Function
    #End If
failed:
    FUNNEL_SCHEDULE = CVErr(2015)
End Function

Function FUNNEL_SENSITIVITY(counts, target, Optional value, Optional confidence)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_SENSITIVITY = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SENSITIVITY", Array(counts, target, value, confidence), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_SENSITIVITY = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SENSITIVITY", Array(counts, target, value, confidence)))
        Exit Function
    #End If
failed:
    FUNNEL_SENSITIVITY = CVErr(2015)
End Function

Function FUNNEL_SHRINK(entered, advanced)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_SHRINK = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SHRINK", Array(entered, advanced), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_SHRINK = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SHRINK", Array(entered, advanced)))
        Exit Function
    #End If
failed:
    FUNNEL_SHRINK = CVErr(2015)
End Function

Function FUNNEL_SPEND_FOR(result, ceiling, half, Optional shape)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_SPEND_FOR = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SPEND_FOR", Array(result, ceiling, half, shape), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_SPEND_FOR = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_SPEND_FOR", Array(result, ceiling, half, shape)))
        Exit Function
    #End If
failed:
    FUNNEL_SPEND_FOR = CVErr(2015)
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

Function FUNNEL_TREND(series, Optional alpha)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_TREND = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_TREND", Array(series, alpha), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_TREND = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_TREND", Array(series, alpha)))
        Exit Function
    #End If
failed:
    FUNNEL_TREND = CVErr(2015)
End Function

Function FUNNEL_WINS(entries, lag, rate)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_WINS = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_WINS", Array(entries, lag, rate), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_WINS = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_WINS", Array(entries, lag, rate)))
        Exit Function
    #End If
failed:
    FUNNEL_WINS = CVErr(2015)
End Function

Function FUNNEL_XMR(series)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        FUNNEL_XMR = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_XMR", Array(series), Nothing, Application.Caller))
        Exit Function
    #Else
        FUNNEL_XMR = FunnelAnswer(XLPy.CallUDF("funnel_addin.udfs", "FUNNEL_XMR", Array(series)))
        Exit Function
    #End If
failed:
    FUNNEL_XMR = CVErr(2015)
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
