"""Where things are: Excel's start-up folders, the add-in, and the settings that it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from funnel_addin.hosts.excel.machine import Machine
from funnel_addin.hosts.excel.program import installed_excel, settings_key
from funnel_addin.hosts.excel.server import dll_path
from funnel_addin.hosts.excel.settings import kept, python_named
from funnel_core.errors import FunnelError

__all__ = [
    "ADDIN",
    "addin_path",
    "loaded",
    "located",
    "only_windows",
    "other_start_folders",
    "settings_path",
    "start_folder",
]

ADDIN = "funnel.xlam"
PROJECT = "funnel"
START = "XLSTART"

_OPENED = re.compile(r"OPEN\d*", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]+)"')
_ADDINS = (".xlam", ".xla", ".xlsm", ".xlsb", ".xls")
_NAMES = {"Darwin": "a Mac"}


def only_windows(machine: Machine) -> None:
    """Refuse a machine that does not run Windows.

    Raises:
        FunnelError: it does not; the sentence says what works there.
    """
    if machine.system != "Windows":
        raise FunnelError(
            "Excel reaches Python on Windows only, and this is "
            f"{_NAMES.get(machine.system, machine.system)}: Excel on a Mac or on the web takes the "
            "functions from the folder that 'funnel office FOLDER --host ADDRESS' writes (or "
            "through xlwings Lite, addin/excel/lite), and 'funnel libreoffice install' brings them "
            "into LibreOffice here"
        )


def start_folder(machine: Machine) -> Path:
    """Give the folder of a person's own from which Excel opens everything when it starts.

    Raises:
        FunnelError: the environment does not tell it.
    """
    if machine.environment.get("APPDATA"):
        return machine.folder("APPDATA") / "Microsoft" / "Excel" / START
    return machine.folder("USERPROFILE") / "AppData" / "Roaming" / "Microsoft" / "Excel" / START


def addin_path(machine: Machine) -> Path:
    """Give the path at which Excel finds the add-in when it starts."""
    return start_folder(machine) / ADDIN


def settings_path(machine: Machine) -> Path:
    """Give the path of the settings that the add-in reads."""
    return machine.folder("USERPROFILE") / f".{PROJECT}" / f"{PROJECT}.conf"


def other_start_folders(machine: Machine) -> list[Path]:
    """Give the other folders that Excel opens at its start: the machine's, and the alternate."""
    folders = []
    excel = installed_excel(machine)
    if excel and excel.path:
        folders.append(excel.path.parent / START)
    alternate = machine.text(f"{settings_key(machine)}\\Options", "AltStartup")
    if alternate:
        folders.append(Path(alternate))
    own = start_folder(machine)
    return [each for each in folders if each != own]


def loaded(machine: Machine) -> list[Path]:
    """Give the add-ins that Excel loads when it starts, from its folders and from its settings."""
    found: dict[Path, None] = {}
    for folder in (start_folder(machine), *other_start_folders(machine)):
        found.update(dict.fromkeys(sorted(_addins_in(folder))))
    found.update(dict.fromkeys(_opened(machine)))
    return list(found)


def _addins_in(folder: Path) -> Iterator[Path]:
    try:
        inside = list(folder.iterdir())
    except OSError:
        # a folder that is not there holds nothing
        return
    for path in inside:
        if path.suffix.lower() in _ADDINS and not path.name.startswith("~$"):
            yield path


def _opened(machine: Machine) -> Iterator[Path]:
    """Give the add-ins that are ticked in Excel's dialog of add-ins."""
    library = start_folder(machine).parents[1] / "AddIns"
    for name, value in machine.registry.values(f"{settings_key(machine)}\\Options").items():
        if not _OPENED.fullmatch(name) or not isinstance(value, str):
            continue
        quoted = _QUOTED.search(value)
        path = machine.expanded(quoted[1] if quoted else value.strip())
        # one that lies in Excel's own folder of add-ins is told by its name alone
        found = Path(path) if "\\" in path or "/" in path else library / path
        if found.is_file():
            yield found


def located(machine: Machine, shipped: Path) -> dict[str, str | None]:
    """Give the path of everything that the functions need; None for what a machine has not."""
    paths: dict[str, str | None] = {"shipped": str(shipped)}
    if machine.system != "Windows":
        return {**paths, **dict.fromkeys(_PLACES)}
    settings = settings_path(machine)
    python = python_named(kept(settings), machine)
    excel = installed_excel(machine)
    dll = dll_path(python, excel.bits if excel else None) if python else None
    addin = addin_path(machine)
    for name, path in zip(
        _PLACES,
        (
            excel.path if excel else None,
            addin.parent,
            addin if addin.is_file() else None,
            settings if settings.is_file() else None,
            python,
            dll,
        ),
        strict=True,
    ):
        paths[name] = str(path) if path else None
    return paths


_PLACES = ("excel", "start_folder", "addin", "settings", "python", "dll")
