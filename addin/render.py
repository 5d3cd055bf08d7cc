"""Render what the catalog and the names say into README.md and docs/functions.md.

Each error of the reference page is a case of the tests, answered anew: the one exception to the
rule that nothing in `addin` imports `tests`. It is run from the repository and is never installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from funnel_addin import functions, reference
from funnel_addin.catalog import SECTIONS, WHY, WorksheetFunction
from funnel_addin.names import NAMES
from funnel_core.errors import FunnelError
from tests import cases

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FUNCTIONS = ROOT / "docs" / "functions.md"
END = "<!-- end -->"

_INTRODUCTION = """\
# The worksheet functions

Rendered from the catalog by `python -m addin.render`; do not edit. Each example is answered when
this page is rendered, and so is each error: what stands here is what `funnel call` prints.

An argument may be a cell, a row, a column or a range. Blank rows at either end of a list are
trimmed; ranges that belong together are trimmed together, and a blank in only one of them is an
error. Numbers held as text, TRUE and FALSE are never taken for numbers (but LibreOffice hands TRUE
and FALSE over as 1 and 0). An error cell passes its own code on. `{1;2;3}` is a column and
`{1,2,3}` a row, as in Excel.
"""


def functions_table() -> str:
    """Give the table of worksheet functions, by the question that they answer."""
    rows = ["| function | answers |", "|---|---|"]
    for section, entries in SECTIONS:
        rows.append(f"| **{section}** | |")
        for function in entries:
            rows.append(f"| `{function.usage}` | {function.summary}: {function.shape} |")
    rows.append(f"| **{reference.WHY_SECTION}** | |")
    rows.append(f"| `{WHY.usage}` | {WHY.summary}: {reference.WHY_SHAPE} |")
    return "\n".join(rows)


def names_table() -> str:
    """Give the table of defined names."""
    rows = ["| name | role | shape | what it holds |", "|---|---|---|---|"]
    for name in NAMES:
        rows.append(f"| `{name.name}` | {name.role.value} | {name.shape.value} | {name.help} |")
    return "\n".join(rows)


def rendered(text: str, blocks: Mapping[str, str] | None = None) -> str:
    """Give a text with these blocks between their markers, or those of the catalog, anew."""
    if blocks is None:
        blocks = {"functions": functions_table(), "names": names_table()}
    for block, table in blocks.items():
        begin = f"<!-- rendered: {block} -->\n"
        before, found, rest = text.partition(begin)
        if found:
            text = f"{before}{begin}\n{table}\n\n{END}{rest.partition(END)[2]}"
    return text


def functions_page() -> str:
    """Give the reference page: each function with its arguments, formula, example and errors."""
    parts = [_INTRODUCTION, *_contents(), ""]
    for section, entries in SECTIONS:
        parts.append(f"## {section}\n")
        parts += [_entry(function) for function in entries]
    parts += [f"## {reference.WHY_SECTION}\n", _why()]
    return "\n".join(parts)


def _contents() -> Iterator[str]:
    """Link each section and function; GitHub's anchors are lower case, with dashes for spaces."""
    for section, entries in SECTIONS:
        links = (f"[{each.name}](#{each.name.lower()})" for each in entries)
        yield f"- [{section}](#{section.lower().replace(' ', '-')}): {', '.join(links)}"
    errors = reference.WHY_SECTION
    yield f"- [{errors}](#{errors.lower()}): [{WHY.name}](#{WHY.name.lower()})"


def _entry(function: WorksheetFunction) -> str:
    lines = [f"### {function.name}", "", f"`{function.usage}`", ""]
    lines += [f"{function.summary}. It answers {function.shape}.", ""]
    lines += ["| argument | what it is | what it must be |", "|---|---|---|"]
    lines += [f"| `{name}` | {what} | {must} |" for name, what, must in _arguments(function)]
    lines += ["", f"*Formula:* {reference.formula_of(function)}"]
    named = ", ".join(f"`funnel_core.{name}`" for name in reference.python_of(function))
    lines += ["", f"*In Python:* {named}"]
    lines += ["", "```text", reference.as_typed_in_a_cell(function)]
    lines += ["  ".join(row).rstrip() for row in reference.example_answer(function)]
    lines += ["```", "", "<details><summary>What a bad argument answers</summary>", ""]
    lines += [f"{function.reason[0].upper()}{function.reason[1:]}.", ""]
    lines += ["| case | code | sentence |", "|---|---|---|"]
    lines += [
        f"| {_cell(case.says)} | `{code}` | {_cell(told)} |"
        for case, code, told in _errors(function)
    ]
    return "\n".join([*lines, "", "</details>", ""])


def _why() -> str:
    """Give the entry of the one function that asks nothing of the core."""
    typed, code, reason = reference.why_example()
    lines = [f"### {WHY.name}", "", f"`{WHY.usage}`", "", f"{WHY.summary}. "]
    lines[-1] += f"It answers {reference.WHY_SHAPE}. {'. '.join(reference.WHY_NOTES)}."
    lines += ["", "| argument | what it is | what it must be |", "|---|---|---|"]
    lines += [f"| `{WHY.argument}` | {WHY.help} | one cell; must be given |", "", "```text"]
    lines += [f"B4  {typed}", f"    {code}", f"C4  ={WHY.name}(B4)", f"    {reason}", "```", ""]
    return "\n".join(lines)


def _arguments(function: WorksheetFunction) -> list[tuple[str, str, str]]:
    return [(n, _cell(what), _cell(must)) for n, what, must in reference.arguments_of(function)]


def _errors(function: WorksheetFunction) -> list[tuple[cases.Case, str, str]]:
    """Give the function's bad cases, each with the code and the sentence that it really answers."""
    found: dict[str, tuple[cases.Case, str, str]] = {}
    for case in cases.load(function.name):
        if case.error is not None:
            try:
                functions.call(case.function, case.args)
            except FunnelError as error:
                # cases that differ in what was typed, and not in what is told, are told once
                found.setdefault(str(error), (case, error.code, str(error)))
    return list(found.values())


def _cell(text: str) -> str:
    escaped = text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
    return escaped if len(escaped) <= 400 else f"{escaped[:400]}…"


def main() -> None:
    """Write both pages."""
    README.write_text(rendered(README.read_text(encoding="utf-8")), encoding="utf-8")
    FUNCTIONS.parent.mkdir(exist_ok=True)
    FUNCTIONS.write_text(functions_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
