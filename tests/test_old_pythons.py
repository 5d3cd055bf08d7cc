"""What travels into LibreOffice runs on the Pythons that LibreOffice brings along.

LibreOffice 25.2 brings Python 3.10, 25.8 brings 3.11, 26.2 brings 3.12 and 26.8 brings 3.13.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import vermin

from addin.libreoffice import archive
from addin.libreoffice.component import funnel_python
from tests.cases import load
from tests.lite.browser import pack_folder, pyodide_folder
from tests.lite.browser import run as run_in_browser

OLDEST = ".".join(map(str, funnel_python.LEAST))
READ_BEFORE_REFUSING = ("funnel_component.py", "pythonpath/funnel_python.py")

# on an installed Python and in the browser's, both of which have the rooms on their path
ANSWER = """
import json
from funnel_addin import functions
from funnel_core.errors import FunnelError
def answered(name, arguments):
    try:
        return {"value": functions.call(name, arguments)}
    except FunnelError as error:
        return {"error": error.code, "message": str(error)}
def run(request):
    return json.dumps([answered(*each) for each in json.loads(request)])
"""

# the examples of the rooms that travel, but for the one that makes a table of pandas
EXAMPLES = """
import doctest, importlib, json
from pathlib import Path
import funnel_core
def run(request):
    root = Path(funnel_core.__file__).parents[1]
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    for path in sorted(root.rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts)
        if not name.startswith("funnel_calc") and path.name != "__init__.py":
            for test in finder.find(importlib.import_module(name)):
                if "to_frame" not in test.docstring:
                    runner.run(test)
    return json.dumps([runner.tries, runner.failures])
"""

REFUSAL = """
import json, funnel_python
def run(request):
    return json.dumps(funnel_python.refusal())
"""

VERSION = """
import json, sys
def run(request):
    return json.dumps(sys.version_info[:2])
"""

RUN = """
import sys
sys.path.insert(0, "pythonpath")
{}
print(run(sys.stdin.read()))
"""

BROWSER = "pyodide-0.22"
"""The browser's Python 3.10, which npm installs: the oldest is tried wherever Node is."""

installed_pythons = pytest.mark.may_skip("few machines have every Python; the browser's is one")


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the extension lies in LibreOffice."""
    folder = tmp_path_factory.mktemp("extension")
    for place, path in archive.carried().items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / place)
    return folder


@installed_pythons
@pytest.mark.parametrize("version", [OLDEST, "3.12", "3.13"])
def test_every_case_is_answered_alike_on(version: str, extension: Path) -> None:
    """An older or a newer Python answers each case with the same cells and the same sentences."""
    agree(run(version, ANSWER, extension, asked()))


def test_every_case_is_answered_alike_in_the_browser_s_old_python(
    extension: Path, tmp_path: Path
) -> None:
    """The oldest Python answers each case alike, and is not refused, wherever Node is."""
    browser = pyodide_folder(BROWSER)
    rooms = pack_folder(tmp_path / "rooms.zip", extension / "pythonpath")
    answers = {}
    for what, code, request in (
        ("version", VERSION, None),
        ("cases", ANSWER, asked()),
        ("examples", EXAMPLES, None),
        ("refusal", REFUSAL, None),
    ):
        script = tmp_path / f"{what}.py"
        script.write_text(code, encoding="utf-8")
        answers[what] = run_in_browser(browser, script, [rooms], request)
    assert answers["version"] == list(funnel_python.LEAST)
    agree(answers["cases"])
    tried, failed = answers["examples"]
    assert tried > 100
    assert failed == 0
    assert answers["refusal"] == ""


@installed_pythons
def test_the_examples_of_the_rooms_run_on_the_oldest(extension: Path) -> None:
    """What the docstrings of the travelling rooms show is true there, too."""
    tried, failed = run(OLDEST, EXAMPLES, extension)
    assert tried > 100
    assert failed == 0


@installed_pythons
@pytest.mark.parametrize("version", ["3.8", "3.9"])
def test_a_python_that_is_too_old_is_told_of(version: str, extension: Path) -> None:
    """LibreOffice 24.8 and before: one sentence says which LibreOffice to install."""
    told = run(version, REFUSAL, extension)
    assert told.startswith(
        f"the Funnel functions need Python 3.10 or newer, and this LibreOffice runs {version}."
    )
    assert told.endswith(": install LibreOffice 25.2 or newer")
    assert run(OLDEST, REFUSAL, extension) == ""


def test_the_rooms_need_no_newer_python_than_is_said() -> None:
    """They use nothing that the oldest Python lacks; what refuses is read by still older ones."""
    carried = archive.carried()
    for place, path in carried.items():
        assert least(path) <= funnel_python.LEAST, place
    for place in READ_BEFORE_REFUSING:
        assert least(carried[place], evaluated=False) <= (3, 7), place


def least(path: Path, *, evaluated: bool = True) -> tuple[int, ...]:
    """Give the oldest Python 3 that a file runs on, as far as reading it tells.

    The rooms' annotations are evaluated: the units and bounds of arguments stand in them.
    """
    config = vermin.Config()
    config.set_eval_annotations(evaluated)
    visitor = vermin.visit(path.read_text(encoding="utf-8"), config)
    return tuple(visitor.minimum_versions()[1] or (3, 0))


def asked() -> list[Any]:
    """Give every case's call."""
    return [[case.function, case.args] for case in load()]


def agree(answers: list[Any]) -> None:
    """Hold answers to the cases."""
    for case, answer in zip(load(), answers, strict=True):
        if case.error is None:
            assert case.agrees(answer.get("value")), (case, answer)
        else:
            assert answer.get("error") == case.error, (case, answer)
            assert case.message in answer["message"], (case, answer)


def run(version: str, code: str, folder: Path, request: Any = None) -> Any:
    """Run code on a Python of this version, in a folder; give what its `run` answers."""
    done = subprocess.run(
        [python(version), "-B", "-c", RUN.format(code)],
        cwd=folder,
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    # a failed example is told before it
    return json.loads(done.stdout.splitlines()[-1])


def python(version: str) -> str:
    """Find a Python of this version: on the path, or among those that pyenv keeps."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return sys.executable
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [shutil.which(f"python{version}"), *sorted(kept.glob(f"{version}.*/bin/python"))]
    for candidate in filter(None, found):
        # pyenv puts a command of that name on the path, also where it is switched off
        if subprocess.run([candidate, "-V"], capture_output=True, check=False).returncode == 0:
            return str(candidate)
    pytest.skip(f"no Python {version} is installed here")
