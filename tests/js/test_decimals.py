"""The twin's decimals against Python's: the same digits, also where a sum is far from its parts."""

from __future__ import annotations

import decimal
import json
import random
import subprocess
from decimal import Decimal
from pathlib import Path

from tests.js.node import needs_node

PRECISIONS = (3, 50, 200)
CALLS = 3000
DOING = {"add": "add", "sub": "subtract", "mul": "multiply", "div": "divide"}

Written = tuple[str, int]


def drawn(rng: random.Random) -> Written:
    """Draw the digits and the power of a number; many lie half way between two shorter ones."""
    size = rng.choice([1, 2, 3, 4, 17, 50, 51, 100, 200, 201])
    digits = str(rng.choice([rng.randrange(1, 10**size), 10**size // 2, 10**size - 1]))
    if rng.random() < 0.3:
        digits = f"{rng.randrange(1, 1000)}5{'0' * rng.choice([0, 1, 46, 47, 196])}"
    return rng.choice(["", "-"]) + digits, rng.choice([0, -1, rng.randint(-60, 60), -1000, 1000])


def exactly(written: Written) -> Decimal:
    """Give the number that is meant, whole."""
    return Decimal(f"{written[0]}e{written[1]}")


@needs_node
def test_sums_products_and_quotients_have_the_digits_that_python_gives_them() -> None:
    """Each result is Python's, rounded half to even at any precision and over any distance."""
    rng = random.Random(8)
    asked = [
        (rng.choice(PRECISIONS), rng.choice(list(DOING)), drawn(rng), drawn(rng))
        for _ in range(CALLS)
    ]
    lines = [
        json.dumps({"precision": precision, "does": does, "a": a, "b": b})
        for precision, does, a, b in asked
    ]
    answers = subprocess.run(
        ["node", str(Path(__file__).with_name("decimals.mjs"))],
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    assert len(answers) == CALLS
    for (precision, does, a, b), answer in zip(asked, answers, strict=True):
        context = decimal.Context(prec=precision, rounding=decimal.ROUND_HALF_EVEN)
        expected = getattr(context, DOING[does])(exactly(a), exactly(b))
        assert exactly(tuple(json.loads(answer))) == expected, (precision, does, a, b)
