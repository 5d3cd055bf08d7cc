"""CSV files of inputs: what is read from them, and what each of them is refused for."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.cli import datafiles
from funnel_addin.cli.actuals import actuals
from funnel_addin.cli.datafiles import Labels
from funnel_addin.files.csvfile import read_rows, read_table
from funnel_addin.files.periods import Periods
from funnel_addin.files.written import as_cell, decimal_mark
from funnel_core.errors import CrmError
from funnel_core.quantities import COST
from tests.flow.test_plans import book_of

LABELS = Labels(("Visitor", "Lead", "Won"), ("Search", "Social"))


def written(folder: Path, text: str) -> str:
    """Write a file and give its path."""
    path = folder / "given.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1500", "", 1500),
        ("1500.0", "", 1500),
        ("2,5", "", 2.5),
        ("0,250", "", 0.25),
        ("1.234,56", "", 1234.56),
        ("1,234.56", "", 1234.56),
        ("1,234,567", "", 1234567),
        ("1 234 567", "", 1234567),
        ("1\u202f500", "", 1500),
        ("1,500", ".", 1500),
        ("1,500", ",", 1.5),
        ("1.500", ",", 1500),
        ("47%", "", 0.47),
        ("2,5 %", "", 0.025),
        ("-1e3", "", -1000),
        ("", "", None),
        ("0", ",", 0),
        ("1.2.2024", "", "1.2.2024"),
        ("€5", "", "€5"),
        ("1e999", "", "1e999"),
    ],
)
def test_numbers_as_people_write_them(text: str, mark: str, number: object) -> None:
    """With either mark before decimals; what is no number stays the text that it is."""
    assert as_cell(text, mark) == number


@pytest.mark.parametrize("text", ["1,500", "1.500", "12.345", "-999,000"])
def test_a_number_that_reads_in_two_ways_is_refused(text: str) -> None:
    """A thousand times more or less: neither is guessed, unless the file shows its way."""
    with pytest.raises(CrmError, match="could be"):
        as_cell(text)


def test_a_file_shows_how_it_writes_decimals() -> None:
    """By numbers that read in one way alone; where both ways are used it shows nothing."""
    assert decimal_mark(["1,500", "12.5"]) == "."
    assert decimal_mark(["1.500", "1.234.567"]) == ","
    assert decimal_mark(["12", "text", "", "1.500", "1,500"]) == ""
    assert decimal_mark(["12,5", "12.5"]) == ""


@pytest.mark.parametrize(
    ("text", "spends"),
    [
        ("channel,spend\nSearch,1500\nSocial,\n", [1500, None]),
        ("\ufeffChannel;Spend\nSearch;2,5\n\nSocial;1.500\n;\n", [2.5, 1500]),
        ("CHANNEL\tSPEND\t\nSearch\t1,5\n", [1.5]),
        ('channel,spend\nSearch,"1,500"\nSocial,12.25\n', [1500, 12.25]),
        ("channel,spend\nSearch\n", [None]),
    ],
)
def test_separators_headings_and_blank_lines(tmp_path: Path, text: str, spends: object) -> None:
    """Commas, semicolons or tabs; headings in any case; blank lines and short ones are no fault."""
    table = read_table(written(tmp_path, text), "a row per channel", ["channel"], ["spend"])
    assert table.numbers("spend", COST) == spends
    table.done()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file holds none"),
        ("channel,spend\n", "below the headings; there is none"),
        ("name,spend\nA,1\n", "there is no channel in 'name, spend'"),
        ("channel,spent\nA,1\n", "column 2 is headed 'spent'; expected one of channel, spend"),
        ("channel,spend,Spend\nA,1,2\n", "two columns are headed 'Spend'"),
        ("channel,spend\nA,1,500\n", "row 2: it has 3 cells under 2 headings: put a number"),
        (
            "channel,spend\nA,x\nB,-1\n",
            "'spend' must be .*; row 2: it is the text 'x': .*, row 3: ",
        ),
        ("channel;spend\nA;1,500\n", "it is 1,500, which could be 1.5 or 1500: write one"),
        ('{"a": 1}', "it is JSON"),
        ('channel,spend\n"A,1\n', "is not a CSV file"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(tmp_path: Path, text: str, said: str) -> None:
    """One sentence that names the file, the line and the column, and what to do."""

    def read() -> None:
        table = read_table(written(tmp_path, text), "a row per channel", ["channel"], ["spend"])
        table.numbers("spend", COST)
        table.done()

    with pytest.raises(CrmError, match=said) as refused:
        read()
    assert str(refused.value).startswith(str(tmp_path / "given.csv"))


YEAR = Periods(datetime.date(2027, 1, 1), 4)


def counted(folder: Path, held: list[list[object]]) -> XlsxBook:
    """Make a book that holds counts already."""
    return book_of(folder / "book.xlsx", {"Plan_Actuals": held})


def test_actuals_go_to_their_stages_and_months(tmp_path: Path) -> None:
    """In any order and case; what the file does not fill stays as it was, and all is told."""
    book = counted(tmp_path, [[1, 2, None, None], [3, 4, None, None], [5, None, None, 6]])
    path = written(tmp_path, "Stage,Mar,Feb 27\nwon,3,\nVisitor,100,120\n")
    rows, note = actuals(path, LABELS, YEAR, book)
    assert rows == ((1, 120, 100, None), (3, 4, None, None), (5, None, 3, 6))
    assert note == (
        "Plan_Actuals takes Mar as Mar 2027, Feb 27 as Feb 2027 (given.csv): 2 counts were added, "
        "1 replaced, 5 stay as they were"
    )


def test_headings_that_are_no_months_are_taken_in_order(tmp_path: Path) -> None:
    """And it is said which period each became; so too where nobody says when the term begins."""
    book = counted(tmp_path, [[1, 2, 3, 4]] * 3)
    path = written(tmp_path, "stage,Week 1,Week 2\nLead,7,8\n")
    rows, note = actuals(path, LABELS, YEAR, book)
    assert rows[1] == (7, 8, 3, 4)
    assert "takes Week 1 as Jan 2027, Week 2 as Feb 2027, in order, since no heading" in note
    path = written(tmp_path, "stage,Mar\nLead,7\n")
    assert actuals(path, LABELS, Periods(None, 4), book)[0][1] == (7, 2, 3, 4)


@pytest.mark.parametrize(
    "heading",
    [
        *("Mar", "march", "März", "Mär 27", "Mar-2027", "2027-03", "03/2027", "3.2027"),
        *("2027-03-31", "31.03.2027", "3/31/2027", "Mrz"),
    ],
)
def test_how_a_month_is_written(heading: str) -> None:
    """In English or German, in short or in full, with its year or a day of it."""
    assert YEAR.placed("f.csv", [heading]) == ([2], True)


def test_months_of_a_term_that_begins_later() -> None:
    """A month without a year is the first one of the term; a period may be some months long."""
    assert Periods(datetime.date(2027, 4, 1), 12).placed("f", ["Mar", "Apr"]) == ([11, 0], True)
    quarters = Periods(datetime.date(2027, 4, 1), 4, 3)
    assert quarters.placed("f", ["May", "2028-01"]) == ([0, 3], True)
    assert quarters.called(1) == "the period from 2027-07-01"


def test_periods_of_a_book(tmp_path: Path) -> None:
    """As many as it has weights, of as many months as make up its term."""
    cells: dict[str, Any] = {
        "Plan_Start": [[datetime.date(2027, 1, 1)]],
        "Plan_End": [[datetime.date(2027, 12, 31)]],
        "Plan_Weights": [[1, 1, 1, 1, None]],
        "Plan_Actuals": [[None] * 5],
    }
    book = book_of(tmp_path / "book.xlsx", cells)
    assert Periods.of(book) == Periods(datetime.date(2027, 1, 1), 5, 3)
    assert Periods.of(book, datetime.date(2027, 9, 1)).months == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stage,Jan\nDeal,1\n", "must be one of the workbook's: Visitor, Lead, Won; it is 'Deal'"),
        ("stage,Jan\nLead,1\nlead,2\n", "row 3: 'stage' names 'lead' a second time"),
        ("stage,Jan\nLead,1.5\n", "row 2: 'Jan' must be a whole number"),
        ("stage\nLead\n", "the heading stage first, then a heading per period"),
        ("Jan,stage\n1,Lead\n", "the heading stage first"),
        ("stage,Jan,Total\nLead,1,2\n", "'Total' is no month, the other headings are"),
        ("stage,Jan,2027-01\nLead,1,2\n", "'Jan' and '2027-01' both mean Jan 2027"),
        ("stage,2028-01\nLead,1\n", "'2028-01' is outside .* Jan 2027 to Apr 2027"),
        ("stage,a,b,c,d,e\nLead,1,1,1,1,1\n", "5 columns are more than the workbook's 4 periods"),
    ],
)
def test_actuals_that_cannot_be_placed(tmp_path: Path, text: str, said: str) -> None:
    """An unknown stage, one twice, a count that is none, no period, or none of the term."""
    with pytest.raises(CrmError, match=said):
        actuals(written(tmp_path, text), LABELS, YEAR, counted(tmp_path, [[None] * 4] * 3))


def test_whole_numbers_grouped_by_points(tmp_path: Path) -> None:
    """Where a column must be whole, 24.500 is 24500, and shows what 22.000 beside it is."""
    book = counted(tmp_path, [[None] * 4] * 3)
    path = written(tmp_path, "stage;Jan;Feb\nVisitor;22.000;24.500\n")
    assert actuals(path, LABELS, YEAR, book)[0][0] == (22000, 24500, None, None)
    path = written(tmp_path, "stage;Jan\nVisitor;22.000\n")
    with pytest.raises(CrmError, match="could be 22 or 22000"):
        actuals(path, LABELS, YEAR, book)


def test_days_in_an_order_that_the_file_shows(tmp_path: Path) -> None:
    """31/01 shows that 05/01 is in January; with dots the day goes first anyway."""
    lines = ["date,channel,stage,kind,what,amount"]
    days = ["05/01/2027", "31/01/2027", "05.01.2027"]
    lines += [f"{day},Search,,expense,Ads,1" for day in days]
    (rows,) = datafiles.log(written(tmp_path, "\n".join(lines)), LABELS).values()
    assert [str(row[0]) for row in rows] == ["2027-01-05", "2027-01-31", "2027-01-05"]


def test_equal_faults_of_many_rows_are_told_once(tmp_path: Path) -> None:
    """With the rows that have them; a list of names stands there once."""
    lines = ["date,channel,stage,kind,what,amount"]
    names = ["Mail"] * 9 + ["Ads"]
    lines += [f"2027-01-05,{name},,expense,Ads,1" for name in names]
    with pytest.raises(CrmError) as refused:
        datafiles.log(written(tmp_path, "\n".join(lines)), LABELS)
    assert str(refused.value).partition("given.csv: ")[2] == (
        "'channel' must be one of the workbook's: Search, Social; rows 2, 3, 4, 5, 6, 7 and 3 "
        "more: it is 'Mail', row 11: it is 'Ads'"
    )


def test_lines_within_a_cell_and_a_first_line_for_excel(tmp_path: Path) -> None:
    """A break in a quoted cell is a space, rows keep their line's number; sep=; is passed over."""
    path = written(tmp_path, 'sep=;\na;b\n"Ad\ncampaigns";1,5\nx\u2028y;2\n')
    assert read_rows(path, "rows") == [
        (2, ["a", "b"]),
        (3, ["Ad campaigns", "1,5"]),
        (5, ["x\u2028y", "2"]),
    ]


