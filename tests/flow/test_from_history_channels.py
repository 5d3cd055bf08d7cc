"""A saved history into a budget over channels, and into a marketing system's log."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from funnel_addin.books.port import Grid
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.cli import main
from funnel_addin.templates import template_path
from tests.flow.histories import STAGES, history, saved, way

SEARCH, EVENTS, OTHER = "Search", "Events", "Cold calls"


def channel_ways() -> list[dict[str, Any]]:
    """Give three channels: one with rates of its own, one drawn, one without at a step."""
    ways = []
    for channel, size in ((SEARCH, 10), (EVENTS, 4), (OTHER, 1)):
        for start, end, advanced in zip(STAGES, STAGES[1:], (30, 10, 2), strict=False):
            counts = (100 * size, advanced * size, 50 * size, 20 * size)
            ways.append(way(start, end, counts, channel=channel))
        ways.append(way("Lead", "Won", (100 * size, 2 * size, 0, 0), channel=channel))
    ways[4]["drawn"] = 0.361
    ways[9] |= {"rate": None, "drawn": None, "equivalent": None, "not_enough": "few"}
    return ways


def opened(folder: Path, template: str, **typed: Grid) -> Path:
    """Start a workbook with something typed into it, from a name's first cell on."""
    book = XlsxBook.open(template_path(template))
    grids = {}
    for name, rows in typed.items():
        held = [list(row) for row in book.read(f"Plan_{name}").values]
        for at, row in enumerate(rows):
            held[at][: len(row)] = row
        grids[f"Plan_{name}"] = tuple(map(tuple, held))
    assert not book.write(grids).problems
    book.save(folder / f"{template}.xlsx")
    return folder / f"{template}.xlsx"


def rows(path: Path, name: str) -> list[list[Any]]:
    """Give what a name holds, without blank rows, and without the blanks behind each row."""
    grid = [[*row] for row in XlsxBook.open(path).read(name).values]
    for row in grid:
        while row and row[-1] in (None, ""):
            row.pop()
    return [row for row in grid if row]


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command; give its exit status, and all that it said."""
    capsys.readouterr()
    status = main(list(words))
    told = capsys.readouterr()
    return status, told.out + told.err


def test_channels_of_a_new_budget_are_the_historys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names, rates, and shares by the wins; a step of too few records has the rate of all."""
    budget = opened(tmp_path, "channel_budget")
    source = saved(tmp_path, channels=channel_ways())
    status, told = ran(capsys, "fill", str(budget), "--from", str(source), "--target", "60")
    assert status == 0
    assert rows(budget, "Plan_Channels") == [[SEARCH], [EVENTS], [OTHER]]
    assert rows(budget, "Plan_Stages") == [[name] for name in STAGES]
    assert rows(budget, "Plan_Channel_Rates") == [
        [0.375, 0.361, 0.375],
        [pytest.approx(1 / 6), pytest.approx(1 / 6), 0.5],
        [pytest.approx(1 / 26), pytest.approx(1 / 26), pytest.approx(1 / 26)],
    ]
    assert rows(budget, "Plan_Shares") == [[0.6667], [0.2667], [0.0666]]
    assert f"{OTHER} MQL → Opportunity takes the rate of all channels together" in told
    assert "60 customers over 3 channels" in told


def test_channels_beside_which_a_person_typed_keep_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rates go to those of the same name; the others stay, and the history's own are told."""
    budget = opened(
        tmp_path,
        "channel_budget",
        Channels=((None,), ("Partners",), ("events",)) + ((None,),) * 5,
        Shares=((None,), (0.5,), (0.5,)),
        Channel_Rates=((None, 0.2), (None, 0.3)),
        Stages=tuple((name,) for name in (*STAGES, None, None, None)),
    )
    source = saved(tmp_path, channels=channel_ways())
    status, told = ran(capsys, "fill", str(budget), "--from", str(source), "--target", "60")
    assert status == 0
    assert rows(budget, "Plan_Channel_Rates")[0] == [None, 0.2, 0.361]
    assert rows(budget, "Plan_Channel_Rates")[1][:2] == [None, 0.3]
    assert rows(budget, "Plan_Shares") == [[0.5], [0.5]]
    assert f"has no place for {SEARCH}, {OTHER} of the history" in told


