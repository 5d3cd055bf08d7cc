"""Exports as one table of stage events, whatever their form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import pytest

from funnel_addin.exports.events import events
from funnel_addin.exports.opening import opened
from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.roles import DateColumn, Roles, Source
from funnel_core.errors import CrmError
from funnel_core.history.counting import counted
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem, Kind

Row = tuple[Any, ...]

STAGES = ("Lead", "MQL", "Won")

JAN_8 = datetime.datetime(2024, 1, 8, 9, 12)


def read(roles: Roles, table: str = "") -> tuple[list[Row], dict[Kind, DataProblem]]:
    """Give the events, times as they are shown without a zone, and the problems by kind."""
    exports = dict.fromkeys(source.export for source in roles.sources)
    with opened(list(exports), table) as tables:
        made = events(tables, roles)
        time = made.table.time
        if time.type().is_integer():
            epoch = ibis.literal(datetime.datetime(1970, 1, 1))
            time = epoch + time.as_interval("s")
        shown = made.table.mutate(time=time).to_pyarrow().to_pylist()
    rows = [tuple(row.values()) for row in shown]
    return sorted(rows, key=repr), {problem.kind: problem for problem in made.problems}


def export(path: Path, name: str, *lines: str) -> str:
    (path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path / name)


def log(path: Path, *lines: str, **more: Any) -> Roles:
    source = export(path, "log.csv", "Id,Stage,When,Source,Amount", *lines)
    columns = {"stage": "Stage", "time": "When", "channel": "Source", "amount": "Amount", **more}
    return Roles((Source(source, "Id", **columns),), STAGES, ("Lost",))


def test_a_log_is_events_as_it_stands(tmp_path: Path) -> None:
    """A row of a log is an event; blanks around words do not matter, a blank is nothing."""
    rows, problems = read(
        log(
            tmp_path,
            "1,Lead,2024-01-08 09:12:00, Web ,",
            " 1 , won,2024-02-08 09:12:00,,1200.50",
            "2,Lead,2024-01-08 09:12:00,(No value),",
        )
    )
    assert rows == [
        ("1", "Lead", JAN_8, "Web", None),
        ("1", "Won", datetime.datetime(2024, 2, 8, 9, 12), None, 1200.5),
        ("2", "Lead", JAN_8, None, None),
    ]
    assert problems == {}


def test_letters_case_and_blanks_make_no_channel(tmp_path: Path) -> None:
    """The most frequent spelling stands for all, whatever blanks stand in it."""
    spelt = ("Organic Search", "organic search", " organic  search", "Organic Search", "Web")
    lines = [f"{at},Lead,2024-01-08,{channel}," for at, channel in enumerate(spelt)]
    rows, _ = read(log(tmp_path, *lines))
    assert [row[3] for row in rows] == [*["Organic Search"] * 4, "Web"]


def test_a_row_of_blanks_at_the_end_changes_nothing(tmp_path: Path) -> None:
    """Spreadsheets write rows of blanks below the data."""
    lines = ["1,Lead,2024-01-08 09:12:00,Web,5", "2,Won,2024-01-09 10:00:00,,"]
    assert read(log(tmp_path, *lines)) == read(log(tmp_path, *lines, ",,,,", " , ,,,", ""))


def test_several_words_for_one_stage(tmp_path: Path) -> None:
    """Marks say which stage a tool's words mean; the stages' own names hold in any letters."""
    rows, _ = read(
        log(
            tmp_path,
            "1,CLOSED WON,2024-01-08 09:12:00,,",
            "2,mql,2024-01-08 09:12:00,,",
            "3,Something else,2024-01-08 09:12:00,,",
            marks={"Closed Won": "Won"},
        )
    )
    assert [row[1] for row in rows] == ["Won", "MQL", "Something else"]


def test_only_rows_that_count(tmp_path: Path) -> None:
    """A field history holds rows of other fields; only those of the stage count."""
    path = export(
        tmp_path,
        "history.csv",
        "Id,Field,New,When",
        "1,STAGE ,Lead,2024-01-08 09:12:00",
        "1,Amount,900,2024-01-09 09:12:00",
    )
    source = Source(path, "Id", stage="New", time="When", where="Field", values=("Stage",))
    rows, _ = read(Roles((source,), STAGES))
    assert rows == [("1", "Lead", JAN_8, None, None)]


def test_unread_times_are_told_and_left_out_and_blank_ones_stay(tmp_path: Path) -> None:
    """What cannot be read is told where it is read; a blank time is for the counting to tell."""
    rows, problems = read(
        log(
            tmp_path,
            "1,Lead,2024-01-08 09:12:00,,",
            "2,Lead,2024-13-45 09:12:00,,",
            "3,Lead,,,",
            "4,Lead,2024-01-09 09:12:00,,",
        )
    )
    assert [row[0] for row in rows] == ["1", "3", "4"]
    assert problems[Kind.UNREAD_DATE].count == 1
    assert "2024-13-45 09:12:00" in problems[Kind.UNREAD_DATE].examples[0]


def test_dates_with_dots_that_nothing_else_decides_are_told_once(tmp_path: Path) -> None:
    """All columns of an export in one sentence, with the option that says otherwise."""
    path = export(tmp_path, "wide.csv", "id;Lead on;Won on", "1;05.01.2026;07.02.2026")
    dates = {"Lead": DateColumn("Lead on"), "Won": DateColumn("Won on")}
    rows, problems = read(Roles((Source(path, "id", dates=dates),), ("Lead", "Won")))
    assert [str(row[2])[:10] for row in rows] == ["2026-01-05", "2026-02-07"]
    told = problems[Kind.DATE_ORDER]
    assert (told.count, told.examples[0]) == (2, "05.01.2026 is 5 January 2026")
    assert "'Lead on' and 'Won on' may be day or month first" in told.sentence
    assert "`--dates month-first`" in told.sentence


CONTACTS = (
    "Record ID,Became a Lead Date,Became an MQL Date,Close Date,Status,Source",
    "501,2024-01-08 09:12,2024-01-15 14:05,2024-03-28 11:20,won,Web",
    "502,2024-01-08 09:12,,2024-03-01 10:00,lost,",
    "503,2024-01-08 09:12,,2024-06-30 10:00,open,Web",
    ",2024-01-08 09:12,,,,",
    "504,,,2024-06-30 10:00,open,Web",
)


def contacts(path: Path) -> Roles:
    dates = {
        "Lead": DateColumn("Became a Lead Date"),
        "MQL": DateColumn("became an mql date"),
        "Won": DateColumn("Close Date", "Status", ("Won",)),
        "Lost": DateColumn("Close Date", "Status", ("Lost", "disqualified")),
    }
    source = export(path, "contacts.csv", *CONTACTS)
    return Roles((Source(source, "Record ID", dates=dates, channel="Source"),), STAGES, ("Lost",))


def test_a_date_column_per_stage_becomes_an_event_per_date(tmp_path: Path) -> None:
    """A closing date counts only where the record says so; rows without record or date are told."""
    rows, problems = read(contacts(tmp_path))
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("501", "Lead", "Web"),
        ("501", "MQL", "Web"),
        ("501", "Won", "Web"),
        ("502", "Lead", None),
        ("502", "Lost", None),
        ("503", "Lead", "Web"),
    ]
    assert {kind: problem.count for kind, problem in problems.items()} == {
        Kind.BLANK_RECORD: 1,
        Kind.BLANK_DATE: 1,
    }
    assert problems[Kind.BLANK_DATE].examples == ("504",)


def test_exports_are_joined_by_their_records(tmp_path: Path) -> None:
    """Days and times meet as times; won deals of which the lead is not there are left out."""
    leads = export(tmp_path, "leads.csv", "id,on,from", "a,2024-01-08,Web", "b,2024-01-09,Mail")
    deals = export(
        tmp_path, "deals.csv", "lead,won", "a,2024-02-01 10:00:00", "z,2024-02-02 11:00:00"
    )
    roles = Roles(
        (
            Source(leads, "id", dates={"Lead": DateColumn("on")}, channel="from"),
            Source(deals, "lead", dates={"Won": DateColumn("won")}),
        ),
        ("Lead", "Won"),
    )
    rows, problems = read(roles)
    assert rows == [
        ("a", "Lead", datetime.datetime(2024, 1, 8), "Web", None),
        ("a", "Won", datetime.datetime(2024, 2, 1, 10), None, None),
        ("b", "Lead", datetime.datetime(2024, 1, 9), "Mail", None),
    ]
    told = problems[Kind.NOT_JOINED]
    assert (told.count, told.examples) == (1, ("z",))
    assert f"1 of the 2 records of {deals} are not in {leads}; left out, as nobody" in told.sentence
    others, turned = read(replace(roles, sources=roles.sources[::-1]))
    assert (others, turned[Kind.NOT_JOINED]) == (rows, told)


def test_a_log_of_records_that_the_leads_lack_is_read_whole(tmp_path: Path) -> None:
    """It may have the first stage itself: what the other export does not have is told."""
    leads = export(tmp_path, "leads.csv", "id,on", "a,2024-01-08")
    steps = export(tmp_path, "steps.csv", "id,stage,time", "a,Won,2024-02-01", "z,Lead,2024-02-01")
    roles = Roles(
        (
            Source(leads, "id", dates={"Lead": DateColumn("on")}),
            Source(steps, "id", stage="stage", time="time"),
        ),
        ("Lead", "Won"),
    )
    rows, problems = read(roles)
    assert [row[:2] for row in rows] == [("a", "Lead"), ("a", "Won"), ("z", "Lead")]
    assert "they count as records that were first seen" in problems[Kind.NOT_JOINED].sentence


def test_a_lead_with_a_deal_is_one_record(tmp_path: Path) -> None:
    """A lead takes the id of its first deal; without one it keeps its own, told apart."""
    leads = export(
        tmp_path,
        "leads.csv",
        "id,on,deal ids",
        "1,2024-01-08,2;3",
        "2,2024-01-09,",
        "3,2024-01-09,-",
    )
    deals = export(tmp_path, "deals.csv", "id,won", "2,2024-02-01")
    roles = Roles(
        (
            Source(leads, "id", dates={"Lead": DateColumn("on")}, joined="deal ids"),
            Source(deals, "id", dates={"Won": DateColumn("won")}),
        ),
        ("Lead", "Won"),
    )
    found, problems = read(roles)
    assert [row[:2] for row in found] == [
        ("2", "Lead"),
        ("2", "Won"),
        ("leads.csv:2", "Lead"),
        ("leads.csv:3", "Lead"),
    ]
    told = problems.pop(Kind.SEVERAL_JOINED)
    assert (told.count, told.examples) == (1, ("2;3",))
    assert problems == {}


def test_several_deals_of_one_contact_are_told(tmp_path: Path) -> None:
    """They count as one record: how many such there are is said."""
    people = export(tmp_path, "people.csv", "id,on", "501,2024-01-08", "502,2024-01-09")
    deals = export(
        tmp_path, "deals.csv", "id,won,contact", "1,2024-02-01,501", "2,2024-02-02,501", "3,,"
    )
    roles = Roles(
        (
            Source(people, "id", dates={"Lead": DateColumn("on")}),
            Source(deals, "id", dates={"Won": DateColumn("won")}, joined="contact"),
        ),
        ("Lead", "Won"),
    )
    told = read(roles)[1][Kind.SEVERAL_JOINED]
    assert (told.count, told.examples) == (1, ("501",))
    assert "'contact' stand in several rows" in told.sentence


def test_several_rows_of_a_record_in_a_later_export_are_told(tmp_path: Path) -> None:
    """Also where both exports call the id alike: which amount counts is said."""
    people = export(tmp_path, "people.csv", "id,on", "501,2024-01-08", "502,2024-01-09")
    deals = export(
        tmp_path, "deals.csv", "id,won,sum", "501,2024-02-01,10", "501,2024-02-02,20", "502,,"
    )
    roles = Roles(
        (
            Source(people, "id", dates={"Lead": DateColumn("on")}),
            Source(deals, "id", dates={"Won": DateColumn("won")}, amount="sum"),
        ),
        ("Lead", "Won"),
    )
    told = read(roles)[1][Kind.SEVERAL_JOINED]
    assert (told.count, told.examples) == (1, ("501",))
    assert "by its first dates and its largest amount" in told.sentence


def test_currencies_in_a_column_of_their_own_are_told(tmp_path: Path) -> None:
    """As Pipedrive and HubSpot have them; amounts that a tool converted are in one."""
    lines = ("1,2024-01-08,10,EUR,9", "2,2024-01-09,20,USD,18", "3,2024-01-09,30,EUR,27")
    headings = "id,on,Amount,Deal - Currency of Value,Amount in company currency"
    deals = export(tmp_path, "deals.csv", headings, *lines)

    def problems(amount: str) -> Mapping[Kind, DataProblem]:
        source = Source(deals, "id", dates={"Lead": DateColumn("on")}, amount=amount)
        return read(Roles((source,), ("Lead", "Won")))[1]

    told = problems("Amount")[Kind.SEVERAL_CURRENCIES]
    assert "1 of the amounts under 'Amount' (by 'Deal - Currency of Value') is in" in told.sentence
    assert Kind.SEVERAL_CURRENCIES not in problems("Amount in company currency")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_ids_that_became_decimals_are_joined(tmp_path: Path, form: str) -> None:
    """Where a column of whole numbers has blanks, 501 is written as 501.0."""
    people, deals = tmp_path / f"people.{form}", tmp_path / f"deals.{form}"
    frames = {
        people: pd.DataFrame({"id": [501, 502], "on": ["2024-01-08", "2024-01-09"]}),
        deals: pd.DataFrame({"id": [1, 2], "won": ["2024-02-01"] * 2, "contact": [501, None]}),
    }
    for path, frame in frames.items():
        frame.to_csv(path, index=False) if form == "csv" else frame.to_parquet(path, index=False)
    roles = Roles(
        (
            Source(str(people), "id", dates={"Lead": DateColumn("on")}),
            Source(str(deals), "id", dates={"Won": DateColumn("won")}, joined="contact"),
        ),
        ("Lead", "Won"),
    )
    rows, problems = read(roles)
    assert [row[:2] for row in rows] == [("501", "Lead"), ("501", "Won"), ("502", "Lead")]
    assert problems[Kind.NOT_JOINED].examples == (f"deals.{form}:2",)


def test_salesforces_short_ids_of_converted_leads_join_long_ones(tmp_path: Path) -> None:
    """A report of leads has ids of 15 characters, and leads that were never converted."""
    leads = export(
        tmp_path,
        "leads.csv",
        "id,on,deal",
        "00QXx00000Ab1cD,2024-01-08,006Xx00000Zz1aa",
        "00QXx00000Ab2cD,2024-01-09,",
    )
    deals = export(tmp_path, "deals.csv", "id,won", "006Xx00000Zz1aaIAB,2024-02-01")
    roles = Roles(
        (
            Source(leads, "id", dates={"Lead": DateColumn("on")}, joined="deal"),
            Source(deals, "id", dates={"Won": DateColumn("won")}),
        ),
        ("Lead", "Won"),
    )
    rows, problems = read(roles)
    assert [row[:2] for row in rows] == [
        ("006Xx00000Zz1aa", "Lead"),
        ("006Xx00000Zz1aa", "Won"),
        ("leads.csv:00QXx00000Ab2cD", "Lead"),
    ]
    assert problems == {}


def test_salesforce_ids_are_the_same_in_their_short_and_long_form(tmp_path: Path) -> None:
    """Reports have 15 characters, whose case counts; other exports add three that check them."""
    leads = export(
        tmp_path, "leads.csv", "id,on", "006Xx00000Zz1aA,2024-01-08", "006Xx00000Zz1aa,2024-01-08"
    )
    deals = export(tmp_path, "deals.csv", "id,won", "006Xx00000Zz1aaIAB,2024-02-01")
    sources = (
        Source(leads, "id", dates={"Lead": DateColumn("on")}),
        Source(deals, "id", dates={"Won": DateColumn("won")}),
    )
    rows, problems = read(Roles(sources, ("Lead", "Won")))
    assert [row[:2] for row in rows] == [
        ("006Xx00000Zz1aA", "Lead"),
        ("006Xx00000Zz1aa", "Lead"),
        ("006Xx00000Zz1aa", "Won"),
    ]
    assert problems == {}


@pytest.mark.parametrize(
    ("zone", "hour"), [("", 23), ("Europe/Amsterdam", 0)], ids=["in UTC", "in a zone"]
)
def test_moments_beside_times_that_say_no_zone(tmp_path: Path, zone: str, hour: int) -> None:
    """A moment becomes what clocks show then, where other times say no zone."""
    leads = export(tmp_path, "leads.csv", "id,on", "a,2024-01-08T23:30:00Z")
    deals = export(tmp_path, "deals.csv", "id,won", "a,2024-02-01 10:00:00")
    sources = (
        Source(leads, "id", dates={"Lead": DateColumn("on")}),
        Source(deals, "id", dates={"Won": DateColumn("won")}),
    )
    rows, _ = read(Roles(sources, ("Lead", "Won"), zone=zone))
    day = 8 if hour else 9
    assert [row[2] for row in rows] == [
        datetime.datetime(2024, 1, day, hour, 30),
        datetime.datetime(2024, 2, 1, 10),
    ]


@pytest.mark.parametrize(("time", "zone"), [("2024-01-31T23:00:00Z", "UTC"), ("2024-01-31", "")])
def test_the_zone_of_days_is_said_where_times_say_zones(
    tmp_path: Path, time: str, zone: str
) -> None:
    """Moments are counted in UTC where no zone is asked for, and it is said."""
    roles = log(tmp_path, f"1,Lead,{time},,", f"1,Won,{time},,")
    with opened([roles.sources[0].export]) as tables:
        assert events(tables, roles).zone == zone
        assert events(tables, replace(roles, zone="Asia/Tokyo")).zone == "Asia/Tokyo"


def test_parquet_stays_where_it_lies(tmp_path: Path) -> None:
    """A log in Parquet is looked at where it is, ids and times as they are."""
    path = tmp_path / "log.parquet"
    times = [JAN_8, datetime.datetime(2024, 1, 9)]
    ibis.memtable(
        {"id": [1, 2], "s": ["Lead", "Won"], "t": times, "a": [1.0, float("nan")]}
    ).to_parquet(path)
    roles = Roles((Source(str(path), "id", stage="s", time="t", amount="a"),), ("Lead", "Won"))
    with opened([str(path)]) as tables:
        table = events(tables, roles).table
        assert table.schema()["record"].is_integer()
        assert not table.op().find(ibis.expr.operations.PhysicalTable)[0].name.startswith("events")
    rows, _ = read(roles)
    assert rows == [(1, "Lead", JAN_8, None, 1.0), (2, "Won", times[1], None, None)]


def test_a_workbook_says_what_a_csv_file_says(tmp_path: Path) -> None:
    """Dates and numbers of cells need no reading; whole numbers are ids without decimals."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Deals of January"])
    sheet.append([])
    sheet.append(["Id", "Stage", "When", "Amount"])
    sheet.append([1, "Lead", JAN_8, None])
    sheet.append([2, "Won", datetime.datetime(2024, 1, 9), 12.5])
    sheet.append([None, None, None, None])
    book.save(tmp_path / "log.xlsx")
    source = Source(str(tmp_path / "log.xlsx"), "Id", stage="Stage", time="When", amount="Amount")
    rows, problems = read(Roles((source,), STAGES))
    assert rows == [
        ("1", "Lead", JAN_8, None, None),
        ("2", "Won", datetime.datetime(2024, 1, 9), None, 12.5),
    ]
    assert problems == {}


