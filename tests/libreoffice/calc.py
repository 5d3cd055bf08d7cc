"""A real LibreOffice Calc without a window, in a profile of its own with our extension in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from funnel_addin.hosts.libreoffice.extension import WAIT

DRIVER = Path(__file__).with_name("driver.py")
PYTHONS = ("/usr/bin/python3", "python3", sys.executable)
"""Where the Python may be that has LibreOffice's `uno`: the system's, as a rule."""

STARTING = 60.0
INSTALLING = 4 * WAIT
"""More than the command gives the programs that it runs in turn: killed, it would leave one."""
ANSWERING = 120.0


@cache
def python_with_uno() -> str | None:
    """Find a Python that can import uno."""
    for python in PYTHONS:
        path = shutil.which(python)
        if path and not subprocess.run([path, "-c", "import uno"], capture_output=True).returncode:
            return path
    return None


@cache
def missing() -> str:
    """Say what LibreOffice lacks here, or nothing where it can be driven."""
    if shutil.which("soffice") is None or shutil.which("unopkg") is None:
        return "LibreOffice (soffice and unopkg) is not installed"
    if python_with_uno() is None:
        return "no Python here can import LibreOffice's uno (python3-uno)"
    return ""


def own_places(folder: Path) -> dict[str, str]:
    """Give an environment in which LibreOffice keeps all it keeps within a folder.

    Its bootstrap variables are read from the environment, too: the profile, and, since root may
    install for all users only, where the extensions of all users lie.
    """
    shared = folder / "shared"
    shared.mkdir(parents=True, exist_ok=True)
    own = {
        # a Python that stands first here, a virtual environment's or pyenv's, would be taken by
        # LibreOffice for the home of its own, which then finds no uno
        "PATH": os.defpath,
        "UserInstallation": (folder / "profile").as_uri(),
        "UNO_SHARED_PACKAGES_CACHE": shared.as_uri(),
        "HOME": str(folder),
        "SAL_USE_VCLPLUGIN": "svp",
    }
    return {**os.environ, **own}


def other_person(environment: dict[str, str], folder: Path) -> dict[str, str]:
    """Give the environment of another profile with the same extensions.

    On one profile LibreOffice runs once: a second start of it would only speak to the first.
    """
    if os.geteuid() == 0:
        # root's extensions are those of all users
        return {**environment, "UserInstallation": (folder / "profile").as_uri()}
    other = own_places(folder)
    install(other)
    return other


def install(environment: dict[str, str]) -> None:
    """Install the extension as a person does."""
    command = [sys.executable, "-m", "funnel_addin.cli", "libreoffice", "install"]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=INSTALLING, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


class Failed(Exception):
    """LibreOffice could not do what it was asked for."""


class Office:
    """One process of LibreOffice and one that drives it; both are gone when it is left.

    Every method of `driver.Driver` can be called by its name:
    `office.put(book, "Sheet1", [["A1", "formula", "=1+1"]])`.
    """

    def __init__(
        self, folder: Path, environment: dict[str, str], shows: Path | None = None
    ) -> None:
        """Start both.

        Args:
            folder: where what LibreOffice prints is kept.
            environment: what they find around them, of `own_places`.
            shows: a file to show in a window on the display; without one there is no window.
        """
        soffice, python = shutil.which("soffice"), python_with_uno()
        assert soffice is not None, missing()
        assert python is not None, missing()
        pipe = f"funnel{os.getpid()}x{tempfile.mktemp(dir='').replace('/', '')}"
        self.log = folder / "soffice.log"
        options = ["--headless", "--nodefault"] if shows is None else [str(shows)]
        with contextlib.ExitStack() as undone, self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [soffice, *options, "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            undone.callback(_kill_group, self.process)
            self.driver = subprocess.Popen(
                [python, "-I", str(DRIVER), pipe, str(STARTING)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            undone.callback(_kill, self.driver)
            self._answer("start", STARTING + 10)
            # from here on both run until they are ended
            undone.pop_all()

    def __enter__(self) -> Self:
        """Give it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End both processes, whatever happened."""
        try:
            self.end()
            self.process.wait(10)
        except (Failed, OSError, subprocess.TimeoutExpired):
            pass  # it is killed below
        finally:
            self.kill()

    def kill(self) -> None:
        """End both processes at once."""
        _kill(self.driver)
        _kill_group(self.process)

    def __getattr__(self, name: str) -> Any:
        """Ask the driver for what it is called."""
        if name.startswith("_"):
            raise AttributeError(name)

        def asked(*arguments: Any, **named: Any) -> Any:
            return self.ask(name, *arguments, **named)

        return asked

    def ask(self, what: str, *arguments: Any, **named: Any) -> Any:
        """Have the driver do something, and give its answer."""
        assert self.driver.stdin is not None
        request = {"do": what, "with": arguments, **named}
        self.driver.stdin.write(json.dumps(request) + "\n")
        self.driver.stdin.flush()
        return self._answer(what, ANSWERING)

    def _answer(self, what: str, wait: float) -> Any:
        assert self.driver.stdout is not None
        # a call that hangs must not hang the tests
        alarm = threading.Timer(wait, self.driver.kill)
        alarm.start()
        line = self.driver.stdout.readline()
        alarm.cancel()
        if not line:
            raise Failed(f"{what}: no answer; {self.log.read_text(errors='replace')[-2000:]}")
        answer = json.loads(line)
        if "failed" in answer:
            raise Failed(f"{what}: {answer['failed']}")
        return answer["answer"]


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(10)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End soffice, a script that starts the program: they share a group of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


class Sheet:
    """One sheet of one spreadsheet, for short."""

    def __init__(self, office: Office, book: int, name: str = "Sheet1") -> None:
        self.office, self.book, self.name = office, book, name

    def type(self, **cells: Any) -> None:
        """Type into cells: `type(A1=0.5, B1="=A1*2", C1="won")`; "{=…}" is a matrix's formula."""
        self.put([[address, *_typed(content)] for address, content in cells.items()])

    def put(self, cells: Sequence[Sequence[Any]]) -> None:
        """Fill cells: [address, how, content] each."""
        self.office.put(self.book, self.name, cells)

    def rows(self, address: str) -> list[list[Any]]:
        """Give the rows of a range."""
        rows: list[list[Any]] = self.office.read(self.book, self.name, [address])[0]
        return rows

    def cell(self, address: str) -> Any:
        """Give what a cell holds."""
        return self.rows(address)[0][0]

    def shown(self, address: str) -> str:
        """Give the text that a cell shows."""
        text: str = self.office.shown(self.book, self.name, address)
        return text


def codes(rows: list[list[Any]]) -> list[list[Any]]:
    """Give rows with their errors as Calc shows them."""
    return [[each["shown"] if isinstance(each, dict) else each for each in row] for row in rows]


def _typed(content: Any) -> tuple[str, Any]:
    if isinstance(content, bool):
        return "formula", f"={content}()".upper()
    if isinstance(content, str):
        return ("formula" if content.startswith("=") else "text"), content
    return "value", content