def test_none_of_the_channels_is_the_historys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both lists are told; --channel-names maps them; nothing is half written."""
    named = (("Fairs",), ("Letters",), *((None,),) * 6)
    budget = opened(tmp_path, "channel_budget", Channels=named, Shares=((0.5,), (0.5,)))
    before = budget.read_bytes()
    source = saved(tmp_path, channels=channel_ways())
    words = ["fill", str(budget), "--from", str(source), "--target", "60"]
    status, told = ran(capsys, *words)
    assert (status, "is one of the history's, Search, Events, Cold calls" in told) == (1, True)
    assert budget.read_bytes() == before
    status, _ = ran(capsys, *words, "--channel-names", "Search,Events")
    assert status == 0
    assert rows(budget, "Plan_Channel_Rates")[0] == [0.375, 0.361]


@pytest.mark.parametrize("drawn", [None, 0.0])
def test_a_channel_that_brings_nobody_has_no_rate_of_others(
    drawn: float | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its rate of 0 is known: a new budget leaves it out, an older one keeps what is typed."""
    ways = channel_ways()
    nobody = {"entered": 540, "advanced": 0}
    ways[4] |= {"rate": 0.0, "drawn": drawn, "advanced": 0, "equivalent": nobody}
    source = saved(tmp_path, channels=ways)
    budget = opened(tmp_path, "channel_budget")
    status, told = ran(capsys, "fill", str(budget), "--from", str(source), "--target", "60")
    assert status == 0
    assert rows(budget, "Plan_Channels") == [[SEARCH], [OTHER]]
    assert f"of {EVENTS} nobody has advanced at a step" in told
    assert "has no place" not in told
    (tmp_path / "typed").mkdir()
    typed = opened(
        tmp_path / "typed",
        "channel_budget",
        Channels=((SEARCH,), (EVENTS,), *((None,),) * 6),
        Shares=((0.5,), (0.5,)),
        Channel_Rates=((0.3, 0.2), (0.3, 0.2), (0.3, 0.2)),
        Stages=tuple((name,) for name in (*STAGES, None, None, None)),
    )
    status, told = ran(capsys, "fill", str(typed), "--from", str(source), "--target", "60")
    assert (status, rows(typed, "Plan_Channel_Rates")[0]) == (0, [0.375, 0.2])
    assert "its own rate is 0" in told


def test_a_history_without_channels_says_how_to_have_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The budget stays as it is."""
    budget = opened(tmp_path, "channel_budget")
    _, told = ran(capsys, "fill", str(budget), "--from", str(saved(tmp_path)), "--target", "60")
    assert "the history tells no channels" in told
    assert rows(budget, "Plan_Channel_Rates") == []


CHANNEL_MONTHS = [
    {"channel": SEARCH, "month": "2026-12", "entries": [9, 9, 9, 9]},
    {"channel": SEARCH, "month": "2027-01", "entries": [200, 60, 20, 4]},
    {"channel": EVENTS, "month": "2027-01", "entries": [110, 35, 0, 2]},
    {"channel": OTHER, "month": "2027-02", "entries": [5, 0, 0, 0]},
    {"channel": SEARCH, "month": "2027-03", "entries": [250, 70, 25, 5]},
]


def test_outcomes_go_into_a_log_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whole months of the term, a line each; the next history brings them up to date."""
    system = opened(tmp_path, "marketing_system")
    names = ["--channel-names", f"{SEARCH},{EVENTS}"]
    first = saved(tmp_path, channel_months=CHANNEL_MONTHS, as_of="2027-03-30")
    words = ["fill", str(system), "--from", str(first)]
    status, told = ran(capsys, *words, *names)
    assert status == 0
    log = rows(system, "Plan_Log")
    day = datetime.date(2027, 1, 31)
    assert log == [
        [day, SEARCH, "Lead", "outcome", "CRM history", 200],
        [day, SEARCH, "MQL", "outcome", "CRM history", 60],
        [day, SEARCH, "Opportunity", "outcome", "CRM history", 20],
        [day, SEARCH, "Won", "outcome", "CRM history", 4],
        [day, EVENTS, "Lead", "outcome", "CRM history", 110],
        [day, EVENTS, "MQL", "outcome", "CRM history", 35],
        [day, EVENTS, "Won", "outcome", "CRM history", 2],
    ]
    assert f"has no {OTHER}: their outcomes were not logged" in told
    _, told = ran(capsys, *words)
    assert "0 lines added, 7 there already" in told
    newer = [dict(each) for each in CHANNEL_MONTHS]
    newer[1]["entries"] = [201, 60, 20, 4]
    saved(tmp_path, channel_months=newer)
    _, told = ran(capsys, *words)
    assert "4 lines added, 1 brought up to date, 6 there already" in told
    assert rows(system, "Plan_Log")[0][5] == 201


