"""A plan as a table on the terminal, and as data for machines."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping, Sequence

from funnel_addin.books.port import Cell, CellErrorValue, Grid
from funnel_core.planning import Plan

__all__ = ["as_data", "as_json", "columns", "count", "drawn", "plain", "print_json", "told"]

BAR = 24


def drawn(plan: Plan) -> str:
    """Draw a plan: stage, owner, rate, required, required at the confidence, and a bar.

    The bars are on a logarithmic scale: the top of a funnel is thousands of times its bottom.
    """
    headings = ["Stage", "Owner", "Rate", "Required"]
    if plan.confidence is not None:
        headings.append(f"At {plan.confidence * 100:.10g}%")
    rows = [
        [
            row.stage.name,
            row.stage.owner or "–",
            f"{float(row.transition.rate) * 100:.6g}%" if row.transition else "",
            f"{row.required:,}",
            *([f"{row.confident:,}"] if row.confident is not None else []),
        ]
        for row in plan
    ]
    widths = [max(len(row[i]) for row in [headings, *rows]) for i in range(len(headings))]
    rule = "  ".join("─" * width for width in widths)
    lines = [f"{_line(headings, widths)}  (bars: log scale)", rule]
    longest = math.log1p(max(*plan.required, 1))
    for row, volume in zip(rows, plan.required, strict=True):
        bar = "█" * max(1, round(BAR * math.log1p(volume) / longest)) if volume else ""
        lines.append(f"{_line(row, widths)}  {bar}".rstrip())
    return "\n".join(lines)


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Draw a table: so many columns flush left, the others flush right, empty ones left out.

    >>> columns(["Step", "p"], [["1", "5%"]])
    ['Step   p', '────  ──', '1     5%']
    """
    kept = [at for at in range(len(headings)) if any(row[at] for row in rows)]
    cells = [[line[at] for at in kept] for line in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = "  ".join("─" * width for width in widths)
    first, *others = (_line(line, widths, left).rstrip() for line in cells)
    return [first, rule, *others]


def _line(cells: Sequence[str], widths: Sequence[int], left: int = 2) -> str:
    return "  ".join(
        cell.ljust(width) if column < left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )


def as_data(plan: Plan, results: Mapping[str, Grid]) -> dict[str, object]:
    """Give a plan and its outputs as plain data for JSON."""
    rows = len(plan.required)
    schedule = results["Plan_Schedule"] or (None,) * rows
    expected = [row[0] for row in results["Plan_Expected"]] or [None] * rows
    return {
        "target": plan.target.amount,
        "value": plan.target.value,
        "wins": plan.required[-1],
        "confidence": plan.confidence,
        "stages": [
            {
                "stage": row.stage.name,
                "owner": row.stage.owner,
                "rate": float(row.transition.rate) if row.transition else None,
                "counts": [row.transition.counts.entered, row.transition.counts.advanced]
                if row.transition and row.transition.counts
                else None,
                "required": row.required,
                "required_exact": row.exact,
                "required_confident": row.confident,
                "schedule": periods,
                "expected_to_date": due,
            }
            for row, periods, due in zip(plan, schedule, expected, strict=True)
        ],
    }


def told(plan: Plan, results: Mapping[str, Grid]) -> str:
    """Tell a plan: the goal in a sentence, the table, and the schedule where there is one."""
    wins = plan.required[-1]
    goal = f"To win {wins:,}"
    if plan.target.value is not None:
        goal += f" ({plan.target.amount:,.15g} at {plan.target.value:,.15g} each)"
    if not wins:
        goal = "Who is a customer already reaches the goal"
    parts = [f"{goal}, {plan.required[0]:,} must enter at the top.", drawn(plan)]
    if plan.confident and any(
        sure < mean for sure, mean in zip(plan.confident, plan.required, strict=True)
    ):
        parts.append(
            "'Required' is rounded up at every step, the confident volumes only once: "
            "in a small plan they can be lower."
        )
    if results["Plan_Schedule"]:
        parts.append(_scheduled(plan, results["Plan_Schedule"]))
    return "\n\n".join(parts)


def _scheduled(plan: Plan, schedule: Grid) -> str:
    """Draw the spread over the periods, as many as there are."""
    names = [row.stage.name for row in plan]
    first = max(len("By period"), *map(len, names))
    cells = [[f"{cell:,}" for cell in row] for row in schedule]
    numbers = [str(number) for number in range(1, len(cells[0]) + 1)]
    widths = [max(len(row[at]) for row in [numbers, *cells]) for at in range(len(numbers))]
    lines = [
        "  ".join([name.ljust(first), *(c.rjust(w) for c, w in zip(row, widths, strict=True))])
        for name, row in zip(["By period", *names], [numbers, *cells], strict=True)
    ]
    return "\n".join(lines)


def as_json(data: object) -> str:
    """Give data as JSON that a person can read, too."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)


def print_json(data: object) -> None:
    """Print data as JSON."""
    print(as_json(data))


def plain(cell: Cell) -> float | int | str | bool | None:
    """Give a cell as JSON can hold it: a date in ISO's form, an error as its code.

    >>> plain(datetime.date(2027, 1, 31)), plain(CellErrorValue("#N/A")), plain(800)
    ('2027-01-31', '#N/A', 800)
    """
    if isinstance(cell, CellErrorValue):
        return cell.code
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def count(number: int, noun: str) -> str:
    """Count things in words.

    >>> count(1, "cell"), count(1200, "cell")
    ('1 cell', '1,200 cells')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
