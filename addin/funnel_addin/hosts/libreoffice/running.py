"""Running LibreOffice's programs: within a time, in plain English, and with all that they start."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from funnel_core.errors import FunnelError

__all__ = ["Ran", "is_there", "run", "without_other_pythons"]

_POSIX = os.name == "posix"
_SYSTEM = (Path("/"), Path("/usr"), Path("/usr/local"))


class Ran(str):
    """What a program printed."""

    status: int
    """What it ended with: 0 where all went well."""


def run(
    words: Sequence[str | Path], wait: float, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a program of LibreOffice.

    Args:
        words: the program and its arguments.
        wait: how many seconds it may take.
        environment: what it finds around it; what is around us, without other Pythons, if left out.

    Raises:
        FunnelError: it took longer, and was ended; or it could not be started.
    """
    if environment is None:
        environment = without_other_pythons(os.environ)
    process = None
    # a file, since what it starts would keep a pipe open after it is ended
    with tempfile.TemporaryFile() as printed:
        try:
            with _signals_held():
                process = subprocess.Popen(
                    [str(word) for word in words],
                    stdin=subprocess.DEVNULL,
                    stdout=printed,
                    stderr=subprocess.STDOUT,
                    env=dict(environment),
                    start_new_session=_POSIX,
                )
            process.wait(wait)
        except BaseException as error:
            # it leads a group of its own, which no Ctrl-C reaches
            if process is not None:
                _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                raise FunnelError(
                    f"{Path(words[0]).name} did not end within {wait:.0f} seconds: close "
                    "LibreOffice (the Quickstarter, too), and try again"
                ) from None
            if isinstance(error, OSError):
                raise FunnelError(
                    f"{words[0]} cannot be started ({error.strerror}): install LibreOffice anew"
                ) from None
            raise
        printed.seek(0)
        ran = Ran(printed.read().decode(errors="replace"))
    ran.status = process.returncode
    return ran


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back what stops us while a program is started: it could not be ended before it is known.

    Python lets the main thread alone hear of signals, and set what they do.
    """
    came: list[int] = []
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if callable(signal.getsignal(number)):
                before[number] = signal.signal(number, lambda got, _: came.append(got))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        signal.raise_signal(came[0])


def without_other_pythons(environment: Mapping[str, str]) -> dict[str, str]:
    """Give an environment as the desktop has it: without the Python that runs this command.

    LibreOffice on Linux looks for the home of its own Python by the first `python3` on the PATH.
    With a virtual environment's first, it finds none of its modules, and every function fails.
    """
    kept = dict(environment)
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"):
        kept.pop(name, None)
    if sys.platform == "linux":
        folders = environment.get("PATH", os.defpath).split(os.pathsep)
        kept["PATH"] = os.pathsep.join(folder for folder in folders if not _has_python(folder))
    return kept


def is_there(path: Path) -> bool:
    """Tell whether there is such a file or folder, and one may see it.

    Where one may not, in a folder that is locked, `Path.exists` raises.
    """
    return os.access(path, os.F_OK)


def _has_python(folder: str) -> bool:
    """Tell whether a folder of the PATH has a Python that is not the system's."""
    path = Path(folder)
    return path.parent not in _SYSTEM and is_there(path / "python3")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started: on Linux and Mac it is a script that starts another."""
    if sys.platform == "win32":
        words = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        with contextlib.suppress(OSError):
            subprocess.run(words, capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