def test_a_column_that_is_missing_or_there_twice(tmp_path: Path) -> None:
    """The sentence names the file, the heading, and what there is instead."""
    path = export(tmp_path, "log.csv", "Id,Stage,When,STAGE,Stage", "1,Lead,2024-01-08,x,y")
    for heading, said in (("Phase", "it has Id, Stage, When"), ("Stage", "columns 2 and 5")):
        source = Source(path, "Id", stage=heading, time="When")
        with pytest.raises(CrmError, match=said) as caught:
            read(Roles((source,), STAGES))
        assert path in str(caught.value)
    source = Source(path, "id", stage="STAGE", time=" when ")
    rows, _ = read(Roles((source,), STAGES))
    assert rows == [("1", "x", datetime.date(2024, 1, 8), None, None)]


def test_texts_and_parquet_meet_in_one_table(tmp_path: Path) -> None:
    """A log in Parquet and a file of deals are one history; numbers are ids in both."""
    path = tmp_path / "log.parquet"
    ibis.memtable({"id": [1, 2], "s": ["Lead", " lead"], "t": [JAN_8, JAN_8]}).to_parquet(path)
    deals = export(tmp_path, "deals.csv", "id,won,amount", '1,2024-02-01 10:00,"1,200.50"')
    sources = (
        Source(str(path), "id", stage="s", time="t"),
        Source(deals, "id", dates={"Won": DateColumn("won")}, amount="amount"),
    )
    rows, problems = read(Roles(sources, ("Lead", "Won")))
    assert rows == [
        ("1", "Lead", JAN_8, None, None),
        ("1", "Won", datetime.datetime(2024, 2, 1, 10), None, 1200.5),
        ("2", "Lead", JAN_8, None, None),
    ]
    assert problems == {}


