"""The lint finds every fault it looks for, and none in the workbooks that we hand out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from templates.builder.describing import Asked, Axis, Grid, Lines, Sheet, Text, Workbook, Worked
from templates.builder.lint import RULES, lint
from templates.builder.lint.__main__ import main
from templates.builder.lint.reading import read
from templates.builder.making import made
from templates.builder.rules import positive
from templates.builder.styling import FILLED, INPUT
from tests.templates.handed_out import HANDED_OUT

STAGES, MONTHS = Axis("stages", 3), Axis("months", 4)
SHOWN = 'IF(ISNUMBER({target}),{target}*{weight}/SUM({weight:})/{parts},"")'

START = Sheet(
    title="Start",
    purpose="Spread a target over months, to try the lint on something that is sound.",
    widths={"B": 20, "C": 20, "D": 40},
    blocks=(
        Text(at="B5", content="Plan"),
        Text(at="C5", content="A target over stages and months."),
        Text(at="D5", key="state", content='=IF({checks_plan}=0,"fine","see there")'),
        Text(at="B6", content="Workings"),
        Text(at="C6", content="What the plan leans on."),
        Text(at="B8", content="you type", style=INPUT),
        Text(at="B9", content="filled", style=FILLED),
    ),
)
PLAN = Sheet(
    title="Plan",
    purpose="What to reach.",
    widths={"B": 20, "C": 12, "D:G": 10},
    blocks=(
        Lines(
            at="B5",
            heading="Goal",
            fields=(
                Asked(
                    key="target",
                    label="Target",
                    unit="records",
                    name="Plan_Target",
                    rule=positive("What to reach."),
                ),
                Worked(key="double", label="Twice", unit="records", formula="{target}+{target}"),
                Worked(key="none", label="Nothing", unit="records", formula="{target}-{target}"),
            ),
        ),
        Grid(
            at="B11",
            heading="Records per month",
            down=STAGES,
            across=MONTHS,
            left=(
                Asked(
                    key="stage",
                    label="Stage",
                    shown="text",
                    name="Plan_Stages",
                    starts=["A", "B", "C"],
                ),
                Worked(key="total", label="Total", formula="SUM({plan@months})"),
            ),
            top=(
                Worked(key="month", label="Month", formula="{#months}"),
                Asked(key="weight", label="Weight", name="Plan_Weights", starts=[1, 1, 1, 1]),
                Worked(key="sofar", label="So far", formula="N({sofar-1@months})+{weight}"),
            ),
            cells=Worked(key="plan", formula=SHOWN),
        ),
    ),
)
WORKINGS = Sheet(
    title="Workings",
    purpose="What the plan leans on.",
    widths={"B": 30, "E": 40},
    blocks=(
        Lines(
            at="B5",
            heading="Constants",
            fields=(
                Worked(
                    key="parts",
                    label="Parts",
                    unit="number",
                    constant=3,
                    note="Three stages share the target.",
                ),
                Worked(
                    key="checks_plan",
                    label="Plan: things to put right",
                    formula="IF(ISNUMBER({target}),0,1)",
                ),
            ),
        ),
    ),
)
SOUND = Workbook(
    name="sound",
    title="Sound",
    line="Sound.",
    sheets=(START, PLAN, WORKINGS),
    axes=(STAGES, MONTHS),
)


@pytest.fixture(scope="module")
def sound() -> bytes:
    """Build a small workbook that is as it should be."""
    return made(SOUND, {"target": 90})


def test_a_sound_workbook_has_no_findings(sound: bytes) -> None:
    """The small workbook that all faults below are made in is itself without fault."""
    assert [str(finding) for finding in lint(sound)] == []


@dataclass(frozen=True)
class Fault:
    """What is done to the sound workbook, and the place and words of the finding."""

    rule: str
    done: Callable[[openpyxl.Workbook], object]
    place: str
    says: str


def typed(cell: str, content: object) -> Callable[[openpyxl.Workbook], object]:
    """Type something into a cell, such as Plan!C7."""
    sheet, at = cell.split("!")

    def done(book: openpyxl.Workbook) -> None:
        book[sheet][at] = content

    return done


def restyled(cell: str, **parts: object) -> Callable[[openpyxl.Workbook], object]:
    """Change parts of a cell's style."""
    sheet, at = cell.split("!")

    def done(book: openpyxl.Workbook) -> None:
        for part, value in parts.items():
            setattr(book[sheet][at], part, value)

    return done


def with_look(formula: str, colour: str) -> Callable[[openpyxl.Workbook], object]:
    """Add a conditional format on a cell of the sheet Plan that is locked."""

    def done(book: openpyxl.Workbook) -> None:
        fill = PatternFill(bgColor=colour, fill_type="solid")
        book["Plan"].conditional_formatting.add("C8", FormulaRule([formula], fill=fill))

    return done


