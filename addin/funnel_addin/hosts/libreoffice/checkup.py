"""What keeps the functions from working in LibreOffice Calc, found by trying."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from funnel_addin import __version__
from funnel_addin.hosts.finding import Finding, ok, problem, refused, warning
from funnel_addin.hosts.libreoffice.extension import registered
from funnel_addin.hosts.libreoffice.places import Office, find
from funnel_addin.hosts.libreoffice.running import run, without_other_pythons
from funnel_core.errors import FunnelError

__all__ = ["checkup"]

WAIT = 60.0
"""How many seconds LibreOffice may take to open a file in a new profile, and to answer."""

TYPED = "4,1\n=FUNNEL_RATES(A1:B1)*100,\n"
"""The lines of a file whose formula Calc works out as if a person had typed it. It holds no
separator and its answer no decimals, which would differ from language to language."""

ANSWER = "25"
INSTALL = "run 'funnel libreoffice install'"

# comma, quotes, UTF-8, from line 1, …, and formulas are worked out
_READ = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,0,true"


def checkup(extension: Path) -> Iterator[Finding]:
    """Look for what keeps the functions from working, one thing after the other.

    Args:
        extension: our extension, as it was shipped.
    """
    try:
        office = find()
    except FunnelError as error:
        yield refused("LibreOffice", error)
        return
    yield _version(office)
    yield _python(office)
    yield from _extension(office)
    yield from _cell(office, extension)


def _version(office: Office) -> Finding:
    try:
        said = run([office.soffice, "--version"], WAIT)
    except FunnelError as error:
        return refused("LibreOffice", error)
    told = next((line for line in said.splitlines() if "LibreOffice" in line), "LibreOffice")
    return ok("LibreOffice", f"{told.strip()} in {office.folder}")


def _python(office: Office) -> Finding:
    if not office.runs_python:
        return problem(
            "Python",
            "this LibreOffice has no Python",
            "install python3-uno (Debian, Ubuntu) or libreoffice-pyuno (Fedora, openSUSE), and "
            "start LibreOffice anew",
        )
    return ok("Python", f"LibreOffice runs Python {office.python or '3'}")


def _extension(office: Office) -> Iterator[Finding]:
    what = "extension"
    try:
        found = registered(office)
    except FunnelError as error:
        yield refused(what, error)
        return
    if not found:
        yield problem(what, "it is not in LibreOffice", INSTALL)
    for each in found:
        whose = "for every user" if each.shared else "for you"
        if not each.active:
            yield problem(what, f"it is added {whose}, but not enabled", INSTALL)
        elif each.version != __version__:
            says = f"version {each.version} is added {whose}, and this is funnel {__version__}"
            yield problem(what, says, INSTALL)
        else:
            yield ok(what, f"version {each.version} is added {whose}")
    if len(found) > 1:
        says = "it is added for you and for every user"
        yield warning(what, says, "run 'funnel libreoffice uninstall', which leaves one")


def _cell(office: Office, extension: Path) -> Iterator[Finding]:
    """Have a formula worked out in a profile made for it, so that no one's work is touched."""
    what = "cell"
    around = without_other_pythons(os.environ)
    started = time.monotonic()
    try:
        shown = _shown(office, extension, around)
    except FunnelError as error:
        yield refused(what, error)
        return
    if shown != ANSWER:
        says = f"a cell of a new spreadsheet shows {shown or 'nothing'} for =FUNNEL_RATES(…)"
        yield problem(what, f"{says}, not {ANSWER}", _cure(office))
        return
    took = time.monotonic() - started
    yield ok(what, f"a cell answered, tried apart from your own LibreOffice, within {took:.0f} s")
    if around.get("PATH") != os.environ.get("PATH") and not _answers_here(office, extension):
        yield warning(
            "terminal",
            "started from this terminal, LibreOffice takes another Python for its own, the first "
            "on the PATH, and ends or shows #NAME? where a FUNNEL function stands",
            "start it from the desktop, or deactivate the virtual environment first",
        )


def _answers_here(office: Office, extension: Path) -> bool:
    """Tell whether a cell is answered also with all that is around this command."""
    try:
        return _shown(office, extension, os.environ) == ANSWER
    except FunnelError:
        return False


def _cure(office: Office) -> str:
    if not office.runs_python:
        return "give LibreOffice its Python (see above)"
    if office.python and tuple(map(int, office.python.split("."))) < (3, 10):
        return f"its Python {office.python} is too old; install LibreOffice 25.2 or newer"
    return "install LibreOffice anew, or report it with what this command printed"


def _shown(office: Office, extension: Path, environment: Mapping[str, str]) -> str:
    """Give what a cell shows with the extension alone in a new profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        shared = folder / "shared"
        shared.mkdir()
        around = {
            **environment,
            "UserInstallation": (folder / "profile").as_uri(),
            "UNO_SHARED_PACKAGES_CACHE": shared.as_uri(),
        }
        # as an extension of all users, since root may add no other
        added = run(
            [office.unopkg, "add", "--shared", "--suppress-license", extension], WAIT, around
        )
        if added.status:
            raise FunnelError(
                "LibreOffice does not take the extension: install LibreOffice anew, or report "
                f"what it said: {' '.join(added.split()) or 'nothing'}"
            )
        typed = folder / "typed.csv"
        typed.write_text(TYPED, encoding="utf-8")
        out = folder / "out"
        words = ("--headless", "--norestore", _READ, "--convert-to", "csv", "--outdir", out, typed)
        run([office.soffice, *words], WAIT, around)
        written = out / typed.name
        lines = written.read_text(encoding="utf-8").splitlines() if written.is_file() else []
    return lines[1].partition(",")[0] if len(lines) > 1 else ""
