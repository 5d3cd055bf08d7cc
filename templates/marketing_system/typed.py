"""Numbers that are typed once, cleaned for the formulas that read them."""

from __future__ import annotations

from templates.builder.describing import Worked

__all__ = ["typed_number", "typed_period"]


def typed_period(key: str, label: str, typed: str) -> Worked:
    """Give the number of a period that is picked by its name, or typed by its number."""
    named = f"SUMPRODUCT(({{period_name:}}=TRIM({{{typed}}}))*{{period_number:}})"
    return Worked(
        key=key,
        label=label,
        shown="number",
        formula=f'IF(ISERROR({{{typed}}}),"",IF({named}>0,{named},IF(ISNUMBER({{{typed}}}),'
        f'IF(AND({{{typed}}}>=1,{{{typed}}}<={{period_count}}),INT({{{typed}}}),""),"")))',
    )


def typed_number(
    key: str, label: str, typed: str, low: str, high: str, whole: bool = False
) -> Worked:
    """Give a typed number if it lies from low to high, else nothing."""
    kept = f"INT({{{typed}}})" if whole else f"{{{typed}}}"
    return Worked(
        key=key,
        label=label,
        shown="number",
        formula=f"IF(ISNUMBER({{{typed}}}),IF(AND({{{typed}}}>={low},{{{typed}}}<={high}),"
        f'{kept},""),"")',
    )
