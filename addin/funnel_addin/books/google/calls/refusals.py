"""How a call to Google can end badly, each kind a class of its own, each with what to do about it.

Google's own message may quote a cell: it is kept on the error (`said`) and never printed.
"""

from __future__ import annotations

from funnel_addin.books.sight import Again, Unreachable
from funnel_core.errors import SheetError

__all__ = [
    "BadRequest",
    "CallError",
    "LoginNeeded",
    "NotEnabled",
    "NotFound",
    "NotShared",
    "OutOfPatience",
    "Protected",
    "Refused",
    "ScopeMissing",
    "Unknown",
]


class CallError(SheetError):
    """A call that cannot be mended by making it again.

    Args:
        message: the sentence, with what to do.
        status: the HTTP status; 0 where there was no answer.
        reason: Google's word for it, such as "SERVICE_DISABLED"; empty where there is none.
        said: Google's own message. It may hold what stands in a cell: not to be printed.

    `unsure` tells whether it is unknown what became of the last write.
    """

    unsure: bool = False

    def __init__(self, message: str, status: int = 0, reason: str = "", said: str = "") -> None:
        super().__init__(message)
        self.status, self.reason, self.said = status, reason, said


class BadRequest(CallError):
    """400: a range that is gone, a grid that is too small, something that is not as it was."""


class Protected(CallError):
    """A protected cell: none of the write's cells was written."""


class LoginNeeded(CallError):
    """401 for ever, or no token to be had: log in again."""


class NotShared(CallError):
    """403: the spreadsheet is not shared, or not for editing."""


class NotEnabled(CallError):
    """403: the API is switched off in the project that the login belongs to."""


class ScopeMissing(CallError):
    """403: the login does not cover this."""


class NotFound(CallError):
    """404: there is no such spreadsheet, or this account may not know of it."""


class OutOfPatience(CallError, Unreachable):
    """The deadline or the number of requests is used up; or Google asks to wait for longer."""


class Refused(Again):
    """A write that certainly was not applied."""

    unknown = False


class Unknown(Again):
    """A write that may have been applied: its answer was an error, was lost, or never came."""

    unknown = True
