"""One Windows, and one Excel that is played in it, for all tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.wine.excel import PlayedExcel
from tests.wine.windows import Unavailable, Windows, some_windows

# what runs on the far side imports pywin32
collect_ignore = [] if sys.platform == "win32" else ["client.py", "played.py"]


@pytest.fixture(scope="session")
def windows() -> Iterator[Windows]:
    """Give a Windows with a Python; FUNNEL_WINDOWS names a folder to keep it in between runs."""
    try:
        with some_windows() as running:
            yield running
    except Unavailable as lacking:
        pytest.skip(str(lacking))


@pytest.fixture(scope="session")
def excel(windows: Windows) -> Iterator[PlayedExcel]:
    """Give the Excel that a Windows process plays, whose DLL starts Python when it is asked."""
    with PlayedExcel(windows) as running:
        yield running
