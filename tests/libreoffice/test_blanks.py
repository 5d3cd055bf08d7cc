"""Empty cells, which Calc hands over as 0: never is one taken for the other."""

from __future__ import annotations

import pytest

from tests.libreoffice.calc import Sheet, codes

MANY = 300
TOO_MANY = 2_100
CAPACITY = "=SUM(FUNNEL_CAPACITY(A$1:A$2;B{row};C{row}))"
"""With an empty ramp every starter produces from the first period on, with a ramp of 0 too late."""


def both(sheet: Sheet, formula: str) -> tuple[object, object]:
    """Give what a formula shows with its cell Z1 empty, and with a 0 there."""
    office, book = sheet.office, sheet.office.new()
    try:
        alone = Sheet(office, book)
        alone.type(A1=formula)
        empty = alone.cell("A1")
        alone.type(Z1=0)
        return empty, alone.cell("A1")
    finally:
        office.close(book)


CUSTOMERS = "=FUNNEL_CUSTOMERS({revenue};250;4;800;{retention})"


def test_an_empty_cell_is_left_out_and_a_zero_is_not(sheet: Sheet):
    """Both stand in one column, and each row shows what it shows where it stands alone."""
    omitted, zero = both(sheet, CUSTOMERS.format(revenue=1_000_000, retention="Z1"))
    assert omitted != zero
    for row in (1, 2, 3):
        formula = CUSTOMERS.format(revenue=f"A{row}", retention=f"C{row}")
        sheet.type(**{f"A{row}": 1_000_000 + 4_000_000 * (row == 2), f"D{row}": formula})
    sheet.type(C2=0)
    five, five_zero = both(sheet, CUSTOMERS.format(revenue=5_000_000, retention="Z1"))
    assert five != five_zero
    assert [row[0] for row in sheet.rows("D1:D3")] == [omitted, five_zero, omitted]
    sheet.office.recalculate(sheet.book, hard=True)
    assert [row[0] for row in sheet.rows("D1:D3")] == [omitted, five_zero, omitted]


def test_rows_whose_other_arguments_are_formulas_are_told_apart(sheet: Sheet):
    """Formulas that lead to no function of ours are read for their results."""
    office, book = sheet.office, sheet.book
    retentions = {2: 0, 3: 0.5, 5: "=0*ROW()"}
    for row in range(1, 7):
        sheet.type(**{f"A{row}": "=1000000+1000*ROW()"})
        if row in retentions:
            sheet.type(**{f"C{row}": retentions[row]})
        formula = CUSTOMERS.format(revenue=f"A{row}", retention=f"C{row}")
        sheet.type(**{f"D{row}": formula})
    expected = []
    for row in range(1, 7):
        formula = CUSTOMERS.format(revenue=1_000_000 + 1_000 * row, retention="Z1")
        empty, zero = both(sheet, formula)
        expected.append(zero if row in (2, 5) else empty)
    expected[2] = sheet.cell("D3")
    for hard in (False, True):
        office.recalculate(book, hard=hard)
        assert [row[0] for row in sheet.rows("D1:D6")] == expected


def test_a_chain_with_empty_cells_never_calls_itself(sheet: Sheet):
    """Each row's answer is an argument of the next; no cell shows Err:522 or Err:523."""
    rows = [[f"=FUNNEL_CUSTOMERS(1000000+0;250;4;F{row};G{row + 1})"] for row in range(1, 41)]
    sheet.type(F1=800)
    sheet.office.fill(sheet.book, sheet.name, "F2:F41", rows)
    sheet.office.recalculate(sheet.book, hard=True)
    shown = [row[0] for row in codes(sheet.rows("F2:F41"))]
    assert all(isinstance(each, float) for each in shown)


