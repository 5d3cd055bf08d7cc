"""What refers to cells, over real COM: the tests over stand-ins run here again.

A reference arrives as an object of another process, and each look at it is a call there and back.
The search with drawn cells is left to the stand-ins: it would take minutes here.
"""

from __future__ import annotations

from hypothesis import is_hypothesis_test

from tests.udfs import test_pipeline, test_workbook

globals().update(
    {
        name: test
        for module in (test_pipeline, test_workbook)
        for name, test in vars(module).items()
        if name.startswith("test_") and not is_hypothesis_test(test)
    }
)
