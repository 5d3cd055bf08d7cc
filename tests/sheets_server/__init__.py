"""A local Google Sheets and Drive for tests: stateful, validated, and able to fail on cue.

    with SheetsServer() as server:
        sheet_id = server.spreadsheet(actions=[{"edit": "A1", "value": 5}])
        gc = client(server.base_url, server.service_account())
        server.fault("lost", call="*.values.batchUpdate")                   # this once
        server.fault("429-seconds", kind="read", nth=3, times=2, seconds=1)  # the 3rd and 4th read
        server.person({"edit": "A1", "value": 6}, nth=2, call="*.values.batchGet")
        ...
        assert server.seen(sheet_id, "A1") == [[6]]
        assert len(server.log("spreadsheets.*")) == 3
        assert server.violations == []

`FAULTS` names every fault and `people.ACTIONS` all that a person can do. A rule fires at the `nth`
call that matches and `times` calls on (None: for ever); people act right before the call takes
effect, or `moment="after"`, before its reply is sent. All of this can be said over HTTP too:
`python -m tests.sheets_server --port 0` prints its address, and GET /control what can be posted.

Every request is read, and every reply checked, by Google's discovery documents. What is not spoken
answers 400. Where Google's behaviour is not written down, the stricter of two guesses was taken.
"""

from tests.sheets_server.client import client, session
from tests.sheets_server.faults import FAULTS, Rule
from tests.sheets_server.server import OWNER, PRIVATE_ID, ROBOT, SheetsServer

__all__ = ["FAULTS", "OWNER", "PRIVATE_ID", "ROBOT", "Rule", "SheetsServer", "client", "session"]
