"""Which workbooks count as our templates, and what it costs to find that out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from funnel_addin import templates
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.templates import TEMPLATES, calculates_as_shipped, template_path


@pytest.mark.parametrize("name", [each.name for each in TEMPLATES])
@pytest.mark.parametrize("example", [False, True])
def test_a_shipped_workbook_calculates_as_shipped(name: str, example: bool) -> None:
    """The example holds the same formulas, on the same sheets."""
    assert calculates_as_shipped(XlsxBook.open(template_path(name, example)))


def test_a_person_s_own_workbook_opens_no_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sheets' names tell it apart, though two of them may be called as ours are."""
    path = tmp_path / "own.xlsx"
    book = openpyxl.Workbook()
    for title in ("Start", "Funnel", "Ours"):
        book.create_sheet(title)["A1"] = "=1+1"
    book.save(path)

    def opened(name: str, example: bool = False) -> Path:
        raise AssertionError(f"the template {name} was opened")

    monkeypatch.setattr(templates, "template_path", opened)
    assert not calculates_as_shipped(XlsxBook.open(path))
