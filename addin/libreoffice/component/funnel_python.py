"""Which Python the functions need, in words that an older one reads, too.

LibreOffice as its makers build it brings a Python of its own; a Linux distribution's runs on the
system's.
"""

import sys

__all__ = ["LEAST", "refusal"]

LEAST = (3, 10)
"""The oldest Python that the functions run on."""

BRINGS_IT = "25.2"
"""The first LibreOffice that brings it. 24.8 brings Python 3.9, and 24.2 brings 3.8."""


def refusal() -> str:
    """Say why the functions cannot run here; blank where they can."""
    if sys.version_info >= LEAST:
        return ""
    return (
        f"the Funnel functions need Python {LEAST[0]}.{LEAST[1]} or newer, and this LibreOffice "
        f"runs {sys.version.split()[0]}: install LibreOffice {BRINGS_IT} or newer"
    )