def test_channels_bring_their_rates_by_the_stage_s_name(tmp_path: Path) -> None:
    """A column per input that is given; a blank rate is a step that the channel lacks."""
    book = book_of(tmp_path / "book.xlsx", {"Plan_Channels": [["Search"], ["Social"]]})
    path = written(
        tmp_path, "channel,share,half,lead,Visitor\nSearch,60%,500,20%,1%\nSocial,40%,300,,2%\n"
    )
    assert datafiles.channels(path, LABELS, book) == {
        "Plan_Channels": (("Search",), ("Social",)),
        "Plan_Shares": ((0.6,), (0.4,)),
        "Plan_Halves": ((500,), (300,)),
        "Plan_Channel_Rates": ((0.01, 0.02), (0.2, None)),
    }


def test_what_a_file_of_channels_does_not_say_stays_with_its_channel(tmp_path: Path) -> None:
    """Channels in another order, or new: each keeps its own numbers, a new one begins blank."""
    cells: dict[str, list[list[object]]] = {
        "Plan_Channels": [["Search"], ["Social"], [None]],
        "Plan_Spend": [[100], [200], [None]],
        "Plan_Shares": [[0.5], [0.5], [None]],
        "Plan_Channel_Rates": [[0.01, 0.02, None], [0.1, 0.2, None]],
    }
    book = book_of(tmp_path / "book.xlsx", cells)
    path = written(tmp_path, "channel,share,Lead\nPartners,0.2,50%\nsocial,0.3,20%\nSearch,0.5,\n")
    given = datafiles.channels(path, LABELS, book)
    assert given["Plan_Spend"] == ((None,), (200,), (100,))
    assert given["Plan_Shares"] == ((0.2,), (0.3,), (0.5,))
    assert given["Plan_Channel_Rates"] == ((None, 0.02, 0.01), (0.5, 0.2, None))
    assert "Plan_Ceilings" not in given
    same = written(tmp_path, "channel\nSearch\nSocial\n")
    assert set(datafiles.channels(same, LABELS, book)) == {"Plan_Channels"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "channel,Won\nA,1%\n",
            "expected one of .*, or a stage's name for the rate out of it: Visitor, Lead",
        ),
        ("channel,share\n,0.5\n", "row 2: 'channel' must be a name; it is blank"),
        ("channel,share\nA,0.5\na,0.5\n", "row 3: 'channel' names 'a' a second time"),
        ("channel,share\nA,50\n", "'share' must be a share from 0 to 1; it is 50"),
    ],
)
def test_channels_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    """The last stage has no rate out of it; names are needed, once each; shares are shares."""
    book = book_of(tmp_path / "book.xlsx", {"Plan_Target": [[1]]})
    with pytest.raises(CrmError, match=said):
        datafiles.channels(written(tmp_path, text), LABELS, book)


