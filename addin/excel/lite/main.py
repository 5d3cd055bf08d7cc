"""Funnel planning in xlwings Lite: 30 worksheet functions, to paste over main.py.

Rendered by `python -m addin.excel.lite`: edit the catalog of funnel-planner, not this file.
"""

from xlwings import arg, func

from funnel_addin.lite import answer, described


@func
@described(arg, "FUNNEL_REQUIRED")
def funnel_required(target=None, rates=None, value=None, confidence=None, stage=None, exact=None):
    """The volumes needed at each stage to reach a target, top of the funnel first."""
    return answer("FUNNEL_REQUIRED", target, rates, value, confidence, stage, exact)


@func
@described(arg, "FUNNEL_FORECAST")
def funnel_forecast(volumes, rates, value=None, confidence=None):
    """What the records now in the funnel are expected to bring."""
    return answer("FUNNEL_FORECAST", volumes, rates, value, confidence)


@func
@described(arg, "FUNNEL_PROBABILITY")
def funnel_probability(target, volumes, rates, value=None):
    """The probability that the records now in the funnel reach a target."""
    return answer("FUNNEL_PROBABILITY", target, volumes, rates, value)


@func
@described(arg, "FUNNEL_CUSTOMERS")
def funnel_customers(
    revenue, value, purchases=None, existing=None, retention=None, share_of_year=None
):
    """The new customers that a year's revenue takes, on top of what the retained base brings."""
    return answer("FUNNEL_CUSTOMERS", revenue, value, purchases, existing, retention, share_of_year)


@func
@described(arg, "FUNNEL_CUSTOMERS_FOR_PROFIT")
def funnel_customers_for_profit(
    profit,
    fixed_cost,
    margin,
    value,
    cac,
    purchases=None,
    existing=None,
    retention=None,
    share_of_year=None,
):
    """The new customers that a year's profit takes, on top of what the retained base brings."""
    return answer(
        "FUNNEL_CUSTOMERS_FOR_PROFIT",
        profit,
        fixed_cost,
        margin,
        value,
        cac,
        purchases,
        existing,
        retention,
        share_of_year,
    )


@func
@described(arg, "FUNNEL_SPREAD")
def funnel_spread(target, weights):
    """A whole-number target over periods in proportion to weights, adding up exactly."""
    return answer("FUNNEL_SPREAD", target, weights)


@func
@described(arg, "FUNNEL_SCHEDULE")
def funnel_schedule(wins, lag, rate, past=None):
    """Records that must enter per period so that wins fall due as wanted."""
    return answer("FUNNEL_SCHEDULE", wins, lag, rate, past)


@func
@described(arg, "FUNNEL_WINS")
def funnel_wins(entries, lag, rate):
    """The wins to be expected per period from the records that enter per period."""
    return answer("FUNNEL_WINS", entries, lag, rate)


@func
@described(arg, "FUNNEL_CAPACITY")
def funnel_capacity(starters, per_rep, ramp=None):
    """The records that a team can handle per period while new reps grow into the work."""
    return answer("FUNNEL_CAPACITY", starters, per_rep, ramp)


@func
@described(arg, "FUNNEL_EXPECTED")
def funnel_expected(target, start, end, today, weights=None):
    """What is due by the end of a day, by days or by seasonal weights."""
    return answer("FUNNEL_EXPECTED", target, start, end, today, weights)


@func
@described(arg, "FUNNEL_PACE")
def funnel_pace(actual, expected, alpha=None):
    """Whether a count is behind, on pace or ahead of what was due, or whether it is noise."""
    return answer("FUNNEL_PACE", actual, expected, alpha)


@func
@described(arg, "FUNNEL_FINISH")
def funnel_finish(actual, expected, target):
    """Where a count ends if it goes on like this, and how probable the target is if the rest comes as planned, not at today's pace."""
    return answer("FUNNEL_FINISH", actual, expected, target)


@func
@described(arg, "FUNNEL_RATES")
def funnel_rates(volumes, confidence=None):
    """The conversion rates between stages, from the records that entered each."""
    return answer("FUNNEL_RATES", volumes, confidence)


@func
@described(arg, "FUNNEL_SHRINK")
def funnel_shrink(entered, advanced):
    """Each channel's conversion rate, drawn towards the family's where its counts are small."""
    return answer("FUNNEL_SHRINK", entered, advanced)


