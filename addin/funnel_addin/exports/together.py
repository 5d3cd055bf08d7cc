"""All that exports do not say, in one sentence, with the one command that would say it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from funnel_addin.exports.addresses import without_password
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.options import GivenRoles, RoleMissing
from funnel_addin.exports.recognising import recognised
from funnel_addin.exports.times import read_times
from funnel_core.errors import CrmError

__all__ = ["together"]

MOST = 12
"""More is never asked about one export."""

_FIELDS = ("record", "stage", "time", "stages", "lost", "channel", "amount", "date_order", "zone")
_FIELD_OF = {"dates": "date_order"}
_HEADINGS = ("record", "stage", "time", "channel", "amount")


def together(
    first: RoleMissing,
    opened: Sequence[Opened],
    given: GivenRoles,
    paths: Sequence[str],
    table: str = "",
) -> RoleMissing:
    """Say all that is missing: go on with what is proposed, and see what is asked next.

    Args:
        first: what is missing first.
        opened: the exports.
        given: what the options say.
        paths: the exports as they were typed.
        table: as the option says.
    """
    lacking, said = [first], given
    while lacking[-1].proposal and len(lacking) < MOST:
        said = lacking[-1].as_proposed(said, len(opened) == 1)
        following = _next(opened, said)
        if following is None or str(following) in map(str, lacking):
            break
        lacking.append(following)
    typed = " ".join(["funnel history", *(shlex.quote(without_password(path)) for path in paths)])
    typed += f" --table {shlex.quote(table)}" if table else ""
    if len(lacking) == 1:
        return _completed(first, typed + _told(given), given)
    command = typed + _told(said)
    last = lacking[-1]
    if not last.proposal:
        command += f" --{last.role} HEADING" if last.role in _HEADINGS else ""
        command += "" if said.stages else " --stages 'FIRST,…,LAST'"
    things = "; ".join(each.lacks or str(each) for each in lacking)
    return _with(
        first,
        f"{' and '.join(each.called for each in opened)}: {len(lacking)} things must be said: "
        f"{things}: if it is as it looks, `{command}`",
    )


def _next(opened: Sequence[Opened], given: GivenRoles) -> RoleMissing | None:
    """Give what is asked next, None where all is known or what is proposed does not fit."""
    try:
        roles = recognised(opened, given)
        for export, source in zip(opened, roles.sources, strict=True):
            dates = [each.column for each in source.dates.values()]
            read_times(export, [source.time] if source.time else dates, given.date_order)
    except RoleMissing as missing:
        return missing
    except CrmError:
        return None
    return None


def _completed(missing: RoleMissing, command: str, given: GivenRoles) -> RoleMissing:
    """Put what was typed before the options that the sentence names, so that it can be pasted."""

    def whole(option: re.Match[str]) -> str:
        field = _FIELD_OF.get(option[1], option[1])
        return option[0] if getattr(given, field, "") else f"`{command} --{option[1]}"

    return _with(missing, re.sub(r"`--(\w+)", whole, str(missing)))


def _with(missing: RoleMissing, message: str) -> RoleMissing:
    return RoleMissing(
        message,
        missing.role,
        missing.question,
        missing.choices,
        missing.default,
        missing.export,
        missing.lacks,
        missing.proposal,
    )


def _told(given: GivenRoles) -> str:
    """Write options as they are typed.

    >>> _told(GivenRoles(record="Deal ID", stages="New,Won", lost=""))
    " --record 'Deal ID' --stages New,Won --lost ''"
    """
    told = ""
    options = {field: option for option, field in _FIELD_OF.items()}
    for field in _FIELDS:
        value = getattr(given, field)
        if value or (field == "lost" and value is not None):
            option = options.get(field, field)
            told += f" --{option} {shlex.quote(value)}"
    return told
