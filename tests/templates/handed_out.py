"""The workbooks that we hand out, as files: the three templates and their examples."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "templates"
NAMES = ("funnel_plan", "marketing_system", "channel_budget")
EMPTY = tuple(FOLDER / f"{name}.xlsx" for name in NAMES)
EXAMPLES = tuple(FOLDER / f"{name}_example.xlsx" for name in NAMES)
HANDED_OUT = EMPTY + EXAMPLES
