"""`python -m tests.wine` shows the way from Excel to Python once, from the DLL to the cell."""

from __future__ import annotations

import sys

from tests.excel_objects import Cells, Currency
from tests.wine.excel import PlayedExcel
from tests.wine.vba import shown
from tests.wine.windows import Unavailable, some_windows

RATES = Cells([[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]])
BAD = (100.0, 47.0)
CALLS = (
    ("FUNNEL_REQUIRED(B1, B2:B7, B8)", "FUNNEL_REQUIRED", (Cells([[Currency(1e6)]]), RATES, 1e4)),
    ("FUNNEL_PACE(48, 60)", "FUNNEL_PACE", (48.0, 60.0)),
    ("FUNNEL_REQUIRED(100, 47)", "FUNNEL_REQUIRED", BAD),
    ("FUNNEL_WHY(FUNNEL_REQUIRED(100, 47))", "FUNNEL_REQUIRED", BAD),
)


def main() -> None:
    """Print what cells show, each from an answer that came over COM."""
    try:
        with some_windows() as windows, PlayedExcel(windows) as excel:
            print(f"{excel.evaluated('sys.executable')} serves Python", end=" ")
            print(excel.evaluated("sys.version.split()[0]"))
            for formula, called, arguments in CALLS:
                answer = excel.call(called, *arguments)
                in_vba = formula.replace("B1, B2:B7, B8", "1, 1, 1")
                print(f"={formula}: {shown(in_vba, answer)}")
    except Unavailable as lacking:
        sys.exit(str(lacking))


if __name__ == "__main__":
    main()
