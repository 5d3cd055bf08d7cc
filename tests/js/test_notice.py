"""The bundles say whose work they hold."""

from __future__ import annotations

import json
import subprocess

import pytest

from addin.js.__main__ import FOLDER
from tests.js.node import needs_node

ADDIN = FOLDER.parent
BUNDLES = {
    "google/index.js": ADDIN / "google" / "Code.js",
    "office/index.js": ADDIN / "office" / "funnel.js",
}

_PACKAGES = """
import { build } from "esbuild";
const { metafile } = await build({
  entryPoints: [process.argv[1]], bundle: true, write: false, metafile: true, format: "iife",
});
console.log(JSON.stringify(Object.keys(metafile.inputs)));
"""


def packages(entry: str) -> set[str]:
    """List the packages that a bundle takes something from, those of stdlib as one."""
    run = subprocess.run(
        ["node", "--input-type=module", "--eval", _PACKAGES, entry],
        cwd=FOLDER,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = [path.partition("node_modules/")[2].split("/") for path in json.loads(run.stdout)]
    return {parts[0] for parts in paths if parts[0]}


@needs_node
@pytest.mark.parametrize("entry", BUNDLES)
def test_every_package_in_a_bundle_is_named_with_its_licence(entry: str) -> None:
    """What is bundled is named at the top of the script; the licences stand beside it."""
    head = BUNDLES[entry].read_text(encoding="utf-8")[:8000]
    whole = BUNDLES[entry].with_name("LICENSES.txt").read_text(encoding="utf-8")
    assert packages(entry) == {"@stdlib", "fraction.js"}
    for told in ("fraction.js 5", "@stdlib/math-base-special-erfc 0"):
        assert told in head
        assert told in whole
    for name in ("fraction.js", "@stdlib/math-base-special-erfc"):
        licence = (FOLDER / "node_modules" / name / "LICENSE").read_text(encoding="utf-8")
        assert licence.strip() in whole
