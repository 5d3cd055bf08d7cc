"""How the component reads formulas, which needs no LibreOffice."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path
from types import ModuleType

import pytest

COMPONENT = Path(__file__).parents[2] / "addin" / "libreoffice" / "component" / "funnel_calc"


def _room(name: str) -> ModuleType:
    """Load a room of the component by itself: the others need LibreOffice's own modules."""
    spec = importlib.util.spec_from_file_location(f"room_{name}", COMPONENT / f"{name}.py")
    room = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = room
    spec.loader.exec_module(room)
    return room


foreign = _room("foreign")
formulas = _room("formulas")
errors = _room("errors")


@pytest.mark.parametrize(
    ("formula", "calls"),
    [
        ("=FUNNEL.CAC(A1;B1)", [("FUNNEL_CAC", ("A1", "B1"))]),
        ("{=FUNNEL.RATES(A1:A9)}", [("FUNNEL_RATES", ("A1:A9",))]),
        ("=FUNNEL.REQUIRED()", [("FUNNEL_REQUIRED", ())]),
        ("=funnel_cac(1;2)", [("FUNNEL_CAC", ("1", "2"))]),
        ("=FUNNEL.CUSTOMERS(1;2;;;C1)", [("FUNNEL_CUSTOMERS", ("1", "2", "", "", "C1"))]),
        ("=FUNNEL.CAC(1;)", [("FUNNEL_CAC", ("1", ""))]),
        ("=FUNNEL.SPREAD(9;{1;2|3;4})", [("FUNNEL_SPREAD", ("9", "{1;2|3;4}"))]),
        (
            "=FUNNEL.PACE(\";)\";$'It''s; (2)'.A1)",
            [("FUNNEL_PACE", ('";)"', "$'It''s; (2)'.A1"))],
        ),
        (
            "=1+FUNNEL.CAC(MAX(1;2);FUNNEL.ROI(3;4))",
            [("FUNNEL_ROI", ("3", "4")), ("FUNNEL_CAC", ("MAX(1;2)", "FUNNEL.ROI(3;4)"))],
        ),
        ('="FUNNEL.CAC(1;2)"', []),
        ("=MYFUNNEL.CAC(1;2)+SUM(1;2)", []),
    ],
)
def test_calls_are_found_with_their_arguments_the_innermost_first(
    formula: str, calls: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Semicolons within brackets, braces, texts and names of sheets part no arguments."""
    found = [(each.function, each.arguments) for each in formulas.calls_in(formula)]
    assert found == calls


@pytest.mark.parametrize(
    ("read", "entered"),
    [
        ("=[1]!FUNNEL_CAC(500;5)", "=FUNNEL.CAC(500;5)"),
        ("{=[12]!FUNNEL_REQUIRED(A1;A2:A3)}", "{=FUNNEL.REQUIRED(A1;A2:A3)}"),
        ("=1+[1]!funnel_cac([1]!FUNNEL_ROI(1;2);3)", "=1+FUNNEL.CAC(FUNNEL.ROI(1;2);3)"),
        ("=-funnel_cac(500;5)%", "=-FUNNEL.CAC(500;5)%"),
        ("=_xldudf_FUNNEL_CAC(1;2)", "=FUNNEL.CAC(1;2)"),
        ("=[2]!_xldudf_XLWINGS_FUNNEL_CAC(1;2)", "=FUNNEL.CAC(1;2)"),
        (r"='C:\It''s mine\funnel.xlam'!FUNNEL_CAC(1;2)", "=FUNNEL.CAC(1;2)"),
        ("='file:///C:/Ann%20Lee/funnel.xlam'#$FUNNEL_CAC(1;2)", "=FUNNEL.CAC(1;2)"),
        *(
            (each, each)
            for each in (
                "=FUNNEL.CAC(500;5)",
                '="[1]!FUNNEL_CAC("&"say ""FUNNEL_CAC(1)"""',
                "=SUM('[1]!FUNNEL_CAC(1)'.A1;$'it''s FUNNEL_CAC(1)'.A1)",
                "=[1]!OTHER(1)+[1]!FUNNEL_OTHER(1)+MYFUNNEL_CAC(1)+MY.FUNNEL_CAC(1)",
                "=FUNNEL_CAC*2",
            )
        ),
    ],
)
def test_calls_that_excel_wrote_are_known_again(read: str, entered: str) -> None:
    """The file of an add-in before our functions is taken off; all else stays as it is."""
    assert foreign.known(read) == entered


@pytest.mark.parametrize(
    "text", ["A1", "$A$1", "A1:B3", "$Sheet1.A1", "$'My plan'.A1:B3", "Q1.A1:Q1.B2", "A:A", "3:7"]
)
def test_addresses_are_known_as_such(text: str) -> None:
    """With or without a sheet, absolute or not, a whole column or row."""
    assert formulas.is_reference(text)


@pytest.mark.parametrize("text", ["A1*2", "Plan_Target", "1", '"A1"', "SUM(A1)", "", "A1;B1"])
def test_what_is_no_address_is_not_taken_for_one(text: str) -> None:
    """Names, numbers, texts and what must be worked out are none."""
    assert not formulas.is_reference(text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("1", 1.0),
        ("-.5E3", -500.0),
        ("47%", 0.47),
        ('"47%"', "47%"),
        ('"say ""x"" now"', 'say "x" now'),
        ("{1;2|3;4}", ((1.0, 2.0), (3.0, 4.0))),
        ('{"a;b";2}', (("a;b", 2.0),)),
        ("#N/A", "#N/A"),
        ("#DIV/0!", "#DIV/0!"),
        ("A1", None),
        ("1+1", None),
        ('"a"&"b"', None),
        ("{1;A1}", None),
    ],
)
def test_constants_are_what_calc_would_hand_over(text: str, held: object) -> None:
    """Numbers as doubles, texts without their quotes, arrays as rows; None for all else."""
    assert formulas.constant(text) == held


@pytest.mark.parametrize("code", sorted(errors.NUMBERS))
def test_an_error_goes_through_a_number_and_back(code: str) -> None:
    """The number is none, and carries the code."""
    number = errors.error_of(code)
    assert math.isnan(number)
    assert errors.code_of(number) == code


def test_an_error_that_calc_does_not_know_shows_as_value() -> None:
    """Google's own codes, for instance."""
    assert errors.code_of(errors.error_of("#SPILL!")) == "#VALUE!"


def test_errors_of_calc_alone_keep_their_number() -> None:
    """As Calc shows them; a number that is none without a code is out of bounds."""
    assert errors.code_of_number(504) == "Err:504"
    assert errors.code_of(math.nan) == "#NUM!"
