"""Microsoft's Open XML SDK validator, where it is installed: npm install in tests/node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REASON = "no Open XML validator: run `npm install` in tests/node, or set FUNNEL_OOXML_VALIDATOR"


def find() -> str | None:
    """Give the validator's command: from the environment, tests/node, or the PATH."""
    named = os.environ.get("FUNNEL_OOXML_VALIDATOR")
    if named:
        return named
    local = HERE / "node" / "node_modules" / ".bin" / "ooxml-validator"
    return str(local) if local.exists() else shutil.which("ooxml-validator")


needs_validator = pytest.mark.skipif(find() is None, reason=REASON)


def findings(path: Path) -> Counter[tuple[str, str]]:
    """Give what the validator finds wrong in a file, by part and description."""
    command = find()
    assert command is not None, REASON
    done = subprocess.run([command, str(path)], capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1), done.stderr
    errors = json.loads(done.stdout)["errors"]
    return Counter((error["path"] or "", error["description"]) for error in errors)
