"""Dates of exports: read in every form by the evidence of a whole column, never by a guess."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin.exports.dates import BLANKS, Understood, understood
from funnel_addin.exports.options import RoleMissing
from funnel_core.errors import CrmError

Texts = Sequence[str | None]
FIRST = datetime.datetime(1970, 1, 1)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LONG = (
    "January February March April May June July August September October November December".split()
)


def half(at: datetime.datetime) -> str:
    """A time of day as Americans write it, with no zero in front."""
    return f"{at.hour % 12 or 12}:{at.minute:02}:{at.second:02} {'AM' if at.hour < 12 else 'PM'}"


def timed(write: Callable[[datetime.datetime], str]) -> Callable[[datetime.datetime], str]:
    return lambda at: f"{write(at)} {at:%H:%M:%S}"


PLAIN: Mapping[str, Callable[[datetime.datetime], str]] = {
    "iso": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "iso with T": lambda at: f"{at:%Y-%m-%dT%H:%M:%S}",
    "iso with parts of seconds": lambda at: f"{at:%Y-%m-%d %H:%M:%S}.987",
    "iso with slashes": lambda at: f"{at.year}/{at.month}/{at.day} {at:%H:%M:%S}",
    "iso with dots": timed(lambda at: f"{at:%Y.%m.%d}"),
    "iso and a comma": lambda at: f"{at:%Y-%m-%d, %H:%M:%S}",
    "together": timed(lambda at: f"{at:%Y%m%d}"),
    "all together": lambda at: f"{at:%Y%m%dT%H%M%S}",
    "26-Feb-2018": timed(lambda at: f"{at.day}-{MONTHS[at.month - 1]}-{at.year}"),
    "26 February 2018": timed(lambda at: f"{at.day} {LONG[at.month - 1]} {at.year}"),
    "Feb 26, 2018": lambda at: f"{MONTHS[at.month - 1]} {at.day}, {at.year}, {half(at)}",
    "February 26th 2018": timed(lambda at: f"{LONG[at.month - 1]} {at.day}th {at.year}"),
    "26-FEB-18": timed(lambda at: f"{at.day:02}-{MONTHS[at.month - 1].upper()}-{at:%y}"),
}
DAY_FIRST: Mapping[str, Callable[[datetime.datetime], str]] = {
    "26/02/2018": timed(lambda at: f"{at:%d/%m/%Y}"),
    "26.2.2018": timed(lambda at: f"{at.day}.{at.month}.{at.year}"),
    "26-02-2018": timed(lambda at: f"{at:%d-%m-%Y}"),
    "26/02/18": timed(lambda at: f"{at:%d/%m/%y}"),
    "26/02/2018 PM": lambda at: f"{at:%d/%m/%Y} {half(at)}",
}
MONTH_FIRST: Mapping[str, Callable[[datetime.datetime], str]] = {
    "2/26/2018": timed(lambda at: f"{at.month}/{at.day}/{at.year}"),
    "02-26-2018": timed(lambda at: f"{at:%m-%d-%Y}"),
    "2/26/18": timed(lambda at: f"{at.month}/{at.day}/{at:%y}"),
    "2/26/2018, 7:58 PM": lambda at: f"{at.month}/{at.day}/{at.year}, {half(at)}",
    "2/26/2018 with a narrow blank": lambda at: f"{at.month}/{at.day}/{at.year} {half(at)}".replace(
        " AM", "\u202fAM"
    ),
}
moments = st.datetimes(
    datetime.datetime(1971, 1, 1), datetime.datetime(2068, 12, 31, 23, 59, 59)
).map(lambda at: at.replace(microsecond=0))


def column(texts: Texts, date_order: str = "") -> tuple[Understood, list[object]]:
    """Read a column, and give its values in its order."""
    places = [str(at) for at in range(len(texts))]
    rows = ibis.memtable(
        {"at": places, "when": list(texts)}, schema={"at": "string", "when": "string"}
    )
    read = understood(rows, {"when": rows.when}, date_order)["when"]
    found = rows.select(rows.at, value=read.value).execute().set_index("at")["value"]
    return read, [found[place] for place in places]


def told(values: Sequence[object]) -> list[datetime.datetime | None]:
    """Give seconds as moments."""
    return [
        None if value != value or value is None else FIRST + datetime.timedelta(seconds=int(value))
        for value in values
    ]


@pytest.mark.parametrize(
    ("forms", "order"),
    [(PLAIN, ""), (DAY_FIRST, "day-first"), (MONTH_FIRST, "month-first")],
    ids=["plain", "day-first", "month-first"],
)
@settings(max_examples=4)
@given(data=st.lists(moments, min_size=1, max_size=50))
def test_every_form_comes_back_to_the_second(
    forms: Mapping[str, Callable[[datetime.datetime], str]],
    order: str,
    data: list[datetime.datetime],
) -> None:
    """What Python writes in a form is read as what was written, blanks among it apart."""
    texts = {form: [*map(write, data), "", None] for form, write in forms.items()}
    texts["at"] = [str(at) for at in range(len(data) + 2)]
    rows = ibis.memtable(texts, schema=dict.fromkeys(texts, "string"))
    read = understood(rows, {form: rows[form] for form in forms}, order)
    found = rows.select(rows.at, **{form: each.value for form, each in read.items()}).execute()
    found = found.set_index("at").loc[texts["at"]]
    for form in forms:
        assert told(list(found[form])) == [*data, None, None], form
        assert (read[form].kind, read[form].unread, read[form].blank) == ("local", 0, 2)


@settings(max_examples=6)
@given(data=st.lists(st.tuples(moments, st.sampled_from(sorted(PLAIN))), min_size=1, max_size=40))
def test_forms_that_say_one_thing_each_may_be_mixed(
    data: list[tuple[datetime.datetime, str]],
) -> None:
    """A column that mixes forms, none of which is open to two readings, is read value by value."""
    _, values = column([PLAIN[form](at) for at, form in data])
    assert told(values) == [at for at, _ in data]


@settings(max_examples=5)
@given(data=st.lists(moments, min_size=1, max_size=30), hours=st.integers(-12, 14))
def test_a_zone_that_is_said_brings_a_time_to_utc(
    data: list[datetime.datetime], hours: int
) -> None:
    """Z, +02:00, +0200, +02 and GMT+0200 all say how far a time is from UTC."""
    sign = f"{'-' if hours < 0 else '+'}{abs(hours):02}"
    ways = [
        "Z",
        " UTC",
        sign,
        f"{sign}:00",
        f"{sign}00",
        f" GMT{sign}00 (Some Time)",
        f" {sign}:30",
    ]
    texts = [f"{at:%Y-%m-%dT%H:%M:%S}{ways[n % len(ways)]}" for n, at in enumerate(data)]
    read, values = column(texts)
    ahead = [0, 0, hours * 60, hours * 60, hours * 60, hours * 60]
    ahead.append(hours * 60 + (-30 if sign[0] == "-" else 30))
    assert told(values) == [
        at - datetime.timedelta(minutes=ahead[n % len(ways)]) for n, at in enumerate(data)
    ]
    assert read.kind == "instant"


@settings(max_examples=12)
@given(
    write=st.sampled_from([*DAY_FIRST.values(), *MONTH_FIRST.values()]),
    data=st.lists(moments, min_size=1, max_size=20),
)
def test_an_order_is_either_shown_by_the_values_or_asked_for(
    write: Callable[[datetime.datetime], str], data: list[datetime.datetime]
) -> None:
    """With no order given, values are read as they were written or not at all.

    Those with dots, which may be read day first, are written day first here.
    """
    try:
        _, values = column([*map(write, data)])
    except RoleMissing as error:
        asked = error
    else:
        assert told(values) == data
        return
    assert (asked.role, len(asked.choices) > 1) == ("date_order", True)


def test_one_value_beyond_twelve_settles_a_long_column() -> None:
    """The evidence is looked for in all values, however late the only one comes."""
    _, values = column([*["01/02/2024"] * 50_000, "13/02/2024"])
    assert str(values[0])[:10] == "2024-02-01"


def test_another_column_of_the_export_settles_an_open_one() -> None:
    """An export is written in one order: what one column shows holds for the others."""
    rows = ibis.memtable({"a": ["01/02/2024"], "b": ["31/01/2024"]})
    read = understood(rows, {"a": rows.a, "b": rows.b})
    assert str(rows.select(v=read["a"].value).execute()["v"][0])[:10] == "2024-02-01"


def test_an_open_order_is_asked_with_both_readings_of_a_value() -> None:
    """The sentence names the column, a value that is there, and what it may be."""
    with pytest.raises(RoleMissing, match=r"2 March 2018 or 3 February 2018.*--dates day-first"):
        column(["02/03/2018", "05/04/2018"])


def test_dates_with_dots_are_day_first_and_that_is_told() -> None:
    """05.01.2026 is 5 January: how many were taken for that is handed on, with one of them."""
    read, values = column(["05.01.2026", "06.02.2026 10:00", "07.07.2026", ""])
    assert told(values[:2]) == [
        datetime.datetime(2026, 1, 5),
        datetime.datetime(2026, 2, 6, 10),
    ]
    assert (read.decided.taken, read.decided.shown) == (2, "05.01.2026 is 5 January 2026")


def test_dates_with_dots_are_as_they_show_or_as_it_is_said() -> None:
    """`--dates`, a value that is month first alone, or another column with dots goes first."""
    read, values = column(["05.01.2026"], "month-first")
    assert (str(values[0])[:10], read.decided.taken) == ("2026-05-01", 0)
    read, values = column(["05.01.2026", "05.31.2026"])
    assert (str(values[0])[:10], read.decided.taken) == ("2026-05-01", 0)
    rows = ibis.memtable({"a": ["05.01.2026"], "b": ["01.31.2026"], "c": ["1/31/2026"]})
    found = understood(rows, {"a": rows.a, "b": rows.b})["a"]
    assert str(rows.select(v=found.value).execute()["v"][0])[:10] == "2026-05-01"
    found = understood(rows, {"a": rows.a, "c": rows.c})["a"]
    assert str(rows.select(v=found.value).execute()["v"][0])[:10] == "2026-01-05"
    assert (found.decided.taken, found.decided.as_in) == (1, "")


@pytest.mark.parametrize("dates", [["05.01.26"], ["05.01.2026", "05/01/2026"]])
def test_dots_say_nothing_of_short_years_and_beside_slashes(dates: list[str]) -> None:
    """26.01.05 may begin with its year; a column that mixes both is asked about."""
    with pytest.raises(RoleMissing, match="--dates day-first"):
        column(dates)


def test_an_order_that_was_given_settles_what_is_open() -> None:
    """`--dates` decides where the values do not."""
    _, values = column(["02/03/2018"], "day-first")
    assert str(values[0])[:10] == "2018-03-02"
    _, values = column(["02/03/2018"], "month-first")
    assert str(values[0])[:10] == "2018-02-03"


def test_clear_values_stand_against_an_order_that_was_given() -> None:
    """An order is given for what is open: 02/26/2018 has one reading alone."""
    _, values = column(["02/26/2018", "01/02/2018"], "day-first")
    assert [str(value)[:10] for value in values] == ["2018-02-26", "2018-01-02"]


def test_the_same_day_and_month_need_no_order() -> None:
    """05/05/2018 is 5 May either way."""
    _, values = column(["05/05/2018"])
    assert str(values[0])[:10] == "2018-05-05"


def test_values_of_both_orders_are_refused_with_an_example_of_each() -> None:
    """A column that proves both orders was damaged, and no order repairs it."""
    with pytest.raises(CrmError, match=r"26/02/2018 \(2 values\).*02/27/2018 \(1 value\)"):
        column(["26/02/2018", "26/03/2018", "02/27/2018"])


def test_two_digits_may_be_a_year_in_front() -> None:
    """18-02-26 has three readings; unless a value excludes two, it is asked."""
    with pytest.raises(RoleMissing) as asked:
        column(["11-02-10", "10-03-11"])
    assert asked.value.choices == ("day-first", "month-first", "year-first")
    _, values = column(["11-02-10", "10-03-11"], "year-first")
    assert [str(value)[:10] for value in values] == ["2011-02-10", "2010-03-11"]
    _, values = column(["70-02-26", "99-12-31"])
    assert [str(value)[:10] for value in values] == ["1970-02-26", "1999-12-31"]


def test_days_alone_are_days() -> None:
    """A column without times of day is one of days, which no zone moves."""
    read, values = column(["2018-02-26", "26-Feb-2018", "(No value)"])
    assert read.kind == "day"
    assert [str(value)[:10] for value in values[:2]] == ["2018-02-26"] * 2


def test_spreadsheets_days_and_seconds_of_computers_are_read() -> None:
    """Excel's serial numbers are local; seconds, thousandths and millionths from 1970 are UTC."""
    read, values = column(["45322", "45322.587002"])
    assert read.kind == "local"
    assert told(values) == [
        datetime.datetime(2024, 1, 31),
        datetime.datetime(2024, 1, 31, 14, 5, 17),
    ]
    read, values = column(["1704705120", "1704705120999", "1704705120000000", "1704705120.9"])
    assert read.kind == "instant"
    assert set(told(values)) == {datetime.datetime(2024, 1, 8, 9, 12)}


