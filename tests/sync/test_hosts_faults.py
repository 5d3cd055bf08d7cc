"""Every fault that a sync must survive, one test each, from end to end through `sync`."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from funnel_addin.books.google.book import GoogleBook
from funnel_addin.sync import Synced, sync
from tests.sync.team import OTHER, READ, WRITE, Team, by_target

EITHER = pytest.mark.parametrize("call", [READ, WRITE], ids=["reading", "writing"])


def sync_by(book: GoogleBook) -> Synced:
    """One sync of a book that is open."""
    return sync(book, as_of=datetime.date(2027, 5, 10))


def survives(team: Team, fault: str, call: str, **when: Any) -> Synced:
    """A fault that passes: the sync does its work, and a clean one finds none left."""
    team.server.fault(fault, call=call, **when)
    return right_after(team, team.synced())


def right_after(team: Team, done: Synced) -> Synced:
    """What a sync did in spite of a fault is all that there was to do."""
    assert done.status == 0
    assert team.seen() == by_target(20)
    assert team.calm_and_right().written == ()
    return done


@EITHER
def test_429_without_retry_after(team: Team, call: str) -> None:
    """The quota is used up for a moment: the sync waits, and goes on."""
    survives(team, "429", call)


@EITHER
@pytest.mark.parametrize("how", ["429-seconds", "429-date"], ids=["seconds", "date"])
def test_429_with_retry_after(team: Team, call: str, how: str) -> None:
    """What the server asks for is waited for, in seconds or until a date."""
    began = team.now
    survives(team, how, call, seconds=30)
    assert team.now - began >= 28


@EITHER
def test_429_in_bursts(team: Team, call: str) -> None:
    """Several in a row, and then again."""
    team.server.fault("429", call=call, nth=5, times=2)
    survives(team, "429", call, times=3)


@EITHER
@pytest.mark.parametrize("fault", ["500", "500-applied", "503", "503-applied", "503-seconds"])
def test_500_and_503_in_json(team: Team, call: str, fault: str) -> None:
    """An error at Google's, whether or not the call had its effect."""
    survives(team, fault, call, times=2 if call == READ else 1)


@EITHER
@pytest.mark.parametrize("fault", ["502", "502-applied"])
def test_502_in_html(team: Team, call: str, fault: str) -> None:
    """A gateway's page instead of an answer."""
    survives(team, fault, call)


@EITHER
@pytest.mark.parametrize("fault", ["200-html", "200-html-applied", "200-empty-applied"])
def test_200_in_html(team: Team, call: str, fault: str) -> None:
    """A proxy's page, or nothing at all, with the status of a success."""
    survives(team, fault, call)


@EITHER
def test_reset_before_it_was_sent(team: Team, call: str) -> None:
    """The connection breaks before the call has any effect."""
    survives(team, "reset", call)


@EITHER
def test_cut_in_the_middle_of_the_body(team: Team, call: str) -> None:
    """The call had its effect, and half of the answer arrives."""
    survives(team, "cut", call)


@EITHER
@pytest.mark.parametrize("fault", ["slow", "slow-unapplied", "hang-applied"])
def test_slower_than_the_timeout(team: Team, call: str, fault: str) -> None:
    """No answer in time, whether the call had its effect, has it later, or nobody knows."""
    patient, team.wait = team.wait, 0.4
    team.server.fault(fault, call=call, seconds=0.6)
    done = team.synced()
    team.wait = patient
    right_after(team, done)


def test_a_write_that_was_applied_but_whose_reply_was_lost(team: Team) -> None:
    """The sync looks before it would write again, finds all done, and tells what it wrote."""
    done = survives(team, "lost", WRITE)
    assert {cell.name for cell in done.written} == {"Plan_Required", "Plan_Schedule"}
    assert [each.call for each in team.server.log()].count(WRITE) == 2


@EITHER
def test_401_once(team: Team, call: str) -> None:
    """The token is no longer accepted: a new one is had, once."""
    survives(team, "401", call)


@EITHER
def test_401_always(team: Team, call: str) -> None:
    """Nothing mends that: one sentence, few requests."""
    team.server.fault("401", call=call, times=None)
    sent = len(team.server.log())
    assert "funnel sheets login" in team.refused()
    assert len(team.server.log()) - sent <= 30
    assert team.seen() == by_target(10)
    team.calm_and_right()


def test_the_token_endpoint_is_down(team: Team) -> None:
    """It is waited for like Google itself."""
    survives(team, "503", "token", times=2)


def test_the_token_endpoint_stays_down(team: Team) -> None:
    """The sync ends within its deadline, and says what was out of reach."""
    team.server.fault("500", call="token", times=None)
    assert "token" in team.refused()
    assert team.seen() == by_target(10)
    team.calm_and_right()


def test_invalid_grant(team: Team) -> None:
    """The login was taken back: log in again."""
    team.server.fault("invalid_grant", call="token", times=None)
    assert "funnel sheets login" in team.refused()
    team.calm_and_right()


@EITHER
def test_403_not_shared(team: Team, call: str) -> None:
    """The sentence says with whom to share it."""
    team.server.fault("403", call=call, times=None)
    sent = len(team.server.log())
    assert "robot@" in team.refused()
    assert len(team.server.log()) - sent <= 30
    assert team.seen() == by_target(10)
    team.calm_and_right()


def test_a_protected_range(team: Team) -> None:
    """The other outputs are written, and the protected one is a problem."""
    team.act({"protect": "C4:C6"})
    done = team.synced()
    assert done.status == 3
    assert [each.name for each in done.problems] == ["Plan_Required"]
    assert team.seen() == by_target(10)
    assert team.seen("E4:F4") == [[40, 120]]
    team.act({"unprotect": "C4:C6"})
    team.calm_and_right()


def test_a_range_that_is_protected_between_read_and_write(team: Team) -> None:
    """The same, though the sync learns of it by being refused."""
    team.meanwhile({"protect": "C4:C6"})
    done = team.synced()
    assert [each.name for each in done.problems] == ["Plan_Required"]
    assert team.seen("E4:F4") == [[40, 120]]
    team.act({"unprotect": "C4:C6"})
    team.calm_and_right()


@pytest.mark.parametrize("at", [1, 2, 3], ids=["survey", "look", "write"])
def test_two_syncs_at_once(team: Team, at: int) -> None:
    """Another machine syncs between any two requests of ours: both agree, nothing is anybody's."""
    book, other = team.book(), team.book(OTHER)
    adapter = book._transport.session.get_adapter(team.server.base_url)
    send, calls = adapter.send, []

    def crossing(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            sync_by(other)
        return send(*args, **kwargs)

    adapter.send = crossing
    assert sync_by(book).kept == ()
    assert team.seen() == by_target(20)
    assert team.calm_and_right().written == ()
