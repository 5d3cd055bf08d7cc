"""What a firm hosts: the manifest, what Excel is told of the functions, the page and the icons."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image, ImageChops

from addin.js.icons import SIZES, drawn
from funnel_addin import __version__
from funnel_addin.catalog import CATALOG, READS_ITS_WORKBOOK, WHY
from tests.js.node import needs_node
from tests.js.office.browser import FOLDER, TOOLS, in_node, needs_browser, needs_tools

ADDIN = FOLDER.parents[2] / "addin" / "office"
HOST = "https://localhost:3000/"
OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
NAMES = {
    "app": "http://schemas.microsoft.com/office/appforoffice/1.1",
    "bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
    "ov": "http://schemas.microsoft.com/office/taskpaneappversionoverrides",
}


@pytest.fixture(scope="module")
def manifest() -> Any:
    """Read the manifest."""
    return etree.parse(ADDIN / "manifest.xml").getroot()


@pytest.fixture(scope="module")
def metadata() -> dict[str, Any]:
    """Read what Excel is told of the functions."""
    told: dict[str, Any] = json.loads((ADDIN / "functions.json").read_text(encoding="utf-8"))
    return told


def addresses(manifest: Any) -> list[str]:
    """List every address in the manifest."""
    return [each for each in manifest.xpath("//@DefaultValue") if each.startswith("http")]


def test_the_manifest_keeps_to_microsofts_description(manifest: Any) -> None:
    """Every element stands where it may, in order, and no text is too long."""
    schema = etree.RelaxNG(etree.parse(FOLDER / "manifest.rng"))
    assert schema.validate(manifest), schema.error_log


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("<Label resid=", "<Labels resid="),
        ("6b0d1f0e-", ""),
        ("https://localhost:3000/funnel.js", "http://localhost:3000/funnel.js"),
        ('DefaultValue="Funnel planner"', f'DefaultValue="{"long " * 30}"'),
        ('lifetime="long"', 'lifetime="short"'),
        ("<Version>0.1.0.0</Version>", ""),
    ],
)
def test_a_spoilt_manifest_is_found_out(found: str, put: str) -> None:
    """The description refuses what Excel would refuse."""
    text = (ADDIN / "manifest.xml").read_text(encoding="utf-8")
    assert found in text
    schema = etree.RelaxNG(etree.parse(FOLDER / "manifest.rng"))
    parser = etree.XMLParser(recover=True)
    assert not schema.validate(etree.fromstring(text.replace(found, put).encode(), parser))


def test_all_that_the_manifest_speaks_of_is_there(manifest: Any) -> None:
    """Each address is a file that is hosted; each resource is defined once, and each is used."""
    for address in addresses(manifest):
        assert address.startswith(HOST), address
        assert (ADDIN / address.removeprefix(HOST)).is_file(), address
    defined = manifest.xpath("//ov:Resources//@id", namespaces=NAMES)
    assert len(defined) == len(set(defined))
    assert set(defined) == set(manifest.xpath("//@resid"))


def test_functions_and_pane_share_one_page(manifest: Any) -> None:
    """Runtime, functions' page and pane are one address: a shared runtime needs that."""
    shared = {
        *manifest.xpath("//ov:Runtime/@resid", namespaces=NAMES),
        *manifest.xpath("//ov:Page/ov:SourceLocation/@resid", namespaces=NAMES),
        *manifest.xpath("//ov:Action/ov:SourceLocation/@resid", namespaces=NAMES),
    }
    assert shared == {"Taskpane.Url"}


def test_what_the_manifest_asks_of_excel_is_what_the_functions_use(
    manifest: Any, metadata: dict[str, Any]
) -> None:
    """Addresses of parameters came with 1.3 of the custom functions' runtime."""
    sets = {
        each.get("Name"): each.get("MinVersion")
        for each in manifest.xpath("//bt:Set", namespaces=NAMES)
    }
    assert sets == {"SharedRuntime": "1.1", "CustomFunctionsRuntime": "1.3"}
    assert all(each["options"]["requiresParameterAddresses"] for each in metadata["functions"])


def test_the_manifest_has_the_packages_version(manifest: Any) -> None:
    """Excel takes a changed add-in for a new one by its version."""
    assert manifest.findtext("app:Version", namespaces=NAMES) == f"{__version__}.0"


