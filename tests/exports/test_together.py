"""All that exports do not say is said at once, with a command that can be pasted as it is."""

from __future__ import annotations

import datetime
import re
import shlex
from pathlib import Path

import duckdb
import pytest

from funnel_addin.cli import main
from funnel_addin.exports import chain
from funnel_addin.exports.likely import likely_columns
from funnel_addin.exports.opening import opened
from funnel_addin.exports.options import GivenRoles, RoleMissing

ODD = "Akte;Zustand;Tag;Vertreter;Summe\n"
WIDE = "Akte;Idee;Gespräch;Verloren\n"


def day(number: int, form: str = "%d.%m.%Y") -> str:
    """Write a day of 2026."""
    return (datetime.date(2026, 1, 5) + datetime.timedelta(number)).strftime(form)


def odd_log(folder: Path, form: str = "%d.%m.%Y") -> Path:
    """Write a log of which no heading is known."""
    path = folder / "odd.csv"
    rows = [
        f"A{at};{stage};{day(step * (7 if form.startswith('%d.') else 31), form)};{'xyz'[at % 3]};5"
        for at in range(30)
        for step, stage in enumerate(
            ["Idee", "Gespräch", "Vertrag"] if at % 2 else ["Idee", "Abbruch"]
        )
    ]
    path.write_text(ODD + "\n".join(rows), encoding="utf-8")
    return path


def wide(folder: Path) -> Path:
    """Write dates under headings that are stages' names alone."""
    path = folder / "wide.csv"
    rows = [
        f"A{at};{day(at)};{day(at + 9) if at % 2 else ''};{'' if at % 2 else day(at + 20)}"
        for at in range(30)
    ]
    path.write_text(WIDE + "\n".join(rows), encoding="utf-8")
    return path


def sentence_of(path: Path, given: GivenRoles | None = None) -> str:
    """Read an export that nobody can be asked about, and give the sentence that it ends with."""
    exports = chain.Exports((str(path),), given or GivenRoles())
    with pytest.raises(RoleMissing) as asked, chain.read(exports):
        pass
    return str(asked.value)


def command_in(sentence: str) -> list[str]:
    """Give the words of the one command that a sentence says in full."""
    (command,) = re.findall(r"`(funnel history [^`]*)`", sentence)
    return shlex.split(command)


def test_a_log_of_unknown_headings_is_asked_about_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Columns and order in one sentence; what it proposes can be pasted, and is right."""
    path = odd_log(tmp_path)
    sentence = sentence_of(path)
    assert "2 things must be said: the column that says when" in sentence
    words = command_in(sentence)
    assert words[3:] == [
        *("--record", "Akte", "--stage", "Zustand", "--time", "Tag"),
        *("--stages", "Idee,Gespräch,Vertrag", "--lost", "Abbruch"),
    ]
    assert main(words[1:]) == 0
    assert "Stages: Idee → Gespräch → Vertrag; lost: Abbruch." in capsys.readouterr().out


def test_the_order_of_dates_is_said_with_the_rest(tmp_path: Path) -> None:
    """Both readings and both options stand there; no run later asks again."""
    path = odd_log(tmp_path, "01/%m/%Y")
    sentence = sentence_of(path)
    assert "3 things must be said" in sentence
    assert "(`--dates day-first` or `--dates month-first`)" in sentence
    assert command_in(sentence)[-2:] == ["--dates", "day-first"]


def test_dates_under_the_names_of_stages_are_proposed_as_stages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No heading says a date, but what stands below does; one that loses is no step."""
    words = command_in(sentence_of(wide(tmp_path)))
    assert words[3:] == [
        *("--record", "Akte", "--stages", "Idee=Idee,Gespräch=Gespräch"),
        *("--lost", "Verloren=Verloren"),
    ]
    assert main(words[1:]) == 0
    assert "lost: Verloren." in capsys.readouterr().out


def test_what_was_typed_stands_in_the_command(tmp_path: Path) -> None:
    """One thing is left: its options are completed by those that were given."""
    path = odd_log(tmp_path)
    given = GivenRoles(record="Akte", stage="Zustand", time="Tag", zone="Europe/Paris")
    words = command_in(sentence_of(path, given))
    assert words[2:5] == [str(path), "--record", "Akte"]
    assert words[-6:] == [
        *("--zone", "Europe/Paris", "--stages", "Idee,Gespräch,Vertrag", "--lost", "Abbruch")
    ]


def test_nothing_is_proposed_where_nothing_shows_it(tmp_path: Path) -> None:
    """The places to fill in stand there, all of them, with the headings."""
    path = tmp_path / "no.csv"
    path.write_text("colour,size\nred,1\nblue,2\n", encoding="utf-8")
    sentence = sentence_of(path)
    assert "some of 'colour', 'size' with `funnel history" in sentence
    assert "--time HEADING --record HEADING --stage HEADING`" in sentence


def test_columns_that_cannot_be_told_apart_or_hold_lists_are_not_looked_at(tmp_path: Path) -> None:
    """Equal headings, and values within values, propose nothing and do no harm."""
    path = tmp_path / "same.csv"
    path.write_text("a,a\n1,2\n2,3\n", encoding="utf-8")
    with opened([str(path)]) as (export,):
        assert likely_columns(export, {}).log == {}
    lists = tmp_path / "lists.parquet"
    duckdb.sql(
        "SELECT range AS a, [1, 2] AS b, DATE '2026-01-05' AS c FROM range(4)"
    ).write_parquet(str(lists))
    with opened([str(lists)]) as (export,):
        likely = likely_columns(export, {})
    assert (likely.log, likely.dates, likely.record) == ({}, ("c",), "a")


def test_a_log_is_known_by_what_its_rows_say(tmp_path: Path) -> None:
    """A record comes again, each time at another stage: an owner or an amount stays the same."""
    with opened([str(odd_log(tmp_path))]) as (export,):
        likely = likely_columns(export, {})
    assert likely.log == {"record": "Akte", "stage": "Zustand", "time": "Tag"}
    with opened([str(wide(tmp_path))]) as (export,):
        likely = likely_columns(export, {})
    assert (likely.log, likely.record) == ({}, "Akte")
    assert likely.dates == ("Idee", "Gespräch", "Verloren")


def test_dates_of_stages_are_asked_for_as_such_at_a_terminal(tmp_path: Path) -> None:
    """Not the columns of a log, which a table of dates has not; the proposal is Enter's."""
    asked: list[RoleMissing] = []

    def answer(missing: RoleMissing) -> str:
        asked.append(missing)
        return missing.default

    with chain.read(chain.Exports((str(wide(tmp_path)),)), answer) as read:
        assert read.roles.stages == ("Idee", "Gespräch")
        assert read.roles.lost == ("Verloren",)
    assert [(each.role, each.default) for each in asked] == [
        ("stages", "Idee=Idee,Gespräch=Gespräch"),
        ("record", "Akte"),
    ]
    assert (
        "It looks like Idee=Idee,Gespräch=Gespräch; lost: Verloren=Verloren (" in asked[0].question
    )


def test_headings_of_dates_are_stages_by_themselves(tmp_path: Path) -> None:
    """What holds dates needs no equals sign."""
    given = GivenRoles(record="Akte", stages="Idee,Gespräch", lost="Verloren")
    with chain.read(chain.Exports((str(wide(tmp_path)),), given)) as read:
        assert read.roles.sources[0].dates.keys() == {"Idee", "Gespräch", "Verloren"}
