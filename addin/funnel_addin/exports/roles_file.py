"""What columns are, kept in a small TOML file that a person can read and change."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TypeAlias

import tomli_w

from funnel_addin.exports.addresses import without_password
from funnel_addin.exports.roles import DATE_ORDERS, DateColumn, Roles, Source
from funnel_core.errors import CrmError

__all__ = ["as_toml", "roles_from_toml"]

Tables: TypeAlias = Mapping[str, object]

_TOP = """\
# How funnel reads these exports: which column holds what, and the stages in their order, top
# first, the last one won. Use it:  funnel history --roles {name}
# Paths are read from the folder that this file is in. Headings are written as the export has them.
"""
_TEXTS = ("record", "table", "joined", "stage", "time", "channel", "amount", "where", "before")
_LISTS = ("values", "created")


def as_toml(roles: Roles, path: Path) -> str:
    r"""Write roles as the text of a TOML file.

    Args:
        roles: what to keep. Passwords in the addresses of databases are left out.
        path: where the file is going to be; paths of exports are written from its folder.

    >>> source = Source("crm/log.csv", "case", stage="stage", time="entered_at")
    >>> text = as_toml(Roles((source,), ("Lead", "Won")), Path("crm/roles.toml"))
    >>> print(text.split("\n\n", 1)[1])
    [[sources]]
    export = "log.csv"
    record = "case"
    stage = "stage"
    time = "entered_at"
    <BLANKLINE>
    """
    written: dict[str, object] = {"stages": list(roles.stages)}
    if roles.lost:
        written["lost"] = list(roles.lost)
    for name in ("date_order", "zone", "tool"):
        if value := getattr(roles, name):
            written[name] = value
    top = _TOP.format(name=path.name) + tomli_w.dumps(written)
    return "\n".join([top, *(_source_told(source, path.parent) for source in roles.sources)])


def _source_told(source: Source, folder: Path) -> str:
    told: dict[str, object] = {"export": _from_folder(source.export, folder)}
    told |= {name: getattr(source, name) for name in _TEXTS if getattr(source, name)}
    for name in _LISTS:
        if getattr(source, name):
            told[name] = list(getattr(source, name))
    inner: dict[str, object] = {}
    if source.dates:
        inner["dates"] = {stage: _date_told(date) for stage, date in source.dates.items()}
    if source.marks:
        inner["marks"] = dict(source.marks)
    tables = f"\n{tomli_w.dumps({'sources': inner})}" if inner else ""
    return f"[[sources]]\n{tomli_w.dumps(told)}{tables}"


def _date_told(date: DateColumn) -> object:
    if not date.where:
        return date.column
    return {"column": date.column, "where": date.where, "values": list(date.values)}


def _from_folder(export: str, folder: Path) -> str:
    if "://" in export:
        return without_password(export)
    try:
        return Path(os.path.relpath(export, folder)).as_posix()
    except ValueError:
        # on Windows, another drive
        return Path(export).absolute().as_posix()


def roles_from_toml(text: str, path: Path) -> Roles:
    """Read roles from the text of a TOML file, as `as_toml` writes it.

    Args:
        text: what the file holds.
        path: where it stands; exports are looked for from its folder.

    Raises:
        CrmError: text that is no TOML, a key that is unknown, missing or of the wrong kind.

    >>> roles_from_toml('stages = "Lead"', Path("roles.toml"))
    Traceback (most recent call last):
    funnel_core.errors.CrmError: 'stages' in roles.toml must be a list of texts; got 'Lead'
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CrmError(
            f"{path} must be a TOML file as `--save-roles` writes it; it is none: {error}"
        ) from None
    reader = _Reader(str(path))
    reader.only(table, {field.name for field in fields(Roles)}, "")
    stages = reader.texts(table, "stages", "")
    sources = reader.tables(table, "sources")
    order = reader.text(table, "date_order", "")
    if order and order not in DATE_ORDERS:
        raise CrmError(
            f"'date_order' in {path} must be {' or '.join(DATE_ORDERS[:2])}; got '{order}'"
        )
    return Roles(
        sources=tuple(
            _source_read(reader, each, f"sources[{at}].", path.parent)
            for at, each in enumerate(sources, start=1)
        ),
        stages=stages,
        lost=reader.texts(table, "lost", "") if "lost" in table else (),
        date_order=order,
        zone=reader.text(table, "zone", ""),
        tool=reader.text(table, "tool", ""),
    )


