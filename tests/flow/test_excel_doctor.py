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
from funnel_addin.hosts.finding import Finding
from funnel_addin.hosts.shipped import EXCEL, shipped
from tests.flow.excel_machine import APP_PATHS, OFFICE, POLICY, X64, Keys, Office, program
from tests.flow.excel_machine import ours as one_of_ours
from tests.flow.excel_troubles import (
    CLICK_TO_RUN,
    OPTIONS,
    PROBLEMS,
    SECURITY,
    TRUSTED,
    WARNINGS,
    no_add_in,
    no_library,
    the_xlwings_add_in,
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A machine on which everything is as it should be, the add-in installed."""
    office = Office(tmp_path)
    excel.install(office.machine(), office.shipped)
    return office


def wrong(office: Office) -> list[Finding]:
    """Give what is not well."""
    return [each for each in excel.examined(office.machine(), office.shipped) if each.state != "ok"]


def the_one(office: Office) -> Finding:
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
