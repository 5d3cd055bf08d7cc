"""The Python that xlwings' DLL starts: which it is, and what happens when it is gone."""

from __future__ import annotations

import contextlib

from tests.wine.excel import PlayedExcel
from tests.wine.windows import Windows

PACE = ("FUNNEL_PACE", 48.0, 60.0)


def test_the_python_of_the_configuration_serves(excel: PlayedExcel, windows: Windows):
    """The DLL starts the interpreter that funnel.conf names, without a console."""
    assert excel.evaluated("sys.executable") == windows.path(windows.folder / "pythonw.exe")


def test_one_process_serves_every_call(excel: PlayedExcel):
    """The second call finds the Python that the first one started."""
    first = excel.evaluated("os.getpid()")
    assert excel.call_from_macro(*PACE) == "on pace"
    assert excel.evaluated("os.getpid()") == first


def test_after_a_crash_the_next_call_starts_python_again(excel: PlayedExcel):
    """A Python that died costs no answer: the call that finds it gone gets it from a new one."""
    before = excel.evaluated("os.getpid()")
    with contextlib.suppress(RuntimeError):
        excel.evaluated("os._exit(3)")
    assert excel.call_from_macro(*PACE) == "on pace"
    assert excel.evaluated("os.getpid()") != before


def test_after_a_restart_the_next_call_starts_python_again(excel: PlayedExcel):
    """KillPy, by which a person restarts the server, leaves nothing that needs another click."""
    before = excel.evaluated("os.getpid()")
    excel.kill_python()
    assert excel.call_from_macro(*PACE) == "on pace"
    assert excel.evaluated("os.getpid()") != before
