"""A storm over a shared spreadsheet: people, faults, kills and two syncers; then it must be right.

`scripts` says what happens (a value that hypothesis draws and shrinks), `sheets` lays out the
spreadsheet, `people` act on it, `world` runs real syncs over HTTP against `tests.sheets_server`
and lets the script interfere at chosen requests, `oracle` says what must stand, worked out with
`funnel_core` from what a person sees, and `rules` watches every single write.

    python -m tests.sync.storm --runs 5000 --seed 7
"""

from tests.sync.storm.scripts import Script, scripts
from tests.sync.storm.world import Broken, World, run

__all__ = ["Broken", "Script", "World", "run", "scripts"]
