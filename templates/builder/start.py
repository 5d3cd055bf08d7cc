"""The sheet Start: what a workbook is for, how to use it, its sheets, and whether each is fine.

    START = start_sheet(
        title="Funnel plan",
        line="From a goal to what must come in at the top of the funnel, by when.",
        steps=("On Goal, type what to reach.", "On Funnel, name your stages."),
        listed=(Listed("Goal", "What to reach, by when.", "checks_goal"),),
        reads="=FUNNEL_REQUIRED() in any cell reads Plan_Target, Plan_Rates and Plan_Value.",
    )

The sheet brings the fields `currency`, `money`, `filled` and `story`; `START_CHECKS` belongs to the
other counts of things to put right, on the sheet Workings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from templates.builder import words
from templates.builder.describing import (
    Area,
    Asked,
    Axis,
    Block,
    Filled,
    Grid,
    Lines,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.rules import choice, text
from templates.builder.styling import (
    ALERT,
    FILLED,
    HEADER,
    HEADING,
    INPUT,
    NAVY,
    NOTE,
    RULED,
    Style,
)

__all__ = ["CURRENCIES", "FILL", "START_CHECKS", "Listed", "start_sheet"]

FILL = Axis("fill", 2)
"""What is known of the last fill: its date and its source."""

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "BRL", "SEK", "DKK", "NOK", "PLN", "CZK", "CAD", "AUD")

START_CHECKS = Worked(
    key="checks_start",
    label="Start: things to put right",
    formula='IF(ISERROR({currency}),1,IF({currency}="",0,IF(ISTEXT({currency}),0,1)))',
)

STORY_ROW, STEPS_ROW, MOST_STEPS = 6, 9, 5
SHEETS_ROW = STEPS_ROW + MOST_STEPS + 1
LEFT: Style = {"align": "left", "indent": 1}
LINK: Style = LEFT | RULED | {"font_color": NAVY, "underline": 1}
TITLED: Style = HEADING | {"text_wrap": False, "valign": "vcenter"}
ONE_LINE: Style = LEFT | RULED | {"text_wrap": False, "valign": "vcenter"}
WRONG: Style = {"font_color": ALERT, "bold": True}


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet in the table of sheets.

    Args:
        title: the tab's name.
        line: what it is for.
        checks: the key of the number of things to put right there; none where nothing can be wrong.
    """

    title: str
    line: str
    checks: str = ""


def start_sheet(
    *, title: str, line: str, steps: Sequence[str], listed: Sequence[Listed], reads: str
) -> Sheet:
    """Describe the first sheet of a workbook.

    Args:
        title: what the workbook is called.
        line: what it is for.
        steps: how to use it, three to five sentences of one line each.
        listed: the other sheets, in the order of their tabs.
        reads: the names that worksheet functions and a fill read and write, in a sentence or two.
    """
    if not 1 <= len(steps) <= MOST_STEPS:
        raise ValueError(f"{title}: one to {MOST_STEPS} steps fit on Start, got {len(steps)}")
    foot = SHEETS_ROW + max(len(listed) + 4, 11)
    return Sheet(
        title="Start",
        heading=title,
        purpose=line,
        widths={"A": 2, "B": 24, "C": 24, "D": 60, "E": 3, "F": 18, "G": 32, "H": 2},
        heights={5: 22, STORY_ROW: 66, 7: 10, 8: 22, SHEETS_ROW: 22, foot: 50},
        blocks=(
            *_story(),
            *_steps(steps),
            *_sheets(listed),
            *_looks(),
            *_money(),
            *_last_fill(),
            Text(
                at=f"B{foot}",
                to=f"G{foot}",
                content=f"With the add-in: {reads} In Excel the sheets are protected, without a"
                " password, so that no formula is overwritten: Review, Unprotect Sheet.",
                style=NOTE,
            ),
        ),
        first=f"B{STORY_ROW}",
        area=f"A1:H{foot}",
    )


def _story() -> Iterator[Block]:
    yield Text(
        at="B5",
        to="G5",
        content="About this plan: what it is for, and who keeps it up to date",
        style=TITLED,
    )
    story = Asked(
        key="story",
        label="About this plan",
        shown="text",
        rule=text("A few sentences for whoever opens this later. May stay blank.", most=1000),
        style={"indent": 1},
    )
    yield Area(at=f"B{STORY_ROW}", to=f"G{STORY_ROW}", field=story)


def _steps(steps: Sequence[str]) -> Iterator[Block]:
    yield Text(at="B8", to="D8", content="How to use it", style=TITLED)
    for number, step in enumerate(steps, start=1):
        row = STEPS_ROW + number - 1
        yield Text(at=f"B{row}", to=f"D{row}", content=f"{number}   {step}", style=ONE_LINE)


