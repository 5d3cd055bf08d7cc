"""Stands in for xlwings Lite, in the browser's Python: calls main.py's functions as Lite does.

The conversions are xlwings' own, from its BSD part, and values pass through real JavaScript both
ways. Stand-ins are what belongs to xlwings.pro, which this project does not import: the decorators
`func` and `arg` (here they note what they are told), the engine "officejs" (how one cell is read
and written), and the caller that puts them together. They do what xlwings' documentation says and
its sources show: a cell alone comes as a scalar, a blank as null, an error as an object, a date
as its number; a text that is an error's code goes back as that error; what is raised, as its text.
"""

import inspect
import json
import sys
import types

import js
import xlwings
from pyodide.ffi import to_js
from xlwings import conversion

ERROR_TYPES = {
    "#DIV/0!": "Div0",
    "#N/A": "NotAvailable",
    "#NAME?": "Name",
    "#NULL!": "Null",
    "#NUM!": "Num",
    "#REF!": "Ref",
    "#VALUE!": "Value",
}


def is_null(value):
    """Tell JavaScript's null, which Pyodide hands over as None, or from 0.28 on as JsNull."""
    return value is None or type(value).__name__ == "JsNull"


class OfficeEngine:
    """How xlwings reads and writes one cell of a custom function."""

    name = "officejs"
    type = "remote"

    @staticmethod
    def clean_value_data(data, dates, empty, numbers, err_to_str):
        """Give the cells of an argument as Python takes them."""

        def cleaned(value):
            if is_null(value) or value == "":
                return empty
            if isinstance(value, dict):
                known = value["type"] != "Error" or err_to_str
                return value["basicValue"] if known else None
            return value

        return [[cleaned(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value, options):
        """Give a cell of an answer as Excel takes it."""
        if value is None:
            return ""
        if isinstance(value, str) and value.startswith("#"):
            error = ERROR_TYPES.get(value)
            return {"type": "Error", "errorType": error} if error else value
        return value


def func(function):
    """Note that a function is offered."""
    function.offered = True
    return function


def arg(name, **options):
    """Note how an argument is converted, and its help."""

    def noted(function):
        if name not in inspect.signature(function).parameters:
            raise LookupError(f"{function.__name__} has no argument {name}")
        function.__dict__.setdefault("arguments", {})[name] = options
        return function

    return noted


def load(source):
    """Run what a person pastes as the module that xlwings Lite runs."""
    module = types.ModuleType("main")
    sys.modules["main"] = module
    exec(compile(source, "main.py", "exec"), module.__dict__)
    return module


def offered(module):
    """Give the functions by the names that Excel shows, with their arguments as Excel is told."""
    return {
        name.upper(): {
            "doc": function.__doc__,
            "arguments": [
                {
                    "name": parameter.name,
                    "optional": parameter.default is not parameter.empty,
                    "doc": function.arguments[parameter.name]["doc"],
                }
                for parameter in inspect.signature(function).parameters.values()
            ],
        }
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if hasattr(function, "offered")
    }


def called(module, name, cells):
    """Call a function with the cells that Excel hands over, as JSON; answer as JSON."""
    function = getattr(module, name.lower())
    try:
        handed = [
            _handed(cells, options)
            for cells, options in zip(
                js.JSON.parse(cells).to_py(), function.arguments.values(), strict=False
            )
        ]
        answer = conversion.write(function(*handed), None, {}, engine_name="officejs")
    except Exception as error:
        return {"error": str(error)}
    shown = to_js(answer, dict_converter=js.Object.fromEntries)
    return {"value": json.loads(js.JSON.stringify(shown))}


def _handed(cells, options):
    """Do what Lite does to an argument: a cell alone loses its brackets, a blank is left out."""
    while isinstance(cells, list) and len(cells) == 1:
        cells = cells[0]
    if is_null(cells):
        return None
    options = {key: value for key, value in options.items() if key != "doc"}
    return conversion.read(None, cells, options, engine_name="officejs")


xlwings.engines.add(xlwings.Engine(impl=OfficeEngine))
xlwings.func, xlwings.arg = func, arg
