"""Funnels and plans as data frames: a row per stage, columns by name.

Frames are read by their columns alone, so that a dict of lists serves as well; pandas is loaded
only when one is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from funnel_core.errors import Fault, InputError, OutOfRange
from funnel_core.model import Counts, RequiredVolume, Step
from funnel_core.quantities import COUNT, RATE, Quantity, is_number, show

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["FrameRows", "plan_frame", "read_frame"]

COLUMNS = ("stage", "owner", "rate", "entered", "advanced")


@dataclass(frozen=True, slots=True)
class FrameRows:
    """What a frame says of a funnel: stage names and owners, and the steps between the stages.

    Blanks are None, and so is a list that no column holds. There is a name and an owner for each
    row: as many as there are steps, or one more where the last row is the last stage.
    """

    names: tuple[str | None, ...] | None
    owners: tuple[str | None, ...] | None
    steps: tuple[Step, ...]


def read_frame(frame: DataFrame | Mapping[str, Sequence[object]]) -> FrameRows:
    """Read a funnel from a frame, a row per stage, top first.

    Args:
        frame: columns `entered` and `advanced`, or `rate`, or all three; where a row holds counts
            they win. `stage` and `owner` may be there; other columns are left alone. The last row
            may be the last stage, out of which nothing advances: then its rate, or its `advanced`,
            is blank (None, NaN, NA or an empty text).

    Raises:
        InputError: none of these columns, columns of different lengths, or rows with neither a
            rate nor counts, or with something that is no number; every such row is named.
        OutOfRange: a rate outside 0 … 1, or counts that are none.

    >>> read_frame({"stage": ["SQL", "Won"], "entered": [200, None], "advanced": [50, None]}).steps
    (Counts(entered=200, advanced=50),)
    """
    columns = _columns(frame)
    height = len(next(iter(columns.values())))
    rows = [
        {name: None if _is_blank(values[row]) else values[row] for name, values in columns.items()}
        for row in range(height)
    ]
    while rows and all(value is None for value in rows[-1].values()):
        rows.pop()
    if not rows:
        raise InputError("'frame' must hold a row per stage; every row is blank")
    *above, last = rows
    stepping = rows if last.get("rate") is not None or last.get("advanced") is not None else above
    if not stepping:
        raise InputError("'frame' must hold at least one rate, or counts; got none")
    faults: list[tuple[Fault, type[InputError]]] = []
    steps: list[Step] = []
    for entry, row in enumerate(stepping):
        step = _step(row)
        if isinstance(step, InputError):
            faults.append((Fault("frame", entry, str(step)), type(step)))
        else:
            steps.append(step)
    if faults:
        raise faults[0][1](
            "'frame' must hold a rate, or counts entered and advanced, in each row but the last",
            [fault for fault, _ in faults],
        )
    return FrameRows(_texts(rows, "stage"), _texts(rows, "owner"), tuple(steps))


def _columns(frame: DataFrame | Mapping[str, Sequence[object]]) -> dict[str, list[object]]:
    """Find the columns that tell something of a funnel, whatever the case of their names."""
    found: dict[str, list[object]] = {}
    if not hasattr(frame, "items"):
        raise InputError(f"'frame' must be a data frame or a dict of lists; got {frame!r:.50}")
    for given, values in frame.items():
        name = str(given).strip().casefold()
        if name in found:
            raise InputError(f"'frame' must hold one column called '{name}'; got several")
        if name in COLUMNS:
            if isinstance(values, str) or not isinstance(values, Iterable):
                raise InputError(f"'frame' must hold a list in '{name}'; got {values!r:.50}")
            found[name] = list(values)
    if "rate" not in found and not {"entered", "advanced"} <= found.keys():
        raise InputError(
            "'frame' must hold a column 'rate', or columns 'entered' and 'advanced'; got "
            + (", ".join(f"'{given}'" for given in frame) or "no columns")
        )
    if len({len(values) for values in found.values()}) > 1:
        told = ", ".join(f"{len(values)} in '{name}'" for name, values in found.items())
        raise InputError(f"the columns of 'frame' must be equally long; got {told}")
    return found


def _is_blank(value: object) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    try:
        return bool(value != value)
    except TypeError:  # pandas' NA says neither yes nor no
        return True


def _step(row: Mapping[str, object]) -> Step | InputError:
    """Read a row's step, or say what is wrong with it (the error's text is a predicate)."""
    if row.get("entered") is None and row.get("advanced") is None:
        return InputError("has neither") if row.get("rate") is None else _number(row, "rate", RATE)
    entered, advanced = (_number(row, name, COUNT) for name in ("entered", "advanced"))
    if isinstance(entered, InputError):
        return entered
    if isinstance(advanced, InputError):
        return advanced
    if advanced > entered:
        return OutOfRange(f"has {show(advanced)} advanced of {show(entered)} entered")
    return Counts(int(entered), int(advanced))


def _number(row: Mapping[str, object], name: str, quantity: Quantity) -> float | InputError:
    value = row.get(name)
    if value is None:
        return InputError(f"has no '{name}'")
    if not is_number(value):
        return InputError(f"has '{name}' {value!r}, which is no number")
    complaint = quantity.complaint(value)
    return value if complaint is None else OutOfRange(f"has '{name}' {complaint}")


def _texts(rows: Sequence[Mapping[str, object]], name: str) -> tuple[str | None, ...] | None:
    if name not in rows[0]:
        return None
    return tuple(None if row[name] is None else str(row[name]).strip() for row in rows)


def plan_frame(volumes: Iterable[RequiredVolume]) -> DataFrame:
    """Make a pandas DataFrame of a plan, a row per stage, numbered from 1 at the top.

    Returns:
        Columns stage, owner, rate, entered, advanced, required, exact, confident. Counts and
        confident volumes are of pandas' Int64, blank (NA) where there are none; the last stage's
        rate is blank (NaN).
    """
    import pandas as pd

    rows = list(volumes)
    steps = [row.transition for row in rows]
    counts = [None if step is None else step.counts for step in steps]

    frame = pd.DataFrame(
        {
            "stage": [row.stage.name for row in rows],
            "owner": [row.stage.owner for row in rows],
            "rate": [float("nan") if step is None else float(step.rate) for step in steps],
            "entered": [None if each is None else each.entered for each in counts],
            "advanced": [None if each is None else each.advanced for each in counts],
            "required": [row.required for row in rows],
            "exact": [row.exact for row in rows],
            "confident": [row.confident for row in rows],
        },
        index=pd.RangeIndex(1, len(rows) + 1, name="position"),
    )
    return frame.astype(dict.fromkeys(("entered", "advanced", "confident"), "Int64"))
