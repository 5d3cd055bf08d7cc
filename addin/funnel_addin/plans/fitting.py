"""How a grid of values is laid into the cells behind a name, and where it does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from funnel_addin import names
from funnel_addin.books.port import Cell, Grid, Place, Problem
from funnel_core.errors import TemplateError

__all__ = ["fit", "misfits", "overlaps"]


def fit(name: str, values: Grid, place: Place) -> Grid:
    """Lay values into a name's place, blank where the place is longer.

    Args:
        name: the defined name, for the sentence.
        values: a column of values, which a row takes as well; or a rectangle.
        place: the cells behind the name.

    Raises:
        TemplateError: the place is too short, or of another shape.
    """
    known = names.find(name)
    shape = f"; it must be {known.shape.value}" if known else ""
    width = len(values[0]) if values else 1
    is_table = known is not None and known.shape.is_table
    if width == 1 and place.rows == 1 and place.columns >= 1 and not is_table:
        values, width = tuple(zip(*values, strict=True)) or ((),), len(values)
    if known and known.shape is names.Shape.COUNTS and place.rows == 2 != place.columns:
        values, width = tuple(zip(*values, strict=True)) or ((), ()), len(values)
    if len(values) > place.rows and known and known.shape is names.Shape.LOG:
        raise TemplateError(
            f"'{name}' ({place}) has room for {place.rows:,} rows, and {len(values):,} are needed: "
            "log sums, a row per channel and month, or begin a new workbook at a later start"
        )
    if len(values) > place.rows or width > place.columns:
        raise TemplateError(
            f"'{name}' ({place}) has {place.rows} × {place.columns} cells, but "
            f"{len(values)} × {width} are needed{shape}"
        )
    if not is_table and place.rows > 1 and place.columns > 1:
        raise TemplateError(f"'{name}' ({place}) has {place.rows} × {place.columns} cells{shape}")
    return tuple(_padded(row, place.columns) for row in _rows(values, place.rows))


def _rows(values: Grid, rows: int) -> Iterator[tuple[Cell, ...]]:
    yield from values
    for _ in range(rows - len(values)):
        yield ()


def _padded(row: tuple[Cell, ...], columns: int) -> tuple[Cell, ...]:
    return (*row, *[None] * (columns - len(row)))


def misfits(places: Mapping[str, Place | Problem], results: Mapping[str, Grid]) -> list[Problem]:
    """Say which outputs do not fit where their names point."""
    found: list[Problem] = []
    for name, values in results.items():
        place = places.get(name)
        if isinstance(place, Problem):
            found.append(place)
        elif place is not None:
            try:
                fit(name, values, place)
            except TemplateError as error:
                found.append(Problem(name, str(place), str(error)))
    return found


def overlaps(places: Mapping[str, Place | Problem], each: bool = False) -> list[Problem]:
    """Say where an output's cells are another name's as well: writing it would destroy that.

    Of two outputs the first is named or, with `each`, both are.
    """
    known = [
        (found, place)
        for name, place in places.items()
        if (found := names.find(name)) and isinstance(place, Place)
    ]
    return [
        Problem(
            one.name,
            str(place),
            f"'{one.name}' ({place}) is written, but '{other.name}' ({there}) has cells among it: "
            "let the two names stand for different cells",
        )
        for at, (one, place) in enumerate(known)
        for behind, (other, there) in enumerate(known)
        if one.role is names.Role.OUTPUT
        and at != behind
        and (other.role is names.Role.INPUT or each or at < behind)
        and place.meets(there)
    ]