def named(name: str, place: str) -> Callable[[openpyxl.Workbook], object]:
    """Add a defined name."""

    def done(book: openpyxl.Workbook) -> None:
        book.defined_names[name] = DefinedName(name, attr_text=place)

    return done


def as_array(book: openpyxl.Workbook) -> None:
    """Turn a formula into an array formula."""
    book["Plan"]["C7"] = ArrayFormula("C7", "=C6+C6")


def with_password(book: openpyxl.Workbook) -> None:
    """Protect a sheet with a password."""
    book["Plan"].protection.password = "secret"


def unprotected(book: openpyxl.Workbook) -> None:
    """Take a sheet's protection off."""
    book["Plan"].protection.sheet = False


def without(*cells: str) -> Callable[[openpyxl.Workbook], object]:
    """Empty cells."""

    def done(book: openpyxl.Workbook) -> None:
        for cell in cells:
            typed(cell, None)(book)

    return done


def input_on_workings(book: openpyxl.Workbook) -> None:
    """Put an input, which looks like one, on the sheet Workings."""
    cell, model = book["Workings"]["B9"], book["Plan"]["C6"]
    cell.fill, cell.protection = copy(model.fill), copy(model.protection)


def hidden_column(book: openpyxl.Workbook) -> None:
    """Hide a column."""
    book["Plan"].column_dimensions["D"].hidden = True


def hidden_row(book: openpyxl.Workbook) -> None:
    """Hide a row."""
    book["Plan"].row_dimensions[7].hidden = True


def hidden_sheet(book: openpyxl.Workbook) -> None:
    """Hide a sheet."""
    book["Workings"].sheet_state = "hidden"


def without_colours(book: openpyxl.Workbook) -> None:
    """Take the samples of the legend away."""
    for cell in ("B8", "B9"):
        book["Start"][cell].fill = PatternFill()


