"""A history's channels, laid into a budget's: their names, rates and shares of the wins."""

from __future__ import annotations

from collections.abc import Sequence

from funnel_addin.books.port import Book, Cell, Grid, as_column
from funnel_addin.learnt.held import grid_held, line_held, texts_held
from funnel_addin.learnt.matching import Matched
from funnel_addin.plans.logs import folded
from funnel_core.errors import CrmError

__all__ = ["channel_inputs"]

BESIDE = (
    "Plan_Shares",
    "Plan_Spend",
    "Plan_Capacities",
    "Plan_Ceilings",
    "Plan_Halves",
    "Plan_Shapes",
    "Plan_Channel_Rates",
)
"""What a person types beside a channel's name."""

PARTS = 10_000
"""A share is rounded to so many parts of the whole."""


def channel_inputs(
    book: Book, matched: Matched, named: Sequence[str] | None = None
) -> tuple[dict[str, Grid], list[str]]:
    """Give rates per channel; names and shares where a person has typed nothing beside the names.

    A channel's rate is the one drawn to the others' where there is one, else its own honest one; a
    step without either has the rate of all channels together: blank would count as 1.

    Args:
        book: a workbook with a budget over channels.
        matched: its stages and the history's.
        named: names that were given for its channels.

    Raises:
        CrmError: none of the history's channels is one of the workbook's.
    """
    history = matched.history
    known = history.channel_names
    if not known:
        return {}, ["the history tells no channels: give it a column by 'funnel history --channel'"]
    room = len(line_held(book, "Plan_Channels")) or len(known)
    held = list(named if named is not None else texts_held(book, "Plan_Channels"))
    fresh = named is None and not any(
        cell is not None for name in BESIDE for cell in line_held(book, name)
    )
    idle = _idle(matched, known)
    names = [name for name in known if name not in idle][:room] if fresh else held
    columns = {at: _found(name, known) for at, name in enumerate(names) if name}
    if not any(columns.values()) and not fresh:
        raise CrmError(
            f"{book.title}: none of its channels, {', '.join(filter(None, held))}, is one of the "
            f"history's, {', '.join(known)}: name them by --channel-names, in the workbook's order"
        )
    rates, notes = _rates(book, matched, columns, room)
    grids: dict[str, Grid] = {"Plan_Channel_Rates": rates}
    if fresh:
        grids["Plan_Channels"] = as_column(names)
        shares = _shares(matched, names)
        if shares:
            grids["Plan_Shares"] = as_column(shares)
            notes.append("Plan_Shares takes each channel's share of the wins so far")
    notes += _unknown(matched)
    if idle:
        notes.append(
            f"of {', '.join(idle)} nobody has advanced at a step, though enough entered to tell: "
            + ("left out of Plan_Channels" if fresh else "its own rate is 0, which is no plan's")
        )
    told = [name for name in known if name not in columns.values() and name not in idle]
    if told:
        notes.append(
            f"Plan_Channels has no place for {', '.join(told)} of the history: name them there, or "
            "by --channel-names"
        )
    return grids, notes


def _idle(matched: Matched, known: Sequence[str]) -> list[str]:
    """List the channels that bring nobody through a step: a plan takes no rate of 0."""
    steps = range(len(matched.stages) - 1)
    return [name for name in known if any(_rate(matched, step, name)[0] == 0 for step in steps)]


def _unknown(matched: Matched) -> list[str]:
    """Say how many records came through no channel that is known: they are in no rate here."""
    history = matched.history
    way = history.way(history.stages[0], history.stages[-1], "")
    if way is None or not way.entered:
        return []
    return [f"{way.entered:,} records of the history have no channel: no channel's rate has them"]


def _found(name: str, known: Sequence[str]) -> str | None:
    return next((each for each in known if folded(each) == folded(name)), None)


def _rates(
    book: Book, matched: Matched, columns: dict[int, str | None], room: int
) -> tuple[Grid, list[str]]:
    """Give a row per step and a column per channel, and say whose rate is another's or stays."""
    steps = range(len(matched.stages) - 1)
    held = grid_held(book, "Plan_Channel_Rates")
    rows: list[list[Cell]] = []
    for step in steps:
        row = matched.step_before(step)
        line = held[row] if row is not None and row < len(held) else ()
        rows.append([*line, *[None] * (room - len(line))])
    together: list[str] = []
    left: list[str] = []
    taken: list[str] = []
    for at, name in columns.items():
        if name is None:
            continue
        rates = [_rate(matched, step, name) for step in steps]
        counted = [step for step in steps if matched.way(step) is not None]
        if not all(rates[step][0] for step in counted) or not counted:
            left.append(name)
            continue
        taken.append(name)
        together += [f"{name} {matched.called(step)}" for step in counted if rates[step][1]]
        for step in counted:
            rows[step][at] = rates[step][0]
    notes = []
    if taken:
        notes.append(f"Plan_Channel_Rates takes the history's rates of {', '.join(taken)}")
    if together:
        notes.append(
            f"of too few records for a rate of its own, {', '.join(together)} takes the rate of "
            "all channels together"
        )
    if left:
        notes.append(f"Plan_Channel_Rates stays as it is for {', '.join(left)}: no rate follows")
    return tuple(map(tuple, rows)), notes


def _rate(matched: Matched, step: int, channel: str) -> tuple[float | None, bool]:
    """Give a channel's rate of a step, and whether it is that of all channels together."""
    way = matched.way(step, channel)
    own = None if way is None else way.rate if way.drawn is None else way.drawn
    if own is not None:
        return own, False
    every = matched.way(step)
    return (every.rate if every is not None and every.usable else None) or None, True


def _shares(matched: Matched, names: Sequence[str]) -> list[float] | None:
    """Give each channel's share of the wins, adding up to 1; None where there were no wins."""
    history = matched.history
    top, won = history.stages[0], history.stages[-1]
    wins = []
    for name in names:
        way = history.way(top, won, name)
        wins.append(way.advanced if way else 0)
    total = sum(wins)
    if not total:
        return None
    parts = [each * PARTS // total for each in wins]
    by_rest = sorted(range(len(wins)), key=lambda at: -(wins[at] * PARTS % total))
    for at in by_rest[: PARTS - sum(parts)]:
        parts[at] += 1
    return [part / PARTS for part in parts]
