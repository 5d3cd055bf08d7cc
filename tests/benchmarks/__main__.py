"""`python -m tests.benchmarks` times everything and prints the ratios; nothing is asserted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = str(Path(__file__).parent)
# the suite leaves this folder out
wanted = [HERE, "-o", "addopts=", "-o", "norecursedirs=", "--benchmark-only", "-s", "-q"]
sys.exit(pytest.main([*wanted, *sys.argv[1:]]))
