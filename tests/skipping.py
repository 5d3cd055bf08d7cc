"""A test that is skipped says nothing: where all are to run (`FUNNEL_ALL=1`), it fails."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

import pytest

__all__ = ["MARKER", "NothingSkipped"]

MARKER = "may_skip"
"""Marks the few tests that may be skipped all the same; each says why."""

_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


class NothingSkipped:
    """Turns what is skipped into a failure that gives the reason."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Judge a test; what is expected to fail is reported as skipped, too, and stays."""
        report = yield
        meant = hasattr(report, "wasxfail") or item.get_closest_marker(MARKER)
        return report if meant else _failed(report)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self,
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Judge a file that is skipped as a whole."""
        return _failed((yield))


def _failed(report: _Report) -> _Report:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}: but nothing may be skipped here (FUNNEL_ALL)"
    return report
