"""The charts that show two amounts per channel side by side."""

from __future__ import annotations

from templates.builder.describing import Chart, Series
from templates.builder.styling import AMBER, NAVY

__all__ = ["pairs"]


def pairs(
    at: str,
    title: str,
    alt: str,
    categories: str,
    amber: tuple[str, str],
    navy: tuple[str, str],
    size: tuple[int, int],
) -> Chart:
    """Draw columns in pairs, amber and navy, each a field's key and what the legend calls it.

    Args:
        at: the cell of its upper left corner.
        title: above the chart.
        alt: what a person who does not see it needs to know.
        categories: the key of what stands below the columns.
        amber: the first of each pair.
        navy: the second.
        size: width and height in pixels.
    """
    return Chart(
        at=at,
        kind={"type": "column"},
        title=title,
        alt=alt,
        series=tuple(
            Series(values=key, categories=categories, name=name, colour=colour)
            for (key, name), colour in ((amber, AMBER), (navy, NAVY))
        ),
        width=size[0],
        height=size[1],
        axes={"y": {"num_format": "#,##0"}},
    )
