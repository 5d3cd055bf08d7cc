"""Names, metadata, protections and formulas, as rows and columns come and go."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.sheets_server import ROBOT, SheetsServer


def names(book: gspread.Spreadsheet) -> dict[str, str]:
    """Where the server says each name is: top, left, bottom, right."""
    told = book.fetch_sheet_metadata({"fields": "namedRanges"}).get("namedRanges", [])
    keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
    return {
        each["name"]: ",".join(str(each["range"].get(key, "-")) for key in keys) for each in told
    }


def ask(book: gspread.Spreadsheet, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    """spreadsheets.batchUpdate; the replies."""
    replies: list[dict[str, Any]] = book.batch_update({"requests": list(requests)})["replies"]
    return replies


def datum(key: str, value: str, **where: Any) -> dict[str, Any]:
    """A request for developer metadata; on the whole spreadsheet unless `where` says."""
    body = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT"}
    body |= {"location": where or {"spreadsheet": True}}
    return {"createDeveloperMetadata": {"developerMetadata": body}}


def by_key(key: str) -> dict[str, Any]:
    """A filter for metadata of a key."""
    return {"developerMetadataLookup": {"metadataKey": key}}


@pytest.mark.parametrize(
    ("action", "now"),
    [
        ({"insert_rows": "1:2"}, "4,1,7,2"),
        ({"insert_rows": "3:3"}, "3,1,6,2"),
        ({"insert_rows": "4:5"}, "2,1,7,2"),
        ({"insert_rows": "6:6"}, "2,1,5,2"),
        ({"insert_columns": "A:A"}, "2,2,5,3"),
        ({"delete_rows": "1:1"}, "1,1,4,2"),
        ({"delete_rows": "2:3"}, "1,1,3,2"),
        ({"delete_rows": "4:4"}, "2,1,4,2"),
        ({"delete_rows": "5:9"}, "2,1,4,2"),
        ({"cut": "B3:B5", "to": "D8"}, "7,3,10,4"),
        ({"cut": "B3:B4", "to": "D8"}, "2,1,5,2"),
        ({"sort": "A1:C9"}, "2,1,5,2"),
        ({"rename_tab": "Sheet1", "to": "Other"}, "2,1,5,2"),
    ],
)
def test_a_name_moves_as_its_cells_do(
    server: SheetsServer,
    sheet_id: str,
    book: gspread.Spreadsheet,
    action: dict[str, Any],
    now: str,
) -> None:
    """B3:B5 after a person did something to the sheet."""
    server.act(sheet_id, [{"define_name": "Rates", "as": "B3:B5"}, action])
    assert names(book) == {"Rates": now}


@pytest.mark.parametrize(
    "action", [{"delete_rows": "1:9"}, {"delete_columns": "B:B"}, {"delete_tab": "Other"}]
)
def test_a_name_whose_cells_are_gone_is_unseen_but_taken(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet, action: dict[str, Any]
) -> None:
    """#REF!: not listed, not readable, and still in the way of a new one."""
    server.act(sheet_id, [{"add_tab": "Other"}, {"define_name": "Rates", "as": "Other!B3"}])
    if "delete_tab" not in action:
        action = {name: f"Other!{text}" for name, text in action.items()}
    server.act(sheet_id, [action])
    assert names(book) == {}
    with pytest.raises(APIError, match="Unable to parse range"):
        book.values_get("Rates")
    with pytest.raises(APIError, match="already exists"):
        book.sheet1.define_named_range("A1", "Rates")


def test_a_range_on_the_first_sheet_has_no_sheet_id(book: gspread.Spreadsheet) -> None:
    """Google leaves out a sheetId of 0 in ranges, but not in a sheet's properties."""
    book.sheet1.define_named_range("A1:B2", "Corner")
    told = book.fetch_sheet_metadata()
    assert "sheetId" not in told["namedRanges"][0]["range"]
    assert told["sheets"][0]["properties"]["sheetId"] == 0


@pytest.mark.parametrize("name", ["A1", "R1C1", "has space", "1st", "true", ""])
def test_what_is_no_name_is_refused(book: gspread.Spreadsheet, name: str) -> None:
    """Names that a formula could take for something else."""
    with pytest.raises(APIError, match="Invalid requests"):
        book.sheet1.define_named_range("A1", name)


