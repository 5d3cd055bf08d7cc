"""`funnel history --wins`: what must enter, told and as a formula, for the README's example."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from funnel_addin.cli import main
from funnel_core.schedule import required_entries
from tests.flow.example_export import EXAMPLE

pytest.importorskip("ibis", reason="exports are read by Ibis: pip install '.[history]'")

EXAMPLES = ["history", str(EXAMPLE), "--wins"]
AS_JSON = str.maketrans("{};", "[],")


def needed_for(capsys: pytest.CaptureFixture[str], wins: str) -> dict[str, Any]:
    """Give what must enter, as the one object that is printed has it."""
    assert main([*EXAMPLES, wins, "--json"]) == 0
    needed: dict[str, Any] = json.loads(capsys.readouterr().out)["entries_needed"]
    return needed


def test_wins_of_the_examples_deals_ask_for_a_steady_plan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A month met by itself would take twelve thousand deals; the formula for that is told."""
    needed = needed_for(capsys, "10,10,12,12")
    assert 50 < min(needed["entries"]) <= max(needed["entries"]) < 110
    assert 0 < sum(needed["short"]) < 2
    assert max(needed["lag"]) < 0.5
    assert main([*EXAMPLES, "10,10,12,12"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "To enter Wins wanted From open ones Wins expected Short by" in told
    assert "taken to go on, 12 a month" in told
    assert "(the steps' rates multiplied, as a plan does; all the way estimated at once" in told
    assert "most of those that enter now are won later" in told
    (formula,) = re.findall(r"=FUNNEL_SCHEDULE\((.*)\) Next", told)
    parts = [json.loads(part.translate(AS_JSON)) for part in formula.split(", ")]
    assert sum(parts[1]) == pytest.approx(1)
    schedule = required_entries(*parts)
    assert max(schedule.entries) > 5_000


def test_wins_that_open_deals_bring_need_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing must enter, nothing is short, and the column for that is empty."""
    needed = needed_for(capsys, "1")
    assert (needed["entries"], needed["short"]) == ([0], [0])
    assert main([*EXAMPLES, "1"]) == 0
    told = capsys.readouterr().out
    assert "most of those that enter now are won later" not in told
    assert "  =FUNNEL_SCHEDULE({0}, {" in told
