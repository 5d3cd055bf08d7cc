"""`python -m templates.pictures FOLDER` draws every sheet of every template, to be looked at.

For each workbook, empty and as an example: each sheet as it is on a screen at 100 %, and the pages
of its A4 print. LibreOffice and poppler's pdftoppm and pdftotext must be installed. With --docs,
the composed pictures of docs/pictures/templates are made anew, too.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs" / "pictures" / "templates"
PROGRAMS = ("soffice", "pdftoppm", "pdftotext")
SCREEN, PRINT = 96, 75
"""Dots per inch: 96 is a screen at 100 %."""

MARGIN = 16

WHOLE = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
SHOWN = {
    "funnel_plan": ("Funnel", "Goal", "Pace"),
    "marketing_system": ("Dashboard", "Learn", "Log"),
    "channel_budget": ("Allocation", "Mix", "Scenarios"),
}
"""The sheets on a workbook's composed picture: the first one lies in front."""

WIDTH, HEIGHT, SHADOW = 1400, 820, 10
FRONT = (36, 84, 880, 700)
BEHIND = ((584, 36, 780, 420), (664, 420, 700, 364))
"""Left, top, width and height of the sheets on a composed picture."""

PAPER, FRAME, SHADE = "#EEF1F5", "#C4CCD6", (27, 54, 93, 60)
COLOURS = 255


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what is asked for; 1 if a program is missing or a print does not fit its pages."""
    parser = argparse.ArgumentParser(prog="python -m templates.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="workbooks whose name begins so")
    parser.add_argument("--docs", action="store_true", help="compose docs/pictures/templates anew")
    asked = parser.parse_args(arguments)
    lacking = [program for program in PROGRAMS if shutil.which(program) is None]
    if lacking:
        print(f"no picture can be drawn: {', '.join(lacking)} not installed", file=sys.stderr)
        return 1
    books = sorted(path for path in HERE.glob("*.xlsx") if path.name.startswith(asked.only))
    asked.folder.mkdir(parents=True, exist_ok=True)
    drawn = screens(books, asked.folder)
    for book, pages in prints(books, asked.folder).items():
        told = ", ".join(f"{sheet} {count}" for sheet, count in pages.items())
        print(f"{book.name}: printed pages: {told}")
    if asked.docs:
        DOCS.mkdir(parents=True, exist_ok=True)
        for name, sheets in SHOWN.items():
            pictures = [drawn.get((f"{name}_example", sheet)) for sheet in sheets]
            if all(pictures):
                composed([Image.open(each) for each in pictures if each], DOCS / f"{name}.png")
    return 0


def screens(books: Sequence[Path], folder: Path) -> dict[tuple[str, str], Path]:
    """Draw every sheet whole, as on a screen; give the pictures by workbook and sheet."""
    drawn = {}
    with tempfile.TemporaryDirectory() as name:
        converted(books, Path(name), WHOLE)
        for book in books:
            pages = paged(Path(name) / f"{book.stem}.pdf", Path(name) / book.stem, SCREEN)
            for sheet, page in zip(titles(book), pages, strict=True):
                picture = folder / f"{book.stem}-{sheet.lower()}.png"
                margined(Image.open(page)).save(picture)
                drawn[book.stem, sheet] = picture
    return drawn


def prints(books: Sequence[Path], folder: Path) -> dict[Path, dict[str, int]]:
    """Draw every printed page; give how many pages each sheet takes, as their footers say."""
    counted = {}
    with tempfile.TemporaryDirectory() as name:
        converted(books, Path(name), "pdf")
        for book in books:
            file = Path(name) / f"{book.stem}.pdf"
            for number, page in enumerate(paged(file, Path(name) / book.stem, PRINT), start=1):
                shutil.move(page, folder / f"{book.stem}-print-{number}.png")
            texts = subprocess.run(
                ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
            ).stdout.split("\f")
            feet = [re.findall(r"[^\s:][^:\n]*: (\w+) +Page \d+", text) for text in texts]
            counted[book] = {
                sheet: sum(foot[-1:] == [sheet] for foot in feet) for sheet in titles(book)
            }
    return counted


def converted(books: Sequence[Path], folder: Path, form: str) -> None:
    """Have LibreOffice turn workbooks into files of another form, in a profile of its own."""
    profile = (folder / "profile").as_uri()
    # a Python that stands first on the PATH would be taken by LibreOffice for its own
    environment = {**os.environ, "PATH": os.defpath}
    subprocess.run(
        [
            str(shutil.which("soffice")),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            *map(str, books),
        ],
        env=environment,
        capture_output=True,
        check=True,
        timeout=300,
    )


def paged(file: Path, stem: Path, dots: int) -> list[Path]:
    """Draw the pages of a PDF file."""
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", str(file), str(stem)], check=True)
    return sorted(stem.parent.glob(f"{stem.name}-[0-9]*.png"))


def margined(picture: Image.Image) -> Image.Image:
    """Give back the empty first row and column, which LibreOffice cuts off."""
    page = Image.new("RGB", (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN), "white")
    page.paste(picture, (MARGIN, MARGIN))
    return page


def titles(book: Path) -> list[str]:
    """Give the titles of a workbook's sheets."""
    return openpyxl.load_workbook(book, read_only=True).sheetnames


def composed(pictures: Sequence[Image.Image], file: Path) -> None:
    """Lay a workbook's sheets over each other: the first in front, the others behind it."""
    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    front, *behind = pictures
    for picture, place in zip(behind, BEHIND, strict=True):
        laid(page, picture, place)
    laid(page, front, FRONT)
    few = page.quantize(COLOURS, kmeans=1, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def laid(page: Image.Image, picture: Image.Image, place: tuple[int, int, int, int]) -> None:
    """Lay one sheet on the page: its top left part, as wide as its place, framed, with a shadow."""
    left, top, width, height = place
    scaled = picture.convert("RGB").resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )
    scaled = scaled.crop((0, 0, width, min(height, scaled.height)))
    shade = Image.new("RGBA", page.size, (0, 0, 0, 0))
    box = (left, top + 4, left + width, top + scaled.height + 4)
    ImageDraw.Draw(shade).rectangle(box, fill=SHADE)
    shade = shade.filter(ImageFilter.GaussianBlur(SHADOW))
    page.paste(shade, (0, 0), shade)
    page.paste(scaled, (left, top))
    edge = (left, top, left + width, top + scaled.height)
    ImageDraw.Draw(page).rectangle(edge, outline=FRAME)


if __name__ == "__main__":
    sys.exit(main())
