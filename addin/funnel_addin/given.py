"""Inputs given beside a workbook: what they set in it, and what is used without a place in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from funnel_addin import plans
from funnel_addin.books.port import Block, Book, Cell, Grid, Place, Problem, Written, as_column
from funnel_addin.learnt.held import texts_held
from funnel_addin.learnt.history import History
from funnel_addin.learnt.inputs import Beside, inputs_from, replaced
from funnel_addin.learnt.matching import matched
from funnel_addin.learnt.values import must_have_value
from funnel_addin.plans import BookProblems
from funnel_core.errors import FunnelError, InputError
from funnel_core.planning import default_owner

__all__ = ["Given", "Overlaid", "laid", "stages_named", "wanted_inputs"]

CUSTOMERS = "customers"
"""What Plan_Goal says where the target is a number of wins."""

WON = "Closed won"
"""What the last stage is called where nobody names it."""

MUST_BE_DEFINED = ("Plan_Target", "Plan_Rates")
"""Inputs without which a workbook could not be filled again."""


@dataclass(frozen=True, slots=True)
class Given:
    """Inputs handed over beside the workbook; None leaves what the workbook says.

    Args:
        target: in the unit that the workbook's goal has.
        value: money that one win brings.
        wins: a target in records won: it takes the place of a target in money, and of its value;
            where the workbook has a place for its goal, that becomes customers instead, and a
            value may stand beside it.
        confidence: a share.
        start, end: the term.
        rates: the funnel's rates, top first.
        counts: what the rates are learnt from, entered and advanced.
        stages: their names, one more than rates; "" for one that keeps its name.
        owners: who answers for them.
        weights: of the periods.
        inputs: all other inputs, by their names in the contract, as `names.NAMES` lists them: a
            list as a column, a table row by row, None for a blank; an empty grid blanks the input.
        as_of: the day that is asked about, where a person says so.
        history: what an export says; all else that is given goes before it, and `stages` names
            its stages.
        notes: what a person should know of how these were read.
    """

    target: float | None = None
    value: float | None = None
    wins: float | None = None
    confidence: float | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    rates: tuple[float, ...] | None = None
    counts: tuple[tuple[int, int], ...] | None = None
    stages: tuple[str, ...] | None = None
    owners: tuple[str, ...] | None = None
    weights: tuple[float, ...] | None = None
    inputs: Mapping[str, Grid] = field(default_factory=dict)
    as_of: datetime.date | None = None
    history: History | None = None
    notes: tuple[str, ...] = ()


class Overlaid:
    """A book, and given inputs that it has no name for."""

    def __init__(self, book: Book, values: Mapping[str, Grid]) -> None:
        self._book = book
        self._values = {name.lower(): values for name, values in values.items()}

    @property
    def title(self) -> str:
        """Give the book's title."""
        return self._book.title

    def places(self) -> Mapping[str, Place | Problem]:
        """Give the book's places, and one for each given input."""
        return {**self._book.places(), **{name: self._place(name) for name in self._values}}

    def read(self, name: str) -> Block:
        """Read what was given, else what the book holds."""
        values = self._values.get(name.lower())
        if values is None:
            return self._book.read(name)
        return Block(self._place(name), values)

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell which cells hold a formula; what was given is none."""
        values = self._values.get(name.lower())
        if values is None:
            return self._book.formulas_in(name)
        return tuple((False,) * len(row) for row in values)

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Write to the book."""
        return self._book.write(values)

    def _place(self, name: str) -> Place:
        values = self._values[name.lower()]
        return Place("given", 1, 1, len(values), len(values[0]))


