"""Where the add-ins lie that this package ships."""

from __future__ import annotations

from pathlib import Path

from funnel_core.errors import FunnelError

__all__ = ["EXCEL", "LIBREOFFICE", "shipped"]

EXCEL = "excel/funnel.xlam"
LIBREOFFICE = "libreoffice/funnel.oxt"


def shipped(addin: str) -> Path:
    """Give the path of an add-in: beside this package where it is installed, else in the checkout.

    Raises:
        FunnelError: it is in neither place.
    """
    addins = Path(__file__).parents[1] / "addins"
    installed = addins / Path(addin).name
    checkout = Path(__file__).parents[2] / addin
    for path in (installed, addins / addin, checkout):
        if path.is_file():
            return path
    raise FunnelError(
        f"{Path(addin).name} is missing from this installation ({installed}): install the funnel "
        "planner again"
    )
