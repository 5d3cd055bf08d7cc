"""A marketing system: what was done and reached per period, and what can be learnt from it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from funnel_addin import names
from funnel_addin.books.port import Cell, Grid
from funnel_addin.functions.grid import is_blank, read_date
from funnel_addin.plans.logs import (
    GRAINS,
    PERIODS,
    Summed,
    folded,
    read_log,
    summed,
)
from funnel_addin.plans.reading import Reader
from funnel_core.correlation import lagged_correlations
from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.experiments import b_better
from funnel_core.pace import months_later
from funnel_core.quantities import COUNT
from funnel_core.trends import series_trend, xmr_chart

__all__ = ["NamedSystem", "correlated", "system_of", "system_outputs", "trend_of"]

LEAST_RATES, LEAST_PERIODS, MOST_LAG = 4, 6, 3
"""Rates that a trend needs, periods that a correlation needs, and how far back it looks."""

Arms = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class NamedSystem:
    """What a book's inputs say of a system.

    Args:
        stages, channels, activities: their names, as typed; of equal ones only the first.
        result: the place of the stage whose entries are explained; None: there are no stages.
        starts: the first day of each period, and the first day after them all; none without a
            start and a grain.
        log: what the log says per period; None: there is none, or no period.
        experiments: the arms of each experiment that is complete, by its place.
        missing: per output, what it still needs.
    """

    stages: tuple[str, ...]
    channels: tuple[str, ...]
    activities: tuple[str, ...]
    result: int | None
    starts: tuple[datetime.date, ...]
    log: Summed | None
    experiments: dict[int, Arms]
    missing: dict[str, str]

    @property
    def latest(self) -> int:
        """Count the periods up to the last one with an outcome."""
        return self.log.latest if self.log else 0

    def step_rates(self, step: int) -> tuple[float | None, ...]:
        """Give a step's rate in each period: entries into the next stage ÷ entries into this one.

        None where nobody entered, and after the latest period.
        """
        if self.log is None or not (self.stages[step] and self.stages[step + 1]):
            return (None,) * PERIODS
        nothing = (0.0,) * PERIODS
        above = self.log.entered.get(step, nothing)
        below = self.log.entered.get(step + 1, nothing)
        return tuple(
            below[at] / above[at] if at < self.latest and above[at] > 0 else None
            for at in range(PERIODS)
        )

    def done(self, activity: str) -> tuple[float | None, ...]:
        """Give how much was done of an activity in each period up to the latest."""
        if self.log is None or not activity:
            return (None,) * PERIODS
        sums = self.log.done.get(folded(activity), (0.0,) * PERIODS)
        return tuple(sums[at] if at < self.latest else None for at in range(PERIODS))

    def results(self) -> tuple[float | None, ...]:
        """Give the result of each period up to the latest."""
        if self.log is None or self.result is None:
            return (None,) * PERIODS
        sums = self.log.entered.get(self.result, (0.0,) * PERIODS)
        return tuple(sums[at] if at < self.latest else None for at in range(PERIODS))


def system_of(reader: Reader) -> NamedSystem | None:
    """Read a system; None where anything is wrong, which the reader keeps."""
    before = len(reader.problems)
    stages, channels, activities = (
        reader.texts(name) or () for name in ("Plan_Stages", "Plan_Channels", "Plan_Activities")
    )
    stages = stages[: stages.index("")] if "" in stages else stages
    compared = _once(stages)
    result = _result(reader, compared)
    starts = _starts(reader)
    entries = read_log(reader, compared, [folded(each) for each in channels])
    experiments = _experiments(reader)
    if len(reader.problems) > before:
        return None
    log = summed(entries, starts, compared) if starts and entries else None
    if result is not None and not compared[result]:
        result = None
    missing = _missing(reader, stages, activities, log)
    if not experiments:
        missing["Plan_Experiment_Odds"] = "a complete row in Plan_Experiments"
    stages = tuple(name if key else "" for name, key in zip(stages, compared, strict=True))
    kept = zip(activities, _once(activities), strict=True)
    activities = tuple(name if key else "" for name, key in kept)
    system = NamedSystem(stages, channels, activities, result, starts, log, experiments, missing)
    most = max((len(_there(system.step_rates(step))) for step in range(len(stages) - 1)), default=0)
    if "Plan_Trends" not in missing and most < LEAST_RATES:
        missing["Plan_Trends"] = (
            f"{LEAST_RATES} periods in which records entered a stage, and has {most}"
        )
    return system


def _once(typed: Sequence[str]) -> list[str]:
    """Give names as they are compared; one that was there before is nothing."""
    compared = [folded(each) for each in typed]
    return [each if compared.index(each) == at else "" for at, each in enumerate(compared)]


def _result(reader: Reader, stages: Sequence[str]) -> int | None:
    named = reader.texts("Plan_Result")
    if not named or not named[0]:
        return len(stages) - 1 if stages else None
    if folded(named[0]) in stages:
        return stages.index(folded(named[0]))
    reader.fault(
        "Plan_Result", f"'Plan_Result' must be one of Plan_Stages, or blank; it is {named[0]!r}"
    )
    return None


def _starts(reader: Reader) -> tuple[datetime.date, ...]:
    grain = reader.word("Plan_Grain", tuple(GRAINS))
    start = reader.value("Plan_Start", read_date)
    if grain is None or start is None:
        return ()
    try:
        return tuple(months_later(start, GRAINS[grain] * number) for number in range(PERIODS + 1))
    except OutOfRange:
        reader.fault(
            "Plan_Start",
            OutOfRange(f"'Plan_Start' must leave room for {PERIODS} periods; got {start}"),
        )
        return ()


def _missing(
    reader: Reader, stages: Sequence[str], activities: Sequence[str], log: Summed | None
) -> dict[str, str]:
    """Say what trends and correlations still need."""
    needed = [
        name
        for name, there in (
            ("Plan_Grain", reader.cells("Plan_Grain")),
            ("Plan_Start", reader.cells("Plan_Start")),
            ("two Plan_Stages", len(stages) > 1),
            ("entries in Plan_Log", reader.cells("Plan_Log")),
        )
        if not there
    ]
    missing: dict[str, str] = {}
    if needed:
        missing["Plan_Trends"] = " and ".join(needed)
    if not activities:
        needed.append("Plan_Activities")
    if needed:
        missing["Plan_Correlations"] = " and ".join(needed)
    elif log is None or log.latest < LEAST_PERIODS:
        there = log.latest if log else 0
        missing["Plan_Correlations"] = f"{LEAST_PERIODS} periods with outcomes, and has {there}"
    return missing


def _experiments(reader: Reader) -> dict[int, Arms]:
    """Read the experiments that are complete; one still being written down stays out."""
    cells = reader.cells("Plan_Experiments")
    if cells is None:
        return {}
    if cells.width != len(names.EXPERIMENT_COLUMNS):
        shape = names.Shape.EXPERIMENTS.value
        told = f"{cells.height} × {cells.width}"
        reader.fault("Plan_Experiments", f"'Plan_Experiments' must be {shape}; it is {told}")
        return {}
    found: dict[int, Arms] = {}
    for row, line in enumerate(cells.rows):
        counts: list[int] = []
        for column, cell in enumerate(line):
            if not is_blank(cell):
                place = cells.place(row, column)
                count = reader.one("Plan_Experiments", cell, COUNT, lambda *_, at=place: at)
                counts += [] if count is None else [int(count)]
        if len(counts) == len(line):
            _check_arms(reader, counts, [cells.place(row, 1), cells.place(row, 3)])
            found[row] = (counts[0], counts[1], counts[2], counts[3])
    return found


def _check_arms(reader: Reader, counts: Sequence[int], places: Sequence[str]) -> None:
    for arm, place in enumerate(places):
        entered, advanced = counts[2 * arm : 2 * arm + 2]
        if advanced > entered:
            reader.fault(
                "Plan_Experiments",
                OutOfRange(
                    "'Plan_Experiments' must not have more advanced than entered; "
                    f"{place} is {advanced} of {entered}"
                ),
            )


def system_outputs(system: NamedSystem) -> dict[str, Grid]:
    """Work out every output of a system; what there is too little for stays blank."""
    steps = range(max(len(system.stages) - 1, 0))
    rates = tuple(system.step_rates(step) for step in steps)
    done = tuple(system.done(activity) for activity in system.activities)
    results = system.results()
    return {
        "Plan_Trends": _known(tuple(trend_of(each) for each in rates)),
        "Plan_Correlations": _known(_correlations(system, done, results)),
        "Plan_Experiment_Odds": _known(_odds(system)),
        "Plan_Step_Rates_At_Fill": _known(rates),
        "Plan_Activities_At_Fill": _known(done),
        "Plan_Results_At_Fill": _known(tuple((each,) for each in results)),
    }


def _known(grid: Grid) -> Grid:
    """Give a grid, or none where all its cells are blank."""
    return grid if any(cell is not None for row in grid for cell in row) else ()


def _there(rates: Sequence[float | None]) -> list[float]:
    """Give the rates that there are, in order."""
    return [rate for rate in rates if rate is not None]


def trend_of(rates: Sequence[float | None]) -> tuple[Cell, ...]:
    """Give verdict, slope, p, centre, lower, upper and the latest point's signal of a series."""
    series = _there(rates)
    if len(series) < LEAST_RATES:
        return (None,) * 7
    trend, chart = series_trend(series), xmr_chart(series)
    limits = (chart.centre, chart.lower, chart.upper, chart.signals[-1] or None)
    return (trend.direction, trend.slope, trend.p, *limits)


