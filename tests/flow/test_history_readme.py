"""What the README shows of `funnel history` is what is printed, of the example beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.flow.example_export import EXAMPLE, export
from tests.flow.history_session import blocks, followed, printed

pytest.importorskip("ibis", reason="exports are read by Ibis: pip install '.[history]'")


def test_the_example_is_written_from_its_seed() -> None:
    """`python -m tests.flow.example_export` writes it anew."""
    assert EXAMPLE.read_text(encoding="utf-8") == export()


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    """Command by command, each going on where the one before has ended; … stands for any lines."""
    shown = re.split(r"^\$ .*\n", "".join(blocks()), flags=re.MULTILINE)[1:]
    told = list(printed(tmp_path))
    assert len(told) == len(shown) > 1
    for (command, text), lines in zip(told, shown, strict=True):
        assert followed(lines, text), f"$ {command}\n{text}"


@pytest.mark.parametrize(
    ("shown", "told", "same"),
    [
        ("a\n…\nd", "a\nb\nc\nd", True),
        ("a\n…", "a\nb", True),
        ("…\nb", "a\nb", True),
        ("a\nb", "a\nb\nc", False),
        ("a\n…\nc", "b\nc", False),
    ],
)
def test_what_an_ellipsis_stands_for(shown: str, told: str, same: bool) -> None:
    """Any lines, where it stands on a line of its own; all else is as it is printed."""
    assert followed(shown, told) is same
