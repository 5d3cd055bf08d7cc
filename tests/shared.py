"""The shared sample data, which lives beside the project and is no part of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

_Test = TypeVar("_Test", bound=Callable[..., Any])

DATA = Path(__file__).parents[2] / "shared" / "data"

REASON = "the shared sample data is not beside this checkout"


def needs_data(test: _Test) -> _Test:
    """Skip a test where the data is not: it may not be published, so that no one can install it."""
    marked: _Test = pytest.mark.may_skip(REASON)(test)
    return pytest.mark.skipif(not DATA.is_dir(), reason=REASON)(marked)
