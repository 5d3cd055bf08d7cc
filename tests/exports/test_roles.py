"""Roles kept in a TOML file: what was written comes back, and what is wrong is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin.exports.roles import DATE_ORDERS, DateColumn, Roles, Source
from funnel_addin.exports.roles_file import as_toml, roles_from_toml
from funnel_addin.exports.stage_options import StageGiven, stages_given, told
from funnel_core.errors import CrmError

LOG = Source("log.csv", "case", stage="stage", time="entered_at")
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
several = st.lists(words, max_size=3).map(tuple)
dates = st.one_of(words.map(DateColumn), st.builds(DateColumn, words, where=words, values=several))
paths = st.sampled_from(
    ["a.csv", "crm/a.csv", "../a b.parquet", "x/*.parquet", "postgresql://crm@db.example.com/sales"]
)
plain = {name: st.one_of(st.just(""), words) for name in ("table", "joined", "channel", "amount")}
logs = st.builds(
    Source,
    paths,
    words,
    stage=words,
    time=words,
    marks=st.dictionaries(words, words, max_size=3),
    where=words,
    values=several,
    before=st.one_of(st.just(""), words),
    created=several,
    **plain,
)
tables = st.builds(
    Source, paths, words, dates=st.dictionaries(words, dates, min_size=1, max_size=4), **plain
)
kept = st.builds(
    Roles,
    sources=st.lists(st.one_of(logs, tables), min_size=1, max_size=3).map(tuple),
    stages=several,
    lost=several,
    date_order=st.sampled_from(["", *DATE_ORDERS]),
    zone=st.sampled_from(["", "Europe/Amsterdam"]),
    tool=st.sampled_from(["", "HubSpot"]),
)


@given(roles=kept, path=st.sampled_from(["roles.toml", "crm/roles.toml", "../kept/roles.toml"]))
def test_what_was_written_comes_back(roles: Roles, path: str) -> None:
    """Any roles, headings in any letters, are the same after writing and reading."""
    assert roles_from_toml(as_toml(roles, Path(path)), Path(path)) == roles


def test_a_file_may_be_moved_with_its_exports(tmp_path: Path) -> None:
    """Paths are kept from the file's folder: both together may go elsewhere."""
    roles = Roles((Source(str(tmp_path / "crm" / "log.csv"), "case", stage="s", time="t"),), ("a",))
    text = as_toml(roles, tmp_path / "crm" / "roles.toml")
    assert tomllib.loads(text)["sources"][0]["export"] == "log.csv"
    moved = roles_from_toml(text, Path("elsewhere/roles.toml"))
    assert moved.sources[0].export == str(Path("elsewhere/log.csv"))


def test_the_file_says_what_it_is_and_how_it_is_used() -> None:
    """A person who finds the file reads at its top what it is for."""
    text = as_toml(Roles((LOG,), ("Lead", "Won")), Path("crm.toml"))
    top = text.split("stages")[0]
    assert "which column holds what" in top
    assert "funnel history --roles crm.toml" in text


def test_a_password_is_not_kept() -> None:
    """An address is written without its password, which may not lie in a file."""
    address = "postgresql://crm:s3cret@db.example.com/sales?password=s3cret"
    text = as_toml(Roles((Source(address, "id", stage="s", time="t"),), ("a",)), Path("r.toml"))
    assert "s3cret" not in text
    assert "postgresql://crm@db.example.com/sales" in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ("stages = 3", "'stages' in r.toml must be a list of texts; got 3"),
        ("stages = [1]", "'stages' in r.toml must be a list of texts; got [1]"),
        ("", "'stages' in r.toml must be a list of texts; got nothing"),
        ("stages = ['a']\nlos = ['b']", "r.toml must hold no other keys than"),
        ("stages = ['a']\nzone = 1", "'zone' in r.toml must be a text; got 1"),
        ("stages = ['a']\ndate_order = 'us'", "'date_order' in r.toml must be day-first or"),
        ("stages = [", "r.toml must be a TOML file as `--save-roles` writes it; it is none"),
    ],
)
def test_what_is_wrong_at_the_top_is_told(changed: str, sentence: str) -> None:
    """A key that is unknown, missing or of the wrong kind: the file, the key, what was expected."""
    source = "[[sources]]\nexport = 'l.csv'\nrecord = 'r'\nstage = 's'\ntime = 't'\n"
    with pytest.raises(CrmError) as told_one:
        roles_from_toml(f"{changed}\n{source}", Path("r.toml"))
    assert str(told_one.value).startswith(sentence)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "'sources' in r.toml must be one or more tables"),
        ("[[sources]]\nrecord = 'r'", "'sources[1].export' in r.toml must be a text; got nothing"),
        ("[[sources]]\nexport = 'l'", "'sources[1].record' in r.toml must be a text; got nothing"),
        ("[[sources]]\nexport = 'l'\nrecord = 'r'\ncolour = 'x'", "r.toml must hold no other keys"),
        (
            "[[sources]]\nexport = 'l'\nrecord = 'r'\nstage = 's'",
            "'sources[1]' in r.toml must have",
        ),
        (
            "[[sources]]\nexport = 'l'\nrecord = 'r'\ndates = {a = 3}",
            "'sources[1].dates.a' in r.toml must be a heading, or a table with 'column'; got 3",
        ),
        (
            "[[sources]]\nexport = 'l'\nrecord = 'r'\ndates = {a = {column = 'c', where = 'w'}}",
            "'sources[1].dates.a.values' in r.toml must be a list of texts; got nothing",
        ),
        (
            "[[sources]]\nexport = 'l'\nrecord = 'r'\nstage = 's'\ntime = 't'\nmarks = 'x'",
            "'sources[1].marks' in r.toml must be a table; got 'x'",
        ),
    ],
)
def test_what_is_wrong_with_a_source_is_told(source: str, sentence: str) -> None:
    """A source without what it needs is told with its place in the file."""
    with pytest.raises(CrmError) as told_one:
        roles_from_toml(f"stages = ['a', 'b']\n{source}\n", Path("r.toml"))
    assert str(told_one.value).startswith(sentence)


@given(names=st.lists(words.filter(str.strip), min_size=1, max_size=5))
def test_names_that_are_told_are_read_again(names: list[str]) -> None:
    """A proposal that a sentence makes can be typed as it stands, whatever the names hold."""
    assert stages_given(",".join(map(told, names)), "--stages") == tuple(map(StageGiven, names))


@given(heading=words, name=words, where=words, values=st.lists(words, min_size=1, max_size=3))
def test_dates_that_are_told_are_read_again(
    heading: str, name: str, where: str, values: list[str]
) -> None:
    """Quotes make any heading and any value sayable, brackets and commas within them too."""
    text = f"{told(name)}={told(heading)}[{told(where)}={'|'.join(map(told, values))}],Won"
    if all(part.strip() for part in (name, heading)):
        expected = StageGiven(name, heading, where, tuple(values))
        assert stages_given(text, "--stages") == (expected, StageGiven("Won"))


@pytest.mark.parametrize("text", ['"a,b', "a,,b", "a=", "=b", "a=b[c]", "a=b[c=d", ","])
def test_an_option_that_says_no_stages_is_refused(text: str) -> None:
    """A quote or a bracket that stays open, and a blank name, are told with the option."""
    with pytest.raises(CrmError, match="`--stages`"):
        stages_given(text, "--stages")
