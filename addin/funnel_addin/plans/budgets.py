"""A budget over channels: what each must bring, and what to spend on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    SHAPE,
    SHARE,
    WEIGHT,
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
        shares: of the wins, per channel.
        rates: per channel its rates, 1 for a step that it does not have.
        curves: the response of each channel that has one.
        budget: money to spend.
        scenarios: per scenario its budget and the factor on all ceilings.
        missing: per output, what it still needs.
    """

    wins: int | None
    channels: tuple[str, ...]
    stages: tuple[str, ...]
    shares: dict[int, float]
    rates: dict[int, tuple[float, ...]]
    curves: dict[int, Curve]
    budget: float | None
    scenarios: dict[int, tuple[float, float]]
    missing: dict[str, str]


def budget_of(reader: Reader) -> NamedBudget | None:
    """Read a budget; None where anything is wrong, which the reader keeps."""
    before = len(reader.problems)
    channels = reader.texts("Plan_Channels") or ()
    stages = reader.texts("Plan_Stages") or ()
    missing: dict[str, str] = {}
    aim = read_aim(reader)
    shares = {at: float(share) for at, share in reader.numbers("Plan_Shares", SHARE).items()}
    rates, lacking = _rates(reader, stages, shares, channels)
    if aim.missing:
        missing["Plan_Mix"] = " and ".join(aim.missing)
    elif not shares:
        missing["Plan_Mix"] = "Plan_Shares"
    elif lacking:
        missing["Plan_Mix"] = lacking
    elif len(reader.problems) == before:
        _check_shares(reader, shares)
    curves, lacking = _curves(reader, channels)
    budget = reader.number("Plan_Budget", COST)
    scenarios = _scenarios(reader)
    if lacking:
        missing["Plan_Allocation"] = missing["Plan_Scenario_Allocations"] = lacking
    if budget is None:
        missing.setdefault("Plan_Allocation", "Plan_Budget")
    if not scenarios:
        missing.setdefault("Plan_Scenario_Allocations", "Plan_Scenario_Budgets")
    if len(reader.problems) > before:
        return None
    wins = None
    if aim.target is not None:
        try:
            wins = needed_wins(aim.target.amount, aim.target.value)
        except FunnelError as error:
            reader.fault("Plan_Target", error)
            return None
    return NamedBudget(wins, channels, stages, shares, rates, curves, budget, scenarios, missing)


def _rates(
    reader: Reader, stages: Sequence[str], shares: dict[int, float], channels: Sequence[str]
) -> tuple[dict[int, tuple[float, ...]], str]:
    """Read the rates of each channel with a share, and say what is missing among them."""
    cells = reader.cells("Plan_Channel_Rates")
    if cells is None:
        return {}, "Plan_Channel_Rates"
    where = cells.where
    filled: dict[tuple[int, int], float] = {}
    for row, line in enumerate(cells.rows):
        for column, cell in enumerate(line):
            if not is_blank(cell):
                rate = reader.one(
                    "Plan_Channel_Rates", cell, RATE, lambda *_, at=(row, column): where(*at)
                )
                filled[row, column] = 1 if rate is None else rate
    steps = len(stages) - 1 if len(stages) > 1 else 1 + max(row for row, _ in filled)
    beyond = next((at for at in filled if at[0] >= steps), None)
    if beyond:
        reader.fault(
            "Plan_Channel_Rates",
            f"'Plan_Channel_Rates' must have a row per step, {steps} for {len(stages)} stages; "
            f"{cells.place(*beyond)} is filled: empty it, or name one stage more",
        )
        return {}, ""
    sharing = [at for at, share in shares.items() if share > 0]
    empty = [step for step in range(steps) if not any((step, at) in filled for at in sharing)]
    bare = [at for at in sharing if not any((step, at) in filled for step in range(steps))]
    if bare:
        return {}, f"Plan_Channel_Rates of {_called(channels, bare[0], 'channel')}"
    if empty and sharing:
        step = f"step {empty[0] + 1}"
        return {}, f"Plan_Channel_Rates of {step} for some channel"
    return {at: tuple(filled.get((step, at), 1) for step in range(steps)) for at in shares}, ""


def _called(labels: Sequence[str], at: int, what: str) -> str:
    """Call something by its label, or by its number."""
    return labels[at] if at < len(labels) and labels[at] else f"{what} {at + 1}"


def _check_shares(reader: Reader, shares: dict[int, float]) -> None:
    """Keep it as a problem where shares do not add up to 1; the core says it in its words."""
    try:
        channel_volumes(0, list(shares.values()), [[1]] * len(shares))
    except FunnelError as error:
        reader.fault("Plan_Shares", str(error).replace("'shares'", "'Plan_Shares'"))


def _curves(reader: Reader, channels: Sequence[str]) -> tuple[dict[int, Curve], str]:
    """Read the response of each channel that has one, and say what is missing among them."""
    ceilings = reader.numbers("Plan_Ceilings", WEIGHT)
    halves = reader.numbers("Plan_Halves", MONEY)
    shapes = reader.numbers("Plan_Shapes", SHAPE)
    for name, one, other in (
        ("Plan_Halves", ceilings, halves),
        ("Plan_Ceilings", {**halves, **shapes}, ceilings),
        ("Plan_Halves", shapes, halves),
    ):
        lacking = [at for at in one if at not in other]
        if lacking:
            return {}, f"{name} of {_called(channels, min(lacking), 'channel')}"
    if not ceilings:
        return {}, "Plan_Ceilings and Plan_Halves"
    if not any(ceilings.values()):
        return {}, "a channel whose Plan_Ceilings is above 0"
    return {
        at: Curve(float(ceilings[at]), float(halves[at]), float(shapes.get(at, 1)))
        for at in sorted(ceilings)
    }, ""


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
    """Give a row per stage and a column per channel, blank for one without a share."""
    assert budget.wins is not None
    at = list(budget.shares)
    volumes = channel_volumes(
        budget.wins, list(budget.shares.values()), [budget.rates[i] for i in at]
    )
    columns = dict(zip(at, volumes, strict=True))
    stages = len(volumes[0])
    return tuple(
        tuple(columns[i][stage] if i in columns else None for i in range(1 + max(at)))
        for stage in range(stages)
    )


def _allocated(budget: float, factor: float, curves: dict[int, Curve]) -> list[float | None]:
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