def test_goal_seek_is_answered_as_the_formula_is(sheet: Sheet):
    """It changes cells without telling anybody, quickly, beside thousands of other formulas."""
    office, book = sheet.office, sheet.book
    sheet.type(A1=8, A2=2, B1=16, D1=CAPACITY.format(row=1))
    before = sheet.cell("D1")
    rows = [[f"=FUNNEL_CAC({row}+1;7)"] for row in range(2_000)]
    office.fill(book, sheet.name, "F1:F2000", rows)
    sought = office.seek(book, sheet.name, "D1", "B1", before / 16 * 20)
    assert sought == pytest.approx([20, 0], abs=1e-6)


def test_fast_edits_beside_thousands_of_formulas_are_followed(sheet: Sheet):
    """Every edit shows what it shows on an otherwise empty sheet, and so after all of them."""
    office, book = sheet.office, sheet.book
    sheet.type(A1=8, A2=2, D1=CAPACITY.format(row=1))
    expected = []
    for starters in range(10, 16):
        sheet.type(B1=starters)
        expected.append(sheet.cell("D1"))
    rows = [[f"=FUNNEL_CAC({row}+1;7)"] for row in range(2_000)]
    office.fill(book, sheet.name, "F1:F2000", rows)
    found = []
    for starters in range(10, 16):
        sheet.type(B1=starters)
        found.append(sheet.cell("D1"))
    assert found == expected
    office.recalculate(book, hard=True)
    assert sheet.cell("D1") == expected[-1]


def test_an_edit_that_makes_two_calls_alike_is_seen_at_once(sheet: Sheet):
    """One row changes to what another, with an empty cell, holds: neither is guessed."""
    omitted, zero = both(sheet, CUSTOMERS.format(revenue=1_000_000, retention="Z1"))
    formulas = [CUSTOMERS.format(revenue=f"A{row}", retention=f"C{row}") for row in (1, 2)]
    sheet.type(A1=1_000_000, A2=2_000_000, C2=0, D1=formulas[0], D2=formulas[1])
    assert sheet.cell("D1") == omitted
    sheet.type(A2=1_000_000)
    assert sheet.shown("D2") == "#VALUE!"
    sheet.type(E2="=FUNNEL_WHY(D2)")
    assert "C1:C1" in sheet.cell("E2")
    sheet.type(D1=CUSTOMERS.format(revenue="A1", retention="C1:C1"))
    sheet.office.recalculate(sheet.book, hard=True)
    assert [sheet.cell("D1"), sheet.cell("D2")] == [omitted, zero]


@pytest.mark.parametrize("argument", ["INDEX(Z1:Z3;1)", "IF(1=1;Z1;5)", "(Z1)"])
def test_what_may_turn_out_to_be_an_empty_cell_is_not_guessed(sheet: Sheet, argument: str):
    """Functions that give a cell hand over 0 for an empty one; the formula cannot tell which."""
    sheet.type(A1=CUSTOMERS.format(revenue=1_000_000, retention=argument))
    assert sheet.shown("A1") == "#VALUE!"


def test_a_zero_that_is_worked_out_is_a_zero(sheet: Sheet):
    """Arithmetic gives a number, whatever its cells hold."""
    _, zero = both(sheet, CUSTOMERS.format(revenue=1_000_000, retention="Z1"))
    sheet.type(A1=CUSTOMERS.format(revenue=1_000_000, retention="Z1*1"))
    assert sheet.cell("A1") == zero


def test_a_table_of_multiple_operations_is_not_guessed(sheet: Sheet):
    """It calculates a formula with a 0 in the place of the empty cell that the formula names."""
    formula = CUSTOMERS.format(revenue=1_000_000, retention="C1")
    omitted, _ = both(sheet, CUSTOMERS.format(revenue=1_000_000, retention="Z1"))
    sheet.type(G1=0, D1=formula)
    assert sheet.cell("D1") == omitted
    # what Calc shows as MULTIPLE.OPERATIONS
    sheet.type(H1="=TABLE(D1;C1;G1)")
    assert sheet.shown("H1") == "#VALUE!"


