"""Files: made, listed, shared, copied, converted and taken away."""

import io
import json
from pathlib import Path
from typing import Any

import gspread
import openpyxl
import pytest
from gspread.exceptions import APIError, SpreadsheetNotFound

from tests.sheets_server import OWNER, PRIVATE_ID, ROBOT, SheetsServer, client, session
from tests.sheets_server.workbooks import SHEETS, XLSX

TEMPLATE = Path(__file__).parents[2] / "templates" / "funnel_plan_example.xlsx"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
FILES = "https://www.googleapis.com/drive/v3/files"


def upload(server: SheetsServer, workbook: bytes, **metadata: Any) -> str:
    """Upload a workbook to be converted, as one multipart call; the new spreadsheet's ID."""
    head = json.dumps({"name": "Plan", "mimeType": SHEETS} | metadata)
    body = (
        f"--mark\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{head}\r\n"
        f"--mark\r\nContent-Type: {XLSX}\r\n\r\n"
    ).encode()
    reply = session(server.base_url, server.service_account()).post(
        UPLOAD,
        params={"uploadType": "multipart", "fields": "id,mimeType,webViewLink"},
        headers={"Content-Type": "multipart/related; boundary=mark"},
        data=body + workbook + b"\r\n--mark--",
    )
    assert reply.status_code == 200, reply.text
    assert reply.json()["mimeType"] == SHEETS
    assert reply.json()["webViewLink"].startswith("https://docs.google.com/spreadsheets/d/")
    return str(reply.json()["id"])


def test_a_workbook_becomes_a_spreadsheet(server: SheetsServer, gc: gspread.Client) -> None:
    """Tabs, names, values, formulas with what they came to, formats, validations, charts."""
    book = gc.open_by_key(upload(server, TEMPLATE.read_bytes()))
    names = {each["name"] for each in book.list_named_ranges()}
    assert {"Plan_Target", "Plan_Rates", "Plan_Required", "Plan_Schedule"} <= names
    titles = ["Start", "Goal", "Funnel", "Schedule", "Pace", "Agreement", "Workings"]
    assert [each.title for each in book.worksheets()] == titles
    assert book.values_get("Plan_Stages")["values"][0] == ["Visitor"]
    formula = book.values_get("Plan_Required", {"valueRenderOption": "FORMULA"})["values"][0][0]
    worth = book.values_get("Plan_Required", {"valueRenderOption": "UNFORMATTED_VALUE"})
    assert formula.startswith("=")
    assert worth["values"][0] == [640000]
    mask = "sheets(charts.chartId,data.rowData.values.dataValidation)"
    told = book.fetch_sheet_metadata({"fields": mask})
    counts = (len(each.get("charts", [])) for each in told["sheets"])
    charts = {title: count for title, count in zip(titles, counts, strict=True) if count}
    assert charts == {"Goal": 1, "Funnel": 1, "Schedule": 2, "Pace": 2}
    assert '"condition"' in json.dumps(told["sheets"][2]["data"])


def test_a_small_workbook_keeps_its_types(server: SheetsServer, gc: gspread.Client) -> None:
    """Dates are serials, text that looks like a formula is text, a hidden tab is hidden."""
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["A2"], page["A3"] = "007", 0.5, True
    page["A2"].number_format = "0%"
    page["A4"] = "=1+1"
    page["A5"] = "=1+1"
    page["A5"].data_type = "s"
    book.create_sheet("Past").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    made = gc.open_by_key(upload(server, out.getvalue()))
    read = made.sheet1.get("A1:A5", value_render_option="UNFORMATTED_VALUE")
    assert read == [["007"], [0.5], [True], [2], ["=1+1"]]
    assert made.sheet1.get("A2") == [["50%"]]
    assert [each.title for each in made.worksheets(exclude_hidden=True)] == ["Sheet"]


