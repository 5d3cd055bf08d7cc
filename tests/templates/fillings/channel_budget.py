"""Fillings of the channel budget, at random with a fixed seed: what people type into it."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import funnel_core as core

__all__ = ["filled_fillings", "fillings"]

CHANNELS = ("Search", "Content", "Webinars", "Email", "Social", "Events", "Partners", "Sales")
STAGES = ("Visitor", "Lead", "MQL", "SQL", "Opportunity", "Proposal", "Won")


def fillings(count: int = 204, seed: int = 20270103) -> list[dict[str, Any]]:
    """Give so many fillings, the same ones every time; half of them with the splits of a fill."""
    chance = random.Random(seed)
    drawn = [_filling(chance, number) for number in range(count)]
    return [_split(each) if number % 2 else each for number, each in enumerate(drawn)]


def filled_fillings(count: int = 6, seed: int = 20270104) -> list[dict[str, Any]]:
    """Give fillings for a fill to finish: complete, and nothing computed in a cell."""
    chance = random.Random(seed)
    return [_complete(chance, number) for number in range(count)]


def _filling(chance: random.Random, number: int) -> dict[str, Any]:
    channels, stages = 1 + number % 8, chance.choice([2, 3, 4, 5, 7, 7])
    contents: dict[str, Any] = {
        "channel": list(CHANNELS[:channels]),
        "stage": [*STAGES[: stages - 1], "Won"],
        "currency": chance.choice([None, "EUR", "USD"]),
    }
    contents |= _money(chance) | _response(chance, channels) | _scenarios(chance)
    contents["share"] = _shares(chance, channels)
    contents["rate"] = [[_rate(chance) for _ in range(channels)] for _ in range(stages - 1)]
    contents["capacity"] = [chance.choice([None, 0, 500, 100_000]) for _ in range(channels)]
    contents["wanted"] = [chance.choice([None, 0.5, 12, 900]) for _ in range(channels)]
    contents["next_amount"] = chance.choice([None, 1000, 1000, 0.5, 250_000])
    if chance.random() < 0.5:
        points = chance.choice([(1_000, 12, 5_000, 40), (100, 1, 200, 3), (50.5, 2, 75, 2.5)])
        keys = ("point_spend_a", "point_wins_a", "point_spend_b", "point_wins_b")
        contents |= dict(zip(keys, points, strict=True))
    return contents


def _money(chance: random.Random) -> dict[str, Any]:
    return {
        "goal": chance.choice([None, None, "customers", "revenue"]),
        "target": chance.choice([None, 1, 120, 333.3, 1_000_001, 57, 10**9]),
        "value": chance.choice([None, 250, 0.57, 99.9, 10_000, Fraction(100, 3)]),
        "purchases": chance.choice([None, 1, 12, 0.25, 4]),
        "margin": chance.choice([None, 0.7, 1, 0.425]),
        "churn": chance.choice([None, 0.03, 1, 0.125]),
        "budget": chance.choice([None, 0, 5_000, 123_456.78, 10**6]),
    }


def _response(chance: random.Random, channels: int) -> dict[str, Any]:
    keys: dict[str, list[Any]] = {
        "spend": [None, 0, 500, 1_234.56, 80_000],
        "ceiling": [None, 0, 40, 1_000, 87.5],
        "half": [None, 100, 5_000, 1_111.11, 250_000],
        "shape": [None, None, 1, 0.5, 2, 3.3],
    }
    return {key: [chance.choice(held) for _ in range(channels)] for key, held in keys.items()}


def _scenarios(chance: random.Random) -> dict[str, Any]:
    return {
        "scenario_name": ["Plan", "More", None],
        "scenario_budget": [chance.choice([None, 0, 10_000, 54_321.09]) for _ in range(3)],
        "scenario_ceiling": [chance.choice([None, 1, 0.8, 1.25]) for _ in range(3)],
        "scenario_value": [chance.choice([None, None, 199.5]) for _ in range(3)],
    }


def _shares(chance: random.Random, channels: int) -> list[Any]:
    kind = chance.random()
    if kind < 0.1:
        return [0.5 if channels > 2 else 0.9] + [None] * (channels - 1)
    if kind < 0.25 and channels > 1:
        return [Fraction(1, channels)] * channels
    cuts = sorted(chance.randint(0, 100) for _ in range(channels - 1))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    return [None if part == 0 and chance.random() < 0.5 else part / 100 for part in parts]


def _rate(chance: random.Random) -> Any:
    kind = chance.random()
    if kind < 0.2:
        return None
    if kind < 0.3:
        return chance.choice([Fraction(1, 3), Fraction(5, 7)])
    return chance.choice([1, 0.7, 0.57, 0.3, 0.1234, 0.05])


def _split(contents: dict[str, Any]) -> dict[str, Any]:
    """Add what a fill writes: the best splits, and copies of what they were worked out from."""
    curves = zip(contents["ceiling"], contents["half"], contents["shape"], strict=True)
    there = {
        number: (ceiling, half, shape or 1)
        for number, (ceiling, half, shape) in enumerate(curves)
        if ceiling is not None and half is not None
    }
    budgets = contents["scenario_budget"]
    factors = [1 if factor is None else factor for factor in contents["scenario_ceiling"]]
    columns = [
        _best(budget, there, factor) for budget, factor in zip(budgets, factors, strict=True)
    ]
    copies = ("budget", "ceiling", "half", "shape", "scenario_budget", "scenario_ceiling")
    return {
        **contents,
        "allocation": _best(contents["budget"], there, 1),
        "scenario_spend": [list(row) for row in zip(*columns, strict=True)],
        **{f"{key}_at_fill": contents[key] for key in copies},
    }


def _best(budget: float | None, curves: dict[int, Any], factor: float) -> list[Any]:
    if budget is None or not any(ceiling for ceiling, *_ in curves.values()):
        return [None] * len(CHANNELS)
    ceilings, halves, shapes = zip(*curves.values(), strict=True)
    spends = core.allocated_spend(budget, [c * factor for c in ceilings], halves, shapes)
    found = dict(zip(curves, spends, strict=True))
    return [found.get(number) for number in range(len(CHANNELS))]


def _complete(chance: random.Random, number: int) -> dict[str, Any]:
    contents = _filling(chance, number)
    channels = len(contents["channel"])
    contents |= {"target": 120, "goal": "customers", "budget": chance.choice([5_000, 40_000.5])}
    contents |= {"value": 250, "share": [1.0] + [None] * (channels - 1)}
    contents["rate"] = [[chance.choice([0.5, 0.3, 1]) for _ in row] for row in contents["rate"]]
    contents["ceiling"] = [chance.choice([40, 1_000, 87.5]) for _ in range(channels)]
    contents["half"] = [chance.choice([100, 5_000, 1_111.11]) for _ in range(channels)]
    return contents
