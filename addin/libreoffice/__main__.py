"""Build the extension for LibreOffice: `python -m addin.libreoffice` from the repository's root.

The compiled interface is committed: only a change of it needs LibreOffice's development kit.
"""

from __future__ import annotations

import sys
from pathlib import Path

from addin.libreoffice.archive import LIBRARY, built
from addin.libreoffice.interface import compiled, compiler, interface

HERE = Path(__file__).parent
INTERFACE = LIBRARY.with_suffix(".idl")
EXTENSION = HERE / "funnel.oxt"


def main() -> int:
    """Write the interface, its type library and the extension."""
    text = interface()
    if not INTERFACE.is_file() or INTERFACE.read_text(encoding="ascii") != text:
        with_compiler = compiler()
        if with_compiler is None:
            print("the interface changed: install libreoffice-dev to compile it", file=sys.stderr)
            return 1
        LIBRARY.write_bytes(compiled(text, with_compiler))
        INTERFACE.write_text(text, encoding="ascii")
    EXTENSION.write_bytes(built(LIBRARY.read_bytes()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
