"""What the fields of the workbook run along."""

from __future__ import annotations

from templates.builder.describing import Axis

__all__ = ["BASIS", "MONTHS", "PLACES", "QUARTERS", "STAGES", "STEPS", "WAYS"]

STAGES = Axis("stages", 13)
"""Up to 12 steps, and the wins at the end."""

STEPS = Axis("steps", 12, within=STAGES)
MONTHS = Axis("months", 12)
QUARTERS = Axis("quarters", 4)
WAYS = Axis("ways", 4)
"""The four ways to more."""

PLACES = Axis("places", 13)
"""The first, second, … stage of one half of the funnel."""

BASIS = Axis("basis", 27)
"""The basis of a fill: target, value, confidence, a rate per step, records counted per step."""
