"""The right half of Goal, and its last lines: the answer, the ways to more, is it SMART."""

from __future__ import annotations

from templates.builder.describing import Chart, Filled, Lines, Series, Text, When, Worked
from templates.builder.rules import share
from templates.builder.styling import ALERT, GREY, NAVY, PALE, SECTION, Style
from templates.funnel_plan import words
from templates.funnel_plan.looks import SHORT, asked

__all__ = ["ANSWER", "ANSWER_LINES", "LEVER_LINES", "SMART_LINES", "WAYS"]

BOLD: Style = {"bold": True}


def _answer() -> str:
    by = f'IF({{end_used}}="",""," by "&{words.day("{end_used}")})'
    customers = words.counted("{wins}", "new customer", "new customers")
    top = f'{words.whole("INDEX({required:},1)")}&" "&INDEX({{stage_label:}},1)&" records"'
    hand = "{handover}"

    def at(field: str, row: str) -> str:
        return f"INDEX({{{field}:}},{row})"

    handover = (
        f'IF({hand}<=1,"",". "&{{first_owner}}&" hands over "&'
        f'{words.whole(at("required", f"{hand}-1"))}&" ("&{at("stage_label", f"{hand}-1")}'
        f'&"); "&{at("owner_label", hand)}&" starts with "&{words.whole(at("required", hand))}'
        f'&" ("&{at("stage_label", hand)}&")")'
    )
    goal = (
        f'IF({{metric}}="customers","To win "&{customers}&{by}&", ","To reach "&{{goal_words}}&{by}'
        f'&", "&{customers}&IF({{wins}}=1," is"," are")&" needed"'
        '&IF({base_real}>0," on top of those who stay","")&": ")'
    )
    return words.joined(
        [
            (
                "{goal_complete}=0",
                '"The answer appears here once the goal and the rates are complete. Complete the'
                ' goal first."',
            ),
            (
                '{wins}=""',
                '"Check: no number of new customers reaches this profit: each costs "&'
                + words.money("{cac_used}")
                + '&" to win and brings a margin of "&'
                + words.money("ROUND({brought_real},{decimals})")
                + '&" within the year. Lower the cost, or raise what a customer brings."',
            ),
            (
                "{wins}=0",
                '"The customers of today reach "&{goal_words}&" without a new one: there is nothing'
                ' to win for this goal."',
            ),
            (
                "{ready}=0",
                '"The answer appears here once the goal and the rates are complete. See the column'
                ' Check on Funnel."',
            ),
            (
                'INDEX({required:},1)=""',
                '"Check: the volumes are beyond what a cell can hold: check the rates on Funnel."',
            ),
        ],
        f'{goal}&{top}&" must come in at the top"&{handover}&"."',
    )


ANSWER = Text(
    at="G5",
    to="J8",
    key="answer",
    content="=" + _answer(),
    style={
        "font_size": SECTION,
        "bg_color": PALE,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
    },
    looks=(When('ISNUMBER(SEARCH("Check:",{answer}))', {"font_color": ALERT, "bold": True}),),
)

ANSWER_LINES = Lines(
    at="G9",
    fields=(
        Worked(
            key="wins_shown",
            label="Customers to win",
            unit="records",
            formula="{wins}",
            style=BOLD,
        ),
        Worked(
            key="top_shown",
            label='=IF({stage_typed.1}="","Top of the funnel","Into "&{stage_typed.1})',
            unit="records",
            formula='IF({ready}=1,INDEX({required:},1),"")',
            note="What must come in at the top.",
            style=BOLD,
        ),
        Worked(
            key="per_win",
            label="Of these, one win in",
            unit="records",
            formula='IF({top_shown}="","",IF({wins}=0,"",{top_shown}/{wins}))',
        ),
        Worked(
            key="top_confident",
            label="With confidence, plan for",
            unit="records",
            formula='IF({fill_state}=1,INDEX({confident:},1),IF({fill_state}=0,"",'
            '"fill to update"))',
            note='=IF({confidence_used}="","Type a confidence for this.","At the top, to be "&'
            + words.percent("{confidence_used}")
            + '&" sure.")',
        ),
        Filled(
            key="probability",
            label="Chance with what is in the funnel now",
            shown="rate",
            name="Plan_Probability",
            unit="",
            note='=IF({chance_state}>1,"Check: fill to update.",IF({volumes_sum}=0,'
            '"Type what you can bring in on Funnel, then fill.","New records are not counted.'
            ' Pace has the chance if the rest comes as planned."))',
            looks=(
                When(
                    '{smart_achievable}="fill to update"',
                    {"font_color": GREY, "font_strikeout": True},
                ),
            ),
        ),
    ),
)


