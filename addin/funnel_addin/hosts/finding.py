"""What a doctor found when it looked at a machine: the same for every host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from funnel_core.errors import FunnelError

__all__ = ["Finding", "State", "ok", "problem", "refused", "warning"]

State: TypeAlias = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Args:
        what: what was looked at, in a word or two.
        state: "problem": the functions do not work because of it; "warning": they may not.
        says: what was found, in a sentence.
        do: what to do about it, for a person; blank where nothing needs doing.
    """

    what: str
    state: State
    says: str
    do: str = ""

    def __str__(self) -> str:
        return f"{self.says}: {self.do}" if self.do else self.says


def ok(what: str, says: str) -> Finding:
    """Find nothing wrong."""
    return Finding(what, "ok", says)


def warning(what: str, says: str, do: str) -> Finding:
    """Find what may keep the functions from working."""
    return Finding(what, "warning", says, do)


def problem(what: str, says: str, do: str) -> Finding:
    """Find what keeps the functions from working."""
    return Finding(what, "problem", says, do)


def refused(what: str, error: FunnelError) -> Finding:
    """Find that a look ended in an error: what to do stands after its first colon.

    >>> refused("cell", FunnelError("it shows nothing: start it anew"))
    Finding(what='cell', state='problem', says='it shows nothing', do='start it anew')
    """
    says, _, do = str(error).partition(": ")
    return problem(what, says, do)
