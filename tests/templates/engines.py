"""Recalculate workbooks with engines that nobody here wrote, from poisoned cached values."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import formulon
import ironcalc
from openpyxl.utils import get_column_letter

from tests.templates.workbooks import POISON, Inputs, Place, places, typed, variant

Value = float | str | None
Cells = dict[str, list[list[Value]]]
"""What each sheet shows, row by row from A1; None where a cell shows nothing."""


@dataclass(frozen=True)
class Engine:
    """A calculation engine: works out a workbook with each of several sets of inputs.

    With names given, an engine that is slow to read need show only the cells behind those.
    """

    name: str
    calculate: Callable[[bytes, Sequence[Inputs], Sequence[str]], list[Cells]]


def behind(cells: Cells, place: Place) -> list[list[Value]]:
    """Give the values of a place, as a list of rows."""
    sheet, left, top, right, bottom = place
    rows = cells[sheet]
    return [
        [
            rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            for column in range(left - 1, right)
        ]
        for row in range(top - 1, bottom)
    ]


def errors(cells: Cells) -> list[str]:
    """List the cells that show an error value or a poisoned cache."""
    return [
        f"{sheet}!{get_column_letter(column)}{row} shows {value}"
        for sheet, rows in cells.items()
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value == float(POISON)
        or (isinstance(value, str) and re.match(r"#[A-Z/0!?]+[!?A0]|Err:\d+", value))
    ]


def with_formulon(
    book: bytes, variants: Sequence[Inputs], names: Sequence[str] = ()
) -> list[Cells]:
    """Recalculate with formulon: loaded once, then typed into, cell by cell."""
    where = places(book)
    engine = formulon.Workbook.load(variant(book, {}))
    sheets = {engine.sheet_name(number): number for number in range(engine.sheet_count())}
    engine.recalc()
    calm: dict[tuple[str, int, int], object] = {}
    for inputs in variants:
        for sheet, row, column, _ in typed(where, inputs):
            value = engine.get_value(sheets[sheet], row - 1, column - 1)
            calm[sheet, row, column] = _formulon_value(value)
    found = []
    now = dict(calm)
    for inputs in variants:
        wanted = calm | {
            (sheet, row, column): content for sheet, row, column, content in typed(where, inputs)
        }
        for (sheet, row, column), content in wanted.items():
            if content != now[sheet, row, column]:
                _formulon_type(engine, sheets[sheet], row - 1, column - 1, content)
        now = wanted
        engine.recalc()
        found.append(
            {
                title: _formulon_sheet(
                    engine, number, [where[name] for name in names if where[name][0] == title]
                )
                for title, number in sheets.items()
            }
        )
    return found


def _formulon_type(
    engine: formulon.Workbook, sheet: int, row: int, column: int, content: object
) -> None:
    if content is None or content == "":
        engine.set_blank(sheet, row, column)
    elif isinstance(content, str) and content.startswith("="):
        engine.set_formula(sheet, row, column, content)
    elif isinstance(content, str):
        engine.set_text(sheet, row, column, content)
    else:
        assert isinstance(content, (int, float))
        engine.set_number(sheet, row, column, float(content))


def _formulon_sheet(
    engine: formulon.Workbook, sheet: int, wanted: Sequence[Place]
) -> list[list[Value]]:
    cells = [
        (row, column)
        for _, left, top, right, bottom in wanted
        for row in range(top - 1, bottom)
        for column in range(left - 1, right)
    ]
    found = (
        {cell: engine.get_value(sheet, *cell) for cell in cells}
        if cells
        else {(cell.row, cell.col): cell.value for cell in engine.iter_cells(sheet)}
    )
    return _grid({cell: _formulon_value(value) for cell, value in found.items()})


def _formulon_value(value: formulon.Value) -> Value:
    if value.kind is formulon.ValueKind.ERROR:
        return formulon.error_display_name(value.error_code or 0)
    return value.text if value.number is None else value.number


def with_ironcalc(
    book: bytes, variants: Sequence[Inputs], names: Sequence[str] = ()
) -> list[Cells]:
    """Recalculate with ironcalc, one file after the other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        found = []
        for inputs in variants:
            path.write_bytes(variant(book, inputs))
            found.append(_ironcalc(path))
    return found


def _ironcalc(path: Path) -> Cells:
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    shown: list[dict[tuple[int, int], Value]] = [{} for _ in model.get_worksheets_properties()]
    for sheet, row, column in model.get_all_cells():
        shown[sheet][row - 1, column - 1] = model.get_cell_value(sheet, row, column)
    return {
        sheet["name"]: _grid(values)
        for sheet, values in zip(model.get_worksheets_properties(), shown, strict=True)
    }


def with_libreoffice(
    book: bytes, variants: Sequence[Inputs], names: Sequence[str] = ()
) -> list[Cells]:
    """Recalculate with LibreOffice, all workbooks in one run, each sheet read back as CSV."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number:04d}.xlsx" for number in range(len(variants))]
        for path, inputs in zip(files, variants, strict=True):
            path.write_bytes(variant(book, inputs))
        every_sheet = "44,34,76,1,,0,false,false,false,false,false,-1"
        run = subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={_profile(folder).as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                f"csv:Text - txt - csv (StarCalc):{every_sheet}",
                "--outdir",
                str(folder / "out"),
                *map(str, files),
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        found = [_csv_sheets(folder / "out", path.stem) for path in files]
    # It exits 0 on garbage, so what it wrote is what counts.
    assert all(found), f"LibreOffice left workbooks out: {run.stdout}{run.stderr}"
    return found


def _profile(folder: Path) -> Path:
    """Make a profile that recalculates on load: by itself LibreOffice trusts cached values."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
        f'<prop oor:name="{mode}" oor:op="fuse"><value>0</value></prop></item>'
        for mode in ("OOXMLRecalcMode", "ODFRecalcMode")
    )
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")
    return user.parent


def _csv_sheets(out: Path, stem: str) -> Cells:
    cells: Cells = {}
    for path in sorted(out.glob(f"{stem}-*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            cells[path.stem.removeprefix(f"{stem}-")] = [
                [_read(text) for text in row] for row in csv.reader(lines)
            ]
    return cells


def _read(text: str) -> Value:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?(E[+-]?\d+)?", text) else text or None


def _grid(shown: dict[tuple[int, int], Value]) -> list[list[Value]]:
    rows = max((row for row, _ in shown), default=-1) + 1
    columns = max((column for _, column in shown), default=-1) + 1
    return [[_seen(shown.get((row, column))) for column in range(columns)] for row in range(rows)]


def _seen(value: Value) -> Value:
    return None if value == "" else value


def missing(engine: str) -> str:
    """Say why an engine cannot run here, or nothing where it can."""
    if engine == "libreoffice" and shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    return ""


ENGINES = (
    Engine("formulon", with_formulon),
    Engine("ironcalc", with_ironcalc),
    Engine("libreoffice", with_libreoffice),
)
