"""An Excel of its own in memory, under the real xlwings: books, sheets, ranges and names.

Excel does not run here. What is imitated is how Excel answers xlwings: one cell as a scalar, a
block as rows; currency as a Decimal of four decimals, a date as a datetime, an error as its number;
a text that is set is read as if it were typed; a call while a cell is edited is refused.

    with excel() as app:
        book = app.book("plan.xlsx")
        book.sheet("Goal").fill("B2", [[100.0]])
        book.names["Plan_Target"] = "=Goal!$B$2"
        as_xlwings(book)
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import xlwings as xw

from tests.excel_engine.faces import App, Engine, as_xlwings
from tests.excel_engine.model import EDITING, REJECTED, BookOf, ComError, SheetOf

__all__ = ["EDITING", "REJECTED", "App", "BookOf", "ComError", "SheetOf", "as_xlwings", "excel"]


@contextlib.contextmanager
def excel() -> Iterator[App]:
    """Be the Excel that xlwings talks to, for a while."""
    before = (list(xw.engines.engines), dict(xw.engines.engines_by_name), xw.engines.active)
    app = App()
    engine = xw.main.Engine(impl=Engine(app))
    xw.engines.add(engine)
    engine.activate()
    try:
        yield app
    finally:
        xw.engines.engines, xw.engines.engines_by_name, xw.engines.active = before
