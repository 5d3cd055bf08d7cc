"""Headings that may mean one thing, and one heading for two: a person says which is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.roles import DateColumn, Source
from funnel_addin.exports.stage_options import told
from funnel_core.errors import CrmError

__all__ = ["each_one_role", "one_date_each"]

_OPTIONS = ("record", "stage", "time", "channel", "amount")


def one_date_each(
    export: str, found: Mapping[str, Sequence[str]], filled: Sequence[str]
) -> dict[str, DateColumn]:
    """Give the one column that says when each stage was entered.

    Args:
        export: what it is called in a sentence.
        found: stage → the headings that may say it.
        filled: those of the headings whose column holds anything.

    Raises:
        RoleMissing: two that hold something say the same stage.
    """
    dates = {}
    for stage, headings in found.items():
        some = [heading for heading in headings if heading in filled] or list(headings)
        if len(some) > 1:
            way = ",".join(f"{told(name)}={told(each[0])}" for name, each in found.items())
            raise RoleMissing(
                f"{export} must have one column of dates for each stage; "
                f"{' and '.join(map(repr, some))} both say when '{stage}' was entered: say which "
                f"with `--stages '{way}'`, the stages in their order",
                role="stages",
                question=f"Which stages, in their order, and where does each one's date stand ("
                f"{' or '.join(some)} for {stage})?",
                default=way,
            )
        dates[stage] = DateColumn(some[0])
    return dates


def each_one_role(source: Source) -> None:
    """Refuse one column in two roles, and one column of dates for two stages.

    Raises:
        CrmError: which column, and which roles it was given.

    >>> each_one_role(Source("log.csv", "case", stage="case", time="at"))
    Traceback (most recent call last):
    funnel_core.errors.CrmError: 'case' in log.csv cannot be both record and stage: name another \
column for one of them
    """
    roles: dict[str, str] = {}
    named = [(getattr(source, role), role) for role in _OPTIONS]
    columns = {date.column: f"the date of '{stage}'" for stage, date in source.dates.items()}
    for heading, role in (*named, *columns.items()):
        if not heading:
            continue
        if heading in roles:
            raise CrmError(
                f"'{heading}' in {source.export} cannot be both {roles[heading]} and {role}: name "
                "another column for one of them"
            )
        roles[heading] = role
    dates = list(source.dates.items())
    for at, (stage, date) in enumerate(dates):
        for other, same in dates[:at]:
            if _in_the_same_rows(date, same):
                raise CrmError(
                    f"'{date.column}' in {source.export} cannot be the date of both '{other}' and "
                    f"'{stage}' in the same rows: name another column for one of them, or say "
                    f"which rows count, as in '{stage}={date.column}[HEADING=WORD]'"
                )


def _in_the_same_rows(one: DateColumn, other: DateColumn) -> bool:
    if one.column != other.column:
        return False
    if one.where != other.where or not one.where:
        return not (one.where and other.where)
    words = {value.strip().casefold() for value in one.values}
    return bool(words & {value.strip().casefold() for value in other.values})
