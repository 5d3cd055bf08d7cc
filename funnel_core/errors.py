"""What can go wrong, and the code that a cell shows for it.

Catch `FunnelError`. Every message says what was expected, what was got, where, and what to do.
The code of each stands on its class; only `funnel_addin` puts it into a cell.
"""

from __future__ import annotations

__all__ = [
    "CellError",
    "CrmError",
    "FunnelError",
    "InputError",
    "NotEnoughData",
    "OutOfRange",
    "SheetError",
    "TemplateError",
    "UnknownFunction",
    "UnknownStage",
]


class FunnelError(Exception):
    """The root of every error that this project raises on purpose."""

    code: str = "#VALUE!"


class InputError(FunnelError, ValueError):
    """An argument of the wrong kind or shape: text in a number's place, a blank, a wrong length."""

    code: str = "#VALUE!"


class OutOfRange(InputError):
    """A number out of its bounds, or a goal that no volume can reach."""

    code: str = "#NUM!"


class CellError(InputError):
    """A cell that holds an error itself; its own code is passed on."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class NotEnoughData(FunnelError):
    """Too little was counted to say anything: nobody entered a stage, too few points."""

    code: str = "#N/A"


class UnknownStage(FunnelError, LookupError):
    """A stage by a name that the funnel does not have."""

    code: str = "#N/A"


class UnknownFunction(FunnelError, LookupError):
    """A worksheet function by a name that the catalog does not have."""

    code: str = "#NAME?"


class CrmError(FunnelError):
    """An export that cannot be read; the sentence names the file and the rows."""


class TemplateError(FunnelError):
    """A workbook that cannot be filled; the sentence names the file, the sheet and the cell."""


class SheetError(FunnelError):
    """A shared sheet that cannot be synced; the sentence names the sheet, the tab and the cell."""
