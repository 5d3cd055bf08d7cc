"""Fill a workbook: set the inputs that were given, work out the plan, write the outputs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from funnel_addin import names, plans
from funnel_addin.books.port import Block, Book, Cell, Grid, Place, Problem, Written
from funnel_addin.plans import BookProblems, NamedPlan
from funnel_core.errors import FunnelError
from funnel_core.planning import default_owner

__all__ = ["Filled", "Given", "fill"]


@dataclass(frozen=True, slots=True)
class Given:
    """Inputs handed over beside the workbook; None leaves what the workbook says."""

    target: float | None = None
    value: float | None = None
    confidence: float | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    rates: tuple[float, ...] | None = None
    counts: tuple[tuple[int, int], ...] | None = None
    stages: tuple[str, ...] | None = None
    owners: tuple[str, ...] | None = None
    weights: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What a fill did: the plan, the cells set, and what a person should know."""

    plan: NamedPlan
    cells: Mapping[str, Cell]
    notes: tuple[str, ...] = ()


def fill(book: Book, given: Given, as_of: datetime.date, formulas_agree: bool = False) -> Filled:
    """Set the given inputs of a book, read the rest by their names, and write its outputs.

    A formula in an output is never overwritten.

    Args:
        book: a workbook; nothing is saved here, so a failure leaves its file as it was.
        given: inputs that replace what the workbook says.
        as_of: the day that `Plan_Expected` and `Plan_Pace` are worked out for.
        formulas_agree: the formulas in the outputs are known to give the core's answers, so that
            these are stored as their results. Otherwise a formula whose inputs changed is left
            without a stored result until a spreadsheet calculates it.

    Raises:
        BookProblems: every name and cell that keeps the book from being filled.
    """
    steps = given.rates if given.rates is not None else given.counts
    plans.check_length(len(steps or ()))
    places = {_canonical(name): place for name, place in book.places().items()}
    wanted, notes = _wanted(book, given, places)
    kept_here = {name: values for name, values in wanted.items() if name not in places}
    inputs = _laid(book, {n: v for n, v in wanted.items() if n in places}, places)
    cells = dict(book.write(inputs).cells) if inputs else {}
    plan = plans.read_plan(_Overlaid(book, kept_here) if kept_here else book)
    results = {
        name: values for name, values in plans.outputs(plan, as_of).items() if name in places
    }
    problems = plans.misfits(places, results)
    if problems:
        raise BookProblems(book.title, problems)
    notes += [
        f"the workbook has no {name}: what you gave was used, but is stored nowhere in it"
        for name in kept_here
    ]
    if not results:
        notes.append("the workbook defines no output such as Plan_Required: none was written")
    written = book.write(
        {
            name: _beside_formulas(book, name, plans.fit(name, values, place), formulas_agree)
            for name, values in results.items()
            if isinstance(place := places[name], Place)
        }
    )
    if written.problems:
        raise BookProblems(book.title, written.problems)
    return Filled(plan, {**cells, **written.cells}, tuple(notes))


def _beside_formulas(book: Book, name: str, grid: Grid, agree: bool) -> Grid:
    """Say what becomes of the formulas among an output's cells: their result, or nothing new."""
    formulas = book.formulas_in(name)
    return tuple(
        tuple(
            (("" if cell is None else cell) if agree else None) if computed else cell
            for cell, computed in zip(cells, flags, strict=True)
        )
        for cells, flags in zip(grid, formulas, strict=True)
    )


def _canonical(name: str) -> str:
    known = names.find(name)
    return known.name if known else name


