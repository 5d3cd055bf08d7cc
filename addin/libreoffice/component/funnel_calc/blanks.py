"""Empty cells that arrive as 0: what Calc makes of a single empty cell, and no function can see.

Where it matters whether an argument was 0 or an empty cell, the formulas of the document tell:
those that call the function with just these arguments. Where they do not, an argument that must be
given is 0, and one that may be left out is an error that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from funnel_addin.catalog import require
from funnel_calc.callers import Untold, blanks
from funnel_core.errors import FunnelError, InputError

__all__ = ["answer"]

FEW = 3
"""Of so many zeros all ways are tried to be empty cells; more of them are always looked into."""


def answer(
    document: Any, function: str, handed: tuple[Any, ...], answered: Callable[..., Any]
) -> Any:
    """Answer a call that was handed a 0, which may have been an empty cell.

    Args:
        document: the document that asks, or None where no cell does.
        function: the worksheet function's name.
        handed: its arguments.
        answered: what answers a call, or raises a FunnelError.

    Raises:
        InputError: it matters which it was, and cannot be told.
        FunnelError: what is wrong with the call.
    """
    zeros = [at for at, each in enumerate(handed) if isinstance(each, float) and each == 0]
    outcome = _Outcomes(document, function, handed, answered)
    found = outcome[frozenset()]
    if document is not None and (len(zeros) > FEW or not _all_alike(zeros, outcome)):
        try:
            found = _same(outcome[blank] for blank in blanks(document, function, handed))
        except Untold as untold:
            # what must be given is 0 where it is empty, as everywhere in Calc
            arguments = require(function).arguments
            if not _all_alike([at for at in zeros if arguments[at].optional], outcome):
                raise _told(function, untold) from None
    code, answer = found
    if code:
        raise outcome.errors[code, answer]
    return answer


def _same(outcomes: Iterable[tuple[str, Any]]) -> tuple[str, Any]:
    """Give what all calls that may have asked are answered.

    Raises:
        Untold: they are answered differently.
    """
    first, *others = outcomes
    if any(each != first for each in others):
        raise Untold
    return first


def _told(function: str, untold: Untold) -> InputError:
    return InputError(
        f"{function} was handed 0, and LibreOffice hands over an empty cell as 0, too; {untold} of "
        "them this is: refer to the cell as a range of one, such as C1:C1 for C1, or leave the "
        "argument out where its cell is empty"
    )


def _all_alike(zeros: list[int], outcome: _Outcomes) -> bool:
    """Tell whether the answer is the same whichever of the zeros are empty cells."""
    as_handed = outcome[frozenset()]
    return all(
        outcome[frozenset(blank)] == as_handed
        for count in range(1, len(zeros) + 1)
        for blank in combinations(zeros, count)
    )


class _Outcomes(dict[frozenset[int], tuple[str, Any]]):
    """What a call answers when some of its arguments are left out, each worked out once.

    An error is its code and its sentence, so that two can be compared.
    """

    def __init__(self, *call: Any) -> None:
        self._document, self._function, self._handed, self._answered = call
        self.errors: dict[tuple[str, str], FunnelError] = {}

    def __missing__(self, blank: frozenset[int]) -> tuple[str, Any]:
        left = [None if at in blank else each for at, each in enumerate(self._handed)]
        outcome: tuple[str, Any]
        try:
            outcome = "", self._answered(self._document, self._function, left)
        except FunnelError as error:
            outcome = error.code, str(error)
            self.errors[outcome] = error
        self[blank] = outcome
        return outcome
