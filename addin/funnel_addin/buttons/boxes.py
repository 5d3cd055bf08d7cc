"""Texts that fit into a message box: the most important first, each list cut where it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["LIMIT", "Part", "boxed", "cut"]

LIMIT = 1000
"""UTF-16 units: what VBA's MsgBox shows, less a few for a mark before them."""

LONGEST_LINE = 400
LONGEST_HEAD = 600
"""Of one line, so that a long sentence leaves room for what else is to be said."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together: of a long list the last are left out, and counted.

    Args:
        lines: the list, the most important first.
        heading: what stands above it.
        ending: what stands below it, such as what to do.
    """

    lines: Sequence[str]
    heading: str = ""
    ending: str = ""

    def shown(self, count: int) -> Iterator[str]:
        """Give the part with so many of its lines."""
        if self.heading:
            yield self.heading
        margin = "  " if self.heading else ""
        yield from (f"{margin}{line}" for line in self.lines[:count])
        if count < len(self.lines):
            yield f"{margin}… and {len(self.lines) - count:,} more"
        if self.ending:
            yield self.ending


def boxed(head: str, parts: Sequence[Part]) -> str:
    """Lay a head line and parts, the most important first, so that they fit.

    Every part shows its first line; what room is left goes to the parts in their order.

    >>> print(boxed("Wrote 2 cells.", [Part(["A1", "A2"], "Written:"), Part([])]))
    Wrote 2 cells.
    <BLANKLINE>
    Written:
      A1
      A2
    """
    head = cut(head, LONGEST_HEAD)
    filled = [
        Part([cut(line, LONGEST_LINE) for line in part.lines], part.heading, part.ending)
        for part in parts
        if part.lines
    ]
    counts = [1] * len(filled)
    for at, part in enumerate(filled):
        while counts[at] < len(part.lines):
            counts[at] += 1
            if _units(_laid(head, filled, counts)) > LIMIT:
                counts[at] -= 1
                break
    return cut(_laid(head, filled, counts), LIMIT)


def _laid(head: str, parts: Sequence[Part], counts: Sequence[int]) -> str:
    told = ["\n".join(part.shown(count)) for part, count in zip(parts, counts, strict=True)]
    return "\n\n".join([head, *told])


def cut(text: str, most: int = LIMIT) -> str:
    """Cut a text that is longer than so many UTF-16 units.

    >>> cut("volumes", 4), cut("volumes", 7)
    ('vol…', 'volumes')
    """
    if _units(text) <= most:
        return text
    units = text.encode("utf-16-le", "replace")[: 2 * (most - 1)]
    return units.decode("utf-16-le", "ignore").rstrip() + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