def test_what_is_no_workbook_is_not_converted(server: SheetsServer) -> None:
    """400, in Drive's shape."""
    reply = session(server.base_url, server.service_account()).post(
        UPLOAD,
        params={"uploadType": "multipart"},
        headers={"Content-Type": "multipart/related; boundary=b"},
        data=f'--b\r\nContent-Type: application/json\r\n\r\n{{"mimeType":"{SHEETS}"}}\r\n'
        f"--b\r\nContent-Type: {XLSX}\r\n\r\nno zip\r\n--b--",
    )
    assert reply.status_code == 400
    assert reply.json()["error"]["errors"][0]["domain"] == "global"


def test_sharing_lets_somebody_in_and_unsharing_out(
    server: SheetsServer, gc: gspread.Client
) -> None:
    """Readers read, writers write, strangers are refused, owners stay."""
    book = gc.create("Mine")
    reader = client(server.base_url, server.authorized_user("reader@example.com"))
    with pytest.raises(PermissionError):
        reader.open_by_key(book.id)
    book.share("reader@example.com", "user", "reader", notify=False)
    theirs = reader.open_by_key(book.id)
    with pytest.raises(APIError, match=r"\[403\]: The caller does not have permission"):
        theirs.sheet1.update([[1]], "A1")
    book.share("reader@example.com", "user", "writer", email_message="now write")
    theirs.sheet1.update([[1]], "A1")
    roles = {each["emailAddress"]: each["role"] for each in book.list_permissions()}
    assert roles == {ROBOT: "owner", "reader@example.com": "writer"}
    book.remove_permissions("reader@example.com", role="writer")
    with pytest.raises(PermissionError):
        reader.open_by_key(book.id)


def test_anyone_with_the_link_and_a_whole_domain_can_be_let_in(
    server: SheetsServer, gc: gspread.Client
) -> None:
    """Two kinds of permission that name no person."""
    book = gc.create("Mine")
    colleague = client(server.base_url, server.authorized_user("x@firm.example"))
    book.share("firm.example", "domain", "reader")
    assert colleague.open_by_key(book.id).title == "Mine"
    stranger = client(server.base_url, server.authorized_user("y@elsewhere.example"))
    book.share(None, "anyone", "reader")
    assert stranger.open_by_key(book.id).title == "Mine"


def test_what_is_not_an_address_is_not_shared_with(gc: gspread.Client) -> None:
    """400, naming what is wrong."""
    book = gc.create("Mine")
    with pytest.raises(APIError, match="emailAddress is invalid"):
        book.share("nobody", "user", "reader")


def test_files_are_found_by_name_and_renamed(server: SheetsServer, gc: gspread.Client) -> None:
    """What is shared with the caller is listed too; somebody else's is not."""
    server.spreadsheet('Bob\'s "plan"')
    server.spreadsheet("Hidden", shared_with={})
    book = gc.create("First")
    book.update_title("Second")
    titles = {each["name"] for each in gc.list_spreadsheet_files()}
    assert titles == {'Bob\'s "plan"', "Second"}
    assert gc.open("Second").id == book.id
    with pytest.raises(SpreadsheetNotFound):
        gc.open("Hidden")


def test_a_file_is_found_by_what_a_program_noted_on_it(
    server: SheetsServer, gc: gspread.Client
) -> None:
    """`appProperties has { … }`, with other terms beside it."""
    mine = upload(server, TEMPLATE.read_bytes(), appProperties={"mark": "m1"})
    upload(server, TEMPLATE.read_bytes(), appProperties={"mark": "m2"})
    ask = session(server.base_url, server.service_account())

    def found(text: str) -> list[str]:
        reply = ask.get(FILES, params={"q": text, "fields": "files(id)"})
        return [each["id"] for each in reply.json()["files"]]

    term = "appProperties has { key='mark' and value='m1' }"
    assert found(term) == found(f"{term} and trashed = false") == [mine]
    assert found(f"name = 'Else' and {term}") == []


