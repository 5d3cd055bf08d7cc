"""What nobody foresaw, in a sentence; and what is worth a warning, on a line of its own."""

from __future__ import annotations

import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from funnel_addin.books.google.account.keyfiles import LoginWarning
from funnel_core.errors import FunnelError, SheetError

__all__ = ["in_sentences", "told", "warnings_told"]


def told(error: Exception, besides: str = "") -> FunnelError:
    """Give an error that is one sentence: its own, or where it happened, and nothing it quotes.

    Args:
        error: what a command ended with.
        besides: what is to be known all the same, such as "the Sheet is whole".
    """
    if isinstance(error, FunnelError):
        return error
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    more = f"; {besides}" if besides else ""
    return SheetError(
        f"a fault of this program, {type(error).__name__} at {where}, ended it: please report it"
        + more
    )


@contextmanager
def in_sentences(besides: str = "") -> Iterator[None]:
    """Have a command end in one sentence, and tell its warnings.

    Raises:
        FunnelError: what went wrong.
        OSError: what was to be printed could not be: the command line itself says so.
    """
    try:
        with warnings_told():
            yield
    except OSError:
        raise
    except Exception as error:
        raise told(error, besides) from None


@contextmanager
def warnings_told() -> Iterator[None]:
    """Tell a warning about the login as the command tells all else, without a line of source."""
    show = warnings.showwarning

    def shown(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if issubclass(category, LoginWarning):
            print(f"funnel: {message}", file=sys.stderr)
        else:
            show(message, category, filename, lineno, file, line)

    with warnings.catch_warnings():
        warnings.simplefilter("always", LoginWarning)
        warnings.showwarning = shown
        yield
