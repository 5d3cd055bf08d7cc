"""The page that the Help button opens: the worksheet functions, by the question they answer.

One file without scripts, pictures or links to elsewhere: it opens offline, from any folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from funnel_addin import __version__, reference
from funnel_addin.catalog import SECTIONS, WHY, WorksheetFunction

__all__ = ["functions_page"]

_STYLE = """\
:root { color-scheme: light; }
body { font: 16px/1.5 "Segoe UI", system-ui, sans-serif; color: #1d2733; background: #fff;
  max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; margin: 1rem 0 .25rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem; border-bottom: 2px solid #0b6e5f; }
h3 { font: 600 1.05rem/1.4 Consolas, "Liberation Mono", monospace; margin: 1.75rem 0 .25rem; }
code, pre, kbd { font-family: Consolas, "Liberation Mono", monospace; }
code, kbd { background: #eef3f2; padding: 0 .2em; border-radius: 3px; }
h3 code { background: none; padding: 0; overflow-wrap: anywhere; }
a { color: #0a5a4e; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
  border-bottom: 1px solid #d6dedc; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .2rem; }
.example { overflow-x: auto; background: #f5f8f7; padding: .5rem .75rem; margin: .5rem 0; }
.example p { margin: 0 0 .25rem; }
.small { color: #46525e; font-size: .9rem; }
nav ul { list-style: none; padding: 0; margin: .25rem 0 .75rem; }
nav li { display: inline-block; margin-right: 1rem; font-size: .9rem; }
nav h2 { font-size: 1rem; border: 0; margin: .5rem 0 0; }
a.skip { position: absolute; left: -99rem; }
a.skip:focus { left: 1rem; }
@media print { nav, a.skip { display: none; } body { font-size: 10pt; max-width: none; padding: 0; }
  tr, .example { break-inside: avoid; } h2, h3 { break-after: avoid; } a { color: inherit; } }
"""

_TROUBLE: tuple[tuple[str, str, str], ...] = (
    (
        "#NAME?",
        "Excel does not know the function: the add-in is not loaded",
        "Close Excel, type `funnel excel doctor` in a terminal (Windows key, then `cmd`) and do "
        "what it says. If the Funnel tab is there, the file was made elsewhere: select the cell, "
        "press F2, then Enter.",
    ),
    (
        "#VALUE!",
        "an argument of the wrong kind: a text where a number belongs, a blank, lists that are not "
        "equally long; or no Python answered",
        "Ask why, as said above. If every FUNNEL cell shows it: `funnel excel doctor`.",
    ),
    (
        "#NUM!",
        "a number out of its bounds, such as a rate of 47 instead of 47%, or a goal that no volume "
        "reaches",
        "Ask why: the sentence says which number, and what is allowed.",
    ),
    (
        "#N/A",
        "too little was counted to say anything, or a stage that the funnel does not have",
        "Ask why; then count longer, or put stages together.",
    ),
    (
        "#SPILL!",
        "the answer has several cells, and something stands in their way",
        "Empty the cells below and beside the formula.",
    ),
    (
        "Other errors",
        "a cell that the formula refers to shows that error itself",
        "Mend that cell first.",
    ),
)

_WAYS: tuple[str, ...] = (
    "An argument may be a number, a cell, a row, a column or a whole column such as `B:B`: blank "
    "rows at either end are trimmed.",
    "`{1;2;3}` is a column and `{1,2,3}` a row, as in every formula of Excel.",
    "An answer of several cells spills in Excel 365 and 2021. In older Excel select the cells "
    "first, type the formula, and press Ctrl+Shift+Enter.",
    "One formula for a whole column is much faster than one formula a cell: each call goes to "
    "Python and back.",
    "`=FUNNEL_REQUIRED()` without arguments reads `Plan_Target`, `Plan_Rates` and `Plan_Value` of "
    "the workbook it stands in.",
)


def functions_page() -> str:
    """Give the page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Funnel: worksheet functions</title>\n<style>\n{_STYLE}</style></head>"
    yield '<body><a class="skip" href="#functions">Skip to the functions</a>'
    yield f"<header><h1>Funnel: worksheet functions</h1>{_p(_opening(), 'small')}</header>"
    yield from _contents()
    yield '<main id="functions">'
    yield from _trouble()
    for section, entries in SECTIONS:
        yield f'<section aria-labelledby="{_id(section)}">'
        yield f'<h2 id="{_id(section)}">{_text(section)}</h2>'
        for function in entries:
            yield from _entry(function)
        yield "</section>"
    yield "</main></body></html>\n"


def _opening() -> str:
    return (
        f"Version {__version__}. Look for a word with Ctrl+F. In a cell, type =FUNNEL_ and pick a "
        "function; the button fx beside the formula explains each argument."
    )


def _contents() -> Iterator[str]:
    yield '<nav aria-label="Functions by question">'
    yield '<p><a href="#trouble">A cell shows an error</a></p>'
    for section, entries in SECTIONS:
        yield f"<h2>{_text(section)}</h2><ul>"
        for each in entries:
            yield f'<li><a href="#{_id(each.name)}">{_text(each.name)}</a></li>'
        yield "</ul>"
    yield "</nav>"


def _trouble() -> Iterator[str]:
    yield '<section aria-labelledby="ways"><h2 id="ways">How to write a formula</h2><ul>'
    yield from (f"<li>{_marked(way)}</li>" for way in _WAYS)
    yield "</ul></section>"
    yield '<section aria-labelledby="trouble"><h2 id="trouble">A cell shows an error</h2>'
    why = f"`={WHY.name}(A1)` tells why the cell A1 shows an error, in a sentence; so does the "
    yield f"<p>{_marked(f'{why}button Why this error, for the cell that is selected.')}</p>"
    heads = ("shown", "what it means", "what to do")
    rows = [[f"<code>{_text(code)}</code>", _marked(_sentence(means)), _marked(cure)]
            for code, means, cure in _TROUBLE]  # fmt: skip
    yield _table("Errors and what to do", heads, rows)
    yield "</section>"


def _entry(function: WorksheetFunction) -> Iterator[str]:
    yield f'<article aria-labelledby="{_id(function.name)}">'
    yield f'<h3 id="{_id(function.name)}"><code>{_text(function.usage)}</code></h3>'
    yield _p(f"{function.summary}. It answers {function.shape}.")
    rows = [
        [f"<code>{_text(name)}</code>", _text(_sentence(what)), _text(_sentence(must))]
        for name, what, must in reference.arguments_of(function)
    ]
    yield _table("Arguments", ("argument", "what it is", "what it must be"), rows)
    yield f'<div class="example"><p>{_code(reference.as_typed_in_a_cell(function))} answers</p>'
    yield '<table aria-label="The example\'s answer">'
    for row in reference.example_answer(function):
        cells = "".join(f'<td class="number">{_text(cell)}</td>' for cell in row)
        yield f"<tr>{cells}</tr>"
    yield "</table></div>"
    yield _p(f"Formula: {reference.formula_of(function)}", "small")
    yield "</article>"


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{_text(each)}</th>' for each in heads)
    lines = [
        f"<table><caption>{_text(caption)}</caption>",
        f"<thead><tr>{head}</tr></thead><tbody>",
    ]
    for first, *others in rows:
        cells = "".join(f"<td>{each}</td>" for each in others)
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody></table>"])


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _p(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{_text(text)}</p>' if kind else f"<p>{_text(text)}</p>"


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _marked(text: str) -> str:
    """Show what stands between backticks as code."""
    parts = text.split("`")
    return "".join(_code(part) if at % 2 else _text(part) for at, part in enumerate(parts))


def _text(text: str) -> str:
    return escape(text, quote=True)


def _id(name: str) -> str:
    return escape(name.lower().replace(" ", "-"), quote=True)
