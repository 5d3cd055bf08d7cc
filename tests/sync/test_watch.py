"""Turn after turn for days: what is tried again, what ends a watch, and no bursts."""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Generator, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin.books.port import Problem
from funnel_addin.books.sight import Again, Unreachable
from funnel_addin.plans import BookProblems
from funnel_addin.sync import SHORTEST, Synced, Turn, sync, watched
from funnel_core.errors import InputError, SheetError
from tests.sync.books import Hand, plan_paper
from tests.sync.test_flow import NOON


class Time:
    """Seconds that pass only when somebody waits, works, or a laptop sleeps."""

    def __init__(self, naps: Sequence[float] = ()) -> None:
        self.now = 100.0
        self.slept: list[float] = []
        self._naps = list(naps)

    def clock(self) -> float:
        """Tell the seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Wait; a laptop that is closed meanwhile waits longer."""
        assert seconds >= 0
        self.slept.append(seconds)
        self.now += seconds + (self._naps.pop(0) if self._naps else 0.0)


def done() -> Synced:
    """Give what a sync of a small sheet did."""
    return sync(Hand(plan_paper()), clock=lambda: NOON)


DONE = done()


def turns(
    time: Time, outcomes: Sequence[Turn | BaseException], took: float = 1.0
) -> Iterator[Turn]:
    """Watch a book whose syncs end like this, each after so many seconds."""
    left = iter(outcomes)

    def once() -> Synced:
        time.now += took
        outcome = next(left)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    return watched(once, 60.0, time.clock, time.sleep)


def test_turns_are_given_in_order_and_start_evenly() -> None:
    """Each turn is given as it ended, and the next starts so many seconds after it started."""
    time = Time()
    problems = BookProblems("Plan", [Problem("Plan_Target", "Goal!B1", "it is wrong")])
    outcomes: list[Turn] = [DONE, Unreachable("gone"), problems, DONE]
    assert list(itertools.islice(turns(time, outcomes), 4)) == outcomes
    assert time.slept == [59.0, 59.0, 59.0]


@pytest.mark.parametrize(
    "error",
    [SheetError("not shared"), Again("look again"), InputError("as_of"), KeyError("a bug")],
)
def test_what_cannot_mend_itself_ends_a_watch(error: Exception) -> None:
    """Anything but a book out of reach and inputs that are wrong is raised, as it is."""
    given_turns = turns(Time(), [DONE, error])
    assert next(given_turns) is DONE
    with pytest.raises(type(error)) as caught:
        next(given_turns)
    assert caught.value is error
    with pytest.raises(StopIteration):
        next(given_turns)


@given(st.lists(st.floats(0, 1e6), max_size=8), st.floats(0, 200))
def test_no_burst_after_a_laptop_slept(naps: list[float], took: float) -> None:
    """Turns that were missed are not made up for: between two starts lie at least 5 seconds."""
    time = Time(naps)
    starts = []
    for _ in itertools.islice(turns(time, [DONE] * 10, took), 10):
        starts.append(time.now - took)
    gaps = [after - before for before, after in itertools.pairwise(starts)]
    assert all(gap >= min(60.0, took + SHORTEST) - 1e-6 for gap in gaps)
    assert all(wait <= 60.0 for wait in time.slept)


def test_a_nap_during_a_sync() -> None:
    """A sync that a closed laptop stretched over hours is followed by one turn, not by many."""
    time = Time()
    list(itertools.islice(turns(time, [DONE] * 3, took=9 * 3600.0), 3))
    assert time.slept == [SHORTEST, SHORTEST]


@pytest.mark.parametrize("moment", ["sync", "sleep", "between"])
def test_an_interrupt_at_any_moment_passes_through(moment: str) -> None:
    """Ctrl-C ends a watch at once, whether it syncs, sleeps or hands over a turn."""
    time = Time()

    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        if moment == "sleep":
            raise KeyboardInterrupt

    outcomes: list[Turn | BaseException] = [DONE, DONE]
    if moment == "sync":
        outcomes[1] = KeyboardInterrupt()
    left = iter(outcomes)

    def once() -> Synced:
        outcome = next(left)
        if isinstance(outcome, Synced):
            return outcome
        raise outcome

    watch = watched(once, 60.0, time.clock, sleep)
    assert isinstance(watch, Generator)
    assert next(watch) is DONE
    with pytest.raises(KeyboardInterrupt):
        watch.throw(KeyboardInterrupt()) if moment == "between" else next(watch)
    with pytest.raises(StopIteration):
        next(watch)


def test_days_of_turns_do_not_grow_memory() -> None:
    """Nothing of a turn is held once the next begins, be it an error with all its frames."""

    class Seen:
        """Something large that a sync saw."""

    held: list[weakref.ref[Seen]] = []

    def once() -> Synced:
        large = Seen()
        held.append(weakref.ref(large))
        raise Unreachable("gone")

    time = Time()
    gc.disable()
    try:
        for turn in itertools.islice(watched(once, 60.0, time.clock, time.sleep), 3 * 24 * 60):
            assert isinstance(turn, Unreachable)
            assert turn.__traceback__ is None
            assert turn.__context__ is None
        alive = sum(each() is not None for each in held)
    finally:
        gc.enable()
    assert alive == 0


def test_a_watch_of_a_real_book_follows_its_edits() -> None:
    """Turn by turn a watch writes what follows from edits, and waits where inputs are wrong."""
    paper = plan_paper()
    hand = Hand(paper)
    time = Time()
    watch = watched(lambda: sync(hand, clock=lambda: NOON), 60.0, time.clock, time.sleep)
    seen = []
    for target in (40, "007", 80, 80):
        paper.type("Plan_Target", 0, 0, target)
        turn = next(watch)
        seen.append(len(turn.written) if isinstance(turn, Synced) else str(turn))
    assert seen[0] == 4
    assert "Goal!B1" in str(seen[1])
    assert seen[2:] == [4, 0]
