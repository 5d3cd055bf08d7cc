"""One process with xlwings' Windows pipeline for all tests of the façade."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.xlwings_windows import Excel


@pytest.fixture(scope="session")
def excel() -> Iterator[Excel]:
    """Give the pipeline, and end its process when the tests are done."""
    if sys.platform == "win32":
        pytest.skip("the stand-ins would replace the real pywin32; use Excel itself there")
    with Excel() as running:
        yield running
