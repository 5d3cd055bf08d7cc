"""A book's funnel: its steps from rates or counts, its stages from their names."""

from __future__ import annotations

from funnel_addin.functions.grid import Cells, is_blank, read_counts, read_list
from funnel_addin.plans.reading import Reader
from funnel_core.errors import FunnelError, OutOfRange, TemplateError
from funnel_core.model import Stage, Transition
from funnel_core.planning import default_owner, default_stages
from funnel_core.quantities import RATE

__all__ = [
    "LONGEST",
    "begins",
    "check_length",
    "place_of_step",
    "read_funnel_steps",
    "read_stages",
]

LONGEST = 12
"""The most steps of a funnel in a workbook: 12 stages above the wins."""


def begins(reader: Reader, cells: Cells, what: str) -> None:
    """Keep it as a problem where the first cell is blank: outputs beside it would be shifted."""
    upright = cells.height > 1
    first = cells.rows[0] if upright else [line[0] for line in cells.rows]
    if all(is_blank(cell) for cell in first):
        reader.fault(
            cells.name,
            f"'{cells.name}' must begin in its first cell, blank cells may only follow; "
            f"{cells.place(0, 0)} is blank: write {what} there, or let the name begin further "
            f"{'down' if upright else 'right'}",
        )


def read_funnel_steps(reader: Reader) -> tuple[Transition, ...]:
    """Read the steps; a filled row of counts wins over the rate of the same step."""
    before = len(reader.problems)
    rates, counts = reader.cells("Plan_Rates"), reader.cells("Plan_Counts")
    if len(reader.problems) > before:
        return ()
    if rates is None and counts is None:
        for name in ("Plan_Rates", "Plan_Counts"):
            if reader.block(name) is not None:
                reader.fault(name, f"'{name}' is blank: write the funnel's rates, top first")
                return ()
        reader.fault(
            "Plan_Rates",
            "neither 'Plan_Rates' nor 'Plan_Counts' is defined: define one of them, "
            "as a cell per step, or as two columns entered and advanced",
        )
        return ()
    try:
        steps = _merged(reader, rates, _upright(counts))
    except FunnelError as error:
        reader.fault("Plan_Rates", error)
        return ()
    if len(reader.problems) > before:
        return ()
    try:
        check_length(len(steps))
    except FunnelError as error:
        reader.fault("Plan_Rates", error)
        return ()
    return steps


def check_length(steps: int) -> None:
    """Refuse a funnel that is longer than a workbook takes.

    Raises:
        OutOfRange: more than `LONGEST` steps.
    """
    if steps > LONGEST:
        raise OutOfRange(
            f"a funnel has at most {LONGEST} steps, so {LONGEST} stages above the wins; got "
            f"{steps} rates: leave out the stages that nobody steers by"
        )


def _upright(counts: Cells | None) -> Cells | None:
    """Turn counts that run across, entered above advanced, into two columns."""
    if counts is None or counts.width == 2 or counts.height != 2:
        return counts
    where = counts.where
    return Cells(
        counts.name,
        tuple(zip(*counts.rows, strict=True)),
        lambda row, column: where(column, row),
    )


def place_of_step(reader: Reader, entry: int) -> str | None:
    """Name the cell that a step was read from: its row of counts where that is filled."""
    counts, rates = _upright(reader.cells("Plan_Counts")), reader.cells("Plan_Rates")
    pair = counts.rows[entry] if counts is not None and entry < counts.height else ()
    if counts is not None and not all(is_blank(cell) for cell in pair):
        return counts.place(entry, 0)
    if rates is None:
        return None
    return rates.place(entry, 0) if rates.height > 1 else rates.place(0, entry)


def _merged(reader: Reader, rates: Cells | None, counts: Cells | None) -> tuple[Transition, ...]:
    """Read each step from its row of counts where that is filled, else from its rate."""
    what = "the rate out of the top stage"
    if counts is None:
        assert rates is not None
        begins(reader, rates, what)
        return tuple(Transition.of(rate) for rate in read_list(rates, RATE).values)
    if counts.width != 2:
        raise TemplateError(
            f"'{counts.name}' must be two columns, entered and advanced, with a row per step; "
            f"it is {counts.height} × {counts.width} cells"
        )
    if rates is None:
        begins(reader, counts, "the counts out of the top stage")
        return read_counts(counts)
    learnt = _learnt(reader, counts)
    flat = [cell for row in rates.rows for cell in row]
    across = rates.height == 1
    flat += [None] * (counts.height - len(flat))
    typed = [1 if row in learnt else cell for row, cell in enumerate(flat)]
    merged = Cells(
        rates.name,
        tuple((cell,) for cell in typed),
        lambda row, _: rates.where(0, row) if across else rates.where(row, 0),
    )
    begins(reader, merged, what)
    shares = read_list(merged, RATE).values
    return tuple(learnt.get(row) or Transition.of(share) for row, share in enumerate(shares))


def _learnt(reader: Reader, counts: Cells) -> dict[int, Transition | None]:
    """Read the filled rows of counts; where they are wrong that is kept, and they stand empty."""
    filled = [
        row for row, pair in enumerate(counts.rows) if not all(is_blank(cell) for cell in pair)
    ]
    pairs = tuple(counts.rows[row] for row in filled)
    only = Cells(counts.name, pairs, lambda row, column: counts.where(filled[row], column))
    try:
        return dict(zip(filled, read_counts(only), strict=True))
    except FunnelError as error:
        reader.fault(counts.name, error)
        return dict.fromkeys(filled)


def read_stages(reader: Reader, steps: int) -> tuple[Stage, ...]:
    """Read the stages' names and owners, or give the field's usual ones."""
    labels = reader.texts("Plan_Stages")
    owners = reader.texts("Plan_Owners")
    if labels is None:
        stages = default_stages(steps)
    elif len(labels) != steps + 1:
        reader.fault(
            "Plan_Stages",
            f"'Plan_Stages' names {len(labels)} stages, but {steps} rates make {steps + 1}, "
            "the last being the wins: name one stage more than there are rates",
        )
        return ()
    else:
        stages = tuple(
            Stage(label or f"Stage {number}", default_owner(label))
            for number, label in enumerate(labels, start=1)
        )
    if owners is None:
        return stages
    padded = [*owners, *[""] * len(stages)]
    return tuple(Stage(stage.name, owner) for stage, owner in zip(stages, padded, strict=False))
