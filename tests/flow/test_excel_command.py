"""`funnel excel`: what is installed where, what is taken away, and what is refused."""

from __future__ import annotations

import json
import platform
import random
import tomllib
from pathlib import Path

import pytest

from funnel_addin.cli import main
from funnel_addin.hosts import excel
from funnel_addin.hosts.excel import windows
from funnel_addin.hosts.excel.server import XLWINGS
from funnel_core.errors import FunnelError
from tests.flow.excel_machine import ROOT, X86, Office, addin, ours, program


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A machine that has all that is needed, and no add-in."""
    return Office(tmp_path)


@pytest.fixture
def at(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same machine, as the one that the command runs on."""
    monkeypatch.setattr(excel, "this_machine", office.machine)
    monkeypatch.setattr("funnel_addin.cli.excel.shipped", lambda _: office.shipped)
    return office


def refusal(office: Office, system: str = "Windows") -> str:
    """Give the sentence with which an installation is refused."""
    with pytest.raises(FunnelError) as refused:
        excel.install(office.machine(system), office.shipped)
    return str(refused.value)


def files(folder: Path) -> list[str]:
    """Name every file under a folder."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def test_an_installation_is_two_files(office: Office) -> None:
    """The add-in lies where Excel starts, the Python is named for it, and nothing else is left."""
    done = excel.install(office.machine(), office.shipped)
    assert (done.addin, done.was, done.python) == (office.addin, "nothing", office.python)
    assert office.addin.read_bytes() == office.shipped.read_bytes()
    assert office.settings.read_bytes() == f'"INTERPRETER_WIN","{office.python}"\r\n'.encode()
    assert files(office.home) == [
        ".funnel/funnel.conf",
        "AppData/Roaming/Microsoft/Excel/XLSTART/funnel.xlam",
    ]
    assert done.notes == ()


def test_a_second_installation_changes_nothing(office: Office) -> None:
    """What is there already is not written again, so that Excel may hold it open."""
    excel.install(office.machine(), office.shipped)
    before = [path.stat().st_ino for path in (office.addin, office.settings)]
    assert excel.install(office.machine(), office.shipped).was == "this"
    assert [path.stat().st_ino for path in (office.addin, office.settings)] == before


def test_an_older_add_in_is_replaced(office: Office) -> None:
    """What an earlier version installed gives way, also to an earlier one."""
    ours(office.addin, "old")
    assert excel.install(office.machine(), office.shipped).was == "another"
    assert office.addin.read_bytes() == office.shipped.read_bytes()


def test_an_add_in_that_windows_marks_is_written_anew(office: Office) -> None:
    """The very same bytes, but come from the internet: Excel would keep its macros off."""
    office.addin.write_bytes(office.shipped.read_bytes())
    Path(f"{office.addin}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n")
    assert excel.install(office.machine(), office.shipped).was == "another"


def test_somebody_elses_file_is_not_replaced(office: Office) -> None:
    """A file of the same name that is not ours stays, and the sentence says so."""
    addin(office.addin, b'Name="Theirs"')
    before = office.addin.read_bytes()
    assert "it is another file: move it away" in refusal(office)
    assert office.addin.read_bytes() == before
    assert not office.settings.exists()


def test_a_missing_start_up_folder_is_made(office: Office) -> None:
    """Excel makes it when it first runs; the add-in may come before."""
    office.start.rmdir()
    office.start.parent.rmdir()
    excel.install(office.machine(), office.shipped)
    assert office.addin.is_file()


def test_a_persons_settings_are_kept(office: Office) -> None:
    """Only the line that names the Python is ours; blank lines, which stop VBA, go."""
    office.configure(
        '"SHOW CONSOLE","True"\r\n\r\n"interpreter_win","old"\r\n"NOTE","für mich"\r\n'
    )
    excel.install(office.machine(), office.shipped)
    assert office.settings.read_bytes().decode("cp1252").splitlines() == [
        f'"INTERPRETER_WIN","{office.python}"',
        '"SHOW CONSOLE","True"',
        '"NOTE","für mich"',
    ]


def test_settings_that_notepad_saved_are_mended(office: Office) -> None:
    """Its mark of UTF-8 is part of the first name to VBA; an installation writes it off."""
    office.configure('"INTERPRETER_WIN","old"\r\n')
    office.settings.write_bytes(b"\xef\xbb\xbf" + office.settings.read_bytes())
    excel.install(office.machine(), office.shipped)
    office.settings.write_bytes(b'\xef\xbb\xbf"SHOW CONSOLE","True"\r\n')
    excel.install(office.machine(), office.shipped)
    assert office.settings.read_bytes().splitlines() == [
        f'"INTERPRETER_WIN","{office.python}"'.encode("cp1252"),
        b'"SHOW CONSOLE","True"',
    ]


def test_a_line_that_stops_vba_is_named(office: Office) -> None:
    """VBA reads pairs: after a comment it takes names for values."""
    office.configure('"SHOW CONSOLE","True"\r\n# mine\r\n')
    assert "; line 2 is not that" in refusal(office)
    assert not office.addin.exists()


def test_letters_outside_the_code_page_are_written_in_the_short_form(office: Office) -> None:
    """VBA reads the settings in the code page: a path that is not in it has a short name."""
    office.encoding = "ascii"
    office.python = office.python.rename(office.python.with_name("pythön.exe"))
    office.short_form = "C:\\USERS\\ZOANA~1\\python.exe"
    excel.install(office.machine(), office.shipped)
    assert b'"INTERPRETER_WIN","C:\\USERS\\ZOANA~1\\python.exe"' in office.settings.read_bytes()


def test_letters_outside_the_code_page_without_a_short_form_are_refused(office: Office) -> None:
    """Some drives keep no short names; VBA could not read the path."""
    office.encoding = "ascii"
    office.python = office.python.rename(office.python.with_name("pythön.exe"))
    assert "letters of Windows' own code page" in refusal(office)
    assert not office.addin.exists()


def test_pythonw_gives_way_to_python(office: Office) -> None:
    """The console is hidden by xlwings itself; pythonw has nowhere to say what went wrong."""
    office.python.with_name("pythonw.exe").write_text("")
    console, office.python = office.python, office.python.with_name("pythonw.exe")
    assert excel.install(office.machine(), office.shipped).python == console


@pytest.mark.parametrize("where", ["python", "base"])
def test_the_stores_python_is_refused(office: Office, where: str, tmp_path: Path) -> None:
    """What it writes into AppData no other program sees; its virtual environments likewise."""
    setattr(office, where, tmp_path / "WindowsApps" / "Python.3.11" / "python.exe")
    office.serve()
    assert "came from the Microsoft Store" in refusal(office)
    assert not office.addin.exists()


def test_a_python_without_its_library_is_refused(office: Office) -> None:
    """Pip --user puts the library where Excel does not look, and some virus scanners take it."""
    office.dll.unlink()
    sentence = refusal(office)
    assert f"xlwings64-{XLWINGS}.dll" in sentence
    assert "virtual environment" in sentence
    assert not office.addin.exists()


def test_a_32_bit_excel_wants_the_32_bit_library(office: Office) -> None:
    """The library is loaded into Excel: its bits count, not Python's."""
    office.excel.write_bytes(program(X86))
    assert f"xlwings32-{XLWINGS}.dll" in refusal(office)
    office.dll.with_name(f"xlwings32-{XLWINGS}.dll").write_bytes(program(X86))
    excel.install(office.machine(), office.shipped)


