"""What is said over the wire, and what is refused; the log; the control endpoint."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import gspread
import pytest
import requests
from google.auth.transport.requests import AuthorizedSession

from tests.sheets_server import ROBOT, SheetsServer, client, session

BASE = "https://sheets.googleapis.com/v4/spreadsheets"


@pytest.fixture
def ask(server: SheetsServer) -> AuthorizedSession:
    """A signed-in session."""
    return session(server.base_url, server.service_account())


def refusal(reply: requests.Response) -> str:
    """The message of a 400 in Google's shape."""
    assert reply.status_code == 400, reply.text
    error = reply.json()["error"]
    assert error["status"] == "INVALID_ARGUMENT"
    return str(error["message"])


def test_a_call_that_is_not_spoken_is_400(sheet_id: str, ask: AuthorizedSession) -> None:
    """Never a 5xx, which gspread's back-off would repeat for ever."""
    assert "does not speak" in refusal(ask.get(f"{BASE}/{sheet_id}/nothing"))
    assert "does not speak" in refusal(ask.delete(f"{BASE}/{sheet_id}"))
    request = {"requests": [{"addChart": {"chart": {}}}]}
    assert "does not know" in refusal(ask.post(f"{BASE}/{sheet_id}:batchUpdate", json=request))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"requests": [{"addSheeet": {}}]}, "Unknown name \"addSheeet\" at 'requests[0]'"),
        (
            {"requests": [{"addSheet": {"properties": {"titel": "x"}}}]},
            "Unknown name \"titel\" at 'requests[0].add_sheet.properties'",
        ),
        (
            {"requests": [{"deleteSheet": {"sheetId": "one"}}]},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"one\"",
        ),
        (
            {"requests": [{"updateSheetProperties": {"properties": {}, "fields": "titel"}}]},
            "Cannot find matching fields for path 'titel'",
        ),
        ({"requests": [{"updateSheetProperties": {"properties": {}}}]}, "At least one field"),
        ({"requests": [{}]}, "exactly one kind"),
        ({"requests": []}, "Must specify at least one request."),
        ({"requests": {}}, "Invalid value at 'requests'"),
        ([], "Invalid value"),
    ],
)
def test_a_body_must_fit_googles_schema(
    sheet_id: str, ask: AuthorizedSession, body: object, said: str
) -> None:
    """The discovery document decides; the message says where."""
    assert said in refusal(ask.post(f"{BASE}/{sheet_id}:batchUpdate", json=body))


def test_an_unknown_parameter_is_refused(sheet_id: str, ask: AuthorizedSession) -> None:
    """By Sheets; a wrong value of a known one too."""
    assert "Cannot bind query parameter" in refusal(ask.get(f"{BASE}/{sheet_id}?colour=red"))
    wrong = ask.get(f"{BASE}/{sheet_id}/values/A1?valueRenderOption=PRETTY")
    assert "Invalid value at 'value_render_option'" in refusal(wrong)
    assert "TYPE_BOOL" in refusal(ask.get(f"{BASE}/{sheet_id}?includeGridData=perhaps"))


def test_what_is_no_json_is_refused(sheet_id: str, ask: AuthorizedSession) -> None:
    """With a message, not a crash."""
    reply = ask.post(f"{BASE}/{sheet_id}:batchUpdate", data=b"{")
    assert "Invalid JSON payload received" in refusal(reply)


def test_numbers_may_come_as_text_and_nulls_are_nothing(
    sheet_id: str, ask: AuthorizedSession
) -> None:
    """As Google reads JSON; names in snake case too."""
    new = {"properties": {"sheet_id": "7", "title": "x", "index": None}}
    reply = ask.post(f"{BASE}/{sheet_id}:batchUpdate", json={"requests": [{"add_sheet": new}]})
    assert reply.json()["replies"][0]["addSheet"]["properties"]["sheetId"] == 7


def test_a_field_mask_narrows_the_reply(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """Dots, slashes, brackets and stars; cells only where they are asked for."""
    server.act(sheet_id, [{"edit": "B2", "value": "=1+1"}])

    def got(mask: str, **options: str) -> object:
        return ask.get(f"{BASE}/{sheet_id}", params={"fields": mask} | options).json()

    assert got("sheets(properties(sheetId,title))") == {
        "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1"}}]
    }
    assert got("sheets/properties/index,properties.title") == {
        "properties": {"title": "Plan"},
        "sheets": [{"properties": {"index": 0}}],
    }
    cells = got("sheets.data(startRow,startColumn,rowData.values.effectiveValue)", ranges="B2:C9")
    row = {"values": [{"effectiveValue": {"numberValue": 2}}]}
    assert cells == {"sheets": [{"data": [{"startRow": 1, "startColumn": 1, "rowData": [row]}]}]}
    assert "data" not in str(got("sheets.properties"))
    assert got("sheets(data(rowData(values(*))))") != {}
    assert "Cannot find" in refusal(ask.get(f"{BASE}/{sheet_id}?fields=sheets.colour"))


