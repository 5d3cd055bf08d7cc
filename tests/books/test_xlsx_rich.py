"""Filling a workbook with everything in it loses nothing and leaves nothing wrong."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from funnel_addin.books.xlsx import XlsxBook, lint
from tests.books.parts import read_parts
from tests.books.rich import build
from tests.validator import findings, needs_validator


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("rich") / "rich.xlsm")


@pytest.fixture
def filled(rich: Path, tmp_path: Path) -> Path:
    book = XlsxBook.open(rich)
    written = book.write(
        {
            "Plan_Target": ((2_000_000,),),
            "Plan_Stages": (("Visits",), ("Lead",), ("MQL",), ("SQL",), ("Won & <kept>",)),
            "Plan_Required": ((200_000,), (4_000,), (1_600,), (800,), (200,)),
        }
    )
    assert not written.problems
    assert len(written.cells) == 8
    target = tmp_path / "filled.xlsm"
    book.save(target)
    return target


def test_only_the_touched_sheets_differ(rich: Path, filled: Path) -> None:
    """Of 45 parts only sheets with a changed or stale cell differ; order and method stay."""
    before, after = read_parts(rich), read_parts(filled)
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    assert changed == {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4)}


def test_untouched_parts_keep_even_their_compressed_bytes(rich: Path, filled: Path) -> None:
    """An untouched part is copied as it lies in the zip, with its date, attributes and size."""

    def raw(path: Path) -> dict[str, bytes]:
        data = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            return {
                i.filename: data[i.header_offset : i.header_offset + 30 + i.compress_size]
                for i in archive.infolist()
            }

    before, after = raw(rich), raw(filled)
    touched = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4)}
    assert all(before[part] == after[part] for part in before if part not in touched)
    with zipfile.ZipFile(filled) as archive:
        assert archive.testzip() is None


@needs_validator
def test_the_validator_finds_nothing_new(rich: Path, filled: Path) -> None:
    """Microsoft's validator finds nothing in the rich workbook, and nothing after the fill."""
    assert not findings(rich)
    assert not findings(filled)


def test_our_lint_finds_nothing(rich: Path, filled: Path) -> None:
    """Our own lint finds no fault, neither before nor after."""
    assert lint(rich) == []
    assert lint(filled) == []


def test_stale_values_are_gone_and_others_stay(filled: Path) -> None:
    """What hangs on the change, through names, LAMBDA, spills or INDIRECT, holds no value."""
    sheets = {n: read_parts(filled)[f"xl/worksheets/sheet{n}.xml"].decode() for n in (1, 2, 4)}

    def cell(sheet: int, address: str) -> str:
        text = sheets[sheet]
        start = text.index(f'<c r="{address}"')
        return text[start : min(text.find("<c ", start + 1) % 10**9, text.find("</row>", start))]

    assert "<v>" not in cell(1, "B6"), "through the name Wins"
    assert "<v>20000</v>" in cell(1, "B7"), "a LAMBDA over a cell that did not change"
    assert "<v>" not in cell(1, "B8"), "a whole column"
    assert "<v>3</v>" in cell(1, "B9"), "a constant formula"
    assert "<v>" not in cell(1, "B10")
    assert " t=" not in cell(1, "B10"), "a text's type goes with its value"
    assert "<v>200000</v>" in cell(2, "C2"), "given, so set right"
    assert "<f>ROUNDUP(ROUND(C3/B3,6),0)</f>" in cell(2, "C2"), "the formula stays"
    assert "<v>" not in cell(2, "D2")
    for address in ("A1", "A2", "A5", "C1", "D1", "D3", "I1"):
        assert "<v>" not in cell(4, address), f"spilled or volatile: {address}"
    assert 'cm="1"' in cell(4, "A1"), "a dynamic array stays one"
    for address in ("B1", "B2", "G1", "G4", "I2"):
        assert "<v>" in cell(4, address), f"unaffected: {address}"


def test_a_shared_formula_hangs_on_its_own_shifted_cells(rich: Path, tmp_path: Path) -> None:
    """Plan_Value is seen by every cell of the shared formula, absolute; F1 by the first alone."""
    book = XlsxBook.open(rich)
    book.write({"Plan_Value": ((20_000,),)})
    target = tmp_path / "value.xlsm"
    book.save(target)
    text = read_parts(target)["xl/worksheets/sheet4.xml"].decode()
    assert '<c r="G2"><f t="shared" si="0"/></c>' in text
    assert "<v>10</v>" in text, "SUM(F1:F4) does not see the value"


def test_the_same_values_leave_the_file_as_it_is(rich: Path, tmp_path: Path) -> None:
    """A fill that changes nothing gives the original to the byte."""
    book = XlsxBook.open(rich)
    stages = book.read("Plan_Stages").values
    written = book.write(
        {"Plan_Target": ((1_000_000.0,),), "Plan_Stages": stages, "Plan_Start": ((46_388,),)}
    )
    assert len(written.cells) == 0
    target = tmp_path / "same.xlsm"
    book.save(target)
    assert target.read_bytes() == rich.read_bytes()


def test_a_table_column_is_written_by_its_name(rich: Path, tmp_path: Path) -> None:
    """A name over tblData[Leads] covers the data rows, and writing them spares the header."""
    book = XlsxBook.open(rich)
    leads = book.read("plan_leads")
    assert str(leads.place) == "'Bob''s data'!B2:B7"
    assert [row[0] for row in leads.values] == [110, 120, 130, 140, 150, 160]
    book.write({"Plan_Leads": tuple((value,) for value in (1, 2, 3, 4, 5, 6))})
    target = tmp_path / "leads.xlsm"
    book.save(target)
    text = read_parts(target)["xl/worksheets/sheet4.xml"].decode()
    spilled = text[text.index('<c r="B1"') : text.index('<c r="C1"')]
    assert "<v>" not in spilled, "FILTER over the table is stale"
    assert lint(target) == []
