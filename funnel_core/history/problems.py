"""What is wrong with the data, counted and with examples: nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DataProblem", "Kind"]


class Kind(StrEnum):
    """What may be wrong with an export."""

    LEFT_TRUNCATION = "left truncation"
    SKIPPED_STAGE = "skipped stage"
    REPEATED_STAGE = "repeated stage"
    NEGATIVE_LAG = "negative lag"
    DUPLICATE_ROW = "duplicate row"
    FUTURE_DATE = "future date"
    BLANK_RECORD = "blank record"
    BLANK_STAGE = "blank stage"
    BLANK_DATE = "blank date"
    UNREAD_DATE = "unread date"
    DATE_ORDER = "date order"
    UNREAD_AMOUNT = "unread amount"
    NEGATIVE_AMOUNT = "negative amount"
    SEVERAL_CURRENCIES = "several currencies"
    UNUSED_STAGE = "unused stage"
    SEVERAL_CHANNELS = "several channels"
    BLANK_CHANNEL = "blank channel"
    NO_FIRST_STAGE = "no first stage"
    ADVANCED_AFTER_LOST = "advanced after lost"
    NOT_JOINED = "not joined"
    SEVERAL_JOINED = "several joined"
    ENCODING = "encoding"
    LEFT_OUT_LINES = "lines left out"


@dataclass(frozen=True, slots=True)
class DataProblem:
    """One kind of problem: how many rows or records have it, what was done, and some examples.

    Args:
        kind: which problem.
        count: how many rows (or records, as the sentence says) have it.
        sentence: what was found, with the count, what was done with them, and what helps.
        examples: up to five, such as records' ids, or a value with its row.
    """

    kind: Kind
    count: int
    sentence: str
    examples: tuple[str, ...] = ()
