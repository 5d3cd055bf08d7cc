"""Every fault of the wire, as the transport meets it: real HTTP, and a clock that nobody awaits."""

from __future__ import annotations

import datetime as dt
import json
import time
from email.utils import format_datetime
from typing import Any

import pytest
from requests import Response

from funnel_addin.books.google.calls.outcomes import Login, Passing, of_reply
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.refusals import (
    NotShared,
    OutOfPatience,
    Refused,
    Unknown,
)
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.sight import Again, Unreachable
from tests.google.callers import READ, WRITE, Clock, caller, patience, read, robot, write, writes
from tests.sheets_server import ROBOT, SheetsServer

FAR = f"Mon, 01 Jan 2024 00:00:00 +{'9' * 20}"
"""A date in a time zone that no clock can show."""

TWICE_IS_FINE = "it is not known whether the last write arrived: run it again"


# -- what may pass: a read is repeated


@pytest.mark.parametrize(
    "fault",
    "429 429-seconds 408 500 502 503 200-html 200-empty reset lost cut".split(),
)
def test_a_read_that_fails_once_is_made_again(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, fault: str
) -> None:
    """Refused for now, broken, cut midway, or a page that is no answer: once more, and it works."""
    server.fault(fault, call=READ)
    assert read(calls, sheet_id) == "Plan"
    assert calls.requests == len(server.log(READ)) == 2
    assert len(clock.slept) == 1


def test_drives_403_of_a_quota_is_waited_for(server: SheetsServer, clock: Clock) -> None:
    """Where Sheets says 429, Drive says 403, and why."""
    scope = "https://www.googleapis.com/auth/drive"
    calls = Transport(robot(server, scope), server.base_url, patience(clock))
    server.fault("403-quota", call="files.list")
    assert calls.request("get", "https://www.googleapis.com/drive/v3/files").json()
    assert (calls.requests, len(clock.slept)) == (2, 1)


@pytest.mark.parametrize("said", ["Rate Limit Exceeded", "Quota exceeded for quota metric 'Reads'"])
@pytest.mark.parametrize("path", ["v4/spreadsheets/x", "drive/v3/files"])
def test_a_403_that_speaks_of_a_quota_is_waited_for(said: str, path: str) -> None:
    """Without Google's word for it, its sentence tells it apart from a Sheet that is not shared."""
    reply = Response()
    reply.status_code, reply.url = 403, f"https://x.googleapis.com/{path}"
    reply.headers["Retry-After"] = "7"
    reply._content = json.dumps({"error": {"code": 403, "message": said}}).encode()
    outcome = of_reply(reply, Login(ROBOT))
    assert outcome == Passing("Google's quota is used up", refused=True, after=7, status=403)


