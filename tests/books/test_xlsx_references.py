"""What a formula refers to, read in one go or from its tokens."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from funnel_addin.books.xlsx.references import _from_tokens, _plain, parse_references

PIECES = st.sampled_from(
    "A1 $B2 c3 ZZ$999999 XFD1 AAA1 A1048577 A0 A01 : ! ( ) , ; + - * / ^ & = < > % # @ . $ ' \" [ ]"
    " 1 2.5 1E5 .5 12: SUM( SUMIF( INDIRECT( LOG10( MYOWN( Rate TRUE 'Q1'! Goal! {1,2} #REF! A:B"
    ' 1:2 \\ ? _ A1.B2 é "" "a1" Goal!A1 Goal!$B$2:C3 Goal:Other! IF('.split(" ")
)


@settings(deadline=None, max_examples=600)
@given(st.lists(PIECES, max_size=8).map("".join))
@example("SUM(A1:B2)/$C$3-1.5")
@example("B2:A1")
@example("A1:B2:C3")
@example("A1(B2)")
def test_a_plain_formula_is_read_as_its_tokens_are(formula):
    """The quick way answers nothing, or just what the thorough way does."""
    plain = _plain(formula)
    assert plain is None or plain == _from_tokens(formula)


@pytest.mark.parametrize(
    "formula", ["A1*2", "$A$1+B2", "SUM(A1:J1)", "ROUND(A1/B1,2)", "MAX(B9:A1,-1.5)", "12", "(A1)",
     "Goal!A1", 'IF(Goal!$A$1:B2<>"","it""s A1",A1&"%")', 'é.1!B2=""'],
)  # fmt: skip
def test_usual_formulas_are_plain(formula):
    """Cells, areas, numbers, texts, signs and functions that every spreadsheet has."""
    assert _plain(formula) == parse_references(formula)


@pytest.mark.parametrize(
    "formula",
    ["A1&Rate", "Goal!Rate", "'Q1'!A1", "Goal:Other!A1", "Goal!A1:Goal!B2", 'A1"', "INDIRECT(A1)",
     "SUMIF(A1:A9,1,B1)", "MYOWN(A1)", "LOG10(A1)", "AAAA1",
     "A1048577", "1E5", "A1:B", "t[a]", "#REF!", "a1", "", "A1:B2!C3"],
)  # fmt: skip
def test_others_are_read_from_their_tokens(formula):
    """Names, sheets, functions that may see anything, and what only looks like a cell."""
    assert _plain(formula) is None
