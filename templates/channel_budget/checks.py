"""How many things are to be put right on each sheet."""

from __future__ import annotations

from templates.builder.describing import Worked
from templates.channel_budget.notes import NOTES

__all__ = ["CHECKS"]


def _spoken(keys: list[str]) -> str:
    return "+".join(f'IF(ISNUMBER(SEARCH("Check:",{{{key}}})),1,0)' for key in keys)


def _checks(key: str, sheet: str, formula: str) -> Worked:
    return Worked(
        key=key,
        label=f"{sheet}: things to put right",
        shown="whole",
        formula=formula,
        unit="things",
        note=f"Counts the sentences on {sheet} that begin with Check.",
    )


CHECKS = (
    _checks(
        "checks_channels",
        "Channels",
        f"{_spoken([*NOTES, 'shares_check', 'points_note'])}"
        '+COUNTIF({channel_check:},"Check:*")+COUNTIF({rate_check:},"Check:*")',
    ),
    _checks(
        "checks_mix",
        "Mix",
        'IF({mix_ok}=0,0,COUNTIF({over_capacity:},">"&0)+' + _spoken(["mix_adds"]) + ")",
    ),
    _checks(
        "checks_allocation",
        "Allocation",
        _spoken(["budget_says", "best_says", "next_says"]) + '+COUNTIF({wanted_says:},"Check:*")',
    ),
    _checks(
        "checks_return",
        "Return",
        'COUNTIF({return_says:},"Check:*")',
    ),
    _checks(
        "checks_scenarios",
        "Scenarios",
        _spoken(["scenario_says"])
        + '+COUNTIF({scenario_check:},"Check:*")+COUNTIF({scenario_adds:},"Check: not*")',
    ),
)
