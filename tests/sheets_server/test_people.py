"""A person at the same sheet, right before or after the nth call."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sheets_server import SheetsServer
from tests.sheets_server.people import ACTIONS

READ, WRITE = "*.values.batchGet", "*.values.batchUpdate"


def read(book: gspread.Spreadsheet, *names: str) -> list[Any]:
    """values.batchGet."""
    return [each.get("values") for each in book.values_batch_get(list(names))["valueRanges"]]


def write(book: gspread.Spreadsheet, where: str, value: Any) -> None:
    """values.batchUpdate."""
    body = {"valueInputOption": "RAW", "data": [{"range": where, "values": [[value]]}]}
    book.values_batch_update(body)


def test_a_person_edits_between_a_read_and_a_write(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Right before the write: what was read is no longer so."""
    server.act(sheet_id, [{"edit": "A1", "value": 1}])
    server.person({"edit": "A1", "value": 2}, call=WRITE)
    assert read(book, "A1") == [[["1"]]]
    write(book, "B1", "x")
    assert server.seen(sheet_id, "A1:B1") == [[2, "x"]]


def test_a_person_edits_right_after_the_second_write(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Once it was applied, before its reply arrives."""
    server.person({"edit": "B1", "value": "mine"}, call=WRITE, nth=2, moment="after")
    write(book, "B1", "one")
    assert server.seen(sheet_id, "B1") == [["one"]]
    write(book, "B1", "two")
    assert server.seen(sheet_id, "B1") == [["mine"]]


def test_a_person_inserts_rows_and_a_named_write_lands_where_the_name_went(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """A write by name is resolved when it arrives; one by address is not."""
    server.act(sheet_id, [{"define_name": "Result", "as": "B2"}])
    server.person({"insert_rows": "1:3"}, call=WRITE)
    write(book, "Result", "x")
    assert server.seen(sheet_id, "B5") == [["x"]]


def test_a_person_deletes_a_name_before_the_write(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """400, and nothing written."""
    server.act(sheet_id, [{"define_name": "Result", "as": "B2"}])
    server.person({"delete_name": "Result"}, call=WRITE)
    with pytest.raises(APIError, match="Unable to parse range: Result"):
        write(book, "Result", "x")


def test_a_person_sorts_between_a_read_and_a_write(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """The name stays, other values stand in it."""
    rows = [[3], [1], [2]]
    server.act(sheet_id, [{"edit": "A1:A3", "value": rows}, {"define_name": "First", "as": "A1"}])
    server.person({"sort": "A1:A3", "by": 0}, call=READ, nth=2)
    assert [read(book, "First"), read(book, "First")] == [[[["3"]]], [[["1"]]]]


def test_a_person_protects_an_output_before_the_write(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """The robot is no editor of it."""
    server.person({"protect": "B1"}, call=WRITE)
    with pytest.raises(APIError, match="protected cell"):
        write(book, "B1", "x")


def test_a_person_merges_an_output_away_before_the_write(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """The write is told that it worked."""
    server.person({"merge": "A1:B1"}, call=WRITE)
    write(book, "B1", "x")
    assert server.seen(sheet_id, "A1:B1") == [[None, None]]


def test_a_person_renames_deletes_and_makes_a_tab_again(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """A name follows a new title, and not a new tab of the old title."""
    server.act(sheet_id, [{"add_tab": "Plan"}, {"define_name": "Goal", "as": "Plan!A1"}])
    server.act(sheet_id, [{"rename_tab": "Plan", "to": "Old"}])
    write(book, "Goal", "x")
    assert server.seen(sheet_id, "Old!A1") == [["x"]]
    server.act(sheet_id, [{"delete_tab": "Old"}, {"add_tab": "Old"}])
    with pytest.raises(APIError, match="Unable to parse range: Goal"):
        write(book, "Goal", "y")


def test_a_person_makes_a_tab_too_small(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """A name is cut to what is left of it."""
    server.act(sheet_id, [{"define_name": "Long", "as": "A1:A9"}])
    server.act(sheet_id, [{"resize_tab": "Sheet1", "rows": 5}])
    assert book.values_get("Long")["range"] == "Sheet1!A1:A5"
    with pytest.raises(APIError, match=r"exceeds grid limits\. Max rows: 5"):
        write(book, "A9", "x")


def test_a_person_acts_while_a_call_fails(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """A rule for a person and a rule for a fault may meet in one call."""
    server.person({"edit": "A1", "value": 7}, call=READ)
    server.fault("503", call=READ)
    with pytest.raises(APIError):
        read(book, "A1")
    assert server.seen(sheet_id, "A1") == [[7]]


def test_a_function_can_run_at_a_call(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """For what no action says."""
    called: list[str] = []
    server.run(lambda: called.append("now"), call=READ, nth=2, times=2)
    for _ in range(4):
        read(book, "A1")
    assert called == ["now", "now"]


def test_what_a_person_types_is_read_as_typed(server: SheetsServer, sheet_id: str) -> None:
    """As into Sheets itself; `as` RAW for what only a program can do."""
    actions = [
        {"edit": "A1", "value": "50%"},
        {"edit": "A2", "value": "=1+1"},
        {"edit": "A3", "value": "=1+1", "as": "RAW"},
        {"edit": "A4", "value": "x"},
        {"clear": "A4"},
        {"copy": "A1", "to": "B1"},
    ]
    server.act(sheet_id, actions)
    assert server.seen(sheet_id, "A1:B4") == [
        [0.5, 0.5],
        ["=1+1", None],
        ["=1+1", None],
        [None, None],
    ]


def test_what_a_person_cannot_do_is_refused(server: SheetsServer, sheet_id: str) -> None:
    """The sentence lists what they can."""
    with pytest.raises(Exception, match="A person can edit, clear, insert_rows"):
        server.act(sheet_id, [{"dance": "A1"}])
    assert len(ACTIONS) > 20


def test_people_who_cannot_act_at_their_moment_are_noted(sheet_id: str) -> None:
    """The caller gets its answer; the test that scripted nonsense is told by `violations`."""
    from tests.sheets_server import client

    with SheetsServer() as server:
        mine = server.spreadsheet()
        server.person({"delete_name": "Nobody"}, call="spreadsheets.get")
        client(server.base_url, server.service_account()).open_by_key(mine)
        assert server.violations == ["a person could not act: There is no name Nobody."]
