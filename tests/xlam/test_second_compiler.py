"""The add-in's VBA as another compiler of VBA takes it: LibreOffice's Basic."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from addin.excel.__main__ import ADDIN
from tests.libreoffice.calc import python_with_uno
from tests.xlam.basic import GONE

OURS = ["funnel_answers", "funnel_ribbon", "funnel_load", "xlwings_udfs"]


def worked_out(folder: Path, *expressions: str) -> list[str]:
    """Work expressions out in the add-in's own modules, without a Python."""
    office, python = shutil.which("soffice"), python_with_uno()
    if office is None or python is None:
        pytest.skip("LibreOffice with Python is not installed")
    # beside what it opens LibreOffice leaves a file that says so
    addin = shutil.copy(ADDIN, folder)
    done = subprocess.run(
        [
            python,
            str(Path(__file__).with_name("basic.py")),
            json.dumps([office, str(addin), str(folder), OURS, expressions]),
        ],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[str] = json.loads(done.stdout)
    return answers


def test_our_modules_compile_and_run_elsewhere(tmp_path: Path) -> None:
    """All four compile together; functions, helpers and a lost Python answer as in the other."""
    assert worked_out(
        tmp_path,
        "1 + 1",
        'FunnelUnreachable("Traceback" & vbCrLf & " File" & vbCrLf & "ImportError: no" & vbCrLf)',
        'Len(funnel_ribbon.Fitting(String(1500, "x")))',
        "FUNNEL_ROI(1, 2)",
        'FUNNEL_WHY("a text")',
        "FUNNEL_WHY(FUNNEL_ROI(1, 2))",
    ) == [
        "= 2",
        "= Excel could not get an answer from Python (ImportError: no): "
        "run 'funnel excel doctor' in a terminal, which says what to do",
        "= 999",
        "= Error 2015",
        "= ",
        f"= {GONE} is not there any more, and it is the Python that Excel starts: "
        "run 'funnel excel install' from the Python that has the funnel planner",
    ]