def test_a_log_is_read_line_by_line(tmp_path: Path) -> None:
    """Dates as days, kinds without capitals, blanks as blanks."""
    path = written(
        tmp_path,
        "Date;Channel;Stage;Kind;What;Amount\n"
        "2027-01-05;Search;;Expense;Ads;1200,50\n"
        "2027-01-09;Social;;activity;Post;3\n"
        "2027-01-31;Search;Lead;outcome;;120\n",
    )
    (rows,) = datafiles.log(path, LABELS).values()
    assert [(str(day), *rest) for day, *rest in rows] == [
        ("2027-01-05", "Search", None, "expense", "Ads", 1200.5),
        ("2027-01-09", "Social", None, "activity", "Post", 3),
        ("2027-01-31", "Search", "Lead", "outcome", None, 120),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("5.1.27,Search,,expense,Ads,1", "'date' must be a date; .* write it as 2027-01-31"),
        ("5/1/2027,Search,,expense,Ads,1", "could be 2027-01-05 or 2027-05-01"),
        ("2027-01-05,Search,,expense,Ads,50%", "it is the share 50%: write a number"),
        (",Search,,expense,Ads,1", "'date' must be a date"),
        ("2027-01-05,Sarch,,expense,Ads,1", "the workbook's: Search, Social; it is 'Sarch'"),
        ("2027-01-05,,,expense,Ads,1", "the workbook's: Search, Social; it is blank"),
        ("2027-01-05,Search,Deal,outcome,,1", "Visitor, Lead, Won; it is 'Deal'"),
        ("2027-01-05,Search,,outcome,,1", "'stage' must be the stage that an outcome entered"),
        ("2027-01-05,Search,Lead,outcome,,1.5", "'amount' must be a whole number"),
        ("2027-01-05,Search,,sale,,1", "one of activity, expense, outcome; it is 'sale'"),
        ("2027-01-05,Search,,,,1", "one of activity, expense, outcome; it is blank"),
        ("2027-01-05,Search,,activity,,1", "'what' must be the name of an activity"),
        ("2027-01-05,Search,,expense,Ads,", "'amount' must be an amount of money .* blank"),
        ("2027-01-05,Search,,expense,Ads,-1", "it is -1: write a number from 0"),
    ],
)
def test_a_line_that_no_dashboard_could_count_is_refused(
    tmp_path: Path, line: str, said: str
) -> None:
    """It would stand in the log and not be counted."""
    path = written(tmp_path, f"date,channel,stage,kind,what,amount\n{line}\n")
    with pytest.raises(CrmError, match=said):
        datafiles.log(path, LABELS)


def test_experiments_are_four_counts(tmp_path: Path) -> None:
    """Capitals and what parts words in headings do not matter; no more advance than enter."""
    path = written(tmp_path, "Entered_A,advanced a,ENTERED B,Advanced-B\n100,10,90,12\n")
    assert datafiles.experiments(path) == {"Plan_Experiments": ((100, 10, 90, 12),)}
    path = written(tmp_path, "entered A,advanced A,entered B,advanced B\n10,11,1,2\n5,1,5,\n")
    with pytest.raises(CrmError) as refused:
        datafiles.experiments(path)
    assert str(refused.value).endswith(
        "row 2: 'advanced A' must be at most 'entered A', 10; it is 11; row 2: 'advanced B' must "
        "be at most 'entered B', 1; it is 2; row 3: 'advanced B' must be a whole number from 0 "
        "up; it is blank"
    )
