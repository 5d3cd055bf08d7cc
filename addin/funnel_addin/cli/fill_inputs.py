"""What is given to `funnel fill` beside a workbook, read for the workbook's names."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

from funnel_addin import names, plans
from funnel_addin.books.port import Book, Cell, Grid, Place, as_column
from funnel_addin.books.xlsx.currency import currency_code
from funnel_addin.cli import datafiles, logged, values
from funnel_addin.cli.actuals import actuals
from funnel_addin.cli.fill_options import FILES, INPUTS, PART_OPTIONS, Input
from funnel_addin.files.periods import Periods
from funnel_addin.fill import located
from funnel_addin.functions.grid import bounded, is_blank, refuse
from funnel_addin.given import CUSTOMERS, Given, stages_named
from funnel_addin.learnt.matching import matched
from funnel_addin.sources import Source
from funnel_core.errors import FunnelError, InputError
from funnel_core.planning import default_stages
from funnel_core.quantities import Quantity

__all__ = ["Typed", "typed_for"]

CALLED = {
    plans.PLAN: "funnel plan",
    plans.BUDGET: "channel budget",
    plans.SYSTEM: "marketing system",
}
INSTEAD = {
    ("rates", plans.BUDGET): ": give rates by --channels",
    ("counts", plans.BUDGET): ": give rates by --channels",
    ("rates", plans.SYSTEM): ": its rates follow from its log",
    ("counts", plans.SYSTEM): ": its rates follow from its log",
    ("channels", plans.SYSTEM): ": name its channels by --channel-names",
}
"""What to type instead of an option, in a workbook of another kind."""


@dataclasses.dataclass(frozen=True, slots=True)
class Typed:
    """What was typed beside a workbook.

    Args:
        given: the inputs.
        source: what Plan_Filled is to say filled the workbook.
        notes: what a person should know about what was read from files.
    """

    given: Given
    source: str
    notes: tuple[str, ...]


def typed_for(book: Book, typed: argparse.Namespace) -> Typed:
    """Read what was typed, and the files it names; what was not typed stays as the book has it.

    Raises:
        FunnelError: an option or a file that cannot be read, is out of its bounds, or belongs to
            another kind of workbook.
    """
    _refuse_strangers(book, typed)
    given = values.given(typed)
    source = values.source(typed.source)
    given = source.beside(given) if source else given
    labels = datafiles.Labels.of(book)
    if given.history is not None:
        stages = matched(given.history, labels.stages, given.stages).stages
        labels = dataclasses.replace(labels, stages=stages)
    elif given.stages is not None:
        stages = stages_named(given.stages, labels.stages)
        given = dataclasses.replace(given, stages=stages)
        labels = dataclasses.replace(labels, stages=stages)
    inputs: dict[str, Grid] = {}
    for each in INPUTS:
        text = getattr(typed, each.option.replace("-", "_"))
        if text is not None:
            inputs[each.name] = _grid(each, text)
    if "Plan_Channels" in inputs:
        named = [str(cell or "") for (cell,) in inputs["Plan_Channels"]]
        labels = dataclasses.replace(labels, channels=named)
    notes = [source.note] if source else []
    notes += list(_counted_in_wins(book, given, inputs))
    inputs |= _from_files(book, typed, given, labels, notes)
    as_of = values.date("as-of", typed.as_of)
    if as_of is not None and "Plan_As_Of" in book.places():
        inputs["Plan_As_Of"] = ((as_of,),)
        notes.append(
            f"Plan_As_Of is {as_of} from now on: blank it to follow the last period counted"
        )
    given = dataclasses.replace(given, inputs=inputs, as_of=as_of)
    places = book.places()
    return Typed(given, _source(typed, source), tuple(located(note, places) for note in notes))


def _refuse_strangers(book: Book, typed: argparse.Namespace) -> None:
    """Refuse options that belong to another kind of workbook, and that this one has no name for.

    Raises:
        InputError: what they belong to, and what to type instead.
    """
    here = plans.parts(book.places())
    own = {name.lower() for name in book.places()}
    held = {each.option: each.name.lower() for each in INPUTS} | {"channels": ""}
    told = []
    for part, listed in PART_OPTIONS.items():
        for option in listed:
            name = held.get(option, f"plan_{option}")
            is_typed = getattr(typed, option.replace("-", "_"), None) is not None
            if is_typed and part not in here and name not in own:
                instead = INSTEAD.get((option, here[0]), "")
                told.append(f"--{option} belongs to a {CALLED[part]}{instead}")
    if told:
        what = " and a ".join(CALLED[part] for part in here)
        raise InputError(f"{'; '.join(told)}. {book.title} is a {what}")


def _counted_in_wins(book: Book, given: Given, inputs: dict[str, Grid]) -> Iterator[str]:
    """Say so where the book counts its target in customers, and a value was typed beside it."""
    place = book.places().get("Plan_Goal")
    if given.target is None or given.value is None or "Plan_Goal" in inputs:
        return
    if isinstance(place, Place):
        said = str(book.read("Plan_Goal").values[0][0] or "").strip().lower()
        if said == CUSTOMERS:
            yield (
                f"Plan_Goal says {CUSTOMERS}, so that the target is {given.target:,.15g} "
                f"{CUSTOMERS}; for a target in money add --goal revenue"
            )


def _source(typed: argparse.Namespace, source: Source | None) -> str:
    """Say what fills the workbook: the command, and the files that inputs came from."""
    paths = [getattr(typed, option.replace("-", "_")) for option in ("counts", *FILES)]
    named = [source.name] if source else []
    named += [Path(path).name for path in paths if path is not None]
    return ", ".join([plans.BY_FILL, *named])


def _from_files(
    book: Book,
    typed: argparse.Namespace,
    given: Given,
    labels: datafiles.Labels,
    notes: list[str],
) -> dict[str, Grid]:
    """Read the files that were named, and note what they do to what the book holds."""
    inputs: dict[str, Grid] = {}
    if typed.channels is not None:
        if typed.channel_names is not None:
            raise InputError("--channels names the channels: leave out --channel-names beside it")
        inputs |= datafiles.channels(typed.channels, labels, book)
        named = [str(row[0]) for row in inputs["Plan_Channels"]]
        notes += _gone(labels.channels, named, typed.channels)
        labels = dataclasses.replace(labels, channels=named)
    if typed.actuals is not None:
        periods = Periods.of(book, given.start, given.end)
        labels = _with_stages(book, given, labels)
        inputs["Plan_Actuals"], note = actuals(typed.actuals, labels, periods, book)
        notes.append(note)
    if typed.log is not None:
        inputs |= datafiles.log(typed.log, labels)
        notes += filter(None, [logged.replaced(book, inputs["Plan_Log"], typed.log)])
    if typed.add_to_log is not None:
        rows = datafiles.log(typed.add_to_log, labels)["Plan_Log"]
        inputs["Plan_Log"], note = logged.added(book, rows, typed.add_to_log)
        notes.append(note)
    if typed.experiments is not None:
        inputs |= datafiles.experiments(typed.experiments)
        held = datafiles.rows_held(book, "Plan_Experiments")
        if held:
            new = len(inputs["Plan_Experiments"])
            notes.append(
                f"Plan_Experiments held {_rows(held)}: the {new:,} of "
                f"{Path(typed.experiments).name} took their place, from the first row on"
            )
    return inputs


def _gone(held: Sequence[str], named: Sequence[str], path: str) -> Iterator[str]:
    """Say which channels a file leaves out: what was typed for them is gone."""
    now = {name.lower() for name in named}
    gone = [name for name in held if name and name.lower() not in now]
    if gone:
        yield (
            f"Plan_Channels has the {len(named):,} of {Path(path).name} now: {', '.join(gone)} "
            "went, with all that stood beside them"
        )


def _with_stages(book: Book, given: Given, labels: datafiles.Labels) -> datafiles.Labels:
    """Name the stages as the plan does where the workbook has no names for them."""
    if any(labels.stages):
        return labels
    steps = given.rates or given.counts
    count = len(steps) if steps else 0
    for name in ("Plan_Rates", "Plan_Counts"):
        if not count and isinstance(book.places().get(name), Place):
            values_held = book.read(name).values
            turned = values_held if len(values_held) > 1 else tuple(zip(*values_held, strict=True))
            filled = [at for at, row in enumerate(turned, 1) if not all(map(is_blank, row))]
            count = max(filled, default=0)
    named = [stage.name for stage in default_stages(count)] if count else []
    return dataclasses.replace(labels, stages=named)


def _rows(count: int) -> str:
    return f"{count:,} row" + ("" if count == 1 else "s")


def _grid(each: Input, text: str) -> Grid:
    """Read what was typed after an option."""
    if each.name == "Plan_Currency":
        return ((currency_code(text),),)
    if each.kind == "names":
        return as_column([name or None for name in values.texts(each.option, text)])
    if each.kind == "text":
        return ((text.strip() or None,),)
    if "," in each.kind:
        words = each.kind.split(",")
        if text.strip().lower() not in words:
            raise InputError(f"'--{each.option}' must be one of {', '.join(words)}; it is {text!r}")
        return ((text.strip().lower(),),)
    quantity = _quantity(each.name)
    if each.kind == "list":
        return as_column(_blank_or_number(each.option, text, quantity))
    read = values.amount if each.kind == "amount" else values.number
    return ((read(each.option, text, quantity),),)


def _blank_or_number(option: str, text: str, quantity: Quantity) -> list[Cell]:
    """Read a list in which a number may be left out: 100,,50."""
    cells = values.numbers_in(option, text, quantity)
    read = [None if cell == "" else bounded(cell, quantity) for cell in cells]
    faults = [
        (f"number {at}", number)
        for at, number in enumerate(read, start=1)
        if isinstance(number, FunnelError)
    ]
    if faults:
        raise refuse(f"'--{option}' must be {quantity.plural}", faults)
    return [None if isinstance(number, FunnelError) else number for number in read]


def _quantity(name: str) -> Quantity:
    known = names.find(name)
    assert known is not None
    assert isinstance(known.holds, Quantity)
    return known.holds
