Attribute VB_Name = "xlwings_udfs"
' Generated from the catalog by way of xlwings: change the catalog, not this.

Function FUNNEL_ALLOCATE(budget, ceiling, half, Optional shape)
Attribute FUNNEL_ALLOCATE.VB_Description = "The split of a budget over channels that brings the most, with diminishing returns: an amount of money per channel, lying as the ceilings lie"
Attribute FUNNEL_ALLOCATE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_ALLOCATE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_ALLOCATE", Array(budget, ceiling, half, shape))
    Exit Function
failed:
    FUNNEL_ALLOCATE = FunnelLost(Err.Description)
End Function

Function FUNNEL_BRIDGE(plan, actual)
Attribute FUNNEL_BRIDGE.VB_Description = "What each factor explains of a difference between plan and actual, adding up exactly: a number per factor in the unit of their product, lying as the plan lies"
Attribute FUNNEL_BRIDGE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_BRIDGE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_BRIDGE", Array(plan, actual))
    Exit Function
failed:
    FUNNEL_BRIDGE = FunnelLost(Err.Description)
End Function

Function FUNNEL_CAC(cost, customers)
Attribute FUNNEL_CAC.VB_Description = "What it cost to win one customer: money per customer"
Attribute FUNNEL_CAC.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_CAC = FunnelAnswer("funnel_addin.udfs", "FUNNEL_CAC", Array(cost, customers))
    Exit Function
failed:
    FUNNEL_CAC = FunnelLost(Err.Description)
End Function

Function FUNNEL_CAPACITY(starters, per_rep, Optional ramp)
Attribute FUNNEL_CAPACITY.VB_Description = "The records that a team can handle per period while new reps grow into the work: a number per period, lying as the starters lie"
Attribute FUNNEL_CAPACITY.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_CAPACITY = FunnelAnswer("funnel_addin.udfs", "FUNNEL_CAPACITY", Array(starters, per_rep, ramp))
    Exit Function
failed:
    FUNNEL_CAPACITY = FunnelLost(Err.Description)
End Function

Function FUNNEL_CORRELATE(activities, result, Optional max_lag)
Attribute FUNNEL_CORRELATE.VB_Description = "Which activities a result follows, how many periods later, and how often chance alone would show as much"
Attribute FUNNEL_CORRELATE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_CORRELATE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_CORRELATE", Array(activities, result, max_lag))
    Exit Function
failed:
    FUNNEL_CORRELATE = FunnelLost(Err.Description)
End Function

Function FUNNEL_CUSTOMERS(revenue, value, Optional purchases, Optional existing, Optional retention, Optional share_of_year)
Attribute FUNNEL_CUSTOMERS.VB_Description = "The new customers that a year's revenue takes, on top of what the retained base brings: a whole number"
Attribute FUNNEL_CUSTOMERS.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_CUSTOMERS = FunnelAnswer("funnel_addin.udfs", "FUNNEL_CUSTOMERS", Array(revenue, value, purchases, existing, retention, share_of_year))
    Exit Function
failed:
    FUNNEL_CUSTOMERS = FunnelLost(Err.Description)
End Function

Function FUNNEL_CUSTOMERS_FOR_PROFIT(profit, fixed_cost, margin, value, cac, Optional purchases, Optional existing, Optional retention, Optional share_of_year)
Attribute FUNNEL_CUSTOMERS_FOR_PROFIT.VB_Description = "The new customers that a year's profit takes, on top of what the retained base brings: a whole number"
Attribute FUNNEL_CUSTOMERS_FOR_PROFIT.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_CUSTOMERS_FOR_PROFIT = FunnelAnswer("funnel_addin.udfs", "FUNNEL_CUSTOMERS_FOR_PROFIT", Array(profit, fixed_cost, margin, value, cac, purchases, existing, retention, share_of_year))
    Exit Function
failed:
    FUNNEL_CUSTOMERS_FOR_PROFIT = FunnelLost(Err.Description)
End Function

Function FUNNEL_EXPECTED(target, start, end_, today, Optional weights)
Attribute FUNNEL_EXPECTED.VB_Description = "What is due by the end of a day, by days or by seasonal weights: one number, in the target's unit"
Attribute FUNNEL_EXPECTED.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_EXPECTED = FunnelAnswer("funnel_addin.udfs", "FUNNEL_EXPECTED", Array(target, start, end_, today, weights))
    Exit Function
