"""Every sheet can be looked at, prints on its pages, and is pictured in the docs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from templates import pictures
from templates.build import NAMES, described
from tests.templates.handed_out import FOLDER

LACKING = [program for program in pictures.PROGRAMS if shutil.which(program) is None]
needs_programs = pytest.mark.skipif(bool(LACKING), reason=f"not installed: {', '.join(LACKING)}")
MOST_BYTES = 250_000


@pytest.mark.parametrize("name", NAMES)
def test_the_docs_have_a_small_picture_of_each(name: str) -> None:
    """A page that shows it loads fast."""
    path = pictures.DOCS / f"{name}.png"
    assert path.stat().st_size < MOST_BYTES
    assert Image.open(path).size == (pictures.WIDTH, pictures.HEIGHT)


def test_each_picture_shows_sheets_that_there_are() -> None:
    """A sheet that is renamed is renamed there, too."""
    for name, shown in pictures.SHOWN.items():
        assert set(shown) <= {sheet.title for sheet in described(name).sheets}


@needs_programs
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_is_drawn_and_prints_on_its_pages(name: str, tmp_path: Path) -> None:
    """A sheet that is fitted to one page takes one; a picture shows each whole."""
    path = FOLDER / f"{name}_example.xlsx"
    sheets = described(name).sheets
    drawn = pictures.screens([path], tmp_path)
    assert [title for _, title in drawn] == [sheet.title for sheet in sheets]
    assert all(Image.open(picture).width > 300 for picture in drawn.values())
    counted = pictures.prints([path], tmp_path)[path]
    for sheet in sheets:
        most = sheet.pages[0] * sheet.pages[1]
        assert counted[sheet.title] >= 1
        assert not most or counted[sheet.title] <= most, sheet.title


def test_a_missing_program_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where LibreOffice or poppler is missing, a sentence says so."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pictures.main([str(tmp_path / "out")]) == 1
    assert "no picture can be drawn: soffice" in capsys.readouterr().err