@func
@described(arg, "FUNNEL_MIX")
def funnel_mix(target, shares, rates):
    """The volumes that each channel needs at each stage to reach a target together."""
    return answer("FUNNEL_MIX", target, shares, rates)


@func
@described(arg, "FUNNEL_ALLOCATE")
def funnel_allocate(budget, ceiling, half, shape=None):
    """The split of a budget over channels that brings the most, with diminishing returns."""
    return answer("FUNNEL_ALLOCATE", budget, ceiling, half, shape)


@func
@described(arg, "FUNNEL_SPEND_FOR")
def funnel_spend_for(result, ceiling, half, shape=None):
    """The spend on one channel that buys a result, with diminishing returns."""
    return answer("FUNNEL_SPEND_FOR", result, ceiling, half, shape)


@func
@described(arg, "FUNNEL_ROI")
def funnel_roi(incremental_margin, cost):
    """The return on a marketing cost, as a share of it."""
    return answer("FUNNEL_ROI", incremental_margin, cost)


@func
@described(arg, "FUNNEL_CAC")
def funnel_cac(cost, customers):
    """What it cost to win one customer."""
    return answer("FUNNEL_CAC", cost, customers)


@func
@described(arg, "FUNNEL_PAYBACK")
def funnel_payback(cac, value, margin):
    """How long a customer takes to bring in what it cost to win."""
    return answer("FUNNEL_PAYBACK", cac, value, margin)


@func
@described(arg, "FUNNEL_LTV")
def funnel_ltv(value, margin, churn):
    """The margin that a customer brings until it leaves."""
    return answer("FUNNEL_LTV", value, margin, churn)


@func
@described(arg, "FUNNEL_BRIDGE")
def funnel_bridge(plan, actual):
    """What each factor explains of a difference between plan and actual, adding up exactly."""
    return answer("FUNNEL_BRIDGE", plan, actual)


@func
@described(arg, "FUNNEL_MIX_BRIDGE")
def funnel_mix_bridge(plan_volumes, plan_rates, actual_volumes, actual_rates):
    """How much of a difference in results came of volume, of the mix of channels, and of their rates."""
    return answer("FUNNEL_MIX_BRIDGE", plan_volumes, plan_rates, actual_volumes, actual_rates)


@func
@described(arg, "FUNNEL_SENSITIVITY")
def funnel_sensitivity(counts, target, value=None, confidence=None):
    """Which rate to know better, or improve, first: the result at either end of the interval of each step's rate, all else as planned."""
    return answer("FUNNEL_SENSITIVITY", counts, target, value, confidence)


@func
@described(arg, "FUNNEL_LEVERS")
def funnel_levers(customers, retention, value, purchases, change=None):
    """What each of the four ways to more is worth a year, for the same relative change."""
    return answer("FUNNEL_LEVERS", customers, retention, value, purchases, change)


@func
@described(arg, "FUNNEL_XMR")
def funnel_xmr(series):
    """Which points of a series are a signal, and which are its usual noise."""
    return answer("FUNNEL_XMR", series)


@func
@described(arg, "FUNNEL_TREND")
def funnel_trend(series, alpha=None):
    """Whether a series rises, falls or is steady, how fast, and how often chance alone would show as much."""
    return answer("FUNNEL_TREND", series, alpha)


@func
@described(arg, "FUNNEL_CORRELATE")
def funnel_correlate(activities, result, max_lag=None):
    """Which activities a result follows, how many periods later, and how often chance alone would show as much."""
    return answer("FUNNEL_CORRELATE", activities, result, max_lag)


@func
@described(arg, "FUNNEL_EXPERIMENT")
def funnel_experiment(entered_a, advanced_a, entered_b, advanced_b):
    """Whether what was tried (B) did better than what was done so far (A), and how sure that is."""
    return answer("FUNNEL_EXPERIMENT", entered_a, advanced_a, entered_b, advanced_b)


@func
@described(arg, "FUNNEL_SAMPLE_SIZE")
def funnel_sample_size(rate, lift, alpha=None, power=None):
    """Records that each arm (group) of a trial needs to show a lift: two-sided test of two proportions."""
    return answer("FUNNEL_SAMPLE_SIZE", rate, lift, alpha, power)
