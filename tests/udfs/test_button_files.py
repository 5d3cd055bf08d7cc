"""The files that buttons make: a workbook from a template, and the page of help."""

from __future__ import annotations

import datetime
import html.parser
import re
import tempfile
from pathlib import Path

import pytest

from funnel_addin import buttons, reference
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.buttons import pages
from funnel_addin.catalog import CATALOG, SECTIONS, WHY
from funnel_addin.fill import Given, fill
from funnel_addin.templates import TEMPLATES


def sentence(told: str) -> str:
    """Give what went wrong, without the mark before it."""
    assert told.startswith(buttons.ERROR), told
    return told.removeprefix(buttons.ERROR)


def test_a_new_workbook_is_the_template(tmp_path: Path) -> None:
    """The path is answered, in the folder that Excel saves to; the workbook can be filled."""
    path = Path(buttons.new("funnel_plan", f" {tmp_path} "))
    assert path == tmp_path / "funnel_plan.xlsx"
    given = Given(target=1e6, value=1e4, rates=(0.5,), confidence=0.8)
    assert fill(XlsxBook.open(path), given, datetime.date(2027, 1, 1)).cells


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    """Each new workbook has a number of its own, whatever lies there."""
    mine = tmp_path / "funnel_plan.xlsx"
    mine.write_text("mine")
    (tmp_path / "funnel_plan-2.xlsx").mkdir()
    assert buttons.new("funnel_plan", str(tmp_path)) == str(tmp_path / "funnel_plan-3.xlsx")
    assert buttons.new("funnel_plan", str(tmp_path)) == str(tmp_path / "funnel_plan-4.xlsx")
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("folder", ["", None, "https://d.docs.live.net/1a2b/Documents", "Z:\\gone"])
def test_documents_where_excel_names_no_folder_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str | None
) -> None:
    """Blank, OneDrive's address, a drive that is gone: the person's documents, made if need be."""
    documents = tmp_path / "My documents"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(documents))
    assert buttons.new("funnel_plan", folder) == str(documents / "funnel_plan.xlsx")
    assert (documents / "funnel_plan.xlsx").is_file()


def test_documents_that_cannot_be_made_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence with the folder, and where another one is named."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "file" / "Documents"))
    told = sentence(buttons.new("funnel_plan", ""))
    assert str(tmp_path / "file" / "Documents") in told
    assert "Default local file location" in told


@pytest.mark.parametrize("none", ["", None])
def test_an_unknown_template_is_told_with_those_there_are(tmp_path: Path, none: str | None) -> None:
    """Also where none was chosen; nothing is written."""
    told = sentence(buttons.new("budget", str(tmp_path)))
    assert told.startswith("there is no template 'budget'; there are funnel_plan, ")
    told = sentence(buttons.new(none, str(tmp_path)))
    names = ", ".join(each.name for each in TEMPLATES)
    assert told == f"expected the name of a template, one of {names}"
    assert not list(tmp_path.iterdir())


class Page(html.parser.HTMLParser):
    """Reads a page, and checks that what opens is closed."""

    EMPTY = frozenset({"meta"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.labels: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its anchor, and where it links to."""
        self.tags.add(tag)
        if tag not in self.EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            kept = {"id": self.ids, "href": self.links, "aria-labelledby": self.labels}.get(name)
            if kept is not None:
                kept.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather the text."""
        if "style" not in self.open:
            self.text += data


def words(text: str) -> str:
    """Give a text with its white space evened out."""
    return " ".join(text.split())


def test_the_page_explains_every_function() -> None:
    """By question: usage, summary, every argument, the formula, the example with its answer."""
    page = Page(pages.functions_page())
    told = words(page.text)
    at = 0
    for section, entries in SECTIONS:
        at = told.index(section, at)
        for function in entries:
            assert function.name.lower() in page.ids
            at = told.index(words(function.usage), at)
            assert words(function.summary) in told[at:]
            assert words(reference.formula_of(function)) in told[at:]
            assert words(reference.as_typed_in_a_cell(function)) in told[at:]
            for name, what, _ in reference.arguments_of(function):
                assert words(name) in told[at:]
                assert words(what) in told[at:]
            for row in reference.example_answer(function):
                assert all(cell in told[at:] for cell in row)
    assert len(CATALOG) == sum(len(entries) for _, entries in SECTIONS)


def test_the_page_helps_with_errors() -> None:
    """What each code means, the cure of #NAME?, and the function that tells why."""
    told = Page(pages.functions_page()).text
    for code in ("#NAME?", "#VALUE!", "#NUM!", "#N/A", "#SPILL!"):
        assert code in told
    assert f"={WHY.name}(A1)" in told
    assert "funnel excel doctor" in told
    assert "no Python answered" in told


def test_the_page_needs_nothing_from_elsewhere() -> None:
    """No script, picture, style sheet nor link that leaves the page: it opens offline."""
    text = pages.functions_page()
    page = Page(text)
    assert not page.tags & {"script", "img", "link", "iframe", "base", "object", "form"}
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"url\(|@import|https?:", text)


def test_the_page_can_be_read_aloud() -> None:
    """One heading of the first rank, a language, captions; each anchor once, none missing."""
    text = pages.functions_page()
    page = Page(text)
    assert '<html lang="en">' in text
    assert text.count("<h1") == 1
    assert {"main", "nav", "header", "caption", "th"} <= page.tags
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert set(page.labels) <= set(page.ids)


def test_help_answers_the_path_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the user's cache, written anew each time, and nothing is left beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = Path(buttons.help_page())
    assert path == tmp_path / "funnel" / "funnel-functions.html"
    path.write_text("old")
    assert Path(buttons.help_page()).read_text(encoding="utf-8") == pages.functions_page()
    assert list(path.parent.iterdir()) == [path]


def test_help_where_the_cache_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder for temporary files takes it; where that is closed too, a sentence says so."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    assert Path(buttons.help_page()).parent.parent == tmp_path / "temporary"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    told = sentence(buttons.help_page())
    assert told.startswith("the page cannot be written to ")
    assert "\n" not in told
