"""Fillings of the marketing system, at random with a fixed seed: what people type into it."""

from __future__ import annotations

import random
from typing import Any

from tests.templates.oracles.reading import months_on

__all__ = ["filled_fillings", "fillings"]

STAGES = ("Visitor", "MCL", "MQL", "SAL", "SQL", "Opportunity", "Won", "Renewed")
CHANNELS = ("Search", "Content?*", "Webinars", "Email", "Social", "Events", "Partners", "Sales")
ACTIVITIES = ("Articles", "Webinars", "Emails", "Ads", "Events*", "Calls")
GRAINS = ("quarter", "half-year", "year", "Quarter ")
MONTHS = {"quarter": 3, "half-year": 6, "year": 12, "Quarter ": 3}
LOG = ("log_day", "log_channel", "log_stage", "log_kind", "log_what", "log_amount")
ROOM = 1_000


def fillings(count: int = 204, seed: int = 20270111) -> list[dict[str, Any]]:
    """Give so many fillings, the same ones every time: empty, growing and full logs."""
    chance = random.Random(seed)
    return [_filling(chance, number) for number in range(count)]


def filled_fillings(count: int = 6, seed: int = 20270112) -> list[dict[str, Any]]:
    """Give fillings for a fill to finish: nothing in them is to be put right."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        contents = _names(chance, 4 + number % 4) | {"start": 46388.0, "grain": "quarter"}
        rows = [
            row
            for period in range(4 + number % 9)
            for row in _whole_period(chance, contents, period, number)
        ]
        found.append(contents | _logged(rows) | _experiments(chance, right=True))
    return found


def _filling(chance: random.Random, number: int) -> dict[str, Any]:
    contents = _names(chance, chance.choice([0, 1, 2, 4, 7, 7, 8]))
    contents |= {
        "grain": chance.choice([*GRAINS, None, "month"] if number % 7 == 0 else GRAINS),
        "start": chance.choice([46388.0, 46388.0, 46053.0, 46418.0, 46388.5]),
        "goal_metric": chance.choice([None, "Customers won"]),
        "goal_number": chance.choice([None, 120]),
        "goal_day": chance.choice([None, 46752, 47118]),
        "goal_from": chance.choice([None, 46388, 46570.5]),
        "value": chance.choice([None, 250, 0.57, 10_000]),
        "margin": chance.choice([None, 0.7, 1]),
        "from_period": chance.choice([None, None, 1, 3, 7]),
        "to_period": chance.choice([None, None, 4, 12, 2]),
        "shown_measure": chance.choice(["activities", "expenses", "leads", "wins", "Wins "]),
    }
    if number % 40 == 3:
        contents["start"] = None
    size = chance.choice([0, 1, 6, 25, 25, 60]) if number % 68 else ROOM
    rows = [_row(chance, contents) for _ in range(size)]
    return contents | _logged(rows) | _experiments(chance, right=False)


def _names(chance: random.Random, stages: int) -> dict[str, Any]:
    names = list(STAGES[:stages])
    picked = chance.choice([None, *names]) if names else None
    channels = [chance.choice([name, name, name, None]) for name in CHANNELS]
    channels[0] = channels[0] or "Search"
    return {
        "stage": names,
        "channel": channels,
        "activity": [chance.choice([name, name, None]) for name in ACTIVITIES],
        "lead_stage": picked,
        "result": chance.choice([None, picked]),
    }


def _row(chance: random.Random, contents: dict[str, Any]) -> list[Any]:
    months = MONTHS.get(contents["grain"], 3)
    start = contents["start"] or 46388.0
    last = months_on(start, months * chance.choice([4, 9, 12])) - 1
    kind = chance.choice(["activity", "expense", "outcome", "outcome", "Outcome "])
    stage = chance.choice(contents["stage"]) if contents["stage"] else None
    row = [
        float(chance.randint(int(start), int(last))) + chance.choice([0, 0, 0, 0.75]),
        _said(chance, [name for name in contents["channel"] if name]),
        stage if "utcome" in kind or chance.random() < 0.5 else None,
        kind,
        _said(chance, [*ACTIVITIES, "a fair", "EVENTS"]) if kind == "activity" else None,
        _amount(chance, kind),
    ]
    if chance.random() < 0.06:
        row[chance.randrange(6)] = chance.choice([None, "no such", -1, 10.0])
    return row


def _said(chance: random.Random, names: list[str]) -> str:
    name = chance.choice(names)
    return chance.choice([name, name, name.upper(), f" {name} "])


def _amount(chance: random.Random, kind: str) -> float:
    if kind == "expense":
        return chance.choice([0, 99.9, 1_250, 33_333.33, 0.1])
    return float(chance.choice([0, 1, 3, 40, 900, 123_456]))


def _whole_period(
    chance: random.Random, contents: dict[str, Any], period: int, seed: int
) -> list[list[Any]]:
    day = months_on(46388.0, 3 * period) + 4
    rows: list[list[Any]] = []
    size = chance.randint(800, 1_200)
    for stage in contents["stage"]:
        rows.append([day, contents["channel"][0], stage, "outcome", None, float(size)])
        size = max(1, int(size * chance.uniform(0.3, 0.6)))
    for name in ACTIVITIES[: 2 + seed % 4]:
        rows.append([day, contents["channel"][0], None, "activity", name, chance.randint(0, 9)])
    return rows


def _logged(rows: list[list[Any]]) -> dict[str, Any]:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in LOG]
    return dict(zip(LOG, columns, strict=True))


def _experiments(chance: random.Random, right: bool) -> dict[str, Any]:
    size = chance.choice([0, 2, 5])
    keys = ("entered_a", "advanced_a", "entered_b", "advanced_b")
    counts = [
        chance.choice([(400, 40, 410, 61), (20, 0, 20, 3), (1_000, 1_000, 900, 0), (7, 3, 9, 3)])
        for _ in range(size)
    ]
    lines: list[list[Any]] = [list(line) for line in counts]
    if not right and lines:
        lines[0][chance.randrange(4)] = chance.choice([None, 0, 5_000])
    columns = [list(column) for column in zip(*lines, strict=True)] or [[] for _ in keys]
    said = {"experiment": ["A new page"] * size, "experiment_why": ["It asks less"] * size}
    return dict(zip(keys, columns, strict=True)) | said
