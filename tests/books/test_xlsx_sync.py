"""A workbook file is synced: seen at one moment, put as a whole, remembered in a hidden tab."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Collection
from pathlib import Path
from random import Random

import openpyxl
import openpyxl.worksheet.table
import pytest

from funnel_addin.books import memory
from funnel_addin.books.port import Place, Problem
from funnel_addin.books.sight import Again, Change, Sight, Unreachable
from funnel_addin.books.xlsx import SyncedWorkbook, XlsxBook, lint
from funnel_addin.plans import BookProblems
from funnel_addin.sync import Synced, sync
from funnel_core.errors import SheetError
from tests.books.parts import change_part, read_parts, replaced
from tests.books.rich import build
from tests.books.small import small
from tests.validator import findings, needs_validator

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "funnel_plan.xlsx"
DAY = datetime.date(2027, 3, 1)
NAMES = {
    "Plan_Target": "Goal!$B$1",
    "Plan_Rates": "Goal!$B$2:$B$3",
    "Plan_Required": "Goal!$D$1:$D$3",
}
ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>100</v></c></row>'
    '<row r="2"><c r="B2"><v>0.5</v></c></row><row r="3"><c r="B3"><v>0.25</v></c></row>'
)
TAB = "xl/worksheets/sheet2.xml"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small(tmp_path / "plan.xlsx", {"Goal": ROWS}, NAMES)


def synced(path: Path, overwrite: Collection[str] = ()) -> Synced:
    return sync(path, as_of=DAY, overwrite=overwrite)


def required(sight: Sight) -> list[object]:
    return [row[0] for row in sight.read("Plan_Required").values]


def edit(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    """Change a file as another program would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        change(book)
        book.save(path)


def type_in(path: Path, cell: str, value: float | None) -> None:
    """Type a number into a cell of the sheet Goal, and save, as a person would."""
    edit(path, lambda book: book["Goal"].__setitem__(cell, value))


def put(book: SyncedWorkbook, sight: Sight, *values: float) -> None:
    grid = tuple((value,) for value in values)
    changes = [Change("Plan_Required", row, 0, value) for row, value in enumerate(values)]
    book.put(changes, {"Plan_Required": grid}, sight)


def test_what_was_put_is_seen_and_remembered(plan: Path) -> None:
    """After a put the cells and the memory both hold it, and all else is as it was."""
    book = SyncedWorkbook(plan)
    before = book.look()
    assert before.found["Plan_Required"] == Place("Goal", 1, 4, 3, 1)
    assert required(before) == [None, None, None]
    assert not before.memory
    put(book, before, 800, 400.5, 100)
    after = book.look()
    assert required(after) == [800, 400.5, 100]
    assert after.memory == {"Plan_Required": ((800,), (400.5,), (100,))}
    assert after.blocks["Plan_Rates"] == before.blocks["Plan_Rates"]
    assert book.requests == 0
    put(book, after, 800, 300, 100)
    assert SyncedWorkbook(plan).look().memory == {"Plan_Required": ((800,), (300,), (100,))}


def test_a_second_sync_leaves_the_file_as_it_is(plan: Path) -> None:
    """A sync that has nothing to write does not touch the file."""
    assert len(synced(plan).written) == 3
    before, stamp = plan.read_bytes(), plan.stat().st_mtime_ns
    again = synced(plan)
    assert (again.written, again.kept, again.requests) == ((), (), 0)
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == (before, stamp)


def test_a_file_changed_in_between_is_looked_at_again(plan: Path) -> None:
    """What somebody else saved between look and put stays to the byte, and nothing is left."""
    book = SyncedWorkbook(plan)
    sight = book.look()
    type_in(plan, "B1", 200)
    theirs = plan.read_bytes()
    with pytest.raises(Again, match=r"plan\.xlsx was changed by somebody else just now"):
        put(book, sight, 800, 400, 100)
    assert plan.read_bytes() == theirs
    assert [path.name for path in plan.parent.iterdir()] == ["plan.xlsx"]


