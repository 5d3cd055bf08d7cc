"""The sheet Agreement: one page that marketing and sales sign."""

from __future__ import annotations

from collections.abc import Iterator

from templates.builder.describing import (
    Area,
    Asked,
    Block,
    Field,
    Grid,
    Lines,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.rules import count, day, text
from templates.builder.styling import (
    ALERT,
    HEADING,
    NAVY,
    NOTE,
    PALE,
    RULED,
    Style,
)
from templates.funnel_plan import words
from templates.funnel_plan.axes import QUARTERS

__all__ = ["AGREEMENT", "AGREEMENT_CHECKS", "agreement_workings"]

GOAL_ROW, TABLE_ROW, DATES_ROW, PROMISES_ROW, MEANING_ROW, SIGNED_ROW = 5, 8, 16, 18, 24, 31
LAST_ROW = SIGNED_ROW + 6
LINE: Style = {"align": "left", "indent": 1}
HEADED: Style = HEADING | {"text_wrap": False, "valign": "vcenter"}
ALERTED: Style = {"font_color": ALERT, "bold": True}
OWN, OTHER = "{own_party}", "{other_party}"
KNOWN = "AND({ready}=1,{handover}>1)"
ALONE = "{one_sided}=1"


def _line(key: str, label: str, formula: str, shown: str = "text") -> Worked:
    return Worked(key=key, label=label, formula=formula, shown=shown)


def _of_stage(field: str, place: str) -> str:
    return f'IF({{handover}}>1,INDEX({{{field}:}},{place}),"")'


def _days(key: str) -> Worked:
    cell = f"{{{key}}}"
    right = f"AND({cell}>=0,{cell}=INT({cell}),{cell}<={{largest}})"
    return _line(
        f"{key}_taken",
        "Days as taken",
        f'IF(ISERROR({cell}),"wrong",IF(ISNUMBER({cell}),IF({right},{cell},"wrong"),'
        f'IF({cell}="","","wrong")))',
        "number",
    )


def _date_wrong(key: str) -> str:
    return f'IF(ISERROR({{{key}}}),1,IF({{{key}}}="",0,IF(ISNUMBER({{{key}}}),0,1)))'


LINES: tuple[Field, ...] = (
    _line(
        "one_sided",
        "Nobody to hand over to",
        "IF(AND({step_count}>0,{handover}<=1),1,0)",
        "whole",
    ),
    _line("top_owner", "Owner of the first stage", "INDEX({owner_label:},1)"),
    _line(
        "own_party",
        "Who hands over",
        'IF({step_count}=0,"Marketing",IF({top_owner}="","one side",{top_owner}))',
    ),
    _line(
        "other_party",
        "Who takes over",
        f'IF({{step_count}}=0,"Sales",IF({ALONE},"the other side",{{other_owners}}))',
    ),
    _line("handed", "Stage handed over", _of_stage("stage_label", "{handover}-1")),
    _line("accepted", "Stage accepted", _of_stage("stage_label", "{handover}")),
    _line(
        "won_stage",
        "Last stage",
        'IF({step_count}>0,INDEX({stage_label:},{step_count}+1),"")',
    ),
    _line("handed_volume", "Handed over", _of_stage("required", "{handover}-1"), "whole"),
    _line(
        "handed_before",
        "Of these, there before the start",
        _of_stage("before_start", "{handover}-1"),
        "whole",
    ),
    _line("handed_rate", "Accepted of them", _of_stage("rate_used", "{handover}-1"), "rate"),
    _days("accept_days"),
    _days("contact_days"),
    _line("review_taken", "Review as typed", 'IF(ISERROR({review}),"",TRIM({review}))'),
)

AGREEMENT_CHECKS = Worked(
    key="checks_agreement",
    label="Agreement: things to put right",
    formula='IF({accept_days_taken}="wrong",1,0)+IF({contact_days_taken}="wrong",1,0)'
    f"+{_date_wrong('own_signed')}+{_date_wrong('other_signed')}+{{one_sided}}",
)


def agreement_workings(at: str) -> tuple[Block, ...]:
    """Give the block for the sheet Workings, in columns B to C from the cell `at` on."""
    return (Lines(at=at, heading="Agreement", fields=LINES, columns=2),)


def _heading(row: int, content: str) -> Text:
    return Text(at=f"B{row}", to=f"F{row}", content=content, style=HEADED)


def _sentence(
    row: int, key: str, formula: str, style: Style | None = None, looks: tuple[When, ...] = ()
) -> Text:
    look = LINE | {"valign": "vcenter"} | (style or RULED)
    content = f"={formula}"
    return Text(at=f"B{row}", to=f"F{row}", key=key, content=content, style=look, looks=looks)


def _goal() -> Iterator[Block]:
    yield _heading(GOAL_ROW, "What we want to reach together")
    start = f'IF({{start_used}}="",""," from "&{words.day("{start_used}")})'
    end = f'IF({{end_used}}="",""," to "&{words.day("{end_used}")})'
    owner = 'IF({owner_of_goal}="",""," "&{owner_of_goal}&" answers for it.")'
    wins = words.counted("{wins}", "new customer", "new customers")
    told = f'{{goal_words}}&{start}&{end}&": "&{wins}&"."&{owner}'
    yield _sentence(
        GOAL_ROW + 1,
        "agreed_goal",
        'IF({ready}=0,"The goal appears here once Goal and Funnel are complete.",' + told + ")",
        {"bold": True, "bg_color": PALE, "font_color": NAVY},
    )


def _table() -> Grid:
    first = "{quarter}*({#quarters}-1)+1"
    ends = "EDATE({start_used},{quarter}*{#quarters})-1"
    by = f'IF({{end_used}}="",{ends},MIN({ends},{{end_used}}))'

    def volume(place: str, guard: str) -> str:
        cell = f"INDEX({{quarter_volume:}},{place},{{#quarters}})"
        return f'IF(OR({guard},{{term}}<{first}),"",{cell})'

    no_handover = f"NOT({KNOWN})"
    last = "{step_count}+1"
    return Grid(
        at=f"B{TABLE_ROW}",
        heading="Who owes whom what, by when",
        down=QUARTERS,
        units=True,
        left=(
            Worked(
                key="agreed_by",
                label="By the end of",
                shown="day",
                formula=f'IF({{term}}<{first},"",'
                f'IF({{start_used}}="","Quarter "&{{#quarters}},{by}))',
                style=LINE,
            ),
            Worked(
                key="agreed_handed",
                label=f'="From "&{OWN}&IF({{handed}}="","",": "&{{handed}})',
                unit="records",
                formula=volume("{handover}-1", no_handover),
            ),
            Worked(
                key="agreed_accepted",
                label=f'="Accepted by "&{OTHER}&IF({{accepted}}="","",": "&{{accepted}})',
                unit="records",
                formula=volume("{handover}", no_handover),
            ),
            Worked(
                key="agreed_won",
                label=f'="Won by "&{OTHER}&IF({{won_stage}}="","",": "&{{won_stage}})',
                unit="records",
                formula=volume(last, "{ready}=0"),
            ),
            Worked(
                key="agreed_won_so_far",
                label="Wins since the start",
                unit="records",
                formula='IF(ISNUMBER({agreed_won}),SUM({agreed_won.1}:{agreed_won}),"")',
            ),
        ),
        foot={
            f"agreed_{key}": Worked(
                key=f"agreed_{key}_sum",
                formula=f'IF(COUNT({{agreed_{key}:}})=0,"",SUM({{agreed_{key}:}}))',
                style={"bold": True},
            )
            for key in ("handed", "accepted", "won")
        },
        total="Together",
    )


def _dates() -> Text:
    """Say which dates the table means, and what must be there before them."""
    there = words.whole("{handed_before}")
    before = (
        'IF(ISNUMBER({handed_before}),IF({handed_before}>0,": "&'
        f'{there}&" "&{{handed}}&" must be in the funnel before the start",""),"")'
    )
    told = (
        '"These dates follow the upper table of Schedule: when each stage\'s records are due."'
        '&IF(MAX({ahead:})=0,""," For the months to the next stage, Enter by on Schedule says when'
        f' they must come in"&{before}&".")'
    )
    return _sentence(DATES_ROW, "agreed_dates", told, NOTE)


def _promises() -> Iterator[Block]:
    yield _heading(PROMISES_ROW, "What we promise each other")
    empty = '": what is handed over appears here once Goal and Funnel are complete."'
    named = '"Check: all stages have one owner. Name a second one on Funnel"'
    nobody = '"Check: the first stage has no owner. Name the owners on Funnel"'
    alone = f'IF({{top_owner}}="",{nobody},{named})&", and what is handed over appears here."'

    def within(key: str) -> str:
        days = words.counted(f"{{{key}_taken}}", "working day", "working days")
        return f'" within "&IF(ISNUMBER({{{key}_taken}}),{days},"… working days")'

    by = f'IF({{end_used}}="",""," by "&{words.day("{end_used}")})'
    each = 'IF({handed}="","record",{handed})'
    taken = 'IF({accepted}="","record",{accepted})'
    rate = f'IF(ISNUMBER({{handed_rate}}),{words.percent("{handed_rate}")},"…")'
    wins = words.counted("{wins}", "win", "wins")
    volume = f'IF(AND({KNOWN},ISNUMBER({{handed_volume}})),{words.whole("{handed_volume}")},"…")'
    yield _sentence(
        PROMISES_ROW + 1,
        "promise_hand_over",
        f"IF({ALONE},{alone},{OWN}&IF({{step_count}}=0,{empty},"
        f'": "&{volume}&" "&{{handed}}&{by}&", so good that "&{rate}&" of them are accepted as "'
        '&{accepted}&"."))',
        looks=(When('ISNUMBER(SEARCH("Check:",{promise_hand_over}))', ALERTED),),
    )
    yield _sentence(
        PROMISES_ROW + 2,
        "promise_accept",
        f'IF({ALONE},"",{OTHER}&": an answer to each "&{each}&{within("accept_days")}&", accepted'
        ' or rejected, and the reason why where it is rejected.")',
    )
    yield _sentence(
        PROMISES_ROW + 3,
        "promise_work",
        f'IF({ALONE},"Together: ",{OTHER}&": in touch with each accepted "&{taken}'
        f'&{within("contact_days")}&", and ")&IF({{ready}}=1,{wins},"… wins")&{by}&"."',
    )
    yield _sentence(
        PROMISES_ROW + 4,
        "promise_review",
        '"Both: a look at the sheet Pace together, "&IF({review_taken}="","on …",{review_taken})'
        '&". Whoever is behind says why, and what changes."',
    )


def _meaning() -> Iterator[Block]:
    yield _heading(MEANING_ROW, "What only you know")
    for row, key, label, hint in (
        (
            MEANING_ROW + 1,
            "handed_means",
            '="What counts as "&IF({handed}="","handed over",{handed})',
            "The test that a record must pass before it is handed over.",
        ),
        (
            MEANING_ROW + 2,
            "accepted_means",
            '="What counts as "&IF({accepted}="","accepted",{accepted})',
            "The test by which it is accepted.",
        ),
        (
            MEANING_ROW + 3,
            "review",
            "We review on",
            "When you look at Pace together, such as: the first Monday of each month.",
        ),
    ):
        name = f"{key}_label" if label.startswith("=") else ""
        yield Text(at=f"B{row}", key=name, content=label, style=LINE | RULED | {"text_wrap": True})
        asked = Asked(key=key, label="Agreement", shown="text", rule=text(hint, most=300))
        yield Area(at=f"C{row}", to=f"F{row}", field=asked)

    def days(key: str, label: str) -> Asked:
        return Asked(
            key=key,
            label=label,
            unit="working days",
            rule=count("A whole number of working days, such as 2."),
            note=f'=IF({{{key}_taken}}="wrong","Check: a whole number from 0 up.","")',
        )

    yield Lines(
        at=f"B{MEANING_ROW + 4}",
        fields=(days("accept_days", "Answer within"), days("contact_days", "In touch within")),
        until="F",
    )


def _signed() -> Iterator[Block]:
    yield _heading(SIGNED_ROW, "Signed")
    rows = {"Name": SIGNED_ROW + 2, "Date": SIGNED_ROW + 3, "Signature": SIGNED_ROW + 4}
    for label, row in rows.items():
        yield Text(at=f"B{row}", content=label, style=LINE | RULED)
    for party, left, right, owner in (("own", "C", "D", OWN), ("other", "E", "F", OTHER)):
        yield Text(
            at=f"{left}{SIGNED_ROW + 1}",
            to=f"{right}{SIGNED_ROW + 1}",
            key=f"{party}_signs",
            content=f'="For "&{owner}',
            style=LINE | {"bold": True, "valign": "vcenter"},
        )
        name = Asked(
            key=f"{party}_name", label="Name", shown="text", rule=text("Who signs.", most=60)
        )
        date = Asked(
            key=f"{party}_signed",
            label="Date",
            shown="day",
            rule=day("The day of the signature."),
            looks=(When(_date_wrong(f"{party}_signed") + "=1", ALERTED),),
        )
        for field, row in ((name, rows["Name"]), (date, rows["Date"])):
            yield Area(at=f"{left}{row}", to=f"{right}{row}", field=field)
        yield Text(
            at=f"{left}{rows['Signature']}",
            to=f"{right}{rows['Signature']}",
            content="",
            style={"bottom": 1, "bottom_color": NAVY},
        )
    yield Text(
        at=f"B{LAST_ROW}",
        to=f"F{LAST_ROW}",
        content="The figures come from Goal, Funnel and Schedule. When those change, print this"
        " page and sign it again.",
        style=NOTE,
    )


AGREEMENT = Sheet(
    title="Agreement",
    purpose="What marketing and sales owe each other, by when, on one page: print it and sign it.",
    widths={"A": 2, "B": 26, "C:F": 18, "G": 2},
    heights={
        GOAL_ROW + 1: 40,
        TABLE_ROW + 1: 48,
        DATES_ROW: 28,
        **dict.fromkeys(range(PROMISES_ROW + 1, PROMISES_ROW + 5), 34),
        MEANING_ROW + 1: 48,
        MEANING_ROW + 2: 48,
        MEANING_ROW + 3: 22,
        SIGNED_ROW + 2: 22,
        SIGNED_ROW + 3: 22,
        SIGNED_ROW + 4: 44,
    },
    blocks=(*_goal(), _table(), _dates(), *_promises(), *_meaning(), *_signed()),
    area=f"A1:G{LAST_ROW}",
    portrait=True,
    first=f"C{MEANING_ROW + 1}",
)
