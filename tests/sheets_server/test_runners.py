"""The runners that need a checkout of gspread, on a small stand-in for one."""

from pathlib import Path

from tests.sheets_server import cassettes, gspread_suite

SUITE = """
import os

import gspread
import vcr


def test_a_call_goes_to_the_server():
    client = gspread.service_account(filename=os.environ["GS_CREDS_FILENAME"])
    assert client.create("Made").title == "Made"
    assert vcr.VCR


def test_this_fails():
    raise AssertionError
"""
CASSETTE = """{"interactions": [{
    "request": {"method": "POST", "uri": "https://www.googleapis.com/drive/v3/files",
        "body": "{\\"mimeType\\": \\"application/vnd.google-apps.spreadsheet\\"}",
        "headers": {"Content-Type": ["application/json"]}},
    "response": {"status": {"code": 200}, "body": {"string":
        "{\\"kind\\": \\"drive#file\\", \\"id\\": \\"1\\", \\"name\\": \\"Other\\"}"}}
}]}"""


def checkout(folder: Path) -> Path:
    """A folder laid out like gspread's repository."""
    tests = folder / "tests"
    (tests / "cassettes").mkdir(parents=True)
    (tests / "__init__.py").touch()
    (tests / "test_small.py").write_text(SUITE)
    (tests / "cassettes" / "Small.json").write_text(CASSETTE)
    return folder


def test_the_suite_is_run_against_the_server_and_counted(tmp_path: Path) -> None:
    """One of two passes, and the other is named."""
    outcome = gspread_suite.run(checkout(tmp_path))
    assert (outcome.passed, outcome.total) == (1, 2), outcome.output
    assert outcome.failed == ("tests/test_small.py::test_this_fails",)
    assert outcome.violations == ()


def test_recorded_replies_are_compared_with_ours(tmp_path: Path) -> None:
    """What is missing, too much or another value is told; what Google draws is not."""
    calls, found = cassettes.compare(checkout(tmp_path))
    label = "Small: POST drive/v3/files: "
    assert calls == 1
    assert sorted(found) == [
        f"{label}.mimeType is too much",
        f"{label}.name is 'Untitled', not 'Other'",
    ]
