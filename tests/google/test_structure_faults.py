"""What people do to tabs, lines, names and cells while a sheet is looked at and written."""

from typing import Any

import pytest

from funnel_addin.books.google.memory import SHEET_ID
from funnel_addin.books.memory import NOTE
from funnel_addin.books.port import CellErrorValue, Place, Problem
from funnel_addin.books.sight import Again
from funnel_core.errors import SheetError
from tests.google.plans import READ, TAB, WRITE, calls, column, opened, put, shared
from tests.sheets_server import ROBOT, SheetsServer

Action = dict[str, Any]
OLD, NEW = column(320, 160, 40), column(400, 200, 50)
CLOSED_TO_US = {"protect": "Plan!B7"}


def synced(server: SheetsServer, *actions: Action) -> str:
    """A plan whose Plan_Required was written once, and what people did afterwards; its ID."""
    sheet_id = shared(server)
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=OLD)
    server.act(sheet_id, list(actions))
    return sheet_id


# between the two requests of a look


@pytest.mark.parametrize(
    ("actions", "places"),
    [
        ([{"rename_tab": "Plan", "to": "It's 2027"}], Place("It's 2027", 6, 2, 3, 1)),
        ([{"insert_rows": "Plan!1:2"}], Place("Plan", 8, 2, 3, 1)),
        ([{"insert_rows": "Plan!7:7"}], Place("Plan", 6, 2, 4, 1)),
        ([{"delete_rows": "Plan!2:2"}], Place("Plan", 5, 2, 3, 1)),
        ([{"delete_rows": "Plan!7:7"}], Place("Plan", 6, 2, 2, 1)),
        ([{"insert_columns": "Plan!A:A"}], Place("Plan", 6, 3, 3, 1)),
        ([{"delete_columns": "Plan!A:A"}], Place("Plan", 6, 1, 3, 1)),
        ([{"move_name": "Plan_Required", "to": "Sheet1!A1:A9"}], Place("Sheet1", 1, 1, 9, 1)),
        ([{"rename_tab": "Funnel sync", "to": "Memory"}], Place("Plan", 6, 2, 3, 1)),
        (
            [{"rename_tab": "Plan", "to": "Old"}, {"add_tab": "Plan"}],
            Place("Old", 6, 2, 3, 1),
        ),
    ],
)
def test_a_look_is_of_one_moment_whatever_moves_meanwhile(
    server: SheetsServer, actions: list[Action], places: Place
) -> None:
    """Names, places and values are those of the last reply, all together."""
    sheet_id = synced(server)
    server.person(*actions, call=READ, nth=2)
    sight = opened(server, sheet_id).look()
    assert sight.found["Plan_Required"] == places
    block = sight.blocks["Plan_Required"]
    assert block.place == places
    assert len(block.values) == places.rows
    seen = server.seen(sheet_id, str(places))
    assert [list(row) for row in block.values] == seen
    assert sight.memory["Plan_Required"] == OLD


@pytest.mark.parametrize(
    "actions",
    [
        [{"delete_name": "Plan_Expected"}],
        [{"rename_name": "Plan_Expected", "to": "Plan_Later"}],
        [{"delete_columns": "Plan!C:C"}],
    ],
)
def test_a_name_that_goes_between_the_requests_of_a_look_is_not_asked_for_again(
    server: SheetsServer, actions: list[Action]
) -> None:
    """Google refuses the whole request: what there is is asked for anew."""
    sheet_id = synced(server)
    server.person(*actions, call=READ, nth=2)
    before = len(calls(server))
    sight = opened(server, sheet_id).look()
    assert "Plan_Expected" not in sight.blocks
    assert sight.read("Plan_Target").values == ((40,),)
    assert calls(server)[before:] == ["read"] * 4


def test_a_name_that_comes_between_the_requests_of_a_look_is_seen(server: SheetsServer) -> None:
    """A second look shows its cells: a name without cells would be half a sight."""
    sheet_id = synced(server)
    server.person({"define_name": "Plan_Pace", "as": "Plan!D6:D8"}, call=READ, nth=2)
    assert opened(server, sheet_id).look().read("Plan_Pace").values == column(None, None, None)


