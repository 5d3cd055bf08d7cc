"""What is wrong with events is told in sentences, with counts and examples; nothing is dropped."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import ibis
import pandas as pd
import pytest

from funnel_core.errors import CrmError, InputError, NotEnoughData, OutOfRange, UnknownStage
from funnel_core.history import duplicates, survey
from funnel_core.history.counted import History
from funnel_core.history.counting import counted
from funnel_core.history.days import date_of, local_day, local_seconds
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem, Kind

ORDER = StageOrder(("Lead", "MQL", "Won"), ("Lost",))
TODAY = datetime.date(2026, 3, 31)


def on(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def history(*rows: tuple[object, ...], **asked: object) -> History:
    """Count rows of a record, a stage, a day and, if any, a channel and an amount."""
    full = [(*row, None, None)[:5] for row in rows]
    frame = pd.DataFrame(full, columns=["record", "stage", "time", "channel", "amount"])
    times = [None if time is None else on(str(time)) for time in frame["time"]]
    frame["time"] = pd.Series(times, dtype="datetime64[us]")
    kinds = {"stage": "string", "time": "timestamp(6)", "channel": "string", "amount": "float64"}
    record = "string" if frame["record"].map(type).eq(str).any() else "int64"
    events = ibis.memtable(frame, schema={"record": record, **kinds})
    wanted = {"order": ORDER, "as_of": None, "today": TODAY, **asked}
    return counted(events, **wanted)


def told(found: History, kind: Kind) -> DataProblem:
    """Give the one problem of a kind."""
    (problem,) = [each for each in found.problems if each.kind is kind]
    return problem


WHOLE = [
    ("a", "Lead", "2026-01-01", "Web"),
    ("a", "MQL", "2026-01-02", "Web"),
    ("a", "Won", "2026-01-05", "Web", 100.0),
]


def test_clean_events_have_no_problem():
    """A record that passes all stages in their order is nothing to tell of."""
    assert history(*WHOLE).problems == ()


def test_counts_come_in_one_order():
    """Whatever order the rows and the engine's answer have."""
    rows = [*WHOLE, *[(name, "Lead", f"2026-01-{day:02}") for day, name in enumerate("zyxw", 3)]]
    counts = history(*rows).counts
    assert counts.equals(history(*reversed(rows)).counts)
    assert counts["records"].sum() == 1 + 5 + 5


def test_rows_that_cannot_be_used_are_told_one_kind_after_the_other():
    """No stage, a stage that nobody asked for, no date, a date to come, no record."""
    found = history(
        *WHOLE,
        ("a", " ", "2026-01-03", "Web"),
        ("a", "Call", "2026-01-03", "Web"),
        ("a", "Call", "2026-01-04", "Web"),
        ("a", "Meeting", "2026-01-04", "Web"),
        ("b", "Lead", None, "Web"),
        ("b", "Lead", "2031-01-01", "Web"),
        ("", "Lead", "2026-01-03", "Web"),
        (None, "Lead", "2026-01-03", "Web"),
    )
    assert [(each.kind, each.count) for each in found.problems] == [
        (Kind.BLANK_STAGE, 1),
        (Kind.UNUSED_STAGE, 3),
        (Kind.BLANK_DATE, 1),
        (Kind.FUTURE_DATE, 1),
        (Kind.BLANK_RECORD, 2),
    ]
    assert "Call (2), Meeting (1)" in told(found, Kind.UNUSED_STAGE).sentence
    assert told(found, Kind.BLANK_DATE).sentence.startswith("1 row has no date: left out")
    assert found.cohorts(0, 1).entered == 1
    assert date_of(found.as_of) == datetime.date(2026, 1, 5)


def test_a_record_of_spaces_is_no_record():
    """It is left out of the counts, however it was found."""
    found = history(*WHOLE, ("  ", "Lead", "2026-01-03", "Web"), ("", "Lead", "2026-01-03", "Web"))
    assert told(found, Kind.BLANK_RECORD).count == 2
    assert found.cohorts(0, 1).entered == 1


