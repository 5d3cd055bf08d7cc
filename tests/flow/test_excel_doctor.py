"""`funnel excel doctor`: everything that keeps the functions from working is found, and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings

from funnel_addin.cli import main
from funnel_addin.hosts import excel
from funnel_addin.hosts.excel.addin import is_ours
from funnel_addin.hosts.excel.server import XLWINGS
from funnel_addin.hosts.excel.trust import macros_finding
from funnel_addin.hosts.shipped import EXCEL, shipped
from tests.flow.excel_machine import APP_PATHS, OFFICE, POLICY, X64, X86, Keys, Office, program
from tests.flow.excel_machine import addin as an_addin
from tests.flow.excel_machine import ours as one_of_ours

OPTIONS, SECURITY = f"{OFFICE}\\Options", f"{OFFICE}\\Security"
TRUSTED = f"{SECURITY}\\Trusted Locations"
DISABLED = f"{OFFICE}\\Resiliency\\DisabledItems"
CLICK_TO_RUN = "HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A machine on which everything is as it should be, the add-in installed."""
    office = Office(tmp_path)
    excel.install(office.machine(), office.shipped)
    return office


def wrong(office: Office) -> list[excel.Finding]:
    """Give what is not well."""
    return [each for each in excel.examined(office.machine(), office.shipped) if each.state != "ok"]


def the_one(office: Office) -> excel.Finding:
    """Give the one thing that is not well; it says what to do."""
    (found,) = wrong(office)
    assert found.do
    return found


def test_a_machine_that_is_well_has_no_problem(office: Office) -> None:
    """Every part is looked at, once."""
    found = excel.examined(office.machine(), office.shipped)
    assert [each.what for each in found if each.state == "ok"] == [
        "system",
        "Excel",
        "start-up folder",
        "add-in",
        "macros",
        "other add-ins",
        "settings",
        "Python",
        "xlwings' library",
    ]
    assert len(found) == 9


def test_the_real_python_is_asked(office: Office) -> None:
    """The Python that runs the tests loads the façade in a process of its own, as Excel has it."""
    office.serve()
    assert wrong(office) == []


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


@pytest.mark.parametrize("happened", PROBLEMS, ids=lambda each: each.__name__)
def test_what_is_wrong_is_a_problem_and_nothing_else_is(
    office: Office, happened: Callable[[Office], None]
) -> None:
    """One thing goes wrong on a machine that is well: just that is found, with what to do."""
    happened(office)
    what, says = PROBLEMS[happened]
    found = the_one(office)
    assert (found.what, found.state) == (what, "problem")
    assert says in found.says


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


@pytest.mark.parametrize("happened", WARNINGS, ids=lambda each: each.__name__)
def test_what_may_go_wrong_is_a_warning(office: Office, happened: Callable[[Office], None]) -> None:
    """It may work all the same, so it is no problem."""
    happened(office)
    what, says = WARNINGS[happened]
    found = the_one(office)
    assert (found.what, found.state) == (what, "warning")
    assert says in found.says


def test_a_missing_start_up_folder_is_told_beside_the_add_in(office: Office) -> None:
    """Excel has never run for this person, or someone deleted it."""
    office.addin.unlink()
    office.start.rmdir()
    assert [each.what for each in wrong(office)] == ["start-up folder", "add-in"]


def test_a_home_outside_the_code_page_is_a_warning(office: Office) -> None:
    """VBA asks for the environment and for files in the code page."""
    office.encoding = "ascii"
    assert "settings" in [each.what for each in wrong(office) if each.state == "warning"]


@pytest.mark.parametrize(
    ("places", "level"),
    [
        ({"Location1": {"Path": "%APPDATA%/Microsoft/Excel/XLSTART/"}}, 4),
        ({"Location5": {"Path": "%USERPROFILE%", "AllowSubfolders": 1}}, 4),
        ({}, 4),
        ({"Location5": {"Path": "C:\\elsewhere"}}, 1),
    ],
    ids=["itself", "a folder above", "no list yet", "all macros on"],
)
def test_a_trusted_folder_runs_macros_whatever_is_said_elsewhere(
    office: Office, places: dict[str, dict[str, object]], level: int
) -> None:
    """Excel trusts its start-up folder by default; a folder above it counts where it says so."""
    for name, values in places.items():
        office.set(f"{TRUSTED}\\{name}", **values)
    office.set(SECURITY, VBAWarnings=level)
    assert wrong(office) == []


def test_a_start_up_folder_on_the_network_is_trusted_only_where_that_is_allowed(
    office: Office,
) -> None:
    """Some firms keep AppData on a server; Excel trusts no folder there unless it is told to."""
    folder = Path("//server/users/zoe/XLSTART")
    office.set(f"{TRUSTED}\\Location1", Path=str(folder))
    assert macros_finding(folder, office.machine()).state == "warning"
    office.set(TRUSTED, AllowNetworkLocations=1)
    assert macros_finding(folder, office.machine()).state == "ok"


def test_the_add_in_may_be_ticked_where_it_was_installed(office: Office) -> None:
    """One file, told of twice, is no second copy."""
    office.set(OPTIONS, OPEN=f'"{office.start}/../XLSTART/funnel.xlam"')
    assert wrong(office) == []


def test_excels_mark_of_an_open_file_is_no_add_in(office: Office) -> None:
    """Excel lays a file beside one that it has open; it loads it no more than a text file."""
    for name in ("~$funnel.xlam", "notes.txt"):
        one_of_ours(office.start / name, "old")
    assert wrong(office) == []


