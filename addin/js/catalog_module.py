"""The Python catalog as a module of JavaScript: what each function takes, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator

from funnel_addin.catalog import SECTIONS, Argument, WorksheetFunction
from funnel_core import quantities
from funnel_core.quantities import Quantity

__all__ = ["catalog_module"]

_HEAD = """\
/** The catalog, rendered from funnel_addin.catalog by `python -m addin.js`; do not edit. */

import * as quantities from "../core/quantities.js";

/** @type {import("./index.js").WorksheetFunction[]} */
export const FUNCTIONS = [
"""


def catalog_module() -> str:
    """Give the text of catalog/rendered.js."""
    entries = [
        _entry(section, function) for section, functions in SECTIONS for function in functions
    ]
    return _HEAD + "".join(entries) + "];\n"


def _entry(section: str, function: WorksheetFunction) -> str:
    fields = {
        "name": function.name,
        "section": section,
        "summary": function.summary,
        "usage": function.usage,
        "shape": function.shape,
        "example": function.example,
    }
    lines = "".join(f"    {key}: {_text(value)},\n" for key, value in fields.items())
    arguments = "".join(_argument(each) for each in function.arguments)
    return f"  {{\n{lines}    arguments: [\n{arguments}    ],\n  }},\n"


def _argument(argument: Argument) -> str:
    lines = "".join(f"        {key}: {value},\n" for key, value in _fields(argument))
    return f"      {{\n{lines}      }},\n"


def _fields(argument: Argument) -> Iterator[tuple[str, str]]:
    yield "name", _text(argument.name)
    yield "kind", _text(argument.kind.name)
    yield "help", _text(argument.help)
    yield "quantity", f"quantities.{_called(argument)}"
    yield "optional", _text(argument.optional)
    yield "default", _text(argument.default)
    yield "group", _text(argument.group)
    yield "single", _text(argument.single)
    yield "blank", _text(argument.blank)


def _called(argument: Argument) -> str:
    """Find what the unit and bounds of an argument are called among the quantities."""
    if argument.kind.name in ("FLAG", "DATE"):
        return "NUMBER"
    named = {name: each for name, each in vars(quantities).items() if isinstance(each, Quantity)}
    return next(name for name, each in named.items() if each == argument.quantity)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
