"""Fill a workbook: set the inputs that were given, work out what follows, write the outputs."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from funnel_addin import names, plans
from funnel_addin.books.port import Book, Cell, Grid, Place, Problem
from funnel_addin.given import Given, Overlaid, laid, wanted_inputs
from funnel_addin.plans import Answers, BookProblems, NamedBudget, NamedPlan, NamedSystem

__all__ = ["SOURCE", "Checked", "Filled", "Given", "check", "fill", "located"]

SOURCE = plans.BY_FILL


@dataclass(frozen=True, slots=True)
class Filled:
    """What a fill did.

    Args:
        parts: the parts that the workbook has: "plan", "budget", "system".
        plan, budget, system: what the inputs of each part say.
        results: every output of these parts, also those the workbook has no name for; an empty
            grid stays blank.
        cells: the cells set, by their addresses.
        notes: what a person should know.
        as_of: the day that the pace is worked out for; None where nothing is due, or no plan.
    """

    parts: tuple[str, ...]
    plan: NamedPlan | None
    budget: NamedBudget | None
    system: NamedSystem | None
    results: Mapping[str, Grid]
    cells: Mapping[str, Cell]
    notes: tuple[str, ...] = ()
    as_of: datetime.date | None = None


def fill(
    book: Book,
    given: Given,
    today: datetime.date,
    formulas_agree: bool = False,
    source: str = SOURCE,
) -> Filled:
    """Set the given inputs of a book, read the rest by their names, and write its outputs.

    A formula in an output is never overwritten.

    Args:
        book: a workbook; nothing is saved here, so a failure leaves its file as it was.
        given: inputs that replace what the workbook says.
        today: the day it is: the pace is worked out for it where nobody asks about another day.
        formulas_agree: the formulas in the outputs are known to give the core's answers, so that
            these are stored as their results. Otherwise a formula whose inputs changed is left
            without a stored result until a spreadsheet calculates it.
        source: what Plan_Filled is to say filled the workbook.

    Raises:
        BookProblems: every name and cell that keeps the book from being filled.
    """
    places = _places(book, given)
    wanted, notes = wanted_inputs(book, given, places)
    inputs = laid(book, wanted, places)
    kept_here = {name: values for name, values in wanted.items() if name not in places}
    cells = _written(book, inputs)
    read = Overlaid(book, {name: grid for name, grid in kept_here.items() if grid})
    answers = plans.answer(read, today, given.as_of, plans.parts(places))
    results = {name: grid for name, grid in answers.outputs.items() if name in places}
    if plans.FILLED in places:
        results[plans.FILLED] = plans.stamp(today, source)
    problems = plans.misfits(places, results)
    if problems:
        raise BookProblems(book.title, problems)
    notes += _told(answers, results, kept_here)
    if not formulas_agree:
        notes += [
            f"{name} holds formulas: they were kept, and nothing was written there"
            for name in results
            if any(any(row) for row in book.formulas_in(name))
        ]
    fitted = {
        name: _beside_formulas(book, name, plans.fit(name, values, place), formulas_agree)
        for name, values in results.items()
        if isinstance(place := places[name], Place)
    }
    return Filled(
        answers.parts,
        answers.plan,
        answers.budget,
        answers.system,
        answers.outputs,
        {**cells, **_written(book, fitted)},
        tuple(located(note, places) for note in notes),
        answers.as_of,
    )


def _places(book: Book, given: Given) -> dict[str, Place | Problem]:
    """Give a book's places by the contract's names.

    Raises:
        RangeError: more steps were given than a funnel may have.
        BookProblems: an output's cells are another name's as well.
    """
    steps = given.rates if given.rates is not None else given.counts
    plans.check_length(len(steps or ()))
    places = {_canonical(name): place for name, place in book.places().items()}
    clashes = plans.overlaps(places)
    if clashes:
        raise BookProblems(book.title, clashes)
    return places


def _written(book: Book, grids: Mapping[str, Grid]) -> Mapping[str, Cell]:
    """Write grids behind their names; give the cells that changed."""
    written = book.write(grids)
    if written.problems:
        raise BookProblems(book.title, written.problems)
    return written.cells


def _told(answers: Answers, results: Mapping[str, Grid], kept_here: Collection[str]) -> list[str]:
    """Say what a person should know about what was given, what is written, and what is not."""
    notes = [
        f"the workbook has no {name}: what you gave was used, but is stored nowhere in it"
        if name.lower() in answers.read
        else f"the workbook has no {name}: what you gave could not be used"
        for name in kept_here
    ]
    notes += [*answers.notes, *_blank(answers, results)]
    if not results:
        notes.append("the workbook defines no output such as Plan_Required: none was written")
    return notes


def located(note: str, places: Mapping[str, Place | Problem]) -> str:
    """Say behind each name in a note, once, where its cells are."""
    told: set[str] = set()

    def placed(found: re.Match[str]) -> str:
        place = places.get(_canonical(found[0]))
        if found[0] in told or not isinstance(place, Place):
            return found[0]
        told.add(found[0])
        return f"{found[0]} ({place})"

    return re.sub(r"\bPlan_\w+\b(?! \()", placed, note)


def _blank(answers: Answers, results: Mapping[str, Grid]) -> list[str]:
    """Say what stays blank; a plan's outputs are told by what they show."""
    if answers.parts == (plans.PLAN,):
        return []
    return [told for name, told in answers.blank.items() if name in results]


@dataclass(frozen=True, slots=True)
class Checked:
    """What keeps a book from being filled, and what a person should know besides."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(book: Book, today: datetime.date) -> Checked:
    """Find everything that is wrong with a book's names and cells; nothing is written."""
    places = {_canonical(name): place for name, place in book.places().items()}
    problems = plans.overlaps(places)
    notes: list[str] = []
    try:
        answers = plans.answer(book, today)
    except BookProblems as error:
        problems += error.problems
    else:
        here = {name: grid for name, grid in answers.outputs.items() if name in places}
        if plans.FILLED in places:
            here[plans.FILLED] = plans.stamp(today, SOURCE)
        problems += plans.misfits(places, here)
        notes = [*answers.notes, *_blank(answers, here)]
    told = {problem.sentence for problem in problems}
    problems += [
        place
        for place in places.values()
        if isinstance(place, Problem) and place.sentence not in told
    ]
    for name in places:
        near = difflib.get_close_matches(name, [each.name for each in names.NAMES], 1, 0.85)
        if near and names.find(name) is None:
            notes.append(f"{name} is no name of the contract: is {near[0]} meant?")
    return Checked(tuple(problems), tuple(notes))


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
