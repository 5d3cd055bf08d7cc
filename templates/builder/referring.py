"""From a formula with fields in braces to a formula with cells.

| in a formula | means |
|---|---|
| `{rate}` | the cell of `rate` with the same stage, month, …; or its one cell |
| `{rate:}` | all its cells |
| `{plan@months}` | of a field along two axes: the whole line along months, in the same stage |
| `{rate-1}`, `{rate+1}` | the cell before or after along its axis |
| `{plan-1@months}` | the same of a field along two axes |
| `{rate.1}`, `{rate.last}` | its first or last cell |
| `{plan.last@months}` | of a field along two axes: the last cell along months, in the same stage |
| `{#stages}` | the number of this cell along an axis: 1, 2, … |

Before the first cell of an axis stands its heading: a formula with `{rate-1}` must bear a text.
"""

from __future__ import annotations

import re

from xlsxwriter.utility import xl_rowcol_to_cell

from templates.builder.describing import Axis
from templates.builder.placing import Layout, Spot, quoted

__all__ = ["formula_at"]

_REFERENCE = re.compile(r"\{(#?)([a-z][a-z0-9_]*)([^}]*)\}")
_PART = re.compile(r":|\.(?:1|last)(?:@[a-z]+)?|[+-]1(?:@[a-z]+)?|@[a-z]+|")


def formula_at(
    layout: Layout, here: Spot, formula: str, down: int = 0, across: int = 0, local: bool = False
) -> str:
    """Write a formula for one cell of a field.

    Args:
        layout: where all fields stand.
        here: the field that the formula belongs to.
        formula: with fields in braces.
        down: which of its cells along its vertical axis, counted from 0.
        across: the same along its horizontal axis.
        local: it is a look or a rule: only cells of the same sheet may be read.

    Raises:
        ValueError: an unknown field, or one that runs along an axis that this cell has no place on.
    """

    def cells(found: re.Match[str]) -> str:
        number, key, part = found.groups()
        if not _PART.fullmatch(part):
            raise ValueError(f"{here.field.key}: {found[0]} is no reference")
        if number:
            return _number(here, key, down, across)
        if key not in layout.spots:
            raise ValueError(f"{here.field.key}: there is no field {key!r}")
        spot = layout.spots[key]
        if local and spot.sheet != here.sheet:
            raise ValueError(f"{here.field.key}: a look or rule may not read {key!r} elsewhere")
        prefix = "" if spot.sheet == here.sheet else f"{quoted(spot.sheet)}!"
        return prefix + _cells(here, spot, part, down, across)

    return _REFERENCE.sub(cells, formula)


def _number(here: Spot, axis: str, down: int, across: int) -> str:
    """Count the cells from the heading before the first one to the one before this.

    A formula that counted its own cell would read itself, which not every program lets pass.
    """
    if here.down and here.down.name == axis:
        before, column = here.row - 1, here.column
        first = xl_rowcol_to_cell(before, column, row_abs=True, col_abs=True)
        return f"ROWS({first}:{xl_rowcol_to_cell(before + down, column, col_abs=True)})"
    if here.across and here.across.name == axis:
        before, row = here.column - 1, here.row
        first = xl_rowcol_to_cell(row, before, row_abs=True, col_abs=True)
        return f"COLUMNS({first}:{xl_rowcol_to_cell(row, before + across, row_abs=True)})"
    raise ValueError(f"{here.field.key} has no place along {axis}")


def _cells(here: Spot, spot: Spot, part: str, down: int, across: int) -> str:
    if part == ":":
        return _range(spot.row, spot.column, spot.rows, spot.columns)
    if part in (".1", ".last"):
        row = spot.row + (spot.rows - 1 if part == ".last" else 0)
        column = spot.column + (spot.columns - 1 if part == ".last" else 0)
        return xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    if part.startswith("."):
        return _end(here, spot, part, down, across)
    step, _, along = part.partition("@") if part[:1] in "+-" else ("", "", "")
    whole = part[1:] if part.startswith("@") else ""
    places = []
    for axis, other in ((spot.down, spot.across), (spot.across, spot.down)):
        shift = int(step or 0) if axis and (along == axis.name or not along) else 0
        if shift and other and not along:
            raise ValueError(f"{here.field.key}: {spot.field.key!r} has two axes: say along which")
        if axis and axis.name == whole:
            places.append(None)
        else:
            places.append(_place(here, spot, axis, down, across, shift))
    (row, column) = places
    if row is None or column is None:
        return _line(spot, row, column)
    return xl_rowcol_to_cell(
        spot.row + row[0], spot.column + column[0], row_abs=row[1], col_abs=column[1]
    )


def _end(here: Spot, spot: Spot, part: str, down: int, across: int) -> str:
    """Give the first or last cell along one axis, in this cell's place along the other."""
    end, _, along = part.removeprefix(".").partition("@")
    row, column = (
        (0 if end == "1" else axis.size - 1, True)
        if axis and axis.name == along
        else _place(here, spot, axis, down, across, 0)
        for axis in (spot.down, spot.across)
    )
    return xl_rowcol_to_cell(
        spot.row + row[0], spot.column + column[0], row_abs=row[1], col_abs=column[1]
    )


def _line(spot: Spot, row: tuple[int, bool] | None, column: tuple[int, bool] | None) -> str:
    """Give a whole line of a field: all along one axis, one place on the other."""
    top, fixed_row = (spot.row, True) if row is None else (spot.row + row[0], row[1])
    left, fixed_column = (
        (spot.column, True) if column is None else (spot.column + column[0], column[1])
    )
    bottom = top + (spot.rows - 1 if row is None else 0)
    right = left + (spot.columns - 1 if column is None else 0)
    first = xl_rowcol_to_cell(top, left, row_abs=fixed_row, col_abs=fixed_column)
    last = xl_rowcol_to_cell(bottom, right, row_abs=fixed_row, col_abs=fixed_column)
    return f"{first}:{last}"


def _place(
    here: Spot, spot: Spot, axis: object, down: int, across: int, shift: int
) -> tuple[int, bool]:
    """Give a cell's offset along one axis of a field, and whether copies keep it."""
    if axis is None:
        return 0, True
    if isinstance(axis, Axis) and axis.goes_with(here.down):
        turned = axis == spot.across
        place = down
    elif isinstance(axis, Axis) and axis.goes_with(here.across):
        turned = axis == spot.down
        place = across
    else:
        raise ValueError(
            f"{here.field.key}: {spot.field.key!r} runs along {getattr(axis, 'name', axis)}, which"
            " this cell has no place on: take all its cells, {" + spot.field.key + ":}"
        )
    if turned:
        raise ValueError(
            f"{here.field.key}: {spot.field.key!r} runs the other way: use INDEX on all its cells"
        )
    return place + shift, False


def _range(row: int, column: int, rows: int, columns: int) -> str:
    first = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(row + rows - 1, column + columns - 1, row_abs=True, col_abs=True)
    return first if first == last else f"{first}:{last}"