class _Overlaid:
    """A book, and given inputs that it has no name for."""

    def __init__(self, book: Book, values: Mapping[str, Grid]) -> None:
        self._book = book
        self._values = {name.lower(): values for name, values in values.items()}

    @property
    def title(self) -> str:
        return self._book.title

    def places(self) -> Mapping[str, Place | Problem]:
        return {**self._book.places(), **{name: self._place(name) for name in self._values}}

    def read(self, name: str) -> Block:
        values = self._values.get(name.lower())
        if values is None:
            return self._book.read(name)
        return Block(self._place(name), values)

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        values = self._values.get(name.lower())
        if values is None:
            return self._book.formulas_in(name)
        return tuple((False,) * len(row) for row in values)

    def write(self, values: Mapping[str, Grid]) -> Written:
        return self._book.write(values)

    def _place(self, name: str) -> Place:
        values = self._values[name.lower()]
        return Place("given", 1, 1, len(values), len(values[0]))


def _wanted(
    book: Book, given: Given, places: Mapping[str, Place | Problem]
) -> tuple[dict[str, Grid], list[str]]:
    """Say which inputs are to be set, and to what; an empty grid blanks an input."""
    cells: dict[str, Cell] = {
        "Plan_Target": given.target,
        "Plan_Value": given.value,
        "Plan_Confidence": given.confidence,
        "Plan_Start": given.start,
        "Plan_End": given.end,
    }
    wanted: dict[str, Grid] = {name: ((cell,),) for name, cell in cells.items() if cell is not None}
    if given.weights is not None:
        wanted["Plan_Weights"] = _column(given.weights)
    if given.rates is not None:
        wanted["Plan_Rates"] = _column(given.rates)
        if "Plan_Counts" in places:
            wanted["Plan_Counts"] = ()
    elif given.counts is not None:
        wanted["Plan_Counts"] = given.counts
        if "Plan_Rates" in places:
            wanted["Plan_Rates"] = _column(_rates_beside(book, given.counts, places))
    labels, note = _labels(book, given, places)
    wanted.update(labels)
    return wanted, [note] if note else []


def _rates_beside(
    book: Book, counts: tuple[tuple[int, int], ...], places: Mapping[str, Place | Problem]
) -> list[Cell]:
    """Give the rates to stand beside given counts: those typed already, or the counted ones."""
    if "Plan_Counts" not in places:
        return [advanced / entered if entered else None for entered, advanced in counts]
    place = places["Plan_Rates"]
    if isinstance(place, Problem):
        return []
    block = book.read("Plan_Rates")
    return [cell for row in block.values for cell in row][: len(counts)]


def _labels(
    book: Book, given: Given, places: Mapping[str, Place | Problem]
) -> tuple[dict[str, Grid], str]:
    """Give the stages' names and owners to be set, where the funnel's length or they change."""
    steps = given.rates if given.rates is not None else given.counts
    old = _listed(book, "Plan_Stages", places)
    owners = _listed(book, "Plan_Owners", places)
    owned = dict(zip(old, owners, strict=False))
    note = ""
    new = list(given.stages) if given.stages is not None else old
    if given.stages is None and steps is not None and old and len(old) != len(steps) + 1:
        fewer = old[: len(steps)] if len(old) > len(steps) else old[:-1]
        more = [f"Stage {number}" for number in range(len(fewer) + 1, len(steps) + 1)]
        new = [*fewer, *more, old[-1]]
        note = (
            f"the workbook named {len(old)} stages, the rates make {len(new)}: they are now "
            f"{', '.join(new)}; name them with --stages"
        )
    labels: dict[str, Grid] = {}
    if new != old:
        labels["Plan_Stages"] = _column(new)
    if given.owners is not None:
        labels["Plan_Owners"] = _column(given.owners)
    elif new != old and "Plan_Owners" in places:
        labels["Plan_Owners"] = _column(
            [owned.get(name) or default_owner(name) or None for name in new]
        )
    return labels, note


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


def _laid(
    book: Book, wanted: Mapping[str, Grid], places: Mapping[str, Place | Problem]
) -> dict[str, Grid]:
    """Lay the inputs to be set into their names' places; refuse where one cannot be set."""
    problems: list[Problem] = []
    inputs: dict[str, Grid] = {}
    for name, values in wanted.items():
        place = places[name]
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


def _column(cells: Sequence[Cell]) -> Grid:
    return tuple((cell,) for cell in cells)
