"""The Python catalog as modules of JavaScript: what each function takes, and how it is told.

They are two, so that a host that shows no help by itself does not carry it along.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from funnel_addin.catalog import CATALOG, SECTIONS, Argument, WorksheetFunction
from funnel_core import quantities
from funnel_core.quantities import Quantity

__all__ = ["rules_module", "told_module"]

_RULES = """\
/** What each function takes, rendered from funnel_addin.catalog by `python -m addin.js`. */

import * as quantities from "../core/quantities.js";
import {{ argument, worksheetFunction }} from "./kinds.js";

/** @type {{readonly import("./kinds.js").WorksheetFunction[]}} */
export const RULES = [
{entries}];
"""

_TOLD = """\
/** How each function is told, rendered from funnel_addin.catalog by `python -m addin.js`. */

/** @type {{Readonly<Record<string, import("./explained.js").Told>>}} */
export const TOLD = {{
{entries}}};
"""


def rules_module() -> str:
    """Give the text of catalog/rules.js."""
    return _RULES.format(entries="".join(map(_rules, CATALOG)))


def told_module() -> str:
    """Give the text of catalog/told.js."""
    entries = [_told(section, each) for section, functions in SECTIONS for each in functions]
    return _TOLD.format(entries="".join(entries))


def _rules(function: WorksheetFunction) -> str:
    arguments = "".join(f"    {_argument(each)},\n" for each in function.arguments)
    return f"  worksheetFunction({_text(function.name)}, [\n{arguments}  ]),\n"


def _argument(argument: Argument) -> str:
    more = ", ".join(f"{key}: {_text(value)}" for key, value in _marks(argument))
    fields = [_text(argument.name), _text(argument.kind.name), f"quantities.{_called(argument)}"]
    fields.append(_text("" if argument.optional else argument.help))
    return f"argument({', '.join(fields)}{f', {{ {more} }}' if more else ''})"


def _marks(argument: Argument) -> Iterator[tuple[str, object]]:
    """Give what is particular to an argument."""
    if argument.optional:
        yield "optional", True
    if argument.group:
        yield "group", argument.group
    if argument.single:
        yield "single", True
    if argument.blank is not None:
        yield "blank", argument.blank


def _called(argument: Argument) -> str:
    """Find what the unit and bounds of an argument are called among the quantities."""
    if argument.kind.name in ("FLAG", "DATE"):
        return "NUMBER"
    named = {name: each for name, each in vars(quantities).items() if isinstance(each, Quantity)}
    return next(name for name, each in named.items() if each == argument.quantity)


def _told(section: str, function: WorksheetFunction) -> str:
    fields = {
        "section": section,
        "summary": function.summary,
        "shape": function.shape,
        "example": function.example,
        "helps": {each.name: each.help for each in function.arguments if each.optional},
        "defaults": {each.name: each.default for each in function.arguments if each.default},
    }
    lines = "".join(f"    {key}: {_text(value)},\n" for key, value in fields.items())
    return f"  {function.name}: {{\n{lines}  }},\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
