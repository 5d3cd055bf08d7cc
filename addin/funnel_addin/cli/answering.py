"""The `funnel` commands that only calculate."""

from __future__ import annotations

import argparse
import dataclasses
import datetime

from funnel_addin import plans, reference
from funnel_addin.catalog import PREFIX, SECTIONS, WHY, require
from funnel_addin.cli import table, values
from funnel_addin.given import Given, stages_named
from funnel_addin.learnt.matching import matched
from funnel_addin.learnt.steps import bare_counts
from funnel_addin.learnt.values import amount_told
from funnel_addin.sources import Source
from funnel_core.errors import InputError
from funnel_core.model import Counts, Stage, Step, Target
from funnel_core.planning import Funnel, Plan


def plan(typed: argparse.Namespace) -> int:
    """Print what every stage needs."""
    source = values.source(typed.source)
    given, notes = _standing_on(source, values.given(typed))
    if given.wins is not None and given.value is not None:
        raise InputError("--wins is a target of its own: leave out --value beside it")
    as_of = values.date("as-of", typed.as_of) or datetime.date.today()
    if given.start and given.end and given.end < given.start:
        raise InputError(f"--end must not be before --start; got {given.end} and {given.start}")
    made = plans.NamedPlan(_plan(given), given.start, given.end, given.weights)
    results = plans.outputs(made, as_of)
    if typed.json:
        data = table.as_data(made.plan, results)
        table.print_json(data | {"notes": notes} if source or notes else data)
    else:
        print(table.told(made.plan, results))
        if notes:
            print()
        for note in [*notes, *plans.advice(made, as_of)]:
            print(f"Note: {note}")
    return 0


def _standing_on(source: Source | None, given: Given) -> tuple[Given, list[str]]:
    """Give a plan's inputs with the rates of a source, and what is to be known of them."""
    if source is None:
        return given, list(given.notes)
    given, notes = source.beside(given), [source.note]
    if given.history is not None:
        found = matched(given.history, (), given.stages)
        counts, told = bare_counts(found)
        notes.append(told)
        if given.value is None and given.wins is None and given.history.amount is not None:
            told = amount_told(given.history)
            if not given.history.mixes_currencies:
                told += ": --value makes the target money"
            notes.append(told)
        given = dataclasses.replace(given, counts=counts, stages=found.stages)
    return given, notes


def _plan(given: Given) -> Plan:
    amount = given.target if given.wins is None else given.wins
    if amount is None:
        raise InputError("a plan needs a --target, such as --target 1000000, or --wins 100")
    counted = tuple(Counts(*pair) for pair in given.counts or ())
    steps: tuple[Step, ...] = given.rates or counted
    if not steps:
        raise InputError("a plan needs --rates, such as 1%,47%,38%, or --from SOURCE")
    plans.check_length(len(steps))
    target = (
        Target(wins=amount) if given.value is None else Target(revenue=amount, value=given.value)
    )
    funnel = Funnel(steps, given.stages and stages_named(given.stages, ()))
    if given.owners is not None:
        if len(given.owners) != len(funnel.stages):
            raise InputError(
                f"--owners must name one owner per stage, {len(funnel.stages)} of them; got "
                f"{len(given.owners)}"
            )
        pairs = zip(funnel.stages, given.owners, strict=True)
        named = [Stage(stage.name, owner) for stage, owner in pairs]
        funnel = Funnel(steps, named)
    return funnel.plan(target, given.confidence)


def list_functions(typed: argparse.Namespace) -> int:
    """List the worksheet functions, or explain one."""
    if typed.function is not None:
        name = typed.function.upper()
        name = name if name.startswith(PREFIX) else PREFIX + name
        print(reference.told_of_why() if name == WHY.name else reference.told(require(name)))
        return 0
    for section, entries in SECTIONS:
        print(f"{section}")
        for entry in entries:
            print(f"  {entry.name.ljust(30)} {entry.summary}")
    print(f"{reference.WHY_SECTION}\n  {WHY.name.ljust(30)} {WHY.summary}")
    return 0
