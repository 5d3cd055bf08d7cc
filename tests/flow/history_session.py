"""The README's session with `funnel history`, of which it shows the parts that are named here.

`python -m tests.flow.history_session` prints all that is printed now; with `--write` it puts the
parts into the README.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from funnel_addin.cli import main
from tests.flow.example_export import EXAMPLE

__all__ = ["README", "SHOWN", "printed", "rendered", "shown"]

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BLOCK = r"```console\n\$ {}\n.*?```"

SHOWN = {
    "funnel history docs/examples/hubspot_deals.csv --save-roles crm.toml": (
        ("As of ", "What share reaches"),
        ("What the open records", "Nothing was found"),
    ),
    "funnel plan --from crm.toml --target 1000000 --value 9400 --confidence 80%": (
        ("To win ", "Note: the plan"),
    ),
}
"""The commands, each going on where the one before has ended, and what is shown of each: from a
line that begins so to one that begins so, which is left out."""


def printed(folder: Path) -> Iterator[tuple[str, str]]:
    """Run every command in a folder with the example, as it lies in the project's own."""
    example = folder / EXAMPLE.relative_to(ROOT)
    example.parent.mkdir(parents=True)
    shutil.copy(EXAMPLE, example)
    before = Path.cwd()
    os.chdir(folder)
    try:
        for command in SHOWN:
            told = io.StringIO()
            with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
                main(shlex.split(command)[1:])
            yield command, told.getvalue()
    finally:
        os.chdir(before)


def shown(told: str, parts: Sequence[tuple[str, str]]) -> str:
    r"""Give the parts of what was told, with … in the place of what is left out.

    >>> shown("a\nb\nc\nd\ne", [("b", "c"), ("d", "e")])
    '…\nb\n…\nd\n…'
    """
    lines = [line.rstrip() for line in told.splitlines()]
    found: list[str] = []
    at = 0
    for first, after in parts:
        begin = next(n for n in range(at, len(lines)) if lines[n].startswith(first))
        end = next(n for n in range(begin, len(lines)) if lines[n].startswith(after))
        found += ["…"] if begin > at else []
        found += "\n".join(lines[begin:end]).rstrip().split("\n")
        at = end
    return "\n".join([*found, "…"])


def rendered(readme: str, folder: Path) -> str:
    """Give the README with what the commands print now."""
    for command, told in printed(folder):
        block = f"```console\n$ {command}\n{shown(told, SHOWN[command])}\n```"
        pattern = BLOCK.format(re.escape(command))
        (stands,) = re.findall(pattern, readme, flags=re.DOTALL)
        readme = readme.replace(stands, block)
    return readme


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        if "--write" in sys.argv[1:]:
            text = rendered(README.read_text("utf-8"), Path(name))
            README.write_text(text, encoding="utf-8", newline="")
        else:
            for command, told in printed(Path(name)):
                print(f"$ {command}\n{told}")