def test_odd_records_are_told_with_examples():
    """Skipped, backwards, no first stage, again, after a loss, of several channels or none."""
    found = history(
        *WHOLE,
        ("skips", "Lead", "2026-01-01", "Web"),
        ("skips", "Won", "2026-01-09", "Web"),
        ("back", "Lead", "2026-01-08", "Web"),
        ("back", "MQL", "2026-01-02", "Web"),
        ("late", "MQL", "2026-01-02", "Web"),
        ("again", "Lead", "2026-01-02", "Web"),
        ("again", "Lead", "2026-01-03", "Web"),
        ("again", "Lead", "2026-01-03", "Web"),
        ("gone", "Lead", "2026-01-02", "Web"),
        ("gone", "Lost", "2026-01-03", "Web"),
        ("gone", "MQL", "2026-01-04", "Web"),
        ("two", "Lead", "2026-01-02", "Web"),
        ("two", "MQL", "2026-01-03", "Phone"),
        ("none", "Lead", "2026-01-02"),
        ("lost", "Lost", "2026-01-02", "Web"),
    )
    assert [(each.kind, each.count, each.examples) for each in found.problems] == [
        (Kind.REPEATED_STAGE, 1, ("again",)),
        (Kind.SEVERAL_CHANNELS, 1, ("two",)),
        (Kind.BLANK_CHANNEL, 1, ("none",)),
        (Kind.NEGATIVE_LAG, 1, ("back",)),
        (Kind.ADVANCED_AFTER_LOST, 1, ("gone",)),
        (Kind.NO_FIRST_STAGE, 1, ("lost",)),
        (Kind.NO_FIRST_STAGE, 1, ("late",)),
        (Kind.SKIPPED_STAGE, 1, ("skips",)),
        (Kind.DUPLICATE_ROW, 1, ("again",)),
    ]
    assert "skipped MQL" in told(found, Kind.SKIPPED_STAGE).sentence


def test_who_came_back_after_a_loss_and_is_open_counts_as_open():
    """Lost before it came to a stage, a record is not lost in that stage."""
    found = history(
        ("back", "Lead", "2026-01-01"),
        ("back", "Lost", "2026-01-11"),
        ("back", "MQL", "2026-01-21"),
        *WHOLE,
    )
    assert (found.cohorts(1, 2).lost, found.cohorts(1, 2).open) == (0, 1)
    assert found.cohorts(0, 2).lost == 1


def test_fifty_stages_are_counted():
    """With a bit for each that a record may have skipped; more are refused in a sentence."""
    names = [f"S{place}" for place in range(50)]
    rows = [("a", name, f"2026-01-{1 + place // 2:02}") for place, name in enumerate(names)]
    skipping = [("b", names[0], "2026-01-01"), ("b", names[49], "2026-01-09")]
    found = history(*rows, *skipping, order=StageOrder(tuple(names)))
    skipped = [each for each in found.problems if each.kind is Kind.SKIPPED_STAGE]
    assert len(skipped) == 48
    assert found.cohorts(0, 49).advanced == 2
    with pytest.raises(InputError, match="at most 50 stages; got 51"):
        StageOrder((*names, "one more"))


def test_doubles_are_counted_on_some_days_where_rows_are_many(monkeypatch: pytest.MonkeyPatch):
    """The sentence says so, and the count is of all days."""
    monkeypatch.setattr(duplicates, "MOST", 100)
    rows = [
        (record, "Lead", f"2026-01-{1 + record % 28:02}") for record in range(280) for _ in range(2)
    ]
    found = history(*rows, (1, "MQL", "2026-02-01"), (1, "Won", "2026-02-01"))
    problem = told(found, Kind.DUPLICATE_ROW)
    assert "counted on one day in 6" in problem.sentence
    assert 200 < problem.count < 400


def test_examples_of_repeated_stages_are_records_that_repeat_one():
    """Whose rows stand there twice to the letter is an example of that, and of nothing else."""
    doubled = [(f"D{at}", "Lead", "2026-01-01") for at in range(7) for _ in range(2)]
    again = [("ZZ", "Lead", "2026-01-01"), ("ZZ", "Lead", "2026-01-09")]
    lost = [("L", "Lead", "2026-01-01"), *(("L", ORDER.lost[0], f"2026-01-0{at}") for at in (2, 3))]
    found = history(*doubled, *again, *lost)
    problem = told(found, Kind.REPEATED_STAGE)
    assert (problem.count, problem.examples) == (2, ("L", "ZZ"))
    problem = told(found, Kind.DUPLICATE_ROW)
    assert (problem.count, problem.examples) == (7, ("D0", "D1", "D2", "D3", "D4"))