def test_a_later_look_notices_names_that_came_went_and_moved(server: SheetsServer) -> None:
    """One request shows that what was asked for is not all any more."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    book.look()
    server.act(sheet_id, [{"define_name": "Plan_Pace", "as": "Plan!D6:D8"}])
    assert "Plan_Pace" in book.look().blocks
    server.act(sheet_id, [{"move_name": "Plan_Pace", "to": "Plan!E6:E7"}])
    assert book.look().found["Plan_Pace"] == Place("Plan", 6, 5, 2, 1)
    server.act(sheet_id, [{"delete_name": "Plan_Pace"}, {"rename_tab": "Plan", "to": "New"}])
    sight = book.look()
    assert "Plan_Pace" not in sight.found
    assert sight.found["Plan_Target"] == Place("New", 1, 2, 1, 1)
    server.act(sheet_id, [{"delete_tab": "New"}])
    assert not book.look().blocks


def test_a_deleted_tab_takes_its_names_along_and_a_new_one_brings_none(
    server: SheetsServer,
) -> None:
    """A tab of the old title is another tab."""
    sheet_id = synced(server, {"delete_tab": "Plan"}, {"add_tab": "Plan"})
    sight = opened(server, sheet_id).look()
    assert not sight.blocks
    assert sight.memory["Plan_Required"] == OLD


# between look and put


@pytest.mark.parametrize(
    ("actions", "where"),
    [
        ([{"insert_rows": "Plan!1:2"}], "Plan!B8:B10"),
        ([{"delete_rows": "Plan!2:2"}], "Plan!B5:B7"),
        ([{"insert_columns": "Plan!B:B"}], "Plan!C6:C8"),
        ([{"delete_columns": "Plan!A:A"}], "Plan!A6:A8"),
        ([{"rename_tab": "Plan", "to": "New"}], "New!B6:B8"),
        ([{"move_name": "Plan_Required", "to": "Plan!D1:D3"}], "Plan!D1:D3"),
        ([{"cut": "Plan!B6:B8", "to": "Plan!H6"}], "Plan!H6:H8"),
    ],
)
def test_a_write_lands_where_the_name_points_by_then_and_the_move_is_noticed(
    server: SheetsServer, actions: list[Action], where: str
) -> None:
    """What was put is remembered; a look tells where it is now."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person(*actions, call=WRITE, nth=1)
    with pytest.raises(Again, match="moved while it was written"):
        put(book, sight, Plan_Required=NEW)
    assert server.seen(sheet_id, where) == [[400], [200], [50]]
    after = book.look()
    assert after.read("Plan_Required").values == after.memory["Plan_Required"] == NEW


@pytest.mark.parametrize(
    "actions",
    [
        [{"delete_name": "Plan_Required"}],
        [{"rename_name": "Plan_Required", "to": "Plan_Other"}],
        [{"move_name": "Plan_Required", "to": "Plan!B6:B7"}],
        [{"delete_rows": "Plan!7:7"}],
        [{"delete_tab": "Plan"}],
        [{"delete_tab": "Plan"}, {"add_tab": "Plan"}],
        [{"delete_columns": "Plan!B:B"}],
        [{"rename_tab": "Funnel sync", "to": "Memory"}],
        [{"delete_tab": "Funnel sync"}],
        [{"resize_tab": "Funnel sync", "rows": 4}],
    ],
)
def test_a_write_whose_cells_are_gone_by_then_writes_nothing_at_all(
    server: SheetsServer, actions: list[Action]
) -> None:
    """One bad range in a batch: nothing is applied, not even to the names that are whole."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person(*actions, call=WRITE)
    with pytest.raises(Again):
        put(book, sight, Plan_Required=NEW, Plan_Expected=column(1, 2, 3))
    found = [cell.value for tab in server.book(sheet_id).sheets for cell in tab.cells.values()]
    assert not {400.0, 200.0, 2.0, 3.0} & set(found)
    again = book.look()
    assert "Plan_Required" not in again.blocks or again.read("Plan_Required").values != NEW


def test_a_row_inserted_within_an_output_while_it_is_written_is_noticed(
    server: SheetsServer,
) -> None:
    """The cells below have moved: the flow must look and put them right."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"insert_rows": "Plan!7:7"}, call=WRITE)
    with pytest.raises(Again, match="was made larger while it was written"):
        put(book, sight, Plan_Required=column(400, ..., ...))
    assert server.seen(sheet_id, "Plan!B6:B9") == [[400], [None], [160], [40]]