@pytest.mark.parametrize("end", ["", "\n,,,,\n\n"])
def test_counts_are_the_same_with_a_row_of_blanks(tmp_path: Path, end: str) -> None:
    """The whole way, from a file to what is counted of it."""
    roles = log(tmp_path, "1,Lead,2024-01-08,Web,", f"1,Won,2024-01-10,,5{end}")
    with opened([roles.sources[0].export]) as tables:
        order = StageOrder(("Lead", "Won"))
        found = counted(events(tables, roles).table, order, None, datetime.date(2026, 1, 1))
    assert (found.cohorts(0, 1).entered, found.cohorts(0, 1).advanced) == (1, 1)
    assert found.problems == ()


def test_columns_of_nothing_and_of_no_dates(tmp_path: Path) -> None:
    """A column that is blank says nothing; one of words is refused with its file's name."""
    path = export(tmp_path, "a.csv", "id,on,never,word", "1,2024-01-08,,soon", "2,,,later")
    dates = {"Lead": DateColumn("on"), "Won": DateColumn("never")}
    rows, problems = read(Roles((Source(path, "id", dates=dates, amount="never"),), STAGES))
    assert rows == [("1", "Lead", datetime.date(2024, 1, 8), None, None)]
    assert {kind: problem.count for kind, problem in problems.items()} == {Kind.BLANK_DATE: 1}
    words = Source(path, "id", dates={"Lead": DateColumn("word")})
    with pytest.raises(CrmError, match="soon") as caught:
        read(Roles((words,), STAGES))
    assert str(caught.value).startswith(path)


def test_dates_that_could_be_two_days_are_asked_for(tmp_path: Path) -> None:
    """Nothing is guessed: the sentence names the file and the option to give."""
    path = export(tmp_path, "a.csv", "id,on", "1,01/02/2024", "2,03/04/2024")
    roles = Roles((Source(path, "id", dates={"Lead": DateColumn("on")}),), STAGES)
    with pytest.raises(RoleMissing, match="--dates") as caught:
        read(roles)
    assert (caught.value.role, str(caught.value).startswith(path)) == ("date_order", True)
    rows, _ = read(replace(roles, date_order="month-first"))
    assert rows[0][2] == datetime.date(2024, 1, 2)
