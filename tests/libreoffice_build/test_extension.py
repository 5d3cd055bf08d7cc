"""The extension as it is committed: built to the byte, registered in full, and on its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from addin.libreoffice import __main__ as build
from addin.libreoffice.archive import LIBRARY, built, carried
from addin.libreoffice.interface import compiled, compiler, interface
from addin.libreoffice.naming import ONE_CELL, method_name, parameter_name
from funnel_addin import __version__
from funnel_addin.catalog import CATALOG, WHY

ROOT = Path(__file__).parents[2]
OOR = "{http://openoffice.org/2001/registry}"
MANIFEST = "{http://openoffice.org/2001/manifest}"


@pytest.fixture(scope="module")
def extension() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build.EXTENSION.read_bytes()))


def test_the_committed_extension_is_what_the_code_builds() -> None:
    """Built again from the catalog, the sources and the committed type library: the same bytes."""
    assert build.EXTENSION.read_bytes() == built(LIBRARY.read_bytes()), (
        "funnel.oxt is stale: python -m addin.libreoffice"
    )


def test_the_committed_interface_is_rendered_from_the_catalog() -> None:
    """The interface has a method for every function; a change of the catalog makes it stale."""
    assert build.INTERFACE.read_text(encoding="ascii") == interface()


def test_the_type_library_is_compiled_from_the_interface() -> None:
    """Where LibreOffice's compiler is, it makes the committed type library to the byte."""
    found = compiler()
    if found is None:
        pytest.skip("unoidl-write, of LibreOffice's development kit, is not installed")
    assert compiled(interface(), found) == LIBRARY.read_bytes()


def test_everything_that_the_manifest_names_is_in_the_archive(extension: zipfile.ZipFile) -> None:
    """LibreOffice finds each file that it is told to register, the types before their user."""
    manifest = ElementTree.fromstring(extension.read("META-INF/manifest.xml"))
    paths = [each.get(f"{MANIFEST}full-path") for each in manifest]
    assert paths[:2] == [LIBRARY.name, "funnel.components"]
    assert set(paths) <= set(extension.namelist())
    assert extension.namelist()[0] == "META-INF/manifest.xml"


def test_every_xml_file_of_the_archive_is_well_formed(extension: zipfile.ZipFile) -> None:
    """Each of them can be parsed; a character of a help text that XML reserves is no trap."""
    for name in extension.namelist():
        if name.endswith((".xml", ".xcu", ".components")):
            ElementTree.fromstring(extension.read(name))


def test_the_description_tells_the_version_and_the_licence_lies_beside_it(
    extension: zipfile.ZipFile,
) -> None:
    """LibreOffice shows the version of this package and offers an update when it is a newer one."""
    description = ElementTree.fromstring(extension.read("description.xml"))
    space = "{http://openoffice.org/extensions/description/2006}"
    assert description.find(f"{space}version").get("value") == __version__
    assert extension.read("LICENSE") == (ROOT / "LICENSE").read_bytes()


def _functions(extension: zipfile.ZipFile) -> dict[str, ElementTree.Element]:
    config = ElementTree.fromstring(extension.read("CalcAddIns.xcu"))
    functions = config.find(f".//node[@{OOR}name='AddInFunctions']")
    return {each.get(f"{OOR}name"): each for each in functions}


def _text(node: ElementTree.Element, name: str) -> str:
    return node.find(f"prop[@{OOR}name='{name}']/value").text


def test_the_wizard_shows_each_function_and_its_arguments_in_order(
    extension: zipfile.ZipFile,
) -> None:
    """Names, summaries and helps are the catalog's; what omitting an argument means is told."""
    shown = _functions(extension)
    assert list(shown) == [method_name(each.name) for each in (*CATALOG, WHY)]
    for function in CATALOG:
        node = shown[method_name(function.name)]
        assert _text(node, "DisplayName") == function.name
        assert _text(node, "Description") == function.summary
        arguments = node.find(f"node[@{OOR}name='Parameters']")
        told = [(_text(each, "DisplayName"), _text(each, "Description")) for each in arguments]
        assert told == [(each.name, each.told) for each in function.arguments]
        names = [each.get(f"{OOR}name") for each in arguments]
        assert names == [parameter_name(each.name) for each in function.arguments]
    assert _text(shown["WHY"], "Description") == WHY.summary


def test_excel_files_name_the_functions_as_excel_does(extension: zipfile.ZipFile) -> None:
    """The name that LibreOffice reads from and writes to Excel's files is the function's own."""
    shown = _functions(extension)
    for function in (*CATALOG, WHY):
        node = shown[method_name(function.name)]
        assert _text(node, "CompatibilityName") == function.name


def test_functions_that_answer_one_cell_do_so_in_every_case() -> None:
    """The interface says which functions answer one cell; the cases of the functions agree."""
    for function in CATALOG:
        cases = json.loads((ROOT / "tests" / "cases" / f"{function.name}.json").read_text("utf-8"))
        answers = [each["value"] for each in cases if "value" in each]
        single = all(len(rows) == len(rows[0]) == 1 for rows in answers)
        assert single or function.name not in ONE_CELL, function.name


def test_the_component_knows_which_methods_answer_one_cell() -> None:
    """It cannot read the catalog before it is loaded, so it names them itself: the same ones."""
    source = carried()["funnel_component.py"].read_text("utf-8")
    listed = source.partition("ONE_CELL = frozenset(")[2].partition(".split()")[0]
    named = {word for part in listed.split('"')[1::2] for word in part.split()}
    assert named == {method_name(each) for each in ONE_CELL}


def test_what_travels_runs_on_the_standard_library_alone(
    extension: zipfile.ZipFile, tmp_path: Path
) -> None:
    """Unpacked, with no package installed and nothing of this checkout, every example answers."""
    extension.extractall(tmp_path)
    examples = {each.name: json.loads(each.example) for each in CATALOG}
    script = f"""
import json, sys
sys.path.insert(0, {str(tmp_path / "pythonpath")!r})
from funnel_addin import functions, plans
from funnel_addin.catalog import CATALOG
for name, arguments in json.loads({json.dumps(examples)!r}).items():
    functions.call(name, arguments)
used = {{each.partition(".")[0] for each in sys.modules}}
print(sorted(used - set(sys.stdlib_module_names) - {{"__main__", "funnel_core", "funnel_addin"}}))
"""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False
    )
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


def test_nothing_travels_that_is_not_needed() -> None:
    """Neither the command, nor the sync, nor the adapters of other books are carried."""
    places = [each.split("/") for each in carried()]
    rooms = {each[2] for each in places if each[:2] == ["pythonpath", "funnel_addin"]}
    assert rooms == {"__init__.py", "names.py", "books", "catalog", "functions", "plans"}
    books = {place for place in carried() if "/funnel_addin/books/" in place}
    assert {each.rpartition("/")[2] for each in books} == {"__init__.py", "port.py"}