OPEN = Protection(locked=False)
FAULTS = (
    Fault("numbers", typed("Plan!C7", "=C6*365"), "Plan!C7", "has 365 within the formula"),
    Fault("numbers", typed("Plan!C7", "=C6*5%"), "Plan!C7", "has 5 and % within the formula"),
    Fault("numbers", with_look("$C$8>7", "00AA00"), "Plan!C8", "has 7 within the formula of a con"),
    Fault("one formula", typed("Plan!E16", "=$C$6*E$13"), "Plan!E16", "another formula than the c"),
    Fault("one formula", typed("Plan!C17", "=SUM($D17:$F17)"), "Plan!C17", "another formula"),
    Fault("one formula", typed("Plan!G12", "=COLUMNS($D$12:F$12)"), "Plan!G12", "another formula"),
    Fault("precedents", typed("Plan!C7", "=C6+J9"), "Plan!C7", "reads J9, which is blank and lock"),
    Fault("precedents", typed("Plan!C7", "=C6+B6"), "Plan!C7", "reads B6, which is a label"),
    Fault("precedents", typed("Plan!C7", "=SUM(C6:C10)"), "Plan!C7", "reads C9, which is blank"),
    Fault("precedents", typed("Plan!C7", "=Gone!A1+C6"), "Plan!C7", "on a sheet that is not there"),
    Fault("functions", typed("Plan!C7", "=TODAY()+C6"), "Plan!C7", "uses TODAY, which changes"),
    Fault("functions", typed("Plan!C7", "=XLOOKUP(C6,C6,C6)"), "Plan!C7", "uses XLOOKUP, which"),
    Fault("functions", typed("Plan!C7", "=C6+#REF!"), "Plan!C7", "holds the error #REF!"),
    Fault("functions", typed("Plan!C7", "=SUM(A:A)"), "Plan!C7", "reads whole columns or rows"),
    Fault("functions", typed("Plan!C7", "=SUM({1,0})"), "Plan!C7", "holds an array within"),
    Fault("functions", typed("Plan!C7", "=Plan_Goals+C6"), "Plan!C7", "reads Plan_Goals, which"),
    Fault(
        "functions", typed("Plan!C7", '=TEXT(C6,"0.0")'), "Plan!C7", "uses TEXT, which not every"
    ),
    Fault("functions", typed("Plan!C7", '=COUNTIF(C6:C8,">0.5")'), "Plan!C7", 'with ">0.5", whose'),
    Fault("functions", typed("Plan!C7", "=SUMPRODUCT(ABS(C6:C8))"), "Plan!C7", "uses ABS over a r"),
    Fault("functions", as_array, "Plan!C7", "holds an array formula"),
    Fault("functions", with_look("Start!$B$8=0", "00AA00"), "Plan!C8", "a look that reads"),
    Fault("functions", typed("Plan!C7", "=[1]Plan!C6"), "Plan!C7", "reads another workbook"),
    Fault("inputs", restyled("Plan!D13", fill=PatternFill()), "Plan!D13", "neither typed nor"),
    Fault("inputs", restyled("Plan!C6", protection=Protection()), "Plan!C6", "has the colour of"),
    Fault("inputs", with_look("$C$8=0", "FFF6D6"), "Plan!C8", "has the colour of an input"),
    Fault("inputs", input_on_workings, "Workings!B9", "do not stand among the workings"),
    Fault("locks", restyled("Plan!C7", protection=OPEN), "Plan!C7", "a formula and is not locked"),
    Fault("locks", with_password, "Plan", "is protected with a password"),
    Fault("locks", unprotected, "Plan", "is not protected"),
    Fault("units", without("Plan!D6"), "Plan!C6", "nothing says its unit"),
    Fault("units", without("Plan!B11"), "Plan!C15", "nothing says its unit"),
    Fault("constants", typed("Plan!C7", 12), "Plan!C7", "constants stand on the sheet Workings"),
    Fault("constants", without("Workings!B6"), "Workings!C6", "is a constant without a label"),
    Fault("constants", without("Workings!E6"), "Workings!C6", "is a constant without a reason"),
    Fault("first sheet", without("Start!B3"), "Start", "does not say what the workbook is for"),
    Fault("first sheet", without_colours, "Start", "the colour of cells that are typed"),
    Fault("first sheet", without("Start!B6"), "Start", "does not name the sheet Workings"),
    Fault("first sheet", without("Start!C6"), "Start", "does not say what the sheet Workings is"),
    Fault("checks", without("Workings!B7"), "Workings", "does not count what is to be put right"),
    Fault("checks", typed("Start!D5", "fine"), "Workings!C7", "and Start does not show them"),
    Fault("names", named("Goal", "Plan!$C$6"), "Plan", "which does not begin with Plan_"),
    Fault("names", named("Plan_Nobody", "Plan!$C$6"), "Plan", "which the package does not know"),
    Fault("names", named("Plan_Value", "Gone!$C$6"), "Gone", "which stands for no cells"),
    Fault("names", named("Plan_Value", "Plan!$C$99"), "Plan", "beyond the cells in use"),
    Fault("hidden", hidden_column, "Plan!D1", "stands in a hidden column"),
    Fault("hidden", hidden_row, "Plan!A7", "stands in a hidden row"),
    Fault("hidden", hidden_sheet, "Workings", "is a hidden sheet"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.says}")
def test_each_fault_is_found_and_said_where_it_is(sound: bytes, fault: Fault) -> None:
    """One fault in the sound workbook gives a sentence that names its sheet and its cell."""
    book = openpyxl.load_workbook(io.BytesIO(sound))
    fault.done(book)
    held = io.BytesIO()
    book.save(held)
    found = [str(finding) for finding in RULES[fault.rule](read(held.getvalue()))]
    assert [text for text in found if text.startswith(f"{fault.place} ") and fault.says in text]
    assert all(text.endswith((".", ")")) for text in found)


def test_a_linked_workbook_is_found(sound: bytes) -> None:
    """A part that holds another workbook's values is named, whatever the formulas read."""
    held = io.BytesIO(sound)
    with zipfile.ZipFile(held, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert [str(finding) for finding in RULES["links"](read(held.getvalue()))] == [
        "Start comes with xl/externalLinks/externalLink1.xml, which others lack."
    ]


def test_every_rule_is_tried() -> None:
    """No rule of the lint stands without a fault that it finds."""
    assert {fault.rule for fault in FAULTS} | {"links"} == set(RULES)


def test_the_command_prints_the_findings_and_fails(sound: bytes, tmp_path: Path) -> None:
    """It exits 0 and says nothing of a sound file; 1 with a sentence of a broken one."""
    path, broken, said = tmp_path / "sound.xlsx", tmp_path / "broken.xlsx", list[object]()
    path.write_bytes(sound)
    assert main([str(path)], said.append) == 0
    assert said == []
    book = openpyxl.load_workbook(path)
    book["Plan"]["C7"] = "=C6*365"
    book.save(broken)
    assert main([str(path), str(broken)], said.append) == 1
    cure = "give it a cell of its own, with a label and a reason."
    assert said == [f"broken.xlsx: Plan!C7 has 365 within the formula: {cure}"]
    assert main([], said.append) == 2
    broken.write_bytes(b"no workbook")
    assert main([str(broken)], said.append) == 2
    assert str(said[-1]).startswith("broken.xlsx cannot be read as a workbook")


@pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: path.stem)
def test_what_we_hand_out_has_no_findings(path: Path) -> None:
    """All three workbooks, empty and as examples, keep every rule."""
    assert [str(finding) for finding in lint(path)] == []