def test_a_python_that_lacks_pywin32_is_refused(office: Office) -> None:
    """The Python is asked, as Excel would start it, before anything is written."""
    office.serve("win32api")
    assert "cannot load pywin32 (ModuleNotFoundError: No module named 'win32api')" in refusal(
        office
    )
    assert not office.addin.exists()


@pytest.mark.parametrize("blocked", ["addin", "settings"])
def test_a_place_that_takes_no_file_leaves_all_as_it_was(office: Office, blocked: str) -> None:
    """Either file may be refused: both stay as they were, and no draft is left."""
    ours(office.addin, "old")
    office.configure('"INTERPRETER_WIN","C:\\old\\python.exe"\r\n')
    place: Path = getattr(office, blocked)
    other: Path = office.settings if blocked == "addin" else office.addin
    place.unlink()
    place.mkdir()
    before = other.read_bytes(), files(office.home)
    assert str(place) in refusal(office)
    assert (other.read_bytes(), files(office.home)) == before


def test_what_was_moved_first_is_put_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The add-in is in place when the settings are refused: the old add-in comes back."""
    old = ours(office.addin, "old").read_bytes()
    move = Path.replace

    def moved(draft: Path, target: Path) -> Path:
        if target == office.settings:
            raise PermissionError(13, "Permission denied")
        return move(draft, target)

    monkeypatch.setattr(Path, "replace", moved)
    assert f"{office.settings} cannot be changed (Permission denied)" in refusal(office)
    assert office.addin.read_bytes() == old
    assert not office.settings.exists()


def test_an_add_in_that_excel_holds_open_is_left(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to move a file over one that is open: close Excel."""
    old = ours(office.addin, "old").read_bytes()

    def held(draft: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", held)
    assert "close every window of Excel" in refusal(office)
    assert office.addin.read_bytes() == old
    assert not office.settings.exists()


@pytest.mark.skipif(platform.system() == "Windows", reason="a limit that Windows has not")
def test_a_disk_that_takes_no_more_leaves_all_as_it_was(office: Office) -> None:
    """The add-in is written whole beside its place before anything is moved."""
    import resource

    before = ours(office.addin, "old").read_bytes()
    ours(office.shipped, str(random.Random(7).randbytes(40_000)))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        assert "does not take the file (File too large): make room" in refusal(office)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert office.addin.read_bytes() == before
    assert files(office.home) == ["AppData/Roaming/Microsoft/Excel/XLSTART/funnel.xlam"]


def test_an_installation_without_excel_says_so(office: Office) -> None:
    """Excel may come later, or hide: a note, no refusal."""
    office.registry.held.clear()
    assert "no Excel was found" in str(excel.install(office.machine(), office.shipped).notes[0])


def test_uninstalling_takes_both_away(office: Office) -> None:
    """And the folder that was made for the settings."""
    excel.install(office.machine(), office.shipped)
    done = excel.uninstall(office.machine())
    assert done.gone == (office.addin, office.settings)
    assert files(office.home) == []
    assert not office.settings.parent.exists()
    assert office.start.is_dir()


def test_uninstalling_leaves_what_is_not_ours(office: Office) -> None:
    """A person's settings, another file of that name, whatever lies beside."""
    addin(office.addin, b'Name="Theirs"')
    office.configure('"INTERPRETER_WIN","C:\\python.exe"\r\n"SHOW CONSOLE","True"\r\n')
    done = excel.uninstall(office.machine())
    assert done.gone == ()
    assert len(done.left) == 2
    assert office.settings.read_bytes() == b'"SHOW CONSOLE","True"\r\n'
    assert office.addin.is_file()


def test_uninstalling_twice_is_no_error(at: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to take away, and it says so."""
    assert main(["excel", "uninstall"]) == 0
    assert capsys.readouterr().out == "The add-in was not installed.\n"


def test_the_command_says_what_comes_next(at: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it is, what runs it, and what to type; then what was removed."""
    assert main(["excel", "install"]) == 0
    told = capsys.readouterr().out
    assert f"Installed {at.addin}\n" in told
    assert str(at.python) in told
    assert "=FUNNEL_REQUIRED(100,0.25)" in told
    assert main(["excel", "uninstall"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Removed {at.addin}",
        f"Removed {at.settings}",
    ]


def test_where_prints_every_path(at: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not there is null; once installed all of it is."""
    assert main(["excel", "where", "--json"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert {name for name, path in before.items() if path is None} == {
        "addin",
        "settings",
        "python",
        "dll",
    }
    excel.install(at.machine(), at.shipped)
    assert main(["excel", "where", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "shipped": str(at.shipped),
        "excel": str(at.excel),
        "start_folder": str(at.start),
        "addin": str(at.addin),
        "settings": str(at.settings),
        "python": str(at.python),
        "dll": str(at.dll),
    }
    assert main(["excel", "where"]) == 0
    assert str(at.dll) in capsys.readouterr().out


@pytest.mark.parametrize(("system", "called"), [("Linux", "Linux"), ("Darwin", "a Mac")])
@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_other_systems_are_told_what_works_there(
    office: Office, system: str, called: str, command: str
) -> None:
    """One sentence: Excel elsewhere by a folder that IT serves, LibreOffice here."""
    machine = office.machine(system)
    with pytest.raises(FunnelError, match=f"Windows only, and this is {called}: ") as told:
        excel.install(machine, office.shipped) if command == "install" else excel.uninstall(machine)
    said = str(told.value)
    assert said.index("funnel office") < said.index("xlwings Lite") < said.index("libreoffice inst")


@pytest.mark.skipif(platform.system() == "Windows", reason="this is Windows")
def test_the_command_refuses_this_system(
    monkeypatch: pytest.MonkeyPatch, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the machine that the tests run on; but where the package's add-in lies is told."""
    monkeypatch.setattr("funnel_addin.cli.excel.shipped", lambda _: office.shipped)
    for command in ("install", "uninstall"):
        assert main(["excel", command]) == 1
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)
        assert told.err.startswith("funnel: Excel reaches Python on Windows only, and this is ")
    assert main(["excel", "doctor"]) == 1
    assert "funnel libreoffice install" in capsys.readouterr().out
    assert main(["excel", "where", "--json"]) == 1
    told = capsys.readouterr()
    paths = json.loads(told.out)
    assert paths.pop("shipped") == str(office.shipped)
    assert set(paths.values()) == {None}
    assert told.err.startswith("funnel: Excel reaches Python on Windows only")
    assert main(["excel", "where"]) == 1
    told = capsys.readouterr()
    assert told.out.split() == ["Add-in", "in", "this", "package", str(office.shipped)]
    assert told.err.count("\n") == 1
    assert windows.short("/a path") == "/a path"


def test_an_account_without_a_home_is_told(office: Office) -> None:
    """A service account's environment may name no folder."""
    machine = office.machine()
    bare = excel.Machine("Windows", {}, machine.registry, machine.python, machine.base)
    with pytest.raises(FunnelError, match="environment variable USERPROFILE"):
        excel.install(bare, office.shipped)


def test_the_version_of_the_library_is_the_pinned_one() -> None:
    """The add-in names it, and so does the package's own list of what it needs."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    assert [each.partition(";")[0] for each in needed if each.startswith("xlwings")] == [
        f"xlwings=={XLWINGS}"
    ]