def test_rows_sorted_while_an_output_is_written_are_noticed(server: SheetsServer) -> None:
    """The write landed among other values."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"sort": "Plan!A6:C8", "by": 1}, call=WRITE)
    with pytest.raises(Again, match="was changed while it was written"):
        put(book, sight, Plan_Required=column(400, ..., ...))
    assert book.look().read("Plan_Required").values == column(400, 160, 320)


def test_an_output_made_longer_while_it_is_written_is_whole_at_the_next_look(
    server: SheetsServer,
) -> None:
    """What was put stands at its beginning."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"move_name": "Plan_Required", "to": "Plan!B6:B10"}, call=WRITE)
    put(book, sight, Plan_Required=NEW)
    after = book.look()
    assert after.read("Plan_Required").values == (*NEW, (None,), (None,))
    assert after.memory["Plan_Required"] == NEW


def test_cells_merged_while_they_are_written_are_noticed(server: SheetsServer) -> None:
    """Google says that it wrote; the covered cell stayed blank, and is closed from then on."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"merge": "Plan!B6:B7"}, call=WRITE)
    with pytest.raises(Again):
        put(book, sight, Plan_Required=NEW)
    after = book.look()
    assert after.closed == {"Plan_Required": {(1, 0): "is under the merged cell B6:B7"}}


def test_a_cell_protected_while_it_is_written_is_closed_at_the_next_look(
    server: SheetsServer,
) -> None:
    """Nothing is applied."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person(CLOSED_TO_US, call=WRITE)
    with pytest.raises(Again):
        put(book, sight, Plan_Required=NEW)
    after = book.look()
    assert after.read("Plan_Required").values == OLD
    assert after.closed == {"Plan_Required": {(1, 0): "is protected"}}


# closed cells


@pytest.mark.parametrize(
    ("actions", "closed"),
    [
        ([{"merge": "Plan!A6:C7"}], {(0, 0), (1, 0)}),
        ([{"merge": "Plan!B6:C6"}], set()),
        ([{"merge": "Plan!B8:B9"}], set()),
        ([{"merge": "Plan!B6:B8"}], {(1, 0), (2, 0)}),
        ([{"protect": "Plan!A7:Z7"}], {(1, 0)}),
        ([{"protect": "Plan!B:B"}], {(0, 0), (1, 0), (2, 0)}),
        ([{"protect": "Plan!B6:B8", "editors": [ROBOT]}], set()),
        ([{"protect": "Plan!A1:A3"}], set()),
        ([{"protect": "Sheet1!A1:Z99"}], set()),
        ([{"protect": "Plan!B6:B8"}, {"unprotect": "Plan!B6"}], set()),
    ],
)
def test_closed_cells_are_those_that_a_write_would_not_reach(
    server: SheetsServer, actions: list[Action], closed: set[tuple[int, int]]
) -> None:
    """Merged away, or protected from this account."""
    sheet_id = synced(server, *actions)
    assert set(opened(server, sheet_id).look().closed.get("Plan_Required", {})) == closed


@pytest.mark.parametrize(
    ("protection", "closed"),
    [
        ({"range": {"sheetId": "Plan"}}, {(0, 0), (1, 0), (2, 0)}),
        (
            {
                "range": {"sheetId": "Plan"},
                "unprotectedRanges": [
                    {
                        "sheetId": "Plan",
                        "startRowIndex": 5,
                        "endRowIndex": 7,
                        "startColumnIndex": 1,
                        "endColumnIndex": 2,
                    }
                ],
            },
            {(2, 0)},
        ),
        ({"range": {"sheetId": "Plan"}, "warningOnly": True}, set()),
        ({"namedRangeId": "Plan_Required"}, {(0, 0), (1, 0), (2, 0)}),
        ({"namedRangeId": "Plan_Expected"}, set()),
    ],
)
def test_protections_of_tabs_and_names_are_understood(
    server: SheetsServer, protection: Action, closed: set[tuple[int, int]]
) -> None:
    """With what they leave open, and without those that only warn."""
    sheet_id = synced(server)
    book = server.book(sheet_id)
    plan = book.titled("Plan")
    assert plan is not None
    body: Action = {}
    for key, value in protection.items():
        if key == "namedRangeId":
            named = book.named(value)
            assert named is not None
            body[key] = named.name_id
        elif key == "range":
            body[key] = {"sheetId": plan.sheet_id}
        elif key == "unprotectedRanges":
            body[key] = [{**each, "sheetId": plan.sheet_id} for each in value]
        else:
            body[key] = value
    request = {"addProtectedRange": {"protectedRange": body}}
    server.act(sheet_id, [{"requests": [request]}])
    sight = opened(server, sheet_id).look()
    assert set(sight.closed.get("Plan_Required", {})) == closed


