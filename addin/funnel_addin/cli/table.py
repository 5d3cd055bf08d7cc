"""A plan as a table on the terminal, and as data for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from funnel_core.planning import Plan

__all__ = ["as_data", "drawn", "print_json", "told"]

BAR = 24


def drawn(plan: Plan) -> str:
    """Draw a plan: stage, owner, rate, required, required at the confidence, and a bar.

    The bars are on a logarithmic scale: the top of a funnel is thousands of times its bottom.
    """
    headings = ["Stage", "Owner", "Rate", "Required"]
    if plan.confidence is not None:
        headings.append(f"At {plan.confidence * 100:.6g}%")
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
    lines = [_line(headings, widths), "  ".join("─" * width for width in widths)]
    longest = math.log1p(max(plan.required))
    for row, volume in zip(rows, plan.required, strict=True):
        bar = "█" * max(1, round(BAR * math.log1p(volume) / longest))
        lines.append(f"{_line(row, widths)}  {bar}")
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        cell.ljust(width) if column < 2 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )


def as_data(plan: Plan) -> dict[str, object]:
    """Give a plan as plain data for JSON."""
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
            }
            for row in plan
        ],
    }


def told(made: Plan) -> str:
    """Tell a plan: the goal in a sentence, then the table."""
    wins = made.required[-1]
    goal = f"To win {wins:,}"
    if made.target.value is not None:
        goal += f" ({made.target.amount:,.15g} at {made.target.value:,.15g} each)"
    top = made.volumes[0]
    return f"{goal}, {top.required:,} must enter at the top.\n\n{drawn(made)}"


def print_json(data: object) -> None:
    """Print data as JSON."""
    print(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2))
