"""What the budget's fields run along."""

from __future__ import annotations

from templates.builder.describing import Axis

__all__ = ["CHANNELS", "SCENARIOS", "STAGES", "STEPS"]

STAGES = Axis("stages", 7)
STEPS = Axis("steps", 6, within=STAGES)
CHANNELS = Axis("channels", 8)
SCENARIOS = Axis("scenarios", 3)
