"""Storms over a shared Sheet: random people, faults, deaths and a second syncer, then calm."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from funnel_addin.sync import sync
from tests.sheets_server import ROBOT, SheetsServer
from tests.sync.storm import Script, run, scripts
from tests.sync.team import OTHER, Team, by_target

RUNS, OF_THE_TEMPLATE = 1000, 12
ROUNDS = 12
DAY = datetime.date(2027, 5, 10)
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking a storm over so many formulas takes minutes, and tells little more."""

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


@settings(max_examples=OF_THE_TEMPLATE, phases=UNSHRUNK, **calm)
@given(scripts())
def test_after_any_storm_over_the_template_too(server: SheetsServer, script: Script) -> None:
    """The same for our own workbook, whose outputs are formulas in part."""
    run(server, replace(script, setting=replace(script.setting, style="template")))


def test_two_machines_at_the_same_time(team: Team) -> None:
    """In threads of their own, whichever is first: both agree, and nothing becomes anybody's."""
    books = [team.book(ROBOT), team.book(OTHER)]
    with ThreadPoolExecutor(2) as both:
        for target in range(30, 30 + ROUNDS):
            team.act({"edit": "Plan_Target", "value": target})
            done = list(both.map(lambda book: sync(book, as_of=DAY), books))
            assert [each.status for each in done] == [0, 0]
            assert team.seen() == by_target(target)
    team.check_log()
    assert team.calm_and_right(by_target(30 + ROUNDS - 1)).written == ()
