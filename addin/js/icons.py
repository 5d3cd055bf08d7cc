"""Draw the add-in's icon, a funnel of three bands: `python -m addin.js.icons`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

__all__ = ["FOLDER", "SIZES", "drawn", "main"]

FOLDER = Path(__file__).parents[1] / "office" / "icons"

SIZES = (16, 32, 64, 80, 128)
"""The sizes that a manifest names (16, 32, 64, 80) and that a store shows (128), in pixels."""

_OVERSAMPLED = 16
_BANDS = (
    ("#0b6b4f", ((0.06, 0.10), (0.94, 0.10), (0.79, 0.34), (0.21, 0.34))),
    ("#1c9c74", ((0.235, 0.40), (0.765, 0.40), (0.64, 0.61), (0.36, 0.61))),
    ("#5fd0a8", ((0.385, 0.67), (0.615, 0.67), (0.615, 0.84), (0.385, 0.94))),
)
"""Each band's colour and corners, in shares of the side."""


def drawn(size: int) -> Image.Image:
    """Draw the icon, on nothing, with smooth edges.

    >>> drawn(16).size
    (16, 16)
    """
    side = size * _OVERSAMPLED
    large = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(large)
    for colour, corners in _BANDS:
        pen.polygon([(x * side, y * side) for x, y in corners], fill=colour)
    return large.resize((size, size), Image.Resampling.BOX)


def main() -> None:
    """Write all sizes."""
    for size in SIZES:
        drawn(size).save(FOLDER / f"funnel-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