# what stands in cells


def test_errors_and_loading_are_named_and_never_read_as_text(server: SheetsServer) -> None:
    """Of an input as of an output."""
    errors = ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#VALUE!", "#NULL!", "Loading..."]
    sheet_id = shared(
        server,
        {"edit": "Plan!F1:F8", "value": [[each] for each in errors]},
        {"define_name": "Plan_Weights", "as": "Plan!F1:F8"},
        {"edit": "Plan!B6", "value": "=1/0"},
    )
    sight = opened(server, sheet_id).look()
    assert sight.read("Plan_Weights").values == column(*map(CellErrorValue, errors))
    assert sight.read("Plan_Required").values[0] == (CellErrorValue("#DIV/0!"),)
    assert sight.formulas["Plan_Required"] == ((True,), (False,), (False,))


def test_another_locale_changes_no_number_and_no_text(server: SheetsServer) -> None:
    """Numbers come unformatted; what looks like a number and is text stays so."""
    texts = ["1.234,5", "50%", "007", " ", "true"]
    sheet_id = shared(
        server,
        {"locale": "de_DE"},
        {"edit": "Plan!F1:F2", "value": [["1.234,5"], ["12,5%"]]},
        {
            "edit": "Plan!F3:F7",
            "value": [["1.234,5"], ["50%"], ["007"], [" "], ["true"]],
            "as": "RAW",
        },
        {"define_name": "Plan_Weights", "as": "Plan!F1:F7"},
    )
    sight = opened(server, sheet_id).look()
    assert sight.read("Plan_Weights").values == column(1234.5, 0.125, *texts)


def test_truth_values_dates_and_blanks_come_as_what_they_are(server: SheetsServer) -> None:
    """A date is the number that spreadsheets count it by; a formula shows a blank as a text."""
    sheet_id = shared(
        server,
        {"edit": "Plan!F1:F5", "value": [["TRUE"], ["FALSE"], ["2027-01-01"], ['=""'], ["0"]]},
        {"define_name": "Plan_Weights", "as": "Plan!F1:F6"},
    )
    sight = opened(server, sheet_id).look()
    assert sight.read("Plan_Weights").values == column(True, False, 46388, "", 0, None)
    assert sight.formulas["Plan_Weights"][3] == (True,)


def test_ragged_rows_are_filled_up_with_blanks(server: SheetsServer) -> None:
    """Google leaves out the blank ends of rows, and blank rows at the end."""
    sheet_id = shared(
        server,
        {"edit": "Plan!F2", "value": 1},
        {"edit": "Plan!G4", "value": 2},
        {"define_name": "Plan_Actuals", "as": "Plan!F1:H6"},
    )
    rows = opened(server, sheet_id).look().read("Plan_Actuals").values
    assert rows[1] == (1, None, None)
    assert rows[3] == (None, 2, None)
    assert [rows[at] for at in (0, 2, 4, 5)] == [(None, None, None)] * 4


def test_a_formula_in_an_output_is_shown_as_one(server: SheetsServer) -> None:
    """With what it comes to, so that the flow keeps it; what it comes to may change meanwhile."""
    sheet_id = synced(server, {"edit": "Plan!B8", "value": "=B6/8"})
    book = opened(server, sheet_id)
    sight = book.look()
    assert sight.read("Plan_Required").values == column(320, 160, 40)
    assert sight.formulas["Plan_Required"] == ((False,), (False,), (True,))
    put(book, sight, Plan_Required=column(400, 200, ...))
    assert server.seen(sheet_id, "Plan!B6:B8") == [[400], [200], ["=B6/8"]]


