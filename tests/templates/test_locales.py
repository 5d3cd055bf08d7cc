"""LibreOffice set to German and to Brazilian Portuguese works out the same as in English."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.templates.handed_out import EMPTY, EXAMPLES
from tests.templates.workbooks import MAIN, bare

ENGLISH, OTHERS = "en-US", ("de-DE", "pt-BR")
FILLINGS = 10
NEAR = 1e-9
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")

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
        timeout=900,
        check=True,
    )
    return {path.stem: shown(path, out / path.name) for path in files}


def shown(asked: Path, answered: Path) -> Shown:
    """Give what the formula cells of a workbook show after a recalculation."""
    formulas = {
        (number, cell.get("r"))
        for number, root in sheets(asked)
        for cell in root.iter(f"{MAIN}c")
        if cell.find(f"{MAIN}f") is not None
    }
    with zipfile.ZipFile(answered) as parts:
        table = etree.fromstring(parts.read("xl/sharedStrings.xml"))
    texts = ["".join(map(str, item.itertext())) for item in table.iter(f"{MAIN}si")]
    return {
        f"{number}!{cell.get('r')}": content(cell, texts)
        for number, root in sheets(answered)
        for cell in root.iter(f"{MAIN}c")
        if (number, cell.get("r")) in formulas
    }


def sheets(path: Path) -> Iterator[tuple[int, etree._Element]]:
    """Give the sheets of a workbook's file, by number."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            found = SHEET.fullmatch(name)
            if found:
                yield int(found[1]), etree.fromstring(parts.read(name))


def content(cell: etree._Element, texts: list[str]) -> float | str:
    """Give what a cell shows: a number, a text, or an error's code."""
    value, kind = cell.findtext(f"{MAIN}v") or "", cell.get("t", "n")
    if kind == "s":
        return texts[int(value)]
    return float(value) if kind == "n" and value else value


@cache
def typed(path: Path) -> dict[tuple[int, str], float]:
    """Give the numbers that are typed into a workbook, but for dates."""
    return {
        (number, cell.coordinate): cell.value
        for number, sheet in enumerate(openpyxl.load_workbook(path).worksheets, start=1)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and not cell.protection.locked
    }


def filling(path: Path, rng: random.Random | None = None) -> bytes:
    """Leave out cached values, and type other numbers over those that a workbook holds."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bare(path.read_bytes()))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            found = SHEET.fullmatch(name)
            part = old.read(name)
            new.writestr(name, edited(part, path, int(found[1]), rng) if found else part)
    return out.getvalue()


def edited(part: bytes, path: Path, number: int, rng: random.Random | None) -> bytes:
    """Give a sheet's part without cached values, with other numbers if they are asked for."""
    root = etree.fromstring(part)
    for cell in root.iter(f"{MAIN}c"):
        value, at = cell.find(f"{MAIN}v"), (number, str(cell.get("r")))
        if value is None:
            continue
        if cell.find(f"{MAIN}f") is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)
        elif rng is not None and at in typed(path):
            typed_now = other(typed(path)[at], rng)
            if typed_now is None:
                cell.remove(value)
            else:
                value.text = repr(typed_now)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def other(number: float, rng: random.Random) -> float | None:
    """Give another number of the same kind: a near one, a small or a large one, or none."""
    if rng.random() < 0.03:
        return None
    scaled = number * rng.choice((0.1, 0.5, 0.9, 1.1, 2, 1000.5))
    if number > 1:
        return round(scaled) if isinstance(number, int) else scaled
    return min(scaled, 0.995)


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