def test_the_functions_keep_the_names_of_every_host(
    manifest: Any, metadata: dict[str, Any]
) -> None:
    """Without a namespace they are FUNNEL_REQUIRED and so on, as everywhere."""
    assert not manifest.xpath("//ov:Namespace", namespaces=NAMES)
    names = [each["name"] for each in metadata["functions"]]
    assert names == [*(each.name for each in CATALOG), WHY.name]
    assert [each["id"] for each in metadata["functions"]] == names


def test_excel_is_told_of_every_argument(metadata: dict[str, Any]) -> None:
    """Arguments have the catalog's names and order, take anything, and are optional as there."""
    assert metadata["allowErrorForDataTypeAny"] is True
    for told, entry in zip(metadata["functions"], CATALOG, strict=False):
        assert [each["name"] for each in told["parameters"]] == [a.name for a in entry.arguments]
        for parameter, argument in zip(told["parameters"], entry.arguments, strict=True):
            optional = argument.optional or entry.name == READS_ITS_WORKBOOK
            assert parameter.get("optional", False) == optional
            assert (parameter["type"], parameter["dimensionality"]) == ("any", "matrix")
            assert parameter["description"] == argument.told
        seen = [each.get("optional", False) for each in told["parameters"]]
        assert seen == sorted(seen), "an optional argument stands before one that must be given"


@needs_tools
def test_microsofts_tools_read_what_is_hosted(metadata: dict[str, Any], tmp_path: Path) -> None:
    """One reads the manifest; another writes functions.json alike from the functions as JSDoc."""
    manifest = in_node(
        TOOLS / "office-addin-manifest" / "cli.js", "info", str(ADDIN / "manifest.xml")
    )
    assert "Funnel planner" in manifest
    assert f"Version: {__version__}.0" in manifest
    script = tmp_path / "functions.js"
    script.write_text("\n".join(map(documented, metadata["functions"])), encoding="utf-8")
    made = tmp_path / "functions.json"
    in_node(TOOLS / "custom-functions-metadata" / "cli.js", "generate", str(script), str(made))
    generated = json.loads(made.read_text(encoding="utf-8"))
    assert generated["functions"] == metadata["functions"]


def documented(function: dict[str, Any]) -> str:
    """Write a function of functions.json as JSDoc, as Microsoft's tool reads it."""
    names = [each["name"] for each in function["parameters"]]
    lines = [function["description"], f"@customfunction {function['id']} {function['name']}"]
    for each in function["parameters"]:
        name = f"[{each['name']}]" if each.get("optional") else each["name"]
        lines.append(f"@param {{any[][]}} {name} {each['description']}")
    lines += ["@param {CustomFunctions.Invocation} invocation", "@requiresAddress"]
    lines += ["@requiresParameterAddresses", "@returns {any[][]} what it answers"]
    told = "".join(f" * {line}\n" for line in lines)
    arguments = ", ".join([*names, "invocation"])
    return f"/**\n{told} */\nfunction {function['name'].lower()}({arguments}) {{}}\n"


def test_the_page_loads_microsofts_script_and_its_own_alone() -> None:
    """No other address stands in the page, its style or the manifest; every file of it is there."""
    page = (ADDIN / "taskpane.html").read_text(encoding="utf-8")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert [each for each in loaded if each.startswith("http")] == [OFFICE_JS]
    assert all((ADDIN / each).is_file() for each in loaded if not each.startswith("http"))
    assert "://" not in (ADDIN / "taskpane.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
def test_the_icons_are_as_they_are_drawn(size: int) -> None:
    """Each icon has its size and every pixel of the drawing."""
    with Image.open(ADDIN / "icons" / f"funnel-{size}.png") as icon:
        assert icon.size == (size, size)
        assert not ImageChops.difference(icon, drawn(size)).getbbox()


@needs_browser
@pytest.mark.parametrize("tests", ["functions", "pane"])
def test_it_works_in_chromium(tests: str) -> None:
    """The functions and the pane, with Office's real scripts and a stub of Excel: see there."""
    in_node(FOLDER / f"{tests}.test.mjs")


@needs_node
def test_formulas_typed_in_the_pane_are_read_as_excel_reads_them() -> None:
    """Constants, arrays, dates and cells; whatever else is refused in a sentence: see there."""
    in_node(FOLDER / "formula.test.mjs")