def _smart(key: str, label: str, good: str, told: str, missing: str) -> Worked:
    return Worked(
        key=f"smart_{key}",
        label=label,
        shown="text",
        formula=f'IF({good},"yes","missing")',
        note=f'=IF({good},{told},"Missing: {missing}")',
        looks=(When(f'{{smart_{key}}}="missing"', {"font_color": ALERT, "bold": True}),),
    )


def _achievable() -> Worked:
    asked = 'IF({confidence_used}="",{half},{confidence_used})'
    value = words.joined(
        [
            ("{ready}=0", '"missing"'),
            ("{volumes_sum}=0", '"missing"'),
            ("{chance_state}<>1", '"fill to update"'),
            (f"{{probability}}>={asked}", '"yes"'),
        ],
        '"no"',
    )
    note = words.joined(
        [
            ("{ready}=0", '"Complete the goal and the funnel first."'),
            ("{volumes_sum}=0", '"Type on Funnel what is there, or sure to come."'),
            ("{chance_state}<>1", '"The chance is worked out by a fill or a sync."'),
        ],
        words.percent("{probability}")
        + '&" likely at these rates; asked for "&'
        + words.percent(asked)
        + '&"."',
    )
    return Worked(
        key="smart_achievable",
        label="Achievable",
        shown="text",
        formula=value,
        note="=" + note,
        looks=(When('{smart_achievable}<>"yes"', {"font_color": ALERT, "bold": True}),),
    )


SMART_LINES = Lines(
    at="B24",
    heading="Is the goal SMART?",
    fields=(
        _smart(
            "metric",
            "A metric",
            'AND({metric}<>"",OR({metric_blank}=0,{target_used}<>""))',
            '{metric}&IF({metric_blank}=1,", as it is left blank","")',
            "say what the target counts.",
        ),
        _smart("number", "A number", '{target_used}<>""', "{goal_words}", "type a target."),
        _smart(
            "start",
            "A start value",
            '{last_year_used}<>""',
            f'IF({{metric}}="customers",{words.whole("{last_year_used}")},'
            f'{words.money("{last_year_used}")})&" last year"',
            "type last year's figure.",
        ),
        _smart("date", "A date", '{end_used}<>""', words.day("{end_used}"), "type the last day."),
        _smart(
            "owner",
            "An owner",
            '{owner_of_goal}<>""',
            "{owner_of_goal}",
            "say who answers for it.",
        ),
        _achievable(),
    ),
)


def _lever(key: str, label: str, formula: str, note: str) -> Worked:
    return Worked(
        key=f"lever_{key}",
        label=label,
        shown="money",
        unit='={money}&" a year"',
        formula=formula,
        note=note,
    )


SETTLED = 'IF({lever_state}="",{settled}*{change_used},"")'
WHY = '=IF({lever_state}="","@","")'

LEVER_LINES = Lines(
    at="G15",
    heading="Four ways to more",
    fields=(
        asked(
            "change",
            "Each raised by",
            share("By how much of itself each of the four is raised, such as 10%."),
            shown="share",
            starts=0.1,
        ),
        _lever(
            "customers",
            "More new customers",
            SETTLED,
            '=IF({lever_state}="","Once the base has settled.",{lever_state})',
        ),
        _lever(
            "retention",
            "Customers stay longer",
            "{longer}",
            '=IF({lever_state}<>"","",IF({longer}="",'
            '"So raised, nobody would ever leave: take a smaller change.",'
            '"Fewer leave each year."))',
        ),
        _lever(
            "value",
            "More per purchase",
            SETTLED,
            WHY.replace("@", "A higher price, or more in it."),
        ),
        _lever(
            "purchases", "More purchases a year", SETTLED, WHY.replace("@", "They buy more often.")
        ),
    ),
)

WAYS = Chart(
    at="G21",
    kind={"type": "bar"},
    title="What each way is worth, money a year",
    alt="Bar chart: the yearly revenue that each of the four ways to more adds, as in the lines"
    " above.",
    series=(
        Series(
            values="way_gain",
            categories="way_name",
            name="Gain a year",
            colour=NAVY,
            options={
                "data_labels": {"value": True, "num_format": SHORT, "position": "outside_end"}
            },
        ),
    ),
    width=560,
    height=300,
    offset=(0, 10),
    axes={
        "y": {"reverse": True, "major_gridlines": {"visible": False}},
        "x": {"visible": False, "min": 0, "major_gridlines": {"visible": False}},
    },
)
