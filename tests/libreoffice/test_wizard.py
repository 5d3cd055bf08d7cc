"""What the function wizard shows."""

from __future__ import annotations

import pytest

from funnel_addin.catalog import CATALOG, WHY
from tests.libreoffice.calc import Office


def test_the_wizard_tells_of_every_function_and_argument(office: Office):
    """Name, description, and in order each argument with its help: as in the catalog."""
    known = {name: told for name, told in office.wizard().items() if name.startswith("FUNNEL")}
    assert set(known) == {WHY.name, *(function.name for function in CATALOG)}
    assert known[WHY.name]["arguments"] == [[WHY.argument, WHY.help, False]]
    for function in CATALOG:
        told = known[function.name]
        assert told["description"].startswith(function.summary.rstrip("."))
        assert [each[0] for each in told["arguments"]] == [each.name for each in function.arguments]
        for argument, (_, help_, optional) in zip(
            function.arguments, told["arguments"], strict=True
        ):
            assert help_.startswith(argument.help)
            # what is missing is told by us, in a sentence, and not by Calc with a number
            assert optional


def test_no_name_hides_a_function_of_calc(office: Office):
    """Our names are new: each is there once, in the category of add-ins."""
    known = office.wizard()
    ours = [name for name in known if name.startswith("FUNNEL")]
    addin = known["FUNNEL_REQUIRED"]["category"]
    assert {known[name]["category"] for name in ours} == {addin}
    with_them = [name for name, told in known.items() if told["category"] == addin]
    assert set(ours) <= set(with_them)


@pytest.mark.parametrize("name", ["FUNNEL_NOWHERE", "FUNNEL"])
def test_a_name_that_is_no_function_shows_name(office: Office, name: str):
    """A misspelt function shows #NAME?, as in any spreadsheet."""
    book = office.new()
    office.put(book, "Sheet1", [["A1", "formula", f"={name}(1)"]])
    assert office.read(book, "Sheet1", ["A1"])[0][0][0]["shown"] == "#NAME?"
    office.close(book)