def test_blanks_are_no_unread_dates() -> None:
    """What exports write for nothing counts as blank, letters' case and blanks around it apart."""
    read, values = column(["2018-02-26", *BLANKS, *(f" {blank.upper()} " for blank in BLANKS)])
    assert (read.blank, read.unread) == (2 * len(BLANKS), 0)
    assert all(value != value or value is None for value in values[1:])


def test_days_that_do_not_exist_are_unread_and_shown() -> None:
    """30 February and 13 PM are counted with examples, and never moved to another day."""
    read, values = column(["2018-02-26", "2018-03-26", "2018-04-26", "2018-02-30", "soon"])
    assert (read.unread, read.examples) == (2, ("2018-02-30", "soon"))
    assert values[3] is None or values[3] != values[3]
    read, _ = column(["2/26/2018 1:00 PM", "2/27/2018 1:00 PM", "2/27/2018 13:00 PM"])
    assert read.examples == ("2/27/2018 13:00 PM",)


def test_words_that_an_engine_takes_for_times_are_unread() -> None:
    """Engines know 'infinity', 'epoch' and names of zones; an export that has them is not read."""
    good = ["2018-02-26 10:00:00"] * 9
    odd = ["epoch", "infinity", "2018-02-26 10:00 Europe/Paris", "now", "2018-02-26 10:00 CET"]
    read, values = column([*good, *odd])
    assert read.unread == len(odd)
    assert len({value for value in values if value == value and value is not None}) == 1


