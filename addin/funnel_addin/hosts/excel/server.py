"""The Python that answers for Excel, and the library through which Excel starts it.

VBA loads `xlwings64-<version>.dll` (in a 32-bit Excel `xlwings32-…`) from the folder of the Python
that the settings name or from the folder above it, and from nowhere else. The Python may have any
number of bits: it runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from funnel_addin import __version__
from funnel_addin.hosts.excel import windows
from funnel_addin.hosts.excel.machine import Machine
from funnel_addin.hosts.excel.program import Excel, built_for
from funnel_addin.hosts.excel.settings import PYTHON, Settings, python_named
from funnel_addin.hosts.finding import Finding, ok, problem, warning
from funnel_core.errors import FunnelError

__all__ = [
    "XLWINGS",
    "dll_finding",
    "dll_path",
    "prompt_finding",
    "python_finding",
    "serving_python",
    "settings_findings",
    "store_finding",
]

XLWINGS = "0.37.8"
"""The version of xlwings whose library the add-in names."""

AGAIN = "run 'funnel excel install' from the Python that has the funnel planner"
APART = (
    "install Python from python.org, make a virtual environment with it (py -m venv "
    "%USERPROFILE%\\funnel), install the funnel planner there, and run its 'funnel excel install'"
)
PATIENCE = 120
"""Seconds: a virus scanner may look at every file of a Python that starts for the first time."""

_ASKED = """
import json, sys
told = {"python": sys.version.split()[0], "missing": "", "because": ""}
sys.path[:0] = sys.argv[1:]
for what, module in (
    ("pywin32", "pythoncom"), ("pywin32", "win32api"), ("pywin32", "win32com.client"),
    ("xlwings", "xlwings"), ("the funnel planner", "funnel_addin.udfs"),
):
    try:
        __import__(module)
    except BaseException as error:
        told.update(missing=what, because=f"{type(error).__name__}: {error}")
        break
    if module == "xlwings":
        told["xlwings"] = sys.modules[module].__version__
    if what == "the funnel planner":
        told["funnel"] = sys.modules["funnel_addin"].__version__
print("\\n" + json.dumps(told))
"""
_SYSTEM_VARIABLES = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment"
_PERSONS_VARIABLES = "HKCU\\Environment"
_NOT_EXCELS = ("PYTHON", "CONDA", "VIRTUAL_ENV", "_PYTHON", "_CONDA")


@dataclass(frozen=True)
class Told:
    """What a Python said of itself when it was asked to load what the functions need."""

    python: str
    missing: str
    because: str
    xlwings: str = ""
    funnel: str = ""


def prompt_finding(machine: Machine) -> Finding | None:
    """Tell where a policy switches off the command prompt, by which xlwings starts Python."""
    for root in ("HKCU", "HKLM"):
        if machine.value(f"{root}\\Software\\Policies\\Microsoft\\Windows\\System", "DisableCMD"):
            return problem(
                "Python",
                "a policy switches the command prompt off, and xlwings starts Python by it",
                "ask who looks after this machine; xlwings Lite (addin/excel/lite) needs none",
            )
    return None


def serving_python(machine: Machine) -> Path:
    """Give the Python to name for Excel: the one that runs this, as a console program.

    Raises:
        FunnelError: it is not known, or one that Excel cannot start.
    """
    python = machine.python
    if python is None or not python.is_file():
        raise FunnelError(
            "expected to run in a Python that Excel can start, too; this one does not say where it "
            "is: run 'python -m funnel_addin.cli excel install' in a plain Python"
        )
    found = store_finding(python, machine)
    if found:
        raise FunnelError(str(found))
    # xlwings hides the console itself
    console = python.with_name(python.name.lower().replace("pythonw", "python"))
    return console if console.is_file() else python


def settings_findings(settings: Settings, machine: Machine) -> Iterator[Finding]:
    """Tell what is wrong with the settings that the add-in reads."""
    what, path = "settings", settings.path
    if not machine.reads(str(path)):
        yield warning(
            what,
            f"{path} has letters that are not in Windows' code page, and VBA may not find it",
            "if the functions do not answer, switch on 'Use Unicode UTF-8 for worldwide language "
            "support' in Windows' region settings",
        )
    if settings.lines is None:
        yield problem(what, f"{path}, which names the Python for Excel, is not there", f"{AGAIN}")
        return
    faults = settings.faults()
    if faults:
        yield problem(
            what,
            f'line {faults[0]} of {path} is not "NAME","value", and Excel stops at it',
            "mend or delete the line" if settings.lasting_faults() else AGAIN,
        )
    if settings.value("DEBUG UDFS", machine.encoding).lower() == "true":
        yield warning(
            what,
            f"DEBUG UDFS is on in {path}: Excel waits for a server that a person starts",
            "delete that line, unless you debug the functions",
        )
    python = python_named(settings, machine)
    if faults:
        return
    if python is None:
        yield problem(what, f"{path} does not name a Python by its full path ({PYTHON})", AGAIN)
    else:
        yield ok(what, f"{path} names {python}")


def store_finding(python: Path, machine: Machine) -> Finding | None:
    """Tell where a Python is the Microsoft Store's; None where it is not."""
    folders = [*python.parts, *(machine.base.parts if python == machine.python else ())]
    if "windowsapps" not in map(str.lower, folders):
        return None
    return problem(
        "Python",
        f"{python} came from the Microsoft Store, which keeps what it installs and writes away "
        "from other programs, Excel among them",
        APART,
    )


