"""What may be wrong with a machine: how it comes about, and what the doctor tells of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from funnel_addin.hosts.excel.server import XLWINGS
from tests.flow.excel_machine import APP_PATHS, OFFICE, POLICY, X64, X86, Office, program
from tests.flow.excel_machine import addin as an_addin
from tests.flow.excel_machine import ours as one_of_ours

OPTIONS, SECURITY = f"{OFFICE}\\Options", f"{OFFICE}\\Security"
TRUSTED = f"{SECURITY}\\Trusted Locations"
DISABLED = f"{OFFICE}\\Resiliency\\DisabledItems"
CLICK_TO_RUN = "HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration"


def missing_excel(office: Office) -> None:
    office.excel.unlink()


def excel_of_the_store(office: Office) -> None:
    path = office.home / "WindowsApps" / "EXCEL.EXE"
    path.parent.mkdir()
    path.write_bytes(program(X64))
    office.set(APP_PATHS, **{"": f'"{path}"'})


def excel_2007(office: Office) -> None:
    office.set("HKLM\\SOFTWARE\\Classes\\Excel.Application\\CurVer", **{"": "Excel.Application.12"})


def no_add_in(office: Office) -> None:
    office.addin.unlink()


def an_older_add_in(office: Office) -> None:
    one_of_ours(office.addin, "old")


def another_file(office: Office) -> None:
    office.addin.write_text("not a zip")


def a_folder_in_its_place(office: Office) -> None:
    office.addin.unlink()
    office.addin.mkdir()


def marked_by_windows(office: Office) -> None:
    Path(f"{office.addin}:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")


def disabled_after_a_crash(office: Office) -> None:
    path = f"{str(office.addin).lower()}\0".encode("utf-16-le")
    office.set(DISABLED, F2A1=b"\1\0\0\0" + len(path).to_bytes(4, "little") + bytes(4) + path)


def vba_off(office: Office) -> None:
    office.set(f"{POLICY}\\Common", vbaoff=1)


def add_ins_off(office: Office) -> None:
    office.set(SECURITY, DisableAllAddins=1)


def only_signed_add_ins(office: Office) -> None:
    office.set(f"{POLICY}\\Excel\\Security", requireaddinsig=1)


def macros_off_and_no_trust(office: Office) -> None:
    office.set(TRUSTED, AllLocationsDisabled=1)
    office.set(SECURITY, VBAWarnings=4)


def only_signed_macros(office: Office) -> None:
    office.set(f"{TRUSTED}\\Location0", Path="C:\\elsewhere")
    office.set(f"{POLICY}\\Excel\\Security", VBAWarnings=3)


def a_second_copy(office: Office) -> None:
    one_of_ours(office.excel.parent / "XLSTART" / "Funnel (1).xlam", "old")


def a_second_copy_in_the_alternate_folder(office: Office) -> None:
    office.set(OPTIONS, AltStartup="%USERPROFILE%/addins")
    one_of_ours(office.home / "addins" / "funnel.xlam", "old")


def a_second_copy_ticked(office: Office) -> None:
    path = one_of_ours(office.home / "Downloads" / "funnel.xlam", "old")
    office.set(OPTIONS, OPEN="gone.xlam", OPEN1=f'/R "{path}"')


def functions_of_the_same_names(office: Office) -> None:
    an_addin(office.start.parents[1] / "AddIns" / "Sales.xlam", b"\0\0FUNNEL_REQUIRED\0\0")
    office.set(OPTIONS, OPEN="Sales.xlam")


def functions_in_an_old_add_in(office: Office) -> None:
    (office.start / "sales.xla").write_bytes(b"\xd0\xcf\x11\xe0..FUNNEL_MIX..")


def no_settings(office: Office) -> None:
    office.settings.unlink()


def settings_that_are_a_folder(office: Office) -> None:
    office.settings.unlink()
    office.settings.mkdir()


def settings_that_name_no_python(office: Office) -> None:
    office.configure('"INTERPRETER_WIN","python"\r\n')


def settings_that_name_a_python_by_half_its_path(office: Office) -> None:
    office.configure('"INTERPRETER_WIN","venv/python.exe"\r\n')


def settings_from_notepad(office: Office) -> None:
    office.settings.write_bytes(b"\xef\xbb\xbf" + office.settings.read_bytes())


def a_python_that_is_gone(office: Office) -> None:
    office.python.unlink()


def a_python_of_the_store(office: Office) -> None:
    office.base = office.home / "WindowsApps" / "Python.3.11"


def a_python_that_does_not_start(office: Office) -> None:
    office.script("echo 'No Python at C:/Python39' >&2; exit 103")


def a_python_without_a_program(office: Office) -> None:
    office.python.write_bytes(b"\0")


def a_python_without_pywin32(office: Office) -> None:
    office.serve("win32com/client")


def a_python_with_another_xlwings(office: Office) -> None:
    office.answer(xlwings="0.33.1")


def the_command_prompt_off(office: Office) -> None:
    office.set("HKCU\\Software\\Policies\\Microsoft\\Windows\\System", DisableCMD=2)


def no_library(office: Office) -> None:
    office.dll.unlink()


def a_library_for_other_bits(office: Office) -> None:
    office.dll.write_bytes(program(X86))


def an_empty_library(office: Office) -> None:
    office.dll.write_bytes(b"")


PROBLEMS: dict[Callable[[Office], None], tuple[str, str]] = {
    missing_excel: ("Excel", "was not found"),
    excel_of_the_store: ("Excel", "came from the Microsoft Store"),
    excel_2007: ("Excel", "Excel 12.0"),
    no_add_in: ("add-in", "is not installed"),
    an_older_add_in: ("add-in", "is of another version"),
    another_file: ("add-in", "is not this package's"),
    a_folder_in_its_place: ("add-in", "cannot be read"),
    marked_by_windows: ("add-in", "come from the internet"),
    disabled_after_a_crash: ("add-in", "among its disabled items"),
    vba_off: ("macros", "a policy switches VBA off"),
    add_ins_off: ("macros", "a setting of Excel switches all add-ins off"),
    only_signed_add_ins: ("macros", "a policy lets only signed add-ins run"),
    macros_off_and_no_trust: ("macros", "outside trusted folders keeps all macros off"),
    only_signed_macros: ("macros", "by a policy runs signed macros only"),
    a_second_copy: ("other add-ins", "Funnel (1).xlam is a second copy"),
    a_second_copy_in_the_alternate_folder: ("other add-ins", "addins/funnel.xlam is a second"),
    a_second_copy_ticked: ("other add-ins", "Downloads/funnel.xlam is a second copy"),
    functions_of_the_same_names: ("other add-ins", "the same names (FUNNEL_REQUIRED)"),
    functions_in_an_old_add_in: ("other add-ins", "the same names (FUNNEL_MIX)"),
    no_settings: ("settings", "is not there"),
    settings_that_are_a_folder: ("settings", "cannot be read"),
    settings_that_name_no_python: ("settings", "does not name a Python"),
    settings_that_name_a_python_by_half_its_path: ("settings", "does not name a Python"),
    settings_from_notepad: ("settings", "line 1 of"),
    a_python_that_is_gone: ("Python", "python.exe is not there"),
    a_python_of_the_store: ("Python", "came from the Microsoft Store"),
    a_python_that_does_not_start: ("Python", "does not run: No Python at C:/Python39"),
    a_python_without_a_program: ("Python", "does not run: "),
    a_python_without_pywin32: ("Python", "cannot load pywin32 (ModuleNotFoundError"),
    a_python_with_another_xlwings: (
        "Python",
        f"has xlwings 0.33.1; the add-in needs just {XLWINGS}",
    ),
    the_command_prompt_off: ("Python", "a policy switches the command prompt off"),
    no_library: ("xlwings' library", "is neither in"),
    a_library_for_other_bits: ("xlwings' library", "is not a library for a 64-bit Excel"),
    an_empty_library: ("xlwings' library", "is not a library for a 64-bit Excel"),
}
"""What may be wrong with a machine: how it comes about, and what is told of it."""


def two_of_excel(office: Office) -> None:
    office.excel.write_bytes(b"")


def asked_about_macros(office: Office) -> None:
    office.set(f"{TRUSTED}\\Location1", Path="C:\\elsewhere")


def the_xlwings_add_in(office: Office) -> None:
    an_addin(office.start / "xlwings.xlam", b"xlwings")


def debugging(office: Office) -> None:
    office.configure(office.settings.read_bytes().decode() + '"debug udfs","TRUE"\r\n')


def another_version_of_the_package(office: Office) -> None:
    office.answer(funnel="0.0.1")


WARNINGS: dict[Callable[[Office], None], tuple[str, str]] = {
    two_of_excel: ("Excel", "whether it is 32-bit or 64-bit could not be told"),
    asked_about_macros: ("macros", "asks before it runs"),
    the_xlwings_add_in: ("other add-ins", "xlwings' own add-in, is loaded too"),
    debugging: ("settings", "DEBUG UDFS is on"),
    another_version_of_the_package: ("Python", "has the funnel planner 0.0.1"),
}
