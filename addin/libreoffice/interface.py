"""The component's interface in UNO's own language, and the type library compiled from it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from addin.libreoffice.naming import INTERFACE, MODULE, ONE_CELL, method_name, parameter_name
from funnel_addin.catalog import CATALOG, WHY, WorksheetFunction

__all__ = ["compiled", "compiler", "interface"]

SDK = Path("/usr/lib/libreoffice/sdk/bin/unoidl-write")
TYPES = Path("/usr/lib/libreoffice/program")
_HEAD = """\
// Rendered from the catalog: change the catalog, not this.
"""


def interface() -> str:
    """Write the interface: a method per worksheet function.

    Every argument is an `any`, so that it may be left out, and may be a cell or a range. The first
    parameter is no argument: Calc hands over the document that asks there.
    """
    methods = [*(_method(each) for each in CATALOG), _why()]
    opened = " ".join(f"module {each} {{" for each in MODULE)
    closed = " ".join("};" for _ in MODULE)
    body = "\n".join(f"  {each}" for each in methods)
    return f"{_HEAD}{opened}\ninterface {INTERFACE} {{\n{body}\n}};\n{closed}\n"


def _method(function: WorksheetFunction) -> str:
    parameters = "".join(f", [in] any {parameter_name(each.name)}" for each in function.arguments)
    caller = "[in] com::sun::star::beans::XPropertySet caller"
    answer = "any" if function.name in ONE_CELL else "sequence< sequence< any > >"
    return f"{answer} {method_name(function.name)}({caller}{parameters});"


def _why() -> str:
    """Write the method that tells why: its cell arrives as itself, also where it shows an error."""
    cell = f"[in] com::sun::star::table::XCellRange {parameter_name(WHY.argument)}"
    return f"any {method_name(WHY.name)}([in] com::sun::star::beans::XPropertySet caller, {cell});"


def compiler() -> Path | None:
    """Find LibreOffice's compiler of interfaces, which comes with its development kit."""
    found = shutil.which("unoidl-write")
    if found:
        return Path(found)
    return SDK if SDK.is_file() else None


def compiled(text: str, with_compiler: Path) -> bytes:
    """Compile an interface to a type library."""
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder, f"{INTERFACE}.idl"), Path(folder, f"{INTERFACE}.rdb")
        source.write_text(text, encoding="ascii")
        known = [TYPES / "types.rdb", TYPES / "types" / "offapi.rdb"]
        subprocess.run(
            [with_compiler, *(each for each in known if each.is_file()), source, library],
            check=True,
            capture_output=True,
        )
        return library.read_bytes()