def _source_read(reader: _Reader, table: Tables, at: str, folder: Path) -> Source:
    reader.only(table, {field.name for field in fields(Source)}, at)
    texts = {name: reader.text(table, name, at) for name in _TEXTS if name != "record"}
    dates = reader.table(table, "dates", at)
    marks = reader.table(table, "marks", at)
    export = reader.text(table, "export", at, needed=True)
    if "://" not in export:
        export = os.path.normpath(folder / export)
        # "../main/log.csv" is "log.csv" in main
        export = export if Path(export).is_absolute() else os.path.relpath(export)
    source = Source(
        export=export,
        record=reader.text(table, "record", at, needed=True),
        dates={stage: _date_read(reader, dates, stage, f"{at}dates.") for stage in dates},
        marks={mark: reader.text(marks, mark, f"{at}marks.") for mark in marks},
        values=reader.texts(table, "values", at) if "values" in table else (),
        created=reader.texts(table, "created", at) if "created" in table else (),
        **texts,
    )
    if bool(source.stage) != bool(source.time) or bool(source.stage) == bool(source.dates):
        raise CrmError(
            f"'{at[:-1]}' in {reader.path} must have either 'stage' and 'time' (a log) or 'dates' "
            "(a date column per stage)"
        )
    return source


def _date_read(reader: _Reader, dates: Tables, stage: str, at: str) -> DateColumn:
    told = dates[stage]
    if isinstance(told, str) and told:
        return DateColumn(told)
    if not isinstance(told, dict):
        raise reader.wrong(f"{at}{stage}", "a heading, or a table with 'column'", told)
    inner = f"{at}{stage}."
    reader.only(told, {field.name for field in fields(DateColumn)}, inner)
    where = reader.text(told, "where", inner)
    return DateColumn(
        column=reader.text(told, "column", inner, needed=True),
        where=where,
        values=reader.texts(told, "values", inner) if where else (),
    )


class _Reader:
    """Takes values of the right kind out of a file's tables, or says what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path

    def wrong(self, key: str, expected: str, got: object) -> CrmError:
        said = "nothing" if got is None else repr(got)
        if len(said) > 60:
            said = said[:57] + "…"
        return CrmError(f"'{key}' in {self.path} must be {expected}; got {said}")

    def only(self, table: Tables, known: set[str], at: str) -> None:
        unknown = [f"'{at}{key}'" for key in table if key not in known]
        if unknown:
            raise CrmError(
                f"{self.path} must hold no other keys than {', '.join(sorted(known))}; got "
                f"{', '.join(unknown)}: take it out or correct it"
            )

    def text(self, table: Tables, key: str, at: str, needed: bool = False) -> str:
        value = table.get(key, None if needed else "")
        if not isinstance(value, str) or (needed and not value):
            raise self.wrong(f"{at}{key}", "a text", value)
        return value

    def texts(self, table: Tables, key: str, at: str) -> tuple[str, ...]:
        value = table.get(key)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(f"{at}{key}", "a list of texts", value)
        return tuple(value)

    def table(self, table: Tables, key: str, at: str) -> Tables:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(f"{at}{key}", "a table", value)
        return value

    def tables(self, table: Tables, key: str) -> list[Tables]:
        value = table.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(x, dict) for x in value):
            raise self.wrong(key, "one or more tables, each headed [[sources]]", value)
        return value
