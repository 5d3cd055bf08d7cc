"""A person's plan in a Google Sheet, as the tests of the `funnel sheets` commands have it."""

from __future__ import annotations

from typing import Any

from tests.sheets_server import SheetsServer

COLUMN = "Plan!B6:B8"
PLAN: list[dict[str, Any]] = [
    {"add_tab": "Plan"},
    {"edit": "Plan!B1", "value": 40},
    {"edit": "Plan!B3:B4", "value": [[0.5], [0.25]]},
    {"define_name": "Plan_Target", "as": "Plan!B1"},
    {"define_name": "Plan_Rates", "as": "Plan!B3:B4"},
    {"define_name": "Plan_Required", "as": COLUMN},
]
READ, WRITE, ADD = "spreadsheets.get", "spreadsheets.values.batchUpdate", "spreadsheets.batchUpdate"
NOWHERE = {"GOOGLE_APPLICATION_CREDENTIALS": "", "CLOUDSDK_CONFIG": "nowhere"}


def calls(server: SheetsServer) -> list[str]:
    """Name the API calls made so far."""
    return [each.call for each in server.log("spreadsheets.*")]


def required(server: SheetsServer, plan: str) -> list[Any]:
    """Give what a person sees in the output."""
    return [cell for (cell,) in server.seen(plan, COLUMN)]
