"""The add-in's VBA project: xlwings' own, with our modules in it."""

from __future__ import annotations

import struct
from pathlib import Path

import xlwings
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAProject

__all__ = ["PROJECT", "TEMPLATE", "vba_project"]

TEMPLATE = Path(xlwings.__file__).with_name("quickstart_addin.xlam")
"""The add-in that `xlwings quickstart --addin` starts from."""

PROJECT = "funnel"
"""What xlwings calls the project: it reads %USERPROFILE%\\.funnel\\funnel.conf."""

_NAME, _NEW_NAME = "MyAddin", "Funnel"
_VBA = Path(__file__).with_name("vba")
_STATIC = ("funnel_answers", "funnel_ribbon", "funnel_load")
_NOT_COMPILED = b"\xcc\x61\xff\xff\x00\x00\x00"
"""The stream of compiled code, empty: Excel compiles the source when it loads the project."""

_MENDED = (
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"', 1),
    # none of its functions shows in a cell, or clashes with those of an xlwings add-in
    (
        'Attribute VB_Name = "xlwings"\n',
        'Attribute VB_Name = "xlwings"\nOption Private Module\n',
        1,
    ),
    # the person's own file alone names the Python that is started: a workbook that came by mail, or
    # the folder it lies in, must not
    (
        'Optional default As String = "", Optional source As String = ""',
        'Optional default As String = "", Optional source As String = "user"',
        1,
    ),
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"', 2),
    # nor is Python code taken from there; and no workbook need be open
    (
        'PYTHONPATH = AddExcelDir & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName '
        '& ";" & GetConfig("ONEDRIVE_CONSUMER_WIN") & ";" & GetConfig("ONEDRIVE_COMMERCIAL_WIN") '
        '& ";" & GetConfig("SHAREPOINT_WIN") & ";" & GetConfig("PYTHONPATH")',
        'PYTHONPATH = AddExcelDir & ";;;;;"\n'
        '        If GetConfig("PYTHONPATH") <> "" Then PYTHONPATH = PYTHONPATH & ";" & '
        'GetConfig("PYTHONPATH")',
        1,
    ),
    ('tail = " -B -c ""', 'tail = " -B -P -c ""', 1),
    # Windows looks for a bare name in the current folder first, which may be a workbook's
    (
        'PYTHON_WIN = "cmd.exe " &',
        r'PYTHON_WIN = Environ("SystemRoot") & "\System32\cmd.exe " &',
        2,
    ),
)


def vba_project(wrappers: str, scratch: Path) -> bytes:
    """Build the vbaProject.bin.

    Args:
        wrappers: the module of the worksheet functions.
        scratch: an empty folder to work in.

    Raises:
        ValueError: xlwings' add-in is not that of 0.37.8.
    """
    with ExcelFile(TEMPLATE) as book:
        # none of our code needs it, and it holds a folder of the person who saved xlwings' add-in
        if not book.remove_reference("MSForms"):
            raise ValueError("expected a reference to MSForms in the add-in of xlwings; got none")
        project = book.vba_project()
        _rename(project)
        project.delete_module("Module1")
        _put_in(project, wrappers)
        book.save(scratch / "funnel.xlam")
    with ExcelFile(scratch / "funnel.xlam") as book:
        streams = CFB.from_bytes(book.vba_project_bytes())
    properties = _once(streams.get_stream("PROJECT"), _NAME.encode(), _NEW_NAME.encode())
    head, found, windows = properties.partition(b"[Workspace]")
    # the list of windows ends at its first blank line
    windows = b"\r\n".join(line for line in windows.splitlines() if line)
    streams.write_stream("PROJECT", head + found + b"\r\n" + windows + b"\r\n")
    streams.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOT_COMPILED)
    return streams.to_bytes()


def _rename(project: VBAProject) -> None:
    """Rename the project in the stream that VBA reads; the other is text."""
    record = struct.pack("<HI", 4, len(_NAME)) + _NAME.encode()
    new = struct.pack("<HI", 4, len(_NEW_NAME)) + _NEW_NAME.encode()
    project.dir_raw = _once(project.dir_raw, record, new)
    project.dir_modules_offset += len(new) - len(record)


def _once(data: bytes, old: bytes, new: bytes) -> bytes:
    if data.count(old) != 1:
        raise ValueError(f"expected {old!r} once in the add-in of xlwings; got {data.count(old)}")
    return data.replace(old, new)


def _put_in(project: VBAProject, wrappers: str) -> None:
    for module in project.modules:
        source = module.source.replace("\r\n", "\n")
        if module.name == "xlwings":
            source = _mended(source)
        elif module.name == "ThisWorkbook":
            source += (_VBA / "ThisWorkbook.cls").read_text(encoding="ascii")
        module.source = source.replace("\n", "\r\n")
        module.dirty = True  # written anew, without what xlwings' Excel compiled it to
    for name in _STATIC:
        text = (_VBA / f"{name}.bas").read_text(encoding="ascii")
        project.add_module(name, text.replace("\n", "\r\n"))
    project.add_module("xlwings_udfs", wrappers.replace("\n", "\r\n"))


def _mended(source: str) -> str:
    for old, new, times in _MENDED:
        if source.count(old) != times:
            raise ValueError(
                f"expected {old!r} {times} times in the VBA of xlwings 0.37.8; "
                f"got it {source.count(old)} times"
            )
        source = source.replace(old, new)
    return source