def wanted_inputs(
    book: Book, given: Given, places: Mapping[str, Place | Problem]
) -> tuple[dict[str, Grid], list[str]]:
    """Say which inputs are to be set, and to what, and what a person should know about it.

    An empty grid blanks an input.
    """
    given, learnt = _learnt(book, given, places)
    cells: dict[str, Cell] = {
        "Plan_Target": given.target if given.wins is None else given.wins,
        "Plan_Value": given.value,
        "Plan_Confidence": given.confidence,
        "Plan_Start": given.start,
        "Plan_End": given.end,
        "Plan_As_Of": given.as_of if "Plan_As_Of" in places else None,
    }
    wanted: dict[str, Grid] = dict(given.inputs)
    wanted |= {name: ((cell,),) for name, cell in cells.items() if cell is not None}
    if given.wins is not None and "Plan_Goal" in places:
        wanted["Plan_Goal"] = ((CUSTOMERS,),)
    elif given.wins is not None and given.value is not None:
        raise InputError("--wins is a target of its own: leave out --value beside it")
    elif given.wins is not None and "Plan_Value" in places:
        wanted["Plan_Value"] = ()
    if given.weights is not None:
        wanted["Plan_Weights"] = as_column(given.weights)
    labels, told = _labels(book, given, places)
    notes = [*given.notes, *learnt, *told]
    wanted.update(labels)
    cleared = ""
    if given.rates is not None:
        wanted["Plan_Rates"] = as_column(given.rates)
        cleared = "Plan_Counts"
    elif given.counts is not None:
        wanted["Plan_Counts"] = given.counts
        if "Plan_Counts" not in places and "Plan_Rates" in places:
            counted = [entered and advanced / entered for entered, advanced in given.counts]
            wanted["Plan_Rates"] = as_column(counted)
        else:
            cleared = "Plan_Rates"
    if cleared in places:
        wanted[cleared] = ()
        if _listed(book, cleared, places):
            notes.append(f"{cleared} was cleared: what you gave takes its place")
    return wanted, notes


def _learnt(
    book: Book, given: Given, places: Mapping[str, Place | Problem]
) -> tuple[Given, list[str]]:
    """Turn what a history says into inputs of this book, below what was given besides."""
    if given.history is None:
        return given, []
    found = matched(given.history, texts_held(book, "Plan_Stages"), given.stages)
    said = {"Plan_Value"} if given.value is not None or given.wins is not None else set()
    asked = {"Plan_As_Of"} if given.as_of is not None else set()
    goal = _word(given.inputs, "Plan_Goal")
    if given.wins is not None and "Plan_Goal" in places:
        goal = CUSTOMERS
    channels = given.inputs.get("Plan_Channels")
    beside = Beside(
        given.start,
        given.end,
        goal,
        _word(given.inputs, "Plan_Grain"),
        None if channels is None else [str(row[0] or "") for row in channels],
        frozenset({*given.inputs, *said, *asked}),
    )
    if plans.PLAN in plans.parts(places) and "Plan_Value" not in beside.names:
        must_have_value(book, given.history, goal)
    inputs, notes = inputs_from(book, found, beside)
    cleared = inputs.get("Plan_Rates", ())
    held = texts_held(book, "Plan_Rates")
    if any(text and not any(row) for text, row in zip(held, cleared, strict=False)):
        notes.append("Plan_Rates was cleared where the history's counts take its place")
    notes += replaced(book, inputs)
    stages = None if found.stages == found.before else found.stages
    return replace(given, stages=stages, inputs={**inputs, **given.inputs}), notes


def _word(inputs: Mapping[str, Grid], name: str) -> str:
    cells = [cell for row in inputs.get(name, ()) for cell in row]
    return str(cells[0] or "") if cells else ""