def test_a_file_changed_while_it_is_written_is_kept(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last comparison comes when the new file is whole on the disk, right before it counts."""
    real, theirs = os.fsync, plan.read_bytes() + b"\0"

    def interrupted(handle: int) -> None:
        real(handle)
        plan.write_bytes(theirs)

    book = SyncedWorkbook(plan)
    sight = book.look()
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(Again):
        put(book, sight, 800, 400, 100)
    assert plan.read_bytes() == theirs


def test_only_the_last_look_can_be_put(plan: Path) -> None:
    """What was decided from an earlier look is decided anew."""
    book = SyncedWorkbook(plan)
    earlier = book.look()
    book.look()
    with pytest.raises(Again, match="looked at again since"):
        put(book, earlier, 800, 400, 100)


def test_a_persons_edit_is_kept(plan: Path) -> None:
    """A number typed over an output stays, whatever the inputs become."""
    synced(plan)

    def typed(book: openpyxl.Workbook) -> None:
        book["Goal"]["D2"] = 777
        book["Goal"]["B1"] = 200

    edit(plan, typed)
    done = synced(plan)
    assert [(cell.cell, cell.value, cell.wanted) for cell in done.kept] == [("Goal!D2", 777, 800)]
    assert [cell.cell for cell in done.written] == ["Goal!D1", "Goal!D3"]
    assert required(SyncedWorkbook(plan).look()) == [1600, 777, 200]
    taken = synced(plan, overwrite=["Plan_Required"])
    assert [cell.cell for cell in taken.written] == ["Goal!D2"]
    assert required(SyncedWorkbook(plan).look()) == [1600, 800, 200]


def test_values_that_moved_are_still_ours(plan: Path) -> None:
    """After a person put a line into the range, what was written before is written again."""
    synced(plan)

    def inserted(book: openpyxl.Workbook) -> None:
        sheet = book["Goal"]
        sheet["D4"], sheet["D3"], sheet["D2"] = sheet["D3"].value, sheet["D2"].value, None
        sheet["B1"] = 200
        book.defined_names["Plan_Required"].attr_text = "Goal!$D$1:$D$4"

    edit(plan, inserted)
    done = synced(plan)
    assert done.kept == ()
    assert required(SyncedWorkbook(plan).look()) == [1600, 800, 200, None]


def test_the_tab_is_hidden_and_says_what_it_is(plan: Path) -> None:
    """The tab comes last, no menu shows it, and its first cell is a sentence."""
    synced(plan)
    book = openpyxl.load_workbook(plan)
    assert book.sheetnames == ["Goal", "Funnel sync"]
    tab = book[memory.TITLE]
    assert tab.sheet_state == "veryHidden"
    rows = list(tab.iter_rows(values_only=True))
    assert rows[0] == (memory.NOTE, "Plan_Required")
    assert [row[1] for row in rows[1:]] == ["3×1", 800, 400, 100]


@pytest.fixture(params=["rich.xlsm", "rich.xlsx", "funnel_plan.xlsx"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a workbook with everything in it, or our own template."""
    path = tmp_path / request.param
    if path.name == TEMPLATE.name:
        shutil.copy(TEMPLATE, path)
        book = XlsxBook.open(path)
        rates = tuple((rate,) for rate in (0.5, 0.25, 0.5, 0.25, 0.5, 0.25, *[None] * 6))
        book.write({"Plan_Target": ((1e6,),), "Plan_Value": ((1e4,),), "Plan_Rates": rates})
        book.save(path)
        return path
    return asking_for_more(build(path, macros=path.suffix == ".xlsm"))


def asking_for_more(path: Path) -> Path:
    """Double the target of the rich workbook, so that there is something to write."""
    book = XlsxBook.open(path)
    book.write({"Plan_Target": ((2_000_000,),)})
    book.save(path)
    return path


def test_everything_else_keeps_its_bytes(full: Path) -> None:
    """Beside the cells, only the parts that list the sheets differ; macros and charts do not."""
    before = read_parts(full)
    name = "Plan_Required" if full.stem == "rich" else "Plan_Required_Confident"
    assert {cell.name for cell in synced(full, overwrite=[name]).written} >= {name}
    after = read_parts(full)
    assert [part for part in after if part in before] == [part for part in before if part in after]
    new = set(after) - set(before)
    assert len(new) == 1
    assert new.pop().startswith("xl/worksheets/sheet")
    changed = {part for part in before if after.get(part) != before[part]}
    cells = {part for part in changed if part.startswith("xl/worksheets/sheet")}
    assert changed - cells <= {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "docProps/app.xml", "xl/calcChain.xml",
    }  # fmt: skip
    assert lint(full) == []


@needs_validator
def test_the_validator_finds_nothing(full: Path) -> None:
    """Microsoft's validator finds nothing in what a sync has made of a workbook."""
    assert synced(full, overwrite=["Plan_Required"]).written
    assert not findings(full)


def test_the_documents_own_list_of_titles_goes_along(tmp_path: Path) -> None:
    """The tab stands among the titles of the worksheets, before charts and names."""
    path = asking_for_more(build(tmp_path / "rich.xlsx", macros=False))
    assert synced(path, overwrite=["Plan_Required"]).written
    text = read_parts(path)["docProps/app.xml"].decode()
    assert text.index("<vt:lpstr>Pivot<") < text.index("<vt:lpstr>Funnel sync<")
    assert text.index("<vt:lpstr>Funnel sync<") < text.index("<vt:lpstr>Chart<")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert openpyxl.load_workbook(path).sheetnames[-1] == "Funnel sync"


def test_names_of_single_sheets_stay_with_them(tmp_path: Path) -> None:
    """A name confined to a sheet keeps its sheet, as the tab is added behind all others."""
    own = '<definedName name="Mine" localSheetId="1">Other!$A$1</definedName>'
    names = own + "".join(f'<definedName name="{n}">{t}</definedName>' for n, t in NAMES.items())
    path = small(tmp_path / "plan.xlsx", {"Goal": ROWS, "Other": "", "Third": ""}, names)
    synced(path)
    assert list(openpyxl.load_workbook(path)["Other"].defined_names) == ["Mine"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_what_is_remembered(plan: Path, tmp_path: Path) -> None:
    """Opened and saved in LibreOffice, the workbook is in sync, and what is ours still is."""
    synced(plan)
    out = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(plan)],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    saved = out / plan.name
    assert openpyxl.load_workbook(saved)[memory.TITLE].sheet_state in ("hidden", "veryHidden")
    assert synced(saved).written == ()
    type_in(saved, "B1", 200)
    assert synced(saved).kept == ()
    assert required(SyncedWorkbook(saved).look()) == [1600, 800, 200]


def test_a_protected_sheet_is_written(tmp_path: Path) -> None:
    """A sheet's protection keeps people from typing by mistake; a sync was asked for."""
    path = small(tmp_path / "plan.xlsx", {"Goal": ROWS}, NAMES)
    edit(path, lambda book: book["Goal"].protection.enable())
    assert len(synced(path).written) == 3


FORMULAS = (
    '<row r="1"><c r="B1"><v>100</v></c>'
    '<c r="D1"><f t="shared" ref="D1:D3" si="0">B1*F$1</f><v>7</v></c></row>'
    '<row r="2"><c r="B2"><v>0.5</v></c><c r="D2"><f t="shared" si="0"/><v>8</v></c></row>'
    '<row r="3"><c r="B3"><v>0.25</v></c><c r="D3"><f t="shared" si="0"/><v>9</v></c></row>'
)


def test_a_formula_is_kept_until_it_is_taken_over(tmp_path: Path) -> None:
    """A formula that shows something else is kept; taken over, it is gone, and no other suffers."""
    path = small(tmp_path / "plan.xlsx", {"Goal": FORMULAS}, NAMES)
    done = synced(path)
    assert [(cell.cell, cell.formula) for cell in done.kept] == [
        ("Goal!D1", True), ("Goal!D2", True), ("Goal!D3", True),
    ]  # fmt: skip
    book = SyncedWorkbook(path)
    sight = book.look()
    memory_then = {"Plan_Required": ((800,), (None,), (None,))}
    book.put([Change("Plan_Required", 0, 0, 800)], memory_then, sight)
    cells = openpyxl.load_workbook(path)["Goal"]
    assert [cells[f"D{row}"].value for row in (1, 2, 3)] == [800, "=B2*F$1", "=B3*F$1"]
    assert lint(path) == []


def test_the_calculation_chain_goes_with_a_formula(tmp_path: Path) -> None:
    """Excel repairs a file whose chain lists a cell without formula; without one it makes it."""
    path = build(tmp_path / "rich.xlsx", macros=False)
    book = SyncedWorkbook(path)
    sight = book.look()
    place = sight.found["Plan_Rates"]
    assert isinstance(place, Place)
    chain = read_parts(path)["xl/calcChain.xml"].decode()
    assert 'r="' in chain
    change_part(
        path,
        "xl/workbook.xml",
        lambda text: text.replace("Funnel!$C$2:$C$6", "Goal!$B$6:$B$10"),
    )
    synced(path, overwrite=["Plan_Required"])
    parts = read_parts(path)
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"] + parts["xl/_rels/workbook.xml.rels"]
    assert lint(path) == []


ARRAY = (
    '<row r="1"><c r="B1"><v>100</v></c><c r="D1"><f t="array" ref="D1:D3">B1:B3*2</f><v>7</v></c>'
    '</row><row r="2"><c r="B2"><v>0.5</v></c><c r="D2"><v>8</v></c></row>'
    '<row r="3"><c r="B3"><v>0.25</v></c><c r="D3"><v>9</v></c></row>'
)


def test_cells_that_an_array_formula_fills_are_closed(tmp_path: Path) -> None:
    """Part of an array cannot be changed; even taken over, the output is a problem."""
    path = small(tmp_path / "plan.xlsx", {"Goal": ARRAY}, NAMES)
    assert set(SyncedWorkbook(path).look().closed["Plan_Required"]) == {(0, 0), (1, 0), (2, 0)}
    before = path.read_bytes()
    with pytest.raises(BookProblems, match=r"Goal!D1 is filled together with other cells"):
        synced(path, overwrite=["Plan_Required"])
    assert path.read_bytes() == before


def test_a_tables_header_is_closed(tmp_path: Path) -> None:
    """Columns are named by the header cells of a table, so these are closed, and the data not."""
    path = small(tmp_path / "plan.xlsx", {"Goal": ROWS}, NAMES)

    def tabled(book: openpyxl.Workbook) -> None:
        sheet = book["Goal"]
        sheet["D1"] = "Volume"
        sheet.add_table(openpyxl.worksheet.table.Table(displayName="Volumes", ref="D1:D3"))

    edit(path, tabled)
    closed = SyncedWorkbook(path).look().closed["Plan_Required"]
    assert closed == {(0, 0): "is a header or totals cell of the table Volumes"}


MISSING = (
    '<row r="1"><c r="B1"><v>100</v></c><c r="D1"><f>B1</f></c></row>'
    '<row r="2"><c r="B2"><f>1/2</f></c></row><row r="3"><c r="B3"><v>0.25</v></c></row>'
)


def test_a_formula_without_a_value(tmp_path: Path) -> None:
    """Of an output its value is unknown, and the formula kept; of an input it is a problem."""
    path = small(tmp_path / "plan.xlsx", {"Goal": MISSING}, NAMES)
    sight = SyncedWorkbook(path).look()
    problem = sight.found["Plan_Rates"]
    assert isinstance(problem, Problem)
    assert "Plan_Rates (Goal!B2) holds a formula without a stored value" in problem.sentence
    assert required(sight) == [None, None, None]
    assert sight.formulas["Plan_Required"] == ((True,), (False,), (False,))
    with pytest.raises(SheetError, match=r"open and save the workbook in a spreadsheet first"):
        sight.read("Plan_Rates")


def with_tab(path: Path, rows: list[list[object]], title: str = memory.TITLE) -> Path:
    """Give a workbook a tab of the sync's title, as anybody could."""

    def added(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)

    edit(path, added)
    return path


NOTE = memory.NOTE


@pytest.mark.parametrize(
    "rows",
    [
        [[NOTE, "Plan_Required"], [None, "3×1"]],
        [[NOTE, "Plan_Required"], [None, "9999999×9999999"], [None, 1]],
        [[NOTE, "Plan_Required"], [None, "0×3"], [None, 1]],
        [[NOTE, "Plan_Required"], [None, "three"], [None, 1]],
        [[NOTE, "Plan_Required", "Plan_Required"], [None, "1×3", "2×2"], [None, "a", True]],
        [[NOTE, 7, "=1+1", "Plan_Required"], ["x", None, None, "3 x 1"]],
        [[None, "Plan_Required"], [None, "3×1"], [None, "=NA()"]],
        [[NOTE]],
        [],
    ],
)
def test_a_memory_that_somebody_spoilt(plan: Path, rows: list[list[object]]) -> None:
    """What cannot be understood is nothing remembered; the sync goes on and mends it."""
    type_in(plan, "D2", 5)
    done = synced(with_tab(plan, rows))
    assert [cell.cell for cell in done.kept] == ["Goal!D2"]
    assert len(done.written) == 2
    assert synced(plan).written == ()
    assert lint(plan) == []


@pytest.mark.parametrize("title", [memory.TITLE, "FUNNEL SYNC"])
def test_a_persons_own_tab_of_that_title(plan: Path, title: str) -> None:
    """A tab that the sync did not make is not written into: nothing is."""
    with_tab(plan, [["My notes"]], title)
    before = plan.read_bytes()
    with pytest.raises(SheetError, match="holds something else than what a sync remembers"):
        synced(plan)
    assert plan.read_bytes() == before


def test_a_row_beyond_every_sheet_in_the_tab(plan: Path) -> None:
    """A tab whose rows are numbered to exhaust memory is read no further than a sheet goes."""
    synced(plan)
    change_part(
        plan, TAB, lambda text: text.replace("</sheetData>", '<row r="999999999"/></sheetData>')
    )
    assert SyncedWorkbook(plan).look().memory == {"Plan_Required": ((800,), (400,), (100,))}


def test_a_locked_structure_lets_no_tab_in(plan: Path) -> None:
    """Where no sheet may be added nothing is written, and one sentence says what to lift."""
    locked = '<workbookProtection lockStructure="1"/><sheets>'
    change_part(plan, "xl/workbook.xml", lambda text: replaced(text, "<sheets>", locked))
    before = plan.read_bytes()
    with pytest.raises(SheetError, match=r"structure is protected.*Review > Protect Workbook"):
        synced(plan)
    assert plan.read_bytes() == before


def test_an_open_file_can_be_reached_later(plan: Path) -> None:
    """A file open in Excel is out of reach for now, at the look and at the put; a watch goes on."""
    book = SyncedWorkbook(plan)
    sight = book.look()
    lock = plan.with_name("~$plan.xlsx")
    lock.touch()
    before = plan.read_bytes()
    with pytest.raises(Unreachable, match="is open in Excel"):
        put(book, sight, 800, 400, 100)
    with pytest.raises(Unreachable, match="is open in Excel"):
        book.look()
    assert plan.read_bytes() == before
    lock.unlink()
    assert required(book.look()) == [None, None, None]


def test_a_file_that_is_gone(plan: Path) -> None:
    """A file that never was is told at once; one that was may be in the middle of being saved."""
    with pytest.raises(SheetError, match="found no file") as told:
        SyncedWorkbook(plan.with_name("none.xlsx")).look()
    assert not isinstance(told.value, Unreachable)
    book = SyncedWorkbook(plan)
    book.look()
    plan.unlink()
    with pytest.raises(Unreachable, match="found no file"):
        book.look()


KILLED = """
import datetime, itertools, sys
from funnel_addin.books.sight import Change
from funnel_addin.books.xlsx import SyncedWorkbook
book = SyncedWorkbook(sys.argv[1])
for number in itertools.count(1):
    sight = book.look()
    grid = tuple((float(number),) for _ in range(3))
    changes = [Change("Plan_Required", row, 0, float(number)) for row in range(3)]
    book.put(changes, {"Plan_Required": grid}, sight)
    print(number, flush=True)
"""


def test_a_sync_killed_at_any_moment_leaves_the_file_whole(plan: Path) -> None:
    """Whenever it is killed, cells and memory are those of one put, and nothing is torn."""
    for turn in range(6):
        running = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(plan)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.0037 * turn)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
        sight = SyncedWorkbook(plan).look()
        assert sight.memory["Plan_Required"] == sight.read("Plan_Required").values
        assert len(set(required(sight))) == 1
    assert lint(plan) == []


