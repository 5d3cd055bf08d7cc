"""A history as `funnel history --json` prints it, of invented counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["STAGES", "history", "saved", "way"]

STAGES = ["Lead", "MQL", "Opportunity", "Won"]

Data = dict[str, Any]


def way(start: str, end: str, counts: tuple[int, int, int, int], **changed: Any) -> Data:
    """Give what is known of a way: entered, advanced, lost and open records, and its rate."""
    entered, advanced, lost, still = counts
    decided = advanced + lost
    rate = advanced / decided if decided else None
    known: Data = {
        "from": start,
        "to": end,
        "channel": None,
        "entered": entered,
        "advanced": advanced,
        "lost": lost,
        "open": still,
        "naive": advanced / entered if entered else None,
        "snapshot": None,
        "rate": rate,
        "low": None,
        "high": None,
        "method": "Aalen–Johansen",
        "family": "",
        "undecided": 0.0,
        "spread": 1.0,
        "equivalent": {"entered": decided, "advanced": advanced} if decided else None,
        "drawn": None,
        "not_enough": "",
        "lag": {"median_days": 20, "mean_days": 31.0, "quantiles_days": {}, "by_month": [1.0]},
    }
    return known | changed


def history(**changed: Any) -> Data:
    """Give a history of three steps, seen up to the end of March 2027."""
    known: Data = {
        "funnel_history": 1,
        "as_of": "2027-03-31",
        "zone": "",
        "confidence": 0.95,
        "entered_from": None,
        "entered_to": None,
        "stages": STAGES,
        "lost": ["Lost"],
        "steps": [
            way("Lead", "MQL", (1000, 300, 500, 200)),
            way("MQL", "Opportunity", (300, 100, 100, 100)),
            way("Opportunity", "Won", (100, 20, 60, 20)),
        ],
        "to_won": [
            way("Lead", "Won", (1000, 20, 660, 320)),
            way("MQL", "Won", (300, 20, 160, 120)),
        ],
        "channels": [],
        "amounts": [{"channel": None, "won": 20, "mean": 9512.5, "low": 8000.0, "high": 11000.0}],
        "months": [
            {"month": "2026-12", "entries": [300, 90, 20, 4]},
            {"month": "2027-01", "entries": [310, 95, 30, 6]},
            {"month": "2027-03", "entries": [390, 115, 50, 10]},
        ],
        "channel_months": [],
        "open_now": [200, 100, 20],
        "open_ages": [10.0, 12.0, 30.0],
        "forecast": [],
        "forecast_total": {"expected": 17.5, "low": 9, "high": 26},
        "no_forecast": "",
        "problems": [],
    }
    return known | changed


def saved(folder: Path, **changed: Any) -> Path:
    """Write a history as a file."""
    path = folder / "history.json"
    path.write_text(json.dumps(history(**changed)), encoding="utf-8")
    return path
