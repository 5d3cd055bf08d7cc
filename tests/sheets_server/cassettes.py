"""Replays gspread's recorded calls against this server, and tells where our replies differ.

`python -m tests.sheets_server.cassettes CHECKOUT` prints each kind of difference from what Google
answered. What Google draws (IDs, times, links) is matched up, not compared.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from google.auth.transport.requests import AuthorizedSession

from tests.sheets_server.client import session
from tests.sheets_server.server import PRIVATE_ID, SheetsServer

DRAWN = frozenset(
    "id spreadsheetId sheetId namedRangeId protectedRangeId spreadsheetUrl createdTime "
    "modifiedTime users pixelSize files".split()
)


@dataclass
class Replay:
    """One cassette played to the server: recorded IDs become the server's own on the way."""

    ours: AuthorizedSession
    known: dict[str, str] = field(default_factory=dict)

    def differences(self, interactions: list[dict[str, Any]]) -> Iterator[str]:
        """What differs from the recorded replies, call by call."""
        for each in interactions:
            asked, told = each["request"], each["response"]
            named = re.search(r"(?:spreadsheets|files)/([\w-]{40,})", asked["uri"])
            if named and named[1] not in {*self.known, PRIVATE_ID}:
                continue  # a spreadsheet from before the recording
            reply = self.ours.request(
                asked["method"],
                self._translated(asked["uri"]),
                data=self._translated(asked["body"] or "").encode() or None,
                headers={"Content-Type": (asked["headers"].get("Content-Type") or [""])[0]},
            )
            label = f"{asked['method']} {_kind(asked['uri'], asked['body'])}"
            if reply.status_code != told["status"]["code"]:
                said = " ".join(reply.text.split())[:200]
                yield f"{label}: {reply.status_code}, not {told['status']['code']}: {said}"
            elif "/v2/" not in asked["uri"]:
                text = told["body"].get("string", "")
                yield from (
                    f"{label}: {each}" for each in self._unlike(_read(text), _read(reply.text), "")
                )

    def _translated(self, text: str) -> str:
        for theirs, ours in self.known.items():
            text = text.replace(theirs, ours)
        return text

    def _unlike(self, theirs: Any, ours: Any, path: str) -> Iterator[str]:
        name = path.rpartition(".")[2]
        if name in DRAWN and type(theirs) is type(ours):
            if isinstance(theirs, str | int) and theirs and theirs != ours:
                self.known[str(theirs)] = str(ours)
        elif isinstance(theirs, dict) and isinstance(ours, dict):
            for key in sorted(theirs.keys() | ours.keys()):
                if key not in ours:
                    yield f"{path}.{key} is missing"
                elif key not in theirs:
                    yield f"{path}.{key} is too much"
                else:
                    yield from self._unlike(theirs[key], ours[key], f"{path}.{key}")
        elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
            for one, other in zip(theirs, ours, strict=True):
                yield from self._unlike(one, other, f"{path}[]")
        elif theirs != ours:
            yield f"{path} is {str(ours)[:60]!r}, not {str(theirs)[:60]!r}"


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _kind(uri: str, body: str | None) -> str:
    """A call without its IDs, and the kinds of its requests."""
    parts = urlsplit(uri).path.split("/")
    path = "/".join("…" if len(each) > 30 and ":" not in each else each for each in parts[-3:])
    given = _read(body or "")
    kinds = given.get("requests", []) if isinstance(given, dict) else []
    return " ".join([path, *sorted({kind for each in kinds for kind in each})])


def compare(checkout: Path) -> tuple[int, Counter[str]]:
    """How many calls were replayed, and each difference with how often it occurs."""
    found: Counter[str] = Counter()
    calls = 0
    for cassette in sorted((checkout / "tests" / "cassettes").glob("*.json")):
        interactions = json.loads(cassette.read_text("utf-8"))["interactions"]
        calls += len(interactions)
        with SheetsServer() as server:
            replay = Replay(session(server.base_url, server.service_account()))
            found.update(f"{cassette.stem}: {each}" for each in replay.differences(interactions))
            found.update(server.violations)
    return calls, found


def main(arguments: list[str] | None = None) -> int:
    """Print the differences: 0 when there are none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path)
    calls, found = compare(parser.parse_args(arguments).checkout)
    for each, times in sorted(found.items()):
        print(f"{times:4} {each}")
    print(f"{calls} recorded calls replayed, {sum(found.values())} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
