"""What the README shows of the workbooks to start from is what is printed, block by block."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from funnel_addin.cli import main
from funnel_addin.templates import TEMPLATES

ROOT = Path(__file__).parents[2]
BLOCK = r"```console\n(\$ funnel new\b.*?)```"


def blocks() -> list[str]:
    """Give the README's blocks that start a workbook."""
    return re.findall(BLOCK, (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)


def printed(block: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the commands of a block, and give them with what they print."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, flags=re.MULTILINE):
        capsys.readouterr()
        main(shlex.split(command)[1:])
        told = capsys.readouterr()
        lines += [f"$ {command}", *(told.out + told.err).splitlines()]
    return "\n".join(line.rstrip() for line in lines)


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.splitlines()[0][2:])
def test_what_the_readme_shows_of_a_workbook_is_what_is_printed(
    block: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each block in a folder of its own; the list of templates in the project's, for its paths."""
    listing = block.splitlines()[0] == "$ funnel new"
    monkeypatch.chdir(ROOT if listing else tmp_path)
    assert printed(block, capsys) == block.rstrip()


def test_every_template_has_its_block_and_its_picture() -> None:
    """In its own section, under its name."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for each in TEMPLATES:
        section = readme.partition(f"\n### {each.name}\n")[2].partition("\n### ")[0]
        assert f"](docs/pictures/templates/{each.name}.png)" in section
        assert f"$ funnel new {each.name}" in section
        assert "$ funnel fill " in section
