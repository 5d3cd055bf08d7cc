"""What the fields of the marketing system run along, and how many of each there is room for."""

from __future__ import annotations

from templates.builder.describing import Axis

__all__ = [
    "ACTIVITIES",
    "AXES",
    "CHANNELS",
    "ENTRIES",
    "EXPERIMENTS",
    "FAULTS",
    "KPIS",
    "PERIODS",
    "STAGES",
    "STEPS",
]

STAGES = Axis("stages", 8)
STEPS = Axis("steps", 7, within=STAGES)
CHANNELS = Axis("channels", 8)
ACTIVITIES = Axis("activities", 6)
PERIODS = Axis("periods", 12)
KPIS = Axis("kpis", 24)
ENTRIES = Axis("entries", 1_000)
FAULTS = Axis("faults", 19)
EXPERIMENTS = Axis("experiments", 12)

AXES = (STAGES, STEPS, CHANNELS, ACTIVITIES, PERIODS, KPIS, ENTRIES, FAULTS, EXPERIMENTS)
