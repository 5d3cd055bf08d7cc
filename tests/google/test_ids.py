"""The spreadsheet that is meant, from what a person pastes."""

import pytest

from funnel_addin.books.google.ids import spreadsheet_id
from funnel_core.errors import InputError

ID = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Y_"
BASE = "https://docs.google.com/spreadsheets"


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"  {ID}\n",
        f"{BASE}/d/{ID}",
        f"{BASE}/d/{ID}/",
        f"{BASE}/d/{ID}/edit",
        f"{BASE}/d/{ID}/edit#gid=0",
        f"{BASE}/d/{ID}/edit?gid=7#gid=7",
        f"{BASE}/d/{ID}/edit?usp=sharing",
        f"{BASE}/d/{ID}?usp=drive_link",
        f"{BASE}/d/{ID}#gid=3",
        f"{BASE}/d/{ID}/htmlview",
        f"{BASE}/u/1/d/{ID}/edit#gid=0",
        f"https://docs.google.com/a/example.com/spreadsheets/d/{ID}/edit",
        f"http://docs.google.com/spreadsheets/d/{ID}/edit",
        f"HTTPS://DOCS.GOOGLE.COM/spreadsheets/d/{ID}/edit",
        f"docs.google.com/spreadsheets/d/{ID}/edit",
        f" <{BASE}/d/{ID}/edit> ",
        f'"{BASE}/d/{ID}/edit"',
    ],
)
def test_an_id_is_found_in_what_people_paste(text: str) -> None:
    """An ID, or an address in any of the forms that a browser shows or Google shares."""
    assert spreadsheet_id(text) == ID


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected the ID of a spreadsheet"),
        ("Plan.xlsx", "a workbook file, not a Google Sheet"),
        ("my plan of next year's funnel", "expected the ID of a spreadsheet"),
        (f"{ID}?alt=json", "expected the ID"),
        (f"{ID}/values/A1", "expected the ID"),
        (f"../{ID}", "expected the ID"),
        (f"{ID}\n{ID}", "expected the ID"),
        (f"https://evil.example.com/spreadsheets/d/{ID}/edit", "expected the ID"),
        (f"https://docs.google.com.example.com/spreadsheets/d/{ID}", "expected the ID"),
        (f"https://docs.google.com@example.com/spreadsheets/d/{ID}", "expected the ID"),
        (f"https://me:pass@docs.google.com/spreadsheets/d/{ID}", "expected the ID"),
        (f"https://docs.google.com:8443/spreadsheets/d/{ID}", "expected the ID"),
        (f"file:///spreadsheets/d/{ID}", "expected the ID"),
        (f"ftp://docs.google.com/spreadsheets/d/{ID}", "expected the ID"),
        ("https://[docs.google.com/spreadsheets/d/", "expected the ID"),
        (f"{BASE}/d/", "expected the ID"),
        (f"{BASE}/d/abc/edit", "no whole ID"),
        (f"{BASE}/d/{ID}%2F..%2Fother/edit", "no whole ID"),
        (f"{BASE}/d/e/2PACX-1vQabcdefghijklmnopqrstuvwxyz/pubhtml", "published"),
        ("2PACX-1vQabcdefghijklmnopqrstuvwxyz", "published"),
        (f"https://drive.google.com/drive/folders/{ID}", "a folder"),
        (f"https://drive.google.com/drive/u/0/folders/{ID}", "a folder"),
        (f"https://drive.google.com/open?id={ID}", "any file in Drive"),
        (f"https://drive.google.com/file/d/{ID}/view", "any file in Drive"),
        (f"https://docs.google.com/document/d/{ID}/edit", "a text document"),
        (f"https://docs.google.com/presentation/d/{ID}/edit", "a presentation"),
        ("https://docs.google.com/forms/d/e/1FAIpQLSc/viewform", "a form"),
    ],
)
def test_anything_else_is_refused_in_one_sentence(text: str, told: str) -> None:
    """Another host, another kind of file, a published page, half an address: what to do is said."""
    with pytest.raises(InputError, match=told) as caught:
        spreadsheet_id(text)
    assert str(caught.value).endswith(": open the spreadsheet in a browser and copy its address")
    assert "pass" not in str(caught.value)
