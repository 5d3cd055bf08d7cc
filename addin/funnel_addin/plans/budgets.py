"""A budget over channels: what each must bring, and what to spend on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from funnel_addin.books.port import Grid
from funnel_addin.functions.grid import is_blank
from funnel_addin.plans.goals import read_aim
from funnel_addin.plans.reading import Reader
from funnel_core.channels import channel_volumes
from funnel_core.errors import FunnelError
from funnel_core.quantities import (
    COST,
    FACTOR,
    MONEY,
    RATE,
    RECORDS,
    SHAPE,
    SHARE,
    WEIGHT,
    Quantity,
    as_float,
    as_typed,
)
from funnel_core.required import needed_wins
from funnel_core.response import allocated_spend

__all__ = ["Curve", "NamedBudget", "budget_of", "budget_outputs"]


@dataclass(frozen=True, slots=True)
class Curve:
    """What a spend on one channel brings: ceiling·x^shape ÷ (half^shape + x^shape)."""

    ceiling: float
    half: float
    shape: float = 1


@dataclass(frozen=True, slots=True)
class NamedBudget:
    """What a book's inputs say of a budget; a channel is known by its place, from 0.

    Args:
        wins: what all channels must bring together; None: not known yet.
        channels: their names.
        stages: the names of the funnel's stages, top first.
        shares: of the wins, for each channel in use.
        rates: for each channel in use its rates, 1 for a step that it does not have; none where it
            has a share and no rate at all.
        begins: the step at which each channel with rates begins, 0 being the top.
        curves: the response of each channel that has one.
        budget: money to spend.
        scenarios: per scenario its budget and the factor on all ceilings.
        missing: per output, what it still needs.
        left_out: per output, what was left out of it.
    """

    wins: int | None
    channels: tuple[str, ...]
    stages: tuple[str, ...]
    shares: Mapping[int, float]
    rates: Mapping[int, tuple[float, ...]]
    begins: Mapping[int, int]
    curves: Mapping[int, Curve]
    budget: float | None
    scenarios: Mapping[int, tuple[float, float]]
    missing: Mapping[str, str]
    left_out: Mapping[str, str]


PER_CHANNEL: Mapping[str, Quantity] = {
    "Plan_Shares": SHARE,
    "Plan_Spend": COST,
    "Plan_Capacities": RECORDS,
    "Plan_Ceilings": WEIGHT,
    "Plan_Halves": MONEY,
    "Plan_Shapes": SHAPE,
}
"""The lists with a number per channel."""

Numbers: TypeAlias = "Mapping[int, float]"


def budget_of(reader: Reader) -> NamedBudget | None:
    """Read a budget; None where anything is wrong, which the reader keeps."""
    before = len(reader.problems)
    channels = reader.texts("Plan_Channels") or ()
    stages = reader.texts("Plan_Stages") or ()
    stages = stages[: stages.index("")] if "" in stages else stages
    lists = {name: reader.numbers(name, quantity) for name, quantity in PER_CHANNEL.items()}
    aim = read_aim(reader)
    filled = _filled_rates(reader, stages)
    here = {at for at, name in enumerate(channels) if name}
    here |= {at for numbers in lists.values() for at in numbers} | {at for _, at in filled}
    shares = {at: float(lists["Plan_Shares"].get(at, 0)) for at in sorted(here)}
    rates = _rates(filled, stages, shares)
    curves = _curves(lists)
    budget = reader.number("Plan_Budget", COST)
    scenarios = _scenarios(reader)
    missing = _missing(reader, aim.missing, stages, bool(filled), lists["Plan_Shares"], curves)
    if "Plan_Mix" not in missing and len(reader.problems) == before:
        _check_shares(reader, list(shares.values()))
    if len(reader.problems) > before:
        return None
    wins = None
    if aim.target is not None:
        try:
            wins = needed_wins(aim.target.amount, aim.target.value)
        except FunnelError as error:
            reader.fault("Plan_Target", error)
            return None
    begins = {at: step for step, at in sorted(filled, reverse=True)}
    left_out = _left_out(channels, lists, shares, rates, curves)
    return NamedBudget(
        wins, channels, stages, shares, rates, begins, curves, budget, scenarios, missing, left_out
    )


def _missing(
    reader: Reader,
    aim: Sequence[str],
    stages: Sequence[str],
    rated: bool,
    shares: Numbers,
    curves: Mapping[int, Curve],
) -> dict[str, str]:
    """Say of each output what it still needs."""
    mix = [*aim]
    if reader.has("Plan_Stages") and len(stages) < 2:
        mix.append("two Plan_Stages")
    mix += [] if rated else ["Plan_Channel_Rates"]
    mix += [] if shares else ["Plan_Shares"]
    bring = any(each.ceiling for each in curves.values())
    responses = [] if bring else ["a channel with Plan_Ceilings above 0 and Plan_Halves"]
    needs = {
        "Plan_Mix": mix,
        "Plan_Allocation": responses
        + [name for name in ("Plan_Budget",) if reader.cells(name) is None],
        "Plan_Scenario_Allocations": responses
        + [name for name in ("Plan_Scenario_Budgets",) if reader.cells(name) is None],
    }
    return {output: " and ".join(needed) for output, needed in needs.items() if needed}


def _filled_rates(reader: Reader, stages: Sequence[str]) -> dict[tuple[int, int], float]:
    """Read the rates that are filled, by step and channel."""
    cells = reader.cells("Plan_Channel_Rates")
    if cells is None:
        return {}
    where = cells.where
    filled: dict[tuple[int, int], float] = {}
    for row, line in enumerate(cells.rows):
        for column, cell in enumerate(line):
            if not is_blank(cell):
                rate = reader.one(
                    "Plan_Channel_Rates", cell, RATE, lambda *_, at=(row, column): where(*at)
                )
                filled[row, column] = 1 if rate is None else rate
    beyond = next((at for at in filled if len(stages) > 1 and at[0] >= len(stages) - 1), None)
    if beyond:
        reader.fault(
            "Plan_Channel_Rates",
            f"'Plan_Channel_Rates' must have a row per step, {len(stages) - 1} for {len(stages)} "
            f"stages; {cells.place(*beyond)} is filled: empty it, or name one stage more",
        )
    return filled


def _rates(
    filled: Mapping[tuple[int, int], float], stages: Sequence[str], shares: Numbers
) -> dict[int, tuple[float, ...]]:
    """Give the rates of each channel in use; none of one with a share and no rate."""
    steps = len(stages) - 1 if len(stages) > 1 else 1 + max((row for row, _ in filled), default=-1)
    rated = {at for _, at in filled}
    return {
        at: tuple(filled.get((step, at), 1) for step in range(steps))
        for at, share in shares.items()
        if at in rated or share == 0
    }


def _check_shares(reader: Reader, shares: Sequence[float]) -> None:
    """Keep it as a problem where shares do not add up to 1; the core says it in its words."""
    try:
        channel_volumes(0, shares, [[1]] * len(shares))
    except FunnelError as error:
        reader.fault("Plan_Shares", str(error).replace("'shares'", "'Plan_Shares'"))


def _curves(lists: Mapping[str, Numbers]) -> dict[int, Curve]:
    """Give the response of each channel whose ceiling and half are known."""
    ceilings, halves, shapes = (
        lists[name] for name in ("Plan_Ceilings", "Plan_Halves", "Plan_Shapes")
    )
    return {
        at: Curve(float(ceilings[at]), float(halves[at]), float(shapes.get(at, 1)))
        for at in sorted(ceilings)
        if at in halves
    }


def _left_out(
    channels: Sequence[str],
    lists: Mapping[str, Numbers],
    shares: Numbers,
    rates: Mapping[int, tuple[float, ...]],
    curves: Mapping[int, Curve],
) -> dict[str, str]:
    """Say which channels an output leaves out, since something of theirs is still missing."""
    bare = [at for at in shares if at not in rates]
    half_known = [
        at
        for at in shares
        if at not in curves and any(at in lists[name] for name in ("Plan_Ceilings", "Plan_Halves"))
    ]
    told: dict[str, str] = {}
    if bare:
        told["Plan_Mix"] = f"{_called(channels, bare)}: Plan_Channel_Rates has no rate there"
    if half_known:
        why = "it takes both Plan_Ceilings and Plan_Halves"
        for output in ("Plan_Allocation", "Plan_Scenario_Allocations"):
            told[output] = f"{_called(channels, half_known)}: {why}"
    return told


def _called(channels: Sequence[str], places: Sequence[int]) -> str:
    """Call channels by their names, or by their numbers."""
    named = [channels[at] if at < len(channels) else "" for at in places]
    return ", ".join(name or f"channel {at + 1}" for name, at in zip(named, places, strict=True))


def _scenarios(reader: Reader) -> dict[int, tuple[float, float]]:
    budgets = reader.numbers("Plan_Scenario_Budgets", COST)
    factors = reader.numbers("Plan_Scenario_Ceilings", FACTOR)
    return {at: (float(money), float(factors.get(at, 1))) for at, money in budgets.items()}


def budget_outputs(reader: Reader, budget: NamedBudget) -> dict[str, Grid]:
    """Work out every output of a budget; what the inputs do not allow is an empty grid.

    What no cell could hold is kept by the reader as a problem.
    """
    work: dict[str, tuple[str, Callable[[], Grid]]] = {
        "Plan_Mix": ("Plan_Channel_Rates", lambda: _mix(budget)),
        "Plan_Allocation": ("Plan_Budget", lambda: _allocation(budget)),
        "Plan_Scenario_Allocations": ("Plan_Scenario_Budgets", lambda: _scenario_grid(budget)),
    }
    found: dict[str, Grid] = {}
    for output, (name, worked) in work.items():
        found[output] = ()
        if output not in budget.missing:
            try:
                found[output] = worked()
            except FunnelError as error:
                reader.fault(name, error)
    return found


def _allocation(budget: NamedBudget) -> Grid:
    assert budget.budget is not None
    return tuple((cell,) for cell in _allocated(budget.budget, 1, budget.curves))


def _scenario_grid(budget: NamedBudget) -> Grid:
    """Give a row per channel and a column per scenario, blank for one without a budget."""
    blank: list[float | None] = [None] * (1 + max(budget.curves))
    columns = [
        _allocated(*budget.scenarios[at], budget.curves) if at in budget.scenarios else blank
        for at in range(1 + max(budget.scenarios))
    ]
    return tuple(zip(*columns, strict=True))


def _mix(budget: NamedBudget) -> Grid:
    """Give a row per stage and a column per channel in use, blank for one without rates."""
    assert budget.wins is not None
    steps = max(len(rates) for rates in budget.rates.values()) if budget.rates else 0
    if not steps:
        return ()
    at = list(budget.shares)
    # a channel without rates takes its share of the wins all the same
    rates = [budget.rates.get(each, (1,) * steps) for each in at]
    volumes = channel_volumes(budget.wins, list(budget.shares.values()), rates)
    columns = dict(zip(at, volumes, strict=True))
    return tuple(
        tuple(columns[i][stage] if i in budget.rates else None for i in range(1 + max(at)))
        for stage in range(steps + 1)
    )


def _allocated(budget: float, factor: float, curves: Mapping[int, Curve]) -> list[float | None]:
    """Split a budget; a channel without a response stays blank.

    So do all of them where a factor of 0 leaves no channel anything to bring.
    """
    at = list(curves)
    ceilings = [as_float(as_typed(each.ceiling) * as_typed(factor)) for each in curves.values()]
    found: dict[int, float] = {}
    if any(ceilings):
        halves = [each.half for each in curves.values()]
        shapes = [each.shape for each in curves.values()]
        found = dict(zip(at, allocated_spend(budget, ceilings, halves, shapes), strict=True))
    return [found.get(i) for i in range(1 + max(at))]
