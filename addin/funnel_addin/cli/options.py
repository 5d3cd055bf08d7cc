"""What is typed after a command, read as the numbers, shares, dates and files of a plan."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin import __version__

if TYPE_CHECKING:
    import datetime

    from funnel_addin.given import Given
    from funnel_core.quantities import Quantity

__all__ = [
    "Run",
    "Version",
    "add_plan_options",
    "add_sheet",
    "add_sync_options",
    "add_template",
    "date",
    "given",
    "later",
    "seconds",
    "with_names_apart",
    "with_signed_values",
]

Run: TypeAlias = Callable[[argparse.Namespace], int]

LARGEST_EXPONENT = 300
LONGEST_WAIT = 1_000_000
_SIGNED = re.compile(r"-[\d.]")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def later(room: str, command: str) -> Run:
    """Load a command's code only when it is used, so that --help answers at once."""

    def run(given: argparse.Namespace) -> int:
        import importlib

        room_of_it = importlib.import_module(f"funnel_addin.cli.{room}")
        status: int = getattr(room_of_it, command)(given)
        return status

    return run


class Version(argparse.Action):
    """Prints the version."""

    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version and stop."""
        print(f"funnel {__version__}")
        parser.exit()


def add_plan_options(command: argparse.ArgumentParser) -> None:
    """Add the inputs of a plan, which several commands share."""
    group = command.add_argument_group("the plan")
    group.add_argument(
        "--target", metavar="AMOUNT", help="what must be reached: money with a value, else wins"
    )
    group.add_argument("--value", metavar="AMOUNT", help="money that one won record brings")
    group.add_argument(
        "--wins", metavar="NUMBER", help="a target in records won, in place of --target and --value"
    )
    rates = group.add_mutually_exclusive_group()
    rates.add_argument(
        "--rates", metavar="LIST", help="conversion rates, top of the funnel first: 1%%,47%%,0.38"
    )
    rates.add_argument(
        "--counts",
        metavar="FILE",
        help="a CSV file of counts, a row per step: entered,advanced (a column stage may go first)",
    )
    group.add_argument(
        "--stages", metavar="LIST", help="the stages' names, one more than rates: Visitor,Lead,Won"
    )
    group.add_argument("--owners", metavar="LIST", help="who answers for each stage")
    group.add_argument("--confidence", metavar="SHARE", help="how sure to be: 0.8 or 80%%")
    group.add_argument("--start", metavar="DATE", help="the first day of the term: 2027-01-01")
    group.add_argument("--end", metavar="DATE", help="the last day of the term: 2027-12-31")
    group.add_argument("--weights", metavar="LIST", help="a weight per period: 1,1,2")
    group.add_argument(
        "--as-of", metavar="DATE", help="the day that the pace is worked out for; today if left out"
    )


def add_template(command: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add which template is meant, empty or filled, and its currency."""
    command.add_argument(
        "template",
        metavar="TEMPLATE",
        nargs="?",
        default=default,
        help="one of those that 'funnel new' lists"
        + (f"; {default} if left out" if default else ""),
    )
    command.add_argument("--example", action="store_true", help="filled with an example")
    command.add_argument(
        "--currency", metavar="CODE", help="the currency of its money, such as EUR (ISO 4217)"
    )


def add_sheet(command: argparse.ArgumentParser) -> None:
    """Add which Sheet is meant, and in whose name."""
    command.add_argument("spreadsheet", metavar="SPREADSHEET", help="its address, or its ID")
    command.add_argument("--json", action="store_true", help="print what was found as JSON")
    command.add_argument("--credentials", metavar="FILE", help="a key file; the login, if left out")


def add_sync_options(command: argparse.ArgumentParser) -> None:
    """Add what a sync can be told."""
    command.add_argument(
        "--dry-run", action="store_true", help="write nothing; say what would be written"
    )
    command.add_argument(
        "--watch", metavar="SECONDS", help="sync again every so many seconds until it is stopped"
    )
    command.add_argument(
        "--from",
        dest="export",
        metavar="EXPORT",
        help="a CSV file of counts, a row per step: entered,advanced (a column stage may go first)",
    )
    command.add_argument(
        "--overwrite",
        metavar="NAME",
        action="append",
        default=[],
        help="a name, such as Plan_Required, whose cells are written whoever filled them; in a "
        "watch at its first sync alone",
    )
    command.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day that the pace is worked out for; today in the Sheet's time zone if left out",
    )
    command.add_argument(
        "--deadline",
        metavar="SECONDS",
        default="120",
        help="how long a sync goes on trying; 120 if left out",
    )


