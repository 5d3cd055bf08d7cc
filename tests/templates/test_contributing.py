"""What CONTRIBUTING.md shows of adding to a template runs, and works out what it says."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from templates.builder.lint import lint
from templates.builder.placing import laid_out

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


@pytest.fixture(scope="module")
def added() -> dict[str, Any]:
    """Run the example of the section on adding a KPI, a column or a sheet."""
    section = CONTRIBUTING.read_text(encoding="utf-8").split("### To add a KPI")[1]
    example = re.search(r"```python\n(.*?)```", section, re.S)
    assert example is not None
    names: dict[str, Any] = {}
    exec(example[1], names)
    return names


def shown(added: dict[str, Any], key: str) -> list[object]:
    """Give what the cells of a field show."""
    spot = laid_out(added["plan"]).spots[key]
    sheet = openpyxl.load_workbook(io.BytesIO(added["book"]), data_only=True)[spot.sheet]
    return [
        sheet.cell(spot.row + down + 1, spot.column + across + 1).value
        for down in range(spot.rows)
        for across in range(spot.columns)
    ]


def test_the_example_works_out_its_kpi_and_its_column(added: dict[str, Any]) -> None:
    """Of 640,000 visitors for 100 wins, one win takes 6,400; a year has 365 days."""
    assert shown(added, "top_per_win") == [6400]
    days = shown(added, "per_day")
    assert days[0] == pytest.approx(640000 / 365)
    assert days[6] == pytest.approx(100 / 365)
    assert days[7] in ("", None)


def test_the_lint_asks_only_for_what_the_text_says_comes_next(added: dict[str, Any]) -> None:
    """The new sheet lacks its line on Start and its checks, and nothing else."""
    assert [str(finding) for finding in lint(added["book"])] == [
        "Start does not name the sheet Daily.",
        "Workings does not count what is to be put right on the sheet Daily.",
    ]
