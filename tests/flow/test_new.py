"""`funnel new`: the templates listed, and workbooks started from them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from funnel_addin.cli import main
from funnel_addin.templates import TEMPLATES, template_path

NAMES = [each.name for each in TEMPLATES]


def test_without_a_name_the_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its line, its sheets, a picture, and what to type for an empty and a filled one."""
    assert main(["new"]) == 0
    out = capsys.readouterr().out
    for each in TEMPLATES:
        assert f"{each.name}: {each.title}\n  {each.line}\n" in out
        assert ", ".join(each.sheets) in out
        assert f"{each.name}.png" in out
        assert f"funnel new {each.name}\n" in out
        assert f"funnel new {each.name} --example\n" in out


def test_the_list_for_machines_names_files_that_are_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same as data: names, lines, sheets, and paths that open."""
    assert main(["new", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["templates"]
    assert [each["name"] for each in listed] == NAMES
    for each in listed:
        for path in ("picture", "workbook", "workbook_example"):
            assert Path(each[path]).is_file(), each[path]
        assert each["next"][0] == f"funnel new {each['name']}"


@pytest.mark.parametrize("name", NAMES)
def test_the_list_says_what_the_workbooks_hold(name: str) -> None:
    """Title, line and sheets are those of the built workbook, empty and filled."""
    (template,) = (each for each in TEMPLATES if each.name == name)
    for example in (False, True):
        book = openpyxl.load_workbook(template_path(name, example), read_only=True)
        assert tuple(book.sheetnames) == template.sheets
        assert book.properties.title == template.title
        assert book.properties.subject == template.line


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_is_started_and_says_what_is_next(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Empty, or filled with the example; the file is named after the template."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", name.upper()]) == 0
    assert f"funnel fill {name}.xlsx" in capsys.readouterr().out
    assert main(["new", name, "--example"]) == 0
    told = capsys.readouterr().out
    assert f"funnel new {name}" in told
    assert "made up" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{name}.xlsx",
        f"{name}_example.xlsx",
    ]
    assert main(["new", name]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["new", name, "--force", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == f"{name}.xlsx"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dashboard"], "there is no template 'dashboard'; there are funnel_plan, "),
        (["--example"], "--example needs the name of a template"),
        (["--currency", "EUR"], "--currency needs the name of a template"),
        (["funnel_plan", "--currency", "€"], "it is '€': write EUR"),
        (["funnel_plan", "--currency", "euro"], "it is 'euro': write EUR"),
        (["funnel_plan", "--currency", "XQZ"], "it is 'XQZ': write EUR, USD or another"),
    ],
)
def test_what_cannot_be_started_is_told(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One sentence, and no file."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", *words]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
