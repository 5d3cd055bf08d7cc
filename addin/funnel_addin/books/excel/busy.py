"""Excel that answers no call just now: a person edits a cell in it, or it shows a dialog."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

__all__ = ["asked_once", "is_busy", "is_from_excel"]

BUSY = frozenset(
    (
        -2147418111,  # RPC_E_CALL_REJECTED
        -2147417846,  # RPC_E_SERVERCALL_RETRYLATER
        -2146777998,  # 0x800AC472, which Excel gives while a cell is edited
    )
)


def is_from_excel(error: BaseException) -> bool:
    """Tell whether an error is one of Excel's own, as pywin32 and xlwings raise it."""
    return type(error).__name__ in ("com_error", "ExcelBusyError")


def is_busy(error: BaseException) -> bool:
    """Tell whether Excel refused a call because it is busy, and would take it later."""
    if not is_from_excel(error):
        return False
    more = getattr(error, "excepinfo", None)
    codes = {getattr(error, "hresult", None), more[5] if more else None}
    return type(error).__name__ == "ExcelBusyError" or bool(codes & BUSY)


@contextlib.contextmanager
def asked_once() -> Iterator[None]:
    """Make xlwings ask a busy Excel once; it would go on asking, without a pause, for ever."""
    calls = sys.modules.get("xlwings._xlwindows")
    before = getattr(calls, "N_COM_ATTEMPTS", 0)
    if calls is not None:
        vars(calls)["N_COM_ATTEMPTS"] = 1
    try:
        yield
    finally:
        if calls is not None:
            vars(calls)["N_COM_ATTEMPTS"] = before
