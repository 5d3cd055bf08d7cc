"""Where the shipped workbooks lie, and how one is copied."""

from __future__ import annotations

from pathlib import Path

from funnel_core.errors import TemplateError

__all__ = ["TEMPLATES", "copy_template", "template_path"]

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
    from funnel_addin.books.xlsx import XlsxBook

    XlsxBook.open(template_path(name)).save(target, overwrite=overwrite)