def test_a_copy_has_the_contents_and_none_of_the_people(
    server: SheetsServer, sheet_id: str, gc: gspread.Client
) -> None:
    """Names and values come along; it belongs to who copied it."""
    server.act(sheet_id, [{"edit": "A1", "value": 5}, {"define_name": "Five", "as": "A1"}])
    copy = gc.copy(sheet_id, "Copied", copy_comments=True)
    assert copy.values_get("Five")["values"] == [["5"]]
    assert [each["emailAddress"] for each in copy.list_permissions()] == [ROBOT]
    server.act(sheet_id, [{"edit": "A1", "value": 6}])
    assert copy.values_get("Five")["values"] == [["5"]]


def test_a_spreadsheet_can_be_exported(
    server: SheetsServer, sheet_id: str, gc: gspread.Client
) -> None:
    """As CSV, and as a workbook with its names; as PDF it cannot, here."""
    rows = [["a", 1.5], ["b,c", "=1+1"]]
    server.act(sheet_id, [{"edit": "A1:B2", "value": rows}, {"define_name": "Two", "as": "B2"}])
    assert gc.export(sheet_id, gspread.utils.ExportFormat.CSV) == b'a,1.5\r\n"b,c",2'
    book = openpyxl.load_workbook(io.BytesIO(gc.export(sheet_id, gspread.utils.ExportFormat.EXCEL)))
    assert (book["Sheet1"]["B2"].value, book.defined_names["Two"].attr_text) == (
        "=1+1",
        "Sheet1!$B$2",
    )
    with pytest.raises(APIError, match="conversion is not supported"):
        gc.export(sheet_id)


def test_only_its_owner_deletes_a_file(sheet_id: str, gc: gspread.Client) -> None:
    """A writer may not; once it is gone it is not found."""
    with pytest.raises(APIError, match="does not have sufficient permissions"):
        gc.del_spreadsheet(sheet_id)
    book = gc.create("Mine")
    gc.del_spreadsheet(book.id)
    with pytest.raises(SpreadsheetNotFound):
        gc.open_by_key(book.id)


def test_the_version_and_the_time_change_with_the_contents(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Whoever changed them, the program or a person; reading changes nothing."""
    ask = session(server.base_url, server.service_account())

    def stamp() -> dict[str, str]:
        reply: dict[str, str] = ask.get(
            f"{FILES}/{sheet_id}", params={"fields": "version,modifiedTime"}
        ).json()
        return reply

    first = stamp()
    assert stamp() == first
    book.sheet1.update([[1]], "A1")
    second = stamp()
    server.act(sheet_id, [{"edit": "A1", "value": 2}])
    third = stamp()
    assert first["modifiedTime"] < second["modifiedTime"] < third["modifiedTime"]
    assert int(first["version"]) < int(second["version"]) < int(third["version"])


def test_a_private_spreadsheet_is_refused_and_an_unknown_one_not_found(
    server: SheetsServer, gc: gspread.Client
) -> None:
    """403 and 404, as Google tells them apart."""
    with pytest.raises(PermissionError):
        gc.open_by_key(PRIVATE_ID)
    with pytest.raises(SpreadsheetNotFound):
        gc.open_by_key("1" + "x" * 43)


def test_drive_sends_little_unless_it_is_asked(server: SheetsServer, sheet_id: str) -> None:
    """Without `fields` four of them; with them, those; an unknown one is refused."""
    ask = session(server.base_url, server.service_account())
    plain = ask.get(f"{FILES}/{sheet_id}").json()
    assert sorted(plain) == ["id", "kind", "mimeType", "name"]
    owners = ask.get(f"{FILES}/{sheet_id}", params={"fields": "owners(emailAddress)"}).json()
    assert owners == {"owners": [{"emailAddress": OWNER}]}
    wrong = ask.get(f"{FILES}/{sheet_id}", params={"fields": "nothing"})
    assert (wrong.status_code, wrong.json()["error"]["message"]) == (
        400,
        "Invalid field selection nothing",
    )
