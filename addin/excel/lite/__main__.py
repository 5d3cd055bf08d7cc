"""Render what a person pastes into xlwings Lite: `python -m addin.excel.lite`.

With `--personal FOLDER` it lays the personal module `FOLDER/personal` instead, for people who have
no address to install the wheel from: the functions and all that they need, to be dropped on
xlwings Lite.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import funnel_addin
from funnel_addin.catalog import CATALOG, READS_ITS_WORKBOOK, WorksheetFunction

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MAIN = HERE / "main.py"
REQUIREMENTS = HERE / "requirements.txt"

XLWINGS = "xlwings>=0.37.8"
"""Lite's own xlwings: the one that main.py was tried with; before 0.36.7 blanks are no blanks."""
WHEEL = "https://YOUR-SERVER/funnel_planner-{version}-py3-none-any.whl"
LINE = 100
NEEDED = ("__init__.py", "catalog", "functions", "lite.py")
"""The parts of funnel_addin that the functions need; of funnel_core, they need all but history."""
LEFT_OUT = ("__pycache__", "py.typed", "history")

HEAD = '''\
"""Funnel planning in xlwings Lite: {count} worksheet functions, to paste over main.py.

Rendered by `python -m addin.excel.lite`: edit the catalog of funnel-planner, not this file.
"""

from xlwings import arg, func

from funnel_addin.lite import answer, described
'''
FUNCTION = '''

@func
@described(arg, "{name}")
{head}
    """{summary}."""
{answer}
'''


def rendered() -> dict[Path, str]:
    """Give each file that is rendered, and its text."""
    wheel = WHEEL.format(version=funnel_addin.__version__)
    return {MAIN: main_module(), REQUIREMENTS: f"{XLWINGS}\n{wheel}\n"}


def main_module() -> str:
    """Give main.py: a function for each entry of the catalog."""
    return HEAD.format(count=len(CATALOG)) + "".join(_functions())


def _functions() -> Iterator[str]:
    for entry in CATALOG:
        handed = [f'"{entry.name}"', *(each.name for each in entry.arguments)]
        yield FUNCTION.format(
            name=entry.name,
            head=_laid("", f"def {entry.name.lower()}(", list(_parameters(entry)), "):"),
            summary=entry.summary,
            answer=_laid("    ", "return answer(", handed, ")"),
        )


def _parameters(entry: WorksheetFunction) -> Iterator[str]:
    """Give the parameters of a function.

    One that reads its workbook elsewhere takes none, too, so that it can say why not here.
    """
    for argument in entry.arguments:
        optional = argument.optional or entry.name == READS_ITS_WORKBOOK
        yield f"{argument.name}=None" if optional else argument.name


def _laid(indent: str, start: str, parts: list[str], end: str) -> str:
    """Lay what stands in brackets on one line, on a line of its own, or each on its own.

    That is how the formatter of this repository lays it.
    """
    inner = indent + "    "
    if len(line := indent + start + ", ".join(parts) + end) <= LINE:
        return line
    if len(line := inner + ", ".join(parts)) <= LINE:
        return f"{indent}{start}\n{line}\n{indent}{end}"
    lines = "".join(f"{inner}{each},\n" for each in parts)
    return f"{indent}{start}\n{lines}{indent}{end}"


def lay_personal_module(folder: Path) -> Path:
    """Lay out the folder that is dropped on xlwings Lite, in place of an older one of ours.

    Personal modules of somebody's own that lie in it are left alone.
    """
    personal = folder / "personal"
    addin = Path(funnel_addin.__file__).parent
    _lay(ROOT / "funnel_core", personal / "funnel_core")
    shutil.rmtree(personal / "funnel_addin", ignore_errors=True)
    for part in NEEDED:
        _lay(addin / part, personal / "funnel_addin" / part)
    (personal / "funnel.py").write_text(main_module(), encoding="utf-8", newline="\n")
    return personal


def _lay(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    else:
        shutil.copyfile(source, target)


def main() -> None:
    """Render the files, or lay the personal module."""
    parser = argparse.ArgumentParser(prog="python -m addin.excel.lite", description=__doc__)
    parser.add_argument("--personal", metavar="FOLDER", type=Path)
    folder = parser.parse_args().personal
    if folder is None:
        for path, text in rendered().items():
            path.write_text(text, encoding="utf-8", newline="\n")
        return
    personal = lay_personal_module(folder).resolve()
    print(f"Drop {personal} onto xlwings Lite (menu, Files, Import/Export), then menu, Restart.")


if __name__ == "__main__":
    main()
