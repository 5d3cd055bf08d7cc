"""The browser's Python in Node, and what is put into it: offline, as npm and pip installed it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
INSIDE = HERE / "inside"
ROOT = HERE.parents[1]
PACKAGES = ROOT / "tests" / "node" / "node_modules"
PYODIDES = ("pyodide", "pyodide-0.27")
"""The newest, with Python 3.14, and the one that xlwings Lite had in 2025, with Python 3.12."""
TIMEOUT = 1800
"""How many seconds a script may take; a machine may be many times slower than another."""


def pyodide_folder(name: str) -> Path:
    """Give the folder of an npm package of Pyodide, or skip."""
    if shutil.which("node") is None:
        pytest.skip("Node is not installed")
    if not (PACKAGES / name / "pyodide.mjs").exists():
        pytest.skip(f"{name} is not installed: run npm install in tests/node")
    return PACKAGES / name


def run(pyodide: Path, script: Path, zips: Iterable[Path], request: Any) -> Any:
    """Run a script in a Pyodide; what it returns is read as JSON."""
    command = ["node", HERE / "run.mjs", pyodide, script, *zips]
    done = subprocess.run(
        [str(each) for each in command],
        input=json.dumps(request),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this project."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def pack(target: Path, packages: Iterable[str], leave_out: Iterable[str] = ()) -> Path:
    """Pack installed packages, their Python alone, but for the folders in `leave_out`."""
    left_out = set(leave_out)
    with zipfile.ZipFile(target, "w") as zipped:
        for package in packages:
            spec = importlib.util.find_spec(package)
            if spec is None or spec.origin is None:
                pytest.skip(f"{package} is not installed")
            folder = Path(spec.origin).parent
            for path in sorted(folder.rglob("*.py")):
                inner = path.relative_to(folder.parent)
                if left_out.isdisjoint(inner.parts):
                    zipped.write(path, inner)
    return target


def pack_file(target: Path, file: Path) -> Path:
    """Pack one file."""
    with zipfile.ZipFile(target, "w") as zipped:
        zipped.write(file, file.name)
    return target


def pack_folder(target: Path, folder: Path) -> Path:
    """Pack what lies in a folder."""
    with zipfile.ZipFile(target, "w") as zipped:
        for path in sorted(folder.rglob("*")):
            zipped.write(path, path.relative_to(folder))
    return target
