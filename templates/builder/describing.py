"""The words that a workbook is described with: axes, fields, grids, lines, charts, sheets.

A field is one quantity: asked of a person, worked out by a formula, or filled by `funnel fill`. It
stands in one cell, or runs along an axis (a cell per stage), or along two (a stage in each month).
Its formula names other fields in braces; which of their cells are meant follows from the axes, as
`templates.builder.referring` tells, so that one formula serves a whole row, column or table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from templates.builder.rules import Rule
from templates.builder.styling import NUMBERS, Style

__all__ = [
    "Area",
    "Asked",
    "Axis",
    "Block",
    "Chart",
    "Field",
    "Filled",
    "Grid",
    "Lines",
    "Series",
    "Sheet",
    "Text",
    "When",
    "Workbook",
    "Worked",
]


@dataclass(frozen=True, slots=True)
class Axis:
    """What a field runs along: stages, months, channels; and how many of them there is room for.

    Args:
        name: in the plural.
        size: how many there is room for.
        within: a longer axis that this one is the beginning of, as steps are of stages: fields
            along the one may name fields along the other, in the same place.
    """

    name: str
    size: int
    within: Axis | None = None

    def goes_with(self, other: Axis | None) -> bool:
        """Tell whether the two have their places in common."""
        return other is not None and (self == other or self.within == other or other.within == self)


@dataclass(frozen=True, slots=True)
class When:
    """A look that cells take on while a formula is true.

    Args:
        formula: without "=", with fields in braces, all of them on the field's own sheet.
        style: what it changes.
        last: further looks are not asked.
    """

    formula: str
    style: Style
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One quantity of a workbook.

    Args:
        key: what formulas, tests and stories call it; unique in the workbook.
        label: its heading, or what stands left of it; a formula if it begins with "=".
        shown: how its cells show: a key of `NUMBERS`, such as "whole", "money", "rate", "text".
        unit: what its numbers are in, written beside or below the label; a formula with "=".
        note: what stands right of a line: a sentence, or a formula that says what is wrong.
        name: the defined name of its cells; neighbouring columns of a table may share one.
        style: on top of what its kind looks like.
        looks: looks that depend on a formula.
        plain: its kind's look comes by `looks` alone (rows that may stay unused).
    """

    key: str
    label: str = ""
    shown: str = "whole"
    unit: str = ""
    note: str = ""
    name: str | None = None
    style: Style = field(default_factory=dict)
    looks: tuple[When, ...] = ()
    plain: bool = False

    def __post_init__(self) -> None:
        if self.shown not in NUMBERS:
            raise ValueError(f"{self.key}: shown must be one of {sorted(NUMBERS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Field):
    """What a person types.

    Args:
        starts: what stands there in the empty workbook: a value, or a list along the axis.
        rule: what may be typed, with a hint and what is said when it is refused.
    """

    starts: Any = None
    rule: Rule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked(Field):
    """What a native formula works out.

    Args:
        formula: without "=", with fields in braces.
        constant: it is a fixed number with a reason (its note), not a formula.
    """

    formula: str = ""
    constant: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Field):
    """What `funnel fill` or a sync writes; it needs a defined name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stands on a sheet from its cell `at` on: B5."""

    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Block):
    """Fields of one cell each, one below the other: label, value, unit, note.

    Args:
        heading: what stands above them, over all four columns.
        fields: the lines; None leaves a line free.
        columns: how many of label, value, unit, note there is a column for, 2 to 4.
        until: the last column that notes run over, such as "N"; their own if left out.
    """

    heading: str = ""
    fields: tuple[Field | None, ...]
    columns: int = 4
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Block):
    """Fields along a vertical axis, a horizontal one, or both.

    The heading row first (if there is a heading), then the bands (if any), then a row of labels:
    the labels of `left`, and the cells of the first field of `top` as headings over the horizontal
    axis. Further fields of `top` have a row each; then come the rows of the vertical axis, with the
    fields of `left` as columns and `cells` in the body.

    Args:
        heading: what stands above it all.
        down: the vertical axis.
        across: the horizontal axis.
        left: fields along `down`, a column each.
        top: fields along `across`, a row each, the first being the heading of its columns. Their
            labels stand in the first column of `left`, their units in the second.
        cells: the field along both axes.
        labels: without `left`: how many columns labels and units take.
        bands: texts above the labels: (text, first key, last key) over the columns of `left`.
        units: a row of units below the labels of `left`.
        foot: a last row below `left`: by a column's key a field of one cell, such as its total.
        total: what stands in the first cell of that row.
        until: without `across`: the column that the last of `left` runs on to, such as "S", for
            texts that are wider than it.
    """

    heading: str = ""
    down: Axis | None = None
    across: Axis | None = None
    left: tuple[Field, ...] = ()
    top: tuple[Field, ...] = ()
    cells: Field | None = None
    labels: int = 2
    bands: tuple[tuple[str, str, str], ...] = ()
    units: bool = False
    foot: Mapping[str, Field] = field(default_factory=dict)
    total: str = "Total"
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Block):
    """A text, or with "=" a formula with fields in braces, over the cells `at` to `to`.

    Args:
        key: for tests to find it by; needed where it is a formula.
        to: the last cell of the merged area; the same cell if left out.
        content: the text or formula.
        style: on top of the body's look: see `styling`.
        looks: looks that depend on a formula.
        link: where a click leads, such as "internal:'Goal'!C6".
    """

    content: str
    to: str = ""
    key: str = ""
    style: Style = field(default_factory=dict)
    looks: tuple[When, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Block):
    """One field over the merged cells `at` to `to`: room for sentences.

    Args:
        field: a field of one cell, which is the first of the area.
        to: the last cell of the area.
    """

    field: Field
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart.

    Args:
        values: the key of the field that is drawn; KEY.3 is the third row of one along two axes.
        categories: the key of the field along the category axis.
        name: the legend's text, or the key of a field of one cell in braces.
        colour: of its bars or line; None for white, as good as none.
        options: further options of XlsxWriter's `add_series`.
    """

    values: str
    categories: str
    name: str
    colour: str | None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Block):
    """A chart.

    Args:
        kind: XlsxWriter's chart type, such as {"type": "column"}.
        title: above the chart; it says what is seen, with the unit.
        alt: what a person who does not see it needs to know.
        series: what is drawn.
        width, height: in pixels.
        axes: options for `set_x_axis` ("x"), `set_y_axis` ("y"), `set_legend` ("legend").
        offset: pixels to the right of the cell, and below it.
    """

    kind: Mapping[str, str]
    title: str
    alt: str
    series: tuple[Series, ...]
    width: int = 480
    height: int = 280
    axes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    offset: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Args:
        title: the tab's name.
        heading: what stands large at its top; the tab's name if left out.
        purpose: one sentence below the title: what this sheet is for.
        blocks: what stands on it.
        widths: column widths in characters: {"A": 2, "B": 30, "C:F": 11}.
        heights: row heights in points, where they differ from the default of 18.
        freeze: the first cell that scrolls: C8.
        repeat: rows that every printed page repeats, such as (6, 7).
        area: what is printed: A1:Q22.
        pages: pages across and down that the print is fitted to; 0 down: as many as it takes.
        portrait: printed upright.
        first: the cell that the cursor stands on: the first input.
        tab: the tab's colour.
        locked: protected, without a password, but for its inputs.
    """

    title: str
    purpose: str
    blocks: tuple[Block, ...]
    widths: Mapping[str, float]
    heading: str = ""
    heights: Mapping[int, float] = field(default_factory=dict)
    freeze: str = ""
    repeat: tuple[int, int] | None = None
    area: str = ""
    pages: tuple[int, int] = (1, 1)
    portrait: bool = False
    first: str = "C6"
    tab: str | None = None
    locked: bool = True


Contents: TypeAlias = Mapping[str, Any]
"""What is typed or filled, by key: a value, a list along the axis, or rows of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A whole workbook.

    Args:
        name: its file's name, without .xlsx.
        title: what it is called.
        line: one line that says what it is for, as `funnel new` lists it.
        sheets: its sheets, in the order of their tabs.
        axes: the axes that its fields run along.
    """

    name: str
    title: str
    line: str
    sheets: tuple[Sheet, ...]
    axes: Sequence[Axis] = ()
