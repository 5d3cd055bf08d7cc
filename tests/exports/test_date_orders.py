"""What an export's dates do not show of their order is told, however it was decided."""

from __future__ import annotations

from pathlib import Path

from funnel_addin.exports.events import events
from funnel_addin.exports.opening import opened
from funnel_addin.exports.roles import DateColumn, Roles, Source
from funnel_core.history.problems import Kind

DATES = {"Lead": DateColumn("created"), "Won": DateColumn("signed")}


def told(folder: Path, dates: tuple[str, ...], order: str = "") -> list[tuple[str, list[str]]]:
    """Give the sentences on the order of dates in two columns, with their examples."""
    path = folder / "two.csv"
    rows = [f"{at},{pair}" for at, pair in enumerate(dates)]
    path.write_text("\n".join(["id,created,signed", *rows]), encoding="utf-8")
    roles = Roles((Source(str(path), "id", dates=DATES),), ("Lead", "Won"), date_order=order)
    with opened([str(path)]) as tables:
        found = events(tables, roles).problems
    return [(each.sentence, list(each.examples)) for each in found if each.kind is Kind.DATE_ORDER]


def test_an_order_that_only_another_column_shows_is_told(tmp_path: Path) -> None:
    """How many dates, what one of them is read as, and the column that shows it."""
    ((sentence, examples),) = told(tmp_path, ("01/02/2026,02/26/2026", "03/04/2026,03/05/2026"))
    assert "2 dates under 'created' may be day or month first" in sentence
    assert "taken for month first, as those under 'signed' are" in sentence
    assert "`--dates day-first`" in sentence
    assert examples == ["01/02/2026 is 2 January 2026"]


def test_an_order_that_is_shown_or_said_needs_no_word(tmp_path: Path) -> None:
    """A column's own values, days that are the same in any order, and `--dates`."""
    assert told(tmp_path, ("26/02/2026,27/02/2026",)) == []
    assert told(tmp_path, ("02/02/2026,27/02/2026",)) == []
    assert told(tmp_path, ("01/02/2026,27/02/2026",), "day-first") == []


def test_columns_of_opposite_order_are_told(tmp_path: Path) -> None:
    """One is day first and the other month first: both are read as they stand, with a proof."""
    ((sentence, examples),) = told(tmp_path, ("26/02/2026,02/27/2026",))
    assert "day first under 'created' and month first under 'signed'; read so: look" in sentence
    assert examples == ["26/02/2026 under 'created'", "02/27/2026 under 'signed'"]


def test_an_order_that_dates_cannot_have_is_told(tmp_path: Path) -> None:
    """`--dates` is no use for a column that can only be read in another order."""
    ((sentence, _),) = told(tmp_path, ("26/02/2026,27/02/2026",), "month-first")
    assert sentence.endswith("under 'signed'; read so, whatever `--dates month-first` says")
