"""One process with xlwings' Windows pipeline for all tests of the façade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.xlwings_windows import Excel


@pytest.fixture(scope="session")
def excel() -> Iterator[Excel]:
    """Give the pipeline, and end its process when the tests are done."""
    with Excel() as running:
        yield running
