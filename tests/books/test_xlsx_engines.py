"""What spreadsheets show of a filled workbook: every number right, recalculated or not."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import formulon
import openpyxl
import pytest

from funnel_addin.books.xlsx import XlsxBook
from tests.books.rich import build

RIGHT = {
    ("Goal", "B6"): 200,
    ("Goal", "B8"): 206_600,
    ("Goal", "B9"): 3,
    ("Goal", "B10"): "far",
    ("Funnel", "A2"): "Visits & <co>",
    ("Funnel", "C2"): 200_000,
    ("Funnel", "D2"): 400_000,
    ("Bob's data", "F2"): 810,
    ("Extras", "D1"): 1_600,
    ("Extras", "G2"): 20_000,
    ("Extras", "I1"): 3,
}
SPILLED = {("Goal", "B7"): 20_000, ("Extras", "A1"): 200, ("Extras", "A5"): 204,
           ("Extras", "C1"): 1_010}  # fmt: skip
"""Values that need LAMBDA or spilling, which LibreOffice does not have."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("engines") / "rich.xlsx", macros=False)
    book = XlsxBook.open(path)
    book.write(
        {
            "Plan_Target": ((2_000_000,),),
            "Plan_Stages": (("Visits & <co>",), ("Lead",), ("MQL",), ("SQL",), ("Won",)),
            "Plan_Required": ((200_000,), (4_000,), (1_600,), (800,), (200,)),
        }
    )
    book.save(path)
    return path


def test_formulon_agrees(filled: Path) -> None:
    """An engine with LAMBDA and spills recalculates every value as expected."""
    with formulon.Workbook.load(filled.read_bytes()) as book:
        book.recalc()
        names = [book.sheet_name(index) for index in range(book.sheet_count())]
        for (sheet, address), value in {**RIGHT, **SPILLED}.items():
            row, column = int(address[1:]) - 1, ord(address[0]) - 65
            held = book.get_value(names.index(sheet), row, column).to_python()
            assert held == value, (sheet, address)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_no_stale_value(filled: Path, tmp_path: Path) -> None:
    """LibreOffice trusts stored values as it loads: whatever is left in the file must be right."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(filled)],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(tmp_path / filled.name, data_only=True)
    for (sheet, address), value in RIGHT.items():
        assert book[sheet][address].value == value, (sheet, address)
