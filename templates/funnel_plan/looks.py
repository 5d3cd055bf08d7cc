"""What several sheets of the workbook share: looks, and how a line of Goal asks."""

from __future__ import annotations

from templates.builder.describing import Asked, When
from templates.builder.rules import Rule
from templates.builder.styling import INPUT, NAVY, RULED, SECTION, Style

__all__ = ["BOX", "SECTION_TITLE", "SHORT", "asked", "opened", "shown"]

BOX: Style = {"border": 4, "border_color": "#C9B26A"}
"""The frame of a cell that may be typed into once its row is in use."""

SHORT = '[>=1000000000]#,##0.0,,,"bn";[>0]#,##0;'
"""A chart's labels: billions short, and nothing at 0."""

SECTION_TITLE: Style = {"font_size": SECTION, "bold": True, "font_color": NAVY}


def shown(key: str) -> tuple[When, ...]:
    """Rule off the cells of a field that show something; rows that are not in use stay white."""
    return (When(f'{{{key}}}<>""', RULED),)


def opened(place: str) -> tuple[When, ...]:
    """Colour and box the cells to type into in rows that are in use."""
    return (When(f'{place}<>""', INPUT),)


def asked(
    key: str,
    label: str,
    rule: Rule,
    shown: str = "money",
    unit: str = "",
    name: str | None = None,
    starts: object = None,
) -> Asked:
    """Ask for an input of Goal; its note says what it is for, or what is wrong with it."""
    return Asked(
        key=key,
        label=label,
        shown=shown,
        unit=unit,
        name=name,
        rule=rule,
        starts=starts,
        note=f"={{{key}_note}}",
    )