def test_a_stage_that_no_row_has_is_named_with_those_that_rows_have():
    """As a person must see how the export writes it."""
    with pytest.raises(UnknownStage, match=r"no row is at MQL, Won: .* are Lead, mql$"):
        history(
            ("a", "Lead", "2026-01-01"), ("a", "Lead", "2026-01-01"), ("a", "mql", "2026-01-02")
        )


def test_a_stage_that_no_row_is_at_yet_is_told():
    """Where all stages of the rows are named, nothing was misspelt: nobody has won so far."""
    found = history(
        *((str(record), "Lead", "2026-01-01") for record in range(3)), ("1", "MQL", "2026-01-04")
    )
    assert (found.cohorts(0, 1).advanced, found.cohorts(1, 2).advanced) == (1, 0)
    assert told(found, Kind.UNUSED_STAGE).sentence == (
        "no row is at this stage: Won; counted as entered by nobody: look whether it is written as "
        "in the export"
    )


def test_a_loss_that_no_row_has_is_told_beside_stages_that_are_not_used():
    """What says that a record is lost may be written otherwise in the export."""
    rows = [(str(record), stage, "2026-01-01") for record in "ab" for stage in ORDER.stages]
    kinds = {each.kind for each in history(*rows).problems}
    assert Kind.UNUSED_STAGE not in kinds
    sentence = told(history(*rows, ("a", "Gone", "2026-01-02")), Kind.UNUSED_STAGE).sentence
    assert sentence.endswith(f": Gone (1); no row is at {ORDER.lost[0]}")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "there is none: export more"),
        ([("a", stage, None) for stage in ORDER.stages], "none has one"),
        ([("a", stage, "2031-01-01") for stage in ORDER.stages], "all dates are later"),
        ([("", stage, "2026-01-01") for stage in ORDER.stages], "there is none: choose a later"),
    ],
)
def test_nothing_to_count_is_said(rows: list[tuple[object, ...]], sentence: str):
    """No row; no date; no date that has come; no record."""
    with pytest.raises(NotEnoughData, match=sentence):
        history(*rows)


def test_a_day_to_come_cannot_be_the_last_one_seen():
    """Nothing is known of it."""
    with pytest.raises(OutOfRange, match="'as_of' must be at most today, 2026-03-31"):
        history(*WHOLE, as_of=datetime.date(2026, 4, 1))


def test_a_column_that_is_no_channel_is_refused(monkeypatch: pytest.MonkeyPatch):
    """One that says something else in every row."""
    monkeypatch.setattr(survey, "MOST", 2)
    with pytest.raises(CrmError, match="more than 2 different pairs"):
        history(*WHOLE)


def test_later_days_have_not_happened():
    """As of a day in between, what came later is open, and is no problem."""
    found = history(*WHOLE, as_of=datetime.date(2026, 1, 3))
    cohorts = found.cohorts(0, 2)
    assert (cohorts.entered, cohorts.open, cohorts.lag.tolist()) == (1, 1, [2])
    assert found.amounts == {}
    assert found.problems == ()


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Sao_Paulo", "Asia/Kathmandu"])
def test_days_begin_where_the_zone_says(zone: str):
    """Each quarter of an hour around every change of clocks of 150 years, and before 1970."""
    place = ZoneInfo(zone)
    seconds = [*range(-2_000_000_000, 2_000_000_000, 9_999_900)]
    seconds += [1_774_746_000 + 900 * late for late in range(-8, 8)]
    table = ibis.memtable({"seconds": seconds})
    got = table.select(local=local_seconds(table.seconds, place), seconds=table.seconds).to_pandas()
    for local, moment in zip(got["local"], got["seconds"], strict=True):
        clock = datetime.datetime.fromtimestamp(moment, datetime.UTC).astimezone(place)
        assert local - moment == clock.utcoffset().total_seconds()
        assert local_day(int(moment), place) == (clock.date() - datetime.date(1970, 1, 1)).days
