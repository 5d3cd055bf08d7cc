"""One answer per worksheet function: checked arguments in, the core's answer laid out as cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.answers.channels import CHANNELS
from funnel_addin.functions.answers.experiments import EXPERIMENTS
from funnel_addin.functions.answers.misses import MISSES
from funnel_addin.functions.answers.money import MONEY
from funnel_addin.functions.answers.plan import PLAN
from funnel_addin.functions.answers.time import TIME
from funnel_addin.functions.answers.trends import TRENDS
from funnel_addin.functions.grid import Answer

__all__ = ["ANSWERS"]

ANSWERS: Mapping[str, Callable[..., Answer]] = {
    **PLAN,
    **TIME,
    **CHANNELS,
    **MONEY,
    **MISSES,
    **TRENDS,
    **EXPERIMENTS,
}