failed:
    FUNNEL_EXPECTED = FunnelLost(Err.Description)
End Function

Function FUNNEL_EXPERIMENT(entered_a, advanced_a, entered_b, advanced_b)
Attribute FUNNEL_EXPERIMENT.VB_Description = "Whether what was tried (B) did better than what was done so far (A), and how sure that is: a row: rate of A, rate of B, lift (B / A - 1), probability that B is better"
Attribute FUNNEL_EXPERIMENT.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_EXPERIMENT = FunnelAnswer("funnel_addin.udfs", "FUNNEL_EXPERIMENT", Array(entered_a, advanced_a, entered_b, advanced_b))
    Exit Function
failed:
    FUNNEL_EXPERIMENT = FunnelLost(Err.Description)
End Function

Function FUNNEL_FINISH(actual, expected, target)
Attribute FUNNEL_FINISH.VB_Description = "Where a count ends if it goes on like this, and how probable the target is if the rest comes as planned, not at today's pace: a row: projected finish (the run rate), probability of the target (the rest as planned)"
Attribute FUNNEL_FINISH.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_FINISH = FunnelAnswer("funnel_addin.udfs", "FUNNEL_FINISH", Array(actual, expected, target))
    Exit Function
failed:
    FUNNEL_FINISH = FunnelLost(Err.Description)
End Function

Function FUNNEL_FORECAST(volumes, rates, Optional value, Optional confidence)
Attribute FUNNEL_FORECAST.VB_Description = "What the records now in the funnel are expected to bring: one number; with a confidence a row: low, expected, high"
Attribute FUNNEL_FORECAST.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_FORECAST = FunnelAnswer("funnel_addin.udfs", "FUNNEL_FORECAST", Array(volumes, rates, value, confidence))
    Exit Function
failed:
    FUNNEL_FORECAST = FunnelLost(Err.Description)
End Function

Function FUNNEL_LEVERS(customers, retention, value, purchases, Optional change)
Attribute FUNNEL_LEVERS.VB_Description = "What each of the four ways to more is worth a year, for the same relative change: one row, in money a year: the gain from customers, retention, value, purchases"
Attribute FUNNEL_LEVERS.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_LEVERS = FunnelAnswer("funnel_addin.udfs", "FUNNEL_LEVERS", Array(customers, retention, value, purchases, change))
    Exit Function
failed:
    FUNNEL_LEVERS = FunnelLost(Err.Description)
End Function

Function FUNNEL_LTV(value, margin, churn)
Attribute FUNNEL_LTV.VB_Description = "The margin that a customer brings until it leaves: money per customer"
Attribute FUNNEL_LTV.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_LTV = FunnelAnswer("funnel_addin.udfs", "FUNNEL_LTV", Array(value, margin, churn))
    Exit Function
failed:
    FUNNEL_LTV = FunnelLost(Err.Description)
End Function

Function FUNNEL_MIX(target, shares, rates)
Attribute FUNNEL_MIX.VB_Description = "The volumes that each channel needs at each stage to reach a target together: whole numbers, a row per stage and a column per channel"
Attribute FUNNEL_MIX.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_MIX = FunnelAnswer("funnel_addin.udfs", "FUNNEL_MIX", Array(target, shares, rates))
    Exit Function
failed:
    FUNNEL_MIX = FunnelLost(Err.Description)
End Function

Function FUNNEL_MIX_BRIDGE(plan_volumes, plan_rates, actual_volumes, actual_rates)
Attribute FUNNEL_MIX_BRIDGE.VB_Description = "How much of a difference in results came of volume, of the mix of channels, and of their rates: one row, in records: volume, mix, rate"
Attribute FUNNEL_MIX_BRIDGE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_MIX_BRIDGE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_MIX_BRIDGE", Array(plan_volumes, plan_rates, actual_volumes, actual_rates))
    Exit Function
failed:
    FUNNEL_MIX_BRIDGE = FunnelLost(Err.Description)
End Function

Function FUNNEL_PACE(actual, expected, Optional alpha)
Attribute FUNNEL_PACE.VB_Description = "Whether a count is behind, on pace or ahead of what was due, or whether it is noise: a text: behind, on pace or ahead"
Attribute FUNNEL_PACE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_PACE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_PACE", Array(actual, expected, alpha))
    Exit Function
