"""One history of an export in any engine, and whether two are the same to the last count."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from pandas.testing import assert_frame_equal

from funnel_addin.exports import chain
from funnel_addin.exports.options import GivenRoles
from funnel_core.history.counted import History
from tests.engines import logs

__all__ = ["Kind", "assert_same", "history", "in_order"]


@dataclass(frozen=True)
class Kind:
    """Which of the log's columns are taken, and the zone."""

    record: str
    time: str
    zone: str = ""

    @property
    def roles(self) -> GivenRoles:
        """Give what is said on the command line."""
        return GivenRoles(
            record=self.record,
            stage="stage",
            time=self.time,
            stages=",".join(logs.STAGES),
            lost=",".join(logs.LOST),
            channel="channel",
            amount="amount",
            zone=self.zone,
        )


def history(export: str, given: GivenRoles, table: str = "") -> History:
    """Count an export in the engine where it lies."""
    with chain.read(chain.Exports((export,), given, table)) as read:
        return chain.counted_from(read, chain.Wanted(logs.TODAY))


def assert_same(one: History, other: History) -> None:
    """Compare all counts, problems with their examples, and amounts."""
    assert_frame_equal(in_order(one), in_order(other), check_dtype=False)
    assert one.problems == other.problems
    assert one.amounts == other.amounts
    assert (one.as_of, one.zone) == (other.as_of, other.zone)


def in_order(history: History) -> pd.DataFrame:
    """Give the counts in an order of their own."""
    return history.counts.sort_values(list(history.counts.columns), ignore_index=True)
