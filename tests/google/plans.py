"""A person's plan on the local server, and our book of it."""

from typing import Any

from funnel_addin.books.google.book import GoogleBook
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.port import Cell, Grid
from funnel_addin.books.sight import Change, Sight
from tests.google.callers import Clock, patience
from tests.sheets_server import ROBOT, SheetsServer
from tests.sheets_server.auth import SCOPES
from tests.sheets_server.client import ServiceAccount, _signer

READ, WRITE = "spreadsheets.get", "spreadsheets.values.batchUpdate"
ADD = "spreadsheets.batchUpdate"
TAB = "'Funnel sync'"

PLAN: list[dict[str, Any]] = [
    {"add_tab": "Plan"},
    {"edit": "Plan!B1", "value": 40},
    {"edit": "Plan!B3:B4", "value": [["50%"], [0.25]]},
    {"edit": "Plan!A1:A8", "value": [["Goal"], [""], ["Rates"], [""], [""], ["Top"], ["Mid"]]},
    {"define_name": "Plan_Target", "as": "Plan!B1"},
    {"define_name": "Plan_Rates", "as": "Plan!B3:B4"},
    {"define_name": "Plan_Required", "as": "Plan!B6:B8"},
    {"define_name": "Plan_Expected", "as": "Plan!C6:C8"},
]


def shared(server: SheetsServer, *actions: dict[str, Any], role: str = "writer") -> str:
    """A person's plan, shared with the robot; its ID."""
    return server.spreadsheet(shared_with={ROBOT: role}, actions=[*PLAN, *actions])


def opened(server: SheetsServer, sheet_id: str, email: str = ROBOT) -> GoogleBook:
    """Open a sheet as the robot, or as another service account."""
    info = server.service_account(email)
    credentials = ServiceAccount(
        _signer(info["private_key"], info["private_key_id"]),
        info["client_email"],
        info["token_uri"],
        scopes=[SCOPES + "spreadsheets"],
    )
    return GoogleBook(Transport(credentials, server.base_url, patience(Clock())), sheet_id)


def column(*cells: Cell) -> Grid:
    """Stand cells below one another."""
    return tuple((cell,) for cell in cells)


def put(book: GoogleBook, sight: Sight, **named: Grid) -> None:
    """Put whole names, and remember all of their cells; an Ellipsis leaves a cell as it is."""
    changes, memory = [], {}
    for name, grid in named.items():
        kept = sight.memory.get(name, ())
        lines = []
        for row, line in enumerate(grid):
            cells = []
            for at, cell in enumerate(line):
                if cell is ...:
                    cells.append(kept[row][at] if row < len(kept) else None)
                else:
                    changes.append(Change(name, row, at, cell))
                    cells.append(cell)
            lines.append(tuple(cells))
        memory[name] = tuple(lines)
    book.put(changes, memory, sight)


def calls(server: SheetsServer) -> list[str]:
    """Name the calls made so far, in short: read, write, add."""
    short = {READ: "read", WRITE: "write", ADD: "add"}
    return [short[each.call] for each in server.log("spreadsheets.*")]
