"""The calibrations as a Markdown table: `python -m tests.calibration.table` prints it.

With `--write` it is rendered into the README, between its markers.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby

from addin import render
from tests.calibration import Row, learning, plans

__all__ = ["main", "table"]


def table() -> str:
    """Simulate everything and lay it out as the README shows it, a line for what is alike."""
    head = ["| simulated | promised | came out | runs |", "|---|---|---|---:|"]
    alike = (list(group) for _, group in groupby(rows(), lambda row: row.what))
    return "\n".join([*head, *map(line, alike)])


def rows() -> Iterator[Row]:
    """Give the rows of all calibrations, those of plans first."""
    yield from plans.rows()
    yield from learning.rows()


def line(alike: Sequence[Row]) -> str:
    """Lay out rows that differ only in what is promised.

    >>> line([Row("volumes", f"{q:.0%}", q + 0.005, 0.0009, 100_000) for q in (0.8, 0.9)])
    '| volumes | 80%, 90% | 80.5% ± 0.1, 90.5% ± 0.1 | 100,000 |'
    >>> line([Row("pace says 'behind' by chance", "at most 5%", 0.0429, 0.0, 160)])
    "| pace says 'behind' by chance | at most 5% | 4.3% | 160, summed |"
    """
    first = alike[0]
    promised, *more = (row.nominal for row in alike)
    promises = [promised, *(each.split()[-1] for each in more)]
    summed = ", summed" if not first.error and 0 < first.measured < 1 else ""
    came_out = ", ".join(map(measured, alike))
    return f"| {first.what} | {', '.join(promises)} | {came_out} | {first.runs:,}{summed} |"


def measured(row: Row) -> str:
    """Write a share in percent, with its Monte Carlo error where it was simulated.

    >>> measured(Row("the lag that is found", "3", 3, 0, 1))
    '3'
    """
    if "%" not in row.nominal:
        return f"{row.measured:g}"
    if not row.error:
        return f"{row.measured:.1%}"
    # an error that rounds to nothing is shown as the least that is shown
    return f"{row.measured:.1%} ± {max(100 * row.error, 0.1):.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or write it into the README."""
    parser = argparse.ArgumentParser(description="Simulate how often the answers are right.")
    parser.add_argument("--write", action="store_true", help="render the table into the README")
    if parser.parse_args(arguments).write:
        text = render.README.read_text(encoding="utf-8")
        fresh = render.rendered(text, {"calibration": table()})
        render.README.write_text(fresh, encoding="utf-8")
    else:
        print(table())


if __name__ == "__main__":
    main()