def test_all_that_keeps_a_log_empty_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Months before the first period and channels of other names: with what fills it in one go."""
    system = opened(tmp_path, "marketing_system", Result=(("SAL",),))
    fairs = {SEARCH: "Fairs", EVENTS: "Website", OTHER: "Word of mouth"}
    earlier = [
        {
            "channel": fairs[str(each["channel"])],
            "month": f"{int(str(each['month'])[:4]) - 2}{str(each['month'])[4:]}",
            "entries": each["entries"],
        }
        for each in CHANNEL_MONTHS
    ]
    channels = [{**way, "channel": fairs[way["channel"]]} for way in channel_ways()]
    source = saved(tmp_path, channel_months=earlier, channels=channels, as_of="2025-03-30")
    words = ["fill", str(system), "--from", str(source)]
    _, told = ran(capsys, *words)
    assert "has months from 2024-12 to 2025-02, and none of them is among the periods from" in told
    assert "Plan_Channels (Steps!C20:J20) has no Fairs, Website, Word of mouth" in told
    cure = "--start 2024-12-01 --channel-names"
    assert f'; to log all, add {cure} "Fairs;Website;Word of mouth"' in told
    assert "where the workbook has a cell 'A lead is', choose the stage there anew" in told
    _, told = ran(capsys, *words, *cure.split(), "Fairs;Website;Word of mouth")
    assert "to log all" not in told
    assert len(rows(system, "Plan_Log")) == 12


def test_what_a_person_logged_is_theirs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An outcome of the same month, channel and stage is not counted a second time."""
    line = (datetime.date(2027, 1, 5), "search", "LEAD", "Outcome", "by hand", 190)
    spend = (datetime.date(2027, 1, 5), "search", None, "expense", "ads", 900)
    system = opened(
        tmp_path,
        "marketing_system",
        Log=(line, spend),
        Stages=tuple((name,) for name in (*STAGES, None, None, None, None)),
        Channels=((SEARCH, EVENTS, OTHER, None, None, None, None, None),),
        Result=(("MQL",),),
    )
    source = saved(tmp_path, channel_months=CHANNEL_MONTHS)
    status, told = ran(capsys, "fill", str(system), "--from", str(source))
    assert status == 0
    log = rows(system, "Plan_Log")
    assert [row[5] for row in log[:3]] == [190, 900, 60]
    assert "1 left to what a person logged" in told


def test_a_log_of_other_stages_is_not_renamed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its lines name them: both lists are told, and nothing is written."""
    line = (datetime.date(2027, 1, 5), "Search", "Visitor", "outcome", None, 190)
    system = opened(tmp_path, "marketing_system", Log=(line,))
    before = system.read_bytes()
    source = saved(tmp_path, channel_months=CHANNEL_MONTHS)
    status, told = ran(capsys, "fill", str(system), "--from", str(source))
    assert (status, "so they cannot be replaced" in told) == (1, True)
    assert system.read_bytes() == before


def test_a_log_whose_lines_need_channels_that_a_history_does_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log stays, and it is said how to have them counted."""
    system = opened(tmp_path, "marketing_system")
    status, told = ran(capsys, "fill", str(system), "--from", str(saved(tmp_path)))
    assert (status, "Plan_Log (Log!B8:G1007) stays as it is" in told) == (0, True)
    assert history()["channels"] == []
