"""What an export was recognised as, and how the tools' headings and stages are found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from funnel_addin.exports.heading_words import key
from funnel_addin.exports.roles import DateColumn, Source
from funnel_addin.exports.won_deals import Outcome

__all__ = ["HUBSPOT_SOURCES", "LIFECYCLE", "ORDERS", "Columns", "Draft", "closing", "in_order"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an export was recognised as, before a person's word.

    Args:
        source: its columns; a role that is not known yet is "".
        stages: in their order where `ordered`.
        ordered: whether that order is known.
        lost: the stages that lose.
        tool: whose export it is; "" where it is a plain one.
        ids: the key of the id that other exports of the tool join it by.
        records: which headings could tell records apart, where none surely does.
        outcome: the heading that says what became of a deal, where it has one.
        several: per role the headings that may have it, where more than one may.
        pipelines: the stages of each pipeline, where there are several: a record passes one's.
    """

    source: Source
    stages: tuple[str, ...] = ()
    ordered: bool = False
    lost: tuple[str, ...] = ()
    tool: str = ""
    ids: str = ""
    records: tuple[str, ...] = ()
    outcome: str = ""
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pipelines: tuple[tuple[str, ...], ...] = ()


LIFECYCLE = (
    *("Subscriber", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity"),
    "Customer",
)
ORDERS: tuple[tuple[str, ...], ...] = (
    LIFECYCLE,
    (
        *("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled"),
        *("Decision Maker Bought-In", "Contract Sent", "Closed Won"),
    ),
    (
        *("Prospecting", "Qualification", "Needs Analysis", "Value Proposition"),
        *("Id. Decision Makers", "Perception Analysis", "Proposal/Price Quote"),
        *("Negotiation/Review", "Closed Won"),
    ),
)
"""The stages that the tools begin with, in their order, the last one won."""

HUBSPOT_SOURCES = (
    *("originaltrafficsource", "originalsource", "originalsourcetype", "hsanalyticssource"),
)
_SAME = (HUBSPOT_SOURCES,)
"""Names that a tool has had for one thing."""


class Columns:
    """An export's headings, found by any of the keys that a tool gives a column."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.headings = headings
        self._by_key: dict[str, str] = {}
        for heading in headings:
            plain = re.sub(r"^(deal|lead|opportunity) - ", "", heading.strip(), flags=re.IGNORECASE)
            self._by_key.setdefault(key(heading), heading)
            self._by_key.setdefault(key(plain), heading)

    def named(self, *keys: str) -> str:
        """Give the heading that the first of some keys finds; "" where none does."""
        return next((self._by_key[each] for each in keys if each in self._by_key), "")

    def like(self, heading: str) -> list[str]:
        """Give the headings that mean the same as one, itself among them."""
        same = next((some for some in _SAME if key(heading) in some), (key(heading),))
        return [each for each in self.headings if heading and key(each) in same]


def closing(draft: Draft, created: str, closed: str, stage: str, told: Outcome) -> Draft:
    """A closing date is a win's or a loss's by the stage; of an open deal, it is only expected."""
    dates = {"Opportunity": DateColumn(created)}
    if told.won:
        dates["Closed won"] = DateColumn(closed, told.column, told.won)
    if told.lost:
        dates["Closed lost"] = DateColumn(closed, stage, told.lost)
    return replace(
        draft,
        source=replace(draft.source, dates=dates),
        stages=("Opportunity", "Closed won") if told.won else ("Opportunity",),
        ordered=bool(told.won),
        lost=("Closed lost",) if told.lost else (),
        outcome=stage,
    )


def in_order(stages: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Put stages into a tool's order where they are all among it; else leave them.

    >>> in_order(["customer", "lead"])
    (('lead', 'customer'), True)
    >>> in_order(["customer", "trial"])
    (('customer', 'trial'), False)
    """
    for order in ORDERS:
        places = {key(stage): at for at, stage in enumerate(order)}
        if stages and all(key(stage) in places for stage in stages):
            return tuple(sorted(stages, key=lambda stage: places[key(stage)])), True
    return tuple(stages), False