def python_finding(python: Path, settings: Settings, machine: Machine) -> Finding:
    """Tell whether a Python loads all that the functions need, as Excel would start it."""
    what = "Python"
    if not python.is_file():
        return problem(what, f"{python} is not there", AGAIN)
    told = _asked(python, settings, machine)
    if isinstance(told, str):
        return problem(what, f"{python} does not run: {told}", AGAIN)
    known = f"{python} (Python {told.python})"
    if told.missing:
        return problem(
            what,
            f"{known} cannot load {told.missing} ({told.because})",
            f"install it into that Python again, or {AGAIN}",
        )
    if told.xlwings != XLWINGS:
        return problem(
            what,
            f"{known} has xlwings {told.xlwings}; the add-in needs just {XLWINGS}",
            f'"{python}" -m pip install xlwings=={XLWINGS}',
        )
    if told.funnel != __version__:
        return warning(
            what,
            f"{known} has the funnel planner {told.funnel}; this command is of {__version__}",
            AGAIN,
        )
    return ok(what, f"{known} has pywin32, xlwings {XLWINGS} and the funnel planner {__version__}")


def dll_path(python: Path, bits: int | None) -> Path | None:
    """Give the library that Excel will load beside a Python; None where it finds none."""
    for folder in (python.parent, python.parent.parent):
        path = folder / _dll_name(bits)
        if path.is_file():
            return path
    return None


def dll_finding(python: Path, excel: Excel | None) -> Finding:
    """Tell whether Excel finds the library that starts a Python, built for as many bits."""
    what = "xlwings' library"
    bits = excel.bits if excel and excel.bits else 64
    path, name = dll_path(python, bits), _dll_name(bits)
    if path is None:
        return problem(
            what,
            f"{name}, through which Excel starts Python, is neither in {python.parent} nor in "
            f"{python.parent.parent}",
            "if pip installed it for one person alone (--user), install the funnel planner into a "
            f'virtual environment; else reinstall it ("{python}" -m pip install '
            f"--force-reinstall --no-deps xlwings=={XLWINGS}), and let the virus scanner keep it",
        )
    if built_for(path) != bits:
        return problem(
            what,
            f"{path} is not a library for a {bits}-bit Excel",
            f'"{python}" -m pip install --force-reinstall --no-deps xlwings=={XLWINGS}',
        )
    return ok(what, f"{path} is where Excel looks for it")


def _dll_name(bits: int | None) -> str:
    return f"xlwings{bits or 64}-{XLWINGS}.dll"


def _asked(python: Path, settings: Settings, machine: Machine) -> Told | str:
    """Ask a Python what it can load; a text says why it could not be asked."""
    paths = machine.expanded(settings.value("PYTHONPATH", machine.encoding)).split(";")
    home = machine.environment.get("USERPROFILE", "")
    try:
        # a file, since the end of a pipe comes only when whatever that Python started ends, too
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [python, "-B", "-P", "-c", _ASKED, *filter(None, paths)],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=PATIENCE,
                env=_excels_environment(machine),
                cwd=home if home and Path(home).is_dir() else None,
                creationflags=windows.UNSEEN,
                check=False,
            )
            said.seek(0)
            lines = said.read().decode("utf-8", errors="replace").splitlines()
    except subprocess.TimeoutExpired:
        return f"it did not answer within {PATIENCE} seconds"
    except OSError as cause:
        return cause.strerror or type(cause).__name__
    return _told(lines) or next(
        (line.strip() for line in reversed(lines) if line.strip()),
        f"it ended with {done.returncode}",
    )


def _told(lines: Sequence[str]) -> Told | None:
    """Find the answer among what else a Python and its packages print."""
    for line in lines:
        try:
            return Told(**json.loads(line))
        except (ValueError, TypeError):
            continue
    return None


def _excels_environment(machine: Machine) -> dict[str, str]:
    """Give the environment in which Excel starts Python: a desktop's, not this console's.

    What activated an environment here, or set PYTHONPATH, did so for this console alone.
    """
    environment = {
        name: value
        for name, value in machine.environment.items()
        if not name.startswith(_NOT_EXCELS)
    }
    folders = []
    for key in (_SYSTEM_VARIABLES, _PERSONS_VARIABLES):
        for name in machine.registry.values(key):
            if name.upper().startswith("PYTHON"):
                environment[name] = machine.text(key, name)
        folders.append(machine.text(key, "Path"))
    desktop = os.pathsep.join(filter(None, folders))
    return {**environment, "PATH": desktop} if desktop else environment
