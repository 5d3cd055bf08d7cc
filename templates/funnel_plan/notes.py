"""What stands beside each input of Goal: what it is for or, when it is wrong, what to do."""

from __future__ import annotations

from templates.builder.describing import Worked
from templates.funnel_plan import words

__all__ = ["NOTES", "NOTE_KEYS"]

CLEARED = "this is text; write a number, or clear it."
TOO_LARGE = '"Check: more than a cell holds exactly; count in thousands."'


def _amount(
    key: str,
    about: str,
    blank: str = "",
    zero: bool = False,
    over: str = "",
    text: str = CLEARED,
) -> str:
    """Say what an amount is for, or what is wrong with it."""
    cell = f"{{{key}}}"
    low = (
        (f"{cell}<0", '"Check: write 0 or more."')
        if zero
        else (f"{cell}<{{smallest}}", '"Check: write a number above 0."')
    )
    return words.state(
        cell,
        [
            (f'{cell}=""', blank or f'"{about}"'),
            (f"NOT(ISNUMBER({cell}))", f'"Check: {text}"'),
            low,
            (f"{cell}>{{largest}}", TOO_LARGE),
        ],
        over or f'"{about}"',
    )


def _share(key: str, about: str, blank: str = "", zero: bool = False, one: bool = True) -> str:
    """Say what a share is for, or what is wrong with it."""
    cell = f"{{{key}}}"
    low = f"{cell}<0" if zero else f"{cell}<{{smallest}}"
    high = f"{cell}>1" if one else f"{cell}>=1"
    return words.state(
        cell,
        [
            (f'{cell}=""', blank or f'"{about}"'),
            (f"NOT(ISNUMBER({cell}))", '"Check: this is text; write 80% or 0.8."'),
            (
                f"AND({high},{cell}<{{percent}})",
                f'"Check: write "&{cell}&"% or "&ROUND({cell}/{{percent}},{{rest_places}})&"."',
            ),
            (f"OR({low},{high})", '"Check: write a share between 0% and 100%, such as 80%."'),
        ],
        f'"{about}"',
    )


def _needed(text: str, optional: str) -> str:
    """Ask for an input that a profit needs; else say that it may stay blank."""
    return f'IF({{metric}}="profit","Check: {text}","{optional}")'


def _metric() -> str:
    cell = "{goal}"
    return words.state(
        cell,
        [
            (
                f'{cell}=""',
                'IF({value_blank}=1,"Blank: the target counts new customers.",'
                '"Blank: the target is revenue.")',
            ),
            ('{metric}=""', '"Check: pick revenue, customers or profit."'),
            ('{metric}="revenue"', '"Money from customers in the year."'),
            ('{metric}="profit"', '"What is left after all costs; it needs the costs below."'),
        ],
        '"New customers, won in the year."',
    )


def _target() -> str:
    return _amount(
        "target",
        "",
        blank='"Check: type what to reach, such as 1000000."',
        over='IF({metric}="customers","New customers to win.",IF({metric}="profit",'
        '"Profit to make, in your currency.","Money to bring in, in your currency."))',
        text="this is text; write a number, such as 1000000.",
    )


def _value() -> str:
    blank = (
        'IF(OR({metric}="revenue",{metric}="profit"),'
        '"Check: type what one purchase brings, such as 10000.",'
        '"Blank: the target counts new customers.")'
    )
    return _amount("value", "Money that one purchase, or won deal, brings.", blank=blank)


def _day(key: str, about: str, example: str) -> str:
    cell = f"{{{key}}}"
    wrong = f'"Check: this is no date; write one such as {example}."'
    return words.state(
        cell,
        [
            (f'{cell}=""', f'"Check: type a date, such as {example}."'),
            (f"NOT(ISNUMBER({cell}))", wrong),
            (f"OR({cell}<1,{cell}>{{last_day}})", wrong),
        ],
        about,
    )


def _end() -> str:
    about = (
        'IF({start_used}="","The last day; up to 12 months are scheduled.",'
        'IF({end}<{start_used},"Check: the end is before the start.",'
        '"The last day; up to 12 months are scheduled."))'
    )
    return _day("end", about, "31 Dec 2027")


def _existing() -> str:
    cell = "{existing}"
    about = '"Customers at the start of the year; what they still buy counts towards the goal."'
    return words.state(
        cell,
        [
            (f'{cell}=""', about),
            (f"NOT(ISNUMBER({cell}))", f'"Check: {CLEARED}"'),
            (f"OR({cell}<0,{cell}<>INT({cell}))", '"Check: write a whole number from 0 up."'),
            (f"{cell}>{{too_many}}", TOO_LARGE),
        ],
        about,
    )


def _owner() -> str:
    cell = "{goal_owner}"
    return words.state(
        cell, [(f'{cell}=""', '"Who answers for the goal."')], '"Answers for the goal."'
    )


_SENTENCES = {
    "goal": _metric(),
    "target": _target(),
    "value": _value(),
    "last_year": _amount("last_year", "Optional: the same figure a year ago."),
    "start": _day("start", '"The first day of the plan."', "1 Jan 2027"),
    "end": _end(),
    "confidence": _share(
        "confidence",
        "How sure you want to be; a fill or a sync uses it.",
        blank='"Optional: how sure you want to be, such as 80%."',
        one=False,
    ),
    "goal_owner": _owner(),
    "purchases": _amount("purchases", "How often a customer buys in a year. Blank: once."),
    "existing": _existing(),
    "retention": _share(
        "retention",
        "The share of customers that stays for another year. Blank: all stay.",
        zero=True,
    ),
    "share_of_year": _share(
        "share_of_year",
        "The part of the year a new customer buys in. Blank: half with customers now, else all.",
    ),
    "fixed_cost": _amount(
        "fixed_cost",
        "What the year costs, however many customers there are.",
        blank=_needed("type what the year costs anyway; 0 if nothing.", "For a profit only."),
        zero=True,
    ),
    "margin": _share(
        "margin",
        "What is left of revenue after the cost of what was sold.",
        blank=_needed("type what is left of 1 of revenue, such as 60%.", "For a profit only."),
    ),
    "cac": _amount(
        "cac",
        "What it costs to win one new customer.",
        blank=_needed("type what one new customer costs to win.", "For a profit only."),
        zero=True,
    ),
    "change": _share(
        "change", "By how much of itself each of the four is raised.", blank='"Blank: 10%."'
    ),
}

NOTE_KEYS = tuple(f"{key}_note" for key in _SENTENCES)

NOTES = tuple(
    Worked(key=f"{key}_note", label=f"Note: {key.replace('_', ' ')}", shown="text", formula=text)
    for key, text in _SENTENCES.items()
)
