"""The README's session with `funnel history`: run again, and compared; a line … stands for any.

`python -m tests.flow.history_session` shows what is printed now, to be taken over by hand.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from funnel_addin.cli import main
from tests.flow.example_export import EXAMPLE

__all__ = ["ANY", "blocks", "followed", "printed"]

ROOT = Path(__file__).parents[2]
ANY = "…"
BLOCK = r"```console\n(\$ funnel (?:history\b|plan --from\b).*?)```"


def blocks() -> list[str]:
    """Give the blocks, in their order: each goes on where the one before has ended."""
    return re.findall(BLOCK, (ROOT / "README.md").read_text("utf-8"), flags=re.DOTALL)


def printed(folder: Path) -> Iterator[tuple[str, str]]:
    """Run every command in a folder with the example, as it lies in the project's own."""
    example = folder / EXAMPLE.relative_to(ROOT)
    example.parent.mkdir(parents=True)
    shutil.copy(EXAMPLE, example)
    before = Path.cwd()
    os.chdir(folder)
    try:
        for block in blocks():
            for command in re.findall(r"^\$ (.*)$", block, flags=re.MULTILINE):
                told = io.StringIO()
                with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                    main(shlex.split(command)[1:])
                yield command, "\n".join(map(str.rstrip, told.getvalue().splitlines()))
    finally:
        os.chdir(before)


def followed(shown: str, told: str) -> bool:
    """Tell whether what is shown is what was told, with anything in the place of each line …."""
    parts = re.split(rf"^{ANY}$", shown.strip("\n"), flags=re.MULTILINE)
    pattern = ".*".join(re.escape(part.strip("\n")) for part in parts)
    return re.fullmatch(rf"\n*{pattern}\n*", told, flags=re.DOTALL) is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for command, told in printed(Path(folder)):
            print(f"$ {command}\n{told}")
