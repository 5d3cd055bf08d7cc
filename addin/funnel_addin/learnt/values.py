"""What a won deal brings on average, where a workbook asks for it and nobody typed it."""

from __future__ import annotations

from funnel_addin.books.port import Book, Grid
from funnel_addin.learnt.held import cell_held, is_defined
from funnel_addin.learnt.history import History
from funnel_addin.plans.goals import GOALS, PROFIT, REVENUE
from funnel_core.errors import CrmError

__all__ = ["amount_told", "must_have_value", "value_inputs"]

CENTS = 2


def value_inputs(book: Book, history: History, goal: str = "") -> tuple[dict[str, Grid], list[str]]:
    """Give the value of a win, where the workbook's is blank and its goal says what it counts.

    Without such a goal a value would make money of a target that was typed in wins; a workbook
    without a target has none to change. A mean of amounts in several currencies is not taken.

    Args:
        book: a workbook.
        history: what is known.
        goal: what Plan_Goal is going to say, where that was given.
    """
    if history.amount is None:
        return {}, []
    mean = round(history.amount, CENTS)
    held = cell_held(book, "Plan_Value")
    told = amount_told(history)
    if history.mixes_currencies:
        stays = "blank" if held is None else f"{held:,}"
        return {}, [f"Plan_Value stays {stays}: {told}"]
    if held is not None:
        if held == mean:
            return {}, []
        return {}, [f"Plan_Value stays {held:,}: {told}; to take that, give --value {mean:.15g}"]
    says = goal or str(cell_held(book, "Plan_Goal") or "").strip().casefold()
    if says in GOALS or not is_defined(book, "Plan_Target"):
        return {"Plan_Value": ((mean,),)}, [f"Plan_Value takes {mean:,.15g}: {told}"]
    return {}, [f"Plan_Value stays blank: {told}; --value {mean:.15g} makes the target money"]


def must_have_value(book: Book, history: History, goal: str = "") -> None:
    """Refuse to fill a plan whose goal is money where no value of a win is known.

    Raises:
        CrmError: the history's is in several currencies, and nobody typed one.
    """
    says = goal or str(cell_held(book, "Plan_Goal") or "").strip().casefold()
    needed = says in (REVENUE, PROFIT) and cell_held(book, "Plan_Value") is None
    if needed and history.amount is not None and history.mixes_currencies:
        raise CrmError(f"{book.title}: Plan_Value is blank; {amount_told(history)}")


def amount_told(history: History) -> str:
    """Tell what won deals brought on average."""
    assert history.amount is not None
    told = f"won deals brought {history.amount:,.2f} on average"
    if history.amount_range is not None:
        low, high = history.amount_range
        told += f" ({history.confidence:.0%}: {low:,.2f} to {high:,.2f})"
    if history.mixes_currencies:
        told += (
            ", but their amounts are in several currencies and the mean is in none of them: give "
            "what a win brings by --value, in one currency, or export all amounts in one"
        )
    return told