def with_signed_values(arguments: Sequence[str]) -> list[str]:
    """Join an option to a value that begins with a minus, so that it is read and then refused.

    >>> with_signed_values(["plan", "--rates", "-2%,0.5", "--json"])
    ['plan', '--rates=-2%,0.5', '--json']
    """
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1].startswith("--") and _SIGNED.match(argument):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def with_names_apart(arguments: Sequence[str]) -> list[str]:
    """Give each name behind one --overwrite its own, so that what follows them stays what it is.

    >>> with_names_apart(["sync", "--overwrite", "Plan_Required", "plan_pace", "1aBc"])
    ['sync', '--overwrite', 'Plan_Required', '--overwrite', 'plan_pace', '1aBc']
    """
    apart: list[str] = []
    for argument in arguments:
        more = len(apart) > 1 and apart[-2] == "--overwrite" and argument[:5].lower() == "plan_"
        apart += ["--overwrite", argument] if more else [argument]
    return apart


def given(typed: argparse.Namespace) -> Given:
    """Read the plan's options; what was not typed is None.

    Raises:
        FunnelError: an option that cannot be read, or is out of its bounds; it is named.
    """
    from funnel_addin.cli.counts import read_counts_file
    from funnel_addin.given import Given
    from funnel_core.errors import InputError
    from funnel_core.quantities import CONFIDENCE, GOAL, MONEY, RATE, WEIGHT

    if typed.wins is not None and (typed.target is not None or typed.value is not None):
        raise InputError("--wins is a target of its own: leave out --target and --value beside it")
    stages, counts = None, None
    if typed.counts is not None:
        stages, counts = read_counts_file(typed.counts)
    if typed.stages is not None:
        stages = _texts("stages", typed.stages)
    return Given(
        target=_amount("target", typed.target, GOAL),
        value=_amount("value", typed.value, MONEY),
        wins=_amount("wins", typed.wins, GOAL),
        confidence=_number("confidence", typed.confidence, CONFIDENCE),
        start=date("start", typed.start),
        end=date("end", typed.end),
        rates=_numbers("rates", typed.rates, RATE),
        counts=counts,
        stages=stages,
        owners=None if typed.owners is None else _texts("owners", typed.owners),
        weights=_numbers("weights", typed.weights, WEIGHT),
    )


def date(name: str, text: str | None) -> datetime.date | None:
    """Read a date as it is typed after an option."""
    if text is None:
        return None
    from funnel_addin.functions.grid import Cells, read_date

    return read_date(Cells(f"--{name}", ((text,),)))


def seconds(name: str, text: str, least: float, why: str) -> float:
    """Read a number of seconds as it is typed after an option.

    Raises:
        InputError: it is no number, or below the least; `why` says what is wrong with fewer.
    """
    from funnel_core.errors import InputError

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


def _amount(name: str, text: str | None, quantity: Quantity) -> float | None:
    """Read an amount; refuse what could be meant in two ways, a thousand times apart."""
    from funnel_core.errors import InputError

    bare = (text or "").strip()
    if _AMBIGUOUS.fullmatch(bare):
        joined = bare.replace(".", "")
        raise InputError(
            f"'--{name}' must be a number; it is {bare}, which could be "
            f"{bare.partition('.')[0]} or {joined}: write one of these"
        )
    if bare.endswith("%"):
        raise InputError(f"'--{name}' must be an amount; it is the share {bare}: write a number")
    return _number(name, text, quantity)


def _number(name: str, text: str | None, quantity: Quantity) -> float | None:
    if text is None:
        return None
    from funnel_addin.functions.grid import Cells, read_number

    return read_number(Cells(f"--{name}", ((_cell(text),),)), quantity)


def _numbers(name: str, text: str | None, quantity: Quantity) -> tuple[float, ...] | None:
    if text is None:
        return None
    from funnel_addin.functions.grid import Cells, read_list

    line = Cells(
        f"--{name}",
        (tuple(_cell(part) for part in _parts(text)),),
        lambda _, column: f"number {column + 1}",
    )
    return read_list(line, quantity).values


def _texts(name: str, text: str) -> tuple[str, ...]:
    from funnel_core.errors import InputError

    parts = tuple(part.strip() for part in _parts(text))
    if not all(parts) and name == "stages":
        raise InputError(f"'--{name}' must name each stage; number {parts.index('') + 1} is blank")
    return parts


def _parts(text: str) -> list[str]:
    return text.split(";") if ";" in text else text.split(",")


def _cell(text: str) -> object:
    """Read a number as a person types it: 1000000, 1,000,000, 47%, 0.47; else leave the text.

    >>> _cell("1,000,000"), _cell("47%"), _cell(" 1e6 "), _cell("1.000.000")
    (1000000, 0.47, 1000000, '1.000.000')
    """
    from decimal import Decimal, DecimalException

    bare = text.strip().replace("_", "")
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    try:
        number = Decimal(bare) / (100 if percent else 1)
    except DecimalException:
        return text.strip()
    if not number.is_finite() or number.adjusted() > LARGEST_EXPONENT:
        return text.strip()
    return int(number) if number == number.to_integral_value() else float(number)
