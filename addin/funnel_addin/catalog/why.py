"""The function that tells why: offered by hosts whose cells show an error's code alone."""

from __future__ import annotations

from dataclasses import dataclass

from funnel_addin.catalog.kinds import CATEGORY

__all__ = ["WHY", "HostFunction"]


@dataclass(frozen=True, slots=True)
class HostFunction:
    """A worksheet function that works on a cell of its host, and has nothing to calculate."""

    name: str
    summary: str
    argument: str
    help: str
    category: str = CATEGORY

    @property
    def usage(self) -> str:
        """Give the call as it is typed: FUNNEL_WHY(cell)."""
        return f"{self.name}({self.argument})"


WHY = HostFunction(
    "FUNNEL_WHY",
    "The reason of an error, as a sentence; blank where there is none",
    "cell",
    "The cell that shows an error of a FUNNEL function",
)
"""Excel and LibreOffice offer it; Google Sheets and xlwings Lite show the sentence themselves."""