def test_grid_data_comes_where_it_is_asked_for(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """A whole cell: typed, effective, shown, formatted."""
    server.act(sheet_id, [{"edit": "A1", "value": "=1/0"}, {"edit": "A2", "value": "50%"}])
    told = ask.get(f"{BASE}/{sheet_id}", params={"ranges": "A1:A2", "includeGridData": "true"})
    one, two = (row["values"][0] for row in told.json()["sheets"][0]["data"][0]["rowData"])
    assert one["userEnteredValue"] == {"formulaValue": "=1/0"}
    assert one["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert (two["formattedValue"], two["effectiveValue"]) == ("50%", {"numberValue": 0.5})
    assert two["userEnteredFormat"]["numberFormat"]["type"] == "PERCENT"


def test_the_log_counts_calls_and_bytes_and_tells_no_secret(
    server: SheetsServer, sheet_id: str, book: gspread.Spreadsheet
) -> None:
    """Method, path, sizes, code, caller; never a token nor what a cell holds."""
    book.sheet1.update([["secret content"]], "A1")
    write = server.log("*.values.update")[0]
    assert (write.verb, write.code, write.who) == ("PUT", 200, ROBOT)
    assert write.sent > 20
    assert write.received > 100
    url = f"{server.base_url}/v4/spreadsheets/{sheet_id}?access_token=ya29.told"
    requests.get(url, timeout=5)
    written = str(server.app.log)
    assert "ya29" not in written
    assert "secret content" not in written


def test_many_callers_at_once_lose_nothing(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """Each appends; every row is there."""
    ask.get(f"{BASE}/{sheet_id}")

    def append(number: int) -> None:
        mine = session(server.base_url, server.service_account())
        for each in range(5):
            mine.post(
                f"{BASE}/{sheet_id}/values/A1:append",
                params={"valueInputOption": "RAW"},
                json={"values": [[number * 10 + each]]},
            )

    threads = [threading.Thread(target=append, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = {value for (value,) in server.seen(sheet_id, "A1:A31")} - {None}
    assert found == {number * 10 + each for number in range(6) for each in range(5)}


def test_it_runs_on_its_own_and_is_scripted_over_control(tmp_path: Path) -> None:
    """`python -m tests.sheets_server`: prints its address, is told what to do by HTTP."""
    key = tmp_path / "key.json"
    command = [sys.executable, "-m", "tests.sheets_server", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--service-account", str(key)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        base = process.stdout.readline().strip()

        def control(verb: str, name: str, **body: object) -> object:
            reply = requests.request(verb, f"{base}/control/{name}", json=body, timeout=5)
            assert reply.status_code == 200, reply.text
            return reply.json()

        made = control("POST", "files", owner="owner@example.com", share={ROBOT: "writer"})
        assert isinstance(made, dict)
        actions = [{"edit": "A1", "value": 5}, {"define_name": "Five", "as": "A1"}]
        control("POST", "people", spreadsheet=made["id"], actions=actions)
        control("POST", "rules", do="429-seconds", call="*.values.get", seconds=7)
        edit = [{"edit": "A1", "value": 6}]
        control("POST", "rules", call="*.values.get", nth=2, actions=edit)
        book = client(base, json.loads(key.read_text())).open_by_key(made["id"])
        with pytest.raises(gspread.exceptions.APIError, match="429"):
            book.values_get("Five")
        assert book.values_get("Five")["values"] == [["6"]]
        assert control("POST", "seen", spreadsheet=made["id"], range="A1") == [[6]]
        log = control("GET", "log")
        assert isinstance(log, list)
        assert [each["code"] for each in log if each["call"].endswith("values.get")] == [429, 200]
        assert control("GET", "violations") == []
        control("PUT", "settings", latency=0.01, quota={"reads": 60, "writes": 60})
        assert oct(key.stat().st_mode)[-3:] == "600"
        wrong = requests.post(f"{base}/control/rules", json={"do": "flood"}, timeout=5)
        assert wrong.status_code == 400
    finally:
        os.kill(process.pid, signal.SIGINT)
        process.wait(10)
    assert process.returncode == 0
