"""What stands around the bundle in Code.js, which Google Sheets loads, and the contract of names.

Sheets shows a custom function's help from the comment before it, so each function of the catalog
gets a door of its own: a function at the top of the script that hands its arguments on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from addin.js.examples import with_ranges
from addin.js.notice import banner
from funnel_addin import __version__
from funnel_addin.catalog import (
    CATALOG,
    NAMES_READ,
    READS_ITS_WORKBOOK,
    Argument,
    Kind,
    WorksheetFunction,
)
from funnel_addin.names import NAMES, Holds, PlanName, Role, Shape
from funnel_core import quantities
from funnel_core.quantities import Quantity

__all__ = ["doors", "google_script", "rows_of_others", "rows_read"]

BUNDLE = "FunnelPlanner_"
"""What the bundle is called in the script: Apps Script hides names that end with an underscore."""

SYNTAX = "es2019"
"""What Apps Script's editor reads for certain: neither 20n nor fields of classes."""

LINE = 200
"""About how long the bundle's lines are: a person pastes them into an editor."""

_HEAD = f"""\
/**
 * The funnel planner's worksheet functions for Google Sheets, and the menu Funnel.
 * Version {__version__}.
 *
 * How to install and use them: functions.md beside this file. Built by `python -m addin.js`;
 * do not edit.
 *
 * @OnlyCurrentDoc
 */
"""

_MENU = f"""\
/** Adds the menu Funnel when the spreadsheet is opened; not a function for cells. */
function onOpen() {{
  {BUNDLE}.addMenu();
}}

/** Says what is right and wrong with the names that begin with Plan_; not a function for cells. */
function funnelCheckNames() {{
  {BUNDLE}.checkNames();
}}

/** Puts a small working plan at the selected cell; not a function for cells. */
function funnelInsertPlan() {{
  {BUNDLE}.insertPlan();
}}

/** Says what this is and where its help is; not a function for cells. */
function funnelAbout() {{
  {BUNDLE}.about("{__version__}");
}}
"""

_TYPES = {Kind.NUMBER: "number", Kind.FLAG: "boolean", Kind.DATE: "Date"}
_LIST = "number[][]"

_RENDERED = "rendered from funnel_addin.names by `python -m addin.js`; do not edit. */"
_QUANTITIES = 'import * as quantities from "../core/quantities.js";'

_READ = f"""\
/** The names that FUNNEL_REQUIRED reads, {_RENDERED}

{_QUANTITIES}

"""

_OTHERS = f"""\
/** The other names of the contract by their shapes, {_RENDERED}

{_QUANTITIES}

"""

_HELD = 'Readonly<Record<string, Readonly<Record<string, import("./contract.js").Holds>>>>'
_QUOTED = "Readonly<Record<string, readonly string[]>>"


def google_script(bundled: Callable[..., str]) -> str:
    """Give the text of Code.js; `bundled` bundles an entry, as esbuild's options say."""
    options = {"format": "iife", "globalName": BUNDLE, "target": SYNTAX, "lineLimit": LINE}
    bundle = bundled("google/index.js", **options)
    return f"{_HEAD}{banner()}{bundle}\n{doors()}"


def doors() -> str:
    """Give the doors: one function per entry of the catalog, and those of the menu."""
    return _MENU + "".join(_door(function) for function in CATALOG)


def _door(function: WorksheetFunction) -> str:
    names = ", ".join(argument.name for argument in function.arguments)
    lines = "".join(f" * {line}\n" if line else " *\n" for line in _help(function))
    return (
        f"\n/**\n{lines} */\n"
        f"function {function.name}({names}) {{\n"
        f'  return {BUNDLE}.answer("{function.name}", arguments);\n'
        "}\n"
    )


def _help(function: WorksheetFunction) -> Iterator[str]:
    """Give the lines that Sheets shows while one types."""
    yield f"{_sentence(function.summary)} It answers {function.shape}."
    if function.name == READS_ITS_WORKBOOK:
        yield (
            "Without arguments it reads the names Plan_Target, Plan_Value and Plan_Rates or "
            "Plan_Counts of this spreadsheet once: Sheets does not work it out anew when their "
            "cells change. Handed over, they are followed: =FUNNEL_REQUIRED(Plan_Target, "
            "Plan_Rates, Plan_Value)."
        )
    yield f"Example: {_safe(with_ranges(function))}"
    yield ""
    for argument in function.arguments:
        name = f"[{argument.name}]" if argument.optional else argument.name
        yield f"@param {{{_TYPES.get(argument.kind, _LIST)}}} {name} {_told(argument)}"
    yield f"@return {{{_LIST}}} {_safe(function.shape)}"
    yield "@customfunction"


def _told(argument: Argument) -> str:
    return _sentence(argument.told)


def _sentence(text: str) -> str:
    return _safe(text if text.endswith(".") else f"{text}.")


def _safe(text: str) -> str:
    """Give a text that neither ends the comment nor begins a tag of its own."""
    return text.replace("*/", "* /").replace("\n", " ").replace("@", "(at)")


def rows_read() -> str:
    """Give the text of plans/rows_read.js: the names that a formula reads, which any host needs."""
    by_name = {each.name: each for each in NAMES}
    rows = "".join(_name(by_name[name]) for name in NAMES_READ)
    return _READ + _exported('import("./contract.js").Row[]', "ROWS", f"[\n{rows}]")


def rows_of_others() -> str:
    """Give the text of plans/rows_of_others.js, for a host that checks all names."""
    others = [each for each in NAMES if each.name not in NAMES_READ]
    inputs = _by_shape((each for each in others if each.role is Role.INPUT), _held)
    outputs = _by_shape((each for each in others if each.role is Role.OUTPUT), _quoted)
    held = _exported(_HELD, "INPUTS", f"{{\n{inputs}}}")
    return _OTHERS + held + "\n" + _exported(_QUOTED, "OUTPUTS", f"{{\n{outputs}}}")


def _exported(kind: str, name: str, value: str) -> str:
    return f"/** @type {{{kind}}} */\nexport const {name} = {value};\n"


def _by_shape(names: Iterable[PlanName], written: Callable[[Sequence[PlanName]], str]) -> str:
    """Give a line for each shape that some of the names have."""
    shapes: dict[Shape, list[PlanName]] = {}
    for name in names:
        shapes.setdefault(name.shape, []).append(name)
    return "".join(f"  {_text(shape.value)}: {written(of)},\n" for shape, of in shapes.items())


def _held(names: Sequence[PlanName]) -> str:
    return f"{{ {', '.join(f'{each.name}: {_holds(each)}' for each in names)} }}"


def _quoted(names: Sequence[PlanName]) -> str:
    return f"[{', '.join(_text(each.name) for each in names)}]"


def _name(name: PlanName) -> str:
    fields = (name.name, name.role.value, name.shape.value, name.help)
    return f"  [{', '.join(map(_text, fields))}, {_holds(name)}],\n"


def _holds(name: PlanName) -> str:
    if isinstance(name.holds, Holds):
        return _text(name.holds.value)
    named = {key: each for key, each in vars(quantities).items() if isinstance(each, Quantity)}
    return "quantities." + next(key for key, each in named.items() if each == name.holds)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
