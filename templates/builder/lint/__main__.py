"""`python -m templates.builder.lint FILE…`: say what is wrong with workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import BadZipFile

from templates.builder.lint import lint


def main(files: Sequence[str], say: Callable[[str], object] = print) -> int:
    """Print every finding of every file; 1 if there is one, 2 if a file cannot be read."""
    if not files:
        say("Name at least one .xlsx file: python -m templates.builder.lint FILE…")
        return 2
    found = 0
    for path in map(Path, files):
        try:
            findings = lint(path)
        except (OSError, BadZipFile) as wrong:
            say(f"{path.name} cannot be read as a workbook: {wrong}")
            return 2
        for finding in findings:
            say(f"{path.name}: {finding}")
            found += 1
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
