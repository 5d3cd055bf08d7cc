"""How often the answers are right: simulated with fixed seeds, for the tests and the README."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: what was simulated, what is promised, and what came out.

    `measured` is a share of `runs` (or another number where `what` says so), `error` its Monte
    Carlo standard error.
    """

    what: str
    nominal: str
    measured: float
    error: float
    runs: int
