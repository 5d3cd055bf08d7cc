"""A Google of its own process, Sheets to measure on, and a relay that counts every byte."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import re
import select
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from funnel_addin.books.port import column_letters
from funnel_addin.templates import template_path
from tests.sheets_server import ROBOT

__all__ = [
    "PLACES",
    "STAGES",
    "Google",
    "Relay",
    "Traffic",
    "long_actions",
    "plan_actions",
    "replayed",
    "wide_actions",
]

STAGES = ("Visitor", "MCL", "MQL", "SAL", "SQL", "Opportunity", "Closed won")
RATES = (0.01, 0.47, 0.38, 0.7, 0.5, 0.25)
PLACES = {
    "Plan_Target": "B1",
    "Plan_Value": "B2",
    "Plan_Confidence": "B3",
    "Plan_Start": "B4",
    "Plan_End": "B5",
    "Plan_Stages": "A8:A14",
    "Plan_Rates": "B8:B13",
    "Plan_Required": "D8:D14",
    "Plan_Required_Confident": "E8:E14",
    "Plan_Expected": "F8:F14",
    "Plan_Pace": "G8:G14",
    "Plan_Weights": "B17:M17",
    "Plan_Schedule": "B18:M24",
    "Plan_Actuals": "B28:M34",
}
"""Where the names of the measured Sheet lie: 74 input cells and 112 output cells."""


def plan_actions() -> list[dict[str, Any]]:
    """Say what a person types to make the Sheet: inputs, and names for inputs and outputs."""
    counted = [[(at + 1) * (14 - stage) for at in range(6)] for stage in range(7)]
    typed = {
        "A1:B5": [
            ["Target", 1_000_000],
            ["Value", 10_000],
            ["Confidence", 0.8],
            ["Start", 46_388],
            ["End", 46_752],
        ],
        "A7:G7": [["Stage", "Rate", "", "Required", "At 80 %", "Due", "Pace"]],
        "A8:A14": [[stage] for stage in STAGES],
        "B8:B13": [[rate] for rate in RATES],
        "A17": [["Weights"]],
        "B17:M17": [[1] * 12],
        "A18:A24": [[stage] for stage in STAGES],
        "A28:A34": [[stage] for stage in STAGES],
        "B28:G34": counted,
    }
    edits = [{"edit": where, "value": values, "as": "RAW"} for where, values in typed.items()]
    defined = [{"define_name": name, "as": where} for name, where in PLACES.items()]
    return [{"rename_tab": "Sheet1", "to": "Plan"}, *edits, *defined]


MANY = 10_000


def wide_actions() -> list[dict[str, Any]]:
    """Say how the Sheet becomes one with 10,000 periods of actuals, all counted."""
    cells = [[stage + at % 7 for at in range(MANY)] for stage in range(len(STAGES), 0, -1)]
    return _moved({"Plan_Actuals": f"Wide!A1:{column_letters(MANY)}7"}, MANY, 7, cells)


def long_actions() -> list[dict[str, Any]]:
    """Say how names become 10,000 rows long: stages, volumes, and actuals of twelve periods."""
    cells = [[1 + (row + at) % 9 for at in range(12)] for row in range(MANY)]
    long = {
        "Plan_Actuals": f"Wide!A1:L{MANY}",
        "Plan_Stages": f"Wide!N1:N{MANY}",
        "Plan_Required": f"Wide!O1:O{MANY}",
    }
    stages = [{"edit": "Wide!N1:N7", "value": [[stage] for stage in STAGES], "as": "RAW"}]
    return [*_moved(long, 26, MANY, cells), *stages]


def _moved(
    places: Mapping[str, str], columns: int, rows: int, cells: list[list[int]]
) -> list[dict[str, Any]]:
    where = f"Wide!A1:{column_letters(len(cells[0]))}{len(cells)}"
    return [
        {"add_tab": "Wide", "columns": columns, "rows": rows},
        {"edit": where, "value": cells, "as": "RAW"},
        *({"move_name": name, "to": to} for name, to in places.items()),
    ]


class Google:
    """`python -m tests.sheets_server` as a process apart: its work and memory are not ours."""

    def __enter__(self) -> Google:
        self.folder = tempfile.TemporaryDirectory()
        self.key = Path(self.folder.name) / "key.json"
        template = ["--template", str(template_path("funnel_plan"))]
        command = [sys.executable, "-m", "tests.sheets_server", "--port", "0", *template]
        self.process = subprocess.Popen(
            [*command, "--service-account", str(self.key)], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.base_url = self.process.stdout.readline().strip()
        self.template = self.process.stdout.readline().strip()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()
        self.folder.cleanup()

    def control(self, verb: str, name: str, body: Mapping[str, Any] | None = None) -> Any:
        """Ask the tests' own door."""
        connection = http.client.HTTPConnection(urlsplit(self.base_url).netloc)
        connection.request(verb, f"/control/{name}", json.dumps(body or {}))
        reply = connection.getresponse()
        answer = json.loads(reply.read() or b"{}")
        connection.close()
        assert reply.status == 200, answer
        return answer

    def sheet(self, actions: Sequence[Mapping[str, Any]]) -> str:
        """Make a person's Sheet, shared with the service account; give its ID."""
        new = {"owner": "owner@example.com", "title": "Plan", "share": {ROBOT: "writer"}}
        found = str(self.control("POST", "files", new)["id"])
        self.act(found, *actions)
        return found

    def act(self, sheet: str, *actions: Mapping[str, Any]) -> None:
        """Let a person act on a Sheet."""
        self.control("POST", "people", {"spreadsheet": sheet, "actions": actions})

    def seen(self, sheet: str, where: str) -> list[list[Any]]:
        """Give what stands in a range."""
        found: list[list[Any]] = self.control(
            "POST", "seen", {"spreadsheet": sheet, "range": where}
        )
        return found

    def latency(self, seconds: float) -> None:
        """Have every call take so much longer."""
        self.control("PUT", "settings", {"latency": seconds})

    def key_for(self, base_url: str) -> Path:
        """Write the service account's key for whoever reaches the server at another address."""
        info = json.loads(self.key.read_text()) | {"token_uri": f"{base_url}/token"}
        path = Path(self.folder.name) / f"key-{urlsplit(base_url).port}.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(info))
        return path


