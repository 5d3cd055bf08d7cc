"""LibreOffice set to German and to Brazilian Portuguese works out the same as in English."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from tests.templates.handed_out import EMPTY, EXAMPLES

ENGLISH, OTHERS = "en-US", ("de-DE", "pt-BR")
FILLINGS = 10
NEAR = 1e-9

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)

Shown = Mapping[str, object]
"""What each cell shows, by sheet and cell."""


def profile(folder: Path, locale: str) -> Path:
    """Make a profile that recalculates on load, in a language's ways of writing."""
    user = folder / locale / "user"
    user.mkdir(parents=True)
    items = [
        ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
        ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", locale),
    ]
    lines = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
        "</prop></item>"
        for path, name, value in items
    )
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}{lines}</oor:items>", encoding="utf-8")
    return user.parent


def recalculated(files: list[Path], folder: Path, locale: str) -> dict[str, Shown]:
    """Recalculate workbooks in a language, and give what their formulas show.

    They are read back from .xlsx, where numbers stand as numbers in every language.
    """
    out = folder / f"out-{locale}"
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={profile(folder, locale).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            *map(str, files),
        ],
        # a Python that stands first on the PATH would be taken by LibreOffice for its own
        env={**os.environ, "PATH": os.defpath},
        capture_output=True,
        timeout=300,
        check=True,
    )
    return {path.stem: shown(path, out / path.name) for path in files}


def shown(asked: Path, answered: Path) -> Shown:
    """Give what the formula cells of a workbook show after a recalculation."""
    formulas = openpyxl.load_workbook(asked)
    values = openpyxl.load_workbook(answered, data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": values[sheet.title][cell.coordinate].value
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def filling(path: Path, rng: random.Random | None = None) -> bytes:
    """Save a workbook without cached values, with other inputs typed over those it holds."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets if rng else ():
        for row in sheet.iter_rows():
            for cell in row:
                if rng and not isinstance(cell, MergedCell) and not cell.protection.locked:
                    cell.value = other(cell.value, rng)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def other(content: object, rng: random.Random) -> object:
    """Give another content of a cell, of the same kind."""
    if content is None or rng.random() < 0.03:
        return None
    if isinstance(content, bool | str) or not isinstance(content, int | float):
        return content
    scaled = content * rng.choice((0.1, 0.5, 0.9, 1.1, 2, 1000.5))
    if isinstance(content, int):
        return round(scaled)
    return min(scaled, 0.995) if content <= 1 else scaled


def same(one: object, two: object) -> bool:
    """Tell whether two cells show the same, but for the signs within numbers."""
    if isinstance(one, int | float) and isinstance(two, int | float):
        return abs(one - two) <= NEAR * max(1, abs(one), abs(two))
    if isinstance(one, str) and isinstance(two, str):
        return plain(one) == plain(two)
    return one == two


@cache
def plain(text: str) -> str:
    """Leave out what separates thousands and decimals within a text."""
    return re.sub(r"(?<=\d)[.,\u00a0\u202f'](?=\d)", "", text)


@needs_office
@pytest.mark.slow
def test_every_language_works_out_the_same(tmp_path: Path) -> None:
    """Values and sentences are those of English, empty, as an example, and at random."""
    rng = random.Random(6)
    files = []
    for path in (*EMPTY, *EXAMPLES):
        files.append(tmp_path / path.name)
        files[-1].write_bytes(filling(path))
        for number in range(FILLINGS if path in EXAMPLES else 0):
            files.append(tmp_path / f"{path.stem}_{number}.xlsx")
            files[-1].write_bytes(filling(path, rng))
    english = recalculated(files, tmp_path, ENGLISH)
    for locale in OTHERS:
        others = recalculated(files, tmp_path, locale)
        differing = [
            f"{locale} {name} {cell}: {value!r}, {others[name][cell]!r}"
            for name, cells in english.items()
            for cell, value in cells.items()
            if not same(value, others[name][cell])
        ]
        assert differing == []
