"""Excel on Windows: where its add-in goes, what runs it, and what keeps it from working.

Every decision here is taken from facts about a machine (`machine.Machine`: its environment, its
registry, its files), so that it can be taken anywhere; `windows` alone asks Windows for them.
"""

from __future__ import annotations

from funnel_addin.hosts.excel.doctor import examined
from funnel_addin.hosts.excel.installing import Installed, Removed, install, uninstall
from funnel_addin.hosts.excel.machine import Machine, this_machine
from funnel_addin.hosts.excel.places import located, only_windows

__all__ = [
    "Installed",
    "Machine",
    "Removed",
    "examined",
    "install",
    "located",
    "only_windows",
    "this_machine",
    "uninstall",
]
