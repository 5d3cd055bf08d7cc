"""What a fill came to, on the terminal and as data: a plan, a budget, a system, or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funnel_addin.books.port import Cell, Grid
from funnel_addin.cli import table
from funnel_addin.fill import Filled
from funnel_addin.plans import NamedBudget, NamedSystem
from funnel_core.numerics.hill import Curve

__all__ = ["as_data", "told"]


def told(filled: Filled) -> Iterator[str]:
    """Tell the main result of each part of the workbook in a sentence, and a table."""
    parts = []
    if filled.plan is not None:
        parts.append(_plan(filled))
    if filled.budget is not None:
        parts.append(list(_budget(filled.budget, filled)))
    if filled.system is not None:
        parts.append(list(_system(filled.system, filled)))
    for number, lines in enumerate(parts):
        yield from [""] * bool(number)
        yield from lines


def as_data(filled: Filled) -> dict[str, object]:
    """Give what was worked out as plain data: the plan's rows, and every output by its name."""
    data: dict[str, object] = {"parts": list(filled.parts)}
    if filled.plan is not None:
        data |= table.as_data(filled.plan.plan, filled.results)
    data["outputs"] = {
        name: [[table.plain(cell) for cell in row] for row in grid]
        for name, grid in filled.results.items()
    }
    return data


def _plan(filled: Filled) -> list[str]:
    assert filled.plan is not None
    plan = filled.plan.plan
    lines = [table.told(plan, {**filled.results, "Plan_Schedule": ()})]
    ((chance,),) = filled.results.get("Plan_Probability") or ((None,),)
    if isinstance(chance, (int, float)):
        years = f"{_of_100(chance)} of 100 years like it"
        lines += ["", f"What is in the funnel now reaches the goal in {years}."]
    return [*lines, *_pace(filled)]


def _pace(filled: Filled) -> Iterator[str]:
    """Tell where each stage with counts stands: behind, on pace or ahead of what is due."""
    assert filled.plan is not None
    told = _column(filled, "Plan_Pace")
    if not any(told) or filled.as_of is None:
        return
    actuals = filled.plan.actuals or ()
    rows = [
        [row.stage.name, f"{actual:,}", _shown(due), str(pace)]
        for row, actual, due, pace in zip(
            filled.plan.plan, actuals, _column(filled, "Plan_Expected"), told, strict=True
        )
        if actual is not None
    ]
    yield from ["", f"By {filled.as_of}:"]
    yield from table.columns(["Stage", "Counted", "Due", "Pace"], rows)


def _of_100(chance: float) -> str:
    """Tell a chance, and never as certain what is not.

    >>> _of_100(0.634), _of_100(0.001), _of_100(0.999), _of_100(1)
    ('63', 'less than 1', 'more than 99', '100')
    """
    if 0 < chance < 0.005:
        return "less than 1"
    return "more than 99" if 0.995 <= chance < 1 else f"{100 * chance:.0f}"


def _budget(budget: NamedBudget, filled: Filled) -> Iterator[str]:
    mix, split = filled.results.get("Plan_Mix", ()), _column(filled, "Plan_Allocation")
    channels = [name or f"Channel {at}" for at, name in enumerate(budget.channels, start=1)]
    if not (mix or split):
        yield "Nothing could be worked out yet: see the notes."
        return
    if mix:
        top = budget.stages[0] if budget.stages else "the first stage"
        first = [at for at, step in budget.begins.items() if step == 0]
        wins = table.count(budget.wins or 0, "customer")
        yield (
            f"{wins} over {table.count(len(budget.shares), 'channel')} "
            f"{'takes' if budget.wins == 1 else 'take'} "
            f"{sum(_top(mix, at) for at in first):,} records into {top}."
        )
    bought = _bought(budget, split)
    if split:
        yield (
            f"The split of {_shown(budget.budget)} below brings the most: "
            f"{sum(filter(None, bought)):,.1f} wins."
        )
    yield ""
    rows = []
    for at, name in enumerate(channels):
        share = budget.shares.get(at)
        row = [name, "" if share is None else f"{share:.1%}"]
        row += [_shown(_entry(mix[:1], at)), _shown(_entry(mix[-1:], at))]
        row += [_shown(_at(split, at), 0), _shown(_at(bought, at), 1)]
        rows.append(row)
    yield from table.columns(["Channel", "Share", "Enter", "Win", "Spend", "Brings"], rows)


def _bought(budget: NamedBudget, split: Sequence[Cell]) -> list[float | None]:
    """Give what the spend on each channel brings."""
    return [
        Curve(curve.ceiling, curve.half, curve.shape).result(float(spend))
        if isinstance(spend, (int, float)) and (curve := budget.curves.get(at)) and curve.ceiling
        else None
        for at, spend in enumerate(split)
    ]


def _top(mix: Grid, channel: int) -> int:
    """Give the records that enter a channel, at the first stage."""
    entry = _entry(mix[:1], channel)
    return int(entry) if isinstance(entry, (int, float)) else 0


def _system(system: NamedSystem, filled: Filled) -> Iterator[str]:
    trends = filled.results.get("Plan_Trends", ())
    verdicts = [row[0] for row in trends if row[0]]
    told = [
        f"{verdicts.count(word)} {word}"
        for word in ("rising", "falling", "steady")
        if word in verdicts
    ]
    periods = table.count(system.latest, "period")
    yield (
        f"{periods} with outcomes; step rates: {', '.join(told)}."
        if told
        else f"{periods} with outcomes: too few for a trend."
    )
    if verdicts:
        yield ""
        yield from table.columns(
            ["Step", "Trend", "A period", "p", "Latest signal"], list(_steps(system, trends)), 2
        )
    rows = [
        [activity, f"{lag:g}", f"{r:.2f}", f"{p:.1%}", f"{q:.1%}"]
        for activity, (lag, r, p, q) in zip(
            system.activities, filled.results.get("Plan_Correlations", ()), strict=False
        )
        if all(isinstance(each, (int, float)) for each in (lag, r, p, q))
    ]
    if rows:
        result = system.stages[system.result] if system.result is not None else "the result"
        yield ""
        yield f"What {result} follows, and how many periods later:"
        yield from table.columns(["Activity", "Lag", "r", "p", "q"], rows)
    odds = _column(filled, "Plan_Experiment_Odds")
    known = [(at, one) for at, one in enumerate(odds, 1) if isinstance(one, (int, float))]
    if known:
        yield ""
        listed = ", ".join(f"experiment {at}: {_of_100(one)}%" for at, one in known)
        yield f"How probable it is that B is better: {listed}."


def _steps(system: NamedSystem, trends: Grid) -> Iterator[list[str]]:
    """Give a row for each step with a trend: how its rate moves, and its latest signal."""
    for at, (verdict, slope, p, _, _, _, signal) in enumerate(trends):
        if verdict and isinstance(slope, (int, float)) and isinstance(p, (int, float)):
            name = f"{system.stages[at]} → {system.stages[at + 1]}"
            yield [name, str(verdict), f"{slope:+.2%}", f"{p:.1%}", str(signal or "none")]


def _column(filled: Filled, name: str) -> list[Cell]:
    return [row[0] for row in filled.results.get(name, ())]


def _entry(rows: Grid, column: int) -> Cell:
    return _at(rows[0], column) if rows else None


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _shown(cell: Cell, decimals: int = 0) -> str:
    if isinstance(cell, (int, float)):
        return f"{cell:,.{decimals}f}"
    return ""
