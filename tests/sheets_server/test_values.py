"""Cells as the values calls write and read them."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sheets_server import SheetsServer

UNFORMATTED = {"valueRenderOption": "UNFORMATTED_VALUE"}
FORMULA = {"valueRenderOption": "FORMULA"}


def put(book: gspread.Spreadsheet, where: str, rows: list[list[Any]], how: str = "RAW") -> Any:
    """values.update."""
    return book.values_update(where, {"valueInputOption": how}, {"values": rows})


def got(book: gspread.Spreadsheet, where: str, **options: str) -> Any:
    """The values of a range, or None where `values` is not sent at all."""
    return book.values_get(where, options or None).get("values")


def test_raw_keeps_what_was_sent(book: gspread.Spreadsheet) -> None:
    """Text stays text, whatever it looks like; numbers and truths keep their types."""
    sent = [["=1+1", "+1", "-1", "@x", "007", "50%", "2026-01-01", "TRUE", "'x", 5, 2.5, True]]
    put(book, "A1", sent)
    assert got(book, "A1:L1", **UNFORMATTED) == sent
    assert got(book, "A1:L1", **FORMULA) == sent


@pytest.mark.parametrize(
    ("typed", "worth", "shown"),
    [
        ("0042", 42, "42"),
        ("-1", -1, "-1"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("50%", 0.5, "50%"),
        ("12.5%", 0.125, "12.50%"),
        ("1e3", 1000, "1.00E+03"),
        ("$5", 5, "$5"),
        ("2026-03-01", 46082, "2026-03-01"),
        ("3/1/2026", 46082, "2026-03-01"),
        ("12:00", 0.5, "12:00:00"),
        ("2026-03-01 6:00", 46082.25, "2026-03-01 6:00:00"),
        ("true", True, "TRUE"),
        ("'007", "007", "007"),
        ("1.234,5", "1.234,5", "1.234,5"),
        ("3_1_0", "3_1_0", "3_1_0"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("=4/2", 2, "2"),
        ("=1/0", "#DIV/0!", "#DIV/0!"),
        ("#N/A", "#N/A", "#N/A"),
        ("=NA()", "#N/A", "#N/A"),
        ("=NOBODY(1)", "#NAME?", "#NAME?"),
        ("=1+", "#ERROR!", "#ERROR!"),
        ("+1+1", 2, "2"),
    ],
)
def test_user_entered_reads_like_a_person_typing(
    book: gspread.Spreadsheet, typed: str, worth: Any, shown: str
) -> None:
    """Numbers, dates, truths, formulas and errors by their looks, in the sheet's locale."""
    put(book, "A1", [[typed]], "USER_ENTERED")
    assert got(book, "A1", **UNFORMATTED) == [[worth]]
    assert got(book, "A1") == [[shown]]


