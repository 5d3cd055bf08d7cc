"""The house: its layers, what is rendered from the catalog, and what the README promises."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import funnel_core as fc
from addin import render
from funnel_addin import names, reference
from funnel_addin.catalog import CATALOG, WHY, Kind, WorksheetFunction
from funnel_addin.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    *(ROOT / page for page in ("README.md", "CONTRIBUTING.md", "docs/history.md")),
    *(path for path in sorted(ROOT.glob("addin/**/README.md")) if "node_modules" not in path.parts),
]


def test_rooms_import_only_from_rooms_below_them() -> None:
    """import-linter's contracts hold, exhaustively."""
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_the_core_imports_nothing_but_the_standard_library() -> None:
    """A cell's first answer must not wait for a data library."""
    code = (
        "import sys; import funnel_core as fc; "
        "fc.Funnel([0.5, fc.Counts(9, 3)]).plan(fc.Target(wins=5), confidence=0.8); "
        "loaded = {name.partition('.')[0] for name in sys.modules} - {'__main__'}; "
        "print(loaded - set(sys.stdlib_module_names))"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "{'funnel_core'}"


def test_everything_that_the_core_offers_is_loaded_when_it_is_asked_for() -> None:
    """Names are loaded on first use; each is there, and nothing else is."""
    assert sorted(fc._ROOM_OF) == sorted(fc.__all__) == sorted(dir(fc))
    for name in fc.__all__:
        assert getattr(fc, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        assert fc.nothing


def test_help_loads_none_of_the_rooms_that_work() -> None:
    """`funnel --help` answers at once: it loads no lxml, pandas, xlwings, nor the core."""
    code = (
        "import sys; from funnel_addin.cli import parser; parser(); "
        "print(sorted({'lxml', 'pandas', 'xlwings', 'funnel_core'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_readme_is_rendered_from_the_catalog_and_the_names() -> None:
    """Stale tables and a stale reference page fail: run `python -m addin.render`."""
    assert render.rendered(README) == README
    assert render.functions_page() == render.FUNCTIONS.read_text(encoding="utf-8")


def test_only_the_blocks_handed_over_are_rendered() -> None:
    """A simulated table, which takes its time, goes through the same markers."""
    fresh = render.rendered(README, {"calibration": "| a table |"})
    assert "<!-- rendered: calibration -->\n\n| a table |\n\n<!-- end -->" in fresh
    shown = r"<!-- rendered: calibration -->.*?<!-- end -->"
    assert re.sub(shown, "", fresh, flags=re.DOTALL) == re.sub(shown, "", README, flags=re.DOTALL)


def test_the_reference_page_links_to_every_function() -> None:
    """Its contents come first; each link has its heading."""
    page = render.functions_page()
    contents, _, entries = page.partition("\n## ")
    for function in CATALOG:
        assert f"[{function.name}](#{function.name.lower()})" in contents
        assert f"\n### {function.name}\n" in entries
        assert f"`funnel call {function.name} '[…]'`" in entries
    assert f"[{WHY.name}](#{WHY.name.lower()})" in contents
    assert f"\n### {WHY.name}\n\n`{WHY.usage}`\n" in entries


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_help_texts_fit_the_function_wizard(function: WorksheetFunction) -> None:
    """Excel cuts help at 255 characters, and fails when the argument names exceed 254 together."""
    assert len(function.summary) <= 255
    assert sum(len(argument.name) for argument in function.arguments) <= 254
    for argument in function.arguments:
        assert len(argument.help) <= 255
        assert argument.default if argument.optional else not argument.default
    optional = [argument.optional for argument in function.arguments]
    assert optional == sorted(optional), "optional arguments come last"


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_every_function_tells_its_formula_and_source(function: WorksheetFunction) -> None:
    """A reader of a spreadsheet can check the formula: in words, with a source, no name of ours."""
    assert all(core.__name__ in fc.__all__ for core in function.core)
    formula, source, named = reference.formula_of(function).partition(" Source: ")
    assert formula
    assert source
    assert named
    ours = {name for name in fc.__all__ if "_" in name}
    assert not ours & set(re.findall(r"\w+", formula + named))
    assert "`" not in formula + named


def test_the_formula_of_required_tells_what_a_confidence_does() -> None:
    """Its three ways to answer are in one text."""
    (required,) = (each for each in CATALOG if each.name == "FUNNEL_REQUIRED")
    assert "confidence" in reference.formula_of(required)


def test_every_argument_of_numbers_has_bounds_from_the_core() -> None:
    """Checking, help and documentation cannot disagree: the signature decides."""
    for function in CATALOG:
        for argument in function.arguments:
            if argument.kind in (Kind.NUMBER, Kind.LIST, Kind.STEPS):
                assert argument.quantity.one, f"{function.name} {argument.name}"


def test_names_begin_with_the_prefix_and_hide_no_function() -> None:
    """Spreadsheets ignore case: a name like a function's would hide the function."""
    functions = {function.name.lower() for function in CATALOG}
    for name in names.NAMES:
        assert name.name.startswith(names.PREFIX)
        assert name.name.lower() not in functions


def test_the_readme_names_every_command_and_function() -> None:
    """What can be typed is documented."""
    for command in ("demo", "new", "fill", "plan", "check", "history", "call", "functions"):
        assert f"funnel {command}" in README
    for host in ("excel", "libreoffice"):
        for command in ("install", "uninstall", "doctor", "where"):
            assert f"`funnel {host} {command}`" in README, (host, command)
    for function in CATALOG:
        assert f"`{function.usage}`" in README
    assert f"`{WHY.usage}`" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """Files that are linked or shown are there, and so are the headings."""
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        path, anchor = (page.parent / link[0] if link[0] else page), link[1]
        assert path.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(anchor_of, headings), link


def anchor_of(heading: str) -> str:
    """Give the anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def console_blocks() -> list[tuple[str, str]]:
    """Give each `$ command` of the README with the output that is printed under it."""
    found: list[tuple[str, str]] = []
    # what talks to a Sheet, or writes a file, runs in tests/flow: there is a server, a folder
    others = r"```console\n(?!\$ funnel (?:sheets|new|history|plan --from)\b)(.*?)```"
    for block in re.findall(others, README, flags=re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.strip()))
    return found


@pytest.mark.parametrize(("command", "output"), console_blocks(), ids=lambda text: text[:40])
def test_what_the_readme_shows_is_what_is_printed(
    command: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every console example runs, and prints just that."""
    words = shlex.split(command)
    assert words[0] == "funnel"
    main(words[1:])
    printed = capsys.readouterr()
    shown = [line.rstrip() for line in (printed.out + printed.err).strip().splitlines()]
    assert shown == [line.rstrip() for line in output.splitlines()]


def test_the_readme_s_python_runs() -> None:
    """The Python example prints what it says."""
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    expected = re.findall(r"  # (.+)$", code, flags=re.MULTILINE)
    assert run.stdout.splitlines() == expected
