"""What the README shows of `funnel history` is what is printed, of the example beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.example_export import EXAMPLE, export
from tests.flow.history_session import README, rendered, shown

pytest.importorskip("ibis", reason="exports are read by Ibis: pip install '.[history]'")


def test_the_example_is_written_from_its_seed() -> None:
    """`python -m tests.flow.example_export` writes it anew."""
    assert EXAMPLE.read_text(encoding="utf-8") == export()


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    """Else: `python -m tests.flow.history_session --write`."""
    readme = README.read_text(encoding="utf-8")
    assert rendered(readme, tmp_path) == readme


def test_an_ellipsis_stands_for_what_is_left_out() -> None:
    """Before the first part, between parts and behind the last."""
    assert shown("a\nb\n\nc\nd", [("a", "c")]) == "a\nb\n…"
    assert shown("x\na\nb\nc\nd\ne", [("a", "b"), ("d", "e")]) == "…\na\n…\nd\n…"
