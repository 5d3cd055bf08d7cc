"""What the README shows of `funnel sheets` is what is printed, at a local server."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from funnel_addin.cli import main
from tests.flow.command import typed_plan
from tests.sheets_server import ROBOT, SheetsServer

ROOT = Path(__file__).parents[2]
SESSION = r"```console\n(\$ funnel sheets .*?)```"


def sessions() -> list[str]:
    """Give the README's blocks that sync a Sheet."""
    return re.findall(SESSION, (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("session", sessions())
def test_what_the_readme_shows_of_a_sync_is_what_is_printed(
    session: str,
    server: SheetsServer,
    env: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A Sheet from the template, synced once; then people raised the target and typed over SQL."""
    (sheet_id,) = set(re.findall(r"/spreadsheets/d/([\w-]+)", session))
    body = {"owner": "sam@example.com", "title": "Plan 2027", "id": sheet_id}
    server.control.new_file({**body, "share": {ROBOT: "writer"}})
    made = server.upload(typed_plan(tmp_path / "plan.xlsx").read_bytes(), "Plan 2027")
    server.app.drive.files[sheet_id].book = server.app.drive.files[made].book
    assert main(["sheets", "sync", sheet_id]) == 0
    people = [{"edit": "Plan_Target", "value": 1_200_000}, {"edit": "Funnel!I12", "value": 1000}]
    server.act(sheet_id, people)
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        capsys.readouterr()
        main(shlex.split(command)[1:])
        printed = capsys.readouterr()
        assert (printed.out + printed.err).strip() == output.strip()