def test_a_tab_cut_shorter_than_a_name_shows_what_is_left_of_it(server: SheetsServer) -> None:
    """Grid too small: the place ends with the grid."""
    sheet_id = synced(server, {"resize_tab": "Plan", "rows": 7})
    book = opened(server, sheet_id)
    sight = book.look()
    assert sight.found["Plan_Required"] == Place("Plan", 6, 2, 2, 1)
    put(book, sight, Plan_Required=column(400, 200))
    assert server.seen(sheet_id, "Plan!B6:B7") == [[400], [200]]
    assert book.look().memory["Plan_Required"] == column(400, 200)
    written = server.book(sheet_id).titled("Plan")
    assert written is not None
    assert written.rows == 7


def test_a_name_without_cells_is_a_problem_or_not_there(server: SheetsServer) -> None:
    """Its cells were deleted (#REF!); the others are read."""
    sheet_id = synced(server, {"delete_rows": "Plan!6:8"})
    sight = opened(server, sheet_id).look()
    assert isinstance(sight.found.get("Plan_Required", Problem("", "", "")), Problem)
    assert sight.read("Plan_Rates").values == column(0.5, 0.25)


# the tab that is remembered in


@pytest.mark.parametrize(
    "actions",
    [
        [{"rename_tab": "Funnel sync", "to": "What's this?"}],
        [{"edit": f"{TAB}!A1", "value": "I wondered"}],
        [{"insert_columns": f"{TAB}!A:B"}],
        [{"cut": f"{TAB}!B1:B5", "to": f"{TAB}!F1"}],
        [{"insert_columns": f"{TAB}!B:B"}, {"edit": f"{TAB}!B1:B2", "value": [["x"], [1]]}],
        [{"resize_tab": "Funnel sync", "rows": 5, "columns": 2}],
        [{"requests": [{"duplicateSheet": {"sourceSheetId": SHEET_ID}}]}],
        [{"copy": f"{TAB}!B1:B5", "to": f"{TAB}!D1:D5"}, {"edit": f"{TAB}!D3", "value": 9}],
    ],
)
def test_what_is_remembered_survives_what_people_do_to_its_tab(
    server: SheetsServer, actions: list[Action]
) -> None:
    """Renamed, moved, written over at its edge, duplicated, unhidden: it is found and used on."""
    show = {"properties": {"sheetId": SHEET_ID, "hidden": False}, "fields": "hidden"}
    sheet_id = synced(server, {"requests": [{"updateSheetProperties": show}]}, *actions)
    book = opened(server, sheet_id)
    sight = book.look()
    assert sight.memory == {"Plan_Required": OLD}
    put(book, sight, Plan_Required=column(..., 200, ...), Plan_Expected=column(1, 2, 3))
    memory = opened(server, sheet_id).look().memory
    assert memory == {"Plan_Required": column(320, 200, 40), "Plan_Expected": column(1, 2, 3)}


@pytest.mark.parametrize(
    "actions",
    [
        [{"edit": f"{TAB}!B2", "value": "long"}],
        [{"edit": f"{TAB}!B2", "value": "9999999×9999999"}],
        [{"edit": f"{TAB}!B2", "value": 3}],
        [{"edit": f"{TAB}!B1", "value": "mine"}],
        [{"clear": f"{TAB}!A1:Z99"}],
        [{"delete_columns": f"{TAB}!B:B"}],
        [{"delete_rows": f"{TAB}!1:1"}],
        [{"delete_tab": "Funnel sync"}],
        [{"delete_tab": "Funnel sync"}, {"add_tab": "Funnel sync"}],
    ],
)
def test_what_cannot_be_understood_is_nothing_remembered(
    server: SheetsServer, actions: list[Action]
) -> None:
    """Never an error; and the next put remembers again."""
    sheet_id = synced(server, *actions)
    book = opened(server, sheet_id)
    sight = book.look()
    assert sight.memory.get("Plan_Required") is None
    put(book, sight, Plan_Required=NEW)
    assert opened(server, sheet_id).look().memory == {"Plan_Required": NEW}


