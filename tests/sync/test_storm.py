"""Storms over a shared Sheet: random people, faults, deaths and a second syncer, then calm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.sheets_server import SheetsServer
from tests.sync.storm import Script, run, scripts

RUNS, OF_THE_TEMPLATE = 1000, 20
calm = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def server() -> Iterator[SheetsServer]:
    """One server for all storms: each has a spreadsheet of its own."""
    with SheetsServer() as running:
        yield running


@settings(max_examples=RUNS, **calm)
@given(scripts())
def test_after_any_storm_one_clean_sync_puts_everything_right(
    server: SheetsServer, script: Script
) -> None:
    """Outputs right, edits intact, inputs and all else untouched, nothing written twice."""
    run(server, script)


@settings(max_examples=OF_THE_TEMPLATE, **calm)
@given(scripts())
def test_after_any_storm_over_the_template_too(server: SheetsServer, script: Script) -> None:
    """The same for our own workbook, whose outputs are formulas in part."""
    run(server, replace(script, setting=replace(script.setting, style="template")))
