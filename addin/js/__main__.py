"""Build what Google Sheets and Office.js load: `python -m addin.js` from the repository's root.

Node bundles it, with what `npm ci` in this folder installs. The catalog is rendered first.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from addin.js.catalog_module import rules_module, told_module
from addin.js.doors import google_script, rows_of_others, rows_read
from addin.js.functions_json import functions_json, office_script
from addin.js.notice import licences

__all__ = ["FOLDER", "RENDERED", "bundled", "main"]

FOLDER = Path(__file__).parent

RENDERED: Mapping[Path, Callable[[], str]] = {
    FOLDER / "catalog" / "rules.js": rules_module,
    FOLDER / "catalog" / "told.js": told_module,
    FOLDER / "plans" / "rows_read.js": rows_read,
    FOLDER / "plans" / "rows_of_others.js": rows_of_others,
    FOLDER.parent / "google" / "LICENSES.txt": licences,
    FOLDER.parent / "office" / "LICENSES.txt": licences,
    FOLDER.parent / "google" / "Code.js": lambda: google_script(bundled),
    FOLDER.parent / "office" / "functions.json": functions_json,
    FOLDER.parent / "office" / "funnel.js": lambda: office_script(bundled),
}
"""What is rendered and built, in the order in which one needs the other: its path and its text."""


def bundled(entry: str, **options: object) -> str:
    """Bundle a script of this folder, and all that it imports, as esbuild's options say."""
    run = subprocess.run(
        ["node", "build.mjs", entry, json.dumps(options)],
        cwd=FOLDER,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.stdout


def main() -> None:
    """Write all that is rendered and built."""
    for path, text in RENDERED.items():
        path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
