"""Logs of changes: the stage that a record began in stands in no change's new value."""

from __future__ import annotations

from pathlib import Path

from funnel_addin.exports.events import Events, events
from funnel_addin.exports.opening import opened
from funnel_addin.exports.options import GivenRoles
from funnel_addin.exports.recognising import recognised
from funnel_core.history.problems import Kind

HEADINGS = "Opportunity ID,Lead Source,Field / Event,Old Value,New Value,Edit Date\n"
MOVED = (
    "1,Web,Created.,,,2024-01-01\n1,Web,Stage,Prospecting,Qualification,2024-01-05\n"
    "1,Web,Amount,5,6,2024-01-07\n1,Web,Stage,Qualification,Closed Won,2024-01-09\n"
    "2,Web,Stage,Prospecting,Closed Lost,2024-02-01\n"
)
STAYED = "3,Fair,Created.,,,2024-01-03\n4,Fair,Created.,,,2024-01-04\n"


def read(folder: Path, text: str) -> tuple[list[tuple[str, ...]], Events, tuple[str, ...]]:
    """Give a history's events in order, what was told, and the stages in their order."""
    path = folder / "history.csv"
    path.write_text(HEADINGS + text, encoding="utf-8")
    with opened([str(path)]) as exports:
        roles = recognised(exports, GivenRoles())
        made = events(exports, roles)
        rows = made.table.to_pyarrow().to_pylist()
    found = [(row["record"], row["stage"], str(row["time"]), row["channel"] or "") for row in rows]
    return sorted(found), made, roles.stages


def test_a_record_begins_in_its_first_changes_old_value(tmp_path: Path) -> None:
    """It entered that stage when it was created; at its first change where that is not said."""
    rows, made, stages = read(tmp_path, MOVED)
    assert rows == [
        ("1", "Closed Won", "2024-01-09", "Web"),
        ("1", "Prospecting", "2024-01-01", "Web"),
        ("1", "Qualification", "2024-01-05", "Web"),
        ("2", "Closed Lost", "2024-02-01", "Web"),
        ("2", "Prospecting", "2024-02-01", ""),
    ]
    assert stages == ("Prospecting", "Qualification", "Closed Won")
    assert made.problems == ()


def test_records_that_never_changed_are_told_and_counted_where_all_begin(tmp_path: Path) -> None:
    """Where every other record began in one stage, these did, too: else they are left out."""
    rows, made, _ = read(tmp_path, MOVED + STAYED)
    assert ("3", "Prospecting", "2024-01-03", "Fair") in rows
    (told,) = made.problems
    assert (told.kind, told.count, told.examples) == (Kind.BLANK_STAGE, 2, ("3", "4"))
    assert "counted in 'Prospecting', in which all others began" in told.sentence
    other = "5,Web,Stage,Qualification,Closed Won,2024-02-01\n"
    rows, made, _ = read(tmp_path, MOVED + STAYED + other)
    assert not {row[0] for row in rows} & {"3", "4"}
    assert "left out" in made.problems[0].sentence
