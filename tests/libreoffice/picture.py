"""`python -m tests.libreoffice.picture` takes the pictures of docs/pictures: a real Calc window.

LibreOffice (with libreoffice-gtk3), Xvfb, xdotool and ImageMagick must be installed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.libreoffice.calc import Failed, Office, Sheet, install, missing, own_places

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH, HEIGHT = 1100, 700
SETTLED = 3.0
SHOWN = 60.0
TOOLS = ("Xvfb", "xdotool", "import")
BOLD = 150.0
RIGHT = 3

STEPS = (
    ("Visitor", 0.01),
    ("Lead", 0.47),
    ("Marketing qualified", 0.38),
    ("Accepted by sales", 0.7),
    ("Sales qualified", 0.5),
    ("Opportunity", 0.25),
    ("Closed won", None),
)
REQUIRED = "=FUNNEL_REQUIRED(B3;B8:B13;B4)"


def main() -> int:
    """Take both pictures."""
    lacking = missing() or next(
        (f"{each} is not installed" for each in TOOLS if not shutil.which(each)), ""
    )
    if lacking:
        print(f"no picture can be taken: {lacking}", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, screen() as display:
        folder = Path(name)
        environment = own_places(folder)
        install(environment)
        plan = folder / "plan.ods"
        with Office(folder, environment) as office:
            calm(office)
            sheet = Sheet(office, office.new())
            written(sheet)
            office.save(sheet.book, str(plan), "calc8")
        # GTK's own light theme, whatever this machine's desktop is
        environment |= {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gtk3", "GTK_THEME": "Adwaita"}
        environment.pop("WAYLAND_DISPLAY", None)
        # opened by LibreOffice itself: a window that another process opens may never be finished
        with Office(folder, environment, shows=plan) as office:
            book = office.in_window(SHOWN)
            office.recalculate(book, hard=True)
            arrange(display, "LibreOffice Calc", 0, 0, WIDTH, HEIGHT)
            office.select(book, "Sheet1", "C8")
            take(display, PICTURES / "calc.png")
            office.select(book, "Sheet1", "D16")
            # it returns when the wizard is closed, which is never
            wizard = threading.Thread(target=open_wizard, args=(office, book), daemon=True)
            wizard.start()
            arrange(display, "Function Wizard", 225, 45, 860, 600)
            take(display, PICTURES / "calc_wizard.png")
            office.driver.kill()
            wizard.join(10)
    return 0


def open_wizard(office: Office, book: int) -> None:
    """Open the function wizard on the cell that is selected."""
    with contextlib.suppress(Failed):
        office.dispatch(book, ".uno:FunctionDialog")


def arrange(display: str, title: str, left: int, top: int, width: int, height: int) -> None:
    """Move a window and size it, as a window manager would: there is none on this screen."""
    search = ("xdotool", "search", "--sync", "--onlyvisible", "--name", title)
    place = ("windowmove", str(left), str(top), "windowsize", str(width), str(height))
    around = {**os.environ, "DISPLAY": display}
    subprocess.run([*search, *place], env=around, check=True, timeout=60)


def calm(office: Office) -> None:
    """Have LibreOffice show its window alone: no tip of the day, no news, no start."""
    office.configure("/org.openoffice.Office.Common/Misc", ShowTipOfTheDay=False, FirstRun=False)
    office.configure("/org.openoffice.Setup/Product", ooSetupLastVersion="99.9")


def written(sheet: Sheet) -> None:
    """Fill a sheet with a plan, as a person would."""
    office, book, name = sheet.office, sheet.book, sheet.name
    sheet.type(A1="Revenue next year, backward through the funnel")
    sheet.type(A3="Revenue wanted", B3=1_000_000, A4="Revenue per deal", B4=10_000)
    sheet.type(A5="How sure to be", B5=0.8)
    sheet.type(A7="Stage", B7="Rate to next", C7="Required", D7="To be sure")
    for row, (stage, rate) in enumerate(STEPS, start=8):
        sheet.type(**{f"A{row}": stage})
        if rate is not None:
            sheet.type(**{f"B{row}": rate})
    sheet.put(
        [
            ["C8:C14", "array", REQUIRED],
            ["D8:D14", "array", "=FUNNEL_REQUIRED(B3;B8:B13;B4;B5)"],
        ]
    )
    sheet.type(A16="Visitors, to be 95% sure", D16="=FUNNEL_REQUIRED(B3;B8:B13;B4;95%;1)")
    sheet.type(A17="47 deals won, 60 expected by now", D17="=FUNNEL_PACE(47;60)")
    sheet.type(A18="A deal worth 0", D18="=FUNNEL_REQUIRED(B3;B8:B13;0)", A19="=FUNNEL_WHY(D18)")
    office.widths(book, name, [5200, 3200, 3200, 3200])
    office.style(book, name, "A1:A1", CharWeight=BOLD, CharHeight=14.0)
    office.style(book, name, "A7:D7", CharWeight=BOLD, CellBackColor=0xDDE8CB)
    office.style(book, name, "B7:D19", HoriJustify=RIGHT)
    office.style(book, name, "A19:A19", CharColor=0x666666)
    for address in ("B3:B4", "C8:D16"):
        office.style(book, name, address, "#,##0")
    for address in ("B5:B5", "B8:B13"):
        office.style(book, name, address, "0%")
    office.style(book, name, "B3:B5", CellBackColor=0xFFFFD7)
    office.style(book, name, "B8:B13", CellBackColor=0xFFFFD7)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Give a display that nobody sees."""
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.kill()
        server.wait()


def take(display: str, path: Path) -> None:
    """Take a picture of the screen when it has settled, in few enough colours to stay small."""
    time.sleep(SETTLED)
    smaller = ("+dither", "-colors", "200", "-strip", "-define", "png:compression-level=9")
    words = ["import", "-display", display, "-window", "root", *smaller, str(path)]
    subprocess.run(words, check=True)


if __name__ == "__main__":
    sys.exit(main())
