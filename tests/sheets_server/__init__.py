"""A local Google Sheets and Drive for tests: stateful, validated, and able to fail on cue.

    with SheetsServer() as server:
        sheet_id = server.spreadsheet(actions=[{"edit": "A1", "value": 5}])
        gc = client(server.base_url, server.service_account())
        server.fault("lost", call="*.values.batchUpdate")
        server.person({"edit": "A1", "value": 6}, nth=2, call="*.values.batchGet")

From another process: `python -m tests.sheets_server --port 0`, then POST to /control/….
"""

from tests.sheets_server.client import client, session
from tests.sheets_server.faults import FAULTS, Rule
from tests.sheets_server.server import OWNER, PRIVATE_ID, ROBOT, SheetsServer

__all__ = ["FAULTS", "OWNER", "PRIVATE_ID", "ROBOT", "Rule", "SheetsServer", "client", "session"]
