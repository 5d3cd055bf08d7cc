"""Property tests draw the same examples in every run: what passes here passes elsewhere.

`HYPOTHESIS_PROFILE=search pytest` looks for new ones; `FUNNEL_ALL=1 pytest` skips nothing.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.skipping import MARKER, NothingSkipped

settings.register_profile("seeded", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "seeded"))


def pytest_configure(config: pytest.Config) -> None:
    """Have a test fail that is skipped, where all are to run."""
    config.addinivalue_line("markers", f"{MARKER}(why): may be skipped where all tests are to run")
    if os.environ.get("FUNNEL_ALL"):
        # as a plugin of its own it sees the examples beside the code, too
        config.pluginmanager.register(NothingSkipped())
