"""Fillings of the funnel plan, at random with a fixed seed: what people type into it."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from tests.templates.funnels import TRAPS, Case, case_of
from tests.templates.oracles.reading import months_on

__all__ = ["filled_fillings", "fillings"]

STAGE_NAMES = ("Visitor", "MCL", "MQL", "SAL", "SQL", "Opportunity", "Closed won")
BEYOND = (Case(100, None, (0.0001,) * 6), Case(10**13, None, (0.5, 0.01, 0.5)))
"""Volumes at the top that no cell counts."""

CURRENCIES = (None, "EUR", "BRL", "money of ours")


def fillings(count: int = 200, seed: int = 20270106) -> list[dict[str, Any]]:
    """Give so many fillings, the same ones every time, and the float traps."""
    chance = random.Random(seed)
    drawn = [_filling(chance, case_of(chance, 1 + number % 12)) for number in range(count)]
    handed = {"owner": ["Marketing", "Marketing", *["Sales"] * 5]}
    return [*drawn, *map(_typed, TRAPS), *(_typed(trap) | handed for trap in BEYOND)]


def filled_fillings(count: int = 6, seed: int = 20270107) -> list[dict[str, Any]]:
    """Give fillings that a fill can finish quickly: few records, nothing computed in a cell."""
    chance = random.Random(seed)
    return [_small(chance, number) for number in range(count)]


def _typed(case: Case) -> dict[str, Any]:
    """Give the contents that a case stands for."""
    inputs = case.inputs
    steps = len(case.steps)
    return {
        "target": case.target,
        "value": case.value,
        "stage": [_stage(number, steps) for number in range(steps + 1)],
        "owner": ["Sales"] * (steps + 1),
        "rate": [
            step if isinstance(step, Fraction) else rate
            for step, (rate,) in zip_longest(case.steps, inputs["Plan_Rates"])
        ],
        "entered": [row[0] for row in inputs["Plan_Counts"]],
        "advanced": [row[1] for row in inputs["Plan_Counts"]],
        "weight": list(inputs["Plan_Weights"][0]),
        "start": 46388,
        "end": months_on(46388, len(case.weights)) - 1,
    }


def _stage(number: int, steps: int) -> str:
    names = STAGE_NAMES if steps == len(STAGE_NAMES) - 1 else ()
    return names[number] if names else f"Stage {number + 1}"


def _filling(chance: random.Random, case: Case) -> dict[str, Any]:
    contents = _typed(case)
    contents |= {"currency": chance.choice(CURRENCIES), **_term(chance, len(case.weights))}
    contents |= _goal(chance, case) | _people(chance, len(case.steps))
    if chance.random() < 0.6:
        contents |= _counted(chance, contents, len(case.steps))
    if chance.random() < 0.05:
        contents["target"] = None
    return contents


def _term(chance: random.Random, months: int) -> dict[str, Any]:
    start = float(chance.choice([46388, 46419, 46473, 46054, 46753 + 58]))
    if chance.random() < 0.1:
        return chance.choice([{"start": None}, {"end": None}, {"start": None, "end": None}])
    return {"start": start, "end": months_on(start, months) - 1}


def _goal(chance: random.Random, case: Case) -> dict[str, Any]:
    kind = chance.choice([None, None, "Revenue", "customers ", "profit", "base", "base"])
    last_year = chance.choice([None, case.target * 0.8, 1, 333_333.33])
    change = chance.choice([None, 0.05, 0.1, 1, 0.33])
    asked = {"last_year": last_year, "change": change, "goal_owner": chance.choice([None, "Ana"])}
    asked["confidence"] = chance.choice([None, 0.5, 0.8, 0.95])
    if kind == "customers ":
        return {**asked, "goal": kind, "target": float(chance.choice([1, 100, 333.3, 2_500]))}
    if kind in ("profit", "base"):
        return asked | _base(chance, kind)
    value = case.value if case.value or kind is None else 2_500
    return {**asked, "goal": kind if case.value else None, "value": value if case.value else None}


def _base(chance: random.Random, kind: str) -> dict[str, Any]:
    value = chance.choice([250, 49.9, 1_200, 0.57, 99.99])
    asked: dict[str, Any] = {
        "goal": chance.choice(["revenue", None]),
        "target": float(chance.choice([1_000_000, 250_000, 12_345.67, 880_000])),
        "value": value,
        "purchases": chance.choice([None, 1, 4, 1.5, 0.25]),
        "existing": chance.choice([None, 0, 800, 37]),
        "retention": chance.choice([None, 0.8, 0.935, 0, 1]),
        "share_of_year": chance.choice([None, None, 0.5, 1, 0.375]),
    }
    if kind == "profit":
        asked |= {
            "goal": "profit",
            "fixed_cost": chance.choice([0, 200_000, 9_999.5]),
            "margin": chance.choice([0.6, 1, 0.425]),
            "cac": chance.choice([0, 0, 12.5, value * 0.1, 300]),
        }
    return asked


def _people(chance: random.Random, steps: int) -> dict[str, Any]:
    handover = chance.choice([steps + 1, chance.randint(1, steps), steps // 2])
    owners = ["Marketing" if n < handover else "Sales" for n in range(steps + 1)]
    lags = [chance.choice([0, 0, 1, 2, None]) for _ in range(steps)]
    if chance.random() < 0.4:
        return {"owner": owners}
    volumes = [chance.choice([None, 0, 5, 120, 3_000]) for _ in range(steps + 1)]
    return {"owner": owners, "lag": lags, "volume": volumes}


def _counted(chance: random.Random, contents: dict[str, Any], steps: int) -> dict[str, Any]:
    months = sum(weight is not None for weight in contents["weight"])
    known = chance.randint(1, months)
    top = chance.choice([20, 900, 40_000])
    rows = []
    for stage in range(steps + 1):
        most = max(1, int(top * 0.6**stage))
        row: list[Any] = [chance.randint(0, most) for _ in range(known)]
        if chance.random() < 0.15:
            row[chance.randrange(known)] = None
        rows.append(row)
    if chance.random() < 0.1:
        rows[-1] = []
    found: dict[str, Any] = {"actual": rows, "won": chance.choice([None, None, 123_456.78])}
    if contents.get("start") and contents.get("end") and chance.random() < 0.5:
        days = contents["end"] - contents["start"] + 1
        found["as_of"] = float(contents["start"] + int(days * known / months) - 1)
    return found


def _small(chance: random.Random, number: int) -> dict[str, Any]:
    steps = 1 + number % 5
    contents = _typed(Case(chance.randint(3, 40), None, (0.5,) * steps))
    rates = [chance.choice([0.9, 0.47, 0.7, 0.25]) for _ in range(steps)]
    contents |= {"rate": rates, "confidence": chance.choice([0.5, 0.8, 0.95])}
    contents |= _people(chance, steps)
    if number % 3 == 0:
        contents |= {"entered": [40] * steps, "advanced": [chance.randint(9, 31)] * steps}
    if number % 4 == 0:
        contents |= {"goal": "revenue", "value": 250, "existing": 80, "target": 25_000}
        contents |= {"retention": 0.8, "purchases": 1.5}
    return contents | _counted(chance, contents, steps)
