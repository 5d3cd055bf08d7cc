"""Google's replies as they may come, each default left out or written down."""

from typing import Any

import pytest

from funnel_addin.books.google.closed import closed_cells
from funnel_addin.books.google.reading import (
    Tab,
    Unlike,
    block,
    grid_rows,
    held,
    places,
    sheet_titled,
    tabs,
)
from funnel_addin.books.google.survey import EVERYTHING, SHAPES, Survey
from funnel_addin.books.port import Cell, CellErrorValue, Place, Problem
from tests.sheets_server import masks
from tests.sheets_server.discovery import api

Body = dict[str, Any]
TAB = Tab(0, "Plan", 10, 5)
KNOWN = {0: TAB, 7: Tab(7, "Other", 100, 26)}


def named(name: str, area: Body | None) -> Body:
    """A reply with one name."""
    body: Body = {"namedRangeId": "1", "name": name}
    return {"namedRanges": [body if area is None else body | {"range": area}]}


def number(value: float) -> Body:
    """A cell that holds a number."""
    return {"effectiveValue": {"numberValue": value}, "userEnteredValue": {}}


@pytest.mark.parametrize("fields", [SHAPES, EVERYTHING])
def test_the_fields_are_ones_that_google_has(fields: str) -> None:
    """By its own discovery document."""
    document = api("sheets", "v4")
    masks.validate(document, {"$ref": "Spreadsheet"}, masks.parse(fields))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ({}, None),
        ({"effectiveValue": {}}, None),
        ({"userEnteredValue": {"formulaValue": "=A1"}}, None),
        ({"effectiveValue": {"numberValue": 0}}, 0),
        ({"effectiveValue": {"numberValue": 2.5}}, 2.5),
        ({"effectiveValue": {"numberValue": 123456789012345680000}}, 1.2345678901234568e20),
        ({"effectiveValue": {"numberValue": "NaN"}}, CellErrorValue("#NUM!")),
        ({"effectiveValue": {"stringValue": ""}}, None),
        ({"effectiveValue": {"stringValue": "007"}}, "007"),
        ({"effectiveValue": {"boolValue": False}}, False),
        ({"effectiveValue": {"boolValue": True}}, True),
        ({"effectiveValue": {"errorValue": {"type": "N_A"}}}, CellErrorValue("#N/A")),
        ({"effectiveValue": {"errorValue": {"type": "NEW_KIND"}}}, CellErrorValue("#ERROR!")),
        ({"effectiveValue": {"errorValue": {}}}, CellErrorValue("#ERROR!")),
    ],
)
def test_a_cell_is_what_it_shows(cell: Body, expected: Cell) -> None:
    """Its kind is kept; what holds nothing is a blank."""
    assert held(cell) == expected
    assert type(held(cell)) is type(expected)


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ({"endRowIndex": 1, "endColumnIndex": 1}, Place("Plan", 1, 1, 1, 1)),
        (
            {
                "sheetId": 0,
                "startRowIndex": 0,
                "endRowIndex": 1,
                "startColumnIndex": 0,
                "endColumnIndex": 1,
            },
            Place("Plan", 1, 1, 1, 1),
        ),
        ({"startColumnIndex": 1, "endColumnIndex": 2}, Place("Plan", 1, 2, 10, 1)),
        ({"startRowIndex": 2, "endRowIndex": 3}, Place("Plan", 3, 1, 1, 5)),
        ({"startRowIndex": 8, "endRowIndex": 99}, Place("Plan", 9, 1, 2, 5)),
        ({"sheetId": 7}, Place("Other", 1, 1, 100, 26)),
    ],
)
def test_a_range_is_known_with_its_defaults_left_out(area: Body, place: Place) -> None:
    """The first tab's ID is 0, and open sides end with the grid."""
    assert places(named("Plan_Target", area), KNOWN) == {"Plan_Target": place}


@pytest.mark.parametrize(
    "area",
    [
        None,
        {},
        {"sheetId": 8},
        {"startRowIndex": 3, "endRowIndex": 3},
        {"startRowIndex": 10, "endRowIndex": 12},
    ],
)
def test_a_name_without_cells_is_a_problem(area: Body | None) -> None:
    """With a sentence that says what to do."""
    problem = places(named("plan_target", area), KNOWN)["Plan_Target"]
    assert isinstance(problem, Problem)
    assert problem.code == "#REF!"
    assert "'Plan_Target' points at cells that are gone" in problem.sentence


@pytest.mark.parametrize("name", ["'Sheet 2'!Plan_Target", "Copy!Plan_Target", "Target", "xPlan_"])
def test_other_names_are_none_of_ours(name: str) -> None:
    """A tab's own name among them: a copy of a tab has copies of its names."""
    assert places(named(name, {"sheetId": 7}), KNOWN) == {}


