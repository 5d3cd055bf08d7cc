"""Where the shipped workbooks lie, and how one is copied."""

from __future__ import annotations

from pathlib import Path

from funnel_addin.books.xlsx import XlsxBook
from funnel_core.errors import TemplateError

__all__ = ["TEMPLATES", "calculates_as_shipped", "copy_template", "template_path"]

TEMPLATES = ("funnel_plan",)


def template_path(name: str) -> Path:
    """Give the path of a shipped template.

    Raises:
        TemplateError: there is no template of that name.
    """
    if name not in TEMPLATES:
        raise TemplateError(f"there is no template {name!r}; there is {', '.join(TEMPLATES)}")
    installed = Path(__file__).parent / "workbooks" / f"{name}.xlsx"
    checkout = Path(__file__).parents[2] / "templates" / f"{name}.xlsx"
    return installed if installed.exists() else checkout


def copy_template(name: str, target: Path, overwrite: bool = False) -> None:
    """Write a new workbook from a shipped template.

    Raises:
        TemplateError: no such template; a file in the way (unless `overwrite`); a place that
            cannot be written to.
    """
    XlsxBook.open(template_path(name)).save(target, overwrite=overwrite)


def calculates_as_shipped(book: XlsxBook) -> bool:
    """Tell whether a workbook holds every formula of a shipped template, just where it was.

    Then its formulas are known to give what the core gives (the tests recalculate them in several
    engines), and results can be stored beside them. Formulas on sheets that a person added do not
    matter.
    """
    held = book.formulas()
    for name in TEMPLATES:
        shipped = XlsxBook.open(template_path(name)).formulas()
        sheets = {sheet for sheet, _, _ in shipped}
        same_sheets = {at: text for at, text in held.items() if at[0] in sheets}
        if same_sheets == shipped:
            return True
    return False
