"""`python -m templates.builder.lint FILE…`: say what is wrong with workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from templates.builder.lint import lint


def main(files: Sequence[str], say: Callable[[str], object] = print) -> int:
    """Print every finding of every file; 1 if there is one, 2 if no file is named."""
    if not files:
        say("Name at least one .xlsx file: python -m templates.builder.lint FILE…")
        return 2
    found = 0
    for file in files:
        for finding in lint(Path(file)):
            say(f"{Path(file).name}: {finding}")
            found += 1
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
