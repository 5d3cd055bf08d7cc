"""Where nothing may be skipped, what is skipped fails, and only what is marked may be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TESTS = '''
"""Examples.

>>> 1 + 1  # doctest: +SKIP
3
"""
import pytest

@pytest.mark.skipif(True, reason="no engine")
def test_marked(): pass

def test_lacking(): pytest.skip("no engine")

@pytest.fixture
def engine(): pytest.skip("no engine")

def test_set_up(engine): pass

@pytest.mark.xfail
def test_expected_to_fail(): assert False

@pytest.mark.may_skip("no one can install it")
def test_meant(): pytest.skip("no data")

def test_runs(): pass
'''


def counted(folder: Path, everything: str) -> str:
    """Run tests that are skipped in all ways there are; give pytest's last line."""
    (folder / "conftest.py").write_text("from tests.conftest import pytest_configure\n")
    (folder / "test_some.py").write_text(TESTS)
    whole = folder / "test_whole.py"
    whole.write_text('import pytest\npytest.skip("no engine", allow_module_level=True)\n')
    words = ["-q", "-p", "no:cacheprovider", "--doctest-modules", "--continue-on-collection-errors"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, f"--rootdir={folder}", "-c", os.devnull, folder],
        cwd=ROOT,
        env={**os.environ, "FUNNEL_ALL": everything, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("everything", "told"),
    [
        ("", "1 passed, 7 skipped, 1 xfailed"),
        ("1", "2 failed, 1 passed, 1 skipped, 1 xfailed, 4 errors"),
    ],
    ids=["on any machine", "where all are to run"],
)
def test_a_test_that_is_skipped_fails_where_all_are_to_run(
    tmp_path: Path, everything: str, told: str
) -> None:
    """A test, its fixture, its file or an example: each fails there; elsewhere it is skipped."""
    assert counted(tmp_path, everything).startswith(told)
