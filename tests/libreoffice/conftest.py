"""One LibreOffice for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.libreoffice.calc import Office, Sheet, install, missing, other_person, own_places

# it runs on the Python that has LibreOffice's uno, and can be imported on no other
collect_ignore = ["driver.py"]


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give an environment whose LibreOffice has our extension, added by our own command."""
    if missing():
        pytest.skip(missing())
    environment = own_places(tmp_path_factory.mktemp("libreoffice"))
    install(environment)
    return environment


@pytest.fixture(scope="session")
def office(places: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a running LibreOffice, and end it when the tests are done."""
    with Office(tmp_path_factory.mktemp("office"), places) as running:
        yield running


@pytest.fixture
def names_as_excel_does(office: Office) -> None:
    """Skip where LibreOffice writes FUNNEL.REQUIRED into files of Excel's."""
    if office.version() < [25, 2]:
        pytest.skip("LibreOffice writes Excel's names of functions from 25.2 on")


@pytest.fixture
def sheet(office: Office) -> Iterator[Sheet]:
    """Give the sheet of a new spreadsheet, which is closed after the test."""
    book = office.new()
    yield Sheet(office, book)
    office.close(book)


@pytest.fixture
def again(places: dict[str, str], tmp_path: Path) -> Iterator[Office]:
    """Give another LibreOffice, started anew, which knows nothing of what was open before."""
    with Office(tmp_path, other_person(places, tmp_path)) as running:
        yield running
