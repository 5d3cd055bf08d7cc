"""What the add-in does when Excel loads it: descriptions, help for arguments, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from addin.excel.described import LONGEST, described
from funnel_addin.catalog import CATALOG, CATEGORY, WHY
from tests.xlam.excel import Excel, running


@pytest.fixture
def excel() -> Iterator[Excel]:
    """Give an Excel that has just opened the add-in."""
    with running(lambda module, name, handed: 1.0) as opened:
        opened.addin.saved = True
        yield opened


def load(excel: Excel) -> None:
    """Do what Excel does when it opens the add-in."""
    excel.interpreter.run("Workbook_Open", module="ThisWorkbook")


def check_described(excel: Excel) -> None:
    """All functions are described as the catalog says."""
    assert excel.application.described == {
        f"'{excel.addin.name}'!{each.name}": {
            "description": each.description,
            "category": CATEGORY,
            "arguments": [text for _, text in each.arguments],
        }
        for each in described()
    }


def test_all_functions_are_described(excel: Excel) -> None:
    """Each of them, FUNNEL_WHY too, gets a description, the category and its arguments' help."""
    load(excel)
    check_described(excel)
    names = [each.name for each in CATALOG]
    assert [each.name for each in described()] == [*names, WHY.name]
    assert excel.application.later == []


def test_nothing_is_left_to_save_or_shown(excel: Excel) -> None:
    """The add-in is not changed by it, no box is shown, and the workbook in front stays there."""
    load(excel)
    assert excel.addin.saved
    assert excel.dialogs == []
    assert excel.workbook is excel.book


def test_where_excel_refuses_it_is_done_when_excel_has_time(excel: Excel) -> None:
    """Of a hidden workbook Excel describes nothing: the add-in is a plain one for that moment."""
    excel.application.refuses_hidden = True
    load(excel)
    assert excel.application.described == {}
    assert excel.addin.is_addin
    (later,) = excel.application.later
    assert later == f"'{excel.addin.name}'!FunnelDescribe"
    excel.run("FunnelDescribe")
    check_described(excel)
    assert excel.addin.is_addin
    assert excel.addin.saved
    assert excel.application.enable_events
    assert excel.application.screen_updating
    assert excel.workbook is excel.book


def test_a_moment_later_excel_may_take_them(excel: Excel) -> None:
    """Where Excel only had no workbook yet, the add-in stays what it is."""
    excel.application.refuses_hidden = True
    load(excel)
    excel.application.refuses_hidden = False
    excel.run("FunnelDescribe")
    check_described(excel)
    assert excel.addin.is_addin
    assert excel.addin.saved


def test_without_a_workbook_open(excel: Excel) -> None:
    """Excel that starts with nothing open describes them, too."""
    excel.close_all()
    excel.application.refuses_hidden = True
    load(excel)
    excel.run("FunnelDescribe")
    check_described(excel)
    assert excel.dialogs == []


def test_a_refusal_for_good_is_silent(excel: Excel) -> None:
    """Where nothing helps the functions work without descriptions, and nobody is bothered."""
    excel.addin.sheets_[0].name = "renamed"
    load(excel)
    excel.run("FunnelDescribe")
    assert excel.application.described == {}
    assert excel.addin.is_addin
    assert excel.addin.saved
    assert excel.dialogs == []


ELSEWHERE = r"C:\Users\anna\AppData\Roaming\Microsoft\Excel\XLSTART\FUNNEL.xlam"


def opened(excel: Excel) -> None:
    """Do what Excel does when it has opened the workbook in front."""
    excel.interpreter.run("excelItself_WorkbookOpen", [excel.book], module="ThisWorkbook")


def test_a_workbook_of_somebody_else_finds_the_add_in_of_this_person(excel: Excel) -> None:
    """The path of another person's add-in is exchanged for the own one, and no other link is."""
    own = excel.addin.vba_get("FullName")
    excel.book.links = [ELSEWHERE, r"C:\plans\other.xlsx", "https://d.docs/x/funnel.xlam", own]
    excel.book.saved = True
    opened(excel)
    assert excel.book.saved  # who only looks is not asked to save
    assert excel.book.links == [own, r"C:\plans\other.xlsx", own, own]
    assert excel.application.display_alerts
    assert excel.dialogs == []


def test_workbooks_that_are_open_already_find_it_too(excel: Excel) -> None:
    """Where the add-in is loaded last, what is open is looked through."""
    excel.book.links = [ELSEWHERE]
    load(excel)
    assert excel.book.links == [excel.addin.vba_get("FullName")]


def test_a_link_that_is_protected_stays(excel: Excel) -> None:
    """Excel's refusal is kept to itself, and the other links are mended."""
    excel.book.links = [ELSEWHERE, ELSEWHERE.replace("anna", "otto")]
    excel.book.protected_links = [ELSEWHERE]
    excel.book.saved = False
    opened(excel)
    assert not excel.book.saved
    assert excel.book.links == [ELSEWHERE, excel.addin.vba_get("FullName")]
    excel.book.links = []
    opened(excel)


def test_the_texts_fit() -> None:
    """Excel cuts what is longer than 255 characters, and VBA saves no letter beyond ASCII."""
    for each in described():
        assert len(", ".join(name for name, _ in each.arguments)) < LONGEST
        for text in (each.description, *(help_ for _, help_ in each.arguments)):
            assert 0 < len(text) <= LONGEST
            assert text.isascii()
