"""What is typed after an option, read as the numbers, shares, dates and files of a plan."""

from __future__ import annotations

import argparse
import datetime
import re
from decimal import Decimal, DecimalException
from itertools import pairwise

from funnel_addin.cli import faults
from funnel_addin.cli.history_progress import Progress
from funnel_addin.cli.stopping import Stop, stoppable
from funnel_addin.files.counts import read_counts_file
from funnel_addin.files.written import as_cell, as_day, decimal_mark, ungrouped
from funnel_addin.functions.grid import Cells, bounded, is_blank, read_list, read_number, refuse
from funnel_addin.given import Given
from funnel_addin.sources import Source, read_source
from funnel_core.errors import CrmError, FunnelError, InputError, OutOfRange
from funnel_core.quantities import CONFIDENCE, GOAL, MONEY, RATE, WEIGHT, Quantity

__all__ = [
    "amount",
    "cell",
    "date",
    "given",
    "number",
    "numbers",
    "numbers_in",
    "parts",
    "seconds",
    "source",
    "texts",
]

LARGEST_EXPONENT = 300
LONGEST_WAIT = 1_000_000
ONE, NO_SHARE = ", which counts as 100%: write 1% or 100%", ": write all in the same way"
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_WHOLE, _PERCENT = re.compile(r"\d+"), re.compile(r"\d+\s*%")


def given(typed: argparse.Namespace) -> Given:
    """Read the plan's options; what was not typed is None.

    Raises:
        FunnelError: an option that cannot be read, or is out of its bounds; it is named.
    """
    if typed.wins is not None and typed.target is not None:
        raise InputError("--wins is a target of its own: leave out --target beside it")
    stages, counts, notes = None, None, tuple[str, ...]()
    if typed.counts is not None:
        stages, counts, notes = read_counts_file(typed.counts)
    if typed.stages is not None:
        stages = texts("stages", typed.stages)
    return Given(
        target=amount("target", typed.target, GOAL),
        value=amount("value", typed.value, MONEY),
        wins=amount("wins", typed.wins, GOAL),
        confidence=number("confidence", typed.confidence, CONFIDENCE),
        start=date("start", typed.start),
        end=date("end", typed.end),
        rates=numbers("rates", typed.rates, RATE),
        counts=counts,
        stages=stages,
        owners=None if typed.owners is None else texts("owners", typed.owners),
        weights=numbers("weights", typed.weights, WEIGHT),
        notes=notes,
    )


def source(path: str | None) -> Source | None:
    """Read what rates come from, as --from names it.

    Raises:
        CrmError: it cannot be read.
        Stop: a person pressed Ctrl-C; an engine that is stopped raises an error of its own.
    """
    if path is None:
        return None
    with stoppable() as stopped, Progress() as progress:
        try:
            return read_source(path, datetime.date.today(), progress)
        except Exception as error:
            if stopped:
                raise Stop(stopped[-1]) from None
            raise faults.told(error) from None


def date(name: str, text: str | None) -> datetime.date | None:
    """Read a date as it is typed after an option."""
    if text is None:
        return None
    is_: object = f"is the text {text.strip()!r}: write it as 2027-01-31"
    try:
        day = as_day(text)
    except CrmError as error:
        day, is_ = None, error
    if day is None:
        raise InputError(f"'--{name}' must be a date; it {is_}")
    return day


def seconds(name: str, text: str, least: float, why: str) -> float:
    """Read a number of seconds as it is typed after an option.

    Raises:
        InputError: it is no number, or below the least; `why` says what is wrong with fewer.
    """
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not least <= number <= LONGEST_WAIT:
        raise InputError(
            f"'--{name}' must be a number of seconds from {least:g} to {LONGEST_WAIT:,}; it is "
            f"{text}: {why}"
        )
    return number


def amount(name: str, text: str | None, quantity: Quantity) -> float | None:
    """Read an amount; refuse what could be meant in two ways, a thousand times apart."""
    bare = (text or "").strip()
    if _AMBIGUOUS.fullmatch(bare):
        joined = bare.replace(".", "")
        raise InputError(
            f"'--{name}' must be a number; it is {bare}, which could be "
            f"{Decimal(bare).normalize():f} or {joined}: write one of these"
        )
    if bare.endswith("%"):
        raise InputError(f"'--{name}' must be an amount; it is the share {bare}: write a number")
    return number(name, text, quantity)


def number(name: str, text: str | None, quantity: Quantity) -> float | None:
    """Read a number as it is typed after an option."""
    if text is None:
        return None
    return read_number(Cells(f"--{name}", ((cell(text),),)), quantity)


