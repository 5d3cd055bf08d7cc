"""A1 notation at its edges, through the real gspread."""

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sheets_server import SheetsServer


def place(book: gspread.Spreadsheet, text: str) -> str:
    """What Google says a range is."""
    return str(book.values_get(text)["range"])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'", "Sheet1!A1:Z1000"),
        ("sheet1!a1", "Sheet1!A1"),
        ("A1", "Sheet1!A1"),
        ("$B$2:$C$3", "Sheet1!B2:C3"),
        ("Sheet1!D4:A1", "Sheet1!A1:D4"),
        ("Sheet1!A1:A1", "Sheet1!A1"),
        ("Sheet1!A:A", "Sheet1!A1:A1000"),
        ("Sheet1!C:B", "Sheet1!B1:C1000"),
        ("Sheet1!1:2", "Sheet1!A1:Z2"),
        ("Sheet1!A1:C", "Sheet1!A1:C1000"),
        ("Sheet1!A5:A", "Sheet1!A5:A1000"),
        ("Sheet1!A1:1", "Sheet1!A1:Z1"),
        ("Sheet1!B2:3", "Sheet1!B2:Z3"),
    ],
)
def test_a_range_is_what_google_says_it_is(
    book: gspread.Spreadsheet, text: str, meant: str
) -> None:
    """Open sides end at the edge of the grid, corners are put in order, dollars go."""
    assert place(book, text) == meant


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plan", "Plan!A1"),
        ("My plan", "'My plan'!A1"),
        ("It's", "'It''s'!A1"),
        ("D3", "'D3'!A1"),
        ("R1C1", "'R1C1'!A1"),
        ("2026", "'2026'!A1"),
        ("a!b", "'a!b'!A1"),
        ("Übersicht", "Übersicht!A1"),
        ("a/b:append", "'a/b:append'!A1"),
        ("🌵 x", "'🌵 x'!A1"),
    ],
)
def test_titles_are_quoted_where_google_quotes_them(
    book: gspread.Spreadsheet, title: str, shown: str
) -> None:
    """Whatever the title, gspread's own quoting finds the tab."""
    tab = book.add_worksheet(title, 5, 5)
    tab.update([["x"]], "A1")
    assert tab.get("A1").range == shown
    assert tab.acell("A1").value == "x"


@pytest.mark.parametrize(
    "text", ["Nowhere!A1", "Sheet1!Nothing", "", "A0", "Sheet1!A1:B2:C3", "'x"]
)
def test_what_is_no_range_is_refused_by_name(book: gspread.Spreadsheet, text: str) -> None:
    """A tab, a name or a cell that is not there: 400, saying which range."""
    with pytest.raises(APIError, match=r"\[400\]: Unable to parse range: "):
        book.values_batch_get([text or "!"])


@pytest.mark.parametrize("text", ["A1001", "AA1", "A1:A1001", "Sheet1!A999:B1001", "1001:1001"])
def test_a_range_past_the_grid_is_refused(book: gspread.Spreadsheet, text: str) -> None:
    """The grid's size is in the message."""
    with pytest.raises(APIError, match=r"exceeds grid limits\. Max rows: 1000"):
        book.values_get(text)


def test_a_name_is_found_bare_and_behind_its_tab_in_any_case(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Names ignore case; gspread writes them behind a quoted title."""
    server.act(sheet_id, [{"define_name": "Plan_Target", "as": "B2:B4"}])
    for text in ("Plan_Target", "plan_target", "'Sheet1'!PLAN_TARGET"):
        assert place(book, text) == "Sheet1!B2:B4"


def test_a_name_comes_before_a_title_and_quotes_make_it_a_title(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """A tab and a name may be called alike."""
    server.act(sheet_id, [{"add_tab": "Rates"}, {"define_name": "Rates", "as": "Sheet1!C1"}])
    assert place(book, "Rates") == "Sheet1!C1"
    assert place(book, "'Rates'") == "Rates!A1:Z1000"
