"""What stands beside each input of Goal: what it is for or, when it is wrong, what to do."""

from __future__ import annotations

from templates import words


def target_note() -> str:
    """Say what the target counts, or what is wrong with it."""
    return words.state(
        "C6",
        [
            ('C6=""', '"Check: type what to reach, such as 1000000."'),
            ("NOT(ISNUMBER(C6))", '"Check: this is text; write a number, such as 1000000."'),
            ("C6<=0", '"Check: a target must be above 0."'),
            ('IF(ISERROR(C7),FALSE,C7="")', '"Deals to win (the value of a win is blank)."'),
        ],
        '"Money to bring in, in your currency."',
    )


def value_note() -> str:
    """Say what the value is for, or what is wrong with it."""
    return words.state(
        "C7",
        [
            ('C7=""', '"Blank: the target counts deals."'),
            ("NOT(ISNUMBER(C7))", '"Check: this is text; write an amount, or clear it."'),
            ("C7<=0", '"Check: a value must be above 0, or blank."'),
        ],
        '"Money per won deal. Leave it blank to plan in deals."',
    )


def last_year_note() -> str:
    """Say that last year is optional, or what is wrong with it."""
    return words.state(
        "C8",
        [
            ('C8=""', '"Optional: the same figure a year ago."'),
            ("NOT(ISNUMBER(C8))", '"Check: this is text; write an amount, or clear it."'),
            ("C8<=0", '"Check: last year must be above 0, or blank."'),
        ],
        '"Optional: the same figure a year ago."',
    )


def date_note(cell: str, note: str, example: str) -> str:
    """Say what a date is for, or that it is none."""
    return words.state(
        cell,
        [
            (f'{cell}=""', f'"Check: type a date, such as {example}."'),
            (f"NOT(ISNUMBER({cell}))", f'"Check: this is no date; write one such as {example}."'),
            (f"{cell}<1", f'"Check: this is no date; write one such as {example}."'),
        ],
        f'"{note}"',
    )


def end_note() -> str:
    """Say what the end is for, or that it comes before the start."""
    note = date_note("C11", "@", "31 Dec 2027")
    inside = 'IF(ISNUMBER(C10),IF(C11<C10,"Check: the end is before the start.",{0}),{0})'
    return note.replace('"@"', inside.format('"The last day; up to 12 months are scheduled."'))


def confidence_note() -> str:
    """Say what the confidence is for, or what is wrong with it."""
    return words.state(
        "C12",
        [
            ('C12=""', '"Optional: how sure you want to be, such as 80%."'),
            ("NOT(ISNUMBER(C12))", '"Check: this is text; write 80% or 0.8."'),
            ("AND(C12>=1,C12<100)", '"Check: write "&C12&"% or "&ROUND(C12/100,6)&"."'),
            ("OR(C12<=0,C12>=1)", '"Check: write a share between 0% and 100%, such as 80%."'),
        ],
        '"How sure you want to be; a fill or a sync uses it."',
    )