def test_a_column_of_something_else_is_refused() -> None:
    """Where most values are no dates, the column is not one of dates."""
    with pytest.raises(CrmError, match=r"'when' must hold dates; 2 of its 3 values .*'blue'"):
        column(["blue", "red", "2018-02-26"])


def test_times_without_a_zone_beside_times_with_one_are_counted() -> None:
    """They are read in UTC, and the count is handed on to be told."""
    read, values = column(["2018-02-26T10:00:00Z", "2018-02-26 10:00:00"])
    assert (read.kind, read.without_zone) == ("instant", 1)
    assert values[0] == values[1]


def test_a_column_of_nothing_is_all_blank() -> None:
    """No value shows nothing, and nothing is asked."""
    read, _ = column(["", None, "-"])
    assert (read.blank, read.unread, read.kind) == (3, 0, "day")


def test_many_shapes_of_rubbish_do_not_hide_what_is_a_date() -> None:
    """Thousands of different texts are counted as unread, and the dates among them are read."""
    rubbish = [f"{'x' * (n % 70)}{'y' * (n // 70)}" for n in range(1500)]
    read, values = column([*["2018-02-26 10:00:00"] * 2000, *rubbish])
    assert read.unread == len(rubbish) - rubbish.count("")
    assert told(values[:1]) == [datetime.datetime(2018, 2, 26, 10)]


def test_years_of_two_digits_are_asked_about_with_a_date_that_shows_it() -> None:
    """The example is a date whose readings differ."""
    with pytest.raises(RoleMissing, match="01-02-01 may be 1 February 2001 or 2 January 2001, "):
        column(["01-01-01", "01-02-01", "02-02-02"])
