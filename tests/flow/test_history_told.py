"""What `funnel history` tells of a history: on a terminal, as JSON, as CSV."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import io
import itertools
import json
import time

import pytest

from funnel_addin.cli import history_asking, history_table
from funnel_addin.cli.history_bars import WIDEST, Scale
from funnel_addin.cli.history_csv import ALL, COLUMNS, as_csv
from funnel_addin.cli.history_progress import Progress, line
from funnel_addin.exports.saved import as_data
from funnel_core.errors import InputError
from funnel_core.model import Interval
from tests.flow.history import LAGS, REPORT, pair


def told(all_channels: bool = False) -> str:
    return "\n".join(history_table.told(REPORT, all_channels))


def test_no_line_is_wider_than_a_terminal() -> None:
    """Nor with long names of stages and large counts."""
    long = [f"A stage of a very long name indeed, number {at}" for at in range(6)]
    steps = tuple(pair(a, b, entered=123_456_789) for a, b in itertools.pairwise(long))
    report = dataclasses.replace(REPORT, stages=tuple(long), steps=steps, to_won=steps, months=())
    for lines in (history_table.told(REPORT, True), history_table.told(report, True)):
        assert max(map(len, lines)) <= WIDEST


def test_the_steps_are_told_with_bars_and_intervals() -> None:
    """Entered, advanced, open, the honest rate, and the naive and snapshot ones below."""
    text = told()
    assert "Lead → Marketing Qualified Lead → Won; lost: not recorded." in text
    lead = next(row for row in text.splitlines() if row.startswith("Lead "))
    for word in ("123,456", "12,345", "111,111", "25.0%", "20.0–31.2%", "●"):
        assert word in lead
    assert "cure model, log-normal" in text
    assert "over 5 days" in text


def test_a_rate_that_history_cannot_carry_says_why() -> None:
    """And what would help."""
    text = " ".join(told().split())
    assert "No rate for Marketing Qualified Lead → Won: nobody of 3 advanced yet; wait" in text


def test_rates_of_a_few_records_are_told_as_such() -> None:
    """100 % of two is no promise; the rates of more stand without a word."""
    few = dataclasses.replace(pair("Demo", "Won"), entered=2, advanced=2, lost=0, open=0)
    channel = dataclasses.replace(few, channel="Fair", start="Lead")
    report = dataclasses.replace(
        REPORT,
        stages=("Lead", "Demo", "Won"),
        steps=(pair("Lead", "Demo"), few),
        to_won=(),
        channels=(channel,),
        months=(),
    )
    text = " ".join(" ".join(history_table.told(report, False)).split())
    assert "Fewer than 10 decided records stand behind Demo (2): such a rate says little" in text
    assert "stand behind Fair (2):" in text
    assert "behind Lead" not in text


def test_problems_stand_with_examples_and_obey_nothing() -> None:
    """A colour in a record's id is shown as what it is."""
    text = told()
    assert "• skipped stage: 12 records skipped a stage" in text
    assert "such as L1; L\\x1b[31m2" in text


def test_the_forecast_is_told_by_month_and_in_all() -> None:
    """With what is open now."""
    text = told()
    assert "2026-04       3.3" in text
    assert "In the end 5.9 (2–11) of all that are open." in text
    assert "180 in Lead (half for 34 days or more), 17 in Marketing Qualified Lead" in text


def test_where_there_is_no_forecast_it_says_why() -> None:
    """No table of nothing."""
    report = dataclasses.replace(
        REPORT, forecast=(), forecast_total=None, forecast_expected=None, no_forecast="no rate"
    )
    lines = list(history_table.told(report))
    assert "  No forecast: no rate." in lines
    assert as_data(report)["forecast_total"] is None


def test_channels_are_told_from_first_to_last_unless_all_is_asked_for() -> None:
    """A blank channel has a name; a small one's rate says that it was drawn to the others."""
    assert "By channel: Lead → Won" in told()
    assert "By channel: Lead → Marketing Qualified Lead" not in told()
    assert "By channel: Lead → Marketing Qualified Lead" in told(all_channels=True)
    assert "(blank)" in told()
    assert "Drawn: a small channel" in told()


