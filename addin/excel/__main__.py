"""Render the VBA module: `python -m addin.excel` from the root of the repository.

xlwings generates VBA on Windows only, so it runs over the tests' stand-ins for Windows.
"""

from __future__ import annotations

from pathlib import Path

from addin.excel.wrapper import MODULE, finished
from tests.xlwings_windows import Excel

RENDERED = Path(__file__).with_name(f"{MODULE}.bas")


def rendered() -> bytes:
    """Give the module as VBA's editor imports it: with the line ends of Windows."""
    with Excel() as excel:
        return finished(excel.wrapper()).replace("\n", "\r\n").encode("ascii")


if __name__ == "__main__":
    RENDERED.write_bytes(rendered())