failed:
    FUNNEL_PACE = FunnelLost(Err.Description)
End Function

Function FUNNEL_PAYBACK(cac, value, margin)
Attribute FUNNEL_PAYBACK.VB_Description = "How long a customer takes to bring in what it cost to win: a number of months (or of the periods that the value is per)"
Attribute FUNNEL_PAYBACK.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_PAYBACK = FunnelAnswer("funnel_addin.udfs", "FUNNEL_PAYBACK", Array(cac, value, margin))
    Exit Function
failed:
    FUNNEL_PAYBACK = FunnelLost(Err.Description)
End Function

Function FUNNEL_PROBABILITY(target, volumes, rates, Optional value)
Attribute FUNNEL_PROBABILITY.VB_Description = "The probability that the records now in the funnel reach a target: a share from 0 to 1"
Attribute FUNNEL_PROBABILITY.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_PROBABILITY = FunnelAnswer("funnel_addin.udfs", "FUNNEL_PROBABILITY", Array(target, volumes, rates, value))
    Exit Function
failed:
    FUNNEL_PROBABILITY = FunnelLost(Err.Description)
End Function

Function FUNNEL_RATES(volumes, Optional confidence)
Attribute FUNNEL_RATES.VB_Description = "The conversion rates between stages, from the records that entered each: a rate per step, lying as the volumes lie; with a confidence a row per step"
Attribute FUNNEL_RATES.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_RATES = FunnelAnswer("funnel_addin.udfs", "FUNNEL_RATES", Array(volumes, confidence))
    Exit Function
failed:
    FUNNEL_RATES = FunnelLost(Err.Description)
End Function

Function FUNNEL_REQUIRED(Optional target, Optional rates, Optional value, Optional confidence, Optional stage, Optional exact)
Attribute FUNNEL_REQUIRED.VB_Description = "The volumes needed at each stage to reach a target, top of the funnel first: a number per stage, lying as the rates lie"
Attribute FUNNEL_REQUIRED.VB_ProcData.VB_Invoke_Func = " \n20"
    Dim alone As Boolean
    alone = IsMissing(target) And IsMissing(rates) And IsMissing(value) And IsMissing(confidence) And IsMissing(stage) And IsMissing(exact)
    If alone Then Application.Volatile
    On Error GoTo failed
    FUNNEL_REQUIRED = FunnelAnswer("funnel_addin.udfs", "FUNNEL_REQUIRED", Array(target, rates, value, confidence, stage, exact, FunnelCallerIf(alone)))
    Exit Function
failed:
    FUNNEL_REQUIRED = FunnelLost(Err.Description)
End Function

Function FUNNEL_ROI(incremental_margin, cost)
Attribute FUNNEL_ROI.VB_Description = "The return on a marketing cost, as a share of it: a share: 3 is 300%"
Attribute FUNNEL_ROI.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_ROI = FunnelAnswer("funnel_addin.udfs", "FUNNEL_ROI", Array(incremental_margin, cost))
    Exit Function
failed:
    FUNNEL_ROI = FunnelLost(Err.Description)
End Function

Function FUNNEL_SAMPLE_SIZE(rate, lift, Optional alpha, Optional power)
Attribute FUNNEL_SAMPLE_SIZE.VB_Description = "Records that each arm (group) of a trial needs to show a lift: two-sided test of two proportions: a whole number: records per arm"
Attribute FUNNEL_SAMPLE_SIZE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_SAMPLE_SIZE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_SAMPLE_SIZE", Array(rate, lift, alpha, power))
    Exit Function
failed:
    FUNNEL_SAMPLE_SIZE = FunnelLost(Err.Description)
End Function

Function FUNNEL_SCHEDULE(wins, lag, rate, Optional past)
Attribute FUNNEL_SCHEDULE.VB_Description = "Records that must enter per period so that wins fall due as wanted: two columns, entries and wins that can no longer be met, a row per period; two rows where wins is a row"
Attribute FUNNEL_SCHEDULE.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_SCHEDULE = FunnelAnswer("funnel_addin.udfs", "FUNNEL_SCHEDULE", Array(wins, lag, rate, past))
    Exit Function
failed:
    FUNNEL_SCHEDULE = FunnelLost(Err.Description)
End Function

