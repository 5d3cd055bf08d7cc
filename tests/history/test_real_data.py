"""Real exports: rates of earlier days hold what came of them, and windows agree."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import ibis
import pandas as pd

from funnel_core.history.counted import History
from funnel_core.history.counting import counted
from funnel_core.history.fitting import fitted
from funnel_core.history.months import as_day
from funnel_core.history.order import StageOrder
from funnel_core.history.replays import replayed
from tests.shared import DATA, needs_data

BANK = ("A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "O_SENT", "A_APPROVED")
DECLINED = ("A_DECLINED", "A_CANCELLED")
TODAY = datetime.date(2020, 1, 1)


def loans() -> History:
    """Count the bank's applications: all is decided in the end, and losses are recorded."""
    rows = pd.read_csv(DATA / "bpi2012" / "events.csv.gz", parse_dates=["entered_at"])
    # the moments are in UTC, the bank is in the Netherlands
    seconds = (rows["entered_at"] - pd.Timestamp(0, tz="UTC")) // pd.Timedelta(seconds=1)
    events = ibis.memtable(
        pd.DataFrame({"record": rows["case"], "stage": rows["stage"], "time": seconds})
    ).mutate(channel=ibis.null("string"), amount=ibis.null("float64"))
    zone = ZoneInfo("Europe/Amsterdam")
    return counted(events, StageOrder(BANK, DECLINED), None, TODAY, zone)


def sellers() -> History:
    """Count a marketplace's leads by their origin: only those won are recorded."""
    leads = pd.read_csv(DATA / "olist" / "leads.csv", parse_dates=["first_contact_date"])
    deals = pd.read_csv(DATA / "olist" / "deals.csv", parse_dates=["won_date"])
    parts = [
        leads.assign(stage="Lead", time=leads["first_contact_date"], channel=leads["origin"]),
        deals.assign(stage="Won", time=deals["won_date"], channel=None),
    ]
    rows = pd.concat([part[["mql_id", "stage", "time", "channel"]] for part in parts])
    rows["time"] = rows["time"].astype("datetime64[us]")
    rows["channel"] = rows["channel"].astype(object).where(rows["channel"].notna(), None)
    schema = {"mql_id": "string", "stage": "string", "time": "timestamp", "channel": "string"}
    events = ibis.memtable(rows, schema=schema).rename(record="mql_id")
    events = events.mutate(amount=ibis.null("float64"))
    return counted(events, StageOrder(("Lead", "Won")), None, TODAY)


@needs_data
def test_loans_seen_early_come_to_what_was_said() -> None:
    """From the end of November on, rates hold what the same applications came to."""
    told = replayed(loans(), [datetime.date(2011, 11, 30)])
    assert told.rates == (7, 7)
    wins = told.replays[0].wins
    assert wins is not None
    assert wins.held


@needs_data
def test_a_few_days_more_or_less_tell_no_other_story() -> None:
    """Leads of 2018 seen on 31 March: wherever in January the window begins, rates are near.

    They are higher than what has been won so far, and lie within their intervals, not at an end.
    """
    whole = sellers().cohorts(0, 1)
    rates = []
    for first in range(1, 16, 2):
        entered = whole.entered_between(as_day(datetime.date(2018, 1, first)), None)
        estimate = fitted(entered, 0.95).estimate
        interval = estimate.interval
        margin = 0.1 * (interval.high - interval.low)
        assert interval.low + margin < estimate.rate < interval.high - margin
        assert estimate.rate > entered.advanced / entered.entered
        rates.append(estimate.rate)
    assert max(rates) < 1.25 * min(rates)
