"""What is typed after `funnel history`, read and checked before anything is opened."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import dataclass
from pathlib import Path

from funnel_addin.cli import values
from funnel_core.errors import InputError, OutOfRange
from funnel_core.quantities import CONFIDENCE, RECORDS, Quantity

__all__ = ["Typed", "typed_in"]

CONFIDENCE_LEFT_OUT = 0.95
MONTHS_LEFT_OUT = 12
MONTHS = Quantity(
    "a whole number from 1 to 120",
    "whole numbers from 1 to 120",
    at_least=1,
    at_most=120,
    whole=True,
    cure="write how many months to look ahead",
)
PICTURES = (".png", ".svg")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as values.

    Args:
        as_of: the last day that is seen; None: the export's own.
        dates: with `--check`, the days to go back to; none: they are chosen.
        first, last: the window of entries that rates stand on.
        confidence: of all intervals.
        months: how many months to forecast.
        wins: wins wanted, a number a month.
        outputs: where each option's file goes.
    """

    as_of: datetime.date | None
    dates: tuple[datetime.date, ...]
    first: datetime.date | None
    last: datetime.date | None
    confidence: float
    months: int
    wins: tuple[float, ...]
    outputs: dict[str, Path]


def typed_in(typed: argparse.Namespace) -> Typed:
    """Read what was typed.

    Raises:
        InputError: an option that cannot be read, is out of its bounds, or says another's opposite.
    """
    days = [day for text in typed.as_of for day in _dates("as-of", text)]
    if not typed.check and len(days) > 1:
        raise InputError(
            f"one --as-of says the last day that is seen; got {len(days)}: several go with --check"
        )
    first = values.date("entered-from", typed.entered_from)
    last = values.date("entered-to", typed.entered_to)
    if first and last and last < first:
        raise InputError(f"--entered-to must not be before --entered-from; got {last} and {first}")
    confidence = values.number("confidence", typed.confidence, CONFIDENCE)
    months = values.number("months", typed.months, MONTHS)
    _go_together(typed)
    return Typed(
        as_of=days[0] if days and not typed.check else None,
        dates=tuple(sorted(set(days))) if typed.check else (),
        first=first,
        last=last,
        confidence=CONFIDENCE_LEFT_OUT if confidence is None else confidence,
        months=MONTHS_LEFT_OUT if months is None else int(months),
        wins=values.numbers("wins", typed.wins, RECORDS) or (),
        outputs=_outputs(typed),
    )


def _dates(name: str, text: str) -> list[datetime.date]:
    read = [values.date(name, part) for part in values.parts(text)]
    return [day for day in read if day is not None]


def _go_together(typed: argparse.Namespace) -> None:
    if typed.dialects and not typed.explain:
        raise InputError(
            "--dialects says whose SQL --explain prints: add --explain, or leave it out"
        )
    alone = [name for name in ("check", "explain") if getattr(typed, name)]
    if len(alone) > 1:
        raise InputError("--check and --explain are two things to ask: leave out one")
    besides = [
        f"--{name.replace('_', '-')}"
        for name in ("csv", "picture", "wins", "save_roles", "check", "explain")
        if getattr(typed, name) and name not in alone
    ]
    if alone and set(besides) - {"--save-roles"}:
        raise InputError(
            f"--{alone[0]} answers nothing that {' or '.join(besides)} could hold: leave out one"
        )


def _outputs(typed: argparse.Namespace) -> dict[str, Path]:
    named = {
        "--csv": typed.csv,
        "--picture": typed.picture,
        "--save-roles": typed.save_roles,
    }
    if typed.picture is not None and Path(typed.picture).suffix.lower() not in PICTURES:
        raise OutOfRange(
            f"--picture must end in {' or '.join(PICTURES)}; got {typed.picture}: name it so"
        )
    if typed.save_roles is not None and Path(typed.save_roles).suffix.lower() != ".toml":
        raise OutOfRange(
            f"--save-roles must end in .toml, so that it can be given in an export's place; got "
            f"{typed.save_roles}: name it so"
        )
    return {option: Path(name) for option, name in named.items() if name is not None}
