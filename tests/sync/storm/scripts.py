"""What happens in a storm, as plain values: hypothesis draws them, and shrinks what fails.

The numbers of an act or a trouble choose among what there is when its turn comes (the so-many-th
output, the so-many-th of its cells), so that every script can be played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

from tests.sync.storm.people import ACTS

__all__ = ["Act", "Mend", "Script", "Setting", "Sync", "Trouble", "scripts"]


@dataclass(frozen=True)
class Setting:
    """The spreadsheet and its plan at the beginning."""

    style: str = "table"
    steps: int = 2
    periods: int = 2
    slack: int = 0
    tabs: int = 1
    across: int = 0
    missing: int = 0
    learnt: str = "rates"
    money: bool = False
    confidence: float | None = 0.8
    weights: bool = True
    dates: bool = True
    actuals: bool = True
    volumes: bool = False
    filled: int = 0
    numbers: int = 0


@dataclass(frozen=True)
class Act:
    """Something that a person does."""

    kind: str
    a: int = 0
    b: int = 0
    c: int = 0


@dataclass(frozen=True)
class Mend:
    """People put everything right: names point at cells that fit, inputs are valid."""

    numbers: int = 0


@dataclass(frozen=True)
class Trouble:
    """What befalls a sync at one of its requests: an act, a fault, a death, another sync.

    An outage is a fault that stays from then on.
    """

    at: int
    kind: str
    fault: str = ""
    act: Act | None = None
    after: bool = False


@dataclass(frozen=True)
class Sync:
    """One sync by one of the two accounts."""

    who: int = 0
    fresh_login: bool = False
    rehearses: bool = False
    troubles: tuple[Trouble, ...] = ()


Step: TypeAlias = "Act | Mend | Sync"


@dataclass(frozen=True)
class Script:
    """A storm: the spreadsheet, and what happens one after the other."""

    setting: Setting
    steps: tuple[Step, ...]
    left_broken: bool = False


PASSING = (
    "429 429-seconds 429-date 403-quota 408 500 500-applied 502 502-applied 503 503-seconds "
    "503-applied 200-html 200-html-applied 200-empty 200-empty-applied reset lost cut"
).split()
"""Faults that pass."""

LASTING = "400 401 403 403-protected 404".split()
"""Faults that may end a sync."""

LATE = ["timeout-lost", "timeout-applied", "timeout-late"]
"""No reply in time: the request never arrived, had its effect, or has it later."""

DOOR = ["500", "502", "reset", "invalid_grant", "429-seconds"]
"""What befalls the endpoint that gives out tokens."""

_small = st.integers(0, 7)
USUAL = "retarget edit_input edit_output empty_output insert_lines delete_lines cut_block".split()
LINES = ["insert_lines", "delete_lines"]
_acts = st.builds(Act, st.sampled_from((USUAL + LINES) * 3 + list(ACTS)), _small, _small, _small)
_settings = st.builds(
    Setting,
    style=st.sampled_from(["table", "apart"]),
    steps=st.integers(1, 6),
    periods=st.integers(1, 4),
    slack=st.integers(0, 2),
    tabs=st.integers(1, 3),
    across=st.integers(0, 2**20 - 1) | st.just(0),
    missing=st.integers(0, 2**14 - 1) | st.just(0),
    learnt=st.sampled_from(["rates", "counts", "both"]),
    money=st.booleans(),
    confidence=st.sampled_from([None, None, 0.8]),
    weights=st.booleans(),
    dates=st.booleans(),
    actuals=st.booleans(),
    volumes=st.booleans(),
    filled=st.integers(0, 3),
    numbers=_small,
)
_requests = st.sampled_from([1, 2, 3, 3, 3, 4, 5, 6])


def _troubles() -> st.SearchStrategy[Trouble]:
    at = _requests
    return st.one_of(
        st.builds(Trouble, at, st.just("act"), act=_acts, after=st.booleans()),
        st.builds(Trouble, at, st.just("act"), act=_acts, after=st.booleans()),
        st.builds(Trouble, at, st.just("fault"), st.sampled_from(PASSING)),
        st.builds(Trouble, at, st.just("fault"), st.sampled_from(PASSING)),
        st.builds(Trouble, at, st.just("fault"), st.sampled_from(LASTING)),
        st.builds(Trouble, at, st.just("fault"), st.sampled_from(LATE)),
        st.builds(Trouble, at, st.just("outage"), st.sampled_from(PASSING)),
        st.builds(Trouble, at, st.just("token"), st.sampled_from(DOOR)),
        st.builds(Trouble, at, st.just("kill"), after=st.booleans()),
        st.builds(Trouble, at, st.just("other")),
    )


_syncs = st.builds(
    Sync,
    st.integers(0, 1),
    st.booleans(),
    st.sampled_from([False] * 7 + [True]),
    st.lists(_troubles(), max_size=5).map(tuple),
)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Draw a storm: some rounds of people, then a sync among them."""
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 4))):
        steps += draw(st.lists(_acts, max_size=3))
        if draw(st.integers(0, 3)) == 1:
            steps.append(Mend(draw(_small)))
        steps.append(draw(_syncs))
    steps += draw(st.lists(_acts, max_size=2))
    return Script(draw(_settings), tuple(steps), draw(st.integers(0, 3)) == 3)
