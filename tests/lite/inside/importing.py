"""Runs in the browser's Python: imports a personal module, as xlwings Lite does, and calls it."""

import importlib
import json
import pkgutil
import sys


def run(request):
    """Import all of the folder that a request names, and call one function."""
    import excel_side

    folder = json.loads(request)
    sys.path.insert(0, folder)
    names = [each.name for each in pkgutil.walk_packages([folder])]
    for name in names:
        importlib.import_module(name)
    module = excel_side.load("from funnel import *")
    return json.dumps(
        {
            "modules": names,
            "offered": sorted(excel_side.offered(module)),
            "called": excel_side.called(module, "FUNNEL_PACE", "[[[47]], [[60]], null]"),
        }
    )
