"""The shipped templates: what each is for, where its files lie, and how one is copied."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from funnel_addin.books.port import Place
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.books.xlsx.currency import CODES, currency_code
from funnel_core.errors import TemplateError

__all__ = [
    "TEMPLATES",
    "Template",
    "calculates_as_shipped",
    "copy_template",
    "picture_path",
    "show_its_currency",
    "template_bytes",
    "template_named",
    "template_path",
]

CURRENCY = "Plan_Currency"


@dataclass(frozen=True, slots=True)
class Template:
    """One template.

    Args:
        name: its file's name, without .xlsx.
        title: what it is called.
        line: one line that says what it is for.
        sheets: its sheets, in the order of their tabs.
        first: what to type first in the empty workbook.
        fill: what `funnel fill` adds to it.
    """

    name: str
    title: str
    line: str
    sheets: tuple[str, ...]
    first: str
    fill: str


TEMPLATES = (
    Template(
        "funnel_plan",
        "Funnel plan",
        "From a goal to what marketing and sales must bring at every stage: by when, how sure, "
        "and where you stand.",
        ("Start", "Goal", "Funnel", "Schedule", "Pace", "Agreement", "Workings"),
        "type a target and rates: the volumes calculate by themselves",
        "adds the volumes at your confidence, and how probable the goal is",
    ),
    Template(
        "marketing_system",
        "Marketing system",
        "Activities, expenses and outcomes of every channel on one dashboard: what moves, what it "
        "is worth, what to try next.",
        ("Start", "Steps", "Log", "Dashboard", "Learn", "Workings"),
        "choose a time grain, name your steps and channels, and log what you do",
        "adds trends, signals, correlations, and how sure each experiment is",
    ),
    Template(
        "channel_budget",
        "Channel budget",
        "Which channel brings what, what it costs, and where the next money should go.",
        ("Start", "Channels", "Mix", "Allocation", "Return", "Scenarios", "Workings"),
        "name your channels, and type their rates, spend and response",
        "adds the volumes per channel, and the split of the budget that brings the most",
    ),
)
"""The templates, the most general first; the descriptions in templates/ say the same."""


def template_named(name: str) -> Template:
    """Give a template by its name.

    Raises:
        TemplateError: there is no template of that name.
    """
    for each in TEMPLATES:
        if each.name == name.strip().lower():
            return each
    names = _listed([each.name for each in TEMPLATES])
    raise TemplateError(f"there is no template {name!r}; there are {names}")


def template_path(name: str, example: bool = False) -> Path:
    """Give the path of a shipped template, or of its filled example.

    Raises:
        TemplateError: there is no template of that name.
    """
    file = f"{template_named(name).name}{'_example' if example else ''}.xlsx"
    installed = Path(__file__).parent / "workbooks" / file
    checkout = Path(__file__).parents[2] / "templates" / file
    return installed if installed.exists() else checkout


def picture_path(name: str) -> Path:
    """Give the path of a picture of a template.

    Raises:
        TemplateError: there is no template of that name.
    """
    file = f"{template_named(name).name}.png"
    installed = Path(__file__).parent / "workbooks" / file
    checkout = Path(__file__).parents[2] / "docs" / "pictures" / "templates" / file
    return installed if installed.exists() else checkout


def copy_template(
    name: str,
    target: Path,
    overwrite: bool = False,
    example: bool = False,
    currency: str | None = None,
) -> None:
    """Write a new workbook from a shipped template.

    Args:
        name: the template's.
        target: the file to write.
        overwrite: a file in the way is replaced.
        example: its filled example instead of the empty workbook.
        currency: the code of the currency that its money is in, as ISO 4217 has it; the
            template's own if left out.

    Raises:
        TemplateError: no such template; a file in the way (unless `overwrite`); a place that
            cannot be written to.
        InputError: no such currency.
    """
    code = None if currency is None else currency_code(currency)
    book = XlsxBook.open(template_path(name, example))
    if code is not None:
        book.write({CURRENCY: ((code,),)})
    show_its_currency(book)
    book.save(target, overwrite=overwrite)


def template_bytes(name: str, example: bool = False, currency: str | None = None) -> bytes:
    """Give a new workbook from a shipped template as the bytes of its file.

    Raises:
        TemplateError: no such template.
        InputError: no such currency.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{template_named(name).name}.xlsx"
        copy_template(name, path, example=example, currency=currency)
        return path.read_bytes()


def show_its_currency(book: XlsxBook) -> tuple[str, ...]:
    """Have a workbook's money show in the currency that it names, if it has a cell for that.

    Returns:
        Notes: what stands there where it is no currency's code (money then shows without a sign);
        that formats changed.
    """
    if not isinstance(book.places().get(CURRENCY), Place):
        return ()
    ((held, *_), *_) = book.known(CURRENCY)[0].values
    code = "" if held is None else str(held).strip().upper()
    known = code in CODES
    changed = book.show_currency(code if known else "")
    if code and not known:
        return (
            f"{CURRENCY} is {str(held).strip()!r}, which is no currency's code (ISO 4217): money "
            "shows without a sign; write a code such as EUR",
        )
    if not changed:
        return ()
    how = f"is {code}: money shows in {code}" if code else "is blank: money shows without a sign"
    return (f"{CURRENCY} {how} now; the formats of our money cells changed, no number did",)


def calculates_as_shipped(book: XlsxBook) -> bool:
    """Tell whether a workbook holds every formula of a shipped template, just where it was.

    Then its formulas are known to give what the core gives (the tests recalculate them in several
    engines), and results can be stored beside them. Formulas on sheets that a person added do not
    matter.
    """
    held = book.formulas()
    titles = {sheet for sheet, _, _ in held}
    for each in TEMPLATES:
        if not titles.issuperset(each.sheets):
            continue
        shipped = XlsxBook.open(template_path(each.name)).formulas()
        sheets = {sheet for sheet, _, _ in shipped}
        same_sheets = {at: text for at, text in held.items() if at[0] in sheets}
        if same_sheets == shipped:
            return True
    return False


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
