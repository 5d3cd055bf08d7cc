"""What Excel is told of the custom functions: functions.json, rendered from the catalog."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from addin.js.notice import banner
from funnel_addin.catalog import CATALOG, READS_ITS_WORKBOOK, WHY, WorksheetFunction

__all__ = ["functions_json", "office_script"]

_SCHEMA = "https://developer.microsoft.com/json-schemas/office-js/custom-functions.schema.json"


def office_script(bundled: Callable[..., str]) -> str:
    """Give the text of funnel.js; `bundled` bundles an entry, as esbuild's options say."""
    return banner() + bundled("office/index.js", format="iife", target=["es2020", "safari14.1"])


def functions_json() -> str:
    """Give the text of functions.json.

    All arguments are of type `any` and a range: Excel would else refuse what is wrong in kind with
    a bare #VALUE!, before a sentence can say what is wrong. An error cell is handed over, too.
    """
    functions = [_function(each) for each in CATALOG]
    functions.append(
        _described(WHY.name, WHY.summary, [_parameter(WHY.argument, WHY.help, optional=False)])
    )
    told = {"$schema": _SCHEMA, "allowErrorForDataTypeAny": True, "functions": functions}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _function(function: WorksheetFunction) -> dict[str, Any]:
    # with no argument at all it reads its own workbook
    all_optional = function.name == READS_ITS_WORKBOOK
    parameters = [
        _parameter(each.name, each.told, optional=all_optional or each.optional)
        for each in function.arguments
    ]
    return _described(function.name, function.summary, parameters)


def _described(name: str, summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "description": summary,
        "parameters": parameters,
        "result": {"dimensionality": "matrix"},
        # whose reason is kept; which of the zeros are empty cells
        "options": {"requiresAddress": True, "requiresParameterAddresses": True},
    }


def _parameter(name: str, told: str, optional: bool) -> dict[str, Any]:
    parameter: dict[str, Any] = {
        "name": name,
        "description": told,
        "type": "any",
        "dimensionality": "matrix",
    }
    if optional:
        parameter["optional"] = True
    return parameter