def _correlations(
    system: NamedSystem, done: Sequence[Sequence[float | None]], results: Sequence[float | None]
) -> Grid:
    if "Plan_Correlations" in system.missing or system.result is None:
        return ()
    return correlated(done, results, system.latest)


def correlated(
    done: Sequence[Sequence[float | None]], results: Sequence[float | None], latest: int
) -> Grid:
    """Give lag, r, p and q of each activity; blank for one that never changes.

    Args:
        done: per activity how much was done in each period, None for one without a name.
        results: of each period.
        latest: how many periods count.
    """
    there = [at for at, series in enumerate(done) if series[0] is not None]
    if not there or latest < LEAST_PERIODS:
        return ()
    activities = [[float(each or 0) for each in done[at][:latest]] for at in there]
    result = [float(each or 0) for each in results[:latest]]
    try:
        found = lagged_correlations(activities, result, min(MOST_LAG, latest - 5))
    except NotEnoughData:
        return ()
    rows = dict(zip(there, found, strict=True))
    return tuple(
        (None,) * 4 if (each := rows.get(at)) is None else (each.lag, each.r, each.p, each.q)
        for at in range(len(done))
    )


def _odds(system: NamedSystem) -> Grid:
    """Give how probable it is that B is better; blank where nobody entered an arm."""
    height = 1 + max(system.experiments, default=-1)
    arms = [system.experiments.get(row) for row in range(height)]
    return tuple((b_better(*each) if each and each[0] and each[2] else None,) for each in arms)
