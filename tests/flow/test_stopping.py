"""A command stops wherever it is."""

from __future__ import annotations

import signal
import sys
import time

import pytest

from funnel_addin.cli.stopping import Stop, stoppable

PATIENCE = 30.0


class Tidies:
    """Something that is stopped while it is cleared away, where Python lets no error out."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_what_is_going_on(number: int, status: int) -> None:
    """With the exit status that shells expect."""
    with pytest.raises(Stop) as caught, stoppable():
        signal.raise_signal(number)
    assert caught.value.status == status


def test_a_stop_that_python_swallowed_is_asked_for_once_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It came while an object was cleared away; nothing is printed of that."""

    def works() -> None:
        tidies = Tidies()
        del tidies
        time.sleep(PATIENCE)

    with pytest.raises(Stop), stoppable():
        works()
    assert capsys.readouterr().err == ""


def test_what_was_ignored_stays_ignored() -> None:
    """A watch in the background of a script is not stopped by the script's Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stoppable():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_everything_is_as_it_was_afterwards() -> None:
    """Handlers of the program that runs the command are its own."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.unraisablehook
    with stoppable():
        assert signal.getsignal(signal.SIGINT) is not before[0]
    after = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.unraisablehook
    assert after == before
