"""Runs gspread's own test suite, from a checkout of its repository, live against this server.

`python -m tests.sheets_server.gspread_suite CHECKOUT` prints how many pass, and which do not.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.sheets_server.client import client
from tests.sheets_server.server import SheetsServer

VARIABLE = "GSPREAD_CHECKOUT"
PYTEST = "-p no:vcr -p gspread_detour -p no:cacheprovider -q -rfE --tb=short".split()


@dataclass(frozen=True)
class Outcome:
    """How gspread's suite went, and what our own replies broke meanwhile."""

    passed: int
    total: int
    failed: tuple[str, ...]
    violations: tuple[str, ...]
    output: str


def run(checkout: Path, *arguments: str) -> Outcome:
    """Run the suite of a checkout; further arguments go to its pytest."""
    with tempfile.TemporaryDirectory() as name, SheetsServer() as server:
        folder = Path(name)
        key = folder / "key.json"
        key.write_text(json.dumps(server.service_account()))
        key.chmod(0o600)
        shutil.copy(Path(__file__).with_name("gspread_detour.py"), folder)
        # the suite expects an account that has files already
        client(server.base_url, json.loads(key.read_text())).create("Older than the tests")
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", *PYTEST, *arguments, "tests"],
            cwd=checkout,
            env=os.environ
            | {
                "PYTHONPATH": f"{checkout}{os.pathsep}{folder}",
                "PYTHONDONTWRITEBYTECODE": "1",
                "GS_CREDS_FILENAME": str(key),
                "SHEETS_SERVER": server.base_url,
            },
            capture_output=True,
            text=True,
            check=False,
        )
    return _outcome(ended.stdout + ended.stderr, tuple(server.violations))


def _outcome(output: str, violations: tuple[str, ...]) -> Outcome:
    last = output.strip().splitlines()[-1] if output.strip() else ""
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last)}
    passed = counts.get("passed", 0)
    total = passed + counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
    failed = tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", output, re.MULTILINE))
    return Outcome(passed, total, failed, violations, output)


def main(arguments: list[str] | None = None) -> int:
    """Report on a checkout: 0 when every test passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path, nargs="?", default=os.environ.get(VARIABLE))
    parser.add_argument("-v", "--verbose", action="store_true", help="show what pytest said")
    given, rest = parser.parse_known_args(arguments)
    if given.checkout is None:
        parser.error(f"name a checkout of gspread, or set {VARIABLE}")
    outcome = run(Path(given.checkout).resolve(), *rest)
    if given.verbose:
        print(outcome.output)
    for each in (*outcome.failed, *outcome.violations):
        print(f"not so: {each}")
    print(f"{outcome.passed} of {outcome.total} of gspread's tests pass")
    return 0 if outcome.total and outcome.passed == outcome.total else 1


if __name__ == "__main__":
    sys.exit(main())