def test_the_add_in_of_this_package_is_known(office: Office) -> None:
    """The one that is shipped has our name in its VBA; xlwings' own has not."""
    assert is_ours(shipped(EXCEL).read_bytes())
    theirs = Path(xlwings.__file__).parent / "addin" / "xlwings.xlam"
    assert not is_ours(theirs.read_bytes())


def test_a_policy_goes_before_a_persons_choice(office: Office) -> None:
    """An allowance by policy overrules the setting, and the other way round."""
    office.set(SECURITY, DisableAllAddins=1)
    office.set(f"{POLICY}\\Excel\\Security", DisableAllAddins=0)
    assert wrong(office) == []


@pytest.mark.parametrize(
    ("key", "values"),
    [
        (APP_PATHS.replace("HKLM", "HKCU"), {"": "%HERE%/EXCEL.EXE"}),
        (CLICK_TO_RUN, {"InstallationPath": "%HERE%/.."}),
        ("HKLM\\SOFTWARE\\Microsoft\\Office\\16.0\\Excel\\InstallRoot", {"Path": "%HERE%"}),
    ],
    ids=["for one person", "Click-to-Run", "an older installer"],
)
def test_excel_is_found_wherever_its_installer_writes_it_down(
    office: Office, key: str, values: dict[str, object]
) -> None:
    """App Paths, Click-to-Run's configuration, the install root."""
    folder = office.excel.parent
    if "InstallationPath" in values:
        folder = folder / "root" / "Office16"
        folder.mkdir(parents=True)
        (folder / "EXCEL.EXE").write_bytes(program(X64))
        folder = folder.parent
    office.registry = Keys({OFFICE: {}})
    here = {name: str(text).replace("%HERE%", str(folder)) for name, text in values.items()}
    office.set(key, **here)
    assert wrong(office) == []


def test_bits_are_told_by_the_registry_where_the_program_does_not(office: Office) -> None:
    """An Excel whose file may not be read still has its platform written down."""
    office.excel.write_bytes(b"")
    office.set(CLICK_TO_RUN, Platform="x86", VersionToReport="16.0.17328.20162")
    found = the_one(office)
    assert f"xlwings32-{XLWINGS}.dll" in found.says
    told = [str(each) for each in excel.examined(office.machine(), office.shipped)]
    assert f"Excel 16.0.17328.20162, 32-bit is at {office.excel}" in told


def test_the_settings_of_the_installed_version_count(office: Office) -> None:
    """What an Excel that is no more left behind does not matter."""
    left = OFFICE.replace("16.0", "15.0")
    office.set(f"{left}\\Security", DisableAllAddins=1)
    assert wrong(office) == []
    office.registry.held.pop(OFFICE)
    assert the_one(office).what == "macros"


def test_a_desktops_variables_reach_the_python(office: Office) -> None:
    """What this console activated is not there when Excel starts; what the registry holds is."""
    office.script('[ -z "$PYTHONPATH$VIRTUAL_ENV" ] || echo "PYTHONPATH is $PYTHONPATH" >&2')
    assert "it ended with 0" in the_one(office).says
    office.set("HKCU\\Environment", PYTHONPATH="%USERPROFILE%/lib", Path="/bin")
    assert f"PYTHONPATH is {office.home}/lib" in the_one(office).says


def test_the_settings_path_reaches_the_python(office: Office) -> None:
    """Xlwings hands PYTHONPATH of the settings on: what lies there can be loaded."""
    office.serve("pythoncom")
    folder = office.home / "more modules"
    folder.mkdir()
    (folder / "pythoncom.py").write_text("")
    assert the_one(office).what == "Python"
    with office.settings.open("ab") as file:
        file.write(f'"PYTHONPATH","{folder}"\r\n'.encode("cp1252"))
    assert wrong(office) == []


def test_a_python_that_does_not_answer_is_given_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for ever for a Python that hangs."""
    monkeypatch.setattr("funnel_addin.hosts.excel.server.PATIENCE", 0.2)
    office.script("exec sleep 30")
    assert "it did not answer within 0.2 seconds" in the_one(office).says


def test_several_problems_are_told_together(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the screen with what to do, as JSON for machines; the exit status is 1."""
    monkeypatch.setattr(excel, "this_machine", office.machine)
    monkeypatch.setattr("funnel_addin.cli.excel.shipped", lambda _: office.shipped)
    assert main(["excel", "doctor"]) == 0
    assert "All is well" in capsys.readouterr().out
    the_xlwings_add_in(office)
    assert main(["excel", "doctor"]) == 0
    assert "No problem, 1 warning." in capsys.readouterr().out
    no_library(office)
    no_add_in(office)
    assert main(["excel", "doctor"]) == 1
    told = capsys.readouterr().out
    assert "→ run 'funnel excel install'." in told
    assert "2 problems to mend" in told
    assert main(["excel", "doctor", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {tuple(each) for each in found} == {("what", "state", "says", "do")}
    assert [each["state"] for each in found].count("problem") == 2


def test_an_account_without_a_home_is_a_finding(office: Office) -> None:
    """A doctor tells what is wrong; it does not fail of it."""
    machine = office.machine()
    bare = excel.Machine("Windows", {}, machine.registry, machine.python, machine.base)
    (found,) = excel.examined(bare, office.shipped)
    assert "environment variable USERPROFILE" in found.says