def numbers(name: str, text: str | None, quantity: Quantity) -> tuple[float, ...] | None:
    """Read a list of numbers as it is typed after an option."""
    if text is None:
        return None
    line = Cells(
        f"--{name}",
        (tuple(numbers_in(name, text, quantity)),),
        lambda _, column: f"number {column + 1}",
    )
    return read_list(line, quantity).values


def numbers_in(name: str, text: str, quantity: Quantity) -> list[object]:
    """Read a list of numbers; parted by semicolons, they may have decimals behind commas.

    Raises:
        InputError: a number could be half of one such as 2,5%, or a 1 among shares be 1 % or all.

    >>> numbers_in("rates", "2,5%;12%", RATE), numbers_in("rates", "2.5%,12%", RATE)
    ([0.025, 0.12], [0.025, 0.12])
    """
    listed = [part.strip() for part in parts(text)]
    cells = _cells_in(text, listed)
    halves = _halves(text, listed)
    unsure = _unsure(listed, cells, quantity) | halves
    if not unsure:
        return cells
    faults = []
    for at, number in enumerate(cells):
        fault = bounded(number, quantity)
        if at in unsure and not isinstance(fault, FunnelError):
            fault = OutOfRange(f"is {listed[at]}{ONE if quantity.at_most == 1 else NO_SHARE}")
        if isinstance(fault, FunnelError) and not is_blank(number):
            faults.append((f"number {at + 1}", fault))
    told = refuse(f"'--{name}' must be {quantity.plural}", faults)
    raise InputError(f"{told}{_joined(listed, halves)}")


def _cells_in(text: str, listed: list[str]) -> list[object]:
    if ";" in text and decimal_mark(listed) == ",":
        return ["" if (read := as_cell(part, ",")) is None else read for part in listed]
    return [cell(part) for part in listed]


def _unsure(listed: list[str], cells: list[object], quantity: Quantity) -> set[int]:
    """Find each bare 1 that is 1 % or 100 %, beside shares that are all written as percentages."""
    if quantity.at_most != 1:
        return set()
    others = any(
        part.endswith("%") or (isinstance(number, (int, float)) and number > 1)
        for part, number in zip(listed, cells, strict=True)
    )
    return {at for at, part in enumerate(listed) if part == "1" and others}


def _halves(text: str, listed: list[str]) -> set[int]:
    """Find whole numbers before a percentage, with a comma between: 2,5% may be one number."""
    return {
        at
        for at, (part, following) in enumerate(pairwise(listed))
        if ";" not in text and _WHOLE.fullmatch(part) and _PERCENT.fullmatch(following)
    }


def _joined(listed: list[str], halves: set[int]) -> str:
    """Say how to write a list in which decimals stand behind commas."""
    if not halves:
        return ""
    joined: list[str] = []
    for at, part in enumerate(listed):
        if at - 1 in halves:
            joined[-1] += f",{part}"
        else:
            joined.append(part)
    one = next(part for part in joined if "," in part)
    if len(joined) == 1:
        return f"; if {one} is one number, write {one.replace(',', '.')}"
    return f"; if {one} is one number, part the list by semicolons: {';'.join(joined)}"


def texts(name: str, text: str) -> tuple[str, ...]:
    """Read a list of names as it is typed after an option."""
    names = tuple(part.strip() for part in parts(text))
    if not all(names) and name == "stages":
        raise InputError(f"'--{name}' must name each stage; number {names.index('') + 1} is blank")
    return names


def parts(text: str) -> list[str]:
    """Part a list at its semicolons, if it has any, else at its commas."""
    return text.split(";") if ";" in text else text.split(",")


def cell(text: str) -> object:
    """Read a number as a person types it: 1000000, 1,000,000, 47%, 2,5%; else leave the text.

    >>> cell("1,000,000"), cell("47%"), cell(" 1e6 "), cell("480 000"), cell("2,5%"), cell("soon")
    (1000000, 0.47, 1000000, 480000, 0.025, 'soon')
    """
    bare = ungrouped(text).replace("_", "")
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare) / (100 if percent else 1)
    except DecimalException:
        return _otherwise(text.strip())
    if not number.is_finite() or number.adjusted() > LARGEST_EXPONENT:
        return text.strip()
    return int(number) if number == number.to_integral_value() else float(number)


def _otherwise(text: str) -> object:
    """Read a number with a comma before its decimals, where it can be nothing else."""
    try:
        read = as_cell(text)
    except CrmError:
        return text
    return text if read is None else read