def test_another_locale_reads_and_shows_its_own_marks(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """`1.234,5` is a number in German, and so shown; unformatted it is one everywhere."""
    server.act(sheet_id, [{"locale": "de_DE"}, {"edit": "A1", "value": "1.234,5"}])
    server.act(sheet_id, [{"edit": "A2", "value": "1,5"}, {"edit": "A3", "value": "2.5"}])
    assert got(book, "A1:A3") == [["1.234,50"], ["1,5"], ["2.5"]]
    assert got(book, "A1:A3", **UNFORMATTED) == [[1234.5], [1.5], ["2.5"]]


def test_dates_come_as_serials_or_as_text(book: gspread.Spreadsheet) -> None:
    """The option for dates counts only where values are not formatted."""
    put(book, "A1", [["2026-03-01"]], "USER_ENTERED")
    as_text = {"dateTimeRenderOption": "FORMATTED_STRING"}
    assert got(book, "A1", **UNFORMATTED) == [[46082]]
    assert got(book, "A1", **UNFORMATTED, **as_text) == [["2026-03-01"]]
    assert got(book, "A1", dateTimeRenderOption="SERIAL_NUMBER") == [["2026-03-01"]]


def test_a_formula_is_kept_as_text_with_what_it_comes_to(book: gspread.Spreadsheet) -> None:
    """FORMULA shows the text; the value follows what it looks at."""
    put(book, "A1", [[2, "=A1*3", "=SUM(A1:B1)"]], "USER_ENTERED")
    assert got(book, "A1:C1", **FORMULA) == [[2, "=A1*3", "=SUM(A1:B1)"]]
    put(book, "A1", [[5]])
    assert got(book, "A1:C1", **UNFORMATTED) == [[5, 15, 20]]


def test_blank_ends_are_cut_off(book: gspread.Spreadsheet) -> None:
    """Rows are ragged, blank ends are not sent; a blank range has no `values` at all."""
    put(book, "A1", [["a", "", "c", ""], ["", ""], ["", "x"], [""]])
    assert got(book, "A1:F9") == [["a", "", "c"], [], ["", "x"]]
    assert got(book, "A1:F9", majorDimension="COLUMNS") == [["a"], ["", "", "x"], ["c"]]
    assert got(book, "E5:F9") is None


def test_null_skips_a_cell_and_an_empty_text_clears_it(book: gspread.Spreadsheet) -> None:
    """The counts leave out what was skipped."""
    put(book, "A1", [["a", "b"], ["c", "d"]])
    told = put(book, "A1", [[None, ""], ["C"]])
    assert got(book, "A1:B2") == [["a"], ["C", "d"]]
    assert (told["updatedRange"], told["updatedCells"]) == ("Sheet1!A1:B2", 2)
    assert (told["updatedRows"], told["updatedColumns"]) == (2, 2)


def test_values_must_fit_a_bounded_range_and_may_pass_an_anchor(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Past `A1:B1` or a name is refused; from `A1` on, values go where they go."""
    server.act(sheet_id, [{"define_name": "One", "as": "A1"}])
    with pytest.raises(APIError, match=r"within range \[Sheet1!A1:B1\], but .* column \[C\]"):
        put(book, "A1:B1", [[1, 2, 3]])
    with pytest.raises(APIError, match=r"tried writing to row \[2\]"):
        put(book, "One", [[1], [2]])
    with pytest.raises(APIError, match=r"within range \[Sheet1!A2:B\], but .* column \[C\]"):
        put(book, "A2:B", [[1, 2, 3]])
    put(book, "A1", [[1, 2], [3, 4]])
    assert got(book, "A1:B2") == [["1", "2"], ["3", "4"]]


def test_one_bad_range_of_a_batch_and_nothing_is_written(book: gspread.Spreadsheet) -> None:
    """values.batchUpdate is all or nothing."""
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["x"]]}, {"range": "Gone", "values": [["y"]]}],
    }
    with pytest.raises(APIError, match="Unable to parse range: Gone"):
        book.values_batch_update(body)
    assert got(book, "A1") is None


def test_one_bad_range_of_a_batch_and_nothing_is_read(book: gspread.Spreadsheet) -> None:
    """values.batchGet names the range that is wrong."""
    with pytest.raises(APIError, match="Unable to parse range: Gone"):
        book.values_batch_get(["A1", "Gone"])


def test_a_write_must_say_how(book: gspread.Spreadsheet) -> None:
    """There is no default for how values are read."""
    with pytest.raises(APIError, match="'valueInputOption' is required but not specified"):
        book.values_update("A1", {}, {"values": [[1]]})


def test_a_write_can_send_back_what_now_stands_there(book: gspread.Spreadsheet) -> None:
    """includeValuesInResponse, rendered as asked."""
    told = book.values_update(
        "A1",
        {
            "valueInputOption": "USER_ENTERED",
            "includeValuesInResponse": True,
            "responseValueRenderOption": "UNFORMATTED_VALUE",
        },
        {"values": [["=1+1"]]},
    )
    assert told["updatedData"]["values"] == [[2]]


def test_a_write_into_a_larger_range_sends_back_all_of_it(book: gspread.Spreadsheet) -> None:
    """What stands beside what was written shows, too."""
    book.values_update("A3", {"valueInputOption": "RAW"}, {"values": [["beside"]]})
    told = book.values_update(
        "A1:B5", {"valueInputOption": "RAW", "includeValuesInResponse": True}, {"values": [[1]]}
    )
    assert told["updatedRange"].endswith("A1")
    assert told["updatedData"]["values"] == [["1"], [], ["beside"]]


def test_append_goes_below_the_last_table_that_the_range_meets(book: gspread.Spreadsheet) -> None:
    """Google's own example: two tables, told apart by what the range touches."""
    put(book, "A1:C2", [["x"] * 3] * 2)
    put(book, "B4:D6", [["y"] * 3] * 3)
    how = {"valueInputOption": "RAW"}

    def start(text: str) -> str:
        told = book.values_append(text, how, {"values": [["new"]]})
        place = told["updates"]["updatedRange"]
        put(book, place, [[""]])
        return str(place)

    assert {start(text) for text in ("Sheet1", "B4", "C5:D5", "B2:D4", "A3:G10")} == {"Sheet1!B7"}
    assert [start(text) for text in ("A1", "E4", "A4")] == ["Sheet1!A3", "Sheet1!E4", "Sheet1!A4"]


def test_append_inserts_rows_where_that_is_asked_for(book: gspread.Spreadsheet) -> None:
    """INSERT_ROWS pushes what is below down, OVERWRITE writes over it."""
    put(book, "A1", [["head"], ["", ""], ["foot"]])
    tab = book.sheet1
    tab.append_row(["one"], table_range="A1", insert_data_option="INSERT_ROWS")
    assert got(book, "A1:A9") == [["head"], ["one"], [], ["foot"]]
    tab.append_row(["two"], table_range="A1", insert_data_option="OVERWRITE")
    assert got(book, "A1:A9") == [["head"], ["one"], ["two"], ["foot"]]


def test_clear_leaves_looks_and_notes(book: gspread.Spreadsheet) -> None:
    """Values go; what else a cell has stays."""
    tab = book.sheet1
    tab.update([[1]], "A1")
    tab.insert_note("A1", "why")
    tab.batch_clear(["A1:B2"])
    assert tab.get_values("A1:B2") == [[]]
    assert tab.get_note("A1") == "why"


def test_a_cell_holds_fifty_thousand_letters(book: gspread.Spreadsheet) -> None:
    """One more is refused."""
    put(book, "A1", [["x" * 50_000]])
    with pytest.raises(APIError, match="more than the maximum of 50000 characters"):
        put(book, "A1", [["x" * 50_001]])


def test_cells_take_no_lists_and_no_objects(book: gspread.Spreadsheet) -> None:
    """A nested value is refused."""
    with pytest.raises(APIError, match="struct_value"):
        put(book, "A1", [[{"a": 1}]])


def test_a_covered_cell_of_a_merge_swallows_what_is_written(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """The call says that it wrote; only the first cell of the merge has."""
    server.act(sheet_id, [{"merge": "A1:B2"}])
    told = put(book, "A1:B2", [["a", "b"], ["c", "d"]])
    assert told["updatedCells"] == 4
    assert got(book, "A1:B2") == [["a"]]


def test_ten_thousand_rows_go_in_and_come_out(book: gspread.Spreadsheet) -> None:
    """A long sheet, and one that was too short for it."""
    rows = [[number, f"row {number}", number / 7] for number in range(10_000)]
    put(book, "A1", rows)
    assert got(book, "A1:C10000", **UNFORMATTED) == rows