@dataclass
class Traffic:
    """What went over the wire, every header included; requests for a token are left out."""

    sent: list[bytes] = field(default_factory=list)
    got: list[bytes] = field(default_factory=list)
    tokens: list[bytes] = field(default_factory=list)

    @property
    def up(self) -> int:
        """Bytes of the requests."""
        return sum(map(len, self.sent))

    @property
    def down(self) -> int:
        """Bytes of the replies."""
        return sum(map(len, self.got))

    @property
    def packed(self) -> int:
        """Bytes of the replies if their bodies were compressed, as Google's are."""
        return sum(
            len(head) + 4 + len(gzip.compress(body, 6))
            for head, _, body in (each.partition(b"\r\n\r\n") for each in self.got)
        )


class Relay:
    """Stands between a client and the server, and counts."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self._server = (parts.hostname or "", parts.port or 0)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.traffic = Traffic()

    def __enter__(self) -> Relay:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._door.close()

    def begin(self) -> Traffic:
        """Count anew."""
        self.traffic = Traffic()
        return self.traffic

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        far = socket.create_connection(self._server)
        open_ends = {near: (far, bytearray()), far: (near, bytearray())}
        asked: list[bool] = []
        with near, far, contextlib.suppress(OSError):
            for each in open_ends:
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    data = ready.recv(1 << 16)
                    if not data:
                        return
                    other, waiting = open_ends[ready]
                    waiting += data
                    for message in _messages(waiting):
                        if ready is near:
                            token = b" /token " in message.partition(b"\r\n")[0]
                            asked.append(token)
                            (self.traffic.tokens if token else self.traffic.sent).append(message)
                        elif not asked.pop(0):
                            self.traffic.got.append(message)
                    other.sendall(data)


def _messages(stream: bytearray) -> Iterator[bytes]:
    """Take the whole messages off the front of a stream."""
    while (end := stream.find(b"\r\n\r\n")) >= 0:
        named = re.search(rb"\r\ncontent-length: *([0-9]+)", stream[:end], re.IGNORECASE)
        length = end + 4 + (int(named[1]) if named else 0)
        if len(stream) < length:
            return
        yield bytes(stream[:length])
        del stream[:length]


def replayed(base_url: str, sent: Sequence[bytes]) -> None:
    """Send the same bytes again, one after the other over one connection: the floor."""
    parts = urlsplit(base_url)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for each in sent:
            line.sendall(each)
            reply = http.client.HTTPResponse(line, method=each.partition(b" ")[0].decode())
            reply.begin()
            content = reply.read()
            assert reply.status == 200, content[:300]
