"""The file itself: built to the byte, valid, and with everything in it that Excel looks for."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyopenvba import ExcelFile

from addin.excel.__main__ import ADDIN, RENDERED, built
from addin.excel.described import described, intellisense
from addin.excel.parts import BUTTONS, SHEET
from addin.excel.project import TEMPLATE
from funnel_addin.catalog import CATEGORY
from funnel_addin.templates import TEMPLATES
from tests.validator import findings, needs_validator
from tests.xlam.excel import modules

ROOT = Path(__file__).parents[2]
LINE_LIMIT = 1023
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"


def part(name: str) -> ElementTree.Element:
    """Read a part of the add-in."""
    with zipfile.ZipFile(ADDIN) as file:
        return ElementTree.fromstring(file.read(name))


def test_the_committed_add_in_is_up_to_date() -> None:
    """The committed file is what the code builds now, to the byte: python -m addin.excel."""
    assert built(RENDERED.read_bytes()) == ADDIN.read_bytes()


@pytest.mark.parametrize("seed", ["0", "1234"])
def test_every_process_builds_the_same_bytes(seed: str) -> None:
    """The bytes depend on nothing but the code: not on hashes, the clock's zone, or the process."""
    code = (
        "import hashlib; from addin.excel.__main__ import RENDERED, built; "
        "print(hashlib.sha256(built(RENDERED.read_bytes())).hexdigest())"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "addin")]),
        "TZ": "Asia/Tokyo",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(ADDIN.read_bytes()).hexdigest()


def test_the_vba_project_is_whole_and_open() -> None:
    """It is named for the add-in, has no password, and refers to no library but Office's own."""
    with ExcelFile(ADDIN) as file:
        project = file.vba_project()
        assert project.name == "Funnel"
        assert project.protection is not None
        assert not project.protection.has_password
        assert file.validate() == []
        assert [each.name for each in file.references()] == ["Office"]
        assert file.module_names() == [
            "ThisWorkbook",
            "Dictionary",
            "xlwings",
            "Sheet2",
            "funnel_answers",
            "funnel_ribbon",
            "funnel_load",
            "xlwings_udfs",
        ]


def test_nothing_in_it_is_compiled() -> None:
    """Excel compiles the source when it loads it: no module carries compiled code of a machine."""
    with ExcelFile(ADDIN) as file:
        assert all(not each.prefix_bytes for each in file.vba_project().modules)


def test_the_source_is_what_any_excel_reads() -> None:
    """ASCII only, no line too long, line ends of Windows; our modules declare what they use."""
    with ExcelFile(ADDIN) as file:
        for name in file.module_names():
            source = file.get_module(name)
            assert source.isascii(), name
            assert source.count("\n") == source.count("\r\n")
            assert max(map(len, source.splitlines())) <= LINE_LIMIT
            if name.startswith("funnel_"):
                assert "\r\nOption Explicit\r\n" in source


def test_only_our_functions_show_in_cells() -> None:
    """What xlwings' module and ours have for themselves is private to the project."""
    for name, source in modules(ADDIN).items():
        public = re.findall(r"^(?:Public )?Function (\w+)", source, re.MULTILINE)
        if name == "xlwings_udfs":
            assert sorted(public) == sorted(each.name for each in described())
        elif public and name != "Dictionary":
            assert "\nOption Private Module\n" in source, name


def test_nothing_of_the_sample_add_in_is_left() -> None:
    """Neither the name that xlwings gives its sample, nor the paths and names of who saved it."""
    with zipfile.ZipFile(ADDIN) as file:
        ours = [name for name in file.namelist() if name != "xl/vbaProject.bin"]
        content = b"".join(file.read(name) for name in ours)
    with ExcelFile(ADDIN) as project:
        content += project.vba_project().dir_raw
    text = "".join(modules(ADDIN).values()).encode() + content
    for trace in (b"felix", b"myaddin"):
        assert trace not in text.lower()


def test_the_notice_holds_the_licences_of_what_is_not_ours() -> None:
    """The licence that xlwings ships with its package stands in the notice, word for word."""
    licence = distribution("xlwings").read_text("licenses/LICENSE.txt")
    assert licence is not None
    notice = " ".join(ADDIN.with_name("NOTICE.md").read_text(encoding="utf-8").split())
    assert " ".join(licence.partition("Copyright")[2].split()) in notice
    assert "Permission is hereby granted, free of charge" in notice
    assert "VBA-Dictionary" in modules(ADDIN)["Dictionary"]