def stages_named(given: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    """Name the stages that were given without a name: as they are called, the last as the last.

    >>> stages_named(["Lead", "", ""], ["A", "B", "C", "Customer"])
    ('Lead', 'B', 'Customer')
    >>> stages_named(["Lead", "", ""], [])
    ('Lead', 'Stage 2', 'Closed won')
    """
    *above, last = given
    named = [
        name or (held[at] if at < len(held) - 1 else "") or f"Stage {at + 1}"
        for at, name in enumerate(above)
    ]
    return (*named, last or (held[-1] if held else "") or WON)


def _labels(
    book: Book, given: Given, places: Mapping[str, Place | Problem]
) -> tuple[dict[str, Grid], list[str]]:
    """Give the stages' names and owners to be set, where the funnel's length or they change."""
    steps = given.rates if given.rates is not None else given.counts
    old = _listed(book, "Plan_Stages", places)
    new, notes = old, []
    if given.stages is not None:
        new = list(stages_named(given.stages, old))
    elif steps is not None and old and len(old) != len(steps) + 1:
        fewer = old[: len(steps)] if len(old) > len(steps) else old[:-1]
        more = [f"Stage {number}" for number in range(len(fewer) + 1, len(steps) + 1)]
        new = [*fewer, *more, old[-1]]
        notes.append(
            f"the workbook named {len(old)} stages, the rates make {len(new)}: they are now "
            f"{', '.join(new)}; name them with --stages"
        )
    labels: dict[str, Grid] = {} if new == old else {"Plan_Stages": as_column(new)}
    if given.owners is not None:
        if new and len(given.owners) != len(new):
            raise InputError(
                f"'--owners' must name one owner per stage, {len(new)} of them; got "
                f"{len(given.owners)}: write nothing between two commas where there is none"
            )
        labels["Plan_Owners"] = as_column([owner or None for owner in given.owners])
    elif new != old and "Plan_Owners" in places:
        labels["Plan_Owners"] = as_column(_owners(book, old, new, places))
    return labels, notes


def _owners(
    book: Book, old: list[str], new: list[str], places: Mapping[str, Place | Problem]
) -> list[Cell]:
    """Carry owners over to new names: by the name, by what is usual, else by the position."""
    owners = _listed(book, "Plan_Owners", places)
    owned = dict(zip(old, owners, strict=False))
    in_place = owners if len(old) == len(new) else []
    in_place += [""] * (len(new) - len(in_place))
    return [
        owned.get(name) or default_owner(name) or there or None
        for name, there in zip(new, in_place, strict=False)
    ]


def _listed(book: Book, name: str, places: Mapping[str, Place | Problem]) -> list[str]:
    """Read a list of texts as far as it can be read; what is wrong is told later, by the plan."""
    if not isinstance(places.get(name), Place):
        return []
    try:
        cells = [cell for row in book.read(name).values for cell in row]
    except FunnelError:
        return []
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def laid(
    book: Book, wanted: Mapping[str, Grid], places: Mapping[str, Place | Problem]
) -> dict[str, Grid]:
    """Lay the inputs to be set into their names' places; refuse where one cannot be set."""
    problems: list[Problem] = []
    inputs: dict[str, Grid] = {}
    for name, values in wanted.items():
        place = places.get(name)
        if place is None:
            if name in MUST_BE_DEFINED:
                problems.append(Problem(name, "", _undefined(name)))
            continue
        if isinstance(place, Problem):
            problems.append(place)
            continue
        try:
            grid = plans.fit(name, values, place)
            block = book.read(name)
        except FunnelError as error:
            problems.append(Problem(name, str(place), str(error)))
            continue
        problems.extend(_formulas_in_the_way(name, block, book.formulas_in(name), grid))
        inputs[name] = grid
    if problems:
        raise BookProblems(book.title, problems)
    return inputs


def _undefined(name: str) -> str:
    return (
        f"the name '{name}' is not defined, so it cannot be set: define it in the workbook, "
        "or leave that input out"
    )


def _formulas_in_the_way(
    name: str, block: Block, formulas: tuple[tuple[bool, ...], ...], grid: Grid
) -> Iterator[Problem]:
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            stands = block.values[row][column]
            same = stands == cell or (cell is None and stands == "")
            if formulas[row][column] and not same:
                where = block.place.cell(row, column)
                yield Problem(
                    name,
                    where,
                    f"'{name}' ({where}) holds a formula, so it cannot be set: leave that input "
                    "out, or replace the formula in the workbook by a value",
                )