def test_a_persons_own_tab_of_the_same_title_is_left_alone(server: SheetsServer) -> None:
    """We remember in another one, and go on finding it."""
    notes = [["My notes", "Plan_Required"], ["x", "3×1"], ["y", 1]]
    sheet_id = shared(
        server,
        {"add_tab": "Funnel sync", "rows": 20},
        {"edit": f"{TAB}!A1:B3", "value": notes},
    )
    book = opened(server, sheet_id)
    sight = book.look()
    assert not sight.memory
    put(book, sight, Plan_Required=OLD)
    assert server.seen(sheet_id, f"{TAB}!A1:B3") == notes
    assert book.look().memory == {"Plan_Required": OLD}
    assert opened(server, sheet_id).look().memory == {"Plan_Required": OLD}
    assert [each.title for each in server.book(sheet_id).sheets][-1] == "Funnel sync 2"


def test_a_tab_that_came_with_an_uploaded_workbook_is_used_on(server: SheetsServer) -> None:
    """It has an ID that Google drew, and is known by its title and its first cell."""
    sheet_id = shared(
        server,
        {"add_tab": "Funnel sync", "rows": 9, "columns": 3},
        {"edit": f"{TAB}!A1", "value": NOTE},
        {"edit": f"{TAB}!C1:C5", "value": [["Plan_Required"], ["3×1"], [1], [2], [3]]},
    )
    book = opened(server, sheet_id)
    sight = book.look()
    assert sight.memory == {"Plan_Required": column(1, 2, 3)}
    put(book, sight, Plan_Required=OLD)
    assert book.look().memory == {"Plan_Required": OLD}
    assert len(server.book(sheet_id).sheets) == 3


def test_scribbles_beside_what_is_remembered_are_kept(server: SheetsServer) -> None:
    """A new name takes a column in which nothing stands."""
    sheet_id = synced(server, {"edit": f"{TAB}!D9", "value": "note to self"})
    book = opened(server, sheet_id)
    named = {"Plan_Basis": NEW, "Plan_Schedule": NEW, "Plan_Expected": NEW, "Plan_Pace": NEW}
    server.act(
        sheet_id,
        [
            {"define_name": "Plan_Basis", "as": "Plan!J1:J3"},
            {"define_name": "Plan_Schedule", "as": "Plan!K1:K3"},
            {"define_name": "Plan_Pace", "as": "Plan!L1:L3"},
        ],
    )
    put(book, book.look(), **named)
    assert server.seen(sheet_id, f"{TAB}!D9") == [["note to self"]]
    assert book.look().memory == {"Plan_Required": OLD, **named}


def test_a_memory_moved_while_it_is_written_is_noticed(server: SheetsServer) -> None:
    """Its column was another's by then: the flow must look again."""
    sheet_id = synced(server)
    book = opened(server, sheet_id)
    sight = book.look()
    server.person({"insert_columns": f"{TAB}!B:B"}, call=WRITE)
    with pytest.raises(Again, match="remembered of 'Plan_Required' was moved"):
        put(book, sight, Plan_Required=NEW)
    book.look()


def test_a_protected_memory_ends_in_a_sentence_before_anything_is_written(
    server: SheetsServer,
) -> None:
    """Without it nothing could be told apart afterwards."""
    sheet_id = synced(server, {"protect": f"{TAB}!A:Z"})
    book = opened(server, sheet_id)
    sight = book.look()
    with pytest.raises(SheetError, match=r"'Funnel sync'.* is protected"):
        put(book, sight, Plan_Required=NEW)
    assert server.seen(sheet_id, "Plan!B6:B8") == [[320], [160], [40]]


def test_a_memory_of_another_shape_is_laid_anew(server: SheetsServer) -> None:
    """What is left over of the longer one is blanked; below stands what was there before."""
    sheet_id = synced(server, {"move_name": "Plan_Required", "to": "Plan!B6:C6"})
    book = opened(server, sheet_id)
    put(book, book.look(), Plan_Required=((1, 2),))
    assert book.look().memory == {"Plan_Required": ((1, 2),)}
    assert server.seen(sheet_id, f"{TAB}!B2:B8") == [
        ["1×2"],
        [1],
        [2],
        [None],
        [None],
        [320],
        [None],
    ]