def test_the_notice_names_all_that_is_of_xlwings() -> None:
    """Each part and each module that the add-in shares with theirs stands in the notice."""
    notice = ADDIN.with_name("NOTICE.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(ADDIN) as ours, zipfile.ZipFile(TEMPLATE) as theirs:
        names = set(ours.namelist()) & set(theirs.namelist())
        shared = {name for name in names if ours.read(name) == theirs.read(name)}
    shared |= modules(ADDIN).keys() & modules(TEMPLATE).keys()
    assert shared == {
        *("Dictionary", "Sheet2", "ThisWorkbook", "xlwings"),
        *("xl/styles.xml", "xl/theme/theme1.xml"),
    }
    for name in shared:
        assert f"`{name}`" in notice, name


def test_every_button_of_the_ribbon() -> None:
    """One tab, six buttons, each with a picture, a tip and the macro that it runs."""
    (group,) = part("customUI/customUI14.xml").iter(f"{UI}group")
    assert [each.get("label") for each in group] == [
        "Fill this workbook",
        "Sync with Google",
        "New from template",
        "Check",
        "Why this error",
        "Help",
    ]
    pressed = [each for each in group.iter(f"{UI}button") if each.get("tag") is None]
    calls = [each.callback for each in BUTTONS if not each.choices]
    assert [each.get("onAction") for each in pressed] == calls
    ids = [each.get("id") for each in group.iter() if each is not group]
    assert len(set(ids)) == len(ids)
    for each in group:
        assert each.get("imageMso")
        assert 0 < len(each.get("screentip", "")) <= 1024
        assert 0 < len(each.get("supertip", "")) <= 1024
    (tab,) = part("customUI/customUI14.xml").iter(f"{UI}tab")
    assert tab.get("label") == CATEGORY


def test_a_new_workbook_is_chosen_from_a_menu() -> None:
    """Every template with its line; the macro is handed its name."""
    (menu,) = part("customUI/customUI14.xml").iter(f"{UI}menu")
    told = [(each.get("tag"), each.get("label"), each.get("description")) for each in menu]
    assert told == [(each.name, each.title, each.line) for each in TEMPLATES]
    assert {each.get("onAction") for each in menu} == {"FunnelNew"}


def test_the_ribbon_is_found() -> None:
    """The package refers to it with the type that Excel 2010 and later look for."""
    (ribbon,) = (each for each in part("_rels/.rels") if "customUI" in each.get("Target", ""))
    kind = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    assert ribbon.get("Type") == kind


def test_the_sheet_for_intellisense() -> None:
    """The last sheet holds a function a row: name, description, topic, then name and help pairs."""
    sheets = [each.get("name") for each in part("xl/workbook.xml").iter(f"{MAIN}sheet")]
    assert sheets[-1] == SHEET == "_IntelliSense_"
    cells = {
        cell.get("r"): "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
        for cell in part("xl/worksheets/sheet1.xml").iter(f"{MAIN}c")
    }
    wanted = {
        f"{chr(ord('A') + c)}{r}": text
        for r, row in enumerate(intellisense(), start=1)
        for c, text in enumerate(row)
        if text
    }
    assert cells == wanted
    assert cells["A1"] == "FunctionInfo"
    for row, each in enumerate(described(), start=2):
        assert cells[f"A{row}"] == each.name
        assert cells[f"B{row}"] == each.description
        assert [cells[f"{'DFHJLNPRT'[n]}{row}"] for n in range(len(each.arguments))] == [
            name for name, _ in each.arguments
        ]


def test_the_help_of_arguments_is_saved_where_excel_saves_it() -> None:
    """Each argument's help stands in the workbook, as MacroOptions would have left it there."""
    saved = {
        each.get("name"): [text.text for text in each.iter(f"{X14}argumentDescription")]
        for each in part("xl/workbook.xml").iter(f"{X14}definedName")
    }
    assert saved == {each.name: [text for _, text in each.arguments] for each in described()}


@needs_validator
def test_it_is_a_valid_file() -> None:
    """Microsoft's Open XML SDK finds nothing wrong."""
    assert not findings(ADDIN)


def test_another_spreadsheet_program_opens_it(tmp_path: Path) -> None:
    """LibreOffice reads its sheet."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--infilter=Calc MS Excel 2007 VBA XML",  # it knows the format, but not the ending
            "--convert-to",
            "csv",
            "--outdir",
            str(tmp_path),
            # beside what it opens LibreOffice leaves a file that says so
            shutil.copy(ADDIN, tmp_path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    lines = (tmp_path / "funnel.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("FunctionInfo")
    assert len(lines) == len(described()) + 1
