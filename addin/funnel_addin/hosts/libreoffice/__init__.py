"""LibreOffice on this machine: where it is, the extension in it, whether a cell is answered.

`places` looks for the programs, `running` runs them within a time, `extension` adds and takes away
through LibreOffice's own `unopkg`, `checkup` finds what keeps the functions from working.
"""

from funnel_addin.hosts.libreoffice.checkup import checkup
from funnel_addin.hosts.libreoffice.extension import (
    IDENTIFIER,
    Registered,
    install,
    registered,
    uninstall,
)
from funnel_addin.hosts.libreoffice.places import Office, find, profile

__all__ = [
    "IDENTIFIER",
    "Office",
    "Registered",
    "checkup",
    "find",
    "install",
    "profile",
    "registered",
    "uninstall",
]