def test_formulas_follow_the_cells_they_mean(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Relative and absolute references alike, on this tab and from another."""
    server.act(
        sheet_id,
        [
            {"add_tab": "Sum"},
            {"edit": "A2:A3", "value": [[1], [2]]},
            {"edit": "B1", "value": "=SUM($A$2:A3)"},
            {"edit": "Sum!A1", "value": '=Sheet1!A3&"A3"'},
            {"insert_rows": "Sheet1!2:2"},
            {"insert_columns": "Sheet1!A:A"},
            {"rename_tab": "Sheet1", "to": "My plan"},
        ],
    )
    assert server.seen(sheet_id, "'My plan'!C1") == [["=SUM($B$3:B4)"]]
    assert server.seen(sheet_id, "Sum!A1") == [["='My plan'!B4&\"A3\""]]
    assert book.sheet1.acell("C1").value == "3"
    server.act(sheet_id, [{"delete_rows": "'My plan'!4:4"}])
    assert server.seen(sheet_id, "Sum!A1") == [['=#REF!&"A3"']]


def test_a_sorted_row_takes_its_formulas_along(server: SheetsServer, sheet_id: str) -> None:
    """Blanks last; references within the row still mean the row."""
    rows = [["b", 2, "=B1*2"], ["a", 3, "=B2*2"], ["", 9, "=B3*2"]]
    server.act(sheet_id, [{"edit": "A1:C3", "value": rows}, {"sort": "A1:C3"}])
    assert server.seen(sheet_id, "A1:C3") == [
        ["a", 3, "=B1*2"],
        ["b", 2, "=B2*2"],
        [None, 9, "=B3*2"],
    ]


def test_metadata_is_found_by_any_of_its_fields(book: gspread.Spreadsheet) -> None:
    """Key, value, ID, kind of place; nothing found is an empty answer."""
    ask(book, datum("funnel", "1"), datum("funnel", "2", sheetId=0), datum("other", "1"))
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}/developerMetadata:search"

    def found(**lookup: Any) -> list[str]:
        body = {"dataFilters": [{"developerMetadataLookup": lookup}]}
        told = book.client.request("post", url, json=body).json()
        matched = [each["developerMetadata"] for each in told.get("matchedDeveloperMetadata", [])]
        return [each["metadataKey"] + each["metadataValue"] for each in matched]

    assert found(metadataKey="funnel") == ["funnel1", "funnel2"]
    assert found(metadataValue="1") == ["funnel1", "other1"]
    assert found(metadataKey="funnel", locationType="SHEET") == ["funnel2"]
    assert found(metadataKey="nobody") == []


def test_metadata_comes_with_the_spreadsheet(book: gspread.Spreadsheet) -> None:
    """The book's with the book, a sheet's with the sheet."""
    ask(book, datum("state", "here"), datum("state", "there", sheetId=0))
    told = book.fetch_sheet_metadata({"fields": "developerMetadata,sheets.developerMetadata"})
    (mine,), (theirs,) = told["developerMetadata"], told["sheets"][0]["developerMetadata"]
    assert (mine["metadataValue"], mine["location"]["spreadsheet"]) == ("here", True)
    assert (theirs["metadataValue"], theirs["location"]["sheetId"]) == ("there", 0)


def test_metadata_is_updated_and_deleted_by_filter(book: gspread.Spreadsheet) -> None:
    """One request each; the replies show what it was."""
    ask(book, datum("state", "old"))
    update = {"dataFilters": [by_key("state")], "fields": "metadataValue"}
    update |= {"developerMetadata": {"metadataValue": "new"}}
    (told,) = ask(book, {"updateDeveloperMetadata": update})
    changed = told["updateDeveloperMetadata"]["developerMetadata"]
    assert [each["metadataValue"] for each in changed] == ["new"]
    (gone,) = ask(book, {"deleteDeveloperMetadata": {"dataFilter": by_key("state")}})
    assert len(gone["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 1
    assert "developerMetadata" not in book.fetch_sheet_metadata()


def test_another_project_does_not_see_project_metadata(server: SheetsServer, sheet_id: str) -> None:
    """PROJECT data belong to the project of the credentials; DOCUMENT data to everyone."""
    from tests.sheets_server import client

    other = "other@elsewhere.iam.gserviceaccount.com"
    server.share(sheet_id, other)
    mine = client(server.base_url, server.service_account()).open_by_key(sheet_id)
    theirs = client(server.base_url, server.service_account(other, "elsewhere")).open_by_key(
        sheet_id
    )
    hidden = datum("state", "mine")
    hidden["createDeveloperMetadata"]["developerMetadata"]["visibility"] = "PROJECT"
    ask(mine, hidden)
    assert "developerMetadata" in mine.fetch_sheet_metadata()
    assert "developerMetadata" not in theirs.fetch_sheet_metadata()


def test_metadata_has_room_for_thirty_thousand_letters(book: gspread.Spreadsheet) -> None:
    """One more is refused, and nothing of the batch is left."""
    ask(book, datum("k", "x" * 29_999))
    with pytest.raises(APIError, match="exceeds the limit of 30000"):
        ask(book, datum("k", ""))
    assert len(book.fetch_sheet_metadata()["developerMetadata"]) == 1


def row(index: int) -> dict[str, Any]:
    """A location: one row."""
    return {"dimension": "ROWS", "startIndex": index, "endIndex": index + 1}


def test_a_row_with_metadata_is_written_wherever_it_went(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """The ByDataFilter calls find the place at the time of writing."""
    ask(book, datum("row", "target", dimensionRange=row(2)))
    server.act(sheet_id, [{"insert_rows": "1:3"}])
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{book.id}/values:"
    body = {
        "valueInputOption": "RAW",
        "data": [{"dataFilter": by_key("row"), "values": [["here"]]}],
    }
    told = book.client.request("post", f"{url}batchUpdateByDataFilter", json=body).json()
    assert told["responses"][0]["updatedRange"] == "Sheet1!A6"
    read = book.client.request(
        "post", f"{url}batchGetByDataFilter", json={"dataFilters": [by_key("row")]}
    ).json()
    assert read["valueRanges"][0]["valueRange"]["values"] == [["here"]]
    server.act(sheet_id, [{"delete_rows": "6:6"}])
    told = book.client.request("post", f"{url}batchUpdateByDataFilter", json=body).json()
    assert "totalUpdatedCells" not in told


def test_a_protected_range_refuses_all_but_its_editors(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Nothing of the batch is written; a warning alone stops nobody."""
    server.act(sheet_id, [{"protect": "B1:B2"}])
    with pytest.raises(APIError, match=r"\[400\]: You are trying to edit a protected cell"):
        book.sheet1.update([["a", "b"]], "A1:B1")
    assert book.sheet1.get("A1:B1") == [[]]
    book.sheet1.update([["a"]], "A1")
    server.act(sheet_id, [{"unprotect": "B1"}, {"protect": "B1", "editors": [ROBOT]}])
    book.sheet1.update([["a", "b"]], "A1:B1")


def test_a_batch_of_requests_is_all_or_nothing(book: gspread.Spreadsheet) -> None:
    """The refusal says which request, and what came before it is undone."""
    with pytest.raises(APIError, match=r"Invalid requests\[1\].deleteSheet: No grid with id: 99"):
        ask(book, {"addSheet": {"properties": {"title": "New"}}}, {"deleteSheet": {"sheetId": 99}})
    assert [each.title for each in book.worksheets()] == ["Sheet1"]


def test_tabs_are_added_copied_moved_and_deleted(book: gspread.Spreadsheet) -> None:
    """The last one stays, and two may not be called alike."""
    tab = book.add_worksheet("Plan", 10, 5)
    tab.update([["x"]], "A1")
    copy = book.duplicate_sheet(tab.id, new_sheet_name="Copy")
    assert copy.acell("A1").value == "x"
    assert [each.title for each in book.worksheets()] == ["Copy", "Sheet1", "Plan"]
    with pytest.raises(APIError, match='A sheet with the name "plan" already exists'):
        book.add_worksheet("plan", 1, 1)
    book.del_worksheet(tab)
    book.del_worksheet(copy)
    with pytest.raises(APIError, match="can't remove all the sheets"):
        book.del_worksheet(book.sheet1)


def test_cells_can_be_found_and_replaced_pushed_and_pulled(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """findReplace, insertRange, deleteRange, moveDimension, copyPaste."""
    book.sheet1.update([["a", "1"], ["b", "2"], ["c", "3"]], "A1")
    span = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    ask(book, {"insertRange": {"range": span, "shiftDimension": "ROWS"}})
    assert server.seen(sheet_id, "A1:B4") == [[None, "1"], ["a", "2"], ["b", "3"], ["c", None]]
    ask(book, {"deleteRange": {"range": span, "shiftDimension": "ROWS"}})
    (told,) = ask(book, {"findReplace": {"find": "B", "replacement": "x", "allSheets": True}})
    assert told["findReplace"]["valuesChanged"] == 1
    ask(book, {"moveDimension": {"source": row(0), "destinationIndex": 3}})
    assert server.seen(sheet_id, "A1:B3") == [["x", "2"], ["c", "3"], ["a", "1"]]
