"""Fill a workbook: set the inputs that were given, work out the plan, write the outputs."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from funnel_addin import names, plans
from funnel_addin.books.port import Book, Cell, Grid, Place, Problem
from funnel_addin.given import Given, Overlaid, laid, wanted_inputs
from funnel_addin.plans import BookProblems, NamedPlan

__all__ = ["Checked", "Filled", "Given", "check", "fill"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a fill did: the plan, the cells set, and what a person should know."""

    plan: NamedPlan
    results: Mapping[str, Grid]
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
    clashes = plans.overlaps(places)
    if clashes:
        raise BookProblems(book.title, clashes)
    wanted, notes = wanted_inputs(book, given, places)
    inputs = laid(book, wanted, places)
    kept_here = {name: values for name, values in wanted.items() if name not in places}
    written = book.write(inputs)
    if written.problems:
        raise BookProblems(book.title, written.problems)
    cells = dict(written.cells)
    plan = plans.read_plan(Overlaid(book, kept_here) if kept_here else book)
    worked_out = plans.outputs(plan, as_of)
    results = {name: values for name, values in worked_out.items() if name in places}
    problems = plans.misfits(places, results)
    if problems:
        raise BookProblems(book.title, problems)
    notes += [
        f"the workbook has no {name}: what you gave was used, but is stored nowhere in it"
        for name in kept_here
    ]
    notes += plans.advice(plan, as_of)
    if not results:
        notes.append("the workbook defines no output such as Plan_Required: none was written")
    if not formulas_agree:
        notes += [
            f"{name} ({places[name]}) holds formulas: they were kept, and nothing was written there"
            for name in results
            if any(any(row) for row in book.formulas_in(name))
        ]
    written = book.write(
        {
            name: _beside_formulas(book, name, plans.fit(name, values, place), formulas_agree)
            for name, values in results.items()
            if isinstance(place := places[name], Place)
        }
    )
    if written.problems:
        raise BookProblems(book.title, written.problems)
    return Filled(plan, worked_out, {**cells, **written.cells}, tuple(notes))


@dataclass(frozen=True, slots=True)
class Checked:
    """What keeps a book from being filled, and what a person should know besides."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(book: Book, as_of: datetime.date) -> Checked:
    """Find everything that is wrong with a book's names and cells; nothing is written."""
    places = {_canonical(name): place for name, place in book.places().items()}
    problems = plans.overlaps(places)
    notes: list[str] = []
    try:
        plan = plans.read_plan(book)
    except BookProblems as error:
        problems += error.problems
    else:
        results = plans.outputs(plan, as_of)
        problems += plans.misfits(places, {n: v for n, v in results.items() if n in places})
        notes = plans.advice(plan, as_of)
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