Function FUNNEL_SENSITIVITY(counts, target, Optional value, Optional confidence)
Attribute FUNNEL_SENSITIVITY.VB_Description = "Which rate to know better, or improve, first: the result at either end of the interval of each step's rate, all else as planned: a row per step, in the target's unit: low, high, swing"
Attribute FUNNEL_SENSITIVITY.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_SENSITIVITY = FunnelAnswer("funnel_addin.udfs", "FUNNEL_SENSITIVITY", Array(counts, target, value, confidence))
    Exit Function
failed:
    FUNNEL_SENSITIVITY = FunnelLost(Err.Description)
End Function

Function FUNNEL_SHRINK(entered, advanced)
Attribute FUNNEL_SHRINK.VB_Description = "Each channel's conversion rate, drawn towards the family's where its counts are small: a rate per channel, lying as the records that entered lie"
Attribute FUNNEL_SHRINK.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_SHRINK = FunnelAnswer("funnel_addin.udfs", "FUNNEL_SHRINK", Array(entered, advanced))
    Exit Function
failed:
    FUNNEL_SHRINK = FunnelLost(Err.Description)
End Function

Function FUNNEL_SPEND_FOR(result, ceiling, half, Optional shape)
Attribute FUNNEL_SPEND_FOR.VB_Description = "The spend on one channel that buys a result, with diminishing returns: an amount of money"
Attribute FUNNEL_SPEND_FOR.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_SPEND_FOR = FunnelAnswer("funnel_addin.udfs", "FUNNEL_SPEND_FOR", Array(result, ceiling, half, shape))
    Exit Function
failed:
    FUNNEL_SPEND_FOR = FunnelLost(Err.Description)
End Function

Function FUNNEL_SPREAD(target, weights)
Attribute FUNNEL_SPREAD.VB_Description = "A whole-number target over periods in proportion to weights, adding up exactly: a whole number per period, lying as the weights lie"
Attribute FUNNEL_SPREAD.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_SPREAD = FunnelAnswer("funnel_addin.udfs", "FUNNEL_SPREAD", Array(target, weights))
    Exit Function
failed:
    FUNNEL_SPREAD = FunnelLost(Err.Description)
End Function

Function FUNNEL_TREND(series, Optional alpha)
Attribute FUNNEL_TREND.VB_Description = "Whether a series rises, falls or is steady, how fast, and how often chance alone would show as much: a row: rising, falling or steady; slope per period (Theil-Sen); p (Mann-Kendall), how often chance alone would show as much in a steady series"
Attribute FUNNEL_TREND.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_TREND = FunnelAnswer("funnel_addin.udfs", "FUNNEL_TREND", Array(series, alpha))
    Exit Function
failed:
    FUNNEL_TREND = FunnelLost(Err.Description)
End Function

Function FUNNEL_WINS(entries, lag, rate)
Attribute FUNNEL_WINS.VB_Description = "The wins to be expected per period from the records that enter per period: a number per period, the tail after the last entry included, lying as the entries lie"
Attribute FUNNEL_WINS.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_WINS = FunnelAnswer("funnel_addin.udfs", "FUNNEL_WINS", Array(entries, lag, rate))
    Exit Function
failed:
    FUNNEL_WINS = FunnelLost(Err.Description)
End Function

Function FUNNEL_XMR(series)
Attribute FUNNEL_XMR.VB_Description = "Which points of a series are a signal, and which are its usual noise: a row per point: centre, lower limit, upper limit, signal: blank, above limit, below limit, run above centre or run below centre (the eighth and later in a row)"
Attribute FUNNEL_XMR.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_XMR = FunnelAnswer("funnel_addin.udfs", "FUNNEL_XMR", Array(series))
    Exit Function
failed:
    FUNNEL_XMR = FunnelLost(Err.Description)
End Function

Function FUNNEL_WHY(cell)
Attribute FUNNEL_WHY.VB_Description = "The reason of an error, as a sentence; blank where there is none"
Attribute FUNNEL_WHY.VB_ProcData.VB_Invoke_Func = " \n20"
    On Error GoTo failed
    FUNNEL_WHY = FunnelWhy(cell)
    Exit Function
failed:
    FUNNEL_WHY = "Excel could not tell the reason (" & Err.Description & "): put FUNNEL_WHY around the function itself, as in =FUNNEL_WHY(FUNNEL_REQUIRED(...))"
End Function
