"""A history's rates, lags and open records, laid beside a plan's stages."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from funnel_addin.books.port import Book, Cell, Grid, as_column
from funnel_addin.learnt.held import is_defined, line_held, pairs_held
from funnel_addin.learnt.history import History, Way
from funnel_addin.learnt.matching import Matched
from funnel_core.errors import CrmError

__all__ = ["bare_counts", "lag_inputs", "rate_inputs", "volume_inputs"]

Inputs = tuple[dict[str, Grid], list[str]]

MONTH = Fraction("30.4375")
"""Days: a twelfth of 365.25."""

_WAY = (
    "see what `funnel history` says would help, such as `--entered-from`, and give what it prints "
    "with `--json`"
)
"""Where a history gives no rate."""

NO_ROW: tuple[Cell, ...] = (None, None)


def rate_inputs(book: Book, matched: Matched) -> Inputs:
    """Give the counts that carry the honest rates; a step without one keeps what it has.

    Raises:
        CrmError: a step would be left without any rate.
    """
    counts, rates = pairs_held(book, "Plan_Counts"), line_held(book, "Plan_Rates")
    pairs: list[tuple[Cell, ...]] = []
    shares: list[Cell] = []
    ways: list[Way] = []
    kept: list[str] = []
    lacking: list[str] = []
    for step in range(len(matched.stages) - 1):
        way, row = matched.way(step), matched.step_before(step)
        if way is not None and way.usable is not None:
            ways.append(way)
            pairs.append((way.usable.entered, way.usable.advanced))
            shares.append(None)
            continue
        pair = counts[row] if row is not None and row < len(counts) else NO_ROW
        share = rates[row] if row is not None and row < len(rates) else None
        pairs.append(pair)
        shares.append(share)
        why = way.reason if way else f"{matched.called(step)}: the history does not count it"
        (lacking if share is None and not any(pair) else kept).append(why)
    if lacking:
        raise CrmError(
            f"the history gives no rate for {_steps(len(lacking))} that the workbook has none "
            f"for: {'; '.join(lacking)}; type that rate, or {_WAY}"
        )
    notes = [_told(ways, "Plan_Counts" if is_defined(book, "Plan_Counts") else "Plan_Rates")]
    notes += [f"the rate that stands there is kept for {why}" for why in kept]
    return _grids(book, pairs, shares, [way.rate for way in ways]), notes


def bare_counts(matched: Matched) -> tuple[tuple[tuple[int, int], ...], str]:
    """Give the counts of every step without a workbook, and what is told of them.

    Raises:
        CrmError: a step without a rate.
    """
    ways = [matched.way(step) for step in range(len(matched.stages) - 1)]
    known = [way for way in ways if way is not None]
    lacking = [way.reason for way in known if way.usable is None]
    if lacking:
        raise CrmError(
            f"the history gives no rate for {_steps(len(lacking))}: {'; '.join(lacking)}; give all "
            f"rates by --rates, or {_WAY}"
        )
    counts = [way.usable for way in known if way.usable is not None]
    return tuple((each.entered, each.advanced) for each in counts), _told(known, "the plan")


def _grids(
    book: Book, pairs: list[tuple[Cell, ...]], shares: list[Cell], honest: list[float | None]
) -> dict[str, Grid]:
    """Lay rates where the workbook takes them: as counts where it can, else as shares."""
    if is_defined(book, "Plan_Counts") or not is_defined(book, "Plan_Rates"):
        grids: dict[str, Grid] = {"Plan_Counts": tuple(pairs)}
        if is_defined(book, "Plan_Rates"):
            grids["Plan_Rates"] = as_column(shares)
        return grids
    following = iter(honest)
    return {
        "Plan_Rates": as_column(share if share is not None else next(following) for share in shares)
    }


def _told(ways: list[Way], name: str) -> str:
    listed = "; ".join(_counted(way) for way in ways)
    if name == "Plan_Rates":
        return f"Plan_Rates takes the honest rates of the history, counted from {listed}"
    return (
        f"{name} takes equivalent counts: as many decided records as carry the history's "
        f"honest rates with their uncertainty; counted were {listed}"
    )


def _counted(way: Way) -> str:
    """Tell what was counted of a way.

    >>> from funnel_core.model import Counts
    >>> counts = (90, 20, 30, 40)
    >>> _counted(Way("Lead", "Won", None, *counts, 0.4, Counts(50, 20), None, 31.0, ""))
    'Lead → Won 20 of 90, 40 open, 30 lost: 40.0%'
    """
    lost = f", {way.lost:,} lost" if way.lost else ""
    rate = "" if way.rate is None else f": {way.rate:.1%}"
    counted = f"{way.advanced:,} of {way.entered:,}, {way.open:,} open{lost}"
    return f"{way.start} → {way.end} {counted}{rate}"


def lag_inputs(book: Book, matched: Matched) -> Inputs:
    """Give whole months to the next stage from the mean lags; an unknown one stays as it is.

    What is rounded is the time since the last unknown lag, so that several short steps together
    take as long as they do.
    """
    held = line_held(book, "Plan_Lags")
    lags: list[Cell] = []
    days = Fraction(0)
    told = []
    for step in range(len(matched.stages) - 1):
        way, row = matched.way(step), matched.step_before(step)
        if way is None or way.mean_days is None:
            lags.append(held[row] if row is not None and row < len(held) else None)
            days = Fraction(0)
            continue
        since, days = _months(days), days + Fraction(way.mean_days)
        lags.append(_months(days) - since)
        told.append(f"{way.start} → {way.end} {way.mean_days:.0f} days")
    if not told:
        return {}, []
    note = (
        "Plan_Lags takes mean lags as whole months, rounded along the funnel: "
        f"{', '.join(told)} on average"
    )
    return {"Plan_Lags": as_column(lags)}, [note]


def _months(days: Fraction) -> int:
    return int(days / MONTH + Fraction(1, 2))


def volume_inputs(book: Book, matched: Matched, won: int | None = None) -> Inputs:
    """Give the records that are open now in each stage, and the wins of the term so far.

    What the history does not count stays as it is.
    """
    history, held = matched.history, line_held(book, "Plan_Volumes")
    volumes: list[Cell] = []
    counted = [matched.open_in(stage) for stage in range(len(matched.stages))]
    for stage, open_ in enumerate(counted):
        row = matched.row_before(stage)
        stays = held[row] if row is not None and row < len(held) else None
        volumes.append(stays if open_ is None else open_)
    if won is not None:
        volumes[-1] = won
    known = [each for each in counted if each is not None]
    if not known:
        return {}, []
    return {"Plan_Volumes": as_column(volumes)}, [" ".join(_volumes_told(history, known, won))]


def _volumes_told(history: History, known: list[int], won: int | None) -> Iterator[str]:
    wins = "" if won is None else f" and the {won:,} won in the term so far"
    yield f"Plan_Volumes takes the {sum(known):,} records open on {history.as_of}{wins};"
    yield "the probability is of these alone, without what is still to enter, and takes them for"
    yield "records that have just entered"
    if history.expected is not None and sum(known) == sum(history.open_now):
        yield f"(by their ages the history expects {history.expected:,.1f} wins from them)"


def _steps(count: int) -> str:
    return "a step" if count == 1 else f"{count} steps"
