"""How the functions get into xlwings Lite: a wheel that it installs, or a folder dropped on it."""

from __future__ import annotations

import zipfile
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement

from addin.excel.lite.__main__ import REQUIREMENTS, lay_personal_module
from funnel_addin.catalog import CATALOG
from tests.lite.browser import INSIDE, pack, pack_file, pack_folder, pyodide_folder, run

OLD = "pyodide-0.27"
"""The Pyodide that the installer on PyPI belongs to."""


def test_the_wheel_is_pure_python(wheel: Path):
    """The wheel fits every Python, and is called what requirements.txt says."""
    assert wheel.name.endswith("-py3-none-any.whl")
    assert REQUIREMENTS.read_text(encoding="utf-8").splitlines()[-1].endswith(f"/{wheel.name}")


def test_nothing_is_required_in_the_browser(wheel: Path):
    """Every dependency is one of a computer's own Python, and none of the browser's."""
    with zipfile.ZipFile(wheel) as zipped:
        (name,) = (each for each in zipped.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(zipped.read(name))
    needed = [Requirement(each) for each in metadata.get_all("Requires-Dist", [])]

    def on(platform: str) -> set[str]:
        place = {"sys_platform": platform, "extra": ""}
        return {each.name for each in needed if each.marker is None or each.marker.evaluate(place)}

    assert on("emscripten") == set()
    assert {"xlwings", "lxml", "gspread", "keyring", "pandas"} <= on("win32")


def test_the_wheel_is_installed_by_pyodides_installer(wheel: Path, tmp_path: Path):
    """micropip, with which xlwings Lite installs, takes the wheel alone and asks no network."""
    zips = [
        pack(tmp_path / "installer.zip", ["micropip", "packaging"]),
        pack_file(tmp_path / "carrier.zip", wheel),
    ]
    told = run(
        pyodide_folder(OLD), INSIDE / "installing.py", zips, f"/unpacked/carrier.zip/{wheel.name}"
    )
    assert told == {"installed": ["funnel-planner"], "answer": [[200], [100]]}


def test_the_personal_module_brings_all_it_needs(tmp_path: Path):
    """Every module of the folder that is dropped on xlwings Lite imports by itself."""
    personal = lay_personal_module(tmp_path)
    zips = [
        pack(tmp_path / "xlwings.zip", ["xlwings"], leave_out=["pro"]),
        pack_file(tmp_path / "side.zip", INSIDE / "excel_side.py"),
        pack_folder(tmp_path / "carrier.zip", personal),
    ]
    told = run(pyodide_folder("pyodide"), INSIDE / "importing.py", zips, "/unpacked/carrier.zip")
    assert {"funnel", "funnel_addin.lite", "funnel_core.planning"} <= set(told["modules"])
    assert told["offered"] == sorted(entry.name for entry in CATALOG)
    assert told["called"] == {"value": [["behind"]]}


def test_the_personal_module_is_laid_anew_beside_others(tmp_path: Path):
    """What an older version of ours left is replaced; a person's own modules stay."""
    personal = lay_personal_module(tmp_path)
    own, old = personal / "accounting.py", personal / "funnel_core" / "gone.py"
    older = personal / "funnel_addin" / "gone.py"
    for path in (own, old, older):
        path.write_text("", encoding="utf-8")
    assert lay_personal_module(tmp_path) == personal
    assert own.exists()
    assert not old.exists()
    assert not older.exists()
