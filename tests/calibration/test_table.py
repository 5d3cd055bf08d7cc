"""The README's table of calibrations is what a simulation gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.calibration.table import table

README = Path(__file__).parents[2] / "README.md"
POINTS = 1.0
_MEASURED = re.compile(r"([\d.]+)%?( ± [\d.]+)?$")


@pytest.mark.slow
def test_the_readme_s_calibrations_come_out_again() -> None:
    """Same lines, same promises; shares within a point, for another numpy may draw otherwise."""
    text = README.read_text(encoding="utf-8")
    found = re.search(r"<!-- rendered: calibration -->\n\n(.*?)\n\n<!-- end -->", text, re.DOTALL)
    assert found
    shown, fresh = (cells(each) for each in (found[1], table()))
    assert [row[:2] + row[3:] for row in shown] == [row[:2] + row[3:] for row in fresh]
    for before, now in zip(shown[2:], fresh[2:], strict=True):
        for said, came_out in zip(measured(before[2]), measured(now[2]), strict=True):
            assert said == pytest.approx(came_out, abs=POINTS), now[0]


def cells(text: str) -> list[list[str]]:
    """Split a Markdown table into its cells."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]


def measured(cell: str) -> list[float]:
    """Give the numbers of a cell, without their errors: 80.6% ± 0.1, 90.2% ± 0.1."""
    parts = [_MEASURED.match(part) for part in cell.split(", ")]
    assert all(parts), cell
    return [float(part[1]) for part in parts if part]
