"""The twin's source: its types, its form, its rooms, and what it shares with Python as data."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from addin.js.__main__ import FOLDER, RENDERED
from funnel_core import quantities
from funnel_core.quantities import Quantity
from tests.js.node import needs_node

HOST_FREE = ("core", "functions", "catalog", "plans")
BELOW = {
    "core": ("core",),
    "catalog": ("core", "catalog"),
    "functions": ("core", "catalog", "functions"),
    "plans": ("core", "catalog", "functions", "plans"),
    "google": ("core", "catalog", "functions", "plans", "google"),
    "office": ("core", "catalog", "functions", "plans", "office"),
}
"""What each room may import: it and those below it."""

BUNDLES = [path for path in RENDERED if FOLDER not in path.parents and path.suffix == ".js"]
"""What hosts load as one script each."""


def sources(room: str) -> list[Path]:
    """List the modules of a room."""
    return sorted((FOLDER / room).rglob("*.js"))


def in_node(*command: str) -> str:
    """Run a command in the twin's folder; give what it says where it fails."""
    run = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, encoding="utf-8")
    return f"{run.stdout}{run.stderr}" if run.returncode else ""


@needs_node
@pytest.mark.parametrize("project", [".", "google", "office"])
def test_the_types_are_right(project: str) -> None:
    """TypeScript's checker, strict, has nothing to say of the JSDoc types."""
    assert in_node("node_modules/.bin/tsc", "-p", project) == ""


@needs_node
def test_the_form_is_prettiers() -> None:
    """All modules have the form that prettier gives them, but for what is rendered."""
    rooms = [*HOST_FREE, "google", "office", "lean", "build.mjs"]
    rendered = [f"!{path.relative_to(FOLDER)}" for path in RENDERED if FOLDER in path.parents]
    assert in_node("node_modules/.bin/prettier", "--check", *rooms, *rendered) == ""


@needs_node
def test_units_and_bounds_are_those_of_python() -> None:
    """Each quantity has Python's words, bounds and cure."""
    told = subprocess.run(
        [
            "node",
            "--input-type=module",
            "--eval",
            'import * as all from "./core/quantities.js"; console.log(JSON.stringify(all));',
        ],
        cwd=FOLDER,
        capture_output=True,
        check=True,
        text=True,
    )
    twin = {name: each for name, each in json.loads(told.stdout).items() if name.isupper()}
    for name, each in vars(quantities).items():
        if isinstance(each, Quantity):
            bounds = {
                "above": each.above,
                "atLeast": each.at_least,
                "below": each.below,
                "atMost": each.at_most,
                "whole": each.whole or None,
                "cure": each.cure or None,
            }
            kept = {key: bound for key, bound in bounds.items() if bound is not None}
            assert twin[name] == {"one": each.one, "plural": each.plural, "bounds": kept}, name


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_only_from_rooms_below_it(room: str) -> None:
    """Nothing that works without a host knows one, and no host knows another."""
    for path in sources(room):
        for imported in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8")):
            target = (path.parent / imported).resolve().relative_to(FOLDER)
            assert target.parts[0] in BELOW[room], f"{path.relative_to(FOLDER)} imports {imported}"


def test_modules_are_short() -> None:
    """No module that is written by hand has more than 300 lines."""
    for room in (*HOST_FREE, "google", "office"):
        for path in sources(room):
            if path not in RENDERED:
                lines = len(path.read_text(encoding="utf-8").splitlines())
                assert lines <= 300, f"{path.relative_to(FOLDER)} has {lines} lines"


@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.name)
def test_no_host_fails_over_a_bundle_as_a_whole(path: Path) -> None:
    """No regular expression looks behind: one that is not understood ends the whole script."""
    script = path.read_text(encoding="utf-8")
    assert not re.findall(r".{0,40}\(\?<[=!].{0,40}", script)


@needs_node
@pytest.mark.parametrize("path", list(RENDERED), ids=lambda path: path.name)
def test_what_is_built_is_what_is_committed(path: Path) -> None:
    """Rendered and bundled anew, each file is the same to the byte."""
    assert path.read_bytes() == RENDERED[path]().encode()
