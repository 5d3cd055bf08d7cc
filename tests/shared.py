"""The shared sample data, which lives beside the project and is no part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "shared" / "data"

needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared sample data is not beside this checkout"
)
