"""The function that reads its own workbook, in the hosts that let it: all but xlwings Lite."""

from __future__ import annotations

__all__ = ["NAMES_READ", "READS_ITS_WORKBOOK"]

READS_ITS_WORKBOOK = "FUNNEL_REQUIRED"
"""The function that, with no argument at all, reads the names of its own workbook."""

NAMES_READ = (
    "Plan_Target",
    "Plan_Value",
    "Plan_Rates",
    "Plan_Counts",
    "Plan_Goal",
    "Plan_Purchases",
    "Plan_Existing",
    "Plan_Retention",
    "Plan_Share_Of_Year",
    "Plan_Fixed_Cost",
    "Plan_Margin",
    "Plan_CAC",
)
"""The names that it reads: what must be reached, and the funnel's rates."""
