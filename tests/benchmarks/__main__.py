"""`python -m tests.benchmarks` times everything and prints the ratios; nothing is asserted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = str(Path(__file__).parent)
# the suite's own options skip what is timed
sys.exit(pytest.main([HERE, "-o", "addopts=", "--benchmark-only", "-s", "-q", *sys.argv[1:]]))
