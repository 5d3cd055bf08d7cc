"""The stamp and the copies of a fill in a Google Sheet: written along, never on their own."""

from __future__ import annotations

import datetime

from funnel_addin.sync import Synced, sync
from tests.google.plans import calls, opened, shared
from tests.sheets_server import SheetsServer

DAY = datetime.date(2027, 5, 10)
MORE = (
    {"edit": "Plan!E1:E3", "value": [[60], [""], [3]]},
    {"define_name": "Plan_Volumes", "as": "Plan!E1:E3"},
    {"define_name": "Plan_Probability", "as": "Plan!F1"},
    {"define_name": "Plan_Volumes_At_Fill", "as": "Plan!G1:I1"},
    {"define_name": "Plan_Rates_At_Fill", "as": "Plan!G2:H2"},
    {"define_name": "Plan_Filled", "as": "Plan!G4:H4"},
)


def synced(server: SheetsServer, sheet_id: str, day: datetime.date = DAY) -> Synced:
    """Sync the sheet once, on a day."""
    moment = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    return sync(opened(server, sheet_id), clock=lambda: moment, source="nightly")


def test_a_sync_stamps_what_it_writes_and_then_is_still(server: SheetsServer) -> None:
    """The second one, a day later, makes two requests and no write."""
    sheet_id = shared(server, *MORE)
    synced(server, sheet_id)
    assert calls(server) == ["read", "read", "add", "read", "write"]
    assert server.seen(sheet_id, "Plan!G4:H4") == [[46517, "nightly"]]
    assert server.seen(sheet_id, "Plan!G1:I1") == [[60, None, 3]]
    assert server.seen(sheet_id, "Plan!G2:H2") == [[0.5, 0.25]]
    before = len(calls(server))
    again = synced(server, sheet_id, DAY + datetime.timedelta(days=1))
    assert (again.written, again.kept, again.problems, again.status) == ((), (), (), 0)
    assert calls(server)[before:] == ["read", "read"]


def test_what_changed_is_written_with_its_stamp_in_one_request(server: SheetsServer) -> None:
    """Outputs, copies and stamp are of one state of the inputs."""
    sheet_id = shared(server, *MORE)
    synced(server, sheet_id)
    before = len(calls(server))
    server.act(sheet_id, [{"edit": "Plan!E1", "value": 200}])
    done = synced(server, sheet_id, DAY + datetime.timedelta(days=2))
    assert calls(server)[before:] == ["read", "read", "write"]
    assert {each.name for each in done.written} == {
        "Plan_Probability",
        "Plan_Volumes_At_Fill",
        "Plan_Filled",
    }
    assert server.seen(sheet_id, "Plan!G4") == [[46519]]
