"""Render what the catalog and the names say into README.md, between its markers."""

from __future__ import annotations

import re
from pathlib import Path

from funnel_addin.catalog import CATALOG
from funnel_addin.names import NAMES

README = Path(__file__).parents[1] / "README.md"


def functions_table() -> str:
    """Give the table of worksheet functions."""
    rows = ["| function | answers |", "|---|---|"]
    for function in CATALOG:
        rows.append(f"| `{function.usage}` | {function.summary}: {function.shape} |")
    return "\n".join(rows)


def names_table() -> str:
    """Give the table of defined names."""
    rows = ["| name | role | shape | what it holds |", "|---|---|---|---|"]
    for name in NAMES:
        rows.append(f"| `{name.name}` | {name.role.value} | {name.shape.value} | {name.help} |")
    return "\n".join(rows)


def rendered(text: str) -> str:
    """Give the README with each block between its markers rendered anew."""
    for block, table in (("functions", functions_table()), ("names", names_table())):
        text = re.sub(
            rf"(<!-- rendered: {block} -->\n).*?(<!-- end -->)",
            lambda found, table=table: f"{found[1]}\n{table}\n\n{found[2]}",  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    README.write_text(rendered(README.read_text(encoding="utf-8")), encoding="utf-8")