def test_a_formula_behind_a_name_is_not_guessed(sheet: Sheet):
    """No cell's formula tells what such a call is handed."""
    formula = CUSTOMERS.format(revenue=1_000_000, retention="$C$1")
    sheet.office.name(sheet.book, "Needed", formula.removeprefix("="))
    sheet.type(A1="=Needed")
    assert sheet.shown("A1") == "#VALUE!"


def test_a_name_that_is_moved_to_another_cell_is_followed(sheet: Sheet):
    """The formula says the same before and after."""
    omitted, zero = both(sheet, CUSTOMERS.format(revenue=1_000_000, retention="Z1"))
    sheet.type(C2=0, A1=CUSTOMERS.format(revenue=1_000_000, retention="Kept"))
    sheet.office.name(sheet.book, "Kept", "$Sheet1.$C$1")
    sheet.office.recalculate(sheet.book, hard=True)
    assert sheet.cell("A1") == omitted
    sheet.office.rename(sheet.book, "Kept", "$Sheet1.$C$2")
    sheet.office.recalculate(sheet.book, hard=True)
    assert sheet.cell("A1") == zero


def test_hundreds_of_rows_with_a_zero_or_an_empty_cell(sheet: Sheet):
    """Every row shows what it shows where it stands alone, also after fast changes of many."""
    rows = [
        [
            1_000_000 + row,
            0 if row % 3 == 0 else "",
            CUSTOMERS.format(revenue=f"A{row}", retention=f"B{row}"),
        ]
        for row in range(1, MANY + 1)
    ]
    where = f"A1:C{MANY}"
    sheet.office.fill(sheet.book, sheet.name, where, rows)
    omitted, zero = both(sheet, CUSTOMERS.format(revenue=1_000_001, retention="Z1"))
    shown = [row[0] for row in sheet.rows(f"C1:C{MANY}")]
    assert shown[0] == pytest.approx(omitted, abs=1)
    assert shown[2] == pytest.approx(zero, abs=1)
    for row in rows:
        row[1] = "" if row[1] == 0 else 0
    sheet.office.fill(sheet.book, sheet.name, where, rows)
    shown = [row[0] for row in sheet.rows(f"C1:C{MANY}")]
    assert shown[0] == pytest.approx(zero, abs=1)
    assert shown[2] == pytest.approx(omitted, abs=1)


def test_too_many_formulas_to_look_through_are_an_error_and_a_range_of_one_is_its_cure(
    sheet: Sheet,
):
    """Each 0 would have thousands of formulas looked at: the sentence says what to do instead."""
    formula = CUSTOMERS.format(revenue="A{row}", retention="B{row}")
    rows = [[1_000_000 + row, "", formula.format(row=row)] for row in range(1, TOO_MANY + 1)]
    sheet.office.fill(sheet.book, sheet.name, f"A1:C{TOO_MANY}", rows)
    assert {row[0] for row in codes(sheet.rows(f"C1:C{TOO_MANY}"))} == {"#VALUE!"}
    sheet.type(D1="=FUNNEL_WHY(C1)")
    assert "too many formulas" in sheet.cell("D1")
    omitted, _ = both(sheet, CUSTOMERS.format(revenue=1_000_001, retention="Z1"))
    formula = CUSTOMERS.format(revenue="A1", retention="B1:B1")
    sheet.type(C1=formula)
    assert sheet.cell("C1") == omitted


def test_a_zero_that_must_be_given_is_right_beside_an_empty_cell(sheet: Sheet):
    """Two rows that cannot be told apart: an empty cell that must be given is 0, as Calc has it."""
    sheet.type(A2=0, B1=500, B2=500, C1="=FUNNEL_ROI(A1;B1)", C2="=FUNNEL_ROI(A2;B2)")
    assert sheet.cell("C2") == -1.0
    sheet.type(C3="=FUNNEL_ROI(1;0)", C4="=FUNNEL_ROI(SUM(E1:E2);E3)")
    assert sheet.shown("C3") == "#NUM!"