def test_many_channels_are_cut_to_the_largest() -> None:
    """With how many are left out, and how to see them."""
    pairs = tuple(pair("Lead", "Won", f"Channel {at}") for at in range(20))
    report = dataclasses.replace(REPORT, channels=pairs)
    assert "and 8 channels more; --channels shows all" in "\n".join(history_table.told(report))


def test_json_holds_every_number_in_full() -> None:
    """Of steps, ways to won, channels, amounts, months, forecast, problems."""
    data = json.loads(json.dumps(as_data(REPORT), allow_nan=False))
    assert data["funnel_history"] == 1
    assert data["as_of"] == "2026-03-31"
    assert data["steps"][0]["lag"] == {
        "median_days": 2,
        "mean_days": 2.0,
        "quantiles_days": {"10": 0, "25": 1, "50": 2, "75": 3, "90": None},
        "by_month": list(LAGS.by_month()),
        "later": 0.1,
    }
    assert data["steps"][1]["rate"] is None
    assert data["steps"][1]["equivalent"] is None
    assert data["steps"][1]["not_enough"].startswith("nobody of 3")
    assert data["to_won"][0]["high"] == 0.0625 * 1.25
    assert data["months"][0] == {"month": "2025-01", "entries": [0, 0, 0]}
    assert data["forecast"][0] == {"month": "2026-04", "expected": 3.26, "low": 1, "high": 7}
    assert data["forecast_total"] == {"expected": 5.9, "low": 2, "high": 11}
    assert data["problems"][0]["examples"] == ["L1", "L\x1b[31m2"]
    assert data["amounts"][0]["median"] == 95.0


def test_csv_holds_a_line_per_pair_and_channel() -> None:
    """The way that is a step and a way to won stands once; no cell begins as a formula."""
    text = as_csv(REPORT).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["from"], row["to"], row["channel"]) for row in rows] == [
        ("Lead", "Marketing Qualified Lead", ALL),
        ("Marketing Qualified Lead", "Won", ALL),
        ("Lead", "Won", ALL),
        ("Lead", "Marketing Qualified Lead", "Search"),
        ("Lead", "Won", "Search"),
        ("Lead", "Marketing Qualified Lead", ""),
        ("Lead", "Won", ""),
        ("Lead", "Won", "'=cmd()"),
    ]
    assert float(rows[0]["rate"]) == 0.25
    assert rows[1]["rate"] == ""
    assert rows[1]["why no rate"].startswith("nobody of 3")


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("Aalen–Johansen", "the rate counts what advances by then."),
        (
            "Aalen–Johansen, completed",
            "what these bring yet is estimated from the lags so far, a log-logistic curve, and",
        ),
    ],
)
def test_it_is_told_what_the_longest_lag_leaves_open(method: str, says: str) -> None:
    """And whether the rate counts what comes after it; no line is too wide for that."""
    step = pair("A stage of a long name, number 1", "Won")
    assert step.honest is not None
    honest = dataclasses.replace(
        step.honest, method=method, undecided=0.031, family="log-logistic" * ("," in method)
    )
    steps = (dataclasses.replace(step, honest=honest),)
    report = dataclasses.replace(REPORT, stages=(step.start, "Won"), steps=steps, months=())
    lines = list(history_table.told(report))
    told = " ".join(" ".join(lines).split())
    seen = "3.1% are neither advanced nor lost after 90 days, beyond which there is too little"
    assert f"{seen} to go by; {says}" in told
    assert max(map(len, lines)) <= WIDEST