def test_a_burst_of_429_without_a_word_of_when(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """The pauses are drawn from 0 up to a bound that doubles: 1, 2, 4, … and at most 20 seconds."""
    server.fault("429", call=READ, times=8)
    assert read(calls, sheet_id) == "Plan"
    bounds = [1, 2, 4, 8, 16, 20, 20, 20]
    assert all(0 <= slept <= most for slept, most in zip(clock.slept, bounds, strict=True))
    assert len(set(clock.slept)) == 8


@pytest.mark.parametrize("fault", ["429-seconds", "503-seconds"])
def test_retry_after_in_seconds_is_waited_for_in_full(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, fault: str
) -> None:
    """Never a moment less than was asked, and a little more, so as not to come in a crowd."""
    server.fault(fault, call=READ, times=2, seconds=17)
    assert read(calls, sheet_id) == "Plan"
    assert all(17 <= slept <= 18 for slept in clock.slept)
    assert len(clock.slept) == 2


def test_retry_after_as_a_date_is_waited_for_in_full(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """The date counts from the answer's own date: whose clock is wrong does not matter."""
    server.fault("429-date", call=READ, seconds=40)
    assert read(calls, sheet_id) == "Plan"
    assert 39 <= clock.slept[0] <= 41


@pytest.mark.parametrize(
    "given", ["soon", "-5", "nan", "inf", "Wed, 01 Jan 2020 00:00:00 GMT", FAR]
)
def test_a_retry_after_that_means_nothing_is_no_obstacle(given: str) -> None:
    """Nonsense and the past are as good as nothing."""
    reply = Response()
    reply.status_code, reply._content = 503, b""
    reply.headers["Retry-After"] = given
    outcome = of_reply(reply, Login())
    assert isinstance(outcome, Passing)
    assert not outcome.after


def test_a_date_without_the_answers_own_date_counts_from_now() -> None:
    """Then this machine's clock is all that there is."""
    reply = Response()
    reply.status_code, reply._content = 429, b""
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90)
    reply.headers["Retry-After"] = format_datetime(ahead, usegmt=True)
    outcome = of_reply(reply, Login())
    assert isinstance(outcome, Passing)
    assert outcome.after is not None
    assert 80 < outcome.after <= 90


@pytest.mark.parametrize("call", [read, write])
def test_a_retry_after_beyond_the_deadline_ends_at_once(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, call: Any
) -> None:
    """The sentence says when to come back; nobody waits for what does not come in time."""
    server.fault("429-seconds", times=None, seconds=600)
    with pytest.raises(OutOfPatience, match=r"sync again in 10 minutes") as caught:
        call(calls, sheet_id)
    assert caught.value.status == 429
    assert clock.slept == []
    assert calls.requests == 1


@pytest.mark.parametrize("fault", ["503", "429", "reset", "200-html", "cut"])
def test_a_read_that_fails_for_ever_ends(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, fault: str
) -> None:
    """Within the deadline, and within 30 requests."""
    server.fault(fault, call=READ, times=None)
    with pytest.raises(OutOfPatience, match="sync again later") as caught:
        read(calls, sheet_id)
    assert isinstance(caught.value, Unreachable), "a watch tries on"
    assert 1 < calls.requests <= 30
    assert clock.now - 1000 <= 120


def test_thirty_requests_are_the_most(server: SheetsServer, sheet_id: str) -> None:
    """However short the pauses are; the next sync has thirty of its own."""
    calls = caller(server, first=0.01, most=0.01)
    server.fault("503", call=READ, times=30)
    with pytest.raises(OutOfPatience, match="sends 30 requests at most: sync again later"):
        read(calls, sheet_id)
    assert calls.requests == len(server.log(READ)) == 30
    calls.patience.begin()
    assert read(calls, sheet_id) == "Plan"


# -- what may pass: a write is not repeated


@pytest.mark.parametrize("fault", ["429", "429-seconds", "429-date"])
def test_a_write_that_is_refused_sends_the_caller_to_look_again(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, fault: str
) -> None:
    """It was sent once, nothing was written, and what was asked for has been waited."""
    server.fault(fault, call=WRITE, seconds=5)
    with pytest.raises(Refused) as caught:
        write(calls, sheet_id)
    assert not caught.value.unknown
    assert writes(server) == 1
    assert server.seen(sheet_id, "A1") == [[None]]
    assert len(clock.slept) == 1
    assert fault == "429" or clock.slept[0] >= 4
    write(calls, sheet_id)
    assert server.seen(sheet_id, "A1") == [["new"]]


@pytest.mark.parametrize(
    "fault",
    (
        "408 500 500-applied 502 502-applied 503 503-applied 503-seconds 200-html "
        "200-html-applied 200-empty 200-empty-applied reset lost cut"
    ).split(),
)
def test_a_write_whose_outcome_is_unknown_is_sent_once(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, fault: str
) -> None:
    """Applied or not, nobody can tell: after a pause the caller is to look."""
    server.fault(fault, call=WRITE)
    with pytest.raises(Unknown) as caught:
        write(calls, sheet_id)
    assert isinstance(caught.value, Again)
    assert caught.value.unknown
    assert calls.unsure
    assert writes(server) == calls.requests == 1
    assert len(clock.slept) == 1
    calls.settled()
    assert not calls.unsure


def test_pauses_after_writes_grow_though_reads_succeed_in_between(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """A write that goes on failing is not hammered at, whatever is looked at meanwhile."""
    server.fault("429", call=WRITE, times=6)
    for _ in range(6):
        with pytest.raises(Refused):
            write(calls, sheet_id)
        assert read(calls, sheet_id) == "Plan"
    assert max(clock.slept[3:]) > 4
    write(calls, sheet_id)
    assert calls.patience.failures == 0


def test_a_write_that_fails_for_ever_ends_and_says_what_is_not_known(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """Honestly: it may have arrived."""
    server.fault("503-applied", call=WRITE, times=None)
    with pytest.raises(OutOfPatience, match=TWICE_IS_FINE) as caught:
        write_on(calls, sheet_id)
    assert caught.value.unsure
    assert writes(server) <= 30
    assert clock.now - 1000 <= 120


def write_on(calls: Transport, sheet_id: str) -> None:
    """Write, whatever the outcome of the last write."""
    while True:
        with pytest.raises(Unknown):
            write(calls, sheet_id)


def test_what_is_unknown_stays_so_until_a_look_has_settled_it(
    server: SheetsServer, sheet_id: str, calls: Transport
) -> None:
    """The write was lost, and then somebody took the share away: that is said once, by the flow."""
    server.fault("lost", call=WRITE)
    with pytest.raises(Unknown):
        write(calls, sheet_id)
    server.unshare(sheet_id, ROBOT)
    with pytest.raises(NotShared) as caught:
        read(calls, sheet_id)
    assert caught.value.unsure
    assert "not known" not in str(caught.value)
    calls.settled()
    with pytest.raises(NotShared) as caught:
        read(calls, sheet_id)
    assert not caught.value.unsure


def test_a_write_is_not_begun_when_no_time_is_left_to_see_what_became_of_it(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """A read is, to the last second."""
    clock.sleep(115)
    with pytest.raises(OutOfPatience) as caught:
        write(calls, sheet_id)
    assert not caught.value.unsure
    assert writes(server) == 0
    assert read(calls, sheet_id) == "Plan"


# -- time


@pytest.mark.parametrize("fault", ["slow", "hang", "hang-applied", "drip"])
def test_a_read_that_takes_too_long_is_broken_off_and_made_again(
    server: SheetsServer, sheet_id: str, fault: str
) -> None:
    """Slow, silent, or a byte at a time: an attempt has its time, and the next one works."""
    calls = caller(server)
    assert read(calls, sheet_id) == "Plan"
    calls.patience.read = 0.3
    # the second attempt has all the time that a busy machine may need
    calls.patience.sleep = lambda seconds: setattr(calls.patience, "read", 30.0)
    server.fault(fault, call=READ, seconds=0.25 if fault == "drip" else 2)
    assert read(calls, sheet_id) == "Plan"
    assert calls.requests == 3


@pytest.mark.parametrize(
    ("fault", "after"), [("slow", "new"), ("hang", None), ("hang-applied", "new"), ("drip", "new")]
)
def test_a_write_that_takes_too_long_is_unknown(
    server: SheetsServer, sheet_id: str, fault: str, after: Any
) -> None:
    """It is not sent again."""
    calls = caller(server, write=0.6)
    assert read(calls, sheet_id) == "Plan"
    server.fault(fault, call=WRITE, seconds=0.25 if fault == "drip" else 2)
    with pytest.raises(Unknown, match="did not answer in time"):
        write(calls, sheet_id)
    assert writes(server) == 1
    assert server.seen(sheet_id, "A1") == [[after]]


def test_a_slow_answer_within_its_time_is_waited_for(
    server: SheetsServer, sheet_id: str, calls: Transport
) -> None:
    """It comes, and nothing is repeated."""
    server.fault("slow", call=READ, seconds=0.2)
    assert read(calls, sheet_id) == "Plan"
    assert calls.requests == 1


@pytest.mark.parametrize("fault", ["drip", "hang", "slow"])
def test_the_deadline_is_strict_for_whatever_drips_hangs_or_is_slow(
    server: SheetsServer, sheet_id: str, fault: str
) -> None:
    """No single read of a socket times out; the sync ends all the same."""
    calls = Transport(robot(server), server.base_url, real_patience(deadline=0.5))
    server.fault(fault, call=READ, times=None, seconds=0.2 if fault == "drip" else 30)
    with pytest.raises(OutOfPatience, match=r"goes on for 0\.5 seconds at most"):
        read(calls, sheet_id)


def test_the_deadline_is_strict_at_the_token_endpoint_too(
    server: SheetsServer, sheet_id: str
) -> None:
    """It hangs: nothing was sent to the sheet, and that is what a write is told."""
    calls = Transport(robot(server), server.base_url, real_patience(deadline=0.4))
    server.fault("hang", call="token", times=None)
    with pytest.raises(OutOfPatience) as caught:
        write(calls, sheet_id)
    assert not caught.value.unsure
    assert calls.requests == 0


def test_nothing_leaves_after_an_attempt_was_given_up(server: SheetsServer, sheet_id: str) -> None:
    """The token comes late; the write that waited for it is not made behind anybody's back."""
    calls = Transport(robot(server), server.base_url, real_patience(deadline=0.4))
    server.fault("slow", call="token", seconds=0.6)
    with pytest.raises(OutOfPatience):
        write(calls, sheet_id)
    time.sleep(0.5)
    assert writes(server) == 0


def real_patience(deadline: float) -> Any:
    """Patience by the real clock."""
    return Patience(deadline=deadline, first=0.01, most=0.02)