def test_a_block_is_known_by_where_it_starts_whatever_its_turn() -> None:
    """Google may send blocks in another order, or one block for equal ranges."""
    first, second = Place("Plan", 1, 1, 1, 1), Place("Plan", 3, 2, 2, 2)
    one = {"rowData": [{"values": [number(1)]}]}
    two = {"startRow": 2, "startColumn": 1, "rowData": [{}, {"values": [{}, number(2)]}]}
    asked = [first, second, first]
    for data in ([one, two, one], [two, one]):
        sheet = {"data": data}
        assert block(sheet, first, asked)[0].values == ((1,),)
        assert block(sheet, second, asked)[0].values == ((None, None), (None, 2))


@pytest.mark.parametrize(
    "sheet",
    [
        {},
        {"data": []},
        {"data": [{"startRow": 1}]},
        {"data": [{"startColumn": 3, "rowData": [{"values": [number(1)]}]}]},
        {"data": [{"rowData": [{"values": [number(1)] * 3}]}]},
        {"data": [{"rowData": [{}] * 3}]},
    ],
)
def test_a_reply_without_the_cells_is_never_taken_for_blank_ones(sheet: Body) -> None:
    """No block that starts there, or one that is too large to be this one."""
    place = Place("Plan", 1, 1, 2, 2)
    with pytest.raises(Unlike):
        block(sheet, place, [place])


def test_two_ranges_that_start_together_need_two_blocks() -> None:
    """The shorter one alone would pass for the longer, its end blank."""
    short, long = Place("Plan", 1, 1, 1, 1), Place("Plan", 1, 1, 3, 1)
    some = {"rowData": [{"values": [number(1)]}]}
    every = {"rowData": [{"values": [number(each)]} for each in (1, 2, 3)]}
    with pytest.raises(Unlike):
        block({"data": [some]}, long, [short, long])
    for data in ([some, every], [every, some]):
        assert block({"data": data}, long, [short, long])[0].values == ((1,), (2,), (3,))
        assert block({"data": data}, short, [short, long])[0].values == ((1,),)


def test_formulas_are_told_from_values() -> None:
    """A formula is one whatever it shows."""
    place = Place("Plan", 1, 1, 1, 3)
    computed = {"userEnteredValue": {"formulaValue": "=1"}, "effectiveValue": {"numberValue": 1}}
    sheet = {"data": [{"rowData": [{"values": [number(1), computed]}]}]}
    values, formulas = block(sheet, place, [place])
    assert values.values == ((1, 1, None),)
    assert formulas == ((False, True, False),)


def test_a_tab_that_the_reply_does_not_show_is_not_a_blank_one() -> None:
    """Neither as a whole nor its cells."""
    with pytest.raises(Unlike):
        sheet_titled({"sheets": []}, "Plan")
    with pytest.raises(Unlike):
        grid_rows({"properties": {"title": "Plan"}})
    assert grid_rows({"data": [{}]}) == []


def test_a_tab_without_a_grid_has_no_cells() -> None:
    """A chart may have a tab of its own; the first tab's ID may be left out."""
    resource = {"sheets": [{"properties": {"title": "Chart", "sheetType": "OBJECT"}}]}
    assert tabs(resource) == {0: Tab(0, "Chart", 0, 0)}
    found = places(named("Plan_Target", {"endRowIndex": 1}), tabs(resource))
    assert isinstance(found["Plan_Target"], Problem)


def test_protections_with_their_defaults_left_out() -> None:
    """No range is the whole tab; a name's range is looked up; what we may edit is open."""
    place = Place("Plan", 1, 1, 2, 1)
    resource = named("Plan_Target", {"startRowIndex": 1, "endRowIndex": 2})
    for each, closed in [
        ({"range": {}}, {(0, 0), (1, 0)}),
        ({}, {(0, 0), (1, 0)}),
        ({"range": {"endRowIndex": 1}}, {(0, 0)}),
        ({"namedRangeId": "1"}, {(1, 0)}),
        ({"namedRangeId": "2"}, set()),
        ({"range": {}, "requestingUserCanEdit": True}, set()),
        ({"range": {}, "requestingUserCanEdit": False}, {(0, 0), (1, 0)}),
        ({"range": {}, "warningOnly": True}, set()),
        ({"range": {}, "unprotectedRanges": [{"endRowIndex": 1}]}, {(1, 0)}),
    ]:
        found = closed_cells({"protectedRanges": [each]}, resource, TAB, place)
        assert set(found) == closed, each


def test_a_survey_asks_for_the_names_that_have_cells_and_for_the_memory() -> None:
    """Names go as they are; a tab's title always in quotes."""
    sheets = [
        {"properties": {"title": "Plan", "gridProperties": {"rowCount": 9, "columnCount": 9}}},
        {"properties": {"sheetId": 5, "title": "funnel SYNC"}},
    ]
    names = [
        {"name": "Plan_Target", "range": {"endRowIndex": 1}},
        {"name": "Plan_Rates"},
        {"name": "Plan_Mine", "range": {"endRowIndex": 1}},
    ]
    survey = Survey.of({"sheets": sheets, "namedRanges": names})
    assert survey.ranges == ["Plan_Target", "'funnel SYNC'"]
    assert set(survey.found) == {"Plan_Target", "Plan_Rates", "Plan_Mine"}
