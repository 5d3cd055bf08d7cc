"""Build what Excel on Windows loads: `python -m addin.excel` from the root of the repository.

It writes the module of the worksheet functions, to be read, and the add-in with all modules in it.
xlwings generates VBA on Windows only, so it runs over the tests' stand-ins for Windows.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from addin.excel.parts import parts
from addin.excel.project import TEMPLATE, vba_project
from addin.excel.wrapper import MODULE, finished
from tests.xlwings_windows import Excel

__all__ = ["ADDIN", "RENDERED", "built", "main", "rendered"]

RENDERED = Path(__file__).with_name(f"{MODULE}.bas")
ADDIN = Path(__file__).with_name("funnel.xlam")

_OF_XLWINGS = ("xl/theme/theme1.xml", "xl/styles.xml")
_MOMENT = (2020, 1, 1, 0, 0, 0)


def rendered() -> bytes:
    """Give the module as VBA's editor imports it: with the line ends of Windows."""
    with Excel() as excel:
        return finished(excel.wrapper()).replace("\n", "\r\n").encode("ascii")


def built(module: bytes) -> bytes:
    """Build the add-in with this module of worksheet functions: the same bytes on any machine."""
    with tempfile.TemporaryDirectory() as scratch:
        project = vba_project(module.decode("ascii").replace("\r\n", "\n"), Path(scratch))
    contents = {name: text.encode() for name, text in parts().items()}
    with zipfile.ZipFile(TEMPLATE) as template:
        contents |= {name: template.read(name) for name in _OF_XLWINGS}
    contents["xl/vbaProject.bin"] = project
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            # 0: the system that packs is not told; stored: no other zlib packs otherwise
            entry.create_system, entry.external_attr = 0, 0
            file.writestr(entry, content, compress_type=zipfile.ZIP_STORED)
    return packed.getvalue()


def main() -> None:
    """Write both files."""
    module = rendered()
    RENDERED.write_bytes(module)
    ADDIN.write_bytes(built(module))


if __name__ == "__main__":
    main()
