"""The extension as one file, the same to the byte on every machine."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from addin.libreoffice import settings

__all__ = ["built", "carried"]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMPONENT = HERE / "component"
LOADED = COMPONENT / "funnel_component.py"
"""The one file that LibreOffice loads itself; it finds the others in pythonpath."""

LIBRARY = HERE / "FunnelFunctions.rdb"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the earliest that a zip file can hold."""

CARRIED = (
    ("funnel_core", "*.py"),
    ("funnel_core", "numerics/*.py"),
    ("addin/funnel_addin", "__init__.py"),
    ("addin/funnel_addin", "names.py"),
    ("addin/funnel_addin", "books/__init__.py"),
    ("addin/funnel_addin", "books/port.py"),
    ("addin/funnel_addin", "catalog/*.py"),
    ("addin/funnel_addin", "functions/**/*.py"),
    ("addin/funnel_addin", "plans/*.py"),
)
"""What the worksheet functions run on, and what reads a workbook's names: the folder of each
package and which of its files."""


def carried() -> dict[str, Path]:
    """Give each Python file that travels in the extension, by its place in the archive."""
    files = {f"pythonpath/{path.name}": path for path in COMPONENT.glob("*.py")}
    files[LOADED.name] = files.pop(f"pythonpath/{LOADED.name}")
    found = [(COMPONENT / "funnel_calc", "**/*.py")]
    found += [(ROOT / folder, pattern) for folder, pattern in CARRIED]
    for package, pattern in found:
        for path in package.glob(pattern):
            files[f"pythonpath/{path.relative_to(package.parent).as_posix()}"] = path
    return files


def built(library: bytes) -> bytes:
    """Build the extension.

    Args:
        library: the compiled type library of the component's interface.
    """
    contents = {
        "META-INF/manifest.xml": settings.manifest().encode(),
        "description.xml": settings.description().encode(),
        "description.txt": settings.DESCRIPTION.encode(),
        "CalcAddIns.xcu": settings.functions().encode(),
        "Jobs.xcu": settings.jobs().encode(),
        "funnel.components": settings.components().encode(),
        LIBRARY.name: library,
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
        **{place: path.read_bytes() for place, path in carried().items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in sorted(contents.items(), key=_in_order):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            # not squeezed: that would differ from one release of zlib to the next
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def _in_order(item: tuple[str, bytes]) -> tuple[bool, str]:
    """Put the manifest first, the others by name."""
    return item[0] != "META-INF/manifest.xml", item[0]