def test_what_is_left_open_is_told_once_for_all_steps() -> None:
    """Twelve steps have one sentence with all their shares, days and curves, not twelve."""
    steps = []
    for number in range(12):
        step = pair(f"S{number}", f"S{number + 1}")
        assert step.honest is not None
        changed = dataclasses.replace(
            step.honest,
            method="Aalen–Johansen" if number < 2 else "Aalen–Johansen, completed",
            undecided=0.031,
            family="" if number < 2 else "Weibull",
        )
        steps.append(dataclasses.replace(step, honest=changed))
    stages = tuple(f"S{number}" for number in range(13))
    report = dataclasses.replace(REPORT, stages=stages, steps=tuple(steps), months=())
    lines = list(history_table.told(report))
    told = " ".join(" ".join(lines).split())
    begins = "Neither advanced nor lost after the days beyond which there is too little to go by: "
    assert told.count("either advanced nor lost") == told.count(begins) == 2
    first = "S0 (3.1% after 90 days), S1 (3.1% after 90 days); the rates count what advances by"
    assert f"{begins}{first} then." in told
    assert "S2 (3.1% after 90 days, Weibull), S3 (3.1%" in told
    assert "estimated from the lags so far, by the curve that is named, and makes" in told
    assert max(map(len, lines)) <= WIDEST


def test_bars_keep_to_their_scale() -> None:
    """Nothing, all, and what is beyond."""
    scale = Scale([], 10)
    assert scale.drawn(0, Interval(0, 0, 0.95)) == "●·········"
    assert Scale([0.99], 10, most=1.0).end == 1.0
    assert Scale([3.0], 10).drawn(9, Interval(2, 9, 0.95)).endswith("●")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True

    def told(self, text: str) -> bool:
        """Wait until a text was written, a minute at most; False: it was not."""
        for _ in range(6000):
            if text in self.getvalue():
                return True
            time.sleep(0.01)
        return False


def test_progress_is_told_on_a_terminal_after_a_second_and_cleared_away() -> None:
    """With a share where one is known."""
    stream = Terminal()
    seconds = iter(range(10_000))
    with Progress(stream, lambda: float(next(seconds))) as progress:
        progress("counting", 0.5)
        assert stream.told("counting")
        with progress.paused():
            assert stream.getvalue().endswith("\r\x1b[K")
    assert " 50%  counting" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_an_engine_is_asked_how_far_it_is() -> None:
    """Where nobody else said so."""
    stream = Terminal()
    seconds = iter(range(10_000))
    with Progress(stream, lambda: float(next(seconds))) as progress:
        with progress.following(lambda: 0.25):
            progress("counting")
            assert stream.told(" 25%  counting")
        progress("estimating")
        assert stream.told("\r\x1b[Kestimating")


def test_an_engine_that_is_gone_is_asked_no_more() -> None:
    """It fails where it is asked after an error or a stop; no traceback of the thread follows."""
    stream, seconds = Terminal(), iter(range(10_000))
    asked: list[str] = []

    def share_done() -> float | None:
        asked.append("once")
        raise RuntimeError("Connection Error: Connection already closed!")

    with Progress(stream, lambda: float(next(seconds))) as progress:
        with contextlib.suppress(KeyError), progress.following(share_done):
            progress("counting")
            assert stream.told("\r\x1b[Kcounting")
            raise KeyError
        progress("estimating")
        assert stream.told("\r\x1b[Kestimating")
    assert asked == ["once"]


def test_no_progress_where_there_is_no_terminal() -> None:
    """A log file wants no bars."""
    stream = io.StringIO()
    with Progress(stream, lambda: 0.0) as progress:
        progress("counting", 0.5)
    assert stream.getvalue() == ""
    assert line("counting", 2.0, 1).startswith("█" * 24 + "  100%")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("2\n", "Deal ID"), ("deal id\n", "Deal ID"), ("\n", "Record"), ("9\nnone\n1\n", "Record")],
)
def test_a_person_answers_by_number_name_or_enter(
    typed: str,
    answer: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A wrong answer is asked for again; nothing goes to standard output."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    choices = ("Record", "Deal ID")
    got = history_asking.answered("Which column?", choices, "Record", "one sentence")
    assert got == answer
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Which column?" in shown.err
    assert "[Record]" in shown.err


def test_no_answer_is_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-D: what to give instead."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(InputError, match="one sentence"):
        history_asking.answered("Which?", (), "", "one sentence")