def _sheets(listed: Sequence[Listed]) -> Iterator[Block]:
    yield Text(at=f"B{SHEETS_ROW}", to=f"D{SHEETS_ROW}", content="The sheets", style=TITLED)
    for column, label in zip("BCD", ("Sheet", "State", "What it is for"), strict=True):
        yield Text(at=f"{column}{SHEETS_ROW + 1}", content=label, style=HEADER | LEFT)
    for row, each in enumerate(listed, start=SHEETS_ROW + 2):
        link = f"internal:'{each.title}'!A1"
        yield Text(at=f"B{row}", content=each.title, style=LINK, link=link)
        yield _state(row, each.checks)
        yield Text(at=f"D{row}", content=each.line, style=LEFT | RULED)
    counts = ["{checks_start}", *("{" + each.checks + "}" for each in listed if each.checks)]
    total = Worked(
        key="checks_all",
        label="All sheets together",
        formula="+".join(counts),
        unit='=IF({checks_all}=0,"fine: nothing to put right",'
        'IF({checks_all}=1,"thing to put right","things to put right"))',
        style={"bold": True, "align": "left", "indent": 1},
        looks=(When("{checks_all}>0", WRONG),),
    )
    at = f"B{SHEETS_ROW + 2 + len(listed)}"
    yield Lines(at=at, fields=(total,), columns=3)


def _state(row: int, checks: str) -> Text:
    if not checks:
        return Text(at=f"C{row}", content="", style=RULED)
    cell = "{" + checks + "}"
    told = words.counted(cell, "thing to put right", "things to put right")
    state = checks.replace("checks", "state", 1)
    return Text(
        at=f"C{row}",
        key=state,
        content=f'=IF({cell}=0,"fine",{told})',
        style=LEFT | RULED,
        looks=(When("{" + state + '}<>"fine"', WRONG),),
    )


def _looks() -> Iterator[Block]:
    yield Text(at="F8", to="G8", content="What the cells mean", style=TITLED)
    centred: Style = {"align": "center"}
    for row, (sample, style, meaning) in enumerate(
        (
            ("you type", INPUT, "yellow, boxed: you type here"),
            ("calculated", RULED, "plain: calculated, locked"),
            ("filled", FILLED, "dashed, italic: filled or synced"),
            ("Check: …", RULED | WRONG, "red, bold: something to put right"),
        ),
        start=STEPS_ROW,
    ):
        yield Text(at=f"F{row}", content=sample, style=style | centred)
        yield Text(at=f"G{row}", content=meaning, style=LEFT | RULED)


def _money() -> Iterator[Block]:
    currency = Asked(
        key="currency",
        label="Currency",
        shown="text",
        name="Plan_Currency",
        rule=choice(
            CURRENCIES, "The code of your currency, such as EUR. Own ones are welcome.", own=True
        ),
    )
    money = Worked(
        key="money",
        label="Amounts are in",
        shown="text",
        formula='IF(ISTEXT({currency}),IF(TRIM({currency})="","money",TRIM({currency})),"money")',
    )
    yield Lines(at=f"F{SHEETS_ROW}", heading="Money", fields=(currency, money), columns=2)
    note = words.state(
        "{currency}",
        [
            ('{currency}=""', '"Optional: pick or type the code of your currency."'),
            ("NOT(ISTEXT({currency}))", '"Check: type a code such as EUR, or clear it."'),
        ],
        '"The unit of all amounts. For its sign: funnel new --currency."',
    )
    row = SHEETS_ROW + 3
    yield Text(
        at=f"F{row}",
        to=f"G{row}",
        key="currency_note",
        content=f"={note}",
        style=NOTE | LEFT | {"valign": "vcenter"},
        looks=(When('ISNUMBER(SEARCH("Check:",{currency_note}))', WRONG),),
    )


def _last_fill() -> Iterator[Block]:
    row = SHEETS_ROW + 5
    yield Text(at=f"F{row}", to=f"G{row}", content="Last filled", style=TITLED)
    heading = Worked(key="fill_part", shown="text", formula='IF({#fill}=1,"Date","By")', style=LEFT)
    filled = Filled(key="filled", shown="day", name="Plan_Filled", style=LEFT)
    yield Grid(at=f"F{row + 1}", across=FILL, top=(heading, filled), labels=0)
    by = 'IF(ISTEXT({filled.last}),{filled.last},"funnel fill")'
    told = (
        'IF(ISNUMBER({filled.1}),IF(ISERROR(YEAR({filled.1})),"The date of the fill is no date.",'
        f'"Filled on "&{words.day("{filled.1}")}&" by "&{by}&"."),'
        '"Not filled yet: funnel fill writes what formulas cannot work out.")'
    )
    yield Text(
        at=f"F{row + 3}",
        to=f"G{row + 4}",
        key="filled_note",
        content=f"={told}",
        style=NOTE | LEFT | {"valign": "vcenter"},
    )