BESIDE = """
import datetime, sys
from funnel_addin.sync import sync
kept = 0
for _ in range(8):
    kept += len(sync(sys.argv[1], as_of=datetime.date(2027, 3, 1)).kept)
print(kept)
"""


def test_two_syncs_at_once_agree(plan: Path) -> None:
    """Two processes that sync one file again and again take nothing for a person's."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BESIDE, str(plan)], stdout=subprocess.PIPE, cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [int(each.communicate(timeout=60)[0]) for each in running] == [0, 0]
    assert required(SyncedWorkbook(plan).look()) == [800, 400, 100]
    assert [path.name for path in plan.parent.iterdir()] == ["plan.xlsx"]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_a_person_loses_nothing(plan: Path, seed: int) -> None:
    """People type, empty cells and save from elsewhere; nothing of theirs is changed."""
    random = Random(seed)
    typed: dict[str, float] = {}
    target = 100
    for step in range(10):
        what = random.choice(["input", "output", "emptied", "sync", "between"])
        cell = f"D{random.randint(1, 3)}"
        book = SyncedWorkbook(plan)
        sight = book.look()
        if what == "input":
            target = 100 * random.randint(1, 9)
            type_in(plan, "B1", target)
        elif what == "output":
            typed[cell] = step + 0.5
            type_in(plan, cell, typed[cell])
        elif what == "emptied":
            typed.pop(cell, None)
            type_in(plan, cell, None)
        elif what == "sync":
            synced(plan)
        else:
            type_in(plan, "F9", step)
            with pytest.raises(Again):
                put(book, sight, 1, 2, 3)
    done = synced(plan)
    wanted = {"D1": target * 8, "D2": target * 4, "D3": target}
    sheet = openpyxl.load_workbook(plan)["Goal"]
    assert {cell: sheet[cell].value for cell in wanted} == {**wanted, **typed}
    assert {cell.value for cell in done.kept} == set(typed.values())
    assert synced(plan).written == ()


def test_a_strict_file_stays_strict(plan: Path) -> None:
    """In a file that keeps to ISO 29500 strictly, the tab and its link are of that kind too."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    loose = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml")
    for part in (*sheets, "xl/workbook.xml"):
        change_part(plan, part, lambda text: text.replace(loose, strict))
    links = ("xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/workbook.xml")
    for part in links:
        change_part(
            plan,
            part,
            lambda text: text.replace(
                office, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
        )
    assert len(synced(plan).written) == 3
    parts = read_parts(plan)
    assert strict in parts[TAB].decode()
    assert office not in "".join(parts[part].decode() for part in links)
    assert synced(plan).written == ()
